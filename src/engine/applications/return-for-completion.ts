import { readCalendars } from '../settings/calendars.ts';
import { undoSeconds } from './close-application.ts';
import { insertDecision, insertUndone, isFinal } from './decisions.store.ts';
import { insertResumed, markReturned, setPromised, unmarkReturned } from './returns.store.ts';
import { pausesOf, promisedDay } from './service-clock.ts';
import { tellDecisionQueue } from './tell-decision.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Context } from '../context.ts';
import type { ApplicationEvent } from './application.ts';
import type { By } from './decisions.store.ts';

/** What a contractor is asked to complete: these answers, in a clerk's words, until the end of a day. */
export type Asked = { fields: string[]; words: string; completeBy: string };

/**
 * Hands an application back to its contractor, in the transaction `trx`, which has it locked: the event, off the queue, and
 * the job that tells it when it can no longer be undone. The subject stays claimed: the application is open.
 */
export async function returnForCompletion(
  ctx: Context,
  trx: Transaction<Schema>,
  applicationId: number,
  asked: Asked,
  by: By,
): Promise<{ finalAt: Date }> {
  const event = { kind: 'returned' as const, by, data: asked };
  const { eventId, finalAt } = await insertDecision(trx, applicationId, event, undoSeconds);
  await markReturned(trx, applicationId, null, asked.completeBy);
  await ctx.jobs.enqueue(trx, tellDecisionQueue, { eventId: String(eventId) }, undoSeconds);
  return { finalAt };
}

/** Undoes a return before its contractor learns of it: as if it had never been, the clock as well. */
export async function undoReturn(
  trx: Transaction<Schema>,
  applicationId: number,
  by: By,
): Promise<'reopened' | 'final'> {
  if (await isFinal(trx, applicationId)) return 'final';
  await unmarkReturned(trx, applicationId);
  await insertUndone(trx, applicationId, by);
  return 'reopened';
}

/**
 * Takes a return back that its contractor has read, or may have: the application goes on with what it has, and the clock
 * with it. `level`: the working days that were promised on the day of submitting. Returns the day promised now.
 */
export async function resumeApplication(
  trx: Transaction<Schema>,
  application: { id: number; submittedAt: Date; events: readonly ApplicationEvent[] },
  returnId: number,
  level: number,
  by: By,
): Promise<Temporal.PlainDate> {
  const { at } = await insertResumed(trx, application.id, returnId, by);
  const pauses = pausesOf([...application.events, { kind: 'resumed', at }]);
  const { submittedAt } = application;
  const promisedOn = promisedDay({ submittedAt, level, pauses }, await readCalendars(trx));
  await setPromised(trx, application.id, promisedOn.toString());
  await unmarkReturned(trx, application.id);
  return promisedOn;
}

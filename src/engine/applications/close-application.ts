import {
  deleteClaim,
  insertDecision,
  insertUndone,
  isFinal,
  restoreClaim,
  setReturnsOn,
} from './decisions.store.ts';
import { markReturned } from './returns.store.ts';
import { tellDecisionQueue } from './tell-decision.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Frozen } from '../documents/document.ts';
import type { Context } from '../context.ts';
import type { Adjusted, Returned, ReasonGiven, StoredEvent, TermGiven } from './application.ts';
import type { By } from './decisions.store.ts';

/** How long a decision may be undone, in seconds; its message leaves after that. */
export const undoSeconds = 60;

/** What was decided. */
export type Decided =
  | { kind: 'approved'; term: TermGiven | null; adjusted?: Adjusted; document?: Frozen }
  | { kind: 'refused'; reason: ReasonGiven; words: string };

/**
 * Ends an application by a decision, in the transaction `trx`, which has it locked: the event, the subject set free, and
 * the job that tells the contractor when the decision is final. Nothing of a decision reaches them before.
 */
export async function closeApplication(
  ctx: Context,
  trx: Transaction<Schema>,
  applicationId: number,
  decided: Decided,
  by: By,
): Promise<{ finalAt: Date }> {
  const event = { kind: decided.kind, by, data: dataOf(decided) };
  const { eventId, finalAt } = await insertDecision(trx, applicationId, event, undoSeconds);
  await deleteClaim(trx, applicationId);
  await ctx.jobs.enqueue(trx, tellDecisionQueue, { eventId: String(eventId) }, undoSeconds);
  return { finalAt };
}

function dataOf(decided: Decided): StoredEvent['data'] {
  if (decided.kind === 'refused') return { reason: decided.reason, words: decided.words };
  const { term, adjusted, document } = decided;
  return { ...(term && { term }), ...(adjusted && { adjusted }), ...(document && { document }) };
}

/**
 * Takes the last decision back, in the transaction `trx`, which has the application locked. `returned`: what its contractor
 * was to complete when it was decided, and is again. `final`: its time is over. `taken`: another application has the subject
 * by now; `trx` is then to be rolled back.
 */
export async function reopenApplication(
  trx: Transaction<Schema>,
  applicationId: number,
  reason: string | null,
  by: By,
  returned: Returned | null = null,
): Promise<'reopened' | 'final' | 'taken'> {
  if (await isFinal(trx, applicationId)) return 'final';
  if (!(await restoreClaim(trx, applicationId, reason))) return 'taken';
  if (returned !== null) await markReturned(trx, applicationId, returned.at, returned.completeBy);
  await insertUndone(trx, applicationId, by);
  return 'reopened';
}

/** Takes an open application off the queue until the morning of a day. */
export async function setAside(
  trx: Transaction<Schema>,
  applicationId: number,
  until: Temporal.PlainDate,
): Promise<void> {
  await setReturnsOn(trx, applicationId, until.toString());
}

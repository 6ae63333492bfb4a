import { readCalendars } from '../settings/calendars.ts';
import { insertReopened, restoreClaim } from './decisions.store.ts';
import { setPromised } from './returns.store.ts';
import { pausesOf, promisedDay } from './service-clock.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { ApplicationEvent } from './application.ts';
import type { By } from './decisions.store.ts';

/**
 * Opens a refused application again, in the transaction `trx`, which has it locked: its place in the queue, at a day that counts no
 * time since the refusal, and the event that begins another round. `reason`: what the queue is filtered by; `level`: the working
 * days that were promised on the day of submitting. Null: another application has the subject; `trx` is then to be rolled back.
 */
export async function reopenAfterObjection(
  trx: Transaction<Schema>,
  application: { id: number; submittedAt: Date; promisedOn: string; events: readonly ApplicationEvent[] },
  { objection, reason, level }: { objection: number; reason: string | null; level: number },
  by: By,
): Promise<Temporal.PlainDate | null> {
  const { id, submittedAt, promisedOn: promisedBefore, events } = application;
  if (!(await restoreClaim(trx, id, reason))) return null;
  const at = await insertReopened(trx, id, { objection, promisedBefore }, by);
  const pauses = pausesOf([...events, { kind: 'reopened', at }]);
  const promised = promisedDay({ submittedAt, level, pauses }, await readCalendars(trx));
  await setPromised(trx, id, promised.toString());
  return promised;
}

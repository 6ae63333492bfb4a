import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { By } from './decisions.store.ts';

/** Takes an open application off the queue while its contractor has it: since the day of a moment, until a day. */
export async function markReturned(
  trx: Transaction<Schema>,
  applicationId: number,
  at: Date | null,
  completeBy: string,
): Promise<void> {
  await sql`update open_applications set returned_on = (coalesce(${at}::timestamptz, moment()) at time zone 'Asia/Amman')::date,
      complete_by = ${completeBy}::date, returns_on = null
    where application_id = ${applicationId}`.execute(trx);
}

/** Puts it back into the queue, at its promised day. */
export async function unmarkReturned(trx: Transaction<Schema>, applicationId: number): Promise<void> {
  await sql`update open_applications set returned_on = null, complete_by = null
    where application_id = ${applicationId}`.execute(trx);
}

/** Writes down that the office took a return back. Its contractor sees it at once. */
export async function insertResumed(
  trx: Transaction<Schema>,
  applicationId: number,
  returnId: number,
  by: By,
): Promise<{ at: Date }> {
  const { rows } = await sql<{ at: Date }>`
    insert into application_events (application_id, kind, actor, staff_id, staff_name, data)
    values (${applicationId}, 'resumed', 'office', ${by.id}, ${by.name},
      jsonb_build_object('returned', ${returnId}::bigint, 'finalAt', moment()))
    returning at`.execute(trx);
  const [row] = rows;
  if (!row) throw new Error('An event was not inserted');
  return row;
}

/** Gives an application and its place in the queue another promised day. */
export async function setPromised(
  trx: Transaction<Schema>,
  applicationId: number,
  day: string,
): Promise<void> {
  await sql`with moved as (update open_applications set promised_on = ${day}::date
      where application_id = ${applicationId})
    update applications set promised_on = ${day}::date where id = ${applicationId}`.execute(trx);
}

import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Decided } from '../applications/close-application.ts';
import type { Doer, InternalEvent } from './office-event.ts';

/** Writes down what happened between the people of the office. */
export async function insertInternalEvent(
  trx: Transaction<Schema>,
  applicationId: number,
  kind: InternalEvent['kind'],
  by: Doer,
  data: { decided?: Decided; words?: string } = {},
): Promise<void> {
  const whole = { ...data, ...(by.delegatedBy && { delegatedBy: by.delegatedBy }) };
  await sql`insert into application_events (application_id, kind, actor, staff_id, staff_name, data)
    values (${applicationId}, ${kind}, 'office', ${by.id}, ${by.name}, ${JSON.stringify(whole)}::jsonb)`.execute(
    trx,
  );
}

/** Marks an open application as prepared by somebody, or as prepared no more. It is back from being set aside either way. */
export async function setPreparedBy(
  trx: Transaction<Schema>,
  applicationId: number,
  staffId: number | null,
): Promise<void> {
  await sql`update open_applications set prepared_by = ${staffId}::bigint, returns_on = null
    where application_id = ${applicationId}`.execute(trx);
}

import { sql } from 'kysely';
import { readOfficeEvent } from './office-event.ts';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Answers } from '../define/answers.ts';
import type { FoundRow } from '../define/register.ts';
import type { Application } from '../applications/application.ts';
import type { OfficeEvent, Staff, StoredOfficeEvent } from './office-event.ts';

/** An application as the office sees it. */
export type OfficeApplication = Omit<Application, 'events'> & {
  answers: Answers;
  /** What the register said at submitting, or when it answered; `null`: nothing yet. */
  found: FoundRow | null;
  events: OfficeEvent[];
  /** The moment at which this was read, by the database's clock. */
  now: Date;
};

type Row = Omit<OfficeApplication, 'events'> & {
  events: (StoredOfficeEvent & { id: number; by: Staff | null })[];
};

const officeColumns = sql`a.id, a.reference, a.service, a.lang, a.shown, a.phone, a.answers, a.found,
  a.submitted_at as "submittedAt", a.promised_on as "promisedOn", moment() as now,
  (select jsonb_agg(jsonb_build_object('id', e.id, 'kind', e.kind, 'at', e.at, 'data', e.data,
      'by', case when e.staff_id is not null then jsonb_build_object('id', e.staff_id, 'name', e.staff_name) end) order by e.id)
    from application_events e where e.application_id = a.id) as events`;

/** The application of this id, with every event. */
export async function findCase(db: Kysely<Schema>, id: number): Promise<OfficeApplication | null> {
  const { rows } = await sql<Row>`select ${officeColumns} from applications a where a.id = ${id}`.execute(db);
  return rows[0] ? fromRow(rows[0]) : null;
}

/**
 * The same, held until the transaction ends: nobody else decides it, and no job writes an event of it. Rows that refer
 * to it may still be made, since who takes a lease must not wait for us while we wait for the lease.
 */
export async function lockCase(trx: Transaction<Schema>, id: number): Promise<OfficeApplication | null> {
  await sql`select from applications where id = ${id} for no key update`.execute(trx);
  // A statement of its own: it sees what was written by whom we waited for.
  return findCase(trx, id);
}

/** The moment now, by the database's clock. */
export async function readNow(db: Kysely<Schema>): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select moment() as now`.execute(db);
  return rows[0]?.now ?? new Date();
}

function fromRow(row: Row): OfficeApplication {
  const events = row.events.map((event): OfficeEvent => ({
    ...readOfficeEvent(event),
    id: event.id,
    by: event.by && event.data.delegatedBy ? { ...event.by, delegatedBy: event.data.delegatedBy } : event.by,
  }));
  return { ...row, events };
}

/** Another application of the same contractor. */
export type OtherApplication = {
  id: number;
  reference: string;
  label: string | null;
  submittedAt: Date;
  events: OfficeEvent[];
};

/** The other applications in which the same was answered, the newest first. */
export async function findOthers(
  db: Kysely<Schema>,
  application: OfficeApplication,
  answer: { name: string; value: string; word: string },
): Promise<OtherApplication[]> {
  const { rows } = await sql<Row & { label: string | null }>`
    select ${officeColumns}, a.found ->> 'label' as label
    from (select application_id from application_words where word = ${answer.word}
      order by application_id desc limit 500) as candidates
    join applications a on a.id = candidates.application_id
    where a.service = ${application.service} and a.id <> ${application.id} and a.answers ->> ${answer.name} = ${answer.value}
    order by a.id desc limit 20`.execute(db);
  return rows.map((row) => {
    const { id, reference, submittedAt, events } = fromRow(row);
    return { id, reference, label: row.label, submittedAt, events };
  });
}

import { sql } from 'kysely';
import { togetherOf } from '../../platform/db/together.ts';
import { leaseOf, readLease } from './leases.store.ts';
import { notesOf, readNotes } from './notes.store.ts';
import { readOfficeEvent } from './office-event.ts';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Answers } from '../define/answers.ts';
import type { FoundRow } from '../define/register.ts';
import type { Application } from '../applications/application.ts';
import type { InternalNote } from './internal-note.ts';
import type { Lease, StoredLease } from './leases.store.ts';
import type { StoredNotes } from './notes.store.ts';
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

const eventsOf = sql`(select jsonb_agg(jsonb_build_object('id', e.id, 'kind', e.kind, 'at', e.at, 'data', e.data,
      'by', case when e.staff_id is not null then jsonb_build_object('id', e.staff_id, 'name', e.staff_name) end) order by e.id)
    from application_events e where e.application_id = a.id)`;

const officeColumns = sql`a.id, a.reference, a.service, a.lang, a.shown, a.phone, a.answers, a.found,
  a.submitted_at as "submittedAt", a.promised_on as "promisedOn", moment() as now, ${eventsOf} as events`;

/** The application of this id, with every event. */
export async function findCase(db: Kysely<Schema>, id: number): Promise<OfficeApplication | null> {
  const { rows } = await sql<Row>`select ${officeColumns} from applications a where a.id = ${id}`.execute(db);
  return rows[0] ? fromRow(rows[0]) : null;
}

/** An application, what the office wrote beside it, and who has it in hand. */
export type CaseFile = {
  application: OfficeApplication;
  notes: InternalNote[];
  lease: Lease | null;
};

/**
 * The application of this id with what lies beside it, by one statement for all who ask at the same moment; not in a
 * transaction. Whoever asks for the same one shares the answer, which nobody may change.
 */
export const findCaseFile = togetherOf(
  async (db: Kysely<Schema>, ids: number[]): Promise<(CaseFile | null)[]> => {
    const { rows } = await sql<Row & StoredBeside>`
      select ${officeColumns}, ${notesOf} as notes, ${leaseOf} as lease
      from applications a where a.id = any(${ids}::bigint[])`.execute(db);
    const files = new Map(rows.map((row) => [row.id, caseFileFrom(row)]));
    return ids.map((id) => files.get(id) ?? null);
  },
  String,
);

type StoredBeside = {
  notes: StoredNotes;
  lease: StoredLease | null;
};

function caseFileFrom({ notes, lease, ...row }: Row & StoredBeside): CaseFile {
  return {
    application: fromRow(row),
    notes: readNotes(notes),
    lease: readLease(lease),
  };
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
  return { ...row, events: row.events.map(eventFrom) };
}

function eventFrom(event: Row['events'][number]): OfficeEvent {
  const { by, data, id } = event;
  return {
    ...readOfficeEvent(event),
    id,
    by: by && data.delegatedBy ? { ...by, delegatedBy: data.delegatedBy } : by,
  };
}

/** Another application of the same contractor. */
export type OtherApplication = {
  id: number;
  reference: string;
  label: string | null;
  submittedAt: Date;
  events: OfficeEvent[];
};

/** For which application others are wanted: those of its service in which the same was answered. `word`: the answer as it is searched for. */
export type OthersWanted = { id: number; service: string; name: string; value: string; word: string };

/** The other applications in which the same was answered, the newest first; one statement for all who ask at the same moment. */
export const findOthersTogether = togetherOf(
  async (db: Kysely<Schema>, asked: OthersWanted[]): Promise<OtherApplication[][]> => {
    const all = (name: keyof OthersWanted) => asked.map((each) => each[name]);
    const { rows } = await sql<Other & { n: number }>`
      select asked.n::int, other.* from unnest(${all('id')}::bigint[], ${all('service')}::text[], ${all('name')}::text[],
        ${all('value')}::text[], ${all('word')}::text[]) with ordinality as asked (id, service, name, value, word, n)
      cross join lateral (
        select a.id, a.reference, a.found ->> 'label' as label, a.submitted_at as "submittedAt", ${eventsOf} as events
        from (select application_id from application_words where word = asked.word
          order by application_id desc limit 500) as candidates
        join applications a on a.id = candidates.application_id
        where a.service = asked.service and a.id <> asked.id and a.answers ->> asked.name = asked.value
        order by a.id desc limit 20) as other`.execute(db);
    const others: OtherApplication[][] = asked.map(() => []);
    for (const { n, events, ...other } of rows)
      others[n - 1]?.push({ ...other, events: events.map(eventFrom) });
    return others;
  },
);

type Other = Omit<OtherApplication, 'events'> & Pick<Row, 'events'>;

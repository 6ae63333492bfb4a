import { sql } from 'kysely';
import { readEvent } from './application.ts';
import { searchText } from './search-words.ts';
import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import type { Schema } from '../../platform/db/schema.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Answers } from '../define/answers.ts';
import type { Service } from '../define/define-service.ts';
import type { FoundRow } from '../define/register.ts';
import type { CounterProof, Proof } from '../journey/draft.ts';
import type { Application, StoredEvent } from './application.ts';
import type { Shown } from './freeze.ts';

/** What a new application is made of. */
export type NewApplication = {
  reference: string;
  intent: string;
  holder: Buffer;
  service: string;
  version: number;
  lang: Lang;
  subject: string;
  /** What the register said; `null`: nothing yet. */
  found: FoundRow | null;
  /** The register did not answer at submitting: what it says is still to be learnt. */
  unchecked: boolean;
  /** Another subject that must be free, beside its own. */
  alsoFree: string;
  answers: Answers;
  shown: Shown;
  /** What was proven; of the counter only who saw it, the rest is a filing. */
  proof: Proof | ({ kind: 'counter' } & Pick<CounterProof, 'staffId'>);
  phone: string;
  promisedOn: string;
  /** The answer that the office's queue is filtered by. */
  reason: string | null;
  /** What it is found by, folded. */
  words: string[];
};

/**
 * Makes an application of its draft, in one statement: inserts it with its claim on the subject, which is its place in
 * the queue, the words it is found by, its first event and the message about it, and deletes the draft. Each statement of its own would be a round trip more in the transaction.
 * `taken`: another application for the subject is open; `reference-taken`: mint another reference and try again.
 * Either way nothing is inserted.
 */
export async function insertApplication(
  trx: Transaction<Schema>,
  application: NewApplication,
  message: { id: string; text: string },
): Promise<{ id: number } | 'taken' | 'reference-taken'> {
  const a = application;
  const phoneOfRegister = a.found === null ? null : a.found.phone === a.phone;
  const assisted = 'kind' in a.proof;
  const event = JSON.stringify({
    ...(a.unchecked && { unchecked: true }),
    ...(assisted && { assisted: true }),
  });
  const { rows } = await sql<{ id: number | null; free: boolean }>`
    with free as (
      select not exists (select from open_applications where service = ${a.service}
        and subject in (${a.subject}, ${a.alsoFree})) as yes
    ), added as (
      insert into applications (reference, intent, holder, service, version, lang, subject, found, answers, shown,
        proof, phone, phone_of_register, promised_on, search)
      select ${a.reference}, ${a.intent}::uuid, ${a.holder}::bytea, ${a.service}, ${a.version}::int, ${a.lang}, ${a.subject},
        ${a.found && JSON.stringify(a.found)}::jsonb, ${JSON.stringify(a.answers)}::jsonb, ${JSON.stringify(a.shown)}::jsonb,
        ${JSON.stringify(a.proof)}::jsonb, ${a.phone}, ${phoneOfRegister}::boolean, ${a.promisedOn}::date,
        ${searchText(a.words)}
      from free where yes
      on conflict (reference) do nothing
      returning id
    ), claimed as (
      insert into open_applications (service, subject, application_id, promised_on, waiting, reason)
      select ${a.service}, ${a.subject}, id, ${a.promisedOn}::date, ${a.unchecked}::boolean, ${a.reason} from added
    ), found_by as (
      insert into application_words (word, application_id)
      select word, id from added, unnest(${a.words}::text[]) as word
    ), told as (
      insert into application_events (application_id, kind, actor, data)
      select id, 'submitted', ${assisted ? 'counter' : 'contractor'}, ${event}::jsonb from added
    ), written as (
      insert into messages (id, kind, phone, lang, text, application_id)
      select ${message.id}::uuid, 'submitted', ${a.phone}, ${a.lang}, ${message.text}, id from added
    ), used as (
      delete from drafts where id = ${a.intent}::uuid and holder = ${a.holder}::bytea and exists (select from added)
    )
    select (select id from added) as id, (select yes from free) as free`.execute(trx);
  const row = rows[0];
  if (row?.id !== null && row?.id !== undefined) return { id: row.id };
  return row?.free === false ? 'taken' : 'reference-taken';
}

/** Is this error the database's «no»: another application claimed the subject at the same moment? */
export function isClaimedMeanwhile(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === 'open_applications_pkey';
}

const columns = [
  'id',
  'reference',
  'service',
  'lang',
  'shown',
  'phone',
  'submitted_at as submittedAt',
  'promised_on as promisedOn',
  // A decision is the contractor's when it can no longer be undone; one that was undone never was, and nothing comes
  // between it and its undoing. Why a supervisor gave another term stays inside.
  sql`(select jsonb_agg(jsonb_build_object('kind', kind, 'at', at, 'data', data - 'adjusted') order by id)
    from application_events e where application_id = applications.id and kind <> 'undone'
      and (staff_id is null or ((data ->> 'finalAt')::timestamptz <= moment()
        and (select n.kind from application_events n where n.application_id = e.application_id and n.id > e.id
          order by n.id limit 1) is distinct from 'undone')))`.as('events'),
] as const;

/** The application that was made of a draft, if this browser made it. */
export async function findApplicationOfIntent(
  db: Kysely<Schema>,
  intent: string,
  holder: Buffer,
): Promise<{ id: number } | null> {
  const row = await db
    .selectFrom('applications')
    .select('id')
    .where('intent', '=', intent)
    .where('holder', '=', holder)
    .executeTakeFirst();
  return row ?? null;
}

/** The application that this browser submitted last, of one service or of any, within the last two days. */
export async function findLastApplication(
  db: Database,
  holder: Buffer,
  service?: Service,
): Promise<Application | null> {
  const row = await db.query
    .selectFrom('applications')
    .select(columns)
    .where('holder', '=', holder)
    .$if(service !== undefined, (query) => query.where('service', '=', service?.slug ?? ''))
    .where('submitted_at', '>', sql<Date>`moment() - interval '2 days'`)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** The application with this reference, if its phone ends so. */
export async function findByReference(
  db: Database,
  reference: string,
  phoneEnding: string,
): Promise<Application | null> {
  const row = await db.query
    .selectFrom('applications')
    .select(columns)
    .where('reference', '=', reference)
    .executeTakeFirst();
  return row && row.phone.endsWith(phoneEnding) ? fromRow(row) : null;
}

/** The application of this id. */
export async function findApplication(db: Database, id: number): Promise<Application | null> {
  const row = await db.query
    .selectFrom('applications')
    .select(columns)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

/**
 * How many open applications of the service came before this one, counted to a thousand at most. What its contractor is to
 * complete waits for nobody here.
 */
export async function countBefore(db: Database, application: Application): Promise<number> {
  const { rows } = await sql<{ before: number }>`
    select count(*)::int as before from (
      select from open_applications where service = ${application.service} and application_id < ${application.id}
        and returned_on is null limit 1000
    ) as earlier`.execute(db.query);
  return rows[0]?.before ?? 0;
}

function fromRow(
  row: Omit<Application, 'shown' | 'events'> & { shown: unknown; events: unknown },
): Application {
  const events = (row.events ?? []) as StoredEvent[];
  return { ...row, shown: row.shown as Shown, events: events.map(readEvent) };
}

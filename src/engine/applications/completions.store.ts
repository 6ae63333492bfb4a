import { sql } from 'kysely';
import { readEvent } from './application.ts';
import { searchText } from './search-words.ts';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Answers } from '../define/answers.ts';
import type { FoundRow } from '../define/register.ts';
import type { Proof } from '../journey/draft.ts';
import type { ApplicationEvent, Change, StoredEvent } from './application.ts';
import type { Shown } from './freeze.ts';

/**
 * An application as its completing needs it: every event, also those that its contractor does not see yet, but none that is
 * between the people of the office only.
 */
export type Completable = {
  id: number;
  reference: string;
  service: string;
  version: number;
  lang: Lang;
  shown: Shown;
  phone: string;
  answers: Answers;
  found: FoundRow | null;
  submittedAt: Date;
  promisedOn: string;
  events: (ApplicationEvent & { id: number })[];
  /** The moment and the day of reading, by the database's clock. */
  now: Date;
  today: string;
};

type Row = Omit<Completable, 'events'> & { events: (StoredEvent & { id: number })[] };

const columns = sql`a.id, a.reference, a.service, a.version, a.lang, a.shown, a.phone, a.answers, a.found,
  a.submitted_at as "submittedAt", a.promised_on as "promisedOn",
  moment() as now, (moment() at time zone 'Asia/Amman')::date as today,
  (select jsonb_agg(jsonb_build_object('id', e.id, 'kind', e.kind, 'at', e.at, 'data', e.data) order by e.id)
    from application_events e where e.application_id = a.id
        and e.kind not in ('prepared', 'sent-back', 'taken-back')) as events`;

/** The application of this id. Of one that was erased there is nothing that its contractor could do. */
export async function findCompletable(db: Kysely<Schema>, id: number): Promise<Completable | null> {
  const { rows } = await sql<Row>`select ${columns} from applications a
    where a.id = ${id} and a.erased_at is null`.execute(db);
  const [row] = rows;
  return row ? { ...row, events: row.events.map((event) => ({ ...readEvent(event), id: event.id })) } : null;
}

/** The same, held against whoever decides it until the transaction ends. */
export async function lockCompletable(trx: Transaction<Schema>, id: number): Promise<Completable | null> {
  await sql`select from applications where id = ${id} for no key update`.execute(trx);
  // A statement of its own: it sees what was written by whom we waited for.
  return findCompletable(trx, id);
}

/** What a link opens, by the hash of its key: one return of one application. */
export async function findLink(
  db: Kysely<Schema>,
  hash: Buffer,
): Promise<{ returnId: number; applicationId: number } | null> {
  const { rows } = await sql<{ returnId: number; applicationId: number }>`
    select e.id as "returnId", e.application_id as "applicationId"
    from completion_links l join application_events e on e.id = l.event_id where l.hash = ${hash}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** What a completed application is made of. */
export type Completed = {
  returnId: number;
  changed: Record<string, Change>;
  answers: Answers;
  shown: Shown;
  phone: string;
  /** What proves another phone; null: it is the one that was proven. */
  proof: Proof | null;
  promisedOn: string;
  /** The answer that the office's queue is filtered by. */
  reason: string | null;
  /** What it is found by, folded. */
  words: string[];
};

/**
 * Writes what was completed: the event, which keeps what was there before, the answers with their words, and the place in
 * the queue. The table takes one such event for a return. A refusal that was prepared meanwhile waits no more.
 */
export async function insertCompleted(
  trx: Transaction<Schema>,
  { id, found }: Pick<Completable, 'id' | 'found'>,
  completed: Completed,
): Promise<void> {
  const { returnId, changed, answers, shown, phone, proof, promisedOn, reason, words } = completed;
  const phoneOfRegister = found === null ? null : found.phone === phone;
  await sql`insert into application_events (application_id, kind, actor, data)
    values (${id}, 'completed', 'contractor', ${JSON.stringify({ changed, returned: returnId })}::jsonb)`.execute(
    trx,
  );
  await sql`update applications set answers = ${JSON.stringify(answers)}::jsonb, shown = ${JSON.stringify(shown)}::jsonb,
      phone = ${phone}, phone_of_register = ${phoneOfRegister}::boolean, promised_on = ${promisedOn}::date,
      proof = proof || ${JSON.stringify(proof ?? {})}::jsonb, search = ${searchText(words)}
    where id = ${id}`.execute(trx);
  await sql`update open_applications set returned_on = null, complete_by = null, prepared_by = null,
      promised_on = ${promisedOn}::date, reason = ${reason}
    where application_id = ${id}`.execute(trx);
  await sql`delete from application_words where application_id = ${id} and word <> all (${words}::text[])`.execute(
    trx,
  );
  await sql`insert into application_words (word, application_id)
    select word, ${id}::bigint from unnest(${words}::text[]) as word on conflict do nothing`.execute(trx);
}

/** Writes the message that what was completed arrived. */
export async function insertCompletedMessage(
  trx: Transaction<Schema>,
  applicationId: number,
  message: { id: string; phone: string; lang: Lang; text: string },
): Promise<void> {
  await sql`insert into messages (id, kind, phone, lang, text, application_id)
    values (${message.id}::uuid, 'completed', ${message.phone}, ${message.lang}, ${message.text}, ${applicationId})`.execute(
    trx,
  );
}

/**
 * What was typed waits for the code of another phone as a draft does, under a name that no service has: so no journey
 * finds it, and codes, limits and the sweep know it as one.
 */
function draftName(returnId: number): string {
  return `returned:${returnId}`;
}

/** Keeps what was typed for a return, in place of what this browser typed for it before. */
export async function keepTyped(
  db: Kysely<Schema>,
  draft: { id: string; holder: Buffer; returnId: number; version: number; lang: Lang },
  kept: { typed: Record<string, string>; answers: Answers },
): Promise<void> {
  const [typed, answers] = [JSON.stringify(kept.typed), JSON.stringify(kept.answers)];
  await sql`insert into drafts (id, holder, service, version, lang, typed, answers)
    values (${draft.id}::uuid, ${draft.holder}, ${draftName(draft.returnId)}, ${draft.version}, ${draft.lang},
      ${typed}::jsonb, ${answers}::jsonb)
    on conflict (id) do update set typed = excluded.typed, answers = excluded.answers, lang = excluded.lang,
      touched_at = moment(), revision = drafts.revision + 1`.execute(db);
}

/** What this browser typed for a return and is to be proven. */
export async function findTyped(
  db: Kysely<Schema>,
  draft: { id: string; holder: Buffer; returnId: number },
): Promise<{ typed: Record<string, string>; answers: Answers } | null> {
  const { rows } = await sql<{ typed: Record<string, string>; answers: Answers }>`
    select typed, answers from drafts where id = ${draft.id}::uuid and holder = ${draft.holder}
      and service = ${draftName(draft.returnId)}`.execute(db);
  return rows[0] ?? null;
}

/** Forgets what was typed for a return, in every browser. */
export async function deleteTyped(db: Kysely<Schema>, returnId: number): Promise<void> {
  await sql`delete from drafts where service = ${draftName(returnId)}`.execute(db);
}

/** Deletes what was typed for returns, or as another phone, and never proven, after a week. Returns how many. */
export async function deleteOldTyped(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql`delete from drafts where (service like 'returned:%' or service like 'phone:%')
    and touched_at < moment() - interval '7 days' returning id`.execute(db);
  return rows.length;
}

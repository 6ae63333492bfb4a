import { sql } from 'kysely';
import { inOrder, togetherOf } from '../../platform/db/together.ts';
import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import type { Schema } from '../../platform/db/schema.ts';
import type { Service } from '../define/define-service.ts';
import type { Draft } from '../journey/draft.ts';

/** A stored draft, and the moment by the database's clock. */
export type StoredDraft = { draft: Draft; now: Date };

type Row = Omit<Draft, 'service'> & { now: Date };

const columns = sql`id, version, lang, typed, answers, found, learnt_at as "learntAt", unchecked, outcome, proof, revision,
  moment() as now`;

type Wanted = { holder: Buffer; service: string };

/** The draft that each browser touched last. */
const findLast = togetherOf(async (db: Database, wanted: Wanted[]) => {
  const { rows } = await sql<Row & { n: number }>`
    select n, draft.* from unnest(${wanted.map(({ holder }) => holder)}::bytea[],
      ${wanted.map(({ service }) => service)}::text[]) with ordinality as wanted (holder, service, n)
    cross join lateral (select ${columns} from drafts
      where drafts.holder = wanted.holder and drafts.service = wanted.service
      order by touched_at desc limit 1) as draft`.execute(db.query);
  return inOrder(wanted, rows);
});

const findById = togetherOf(async (db: Database, wanted: (Wanted & { id: string })[]) => {
  const { rows } = await sql<Row & { n: number }>`
    select n, draft.* from unnest(${wanted.map(({ id }) => id)}::uuid[], ${wanted.map(({ holder }) => holder)}::bytea[],
      ${wanted.map(({ service }) => service)}::text[]) with ordinality as wanted (id, holder, service, n)
    cross join lateral (select ${columns} from drafts
      where drafts.id = wanted.id and drafts.holder = wanted.holder and drafts.service = wanted.service
      limit 1) as draft`.execute(db.query);
  return inOrder(wanted, rows);
});

/** The draft of this id, if this browser holds it; without an id, the one it touched last. */
export async function findDraft(
  db: Database,
  service: Service,
  holder: Buffer,
  id?: string,
): Promise<StoredDraft | null> {
  const wanted = { holder, service: service.slug };
  const row = await (id === undefined ? findLast(db, wanted) : findById(db, { ...wanted, id }));
  return row ? fromRow(service, row) : null;
}

/** The same, held against every other writer until the transaction ends. */
export async function lockDraft(
  trx: Transaction<Schema>,
  service: Service,
  holder: Buffer,
  id: string,
): Promise<StoredDraft | null> {
  const { rows } = await sql<Row>`select ${columns} from drafts where id = ${id}::uuid and holder = ${holder}
    and service = ${service.slug} for update`.execute(trx);
  return rows[0] ? fromRow(service, rows[0]) : null;
}

/** A draft of an older definition keeps what was typed, and nothing that was concluded from it. */
function fromRow(service: Service, row: Row): StoredDraft {
  const { id, version, lang, typed, answers, found, learntAt, unchecked, outcome, proof, revision, now } =
    row;
  const draft: Draft = {
    id,
    service: service.slug,
    version,
    lang,
    typed,
    answers,
    found,
    learntAt,
    unchecked,
    outcome,
    proof,
    revision,
  };
  if (row.version === service.version) return { draft, now };
  const concluded = { answers: {}, found: null, learntAt: null, unchecked: false, outcome: null, proof: {} };
  return { draft: { ...draft, version: service.version, ...concluded }, now };
}

/**
 * Stores a draft, unless somebody stored it since it was loaded. `true`: it is stored.
 * A new one is inserted; its id may be taken, by the same form sent twice, by a stranger, or by the application that
 * was made of it: then nothing is stored.
 */
export async function saveDraft(db: Kysely<Schema>, draft: Draft, holder: Buffer): Promise<boolean> {
  if (draft.revision === 0) return insertDraft(db, { draft, holder });
  const { id, version, lang, learntAt, unchecked } = draft;
  const typed = JSON.stringify(draft.typed);
  const answers = JSON.stringify(draft.answers);
  const found = draft.found === null ? null : JSON.stringify(draft.found);
  const outcome = draft.outcome === null ? null : JSON.stringify(draft.outcome);
  const proof = JSON.stringify(draft.proof);
  const { rows } =
    await sql`update drafts set version = ${version}, lang = ${lang}, typed = ${typed}, answers = ${answers},
      found = ${found}, learnt_at = ${learntAt}, unchecked = ${unchecked}, outcome = ${outcome}, proof = ${proof},
      revision = revision + 1, touched_at = moment()
    where id = ${id} and holder = ${holder} and revision = ${draft.revision} returning id`.execute(db);
  return rows.length === 1;
}

const insertDraft = togetherOf(async (db: Kysely<Schema>, asked: { draft: Draft; holder: Buffer }[]) => {
  // The same form sent twice may come at once: only one of the two is inserted.
  const first = new Map(asked.map((each) => [each.draft.id, each] as const).toReversed());
  const given = [...first.values()].map(({ draft, holder }) => ({
    ...draft,
    holder: holder.toString('hex'),
  }));
  const { rows } = await sql<{ id: string }>`
    insert into drafts (id, holder, service, version, lang, typed, answers, found, learnt_at, unchecked, outcome, proof)
    select id, decode(holder, 'hex'), service, version, lang, typed, answers, found, "learntAt", unchecked, outcome, proof
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given (id uuid, holder text, service text, version int,
      lang text, typed jsonb, answers jsonb, found jsonb, "learntAt" timestamptz, unchecked boolean, outcome jsonb,
      proof jsonb)
    where not exists (select from applications where intent = given.id)
    -- One order for all, so that two statements never wait for each other.
    order by id
    on conflict (id) do nothing returning id`.execute(db);
  const stored = new Set(rows.map(({ id }) => id));
  return asked.map((each) => stored.has(each.draft.id) && first.get(each.draft.id) === each);
});

/** Changes a stored draft, also when another tab saves in between. `null`: it is gone. */
export async function changeDraft(
  db: Database,
  service: Service,
  holder: Buffer,
  id: string,
  change: (draft: Draft) => Draft,
): Promise<Draft | null> {
  for (;;) {
    const stored = await findDraft(db, service, holder, id);
    if (stored === null) return null;
    const changed = change(stored.draft);
    if (await saveDraft(db.query, changed, holder)) return { ...changed, revision: changed.revision + 1 };
  }
}

/** Removes every draft of a service that a browser holds. */
export async function deleteDrafts(db: Database, service: Service, holder: Buffer): Promise<void> {
  await db.query
    .deleteFrom('drafts')
    .where('holder', '=', holder)
    .where('service', '=', service.slug)
    .execute();
}

/** Hands a draft to another browser: the one in which its resume link was opened. `false`: there is no such draft. */
export async function rehomeDraft(
  db: Database,
  service: Service,
  id: string,
  holder: Buffer,
): Promise<boolean> {
  const { rows } = await sql`update drafts set holder = ${holder}, touched_at = moment()
    where id = ${id}::uuid and service = ${service.slug} returning id`.execute(db.query);
  return rows.length === 1;
}

/** Deletes drafts of a service that nobody touched for `days` days. Returns how many. */
export async function deleteOldDrafts(db: Database, service: Service, days: number): Promise<number> {
  const { rows } = await sql`delete from drafts where service = ${service.slug}
    and touched_at < moment() - make_interval(days => ${days}) returning id`.execute(db.query);
  return rows.length;
}

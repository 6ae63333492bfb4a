import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import type { Schema } from '../../platform/db/schema.ts';
import type { Service } from '../define/define-service.ts';
import type { Draft } from '../journey/draft.ts';

/** A stored draft, and the moment by the database's clock. */
export type StoredDraft = { draft: Draft; now: Date };

type Row = Omit<Draft, 'service'> & { now: Date };

const columns = sql`id, version, lang, typed, answers, found, outcome, proof, revision, moment() as now`;

/** The draft of this id, if this browser holds it; without an id, the one it touched last. */
export async function findDraft(
  db: Database,
  service: Service,
  holder: Buffer,
  id?: string,
): Promise<StoredDraft | null> {
  const { rows } =
    id === undefined
      ? await sql<Row>`select ${columns} from drafts where holder = ${holder} and service = ${service.slug}
          order by touched_at desc limit 1`.execute(db.query)
      : await sql<Row>`select ${columns} from drafts where id = ${id}::uuid and holder = ${holder}
          and service = ${service.slug}`.execute(db.query);
  return rows[0] ? fromRow(service, rows[0]) : null;
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
function fromRow(service: Service, { now, ...row }: Row): StoredDraft {
  const draft: Draft = { ...row, service: service.slug };
  if (row.version === service.version) return { draft, now };
  return {
    draft: { ...draft, version: service.version, answers: {}, found: null, outcome: null, proof: {} },
    now,
  };
}

/**
 * Stores a draft, unless somebody stored it since it was loaded. `true`: it is stored.
 * A new one is inserted; its id may be taken, by the same form sent twice or by a stranger: then nothing is stored.
 */
export async function saveDraft(db: Kysely<Schema>, draft: Draft, holder: Buffer): Promise<boolean> {
  const { id, service, version, lang } = draft;
  const typed = JSON.stringify(draft.typed);
  const answers = JSON.stringify(draft.answers);
  const found = draft.found === null ? null : JSON.stringify(draft.found);
  const outcome = draft.outcome === null ? null : JSON.stringify(draft.outcome);
  const proof = JSON.stringify(draft.proof);
  const { rows } =
    draft.revision === 0
      ? await sql`insert into drafts (id, holder, service, version, lang, typed, answers, found, outcome, proof)
          values (${id}, ${holder}, ${service}, ${version}, ${lang}, ${typed}, ${answers}, ${found}, ${outcome}, ${proof})
          on conflict (id) do nothing returning id`.execute(db)
      : await sql`update drafts set version = ${version}, lang = ${lang}, typed = ${typed}, answers = ${answers},
            found = ${found}, outcome = ${outcome}, proof = ${proof}, revision = revision + 1, touched_at = moment()
          where id = ${id} and holder = ${holder} and revision = ${draft.revision} returning id`.execute(db);
  return rows.length === 1;
}

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

/** Removes a draft and the codes that belong to it. */
export async function deleteDraft(db: Kysely<Schema>, id: string, holder: Buffer): Promise<void> {
  await db.deleteFrom('drafts').where('id', '=', id).where('holder', '=', holder).execute();
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

import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../../platform/db/schema.ts';
import type { Actor } from '../actor.ts';
import type { Batch, BatchAction, BatchRow, Forecast, Outcome, Undone } from './batch.ts';

/** Makes a batch of the applications that there are. Returns its number and how many rows it has. */
export async function insertBatch(
  trx: Transaction<Schema>,
  actor: Actor,
  action: BatchAction,
  ids: readonly number[],
): Promise<{ id: number; rows: number }> {
  const { rows: made } = await sql<{ id: number }>`insert into batches (staff_id, staff_name, action)
    values (${actor.id}, ${actor.name}, ${action}) returning id`.execute(trx);
  const id = made[0]?.id ?? 0;
  const { rows } = await sql`insert into batch_rows (batch_id, place, application_id)
    select ${id}::bigint, n, a.id from unnest(${ids}::bigint[]) with ordinality as picked (id, n)
    join applications a on a.id = picked.id on conflict do nothing returning application_id`.execute(trx);
  return { id, rows: rows.length };
}

type Head = Omit<Batch, 'rows'>;

/** A batch of this person, with its rows in their order. */
export async function findBatch(db: Kysely<Schema>, actor: Actor, id: number): Promise<Batch | null> {
  const { rows: heads } = await sql<Head>`
    select id, action, reason, words, made_at as "madeAt", confirmed_at as "confirmedAt"
    from batches where id = ${id} and staff_id = ${actor.id}`.execute(db);
  const [head] = heads;
  if (!head) return null;
  const { rows } = await sql<BatchRow>`
    select a.id, a.reference, a.found ->> 'name' as name, a.found ->> 'label' as label, r.revision, r.forecast,
      r.chosen, r.outcome, r.undone ->> 'kind' as undone, o.prepared_by is not distinct from ${actor.id} as waits
    from batch_rows r join applications a on a.id = r.application_id
      left join open_applications o on o.application_id = a.id
    where r.batch_id = ${id} order by r.place`.execute(db);
  return { ...head, rows };
}

/** A batch in a list: how many it was about, how many of them had their turn, and how many are left. */
export type BatchLine = Pick<Batch, 'id' | 'action' | 'madeAt' | 'confirmedAt'> & {
  rows: number;
  done: number;
  left: number;
};

/** The last batches of a person, the newest first. */
export async function findBatches(db: Kysely<Schema>, actor: Actor, limit: number): Promise<BatchLine[]> {
  const { rows } = await sql<BatchLine>`
    select b.id, b.action, b.made_at as "madeAt", b.confirmed_at as "confirmedAt", count(*)::int as rows,
      (count(*) filter (where r.outcome is not null))::int as done,
      (count(*) filter (where b.confirmed_at is not null and r.chosen and r.outcome is null))::int as left
    from (select * from batches where staff_id = ${actor.id} order by id desc limit ${limit}) b
    join batch_rows r on r.batch_id = b.id
    group by b.id, b.action, b.made_at, b.confirmed_at order by b.id desc`.execute(db);
  return rows;
}

/** Keeps what the dry run says of an application, and what was seen of it. Not once the batch was confirmed. */
export async function keepForecast(
  db: Kysely<Schema>,
  batch: number,
  id: number,
  { forecast, revision }: { forecast: Forecast; revision: string },
): Promise<void> {
  await sql`update batch_rows set forecast = ${JSON.stringify(forecast)}::jsonb, revision = ${revision}
    where batch_id = ${batch} and application_id = ${id}
      and not exists (select from batches where id = ${batch} and confirmed_at is not null)`.execute(db);
}

/** Forgets what a dry run said, so that it is looked at again. */
export async function clearForecasts(db: Kysely<Schema>, batch: number): Promise<void> {
  await sql`update batch_rows set forecast = null where batch_id = ${batch}
    and not exists (select from batches where id = ${batch} and confirmed_at is not null)`.execute(db);
}

/** Confirms a batch: these of its rows are to be done. `false`: it was confirmed before, and stays as it was then. */
export async function confirm(
  trx: Transaction<Schema>,
  batch: number,
  { chosen, reason, words }: { chosen: readonly number[]; reason: string; words: string },
): Promise<boolean> {
  const { rows } = await sql`update batches set confirmed_at = moment(), reason = ${reason}, words = ${words}
    where id = ${batch} and confirmed_at is null returning id`.execute(trx);
  if (rows.length === 0) return false;
  await sql`update batch_rows set chosen = true
    where batch_id = ${batch} and application_id = any(${chosen}::bigint[])`.execute(trx);
  return true;
}

/** Writes down what became of a row, once. `false`: it was written down before. */
export async function keepOutcome(
  db: Kysely<Schema>,
  batch: number,
  id: number,
  outcome: Outcome,
): Promise<boolean> {
  const { rows } =
    await sql`update batch_rows set outcome = ${JSON.stringify(outcome)}::jsonb, done_at = moment()
    where batch_id = ${batch} and application_id = ${id} and outcome is null returning application_id`.execute(
      db,
    );
  return rows.length > 0;
}

/** Writes down what undoing a row ended in, once. `false`: it was written down before. */
export async function keepUndone(
  db: Kysely<Schema>,
  batch: number,
  id: number,
  kind: Undone,
): Promise<boolean> {
  const { rows } = await sql`update batch_rows set undone = ${JSON.stringify({ kind })}::jsonb
    where batch_id = ${batch} and application_id = ${id} and undone is null returning application_id`.execute(
    db,
  );
  return rows.length > 0;
}

/** Deletes batches that are older than so many days. What they did stands in events and in the audit. */
export async function deleteOldBatches(db: Kysely<Schema>, days: number): Promise<void> {
  await sql`delete from batches where made_at < moment() - make_interval(days => ${days}::int)`.execute(db);
}

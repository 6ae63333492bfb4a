import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';

/** What a register said, by the register and what was asked of it. */
type Place = { source: string; key: string };

/** Keeps a row that a register gave now, instead of what it gave before. */
export async function keepRow(db: Kysely<Schema>, place: Place, row: Record<string, unknown>): Promise<void> {
  await db
    .insertInto('register_memory')
    .values({ ...place, row })
    .onConflict((conflict) =>
      conflict
        .columns(['source', 'key'])
        .doUpdateSet({ row: sql`excluded.row`, learnt_at: sql`excluded.learnt_at` }),
    )
    .execute();
}

/** What is kept and not older than so many hours. */
export async function findKept(
  db: Kysely<Schema>,
  { source, key }: Place,
  hours: number,
): Promise<{ row: unknown; learnt_at: Date } | undefined> {
  return db
    .selectFrom('register_memory')
    .select(['row', 'learnt_at'])
    .where('source', '=', source)
    .where('key', '=', key)
    .where('learnt_at', '>', hoursAgo(hours))
    .executeTakeFirst();
}

/** Deletes what is kept of one row. */
export async function dropRow(db: Kysely<Schema>, { source, key }: Place): Promise<void> {
  await db.deleteFrom('register_memory').where('source', '=', source).where('key', '=', key).execute();
}

/** Deletes what is older than so many hours; returns how many rows that were. */
export async function dropOldRows(db: Kysely<Schema>, hours: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('register_memory')
    .where('learnt_at', '<=', hoursAgo(hours))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

function hoursAgo(hours: number) {
  return sql<Date>`moment() - make_interval(hours => ${hours}::int)`;
}

/** How many rows are kept that are not older than so many hours; counted to a thousand. */
export async function countRemembered(db: Kysely<Schema>, hours: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from (
    select from register_memory where learnt_at > ${hoursAgo(hours)} limit 1000) as kept`.execute(db);
  return rows[0]?.count ?? 0;
}

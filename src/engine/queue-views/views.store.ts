import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { QueuePart, SavedView } from './view.ts';

/** The views of a person, the first one first. */
export async function readViews(db: Kysely<Schema>, staffId: number): Promise<SavedView[]> {
  const rows = await db
    .selectFrom('queue_views')
    .select(['id', 'name', 'part', 'reason', 'opens_first as opensFirst'])
    .where('staff_id', '=', staffId)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, part: row.part as QueuePart }));
}

/** Holds a person's views until the transaction ends: two tabs that save at once take turns. */
export async function holdViews(trx: Transaction<Schema>, staffId: number): Promise<SavedView[]> {
  await sql`select from staff where id = ${staffId} for no key update`.execute(trx);
  return readViews(trx, staffId);
}

export async function insertView(
  trx: Transaction<Schema>,
  staffId: number,
  { name, part, reason }: Pick<SavedView, 'name' | 'part' | 'reason'>,
): Promise<number> {
  const row = await trx
    .insertInto('queue_views')
    .values({ staff_id: staffId, name, part, reason })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function writeName(trx: Transaction<Schema>, id: number, name: string): Promise<void> {
  await trx.updateTable('queue_views').set({ name }).where('id', '=', id).execute();
}

export async function deleteView(trx: Transaction<Schema>, id: number): Promise<void> {
  await trx.deleteFrom('queue_views').where('id', '=', id).execute();
}

/** Lets the queue of a person open with this view, or with none of them. */
export async function writeOpensFirst(
  trx: Transaction<Schema>,
  staffId: number,
  id: number | null,
): Promise<void> {
  // None first: of two at once the index would refuse the second.
  await sql`update queue_views set opens_first = false where staff_id = ${staffId} and opens_first`.execute(
    trx,
  );
  if (id !== null) await sql`update queue_views set opens_first = true where id = ${id}`.execute(trx);
}

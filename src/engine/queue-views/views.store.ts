import { sql } from 'kysely';
import { togetherOf } from '../../platform/db/together.ts';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { SavedView } from './view.ts';

/** The views of a person, the first one first; not in a transaction. Those who ask at the same moment are told by one statement. */
export const readViewsTogether = togetherOf(readViews, String);

async function readViews(db: Kysely<Schema>, people: number[]): Promise<SavedView[][]> {
  const { rows } = await sql<SavedView & { staffId: number }>`
    select staff_id as "staffId", id, name, part, reason, opens_first as "opensFirst" from queue_views
    where staff_id = any(${people}::bigint[]) order by id`.execute(db);
  const views = new Map(people.map((person): [number, SavedView[]] => [person, []]));
  for (const { staffId, ...view } of rows) views.get(staffId)?.push(view);
  return people.map((person) => views.get(person) ?? []);
}

/** Holds a person's views until the transaction ends: two tabs that save at once take turns. */
export async function holdViews(trx: Transaction<Schema>, staffId: number): Promise<SavedView[]> {
  await sql`select from staff where id = ${staffId} for no key update`.execute(trx);
  const [views = []] = await readViews(trx, [staffId]);
  return views;
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

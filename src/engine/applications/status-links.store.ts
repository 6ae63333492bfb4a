import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';

/** How long the link in a message opens the status, in days. */
const keptDays = 90;

/** The application that the link with this hash leads to. */
export async function findStatusLink(db: Kysely<Schema>, hash: Buffer): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select application_id as id from status_links
    where hash = ${hash} and created_at > moment() - make_interval(days => ${keptDays})`.execute(db);
  return rows[0]?.id ?? null;
}

/** Forgets links that open nothing any more. */
export async function deleteOldStatusLinks(db: Kysely<Schema>): Promise<void> {
  await sql`delete from status_links where created_at <= moment() - make_interval(days => ${keptDays})`.execute(
    db,
  );
}

import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';

/** A public key: `x` is its 32 bytes as base64url. */
export type PublicKey = { id: string; x: string; addedAt: Date };

/** All of them, the newest first: that one signs. */
export async function listKeys(db: Kysely<Schema>): Promise<PublicKey[]> {
  const { rows } = await sql<PublicKey>`
    select id, x, added_at as "addedAt" from document_keys order by number desc`.execute(db);
  return rows;
}

/** Adds a key, which signs from now on. One that is there stays as it is. */
export async function insertKey(db: Kysely<Schema>, { id, x }: { id: string; x: string }): Promise<boolean> {
  const { rows } = await sql`
    insert into document_keys (id, x) values (${id}, ${x}) on conflict do nothing returning id`.execute(db);
  return rows.length > 0;
}

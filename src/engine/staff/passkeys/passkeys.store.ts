import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../../../platform/db/schema.ts';
import type { Passkey } from './passkey.ts';

type Db = Kysely<Schema>;

/** What is kept of a passkey to check what it signs. */
export type StoredPasskey = {
  id: number;
  personId: number;
  credentialId: string;
  publicKey: Buffer;
  disabled: boolean;
};

export async function readPasskeys(db: Db, personId: number): Promise<Passkey[]> {
  return db
    .selectFrom('passkeys')
    .select(['id', 'name', 'created_at as added', 'last_used_at as used'])
    .where('staff_id', '=', personId)
    .orderBy('id')
    .execute();
}

export async function readCredentialIds(db: Db, personId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('passkeys')
    .select('credential_id')
    .where('staff_id', '=', personId)
    .execute();
  return rows.map((row) => row.credential_id);
}

export async function findPasskey(db: Db, credentialId: string): Promise<StoredPasskey | null> {
  const row = await db
    .selectFrom('passkeys')
    .innerJoin('staff', 'staff.id', 'passkeys.staff_id')
    .select([
      'passkeys.id as id',
      'staff_id as personId',
      'credential_id as credentialId',
      'public_key as publicKey',
      sql<boolean>`disabled_at is not null`.as('disabled'),
    ])
    .where('credential_id', '=', credentialId)
    .executeTakeFirst();
  return row ?? null;
}

/** Writes a new passkey of a person who is held; false when it is somebody's already, or the person has enough. */
export async function insertPasskey(
  trx: Db,
  passkey: {
    personId: number;
    credentialId: string;
    publicKey: Buffer;
    counter: number;
    transports: string[];
    name: string;
  },
  most: number,
): Promise<boolean> {
  const { personId, credentialId, publicKey, counter, transports, name } = passkey;
  const { rows } = await sql<{ id: number }>`
    insert into passkeys (staff_id, credential_id, public_key, counter, transports, name)
    select ${personId}, ${credentialId}, ${publicKey}, ${counter}, ${transports}::text[], ${name}
    where (select count(*) from passkeys where staff_id = ${personId}) < ${most}
    on conflict (credential_id) do nothing
    returning id`.execute(trx);
  return rows.length === 1;
}

/** Keeps how often a passkey has signed; false when that went back, or stood: it was copied. Always 0 says nothing. */
export async function raiseCounter(trx: Db, id: number, counter: number): Promise<boolean> {
  const row = await trx
    .updateTable('passkeys')
    .set({ counter, last_used_at: sql<Date>`moment()` })
    .where('id', '=', id)
    .where(sql<boolean>`(counter < ${counter}::bigint or (counter = 0 and ${counter}::bigint = 0))`)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function writeName(trx: Db, personId: number, id: number, name: string): Promise<boolean> {
  const row = await trx
    .updateTable('passkeys')
    .set({ name })
    .where('id', '=', id)
    .where('staff_id', '=', personId)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deletePasskey(trx: Db, personId: number, id: number): Promise<boolean> {
  const row = await trx
    .deleteFrom('passkeys')
    .where('id', '=', id)
    .where('staff_id', '=', personId)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

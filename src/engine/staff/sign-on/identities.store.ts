import { sql } from 'kysely';
import { personColumns } from '../staff.store.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../../platform/db/schema.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Identity } from './identity.ts';
import type { Person } from '../person.ts';

type Db = Kysely<Schema>;

/** Two who come as the same person take turns, to the end of the transaction. */
export async function holdIdentity(trx: Db, issuer: string, subject: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${JSON.stringify([issuer, subject])}, 20))`.execute(
    trx,
  );
}

/** The person whom somebody at the city's sign-in is linked to; their row is held. */
export async function findLinked(trx: Db, issuer: string, subject: string): Promise<Person | null> {
  const row = await trx
    .selectFrom('staff')
    .innerJoin('staff_identities as identity', 'identity.staff_id', 'staff.id')
    .select(personColumns.as('person'))
    .where('identity.issuer', '=', issuer)
    .where('identity.subject', '=', subject)
    .where('linked_at', 'is not', null)
    .forUpdate('staff')
    .executeTakeFirst();
  return row?.person ?? null;
}

/** Somebody at the city's sign-in is this person. */
export async function insertLinked(
  trx: Db,
  identity: { personId: number; issuer: string; subject: string },
): Promise<void> {
  const { personId, issuer, subject } = identity;
  await sql`insert into staff_identities (staff_id, issuer, subject, linked_at)
    values (${personId}, ${issuer}, ${subject}, moment())
    on conflict (issuer, subject) do update set staff_id = excluded.staff_id, linked_at = excluded.linked_at`.execute(
    trx,
  );
}

/** Somebody at the city's sign-in, who is linked to nobody, asks to be this person. */
export async function insertAsking(
  trx: Db,
  identity: { personId: number; issuer: string; subject: string },
): Promise<void> {
  const { personId, issuer, subject } = identity;
  await sql`insert into staff_identities (staff_id, issuer, subject) values (${personId}, ${issuer}, ${subject})
    on conflict (issuer, subject) do update set staff_id = excluded.staff_id, asked_at = excluded.asked_at
      where staff_identities.linked_at is null`.execute(trx);
}

/** The identities of a person, the linked one first, then those who asked last. */
export async function readIdentities(db: Db, personId: number): Promise<Identity[]> {
  return db
    .selectFrom('staff_identities')
    .select(['id', 'issuer', 'asked_at as asked', 'linked_at as linked'])
    .where('staff_id', '=', personId)
    .orderBy(sql`linked_at is null`)
    .orderBy('asked_at', 'desc')
    .limit(5)
    .execute();
}

/** Links one who asked, in place of whoever was linked; false when they ask no more. */
export async function writeLink(trx: Db, personId: number, id: number): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`select id from staff_identities
    where id = ${id} and staff_id = ${personId} and linked_at is null for update`.execute(trx);
  if (rows.length === 0) return false;
  await trx
    .deleteFrom('staff_identities')
    .where('staff_id', '=', personId)
    .where('linked_at', 'is not', null)
    .execute();
  await trx
    .updateTable('staff_identities')
    .set({ linked_at: sql<Date>`moment()` })
    .where('id', '=', id)
    .execute();
  return true;
}

/** Takes the link of a person away; was there one? */
export async function deleteLink(trx: Db, personId: number): Promise<boolean> {
  const rows = await trx
    .deleteFrom('staff_identities')
    .where('staff_id', '=', personId)
    .where('linked_at', 'is not', null)
    .returning('id')
    .execute();
  return rows.length > 0;
}

/** Keeps that somebody was sent to the city's sign-in. */
export async function insertTry(
  db: Db,
  attempt: { stateHash: Buffer; browserHash: Buffer; lang: Lang; next: string },
  minutes: number,
): Promise<void> {
  await db
    .insertInto('sign_on_tries')
    .values({
      state_hash: attempt.stateHash,
      browser_hash: attempt.browserHash,
      lang: attempt.lang,
      next: attempt.next,
      expires_at: sql<Date>`moment() + make_interval(mins => ${minutes})`,
    })
    .execute();
}

/** Takes a try away, so that it is answered once; `null`: there is none of this browser in its time. */
export async function spendTry(
  db: Db,
  stateHash: Buffer,
  browserHash: Buffer,
): Promise<{ lang: Lang; next: string } | null> {
  const row = await db
    .deleteFrom('sign_on_tries')
    .where('state_hash', '=', stateHash)
    .where('browser_hash', '=', browserHash)
    .where('expires_at', '>', sql<Date>`moment()`)
    .returning(['lang', 'next'])
    .executeTakeFirst();
  return row ?? null;
}

/** Forgets tries that nobody came back from in time. */
export async function forgetTries(db: Db): Promise<void> {
  await db
    .deleteFrom('sign_on_tries')
    .where('expires_at', '<', sql<Date>`moment()`)
    .execute();
}

import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../../../platform/db/schema.ts';

type Db = Kysely<Schema>;

/** How long a challenge is good, in minutes. */
const goodFor = 5;

/** What a challenge is for; of a person, all but the first. */
export type ChallengeFor =
  | { purpose: 'sign-in' }
  | { purpose: 'second-step'; personId: number; sessionHash: Buffer }
  | { purpose: 'adding'; personId: number; sessionHash: Buffer; name: string };

/** Draws a challenge and keeps it. */
export async function drawChallenge(db: Db, asked: ChallengeFor): Promise<string> {
  const challenge = randomBytes(32).toString('base64url');
  await db
    .insertInto('passkey_challenges')
    .values({
      challenge,
      purpose: asked.purpose,
      staff_id: 'personId' in asked ? asked.personId : null,
      session_hash: 'sessionHash' in asked ? asked.sessionHash : null,
      name: 'name' in asked ? asked.name : null,
      expires_at: sql<Date>`moment() + make_interval(mins => ${goodFor})`,
    })
    .execute();
  return challenge;
}

/** The challenge for a passkey that a session is about to add, and the name it shall have. */
export async function findAdding(
  db: Db,
  sessionHash: Buffer,
): Promise<{ challenge: string; name: string } | null> {
  const row = await db
    .selectFrom('passkey_challenges')
    .select(['challenge', sql<string>`name`.as('name')])
    .where('purpose', '=', 'adding')
    .where('session_hash', '=', sessionHash)
    .where('expires_at', '>', sql<Date>`moment()`)
    .orderBy('expires_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Takes a challenge away, so that it is answered once; was it there, for this purpose, in time, and of this session? Gives the name
 * for a new passkey, an empty text for others; `null`: no.
 */
export async function spendChallenge(
  db: Db,
  challenge: string,
  spent: { purpose: ChallengeFor['purpose']; sessionHash: Buffer | null },
): Promise<string | null> {
  const row = await db
    .deleteFrom('passkey_challenges')
    .where('challenge', '=', challenge)
    .where('purpose', '=', spent.purpose)
    .where(sql<boolean>`session_hash is not distinct from ${spent.sessionHash}::bytea`)
    .where('expires_at', '>', sql<Date>`moment()`)
    .returning(sql<string>`coalesce(name, '')`.as('name'))
    .executeTakeFirst();
  return row?.name ?? null;
}

/** Forgets challenges that nobody answered in time. */
export async function forgetChallenges(db: Db): Promise<void> {
  await db
    .deleteFrom('passkey_challenges')
    .where('expires_at', '<', sql<Date>`moment()`)
    .execute();
}

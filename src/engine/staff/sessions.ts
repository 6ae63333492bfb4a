import { sql } from 'kysely';
import { hashKey, keyedHash, newKey } from '../../platform/ids/secret.ts';
import { personColumns } from './staff.store.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Context } from '../context.ts';
import type { Person } from './person.ts';

/** How long a session lives without a request, and at most. */
const idleMinutes = 30;
const longestHours = 12;

/** A live session. `proven`: the second step was passed, or none was needed. */
export type Session = { tokenHash: Buffer; person: Person; proven: boolean };

/** Where a session stands: what is still asked for before the office opens. */
export type Stage = 'second-step' | 'password' | 'in';

/** What is still asked for in a session. */
export function stageOf({ proven, person }: Session): Stage {
  if (!proven) return 'second-step';
  return person.mustChangePassword ? 'password' : 'in';
}

/** Which browser, for the person's own eyes: the address hashed, the name it gives itself. */
export type Device = { address: string; userAgent: string };

/**
 * Begins a session and gives the token for the cookie. `null` when the password is no longer the one that was checked, or
 * the person was disabled meanwhile: the row is held, so that a reset that comes at the same time ends this session too.
 */
export async function beginSession(
  ctx: Context,
  db: Kysely<Schema>,
  session: { personId: number; password: string; proven: boolean; device: Device },
): Promise<string | null> {
  const { personId, password, proven, device } = session;
  const token = newKey();
  const { rows } = await sql<{ id: number }>`
    insert into staff_sessions (token_hash, staff_id, proven, address, user_agent, expires_at)
    select ${hashKey(token)}, id, ${proven}, ${keyedHash(ctx.secret, 'staff address', device.address)},
      ${device.userAgent.slice(0, 200)}, moment() + make_interval(hours => ${longestHours})
    from staff where id = ${personId} and password = ${password} and disabled_at is null
    for share
    returning staff_id as id`.execute(db);
  return rows.length === 0 ? null : token;
}

/** The session of a token, if it lives; its idle time begins anew. */
export async function findSession(ctx: Context, token: string): Promise<Session | null> {
  const tokenHash = hashKey(token);
  const row = await ctx.db.reads
    .selectFrom('staff_sessions')
    .innerJoin('staff', 'staff.id', 'staff_sessions.staff_id')
    .select([
      'proven',
      personColumns.as('person'),
      sql<boolean>`seen_at < moment() - interval '1 minute'`.as('stale'),
    ])
    .where('token_hash', '=', tokenHash)
    .where('seen_at', '>', sql<Date>`moment() - make_interval(mins => ${idleMinutes})`)
    .where('expires_at', '>', sql<Date>`moment()`)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  // Once a minute is enough: a page is read far more often than that.
  if (row.stale)
    await ctx.db.query
      .updateTable('staff_sessions')
      .set({ seen_at: sql<Date>`moment()` })
      .where('token_hash', '=', tokenHash)
      .execute();
  return { tokenHash, person: row.person, proven: row.proven };
}

/** Marks a session as proven under a new token: who knew the old one has nothing. `null`: it has ended meanwhile. */
export async function proveSession(db: Kysely<Schema>, session: Session): Promise<string | null> {
  const token = newKey();
  const row = await db
    .updateTable('staff_sessions')
    .set({ token_hash: hashKey(token), proven: true, seen_at: sql<Date>`moment()` })
    .where('token_hash', '=', session.tokenHash)
    .returning('staff_id')
    .executeTakeFirst();
  return row ? token : null;
}

/** Ends one session, by its token. */
export async function endSession(ctx: Context, token: string): Promise<void> {
  await ctx.db.query.deleteFrom('staff_sessions').where('token_hash', '=', hashKey(token)).execute();
}

/** Ends every session of a person. */
export async function endSessionsOf(db: Kysely<Schema>, personId: number): Promise<void> {
  await db.deleteFrom('staff_sessions').where('staff_id', '=', personId).execute();
}

/** Forgets sessions that are over. */
export async function forgetSessions(ctx: Context): Promise<void> {
  await ctx.db.query
    .deleteFrom('staff_sessions')
    .where(sql<boolean>`expires_at < moment() or seen_at < moment() - make_interval(mins => ${idleMinutes})`)
    .execute();
}

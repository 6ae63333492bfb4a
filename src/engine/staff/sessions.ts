import { sql } from 'kysely';
import { inOrder, togetherOf } from '../../platform/db/together.ts';
import { hashKey, keyedHash, newKey } from '../../platform/ids/secret.ts';
import { placeOf, record, staffOrigin } from '../audit/record.ts';
import { personColumns } from './staff.store.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Context } from '../context.ts';
import type { Person } from './person.ts';

/** How long a session lives without a request, and at most. */
const idleMinutes = 30;
const longestHours = 12;

/** How a session was begun. */
export type Way = 'password' | 'passkey' | 'single-sign-on';

/** A live session. `proven`: the second step was passed, or none was needed. */
export type Session = { tokenHash: Buffer; person: Person; proven: boolean; way: Way };

/** Where a session stands: what is still asked for before the office opens. */
export type Stage = 'second-step' | 'password' | 'in';

/** What is still asked for in a session. */
export function stageOf({ proven, person }: Session): Stage {
  if (!proven) return 'second-step';
  return person.mustChangePassword ? 'password' : 'in';
}

/** Which browser, for the person's own eyes: the address hashed, the name it gives itself. */
export type Device = { address: string; userAgent: string };

/** From where, as the audit keeps it. */
export function placeOfDevice(ctx: Context, { address }: Device): string {
  return placeOf(ctx.secret, address);
}

/**
 * Begins a session and gives the token for the cookie. `null` when the password is no longer the one that was checked, or
 * the person was disabled meanwhile: the row is held, so that a reset that comes at the same time ends this session too.
 */
export async function beginSession(
  ctx: Context,
  db: Kysely<Schema>,
  session: { personId: number; password: string; proven: boolean; device: Device; way: Way },
): Promise<string | null> {
  const { personId, password, proven, device, way } = session;
  const token = newKey();
  const { rows } = await sql<{ id: number }>`
    insert into staff_sessions (token_hash, staff_id, proven, way, address, user_agent, expires_at)
    select ${hashKey(token)}, id, ${proven}, ${way}, ${keyedHash(ctx.secret, 'staff address', device.address)},
      ${device.userAgent.slice(0, 200)}, moment() + make_interval(hours => ${longestHours})
    from staff where id = ${personId} and password = ${password} and disabled_at is null
    for share
    returning staff_id as id`.execute(db);
  return rows.length === 0 ? null : token;
}

/** The session of a token, if it lives; its idle time begins anew. */
export async function findSession(ctx: Context, token: string): Promise<Session | null> {
  const tokenHash = hashKey(token);
  const row = await findLive(ctx.db.reads, tokenHash);
  if (!row) return null;
  // Once a minute is enough: a page is read far more often than that.
  if (row.stale)
    await ctx.db.query
      .updateTable('staff_sessions')
      .set({ seen_at: sql<Date>`moment()` })
      .where('token_hash', '=', tokenHash)
      .execute();
  return { tokenHash, person: row.person, proven: row.proven, way: row.way };
}

type Live = Pick<Session, 'person' | 'proven' | 'way'> & { stale: boolean };

const findLive = togetherOf(
  async (db: Kysely<Schema>, hashes: Buffer[]) => {
    const { rows } = await sql<Live & { n: number }>`
      select n::int, proven, way, ${personColumns} as person, seen_at < moment() - interval '1 minute' as stale
      from unnest(${hashes}::bytea[]) with ordinality as asked (hash, n)
      join staff_sessions on token_hash = asked.hash
      join staff on staff.id = staff_sessions.staff_id
      where seen_at > moment() - make_interval(mins => ${sql.lit(idleMinutes)}) and expires_at > moment()
        and disabled_at is null`.execute(db);
    return inOrder<Live & { n: number }>(hashes, rows);
  },
  (hash) => hash.toString('latin1'),
);

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

/**
 * Does a session still live? Its person is held, so that a reset that comes at the same time waits, or is waited for: no session that
 * it ended adds a way to sign in after it.
 */
export async function holdSession(trx: Kysely<Schema>, { person, tokenHash }: Session): Promise<boolean> {
  await trx.selectFrom('staff').select('id').where('id', '=', person.id).forUpdate().execute();
  const row = await trx
    .selectFrom('staff_sessions')
    .select('staff_id')
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends one session, by its token, and tells how it was begun; `null` when there is none. */
export async function endSession(ctx: Context, token: string, place: string): Promise<Way | null> {
  return ctx.db.query.transaction().execute(async (trx) => {
    const row = await trx
      .deleteFrom('staff_sessions')
      .where('token_hash', '=', hashKey(token))
      .returning(['staff_id', sql<Way>`way`.as('way')])
      .executeTakeFirst();
    if (!row) return null;
    const id = row.staff_id;
    await record(trx, {
      ...staffOrigin({ id, place }),
      action: 'staff.signed-out',
      subject: `staff:${id}`,
    });
    return row.way;
  });
}

/** A session as its person sees it. `here`: the one that asks. */
export type OpenSession = { userAgent: string; way: Way; since: Date; seen: Date; here: boolean };

/** The live sessions of the person of a session, those used last first. */
export async function listSessions(ctx: Context, session: Session): Promise<OpenSession[]> {
  return ctx.db.query
    .selectFrom('staff_sessions')
    .select([
      sql<string>`coalesce(user_agent, '')`.as('userAgent'),
      sql<Way>`way`.as('way'),
      'created_at as since',
      'seen_at as seen',
      sql<boolean>`token_hash = ${session.tokenHash}`.as('here'),
    ])
    .where('staff_id', '=', session.person.id)
    .where('seen_at', '>', sql<Date>`moment() - make_interval(mins => ${idleMinutes})`)
    .where('expires_at', '>', sql<Date>`moment()`)
    .orderBy(sql`token_hash = ${session.tokenHash}`, 'desc')
    .orderBy('seen_at', 'desc')
    .execute();
}

/** Ends every session of a person but the one that asks. */
export async function endOtherSessions(ctx: Context, session: Session, place: string): Promise<void> {
  const { id } = session.person;
  await ctx.db.query.transaction().execute(async (trx) => {
    const ended = await trx
      .deleteFrom('staff_sessions')
      .where('staff_id', '=', id)
      .where('token_hash', '<>', session.tokenHash)
      .returning('staff_id')
      .execute();
    if (ended.length === 0) return;
    await record(trx, {
      ...staffOrigin({ id, place }),
      action: 'staff.sessions-ended',
      subject: `staff:${id}`,
      data: { count: ended.length },
    });
  });
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

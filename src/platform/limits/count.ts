import { sql } from 'kysely';
import { keyedHash } from '../ids/secret.ts';
import type { Database } from '../db/database.ts';

/** Something that is counted: what, of whom, within how many seconds, and how many are allowed. */
export type Counted = { what: string; whom: string; max: number; seconds: number; add: number };

/** A count after adding, and in how many seconds it begins anew. */
export type Count = { what: string; count: number; max: number; over: boolean; anewIn: number };

/**
 * Adds to counters and tells what they are now, in one statement that is atomic for each. Time is cut into windows of
 * `seconds`. Who is counted is stored as a keyed hash: neither an address nor a phone can be read from the table.
 * Adding 0 costs as much as adding 1, so that a hit cannot be told from a miss by its time.
 */
export async function count(db: Database, secret: string, counted: readonly Counted[]): Promise<Count[]> {
  const named = counted.map((each) => ({ ...each, key: counterKey(secret, each) }));
  const { rows } = await sql<{ key: string; count: number; now: number }>`
    insert into counters as c (key, started_at, count)
    select key || '/' || floor(extract(epoch from moment()) / seconds)::bigint, moment(), add
    from unnest(${named.map((each) => each.key)}::text[], ${named.map((each) => String(each.seconds))}::int[],
                ${named.map((each) => String(each.add))}::int[]) as t (key, seconds, add)
    -- One order for all, so that two statements never wait for each other.
    order by key
    on conflict (key) do update set count = greatest(0, c.count + excluded.count)
    returning split_part(key, '/', 1) as key, count, extract(epoch from moment())::bigint as now`.execute(
    db.query,
  );
  return named.map((each) => {
    const row = rows.find((found) => found.key === each.key);
    const now = row?.count ?? 0;
    return {
      what: each.what,
      count: now,
      max: each.max,
      over: now > each.max,
      anewIn: each.seconds - ((row?.now ?? 0) % each.seconds),
    };
  });
}

function counterKey(secret: string, { what, whom, seconds }: Counted): string {
  return `${keyedHash(secret, 'counter', what, whom).toString('base64url').slice(0, 22)}|${seconds}`;
}

/** Forgets counters of windows that are over. */
export async function forgetOldCounters(db: Database): Promise<number> {
  const { rows } = await sql<{ key: string }>`
    delete from counters where started_at < moment() - interval '8 days' returning key`.execute(db.query);
  return rows.length;
}

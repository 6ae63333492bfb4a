import { sql } from 'kysely';
import { togetherOf } from '../db/together.ts';
import { keyedHash } from '../ids/secret.ts';
import type { Database } from '../db/database.ts';

/** Something that is counted: what, of whom, within how many seconds, and how many are allowed. */
export type Counted = { what: string; whom: string; max: number; seconds: number; add: number };

/** A count after adding, and in how many seconds it begins anew. */
export type Count = { what: string; count: number; max: number; over: boolean; anewIn: number };

type Named = Counted & { key: string };

/**
 * Adds to counters and tells what they are now, in one statement that is atomic for each. Time is cut into windows of
 * `seconds`. Who is counted is stored as a keyed hash: neither an address nor a phone can be read from the table.
 * Adding 0 costs as much as adding 1, so that a hit cannot be told from a miss by its time.
 */
export function count(db: Database, secret: string, counted: readonly Counted[]): Promise<Count[]> {
  return countTogether(
    db,
    counted.map((each) => ({ ...each, key: counterKey(secret, each) })),
  );
}

/** What many requests count, in one statement: they would only wait for one another's rows. */
const countTogether = togetherOf(async (db: Database, questions: Named[][]): Promise<Count[][]> => {
  const sums = new Map<string, { seconds: number; add: number }>();
  for (const { key, seconds, add } of questions.flat())
    sums.set(key, { seconds, add: add + (sums.get(key)?.add ?? 0) });
  const { rows } = await sql<{ key: string; count: number; now: number }>`
    insert into counters as c (key, started_at, count)
    select key || '/' || floor(extract(epoch from moment()) / seconds)::bigint, moment(), add
    from unnest(${[...sums.keys()]}::text[], ${[...sums.values()].map(({ seconds }) => seconds)}::int[],
                ${[...sums.values()].map(({ add }) => add)}::int[]) as t (key, seconds, add)
    -- One order for all, so that two statements never wait for each other.
    order by key
    on conflict (key) do update set count = greatest(0, c.count + excluded.count)
    returning split_part(key, '/', 1) as key, count, extract(epoch from moment())::bigint as now`.execute(
    db.query,
  );
  const found = new Map(rows.map((row) => [row.key, row]));
  // Each is told the count after itself, as if they had come one after another.
  const soFar = new Map(rows.map((row) => [row.key, row.count - (sums.get(row.key)?.add ?? 0)]));
  return questions.map((named) =>
    named.map(({ what, key, max, seconds, add }) => {
      const now = Math.max(0, (soFar.get(key) ?? 0) + add);
      soFar.set(key, now);
      return {
        what,
        count: now,
        max,
        over: now > max,
        anewIn: seconds - ((found.get(key)?.now ?? 0) % seconds),
      };
    }),
  );
});

function counterKey(secret: string, { what, whom, seconds }: Counted): string {
  return `${keyedHash(secret, 'counter', what, whom).toString('base64url').slice(0, 22)}|${seconds}`;
}

/** Forgets counters of windows that are over. */
export async function forgetOldCounters(db: Database): Promise<number> {
  const { rows } = await sql<{ key: string }>`
    delete from counters where started_at < moment() - interval '8 days' returning key`.execute(db.query);
  return rows.length;
}

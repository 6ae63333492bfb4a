import { sql } from 'kysely';
import { record } from '../engine/audit/record.ts';
import { allSettings } from '../engine/settings/settings.ts';
import type { Transaction } from 'kysely';
import type { Origin } from '../engine/audit/record.ts';
import type { Service } from '../engine/define/define-service.ts';
import type { Database } from '../platform/db/database.ts';
import type { Schema } from '../platform/db/schema.ts';

/** A mistake of the person at the command line; the message says what to do. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** One period of a setting, as `settings get` prints it. `until` is the last day; `null`: open. */
export type Period = { key: string; from: string; until: string | null; value: unknown; setBy: string };

/** The periods of one setting or of all, each with its first and last day. */
export async function listSettings(
  db: Database,
  services: readonly Service[],
  key?: string,
): Promise<Period[]> {
  if (key !== undefined) findSetting(services, key);
  const { rows } = await sql<Period>`
    select key, valid_from as "from",
      (lead(valid_from) over (partition by key order by valid_from) - 1) as until, value, set_by as "setBy"
    from settings ${key === undefined ? sql`` : sql`where key = ${key}`} order by key, valid_from`.execute(
    db.query,
  );
  return rows;
}

/** Who sets something, and from which day on: today without one. */
type From = { from: string | undefined; by: string; origin: Origin };

/**
 * Sets a value from a day on. What held before ends on the day before.
 * @throws UsageError when the key is unknown, or the value does not fit
 */
export async function setSetting(
  db: Database,
  services: readonly Service[],
  change: { key: string; value: string } & From,
): Promise<Period> {
  const value = readValue(services, change.key, parseValue(change.value));
  return db.query.transaction().execute((trx) => write(trx, change.key, value, change));
}

/**
 * Sets many values, all or none. `text`: a JSON object of keys and values.
 * @throws UsageError when it is no such object, a key is unknown, or a value does not fit
 */
export async function loadSettings(
  db: Database,
  services: readonly Service[],
  change: { text: string } & From,
): Promise<Period[]> {
  const given = parseValue(change.text);
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new UsageError('The file must hold a JSON object: {"<key>": <value>, …}');
  const values = Object.entries(given).map(([key, value]) => [key, readValue(services, key, value)] as const);
  return db.query.transaction().execute(async (trx) => {
    const periods: Period[] = [];
    for (const [key, value] of values) periods.push(await write(trx, key, value, change));
    return periods;
  });
}

function readValue(services: readonly Service[], key: string, value: unknown): unknown {
  const setting = findSetting(services, key);
  const read = setting.schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue?.path.length ? ` at ${issue.path.join('.')}` : '';
  throw new UsageError(`The value does not fit ${key} (${setting.about})${where}: ${issue?.message ?? ''}`);
}

async function write(
  trx: Transaction<Schema>,
  key: string,
  value: unknown,
  { from: day, by, origin }: From,
): Promise<Period> {
  const { rows } = await sql<{
    today: string;
  }>`select (moment() at time zone 'Asia/Amman')::date as today`.execute(trx);
  const from = day === undefined ? (rows[0]?.today ?? '') : readDay(day).toString();
  const { rows: held } = await sql<{ value: unknown }>`select value from settings
    where key = ${key} and valid_from <= ${from}::date order by valid_from desc limit 1`.execute(trx);
  await trx
    .insertInto('settings')
    .values({ key, valid_from: from, value: JSON.stringify(value), set_by: by })
    .onConflict((conflict) =>
      conflict.columns(['key', 'valid_from']).doUpdateSet((row) => ({
        value: row.ref('excluded.value'),
        set_by: row.ref('excluded.set_by'),
        set_at: sql<Date>`moment()`,
      })),
    )
    .execute();
  // What held on that day before, so that a value that is replaced is still known.
  await record(trx, {
    ...origin,
    action: 'settings.changed',
    subject: `setting:${key}`,
    data: { by, from, before: held[0]?.value ?? null, after: value },
  });
  return { key, from, until: null, value, setBy: by };
}

function findSetting(
  services: readonly Service[],
  key: string,
): NonNullable<ReturnType<ReturnType<typeof allSettings>['get']>> {
  const all = allSettings(services);
  const setting = all.get(key);
  if (!setting) throw new UsageError(`There is no setting ${key}. There are: ${[...all.keys()].join(', ')}`);
  return setting;
}

/** JSON where it is JSON, else the text itself: `30`, `["a"]`, `screen`. */
function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * Reads a day of the command line.
 * @throws UsageError when it is none
 */
export function readDay(text: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    throw new UsageError(`${text} is no day: write it as 2026-01-31`);
  }
}

import { sql } from 'kysely';
import { allSettings } from '../engine/settings/settings.ts';
import type { Service } from '../engine/define/define-service.ts';
import type { Database } from '../platform/db/database.ts';

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

/**
 * Sets a value from a day on. What held before ends on the day before.
 * @throws UsageError when the key is unknown, or the value does not fit
 */
export async function setSetting(
  db: Database,
  services: readonly Service[],
  change: { key: string; value: string; from: string | undefined; by: string },
): Promise<Period> {
  const setting = findSetting(services, change.key);
  const read = setting.schema.safeParse(parseValue(change.value));
  if (!read.success) {
    const [issue] = read.error.issues;
    const where = issue?.path.length ? ` at ${issue.path.join('.')}` : '';
    throw new UsageError(
      `The value does not fit ${change.key} (${setting.about})${where}: ${issue?.message ?? ''}`,
    );
  }
  const { rows } = await sql<{
    today: string;
  }>`select (moment() at time zone 'Asia/Amman')::date as today`.execute(db.query);
  const from = change.from === undefined ? (rows[0]?.today ?? '') : readDay(change.from);
  await db.query
    .insertInto('settings')
    .values({ key: change.key, valid_from: from, value: JSON.stringify(read.data), set_by: change.by })
    .onConflict((conflict) =>
      conflict.columns(['key', 'valid_from']).doUpdateSet((row) => ({
        value: row.ref('excluded.value'),
        set_by: row.ref('excluded.set_by'),
        set_at: sql<Date>`moment()`,
      })),
    )
    .execute();
  return { key: change.key, from, until: null, value: read.data, setBy: change.by };
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

function readDay(text: string): string {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
  } catch {
    throw new UsageError(`${text} is no day: write it as 2026-01-31`);
  }
}

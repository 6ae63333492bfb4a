import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Period } from './period.ts';

/** Who changes a setting, as it is written beside the value: a name, the number of a row of the staff, and why. */
export type ChangedBy = { by: string; staffId: number | null; reason: string };

/** The day in Amman, by the database's clock. */
export async function readToday(db: Kysely<Schema>): Promise<Temporal.PlainDate> {
  const { rows } = await sql<{ today: string }>`
    select (moment() at time zone 'Asia/Amman')::date as today`.execute(db);
  return Temporal.PlainDate.from(rows[0]?.today ?? '');
}

/** The periods of one setting, or of all, in the order of keys and days. */
export async function findPeriods(db: Kysely<Schema>, key?: string): Promise<Period[]> {
  const { rows } = await sql<Period>`
    select key, valid_from as "from",
      (lead(valid_from) over (partition by key order by valid_from) - 1) as until, value, set_by as "setBy",
      set_at as "setAt", reason
    from settings ${key === undefined ? sql`` : sql`where key = ${key}`}
    order by key collate "C", valid_from`.execute(db);
  return rows;
}

/** Lets nobody else change this setting until the transaction ends. */
export async function lockSetting(trx: Transaction<Schema>, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('setting ' || ${key}))`.execute(trx);
}

/** Writes a value from a day on; one that began on the same day is replaced. */
export async function writePeriod(
  trx: Transaction<Schema>,
  { key, from, value }: { key: string; from: string; value: unknown },
  { by, staffId, reason }: ChangedBy,
): Promise<void> {
  await sql`insert into settings (key, valid_from, value, set_by, staff_id, reason)
    values (${key}, ${from}::date, ${JSON.stringify(value)}::jsonb, ${by}, ${staffId}::bigint, ${reason})
    on conflict (key, valid_from) do update set value = excluded.value, set_by = excluded.set_by,
      staff_id = excluded.staff_id, reason = excluded.reason, set_at = moment()`.execute(trx);
}

/** Takes a period away: the one before it goes on. */
export async function deletePeriod(trx: Transaction<Schema>, key: string, from: string): Promise<void> {
  await sql`delete from settings where key = ${key} and valid_from = ${from}::date`.execute(trx);
}

/** A change as it is kept: what held on its day before, and after. Undefined: nothing did, or the period was taken away. */
export type KeptChange = { key: string; from: string; movedTo?: string; before: unknown; after: unknown };

/** Writes a change down. */
export async function insertChange(
  trx: Transaction<Schema>,
  { key, from, movedTo, before, after }: KeptChange,
  { by, staffId, reason }: ChangedBy,
): Promise<void> {
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  await sql`insert into setting_changes (key, valid_from, moved_to, before, after, changed_by, staff_id, reason)
    values (${key}, ${from}::date, ${movedTo ?? null}::date, ${json(before)}::jsonb, ${json(after)}::jsonb, ${by},
      ${staffId}::bigint, ${reason})`.execute(trx);
}

/** A change that was made, for its reader. `before` and `after` are null where there was nothing. */
export type SettingChange = {
  id: number;
  from: string;
  movedTo: string | null;
  before: unknown;
  after: unknown;
  by: string;
  reason: string;
  at: Date;
};

/** The changes of a setting, the newest first. */
export async function findChanges(db: Kysely<Schema>, key: string, limit: number): Promise<SettingChange[]> {
  const { rows } = await sql<SettingChange>`
    select id, valid_from as "from", moved_to as "movedTo", before, after, changed_by as by, reason, at
    from setting_changes where key = ${key} order by id desc limit ${limit}`.execute(db);
  return rows;
}

import { changeSettings } from '../engine/settings/change-setting.ts';
import { readDay as readWrittenDay } from '../engine/settings/period.ts';
import { listPeriods } from '../engine/settings/read-settings.ts';
import { allSettings } from '../engine/settings/settings.ts';
import type { Origin } from '../engine/audit/record.ts';
import type { Service } from '../engine/define/define-service.ts';
import type { WantedChange } from '../engine/settings/change-setting.ts';
import type { ValueProblem } from '../engine/settings/check-value.ts';
import type { Period as KeptPeriod } from '../engine/settings/period.ts';
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
  if (key !== undefined && !allSettings(services).has(key)) throw unknownKey(services, key);
  return (await listPeriods(db, key)).map(printed);
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
  const wanted = { key: change.key, value: parseValue(change.value), from: fromOf(change) };
  const [period] = await write(db, services, [wanted], change);
  if (!period) throw new Error('The period was not written');
  return period;
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
  const from = fromOf(change);
  const wanted = Object.entries(given).map(([key, value]) => ({ key, value: value as unknown, from }));
  return write(db, services, wanted, change);
}

/** The first day that was asked for; null is today. */
function fromOf({ from }: From): string | null {
  return from === undefined ? null : readDay(from).toString();
}

async function write(
  db: Database,
  services: readonly Service[],
  wanted: readonly WantedChange[],
  { by, origin }: From,
): Promise<Period[]> {
  const result = await changeSettings(db, services, wanted, { by, origin }, { of: 'machine' });
  switch (result.kind) {
    case 'changed':
      return result.periods.map(printed);
    case 'unknown-key':
      throw unknownKey(services, result.key);
    case 'invalid':
      throw notFitting(services, result.key, result.problems);
    case 'invalid-day':
      throw new UsageError('The day is none: write it as 2026-01-31');
    case 'invalid-reason':
    case 'changed-meanwhile':
      throw new Error(`The command line is not asked for more: ${result.kind}`);
  }
}

function printed({ key, from, until, value, setBy }: KeptPeriod): Period {
  return { key, from, until, value, setBy };
}

function notFitting(
  services: readonly Service[],
  key: string,
  [problem]: readonly ValueProblem[],
): UsageError {
  const where = problem?.path.length ? ` at ${problem.path.join('.')}` : '';
  const name = allSettings(services).get(key)?.name.en ?? '';
  return new UsageError(`The value does not fit ${key} (${name})${where}: ${problem?.message ?? ''}`);
}

function unknownKey(services: readonly Service[], key: string): UsageError {
  const all = [...allSettings(services).keys()].join(', ');
  return new UsageError(`There is no setting ${key}. There are: ${all}`);
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
  const day = readWrittenDay(text);
  if (day === null) throw new UsageError(`${text} is no day: write it as 2026-01-31`);
  return day;
}

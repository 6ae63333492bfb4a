import { createHash } from 'node:crypto';

/** One period of a setting: a value from a day on. `until` is the last day; null: as long as nothing later is set. */
export type Period = {
  key: string;
  from: string;
  until: string | null;
  value: unknown;
  /** Who set it, as they were called then, when and why. */
  setBy: string;
  setAt: Date;
  reason: string;
};

/** How far ahead a period may begin, in years: beyond it, a digit was mistyped. */
const mostYearsAhead = 20;

/** Why a text is no day from which a value may be set. */
export type DayProblem = 'not-a-day' | 'past' | 'too-far';

/** Reads a day: `2027-01-31`, as the forms and the command line write it. Null: it is none. */
export function readDay(text: string): Temporal.PlainDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    return null;
  }
}

/** Reads the first day of a period that begins today or later. */
export function readFirstDay(text: string, today: Temporal.PlainDate): Temporal.PlainDate | DayProblem {
  const day = readDay(text);
  if (day === null) return 'not-a-day';
  if (Temporal.PlainDate.compare(day, today) < 0) return 'past';
  return Temporal.PlainDate.compare(day, today.add({ years: mostYearsAhead })) > 0 ? 'too-far' : day;
}

/** The period in force on a day; periods are in the order of their days. Undefined: none had begun. */
export function periodOn<P extends { from: string }>(
  periods: readonly P[],
  day: Temporal.PlainDate,
): P | undefined {
  const text = day.toString();
  // Days written so are in the order of their letters.
  return periods.findLast((period) => period.from <= text);
}

/** What somebody saw of a setting: changes whenever one of its periods does. */
export function revisionOf(periods: readonly Pick<Period, 'from' | 'value' | 'setAt'>[]): string {
  const seen = periods.map(({ from, value, setAt }) => [from, value, setAt.getTime()]);
  return createHash('sha256').update(JSON.stringify(seen)).digest('base64url').slice(0, 22);
}

/** Is it the same value? The database may give the keys of an object in another order than they were written in. */
export function isSameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, each]) => [name, sorted(each)]));
}

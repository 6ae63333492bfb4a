import { record } from '../audit/record.ts';
import { cleanText } from '../../platform/i18n/fold.ts';
import { checkValue } from './check-value.ts';
import { periodOn, readDay, readFirstDay, revisionOf } from './period.ts';
import { findPeriods, insertChange, lockSetting, readToday, writePeriod } from './settings.store.ts';
import type { Transaction } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import type { Schema } from '../../platform/db/schema.ts';
import type { Origin } from '../audit/record.ts';
import type { Service } from '../define/define-service.ts';
import type { ValueProblem } from './check-value.ts';
import type { DayProblem, Period } from './period.ts';

/** How long a reason may be. */
export const mostReasonCharacters = 500;

/** Who changes a setting: as they are called, and as the audit knows them. */
export type Changer = { by: string; origin: Origin };

/** A change that is asked for. `from`: its first day; null is today. */
export type WantedChange = { key: string; value: unknown; from: string | null };

/**
 * By what a change is held. The office asks for a reason, for a day that is not over, and for what was seen of the setting
 * (`revision`). Whoever sits at the machine itself may also set a day of the past: the first values of a city begin before its
 * first application.
 */
export type ChangeTerms =
  { of: 'office'; reason: string; revision: string } | { of: 'machine'; reason?: string };

/** What changing a setting ends in. `where`: of many, the first that could not be. */
export type ChangeResult =
  | { kind: 'changed'; periods: Period[] }
  | { kind: 'unknown-key'; key: string }
  | { kind: 'invalid'; key: string; problems: ValueProblem[] }
  | { kind: 'invalid-day'; why: DayProblem }
  | { kind: 'invalid-reason'; why: 'empty' | 'too-long' }
  /** Somebody changed it meanwhile: nothing was, and these are its periods now. */
  | { kind: 'changed-meanwhile'; periods: Period[] };

/**
 * Sets values from a day on, all or none, in one transaction with the audit. What held before ends on the day before. A value
 * that began on the same day is replaced; it stays in the changes.
 */
export async function changeSettings(
  db: Database,
  services: readonly Service[],
  wanted: readonly WantedChange[],
  changer: Changer,
  terms: ChangeTerms,
): Promise<ChangeResult> {
  const values: WantedChange[] = [];
  for (const { key, value, from } of wanted) {
    const checked = checkValue(services, key, value);
    if (checked.kind === 'unknown-key') return { ...checked, key };
    if (checked.kind === 'invalid') return { kind: 'invalid', key, problems: checked.problems };
    values.push({ key, value: checked.value, from });
  }
  const reason = cleanText(terms.reason ?? '', { lines: true });
  if (terms.of === 'office' && reason === '') return { kind: 'invalid-reason', why: 'empty' };
  if (reason.length > mostReasonCharacters) return { kind: 'invalid-reason', why: 'too-long' };
  // Keys are locked in one order, so that two who change many wait for one another and not both for ever.
  const inOrder = values.toSorted((one, other) => (one.key < other.key ? -1 : 1));
  return db.query.transaction().execute(async (trx): Promise<ChangeResult> => {
    const today = await readToday(trx);
    const days: string[] = [];
    for (const { from } of values) {
      const day = from === null ? today : firstDay(from, today, terms);
      if (typeof day === 'string') return { kind: 'invalid-day', why: day };
      days.push(day.toString());
    }
    for (const { key } of inOrder) await lockSetting(trx, key);
    const periods: Period[] = [];
    for (const [index, { key, value }] of values.entries()) {
      const before = await findPeriods(trx, key);
      if (terms.of === 'office' && revisionOf(before) !== terms.revision)
        return { kind: 'changed-meanwhile', periods: before };
      const from = days[index] ?? '';
      periods.push(await write(trx, { key, value, from, before }, changer, reason));
    }
    return { kind: 'changed', periods };
  });
}

/** The same for one setting. */
export async function changeSetting(
  db: Database,
  services: readonly Service[],
  wanted: WantedChange,
  changer: Changer,
  terms: ChangeTerms,
): Promise<ChangeResult> {
  return changeSettings(db, services, [wanted], changer, terms);
}

function firstDay(
  text: string,
  today: Temporal.PlainDate,
  { of }: ChangeTerms,
): Temporal.PlainDate | DayProblem {
  return of === 'office' ? readFirstDay(text, today) : (readDay(text) ?? 'not-a-day');
}

async function write(
  trx: Transaction<Schema>,
  { key, value, from, before }: { key: string; value: unknown; from: string; before: readonly Period[] },
  { by, origin }: Changer,
  reason: string,
): Promise<Period> {
  const changedBy = { by, staffId: origin.actor.kind === 'staff' ? origin.actor.id : null, reason };
  // What held on that day before, so that a value that is replaced is still known.
  const held = periodOn(before, Temporal.PlainDate.from(from))?.value;
  await writePeriod(trx, { key, from, value }, changedBy);
  await insertChange(trx, { key, from, before: held, after: value }, changedBy);
  await record(trx, {
    ...origin,
    action: 'settings.changed',
    subject: `setting:${key}`,
    reason,
    // A name of the office's staff stays out: the actor is its number.
    data: { ...(changedBy.staffId === null && { by }), from, before: held ?? null, after: value },
  });
  const periods = await findPeriods(trx, key);
  const written = periods.find((period) => period.from === from);
  if (!written) throw new Error(`The period of ${key} was not written`);
  return written;
}

import { record } from '../audit/record.ts';
import { cleanText } from '../../platform/i18n/fold.ts';
import { mostReasonCharacters } from './change-setting.ts';
import { periodOn, readFirstDay, revisionOf } from './period.ts';
import {
  deletePeriod,
  findPeriods,
  insertChange,
  lockSetting,
  readToday,
  writePeriod,
} from './settings.store.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Changer } from './change-setting.ts';
import type { DayProblem, Period } from './period.ts';

/** A period that has not begun, and where it is to go: another first day, or away (null). */
export type WantedMove = {
  key: string;
  from: string;
  to: string | null;
  reason: string;
  /** What was seen of the setting. */
  revision: string;
};

/** What moving a period or taking it away ends in. */
export type MoveResult =
  | { kind: 'moved' }
  | { kind: 'removed' }
  /** There is no such period any more, or it has begun: what was judged by it stands. */
  | { kind: 'not-coming' }
  /** Another period begins on that day. */
  | { kind: 'taken' }
  | { kind: 'invalid-day'; why: DayProblem }
  | { kind: 'invalid-reason'; why: 'empty' | 'too-long' }
  | { kind: 'changed-meanwhile'; periods: Period[] };

/** Moves a period that has not begun to another day, today at the earliest, or takes it away, in one transaction with the audit. */
export async function movePeriod(db: Database, wanted: WantedMove, changer: Changer): Promise<MoveResult> {
  const { key, from, to } = wanted;
  const reason = cleanText(wanted.reason, { lines: true });
  if (reason === '') return { kind: 'invalid-reason', why: 'empty' };
  if (reason.length > mostReasonCharacters) return { kind: 'invalid-reason', why: 'too-long' };
  const { by, origin } = changer;
  const changedBy = { by, staffId: origin.actor.kind === 'staff' ? origin.actor.id : null, reason };
  return db.query.transaction().execute(async (trx): Promise<MoveResult> => {
    const today = await readToday(trx);
    const day = to === null ? null : readFirstDay(to, today);
    if (typeof day === 'string') return { kind: 'invalid-day', why: day };
    await lockSetting(trx, key);
    const periods = await findPeriods(trx, key);
    if (revisionOf(periods) !== wanted.revision) return { kind: 'changed-meanwhile', periods };
    const period = periods.find((each) => each.from === from);
    if (period === undefined || period.from <= today.toString()) return { kind: 'not-coming' };
    const movedTo = day?.toString();
    if (movedTo !== undefined && periods.some((each) => each.from === movedTo)) return { kind: 'taken' };
    await deletePeriod(trx, key, from);
    if (movedTo !== undefined) await writePeriod(trx, { key, from: movedTo, value: period.value }, changedBy);
    const after = movedTo === undefined ? undefined : period.value;
    await insertChange(
      trx,
      { key, from, ...(movedTo !== undefined && { movedTo }), before: period.value, after },
      changedBy,
    );
    const now = periodOn(await findPeriods(trx, key), Temporal.PlainDate.from(from))?.value;
    await record(trx, {
      ...origin,
      action: 'settings.changed',
      subject: `setting:${key}`,
      reason,
      data: { from, movedTo: movedTo ?? null, before: period.value, after: now ?? null },
    });
    return { kind: movedTo === undefined ? 'removed' : 'moved' };
  });
}

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addWorkingDays, isWorkingDay, todayAt, workingDaysBetween } from './calendar.ts';
import type { WorkingWeek } from './calendar.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const jordan: WorkingWeek = {
  weekend: [5, 6],
  holidays: new Set(['2026-12-25', '2026-12-31', '2027-01-03']),
};

const epoch = day('2026-01-01');
const date = fc.integer({ min: -800, max: 800 }).map((days) => epoch.add({ days }));
const week: fc.Arbitrary<WorkingWeek> = fc.record({
  weekend: fc.subarray([1, 2, 3, 4, 5, 6, 7], { maxLength: 6 }),
  holidays: fc.array(date, { maxLength: 60 }).map((dates) => new Set(dates.map(String))),
});
const count = fc.integer({ min: 1, max: 60 });

describe('todayAt', () => {
  it('is the day in Amman, three hours before midnight in Greenwich', () => {
    assert.equal(todayAt(new Date('2026-11-21T20:59:59.999Z')).toString(), '2026-11-21');
    assert.equal(todayAt(new Date('2026-11-21T21:00:00Z')).toString(), '2026-11-22');
  });

  it('takes another zone', () => {
    assert.equal(todayAt(new Date('2026-11-21T21:00:00Z'), 'UTC').toString(), '2026-11-21');
  });

  it('refuses an invalid date', () => {
    assert.throws(() => todayAt(new Date('tomorrow')), RangeError);
  });
});

describe('isWorkingDay', () => {
  it('knows weekend and holidays', () => {
    assert.equal(isWorkingDay(day('2026-11-26'), jordan), true, 'Thursday');
    assert.equal(isWorkingDay(day('2026-11-27'), jordan), false, 'Friday');
    assert.equal(isWorkingDay(day('2026-11-28'), jordan), false, 'Saturday');
    assert.equal(isWorkingDay(day('2026-11-29'), jordan), true, 'Sunday');
    assert.equal(isWorkingDay(day('2026-12-31'), jordan), false, 'holiday');
  });
});

describe('addWorkingDays', () => {
  const cases: [string, number, string, string][] = [
    ['2026-11-22', 1, '2026-11-23', 'Sunday to Monday'],
    ['2026-11-26', 1, '2026-11-29', 'Thursday to Sunday'],
    ['2026-11-27', 1, '2026-11-29', 'Friday to Sunday'],
    ['2026-11-28', 1, '2026-11-29', 'Saturday to Sunday'],
    ['2026-11-22', 5, '2026-11-29', 'a working week is a week'],
    ['2026-12-30', 1, '2027-01-04', 'over a holiday, the weekend and another holiday'],
    ['2026-12-24', 1, '2026-12-27', 'a holiday on the weekend changes nothing'],
  ];
  for (const [from, n, result, why] of cases) {
    it(why, () => assert.equal(addWorkingDays(day(from), n, jordan).toString(), result));
  }

  it('ends on a working day, with exactly n working days in (from, result]', () => {
    fc.assert(
      fc.property(date, count, week, (from, n, w) => {
        const result = addWorkingDays(from, n, w);
        assert.ok(isWorkingDay(result, w));
        assert.equal(workingDaysBetween(from, result, w), n);
      }),
    );
  });

  it('never promises earlier for who comes later, and strictly later for more days', () => {
    fc.assert(
      fc.property(date, fc.nat({ max: 30 }), count, week, (from, later, n, w) => {
        const result = addWorkingDays(from, n, w);
        assert.ok(Temporal.PlainDate.compare(result, addWorkingDays(from.add({ days: later }), n, w)) <= 0);
        assert.ok(Temporal.PlainDate.compare(result, addWorkingDays(from, n + 1, w)) < 0);
      }),
    );
  });

  it('can be taken in two steps', () => {
    fc.assert(
      fc.property(date, count, count, week, (from, a, b, w) => {
        const twice = addWorkingDays(addWorkingDays(from, a, w), b, w);
        assert.equal(twice.toString(), addWorkingDays(from, a + b, w).toString());
      }),
    );
  });

  it('refuses what is not a number of days', () => {
    for (const n of [0, -1, 1.5, Number.NaN, Infinity, 10_001])
      assert.throws(() => addWorkingDays(epoch, n, jordan), RangeError, String(n));
  });

  it('refuses a week without a working day, and day numbers that are not ISO', () => {
    const never = { weekend: [1, 2, 3, 4, 5, 6, 7], holidays: new Set<string>() };
    assert.throws(() => addWorkingDays(epoch, 1, never), /no working day/);
    assert.throws(() => isWorkingDay(epoch, never), /no working day/);
    assert.throws(() => addWorkingDays(epoch, 1, { ...never, weekend: [0, 6] }), /ISO day numbers/);
  });

  it('gets over a year of holidays', () => {
    const holidays = new Set(Array.from({ length: 365 }, (_, days) => epoch.add({ days }).toString()));
    assert.equal(addWorkingDays(epoch, 1, { weekend: [5, 6], holidays }).toString(), '2027-01-03');
  });
});

describe('workingDaysBetween', () => {
  it('is zero from a day to itself, and negative when late', () => {
    assert.equal(workingDaysBetween(day('2026-11-22'), day('2026-11-22'), jordan), 0);
    assert.equal(workingDaysBetween(day('2026-11-29'), day('2026-11-26'), jordan), -1);
    assert.ok(
      Object.is(workingDaysBetween(day('2026-11-28'), day('2026-11-27'), jordan), 0),
      'not minus zero',
    );
  });

  it('adds up over any three days', () => {
    fc.assert(
      fc.property(date, date, date, week, (a, b, c, w) => {
        const viaB = workingDaysBetween(a, b, w) + workingDaysBetween(b, c, w);
        assert.equal(viaB, workingDaysBetween(a, c, w));
      }),
      { numRuns: 50 },
    );
  });
});

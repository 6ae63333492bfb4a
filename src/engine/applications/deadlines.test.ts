import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isWorkingDay } from '../../platform/clock/calendar.ts';
import { lastDay, warningDay } from './deadlines.ts';
import { pausesOf, promisedDay } from './service-clock.ts';
import type { ApplicationEvent } from './application.ts';
import type { Pause } from './service-clock.ts';
import type { Calendar } from '../settings/calendars.ts';

const first = Temporal.PlainDate.from('2027-12-01');
const at = new Date('2027-12-01T09:00:00+03:00');

/** Calendars: one from long ago, and others that are set later, with holidays over a leap day and the turn of a year. */
const calendars: fc.Arbitrary<Calendar[]> = fc
  .array(
    fc.record({
      after: fc.integer({ min: 0, max: 60 }),
      weekend: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 3 }),
      holidays: fc.uniqueArray(fc.integer({ min: 0, max: 150 }), { maxLength: 30 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((list) =>
    list
      .toSorted((a, b) => a.after - b.after)
      .map(({ after, weekend, holidays }, index) => ({
        since: index === 0 ? first.subtract({ years: 1 }) : first.add({ days: after }),
        time: {
          weekend,
          holidays: new Set(holidays.map((days) => first.add({ days }).toString())),
          hours: { from: '08:00', to: '15:00' },
        },
      })),
  );
const days = fc.integer({ min: 0, max: 100 });

test('a last day is a working day, never before its days are over, and a calendar set later only gives time', () => {
  fc.assert(
    fc.property(calendars, days, (list, n) => {
      const day = lastDay(first, n, at, list);
      const wanted = first.add({ days: n });
      assert.ok(Temporal.PlainDate.compare(day, wanted) >= 0, 'never earlier');
      assert.ok(
        list.some(({ time }) => isWorkingDay(day, time)),
        'one can be at the office on it',
      );
      // Looked at day by day: in one of the calendars everything from the wanted day to it is off.
      const off = list.some(({ time }) => {
        for (let each = wanted; !each.equals(day); each = each.add({ days: 1 }))
          if (isWorkingDay(each, time)) return false;
        return true;
      });
      assert.ok(off, 'no more time than the days off give');
      const before = lastDay(first, n, at, list.slice(0, -1).length > 0 ? list.slice(0, -1) : list);
      assert.ok(Temporal.PlainDate.compare(day, before) >= 0, 'what was told holds');
    }),
  );
});

test('a warning comes after the return and not after the end, so many days before it where there is room', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 90 }), (left, warning) => {
      const end = first.add({ days: left });
      const day = warningDay(end, warning, first);
      if (warning === 0) return assert.equal(day, null);
      if (left === 0) return assert.equal(day, null, 'the message of the return is the warning');
      assert.ok(day);
      assert.ok(Temporal.PlainDate.compare(day, first) > 0);
      assert.ok(Temporal.PlainDate.compare(day, end) <= 0);
      assert.equal(first.until(day).days, Math.max(1, left - warning));
    }),
  );
});

test('by hand: over a leap day, over a holiday, over a weekend', () => {
  const time = {
    weekend: [5, 6],
    holidays: new Set(['2028-02-29']),
    hours: { from: '08:00', to: '15:00' },
  };
  const list = [{ since: Temporal.PlainDate.from('2027-01-01'), time }];
  const of = (from: string, n: number) => lastDay(Temporal.PlainDate.from(from), n, at, list).toString();
  assert.equal(of('2028-02-22', 7), '2028-03-01', 'Tuesday the 29th is a holiday');
  assert.equal(of('2028-02-20', 5), '2028-02-27', 'a Friday: Sunday');
  assert.equal(of('2028-02-20', 0), '2028-02-20');
});

test('between a refusal and its reopening nobody has it: the promise moves by those working days, as over a return', () => {
  const time = { weekend: [5, 6], holidays: new Set<string>(), hours: { from: '08:00', to: '15:00' } };
  const list = [{ since: Temporal.PlainDate.from('2020-01-01'), time }];
  const moment = fc.integer({ min: 0, max: 60 * 24 * 60 });
  fc.assert(
    fc.property(
      fc.uniqueArray(moment, { minLength: 2, maxLength: 2 }),
      fc.integer({ min: 1, max: 9 }),
      (two, level) => {
        const [from = 0, until = 0] = two.toSorted((a, b) => a - b);
        const when = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
        const submitted: ApplicationEvent = { kind: 'submitted', at, unchecked: false };
        const reason = { code: 'x', ar: 'س', en: 'x' };
        const refused: ApplicationEvent = {
          kind: 'refused',
          at: when(from),
          finalAt: when(from),
          reason,
          words: '',
        };
        const pauses: Pause[] = pausesOf([submitted, refused, { kind: 'reopened', at: when(until) }]);
        assert.deepEqual<Pause[]>(pauses, [{ from: when(from), until: when(until) }]);
        const returned: ApplicationEvent = {
          kind: 'returned',
          at: when(from),
          finalAt: when(from),
          fields: [],
          words: '',
          completeBy: '',
        };
        const same = pausesOf([submitted, returned, { kind: 'resumed', at: when(until) }]);
        const promise = (each: Pause[]) =>
          promisedDay({ submittedAt: at, level, pauses: each }, list).toString();
        assert.equal(promise(pauses), promise(same));
        assert.deepEqual(pausesOf([submitted, refused]), [], 'a refusal that stands ends the clock');
        assert.deepEqual(pausesOf([submitted, refused, { kind: 'undone', at: when(until) }]), []);
      },
    ),
  );
});

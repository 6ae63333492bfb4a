import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isWorkingDay, todayAt, workDayOf, workingDaysBetween } from '../../platform/clock/calendar.ts';
import { pausesOf, promisedDay, timeSpent } from './service-clock.ts';
import type { WorkingTime } from '../../platform/clock/calendar.ts';
import type { Calendar } from '../settings/calendars.ts';
import type { ApplicationEvent } from './application.ts';
import type { Pause } from './service-clock.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const first = day('2000-01-01');
/** A moment in Amman, three hours before Greenwich in these years. */
const amman = (text: string) => new Date(`${text}:00+03:00`);

const jordan: WorkingTime = {
  weekend: [5, 6],
  holidays: new Set(['2026-12-25']),
  hours: { from: '08:00', to: '15:00' },
};
const only = (time: WorkingTime): Calendar[] => [{ since: first, time }];
const promised = (submittedAt: Date, level: number, pauses: Pause[] = [], calendars = only(jordan)) =>
  promisedDay({ submittedAt, level, pauses }, calendars).toString();

// Around the leap day of 2028, and years that have none.
const moment = fc.integer({ min: 0, max: 900 * 24 * 60 }).map((minutes) => {
  return new Date(Date.parse('2027-01-01T00:00:00Z') + minutes * 60_000);
});
const time: fc.Arbitrary<WorkingTime> = fc.record({
  weekend: fc.subarray([1, 2, 3, 4, 5, 6, 7], { maxLength: 6 }),
  holidays: fc
    .array(
      fc.integer({ min: 0, max: 900 }).map((days) => day('2027-01-01').add({ days }).toString()),
      { maxLength: 60 },
    )
    .map((days) => new Set(days)),
  hours: fc
    .tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 12, max: 23 }))
    .map(([from, to]) => ({ from: `${String(from).padStart(2, '0')}:00`, to: `${to}:30` })),
});
/** Pauses after a submission, each after the one before. */
const story = fc
  .array(moment, { minLength: 1, maxLength: 9 })
  .map((moments) => moments.toSorted((a, b) => a.getTime() - b.getTime()))
  .map(([submittedAt = new Date(0), ...rest]) => ({
    submittedAt,
    pauses: rest.flatMap((from, index): Pause[] => {
      const until = rest[index + 1];
      return index % 2 === 0 && until ? [{ from, until }] : [];
    }),
  }));
const level = fc.integer({ min: 1, max: 30 });

describe('the promised day', () => {
  const cases: [string, number, string, string][] = [
    ['2026-11-22T10:00', 1, '2026-11-23', 'the day of arriving does not count'],
    ['2026-11-22T07:00', 1, '2026-11-23', 'before the hours begin is that day'],
    ['2026-11-22T14:59', 1, '2026-11-23', 'the last minute is that day'],
    ['2026-11-22T15:00', 1, '2026-11-24', 'after hours belongs to the next working day'],
    ['2026-11-26T15:00', 1, '2026-11-30', 'Thursday evening belongs to Sunday'],
    ['2026-11-27T10:00', 1, '2026-11-30', 'so does Friday, so that nobody gains by coming later'],
    ['2026-11-22T23:59', 2, '2026-11-25', 'the last minute of a day'],
    ['2028-02-28T10:00', 1, '2028-02-29', 'a leap day is a day'],
    ['2028-02-28T16:00', 1, '2028-03-01', 'and is passed like any other'],
  ];
  for (const [at, days, expected, why] of cases)
    it(why, () => assert.equal(promised(amman(at), days), expected));

  it('moves by exactly the working days on which the contractor had it', () => {
    const at = amman('2026-11-22T10:00');
    const pause = (from: string, until: string) => ({ from: amman(from), until: amman(until) });
    assert.equal(promised(at, 2), '2026-11-24');
    const moves: [Pause[], string, string][] = [
      [[pause('2026-11-23T10:00', '2026-11-23T14:00')], '2026-11-24', 'within a day: nothing'],
      [[pause('2026-11-23T10:00', '2026-11-24T09:00')], '2026-11-25', 'one day'],
      [[pause('2026-11-26T16:00', '2026-11-28T09:00')], '2026-11-24', 'begins and ends while nobody works'],
      [[pause('2026-11-23T10:00', '2026-11-27T12:00')], '2026-11-30', 'until a Friday, which is Sunday'],
      [
        [pause('2026-11-23T10:00', '2026-11-24T09:00'), pause('2026-11-24T10:00', '2026-11-25T09:00')],
        '2026-11-26',
        'two of them',
      ],
      [[{ from: amman('2026-11-23T10:00'), until: null }], '2026-11-24', 'one that lasts adds nothing yet'],
    ];
    for (const [pauses, expected, why] of moves) assert.equal(promised(at, 2, pauses), expected, why);
  });

  it('is a working day, so many working days after arriving, and more for each pause', () => {
    fc.assert(
      fc.property(story, level, time, ({ submittedAt, pauses }, n, week) => {
        const result = day(promised(submittedAt, n, pauses, only(week)));
        assert.ok(isWorkingDay(result, week));
        const paused = pauses.reduce(
          (sum, { from, until }) =>
            sum + workingDaysBetween(workDayOf(from, week), workDayOf(until!, week), week),
          0,
        );
        assert.ok(paused >= 0);
        assert.equal(workingDaysBetween(workDayOf(submittedAt, week), result, week), n + paused);
      }),
      { numRuns: 60 },
    );
  });

  it('is never earlier for who comes later, for whom works more, or for another pause', () => {
    fc.assert(
      fc.property(story, moment, level, time, ({ submittedAt, pauses }, other, n, week) => {
        const [early, late] = submittedAt < other ? [submittedAt, other] : [other, submittedAt];
        assert.ok(promised(early, n, [], only(week)) <= promised(late, n, [], only(week)));
        assert.ok(promised(early, n, [], only(week)) < promised(early, n + 1, [], only(week)));
        for (let count = 0; count < pauses.length; count++)
          assert.ok(
            promised(submittedAt, n, pauses.slice(0, count), only(week)) <=
              promised(submittedAt, n, pauses.slice(0, count + 1), only(week)),
          );
      }),
      { numRuns: 40 },
    );
  });

  it('is the same for one pause and for the same time in two parts', () => {
    fc.assert(
      fc.property(fc.tuple(moment, moment, moment, moment), level, time, (moments, n, week) => {
        const [at, a, b, c] = moments.toSorted((x, y) => x.getTime() - y.getTime());
        assert.ok(at && a && b && c);
        const parts = [
          { from: a, until: b },
          { from: b, until: c },
        ];
        assert.equal(
          promised(at, n, [{ from: a, until: c }], only(week)),
          promised(at, n, parts, only(week)),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('moves by a holiday that is announced later, and not back when one is called off', () => {
    const at = amman('2026-11-22T10:00');
    const holiday: WorkingTime = { ...jordan, holidays: new Set(['2026-11-24']) };
    const before = { since: first, time: jordan };
    const announced = [before, { since: day('2026-11-23'), time: holiday }];
    assert.equal(promised(at, 2, [], announced), '2026-11-25');
    const calledOff = [...announced, { since: day('2026-11-24'), time: jordan }];
    assert.equal(promised(at, 2, [], calledOff), '2026-11-25', 'a promise stays');
    const longAgo = [
      { since: first, time: holiday },
      { since: day('2026-11-20'), time: jordan },
    ];
    assert.equal(promised(at, 2, [], longAgo), '2026-11-24', 'what was over before it came is no matter');
  });

  it('is not moved by hours that change later: a moment is judged by the hours of its day', () => {
    const at = amman('2026-11-22T14:30');
    const ramadan: WorkingTime = { ...jordan, hours: { from: '09:00', to: '14:00' } };
    const calendars = [
      { since: first, time: jordan },
      { since: day('2026-11-23'), time: ramadan },
    ];
    assert.equal(promised(at, 1, [], calendars), '2026-11-23');
    assert.equal(promised(amman('2026-11-23T14:30'), 1, [], calendars), '2026-11-25');
  });
});

describe('pauses', () => {
  const at = (minute: number) => new Date(Date.parse('2026-11-22T08:00:00Z') + minute * 60_000);
  const asked = { fields: [], words: '', completeBy: '2026-12-06' };
  const returned = (minute: number): ApplicationEvent => ({
    kind: 'returned',
    at: at(minute),
    finalAt: at(minute + 1),
    ...asked,
  });
  const submitted: ApplicationEvent = { kind: 'submitted', at: at(0), unchecked: false };
  const undone = (minute: number): ApplicationEvent => ({ kind: 'undone', at: at(minute) });
  const reason = { code: 'x', ar: 'x', en: 'x' };
  const refused = (minute: number): ApplicationEvent => ({
    kind: 'refused',
    at: at(minute),
    finalAt: at(minute + 1),
    reason,
    words: '',
  });

  it('begin with a return and end with what follows it; one that was undone never was', () => {
    const completed: ApplicationEvent = { kind: 'completed', at: at(30), changed: {} };
    const resumed: ApplicationEvent = { kind: 'resumed', at: at(50) };
    assert.deepEqual(pausesOf([submitted, returned(10), undone(11)]), []);
    assert.deepEqual(pausesOf([submitted, returned(10), completed, returned(40), resumed]), [
      { from: at(10), until: at(30) },
      { from: at(40), until: at(50) },
    ]);
    assert.deepEqual(pausesOf([submitted, returned(10), undone(11), returned(12)]), [
      { from: at(12), until: null },
    ]);
    assert.deepEqual(pausesOf([submitted, returned(10), refused(20)]), [{ from: at(10), until: at(20) }]);
    assert.deepEqual(
      pausesOf([submitted, returned(10), refused(20), undone(21)]),
      [{ from: at(10), until: null }],
      'a refusal that was undone ends none',
    );
  });
});

describe('the time spent', () => {
  it('is office hours only, and theirs who had it', () => {
    const pauses = [{ from: amman('2026-11-22T14:00'), until: amman('2026-11-23T09:30') }];
    const spent = timeSpent(
      { submittedAt: amman('2026-11-22T10:00'), pauses },
      amman('2026-11-23T10:00'),
      only(jordan),
    );
    assert.deepEqual(spent, { atWork: 4 * 60 + 30, paused: 60 + 90 });
  });

  it('adds up, is never negative, and stands still while nobody works', () => {
    fc.assert(
      fc.property(story, moment, moment, time, ({ submittedAt, pauses }, one, two, week) => {
        const [a, b] = one < two ? [one, two] : [two, one];
        const calendars = only(week);
        const [before, after] = [a, b].map((until) => timeSpent({ submittedAt, pauses }, until, calendars));
        const close = (x: number, y: number) => assert.ok(Math.abs(x - y) < 1e-6, `${x} is not ${y}`);
        assert.ok(before && after);
        assert.ok(after.atWork > -1e-6 && after.paused >= 0);
        assert.ok(after.atWork > before.atWork - 1e-6 && after.paused >= before.paused);
        const whole = timeSpent({ submittedAt, pauses: [] }, b, calendars);
        close(after.atWork + after.paused, whole.atWork);
      }),
      { numRuns: 40 },
    );
  });

  it('does not begin on a day off', () => {
    assert.equal(todayAt(amman('2026-11-27T10:00')).dayOfWeek, 5);
    const spent = timeSpent(
      { submittedAt: amman('2026-11-27T10:00'), pauses: [] },
      amman('2026-11-28T20:00'),
      only(jordan),
    );
    assert.deepEqual(spent, { atWork: 0, paused: 0 });
  });
});

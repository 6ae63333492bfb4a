import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cityZone } from '../../platform/clock/calendar.ts';
import { loudFrom } from './quiet-hours.ts';
import type { QuietDay, QuietHours } from './quiet-hours.ts';

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const quietHours: fc.Arbitrary<QuietHours> = fc.record({ from: time, to: time, daysOff: fc.boolean() });
// From before the city gave up its summer time, in October 2022, over leap days to 2045.
const instant = fc.date({ min: new Date('2015-01-01'), max: new Date('2045-12-31'), noInvalidDate: true });

/** Some days after an instant are holidays, in a row or not. */
const cityDays = fc.record({
  quiet: quietHours,
  other: quietHours,
  weekend: fc.subarray([1, 2, 3, 4, 5, 6, 7], { maxLength: 3 }),
  holidays: fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 12 }),
  changes: fc.integer({ min: 0, max: 10 }),
});

const local = (at: Date) => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(cityZone);

/** Written anew, minute by minute, and slowly: is this very minute quiet? */
function isQuiet(at: Temporal.ZonedDateTime, { quiet, week }: QuietDay): boolean {
  const off = week.weekend.includes(at.dayOfWeek) || week.holidays.has(at.toPlainDate().toString());
  if (quiet.daysOff && off) return true;
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const now = at.hour * 60 + at.minute;
  const [from, to] = [minutes(quiet.from), minutes(quiet.to)];
  return from <= to ? from <= now && now < to : now >= from || now < to;
}

test('a message waits to the first minute that is not quiet, over days, holidays, leap days and summer time', async () => {
  await fc.assert(
    fc.asyncProperty(instant, cityDays, async (at, { quiet, other, weekend, holidays, changes }) => {
      const first = local(at).toPlainDate();
      const week = { weekend, holidays: new Set(holidays.map((days) => first.add({ days }).toString())) };
      // The setting changes on some day: each day goes by its own.
      const changed = first.add({ days: changes });
      const on = (day: Temporal.PlainDate): QuietDay => ({
        quiet: Temporal.PlainDate.compare(day, changed) < 0 ? quiet : other,
        week,
      });
      const loud = await loudFrom(at, async (day) => on(day));
      assert.ok(loud >= at, 'never earlier');
      assert.ok(!isQuiet(local(loud), on(local(loud).toPlainDate())), 'it is not quiet then');
      if (loud.getTime() === at.getTime()) return;
      assert.equal(loud.getTime() % 60_000, 0, 'on the minute');
      // No minute before it would have done: looked at each quarter, and right before.
      for (let t = at.getTime(); t < loud.getTime(); t += 900_000) {
        const then = local(new Date(t));
        assert.ok(isQuiet(then, on(then.toPlainDate())), then.toString());
      }
      const last = local(new Date(loud.getTime() - 60_000));
      if (last.epochMilliseconds >= at.getTime()) assert.ok(isQuiet(last, on(last.toPlainDate())));
    }),
    { numRuns: 400 },
  );
});

const on =
  (quiet: QuietHours, holidays: string[] = []) =>
  async (): Promise<QuietDay> => ({
    quiet,
    week: { weekend: [5, 6], holidays: new Set(holidays) },
  });
const night = { from: '21:00', to: '07:30', daysOff: true };
const waits = async (at: string, quiet = night, holidays: string[] = []) =>
  local(await loudFrom(new Date(at), on(quiet, holidays)))
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });

test('told by hand', async () => {
  // Thursday evening: the weekend is off, Sunday morning it is.
  assert.equal(await waits('2026-11-26T21:00:00+03:00'), '2026-11-29T07:30');
  assert.equal(await waits('2026-11-26T20:59:00+03:00'), '2026-11-26T20:59');
  assert.equal(await waits('2026-11-24T07:29:59+03:00'), '2026-11-24T07:30');
  assert.equal(await waits('2026-11-24T07:30:00+03:00'), '2026-11-24T07:30');
  assert.equal(await waits('2028-02-29T22:00:00+03:00', night, ['2028-03-01']), '2028-03-02T07:30');
  assert.equal(
    await waits('2026-11-24T13:00:00+03:00', { from: '13:00', to: '14:00', daysOff: false }),
    '2026-11-24T14:00',
  );
  assert.equal(
    await waits('2026-11-24T03:00:00+03:00', { from: '00:00', to: '00:00', daysOff: false }),
    '2026-11-24T03:00',
  );
});

test('a city that never works still answers, after a month', async () => {
  const never = {
    quiet: night,
    week: { weekend: [1, 2, 3, 4, 5, 6, 7].slice(0, 6), holidays: new Set<string>() },
  };
  const holidays = new Set(
    Array.from({ length: 400 }, (_, days) => Temporal.PlainDate.from('2026-01-01').add({ days }).toString()),
  );
  const at = new Date('2026-02-01T10:00:00+03:00');
  const loud = await loudFrom(at, async () => ({ ...never, week: { ...never.week, holidays } }));
  assert.equal(Math.round((loud.getTime() - at.getTime()) / 86_400_000), 32);
});

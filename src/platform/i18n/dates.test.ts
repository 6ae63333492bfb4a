import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { todayAt } from '../clock/calendar.ts';
import { isolate, showDate, showDay, showMoment } from './dates.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

describe('showDate', () => {
  it('is numeric, with Latin digits in both languages', () => {
    assert.equal(showDate(day('2026-11-22'), 'ar'), '22-11-2026');
    assert.equal(showDate(day('2027-01-03'), 'en'), '03-01-2027');
  });
});

describe('showDay', () => {
  it('names every day of the week', () => {
    const week = [0, 1, 2, 3, 4, 5, 6].map((days) => day('2026-11-22').add({ days }));
    assert.deepEqual(
      week.map((date) => showDay(date, 'ar').weekday),
      ['الأحد', 'الاثنين', 'الثلاثاء', 'الأربعاء', 'الخميس', 'الجمعة', 'السبت'],
    );
    assert.deepEqual(
      week.map((date) => showDay(date, 'en').weekday),
      ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
    );
    assert.equal(showDay(day('2026-11-22'), 'ar').date, '22-11-2026');
  });
});

describe('showMoment', () => {
  it('is Amman time, over midnight too', () => {
    assert.deepEqual(showMoment(new Date('2026-11-22T07:41:30Z'), 'ar'), {
      weekday: 'الأحد',
      date: '22-11-2026',
      time: '10:41',
    });
    assert.deepEqual(showMoment(new Date('2026-11-22T21:05:00Z'), 'en'), {
      weekday: 'Monday',
      date: '23-11-2026',
      time: '00:05',
    });
  });

  it('knows that Amman changed its clocks until 2022', () => {
    assert.equal(showMoment(new Date('2022-01-10T08:00:00Z'), 'en').time, '10:00');
    assert.equal(showMoment(new Date('2023-01-10T08:00:00Z'), 'en').time, '11:00');
  });

  it('shows the same day as the calendar', () => {
    const instants = fc.date({
      min: new Date('2000-01-01'),
      max: new Date('2100-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, fc.constantFrom('ar' as const, 'en' as const), (instant, lang) => {
        const { time, ...shown } = showMoment(instant, lang);
        assert.deepEqual(shown, showDay(todayAt(instant), lang));
        assert.match(time, /^([01]\d|2[0-3]):[0-5]\d$/);
      }),
    );
  });

  it('refuses an invalid date', () => {
    assert.throws(() => showMoment(new Date(Number.NaN), 'ar'), RangeError);
  });
});

describe('isolate', () => {
  it('wraps', () => assert.equal(isolate('22-11-2026'), '\u206622-11-2026\u2069'));

  it('cannot be ended from inside', () => {
    assert.equal(isolate('4K7\u2069\u202eM92'), '\u20664K7M92\u2069');
  });
});

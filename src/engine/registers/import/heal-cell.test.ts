import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  readContractorStatus,
  readDate,
  readNumber,
  readPermitStatus,
  readPhone,
  readText,
  readYear,
} from './heal-cell.ts';
import type { Cell } from './heal-cell.ts';

/** `=value` as it is, `~value` healed, `!problem`, or `` for an empty cell. */
function told(cell: Cell<string>): string {
  if (!cell.ok) return `!${cell.problem}`;
  if (cell.value === null) return '';
  return `${cell.healed ? '~' : '='}${cell.value}`;
}

function table(name: string, read: (raw: string) => Cell<string>, rows: [string, string][]): void {
  void describe(name, () => {
    for (const [raw, expected] of rows)
      test(`${JSON.stringify(raw.slice(0, 40))} → ${expected || 'empty'}`, () =>
        assert.equal(told(read(raw)), expected));
  });
}

table('numbers', readNumber, [
  ['1042', '=1042'],
  ['', ''],
  [' \u200f', ''],
  ['٠١٠٤٢', '~1042'],
  ['۱۰۴۲', '~1042'],
  ['000128', '~128'],
  ['2016.0', '~2016'],
  ['2016.00', '~2016'],
  ['٢٠١٦٫٠', '~2016'],
  [' 1042 ', '~1042'],
  ['1ـ042', '~1042'],
  ['\u202e1042', '~1042'],
  ['12a4', '!not-a-number'],
  ['2016.5', '!not-a-number'],
  ['1,042', '!not-a-number'],
  ['-5', '!not-a-number'],
  ['0', '!not-a-number'],
  ['000', '!not-a-number'],
  ['1.042E3', '!not-a-number'],
  ['9999999999', '=9999999999'],
  ['10000000000', '!number-too-long'],
  ['0'.repeat(1_000_000), '!not-a-number'],
]);

table('years', (raw) => readYear(raw, 2026), [
  ['2026', '=2026'],
  ['٢٠٢٦', '~2026'],
  ['2026.0', '~2026'],
  ['1990', '=1990'],
  ['2027', '=2027'],
  ['1989', '!year-out-of-range'],
  ['2028', '!year-out-of-range'],
  ['1899', '!year-out-of-range'],
  ['26', '!not-a-year'],
  ['20266', '!not-a-year'],
  ['سنة', '!not-a-year'],
  ['', ''],
]);

table('dates', readDate, [
  ['2026-04-06', '=2026-04-06'],
  ['6/4/2026', '~2026-04-06'],
  ['06/04/2026', '~2026-04-06'],
  ['6-4-2026', '~2026-04-06'],
  ['6.4.2026', '~2026-04-06'],
  ['٦/٤/٢٠٢٦', '~2026-04-06'],
  ['2026/4/6', '~2026-04-06'],
  ['2026-4-6', '~2026-04-06'],
  ['2026-04-06 00:00:00', '~2026-04-06'],
  ['2026-04-06T23:59:59.000Z', '~2026-04-06'],
  ['6/4/2026 12:00', '~2026-04-06'],
  ['6/4/2026 12:00:00 AM', '~2026-04-06'],
  [' 2026-04-06', '~2026-04-06'],
  ['46118', '~2026-04-06'],
  ['46118.5', '~2026-04-06'],
  ['36585', '~2000-02-29'],
  ['31/02/2026', '!no-such-date'],
  ['29/2/2024', '~2024-02-29'],
  ['29/2/2023', '!no-such-date'],
  ['29/2/2100', '!no-such-date'],
  ['2026-02-29', '!no-such-date'],
  ['4/13/2026', '!no-such-date'],
  ['2026-13-01', '!no-such-date'],
  ['0/1/2026', '!no-such-date'],
  ['5/6/26', '!two-digit-year'],
  ['26-6-5', '!two-digit-year'],
  ['6/4-2026', '!not-a-date'],
  ['2026', '!not-a-date'],
  ['20260406', '!not-a-date'],
  ['12345', '!not-a-date'],
  ['99999', '!not-a-date'],
  ['غدًا', '!not-a-date'],
  ['#N/A', '!not-a-date'],
  ['1'.repeat(1_000_000), '!not-a-date'],
  ['', ''],
]);

table('phones', readPhone, [
  ['0791234567', '=+962791234567'],
  ['+962791234567', '=+962791234567'],
  ['962791234567', '~+962791234567'],
  ['00962791234567', '~+962791234567'],
  ['791234567', '~+962791234567'],
  ['96277 9458193', '~+962779458193'],
  ['٠٧٩١٢٣٤٥٦٧', '~+962791234567'],
  ['0751234567', '!unusable-phone'],
  ['065001234', '!unusable-phone'],
  ['هاتف', '!unusable-phone'],
  ['', ''],
]);

table('names and places', readText, [
  ['شركة قناطر للمقاولات', '=شركة قناطر للمقاولات'],
  ['مؤسسة   الصخرـة البيضاء', '~مؤسسة الصخرة البيضاء'],
  ['شركة\u200bقناطر', '~شركةقناطر'],
  ['\u202eشركة', '~شركة'],
  ['شركة ', '~شركة'],
  ['شركة (أ) & ب', '=شركة (أ) & ب'],
  ['شَركة', '=شَركة'],
  ['س'.repeat(501), '!text-too-long'],
  [' ـ ', ''],
  ['', ''],
]);

table('statuses of contractors', readContractorStatus, [
  ['فعال', '=active'],
  ['فعّال', '~active'],
  ['موقوف', '=suspended'],
  ['SUSPENDED', '~suspended'],
  ['ملغى', '!unknown-status'],
  ['', ''],
]);

table('statuses of permits', readPermitStatus, [
  ['ساري', '=active'],
  ['سارى', '~active'],
  ['منتهي', '=expired'],
  ['مسحوب ', '~withdrawn'],
  ['expired', '=expired'],
  ['؟', '!unknown-status'],
  ['', ''],
]);

test('workbooks of the old Macintosh count days from 1904', () => {
  assert.equal(told(readDate('44656', true)), '~2026-04-06');
});

const anyDay = fc
  .integer({ min: 0, max: 40_000 })
  .map((days) => Temporal.PlainDate.from('1990-01-01').add({ days }));
const arabic = (text: string) => text.replace(/[0-9]/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? '');

test('every day is read the same however it is written', () => {
  fc.assert(
    fc.property(anyDay, fc.constantFrom('/', '-', '.'), fc.boolean(), (day, mark, pad) => {
      const two = (value: number) => String(value).padStart(pad ? 2 : 1, '0');
      const dayFirst = `${two(day.day)}${mark}${two(day.month)}${mark}${day.year}`;
      const serial = String(Temporal.PlainDate.from('1899-12-30').until(day).days);
      for (const text of [day.toString(), dayFirst, arabic(dayFirst), `\u200f ${dayFirst}`, serial]) {
        const cell = readDate(text);
        assert.ok(cell.ok, text);
        assert.equal(cell.value, day.toString(), text);
        assert.equal(cell.healed, text !== day.toString());
      }
    }),
  );
});

test('a date that is read is one that the calendar has, and what is healed stays as it is', () => {
  const part = fc.integer({ min: 0, max: 40 });
  fc.assert(
    fc.property(part, part, fc.integer({ min: 1900, max: 2100 }), (d, m, y) => {
      const cell = readDate(`${d}/${m}/${y}`);
      const exists = (() => {
        try {
          return Temporal.PlainDate.from({ year: y, month: m, day: d }, { overflow: 'reject' }).toString();
        } catch {
          return null;
        }
      })();
      assert.equal(cell.ok ? cell.value : null, exists);
      if (cell.ok && cell.value !== null) assert.deepEqual(readDate(cell.value), { ...cell, healed: false });
    }),
  );
});

test('healing once is enough, for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (raw) => {
      for (const read of [readNumber, readDate, readText, readPhone]) {
        const cell = read(raw);
        if (cell.ok && cell.value !== null) assert.deepEqual(read(cell.value), { ...cell, healed: false });
      }
    }),
    { numRuns: 500 },
  );
});

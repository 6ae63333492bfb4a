import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { choice, digits, fromSettings, longText, mobile, year } from '../define/answers.ts';
import { readAnswer } from './read-answer.ts';
import type { AnswerDefinition, Answers } from '../define/answers.ts';
import type { Reading } from './read-answer.ts';

const context = {
  today: Temporal.PlainDate.from('2026-11-22'),
  choices: (setting: string) =>
    setting === 'reasons'
      ? [
          { code: 'weather', ar: 'طقس', en: 'Weather', needsWords: false },
          { code: 'other', ar: 'غيره', en: 'Other', needsWords: true },
        ]
      : [],
};
const definitions: Record<string, AnswerDefinition> = {
  number: digits({ max: 10 }),
  year: year(),
  reason: choice(fromSettings('reasons')),
  details: longText({ max: 20, neededBy: 'reason' }),
  phone: mobile(),
};
const read = (name: string, raw: string, others: Answers = {}): Reading => {
  const definition = definitions[name];
  if (!definition) throw new Error(name);
  return readAnswer(definition, raw, context, others, definitions);
};

/** What was typed, for which answer, and its canonical form; or the code of what is wrong. */
const cases: [string, string, { is: string } | { wrong: string }][] = [
  ['number', '1042', { is: '1042' }],
  ['number', '١٠٤٢', { is: '1042' }],
  ['number', '۱۰۴۲', { is: '1042' }],
  ['number', '１０４２', { is: '1042' }],
  ['number', '  1 042\t', { is: '1042' }],
  ['number', '10\u064042', { is: '1042' }],
  ['number', '10\u064e42', { wrong: 'not-digits' }],
  ['number', '\u200f1042\u200e', { is: '1042' }],
  ['number', '\u202e1042\u202c', { is: '1042' }],
  ['number', '\u2066\u061c1042\u2069', { is: '1042' }],
  ['number', '1\u200b0\u200c4\u200d2\ufeff', { is: '1042' }],
  ['number', '1\u00a00\u2009\u202f42', { is: '1042' }],
  ['number', '\0\u00011042\u007f', { is: '1042' }],
  ['number', '0001042', { is: '1042' }],
  ['number', `${'0'.repeat(90)}7`, { is: '7' }],
  ['number', '0', { wrong: 'not-digits' }],
  ['number', '', { wrong: 'required' }],
  ['number', ' \u200f \u0640', { wrong: 'required' }],
  ['number', '10.42', { wrong: 'not-digits' }],
  ['number', '10,42', { wrong: 'not-digits' }],
  ['number', '1e3', { wrong: 'not-digits' }],
  ['number', '-5', { wrong: 'not-digits' }],
  ['number', '287/2026', { wrong: 'not-digits' }],
  ['number', 'ألف', { wrong: 'not-digits' }],
  ['number', '²', { wrong: 'not-digits' }],
  ['number', '9999999999', { is: '9999999999' }],
  ['number', '12345678901', { wrong: 'too-many-digits' }],
  ['number', '1'.repeat(100_000), { wrong: 'too-many-digits' }],
  ['number', 'x'.repeat(100_000), { wrong: 'not-digits' }],
  ['year', '2026', { is: '2026' }],
  ['year', '٢٠٢٦', { is: '2026' }],
  ['year', '2027', { is: '2027' }],
  ['year', '1990', { is: '1990' }],
  ['year', '2028', { wrong: 'not-a-year' }],
  ['year', '1989', { wrong: 'not-a-year' }],
  ['year', '26', { wrong: 'not-a-year' }],
  ['year', '02026', { wrong: 'not-a-year' }],
  ['year', '2026.0', { wrong: 'not-a-year' }],
  ['year', '', { wrong: 'required' }],
  ['reason', 'weather', { is: 'weather' }],
  ['reason', '', { wrong: 'required' }],
  ['reason', 'Weather', { wrong: 'not-a-choice' }],
  ['reason', '__proto__', { wrong: 'not-a-choice' }],
  ['reason', 'w'.repeat(100_000), { wrong: 'not-a-choice' }],
  ['details', '', { is: '' }],
  ['details', '  مطر\u202e شديد\u0000 ', { is: 'مطر شديد' }],
  ['details', 'سطر\r\nآخر', { is: 'سطر\nآخر' }],
  ['details', 'مطـــر', { is: 'مطر' }],
  ['details', 'x'.repeat(20), { is: 'x'.repeat(20) }],
  ['details', `${' '.repeat(5000)}x`, { is: 'x' }],
  ['details', 'x'.repeat(21), { wrong: 'too-long' }],
  ['details', 'ن'.repeat(100_000), { wrong: 'too-long' }],
  ['details', `ن${'\u064e'.repeat(100_000)}`, { wrong: 'too-long' }],
  ['details', '<script>x</script>', { is: '<script>x</script>' }],
  ['phone', '0791234567', { is: '+962791234567' }],
  ['phone', '٠٧٩ ١٢٣ ٤٥٦٧', { is: '+962791234567' }],
  ['phone', '+962 79 123 4567', { is: '+962791234567' }],
  ['phone', '\u202a00962791234567\u202c', { is: '+962791234567' }],
  ['phone', '', { wrong: 'required' }],
  ['phone', 'abc', { wrong: 'phone-not-a-number' }],
  ['phone', '065001234', { wrong: 'phone-not-mobile' }],
  ['phone', '079123456', { wrong: 'phone-not-mobile' }],
  ['phone', '+966501234567', { wrong: 'phone-not-jordanian' }],
  ['phone', '07912345678', { wrong: 'phone-wrong-length' }],
  ['phone', '7'.repeat(100_000), { wrong: 'phone-wrong-length' }],
];

test('every kind of answer, typed in every way', () => {
  for (const [name, raw, expected] of cases) {
    const began = performance.now();
    const reading = read(name, raw);
    const told = reading.ok ? { is: reading.value } : { wrong: reading.problem.code };
    assert.deepEqual(told, expected, `${name}: ${JSON.stringify(raw.slice(0, 40))}`);
    assert.ok(performance.now() - began < 1000, 'long texts take no long time');
  }
});

test('words are needed by a choice that says so, and only then', () => {
  assert.deepEqual(read('details', ' \u200f', { reason: 'other' }), {
    ok: false,
    problem: { code: 'required' },
  });
  assert.deepEqual(read('details', '', { reason: 'weather' }), { ok: true, value: '' });
  assert.deepEqual(read('details', 'x', { reason: 'other' }), { ok: true, value: 'x' });
  assert.deepEqual(read('details', '', { reason: 'gone' }), { ok: true, value: '' });
});

test('a problem tells its figures', () => {
  assert.deepEqual(read('number', '12345678901'), {
    ok: false,
    problem: { code: 'too-many-digits', max: 10 },
  });
  assert.deepEqual(read('year', '1'), { ok: false, problem: { code: 'not-a-year', from: 1990, to: 2027 } });
  assert.deepEqual(read('details', 'x'.repeat(30)), {
    ok: false,
    problem: { code: 'too-long', max: 20, length: 30 },
  });
});

test('whatever is typed, reading gives a canonical value that reads as itself, or a problem', () => {
  const name = fc.constantFrom(...Object.keys(definitions));
  fc.assert(
    fc.property(name, fc.string({ unit: 'binary', maxLength: 60 }), (which, raw) => {
      const reading = read(which, raw);
      if (!reading.ok) return;
      assert.deepEqual(read(which, reading.value), reading);
      assert.doesNotMatch(reading.value, /[\u0000-\u0009\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
    }),
    { numRuns: 500 },
  );
});

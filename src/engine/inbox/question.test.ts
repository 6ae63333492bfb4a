import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { newReference } from '../../platform/ids/reference.ts';
import { readQuestion } from './question.ts';

const numbers = ['1042', '287', '2026'];

test('the three numbers in any digits, with any gaps, and words around them', () => {
  for (const text of [
    '1042 287 2026',
    '١٠٤٢ ٢٨٧ ٢٠٢٦',
    '1042/287/2026',
    '1042-287-2026',
    '\u2067١٠٤٢ / ٢٨٧ / ٢٠٢٦\u2069',
    'تصريح ۱۰۴۲، ۲۸۷، ۲۰۲۶ شكرًا',
    ' permit: 1042\n287\n2026.',
  ]) {
    const read = readQuestion(text);
    assert.deepEqual(read.kind === 'numbers' && read.numbers, numbers, text);
  }
});

test('references are read as they are typed; words that stop; everything else is help', () => {
  const reference = newReference();
  for (const text of [
    reference,
    reference.toLowerCase().replaceAll('-', ' '),
    `طلبي رقم ${reference}`,
    `\u2066${reference}\u2069`,
  ]) {
    const read = readQuestion(text);
    assert.equal(read.kind === 'reference' && read.reference, reference, text);
  }
  for (const text of ['إيقاف', 'ايقاف', 'إيقاف.', ' أوقف التذكير', 'STOP', 'stop all', 'إِيقاف'])
    assert.equal(readQuestion(text).kind, 'stop', text);
  for (const text of ['', 'مرحبا', '1042 287', '1 2 3 4', '2026', 'hello'])
    assert.equal(readQuestion(text).kind, 'help', text);
  assert.equal(readQuestion('hello').lang, 'en');
  assert.equal(readQuestion('123').lang, 'ar');
});

test('whatever is written, it is read, and quickly', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => {
      assert.ok(['stop', 'reference', 'numbers', 'help'].includes(readQuestion(text).kind));
    }),
    { numRuns: 200 },
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isolate } from '../i18n/dates.ts';
import { countParts, splitParts } from './parts.ts';

/** The text, its writing, the places it takes, and its parts. */
const cases: [string, string, string, number, number][] = [
  ['nothing', '', 'GSM-7', 0, 1],
  ['160 Latin letters', 'a'.repeat(160), 'GSM-7', 160, 1],
  ['161 Latin letters', 'a'.repeat(161), 'GSM-7', 161, 2],
  ['two parts to the brim', 'a'.repeat(306), 'GSM-7', 306, 2],
  ['and one more', 'a'.repeat(307), 'GSM-7', 307, 3],
  ['braces take two places', '{'.repeat(80), 'GSM-7', 160, 1],
  ['no brace is cut in two', `${'a'.repeat(152)}{${'a'.repeat(152)}`, 'GSM-7', 306, 3],
  ['70 Arabic letters', 'ط'.repeat(70), 'UCS-2', 70, 1],
  ['71 Arabic letters', 'ط'.repeat(71), 'UCS-2', 71, 2],
  ['134 Arabic letters', 'ط'.repeat(134), 'UCS-2', 134, 2],
  ['135 Arabic letters', 'ط'.repeat(135), 'UCS-2', 135, 3],
  ['one sign makes all of it UCS-2', `${'a'.repeat(70)}’`, 'UCS-2', 71, 2],
  ['what isolates a number counts', isolate('1'.repeat(68)), 'UCS-2', 70, 1],
  ['no character of two halves is cut', `${'ط'.repeat(66)}😀${'ط'.repeat(66)}`, 'UCS-2', 134, 3],
];

for (const [what, text, encoding, units, parts] of cases)
  test(`${what}: ${parts} of ${encoding}`, () => {
    const counted = countParts(text);
    assert.deepEqual([counted.encoding, counted.units, counted.parts], [encoding, units, parts]);
  });

test('parts hold what they are counted for, and none is left over', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      const { units, perPart, parts } = countParts(text);
      assert.ok(units <= perPart * parts);
      // A seam leaves one place empty at most.
      assert.ok(parts === 1 || units > (perPart - 1) * (parts - 1));
      const cut = splitParts(text);
      assert.equal(cut.parts.join(''), text);
      assert.equal(cut.parts.length, parts);
      for (const part of cut.parts) assert.ok(countParts(part).units <= perPart || cut.encoding === 'UCS-2');
    }),
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { newDocumentCode, readDocumentCode } from './document-code.ts';

const alphabet = '23456789CFHJKLMNPQRTWXY';
const code = fc.constant(null).map(newDocumentCode);

test('a new code is read as itself, however it is typed', () => {
  fc.assert(
    fc.property(code, (each) => {
      assert.match(each, /^[2-9CFHJKLMNPQRTWXY]{4}-[2-9CFHJKLMNPQRTWXY]{4}$/);
      assert.equal(readDocumentCode(each), each);
      assert.equal(readDocumentCode(` ${each.toLowerCase().replace('-', ' – ')}\u200f`), each);
      const arabic = each.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
      assert.equal(readDocumentCode(arabic), each);
    }),
  );
});

test('letters that look like those of a code are read as them', () => {
  fc.assert(
    fc.property(code, (each) => {
      const seen = each.replaceAll('2', 'Z').replaceAll('5', 'S').replaceAll('8', 'b').replaceAll('6', 'G');
      assert.equal(readDocumentCode(seen.replaceAll('Q', '0').replaceAll('L', '1')), each);
    }),
  );
});

test('every wrong character and every exchange of two is found', () => {
  fc.assert(
    fc.property(code, fc.nat(7), fc.nat(7), fc.nat(22), (each, first, second, letter) => {
      const letters = [...each.replace('-', '')];
      const other = alphabet.charAt(letter);
      if (letters[first] !== other) assert.equal(readDocumentCode(letters.with(first, other).join('')), null);
      if (letters[first] !== letters[second]) {
        const exchanged = letters.with(first, letters[second] ?? '').with(second, letters[first] ?? '');
        assert.equal(readDocumentCode(exchanged.join('')), null);
      }
    }),
  );
});

test('what is no code is null', () => {
  for (const text of ['', 'K7M4', 'K7M4-92QHK', 'تصريح', '????-????', 'A'.repeat(100_000)])
    assert.equal(readDocumentCode(text), null);
});

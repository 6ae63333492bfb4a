import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Tagged, decodeCbor, encodeCbor } from './cbor.ts';
import type { Cbor } from './cbor.ts';

const { value } = fc.letrec<{ value: Cbor }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    fc.maxSafeInteger(),
    fc.string({ unit: 'grapheme' }),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    fc.array(tie('value'), { maxLength: 5 }),
    fc
      .uniqueArray(fc.tuple(fc.integer(), tie('value')), { selector: ([key]) => key, maxLength: 5 })
      .map((entries) => new Map(entries)),
    fc.tuple(fc.nat(70_000), tie('value')).map(([tag, each]) => new Tagged(tag, each)),
  ),
}));

test('what is written is read again, and has one form', () => {
  fc.assert(
    fc.property(value, (each) => {
      const bytes = encodeCbor(each);
      const read = decodeCbor(bytes);
      assert.ok(read !== null);
      assert.deepEqual(encodeCbor(read), bytes);
    }),
  );
});

test('the examples of RFC 8949 are written as it says', () => {
  const examples: [Cbor, string][] = [
    [0, '00'],
    [23, '17'],
    [24, '1818'],
    [1000, '1903e8'],
    [1_000_000, '1a000f4240'],
    [1_000_000_000_000, '1b000000e8d4a51000'],
    [-1, '20'],
    [-1000, '3903e7'],
    ['ü', '62c3bc'],
    [Buffer.from('01020304', 'hex'), '4401020304'],
    [[1, [2, 3]], '8201820203'],
    [
      new Map([
        [3, 4],
        [1, 2],
      ]),
      'a201020304',
    ],
    [new Tagged(1, 1_363_896_240), 'c11a514b67b0'],
  ];
  for (const [each, hex] of examples) assert.equal(encodeCbor(each).toString('hex'), hex);
});

test('anything that is written in another form, or cut, or longer, is not read', () => {
  // A number in more bytes than it takes; keys in another order; a key twice; of unknown length; a lie about a length.
  for (const hex of [
    '1817',
    '190001',
    'a203040102',
    'a201020103',
    '9f01ff',
    '5903e801',
    '9affffffff',
    'f6',
    '0000',
    '',
  ])
    assert.equal(decodeCbor(Buffer.from(hex, 'hex')), null, hex);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const read = decodeCbor(bytes);
      if (read !== null) assert.deepEqual(encodeCbor(read), Buffer.from(bytes));
    }),
  );
});

test('a number that is not whole is refused', () => {
  assert.throws(() => encodeCbor(1.5), RangeError);
});

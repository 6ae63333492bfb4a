import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { NumberTable } from './number-table.ts';

test('it says what a Map says', () => {
  const key = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 2 ** 48 }));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(key, fc.integer({ min: 0, max: 2 ** 50 })), { maxLength: 300 }),
      (pairs) => {
        const [table, map] = [new NumberTable(), new Map<number, number>()];
        for (const [key, value] of pairs) {
          assert.equal(table.get(key), map.get(key));
          table.set(key, value);
          map.set(key, value);
        }
        for (const [key, value] of map) assert.equal(table.get(key), value);
      },
    ),
  );
});

test('a hundred thousand neighbours, and as many far apart', () => {
  const table = new NumberTable();
  const keys = Array.from({ length: 100_000 }, (_, n) => [
    2026e10 + n,
    (1990 + (n % 40)) * 1e10 + n * 7919,
  ]).flat();
  for (const key of keys) table.set(key, key % 1000);
  assert.ok(keys.every((key) => table.get(key) === key % 1000));
  assert.equal(table.get(5), undefined);
});

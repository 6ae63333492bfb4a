import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { printOf, readRevision, writeRevision } from './revision.ts';

test('a revision is read as it was written', () => {
  const print = printOf({ endsOn: { kind: 'date', date: '2026-05-01' } }, null);
  fc.assert(
    fc.property(
      fc.nat(999_999),
      fc.nat(999_999),
      fc.constantFrom(print, 'down', 'miss'),
      fc.constantFrom('2026-12-31', 'none'),
      (events, notes, register, until) => {
        const revision = { events, notes, register, until };
        assert.deepEqual(readRevision(writeRevision(revision)), revision);
      },
    ),
  );
});

test('what no case gave is no revision', () => {
  for (const text of [
    '',
    '1',
    '1_0_down',
    '1_0_up_none',
    '-1_0_down_none',
    '1_0_down_none ',
    `${'9'.repeat(9)}_0_down_none`,
  ])
    assert.equal(readRevision(text), null, text);
});

test('another row, or a rule that refuses now, gives another print', () => {
  const row = (date: string) => ({ endsOn: { kind: 'date' as const, date } });
  const prints = [
    printOf(row('2026-05-01'), null),
    printOf(row('2026-05-02'), null),
    printOf(row('2026-05-01'), { code: 'withdrawn', facts: {} }),
  ];
  assert.equal(new Set(prints).size, 3);
  assert.equal(printOf(row('2026-05-01'), null), prints[0]);
});

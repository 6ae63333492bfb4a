import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stillFits } from './prepared-term.ts';
import type { Decided } from '../applications/close-application.ts';

const term = { ordinal: 2, from: '2026-06-01', until: '2026-11-30' };
const lastDays = { first: '2026-06-01', last: '2027-05-31' };
const plain: Decided = { kind: 'approved', term };
const adjusted: Decided = {
  kind: 'approved',
  term: { ...term, until: '2026-09-15' },
  adjusted: { instead: term.until, reason: 'x' },
};

test('the rule’s term fits as long as the rule gives the same', () => {
  assert.ok(stillFits(plain, { term, lastDays }));
  assert.ok(stillFits(plain, { term, lastDays: null }));
  for (const other of [{ ordinal: 3 }, { from: '2026-06-02' }, { until: '2026-12-01' }])
    assert.ok(!stillFits(plain, { term: { ...term, ...other }, lastDays }));
  assert.ok(!stillFits(plain, { term: null, lastDays }));
  assert.ok(stillFits({ kind: 'approved', term: null }, { term: null, lastDays: null }));
});

test('another last day fits while the rule gives what it was given instead of, and it may still be given', () => {
  assert.ok(stillFits(adjusted, { term, lastDays }));
  assert.ok(!stillFits(adjusted, { term: adjusted.term, lastDays }), 'the rule gives another day by now');
  assert.ok(stillFits(adjusted, { term, lastDays: { first: '2026-09-15', last: '2026-09-15' } }));
  assert.ok(!stillFits(adjusted, { term, lastDays: { ...lastDays, first: '2026-09-16' } }));
  assert.ok(!stillFits(adjusted, { term, lastDays: { ...lastDays, last: '2026-09-14' } }));
  assert.ok(!stillFits(adjusted, { term, lastDays: null }));
});

test('a refusal gives no term, so none stands in its way', () => {
  const refused: Decided = { kind: 'refused', reason: { code: 'x', ar: 'س', en: 'x' }, words: '' };
  assert.ok(stillFits(refused, { term: null, lastDays: null }));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WrongRowError } from './remote-register.ts';
import { assertAsked, readRemoteRow } from './remote-row.ts';

const given = {
  contractorNumber: 1042,
  contractorName: 'شركة قناطر',
  permitNumber: 287,
  permitYear: 2026,
  validUntil: '2026-05-01',
};
const read = (change: Record<string, unknown>) => readRemoteRow({ ...given, ...change });

test('what is needed is enough: the rest is empty', () => {
  assert.deepEqual(readRemoteRow(given), {
    ...given,
    type: '',
    location: '',
    contractorPhone: null,
    term: 1,
    validFrom: null,
    withdrawnOn: null,
    suspendedOn: null,
  });
});

test('numbers come as numbers or as digits of any script', () => {
  for (const number of [287, '287', ' 287 ', '٢٨٧', '۲۸۷', '0287'])
    assert.equal(read({ permitNumber: number }).permitNumber, 287);
});

test('days come as days, with a midnight, or as an instant that belongs to a day in Amman', () => {
  for (const day of [
    '2026-05-01',
    ' 2026-05-01 ',
    '2026-05-01T00:00:00',
    '2026-05-01T23:59:59.999',
    '2026-05-01 00:00:00',
    '2026-04-30T21:00:00Z',
    '2026-05-01T00:00:00Z',
    '2026-05-01T00:00:00+03:00',
    '2026-04-30 21:00:00+00',
    new Date('2026-04-30T21:00:00Z'),
  ])
    assert.equal(read({ validUntil: day }).validUntil, '2026-05-01', String(day));
});

test('names are plain, phones are E.164 or none', () => {
  assert.equal(read({ contractorName: ' شركة\u200F  قـناطر ' }).contractorName, 'شركة قناطر');
  for (const [phone, e164] of [
    ['079 123 4567', '+962791234567'],
    ['٠٧٩١٢٣٤٥٦٧', '+962791234567'],
    [791234567, '+962791234567'],
    ['06 500 0000', null],
    ['', null],
    [{}, null],
  ])
    assert.equal(read({ contractorPhone: phone }).contractorPhone, e164);
});

test('an empty event is none, and an empty term is the first', () => {
  const row = read({ withdrawnOn: '', suspendedOn: null, term: '', validFrom: ' ' });
  assert.deepEqual([row.withdrawnOn, row.suspendedOn, row.term, row.validFrom], [null, null, 1, null]);
});

const wrong: [string, Record<string, unknown>][] = [
  ['contractorName', { contractorName: '' }],
  ['contractorName', { contractorName: { ar: 'سر' } }],
  ['contractorName', { contractorName: 'س'.repeat(301) }],
  ['contractorNumber', { contractorNumber: 'سر' }],
  ['permitNumber', { permitNumber: 28.7 }],
  ['permitNumber', { permitNumber: true }],
  ['permitNumber', { permitNumber: '0' }],
  ['permitYear', { permitYear: 26 }],
  ['validUntil', { validUntil: '' }],
  ['validUntil', { validUntil: '01/05/2026' }],
  ['validUntil', { validUntil: '2026-02-30' }],
  ['validUntil', { validUntil: '2026-05-01 or so' }],
  ['validUntil', { validUntil: '2026-13-01T00:00:00Z' }],
  ['validUntil', { validUntil: 1_777_000_000 }],
  ['validFrom', { validFrom: '2026-05-02' }],
  ['withdrawnOn', { withdrawnOn: 'yes' }],
  ['withdrawnOn', { withdrawnOn: false }],
  ['suspendedOn', { suspendedOn: new Date(NaN) }],
  ['term', { term: 0 }],
];

for (const [field, change] of wrong)
  test(`a row that cannot be used is refused by its field alone: ${JSON.stringify(change)}`, () => {
    assert.throws(
      () => read(change),
      (error) => {
        assert.ok(error instanceof WrongRowError);
        assert.equal(error.message, `The register’s row cannot be used: ${field}`);
        return true;
      },
    );
  });

test('a row about another permit, or another contractor’s, is refused', () => {
  const asked = { contractorNumber: '1042', permitNumber: '287', permitYear: '2026' };
  assertAsked(read({}), asked);
  for (const [name, value] of [
    ['contractorNumber', 1043],
    ['permitNumber', 288],
    ['permitYear', 2025],
  ] as const)
    assert.throws(() => assertAsked(read({ [name]: value }), asked), {
      name: 'WrongRowError',
      message: `The register’s row is about another ${name}`,
    });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { demoSettings } from './examples.ts';
import { permits } from './register.ts';
import { nextTerm, whyNotRenewable } from './rules.ts';
import type { PermitRow } from '../../engine/define/register.ts';
import type { RenewalSettings } from './settings.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const since = day('2020-02-02');

const permit: PermitRow = {
  permitNumber: 287,
  permitYear: 2026,
  type: 'حفريات مياه',
  location: 'شارع السوسنة',
  contractorNumber: 1042,
  contractorName: 'شركة قناطر',
  contractorPhone: '+962791112223',
  term: 1,
  validFrom: '2026-03-02',
  validUntil: '2026-03-31',
  withdrawnOn: null,
  suspendedOn: null,
};

function settings(
  values: Partial<{ window: number; grace: number; term: number; fee: number }> = {},
): RenewalSettings {
  const all = { ...demoSettings, window: 30, grace: 15, term: 30, fee: 0, ...values };
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [name, { value, since }]),
  ) as unknown as RenewalSettings;
}

const judge = (row: PermitRow, today: string, values = {}) =>
  whyNotRenewable(row, { today: day(today), settings: settings(values) });

const cases: [string, Partial<PermitRow>, object, string | null][] = [
  ['2026-02-28', {}, {}, 'too-early'],
  ['2026-03-01', {}, {}, null],
  ['2026-03-31', {}, {}, null],
  ['2026-04-01', {}, {}, null],
  ['2026-04-15', {}, {}, null],
  ['2026-04-16', {}, {}, 'past-grace'],
  ['2026-03-31', {}, { window: 0, grace: 0 }, null],
  ['2026-03-30', {}, { window: 0, grace: 0 }, 'too-early'],
  ['2026-04-01', {}, { window: 0, grace: 0 }, 'past-grace'],
  // Leap years and the end of a year.
  ['2024-02-29', { validUntil: '2024-02-29' }, { window: 0, grace: 0 }, null],
  ['2024-03-01', { validUntil: '2024-02-29' }, { window: 0, grace: 1 }, null],
  ['2023-03-01', { validUntil: '2023-02-28' }, { window: 0, grace: 1 }, null],
  ['2026-01-15', { validUntil: '2025-12-31' }, {}, null],
  ['2026-01-16', { validUntil: '2025-12-31' }, {}, 'past-grace'],
  // The gravest refusal is told, also when others hold.
  ['2026-03-20', { suspendedOn: '2026-01-05' }, {}, 'suspended'],
  ['2026-02-01', { suspendedOn: '2026-01-05' }, {}, 'suspended'],
  ['2026-03-20', { withdrawnOn: '2026-01-04' }, {}, 'withdrawn'],
  ['2026-09-01', { withdrawnOn: '2026-01-04', suspendedOn: '2026-01-05' }, {}, 'withdrawn'],
];

for (const [today, row, values, code] of cases)
  test(`on ${today} ${JSON.stringify({ ...row, ...values })}: ${code ?? 'renewable'}`, () => {
    assert.equal(judge({ ...permit, ...row }, today, values)?.code ?? null, code);
  });

test('a refusal tells the rule, since when it holds, and the day that matters', () => {
  assert.deepEqual(judge(permit, '2026-01-10')?.facts, {
    endsOn: { kind: 'date', date: '2026-03-31' },
    opensOn: { kind: 'date', date: '2026-03-01' },
    window: { kind: 'days', days: 30 },
    ruleSince: { kind: 'date', date: '2020-02-02' },
  });
  assert.deepEqual(judge(permit, '2026-08-10')?.facts, {
    endsOn: { kind: 'date', date: '2026-03-31' },
    closedOn: { kind: 'date', date: '2026-04-15' },
    grace: { kind: 'days', days: 15 },
    ruleSince: { kind: 'date', date: '2020-02-02' },
  });
  const fact = { since: { kind: 'date', date: '2026-01-04' } };
  assert.deepEqual(judge({ ...permit, withdrawnOn: '2026-01-04' }, '2026-03-20')?.facts, fact);
  assert.deepEqual(judge({ ...permit, suspendedOn: '2026-01-04' }, '2026-03-20')?.facts, fact);
});

const anyDay = fc.integer({ min: 0, max: 50_000 }).map((days) => day('1990-01-01').add({ days }));
const anyDays = fc.integer({ min: 0, max: 800 });

test('renewable is exactly from the end less the window to the end and the grace', () => {
  fc.assert(
    fc.property(
      anyDay,
      anyDays,
      anyDays,
      fc.integer({ min: -900, max: 900 }),
      (end, window, grace, offset) => {
        const code = judge({ ...permit, validUntil: end.toString() }, end.add({ days: offset }).toString(), {
          window,
          grace,
        })?.code;
        const expected = offset < -window ? 'too-early' : offset > grace ? 'past-grace' : undefined;
        assert.equal(code, expected);
      },
    ),
  );
});

test('the day that a refusal names is the first that is allowed, or the last that was', () => {
  fc.assert(
    fc.property(
      anyDay,
      anyDays,
      anyDays,
      fc.integer({ min: -900, max: 900 }),
      (end, window, grace, offset) => {
        const row = { ...permit, validUntil: end.toString() };
        const refused = judge(row, end.add({ days: offset }).toString(), { window, grace });
        if (!refused) return;
        const early = refused.code === 'too-early';
        const named = refused.facts[early ? 'opensOn' : 'closedOn'];
        assert.ok(named?.kind === 'date');
        assert.equal(judge(row, named.date, { window, grace }), null);
        const beyond = day(named.date).add({ days: early ? -1 : 1 });
        assert.equal(judge(row, beyond.toString(), { window, grace })?.code, refused.code);
      },
    ),
  );
});

test('terms are chained: each begins on the day after the last, has its days, and none is left out or twice', () => {
  fc.assert(
    fc.property(
      anyDay,
      fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 12 }),
      (end, terms) => {
        let row = { validUntil: end.toString(), term: 1 };
        for (const days of terms) {
          const next = nextTerm(row, days);
          assert.equal(next.ordinal, row.term + 1);
          assert.equal(day(row.validUntil).until(next.from).days, 1);
          assert.equal(next.from.until(next.until).days + 1, days);
          row = { validUntil: next.until.toString(), term: next.ordinal };
        }
        const all = terms.reduce((sum, days) => sum + days, 0);
        assert.equal(end.until(day(row.validUntil)).days, all, 'no gap and no overlap in all');
      },
    ),
  );
});

for (const [end, term, from, until] of [
  ['2024-02-28', 1, '2024-02-29', '2024-02-29'],
  ['2023-02-28', 1, '2023-03-01', '2023-03-01'],
  ['2024-02-29', 365, '2024-03-01', '2025-02-28'],
  ['2025-12-31', 30, '2026-01-01', '2026-01-30'],
] as const)
  test(`a term of ${term} after ${end} is ${from} to ${until}`, () => {
    const next = nextTerm({ validUntil: end, term: 3 }, term);
    assert.deepEqual([next.from.toString(), next.until.toString(), next.ordinal], [from, until, 4]);
  });

test('a stranger is shown the name, the end, the end after renewal, and the fee: nothing else of the row', () => {
  const context = { today: day('2026-03-20'), settings: { ...settings({ fee: 5000 }) } };
  const found = permits.read(permit, context);
  assert.deepEqual(found.shown, {
    contractorName: { kind: 'text', text: 'شركة قناطر' },
    endsOn: { kind: 'date', date: '2026-03-31' },
    wouldEndOn: { kind: 'date', date: '2026-04-30' },
    fee: { kind: 'money', fils: 5000 },
  });
  assert.equal(found.subject, 'permit:2026/287');
  assert.equal(found.label, '287 / 2026');
  const seen = JSON.stringify([found.shown, found.label, found.name]);
  for (const hidden of [permit.contractorPhone ?? '', permit.location, permit.type, permit.validFrom ?? ''])
    assert.ok(!seen.includes(hidden), hidden);
});

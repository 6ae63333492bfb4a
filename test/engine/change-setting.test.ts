import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { readAudit } from '../../src/engine/audit/read-audit.ts';
import { changeSetting, changeSettings } from '../../src/engine/settings/change-setting.ts';
import { movePeriod } from '../../src/engine/settings/move-period.ts';
import { openSetting } from '../../src/engine/settings/read-settings.ts';
import { services } from '../../src/services/index.ts';
import { byTest } from '../support/by-test.ts';
import { openPortal } from '../support/portal.ts';
import type { ChangeTerms, WantedChange } from '../../src/engine/settings/change-setting.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
let today: Temporal.PlainDate;
before(async () => {
  portal = await openPortal();
  today = (await portal.ctx.settings.now()).today;
});
after(() => portal.close());

const salma = { by: 'سلمى', origin: { actor: { kind: 'staff', id: 11 }, place: 'test' } } as const;
const key = (name: string) => `contractor-permit-renewal.${name}`;
const inDays = (days: number) => today.add({ days }).toString();

async function opened(of: string) {
  const setting = await openSetting(portal.ctx, of);
  assert.ok(setting);
  return setting;
}

/** Changes a setting as the office does, by what it holds now. */
async function change(wanted: WantedChange, more: Partial<Extract<ChangeTerms, { of: 'office' }>> = {}) {
  const { revision } = await opened(wanted.key);
  const terms = { of: 'office', reason: 'قرار المجلس 12', revision, ...more } as const;
  return changeSetting(portal.db, services, wanted, salma, terms);
}

const kindsOf = async (of: string) => (await opened(of)).periods.map(({ from, value }) => [from, value]);

test('a change is kept with who, why, what held before, and the audit, in one transaction', async () => {
  const result = await change({ key: key('grace'), value: 20, from: inDays(3) });
  assert.equal(result.kind, 'changed');
  const setting = await opened(key('grace'));
  const [coming] = setting.coming;
  assert.deepEqual([coming?.value, coming?.setBy, coming?.reason], [20, 'سلمى', 'قرار المجلس 12']);
  assert.equal(setting.value, 15, 'today nothing is changed');
  const [kept] = setting.changes;
  assert.deepEqual([kept?.before, kept?.after, kept?.by], [15, 20, 'سلمى']);
  const { entries } = await readAudit(portal.db, { subject: `setting:${key('grace')}` }, { limit: 1 });
  assert.equal(entries[0]?.actor, 'staff:11');
  assert.equal(entries[0]?.reason, 'قرار المجلس 12');
  assert.deepEqual(JSON.parse(entries[0]?.data ?? ''), { from: inDays(3), before: 15, after: 20 });
});

test('a value that is replaced on its own day stays in the changes', async () => {
  await change({ key: key('term'), value: 40, from: inDays(2) });
  await change({ key: key('term'), value: 41, from: inDays(2) });
  const { changes, coming } = await opened(key('term'));
  assert.deepEqual(
    coming.map(({ value }) => value),
    [41],
  );
  assert.deepEqual(
    changes.map(({ before: was, after: is }) => [was, is]),
    [
      [40, 41],
      [30, 40],
    ],
  );
});

test('who comes second sees what the first did, and nothing of theirs is kept', async () => {
  const { revision } = await opened(key('fee'));
  const wanted = (value: number) => ({ key: key('fee'), value, from: inDays(1) });
  const terms = { of: 'office', reason: 'رسم', revision } as const;
  const results = await Promise.all(
    [1000, 2000].map((value) => changeSetting(portal.db, services, wanted(value), salma, terms)),
  );
  assert.deepEqual(results.map(({ kind }) => kind).toSorted(), ['changed', 'changed-meanwhile']);
  const { coming, changes } = await opened(key('fee'));
  assert.equal(coming.length, 1);
  assert.equal(changes.length, 1);
  const second = results.find(({ kind }) => kind === 'changed-meanwhile');
  assert.ok(second?.kind === 'changed-meanwhile' && second.periods.some(({ from }) => from === inDays(1)));
});

test('the office cannot change the past, nor without a reason, nor to what does not fit', async () => {
  const before = await kindsOf(key('window'));
  const wanted = (more: object) => ({ key: key('window'), value: 31, from: inDays(1), ...more });
  const kinds = [
    await change(wanted({ from: inDays(-1) })),
    await change(wanted({ from: '2026-02-30' })),
    await change(wanted({ from: today.add({ years: 21 }).toString() })),
    await change(wanted({}), { reason: ' \u200f ' }),
    await change(wanted({}), { reason: 'س'.repeat(501) }),
    await change(wanted({ value: -1 })),
    await change({ key: key('window'), value: 31, from: inDays(1) }, { revision: 'of another day' }),
  ];
  assert.deepEqual(
    kinds.map((result) => ('why' in result ? `${result.kind} ${result.why}` : result.kind)),
    [
      'invalid-day past',
      'invalid-day not-a-day',
      'invalid-day too-far',
      'invalid-reason empty',
      'invalid-reason too-long',
      'invalid',
      'changed-meanwhile',
    ],
  );
  const none = await changeSetting(portal.db, services, wanted({ key: 'no.such' }), salma, { of: 'machine' });
  assert.equal(none.kind, 'unknown-key');
  assert.deepEqual(await kindsOf(key('window')), before);
});

test('of many, all are changed or none', async () => {
  const before = [await kindsOf(key('window')), await kindsOf('portal.name')];
  const wanted = [
    { key: key('window'), value: 33, from: null },
    { key: 'portal.name', value: { ar: 'أمانة' }, from: null },
  ];
  const result = await changeSettings(portal.db, services, wanted, byTest, { of: 'machine' });
  assert.ok(result.kind === 'invalid' && result.key === 'portal.name');
  assert.deepEqual([await kindsOf(key('window')), await kindsOf('portal.name')], before);
});

test('a period that has not begun can be moved and taken away; one that has begun cannot', async () => {
  const of = 'register.remembered-for';
  await change({ key: of, value: 5, from: inDays(10) });
  await change({ key: of, value: 6, from: inDays(20) });
  const move = async (from: string, to: string | null, reason = 'تأجيل') =>
    movePeriod(portal.db, { key: of, from, to, reason, revision: (await opened(of)).revision }, salma);
  const kind = async (from: string, to: string | null, reason?: string) =>
    (await move(from, to, reason)).kind;
  assert.equal(await kind(inDays(10), inDays(20)), 'taken');
  assert.equal(await kind(inDays(10), inDays(-1)), 'invalid-day');
  assert.equal(await kind(inDays(10), inDays(11), ' '), 'invalid-reason');
  assert.equal(await kind(inDays(11), null), 'not-coming');
  const { current } = await opened(of);
  assert.equal(await kind(current?.from ?? '', null), 'not-coming', 'it has begun');
  const stale = (await opened(of)).revision;
  assert.equal(await kind(inDays(10), inDays(12)), 'moved');
  const late = { key: of, from: inDays(12), to: null, reason: 'تأجيل', revision: stale };
  assert.equal((await movePeriod(portal.db, late, salma)).kind, 'changed-meanwhile');
  assert.equal(await kind(inDays(20), null), 'removed');
  const { coming, changes } = await opened(of);
  assert.deepEqual(
    coming.map(({ from, value }) => [from, value]),
    [[inDays(12), 5]],
  );
  assert.deepEqual(
    changes.slice(0, 2).map(({ from, movedTo, before: was, after: is }) => [from, movedTo, was, is]),
    [
      [inDays(20), null, 6, null],
      [inDays(10), inDays(12), 5, 5],
    ],
  );
});

test('whatever is changed, moved and removed: periods never overlap, and on any day the last begun holds', async () => {
  const of = 'limits.status';
  const limit = (max: number) => ({ address: { max, seconds: 60 }, reference: { max, seconds: 60 } });
  const step = fc.oneof(
    fc.record({
      do: fc.constant('set' as const),
      day: fc.nat({ max: 12 }),
      max: fc.integer({ min: 1, max: 9 }),
    }),
    fc.record({ do: fc.constant('move' as const), day: fc.nat({ max: 12 }), to: fc.nat({ max: 12 }) }),
    fc.record({ do: fc.constant('remove' as const), day: fc.nat({ max: 12 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      await sql`delete from settings where key = ${of} and valid_from > '2000-01-01'`.execute(
        portal.db.query,
      );
      await portal.set(of, limit(99));
      // What must hold, as plain as can be: the day of each period after today, and its value.
      const model = new Map<number, number>([[-1, 99]]);
      for (const each of steps) {
        const { revision } = await opened(of);
        const from = inDays(each.day);
        if (each.do === 'set') {
          await change({ key: of, value: limit(each.max), from });
          model.set(each.day, each.max);
          continue;
        }
        const to = each.do === 'move' ? each.to : null;
        const wanted = { key: of, from, to: to === null ? null : inDays(to), reason: 'سبب', revision };
        const { kind } = await movePeriod(portal.db, wanted, salma);
        const held = model.get(each.day);
        const can = held !== undefined && each.day > 0 && (to === null || !model.has(to));
        assert.equal(kind === 'moved' || kind === 'removed', can);
        if (!can) continue;
        model.delete(each.day);
        if (to !== null) model.set(to, held);
      }
      const { periods } = await opened(of);
      for (const [index, { until }] of periods.entries()) {
        const next = periods[index + 1]?.from;
        assert.equal(
          until,
          next === undefined ? null : Temporal.PlainDate.from(next).subtract({ days: 1 }).toString(),
        );
      }
      for (let day = 0; day <= 13; day++) {
        const begun = [...model.keys()].filter((each) => each <= day);
        const { portal: inForce } = await portal.ctx.settings.on(today.add({ days: day }));
        assert.deepEqual(inForce['limits.status'].value, limit(model.get(Math.max(...begun)) ?? 0));
      }
    }),
    { numRuns: 12 },
  );
});

// Withdrawing and restoring a permit, suspending and reinstating a contractor: who may, what is seen first, races with approving.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { dayBounds, readAct } from '../../src/engine/registers/office/act.ts';
import { doAct } from '../../src/engine/registers/office/do-act.ts';
import { openContractor } from '../../src/engine/registers/office/open-contractor.ts';
import { openPermit } from '../../src/engine/registers/office/open-permit.ts';
import { previewAct } from '../../src/engine/registers/office/preview-act.ts';
import { permitStatus } from '../../src/engine/registers/office/register-rows.ts';
import { decide } from '../../src/engine/review/decide.ts';
import { take } from '../../src/engine/review/take-application.ts';
import { roleNames } from '../../src/engine/staff/roles.ts';
import { morePermits, omar, opened, salma, submit, where } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { renewal } from '../support/walk.ts';
import type { Act } from '../../src/engine/registers/office/act.ts';
import type { ActResult, WantedAct } from '../../src/engine/registers/office/do-act.ts';
import type { Actor } from '../../src/engine/staff/person.ts';
import type { Portal } from '../support/portal.ts';
import type { PermitNumbers } from '../support/renewable.ts';

let portal: Portal;
let permits: PermitNumbers[];
before(async () => {
  portal = await openPortal();
  permits = await morePermits(portal, 30);
});
after(() => portal.close());

function nextPermit(): PermitNumbers {
  const permit = permits.shift();
  assert.ok(permit);
  return permit;
}

async function idsOf(permit: PermitNumbers): Promise<{ permit: number; contractor: number }> {
  const { rows } = await sql<{ permit: number; contractor: number }>`
    select id as permit, contractor_id as contractor from permits where ${where(permit)}`.execute(
    portal.db.query,
  );
  assert.ok(rows[0]);
  return rows[0];
}

const today = async () => (await portal.ctx.settings.now()).today;

async function seen(act: Act, id: number) {
  const preview = await previewAct(portal.ctx, act, id);
  assert.ok(preview);
  return preview;
}

/** Does an act on what stands now. */
async function act(
  what: Act,
  id: number,
  form: Partial<WantedAct> = {},
  actor: Actor = omar,
): Promise<ActResult> {
  const { revision } = await seen(what, id);
  const day = (await today()).toString();
  return doAct(portal.ctx, actor, {
    act: what,
    id,
    revision,
    reason: 'other',
    words: 'بقرار اللجنة',
    day,
    ...form,
  });
}

test('a permit is withdrawn for a reason from a day on, and restored by the opposite act; both stand in its history', async () => {
  const numbers = nextPermit();
  const { permit } = await idsOf(numbers);
  assert.deepEqual(await act('withdraw', permit), { kind: 'done' });
  const view = await openPermit(portal.ctx, permit);
  assert.ok(view);
  assert.equal(view.permit.status, 'withdrawn');
  const [event] = view.events;
  assert.deepEqual(
    [event?.kind, event?.by, event?.given?.code, event?.words, event?.importId],
    ['withdrawn', omar.name, 'other', 'بقرار اللجنة', null],
  );
  const browser = portal.browser();
  const told = await browser.submit(await browser.open(`${renewal}/start`), numbers);
  assert.match(told.text, /هذا التصريح مسحوب/, 'the first step refuses');
  assert.deepEqual(await act('withdraw', permit), { kind: 'already' });
  assert.deepEqual(await act('restore', permit, { reason: 'put-right', words: '' }), { kind: 'done' });
  assert.equal((await openPermit(portal.ctx, permit))?.permit.status, 'in-force');
  assert.deepEqual(await act('restore', permit), { kind: 'already' });
  const { rows } = await sql<{ actor: string; reason: string; data: { act: string } }>`
    select actor, reason, data from audit where subject = ${`permit:${permit}`} and action = 'register.changed' order by id`.execute(
    portal.db.query,
  );
  assert.deepEqual(
    rows.map(({ actor, reason, data }) => [actor, reason, data.act]),
    [
      [`staff:${omar.id}`, 'other', 'withdraw'],
      [`staff:${omar.id}`, 'put-right', 'restore'],
    ],
  );
});

test('a suspended contractor’s permits are not renewed until they are reinstated', async () => {
  const numbers = nextPermit();
  const { contractor } = await idsOf(numbers);
  assert.deepEqual(await act('suspend', contractor, { reason: 'dues', words: '' }), { kind: 'done' });
  const view = await openContractor(portal.ctx, contractor);
  assert.ok(view?.contractor.suspendedOn);
  assert.equal(view.events[0]?.given?.code, 'dues');
  const browser = portal.browser();
  const again = await browser.submit(await browser.open(`${renewal}/start`), numbers);
  assert.match(again.text, /المقاول موقوف/);
  assert.deepEqual(await act('reinstate', contractor, { reason: 'put-right', words: '' }), { kind: 'done' });
  assert.equal((await openContractor(portal.ctx, contractor))?.contractor.suspendedOn, null);
});

test('what it would hit is seen before: open applications with their clerks, permits in force, renewals not told', async () => {
  const numbers = nextPermit();
  const ids = await idsOf(numbers);
  const { id, reference } = await submit(portal, numbers);
  await take(portal.ctx, salma, id);
  for (const [what, of] of [
    ['withdraw', ids.permit],
    ['suspend', ids.contractor],
  ] as const) {
    const { hits } = await seen(what, of);
    assert.deepEqual(
      hits.open.map((each) => [each.reference, each.heldBy]),
      [[reference, salma.name]],
      what,
    );
    assert.deepEqual([hits.openCount, hits.permitsCount, hits.untold.length], [1, 1, 0]);
  }
  const { revision } = await opened(portal, id);
  assert.equal((await decide(portal.ctx, salma, { id, revision, kind: 'approve' })).kind, 'decided');
  for (const [what, of] of [
    ['withdraw', ids.permit],
    ['suspend', ids.contractor],
  ] as const) {
    const { hits } = await seen(what, of);
    assert.deepEqual([hits.openCount, hits.untold.map((each) => each.reference)], [0, [reference]], what);
    assert.equal(hits.lastUntil, hits.untold[0]?.until, 'until the end of the new term');
  }
});

test('what has changed since it was seen is looked at again; nothing is done', async () => {
  const numbers = nextPermit();
  const { permit, contractor } = await idsOf(numbers);
  const before = { withdraw: await seen('withdraw', permit), suspend: await seen('suspend', contractor) };
  await submit(portal, numbers);
  assert.deepEqual(await act('withdraw', permit, { revision: before.withdraw.revision }), {
    kind: 'changed',
  });
  assert.deepEqual(await act('suspend', contractor, { revision: before.suspend.revision }), {
    kind: 'changed',
  });
  assert.equal((await openPermit(portal.ctx, permit))?.events.length, 0);
  assert.deepEqual(await act('withdraw', permit), { kind: 'done' });
  const application = (await openPermit(portal.ctx, permit))?.applications[0];
  assert.equal(application?.state, 'under-review', 'an open application stays open, nothing is hidden');
  const opened1 = await opened(portal, application.id);
  assert.ok(opened1.register.kind === 'row' && opened1.register.stands?.code === 'withdrawn');
});

test('only who may does it, to what is there', async () => {
  const { permit, contractor } = await idsOf(nextPermit());
  for (const role of roleNames) {
    if (role === 'supervisor') continue;
    const actor = { ...omar, role };
    for (const [what, id] of [
      ['withdraw', permit],
      ['suspend', contractor],
    ] as const)
      assert.deepEqual(await act(what, id, {}, actor), { kind: 'not-allowed' }, role);
  }
  const form = { reason: 'other', words: 'x', day: '2026-01-01', revision: '' };
  for (const what of ['withdraw', 'restore', 'suspend', 'reinstate'] as const)
    assert.deepEqual(await doAct(portal.ctx, omar, { ...form, act: what, id: 999_999 }), {
      kind: 'not-found',
    });
});

test('a reason of the list, words where it needs them, and a day within the bounds', async () => {
  const { permit } = await idsOf(nextPermit());
  const now = await today();
  const wrong: [Partial<WantedAct>, string, string][] = [
    [{ reason: 'no-such' }, 'reason', 'unknown'],
    [{ reason: 'other', words: ' \u200f ' }, 'words', 'needed'],
    [{ words: 'x'.repeat(1001) }, 'words', 'too-long'],
    [{ day: 'غدا' }, 'day', 'not-a-day'],
    [{ day: '31-02-2026' }, 'day', 'not-a-day'],
    [{ day: now.subtract({ days: 367 }).toString() }, 'day', 'too-early'],
    [{ day: now.add({ days: 91 }).toString() }, 'day', 'too-late'],
  ];
  for (const [form, field, code] of wrong) {
    const result = await act('withdraw', permit, form);
    assert.ok(result.kind === 'invalid', JSON.stringify(form));
    assert.equal(result.mistakes[field as 'day'], code, JSON.stringify(form));
  }
  const later = now.add({ days: 30 });
  const written = `${later.day}/${later.month}/${later.year}`;
  assert.deepEqual(await act('withdraw', permit, { day: written }), { kind: 'done' });
  const view = await openPermit(portal.ctx, permit);
  assert.deepEqual([view?.permit.withdrawnOn, view?.permit.status], [later.toString(), 'to-be-withdrawn']);
  const restored = await act('restore', permit, { day: later.toString() });
  assert.ok(
    restored.kind === 'invalid' && restored.mistakes.day === 'too-late',
    'restoring is not announced',
  );
  assert.deepEqual(await act('restore', permit), { kind: 'done' });
});

test('the bounds of a day always hold the present day, and no day before what was said last', () => {
  const days = fc.integer({ min: -800, max: 90 });
  fc.assert(
    fc.property(
      fc.constantFrom<Act>('withdraw', 'restore', 'suspend', 'reinstate'),
      fc.option(days, { nil: null }),
      fc.integer({ min: -900, max: 900 }),
      (what, last, typed) => {
        const now = Temporal.PlainDate.from('2026-11-24');
        const lastDay = last === null ? null : now.add({ days: last }).toString();
        const bounds = dayBounds(what, now, lastDay);
        assert.ok(bounds.first <= now.toString() && now.toString() <= bounds.last);
        if (lastDay !== null && lastDay <= now.toString()) assert.ok(bounds.first >= lastDay);
        const day = now.add({ days: typed }).toString();
        const read = readAct(
          { reason: 'a', words: '', day },
          [{ code: 'a', ar: 'أ', en: 'a', needsWords: false }],
          bounds,
        );
        assert.equal(read.ok, day >= bounds.first && day <= bounds.last);
      },
    ),
  );
});

test('a permit stands in exactly one place on a day, and the gravest counts', () => {
  const day = fc.option(
    fc.integer({ min: 1, max: 28 }).map((n) => `2026-11-${String(n).padStart(2, '0')}`),
    { nil: null },
  );
  fc.assert(
    fc.property(day, day, day, day, (withdrawnOn, validFrom, until, now) => {
      const validUntil = until ?? '2026-11-30';
      const on = now ?? '2026-11-15';
      const status = permitStatus({ withdrawnOn, validFrom, validUntil }, on);
      if (withdrawnOn !== null && withdrawnOn <= on) assert.equal(status, 'withdrawn');
      else if (validUntil < on) assert.equal(status, 'expired');
      else if (withdrawnOn !== null) assert.equal(status, 'to-be-withdrawn');
      else assert.ok(status === 'in-force' || (validFrom !== null && validFrom > on));
    }),
  );
});

test('approving races withdrawing and suspending two hundred times: never an approval on what was stopped before', async () => {
  const numbers = nextPermit();
  const ids = await idsOf(numbers);
  const { id } = await submit(portal, numbers);
  const outcomes = new Map<string, number>();
  const back = async () => {
    await sql`delete from messages where permit_event_id is not null`.execute(portal.db.query);
    await sql`delete from permit_events where permit_id = ${ids.permit}`.execute(portal.db.query);
    await sql`delete from contractor_events where contractor_id = ${ids.contractor}`.execute(portal.db.query);
    await sql`delete from permit_terms where permit_id = ${ids.permit}`.execute(portal.db.query);
    await sql`delete from application_events where application_id = ${id} and kind <> 'submitted'`.execute(
      portal.db.query,
    );
    await sql`insert into open_applications (service, subject, application_id, promised_on)
      select service, subject, id, promised_on from applications where id = ${id} on conflict do nothing`.execute(
      portal.db.query,
    );
  };
  for (let round = 0; round < 200; round++) {
    await back();
    const what = round % 2 === 0 ? 'withdraw' : 'suspend';
    const target = what === 'withdraw' ? ids.permit : ids.contractor;
    const [{ revision }, preview] = [await opened(portal, id), await seen(what, target)];
    const stop = () =>
      doAct(portal.ctx, omar, {
        act: what,
        id: target,
        revision: preview.revision,
        reason: 'other',
        words: 'سباق',
        day: preview.today,
      });
    const approve = () => decide(portal.ctx, salma, { id, revision, kind: 'approve' });
    // Either one first, so that each of them loses and wins.
    const both =
      round % 4 < 2
        ? Promise.all([approve(), stop()])
        : Promise.all([stop(), approve()]).then(([s, a]) => [a, s] as const);
    const [approved, stopped] = await both;
    const outcome = `${approved.kind} ${stopped.kind}`;
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    const { rows } = await sql<{ approvals: number; terms: number; stops: number }>`select
      (select count(*)::int from application_events where application_id = ${id} and kind = 'approved') as approvals,
      (select count(*)::int from permit_terms where permit_id = ${ids.permit}) as terms,
      (select count(*)::int from permit_events where permit_id = ${ids.permit})
        + (select count(*)::int from contractor_events where contractor_id = ${ids.contractor}) as stops`.execute(
      portal.db.query,
    );
    assert.ok(rows[0]);
    const { approvals, terms, stops } = rows[0];
    assert.equal(approvals, terms);
    assert.equal(approvals + stops, 1, `round ${round}: ${outcome}`);
    assert.match(outcome, /^(decided changed|refused-by-rule done)$/, `round ${round}`);
  }
  assert.equal(
    [...outcomes.values()].reduce((sum, each) => sum + each, 0),
    200,
  );
});

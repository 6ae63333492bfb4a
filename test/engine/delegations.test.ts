// The right to confirm, lent to a clerk while a supervisor is away: on which days, by whom ended, and nothing else with it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { endDelegation } from '../../src/engine/delegations/end-delegation.ts';
import { giveDelegation, mostDelegatedDays } from '../../src/engine/delegations/give-delegation.ts';
import { delegationStateOn } from '../../src/engine/delegations/delegation.ts';
import { lentTo, mayNow } from '../../src/engine/delegations/lent-right.ts';
import { listDelegations } from '../../src/engine/delegations/list-delegations.ts';
import { confirmDecision } from '../../src/engine/review/confirm-decision.ts';
import { decide } from '../../src/engine/review/decide.ts';
import { sendBack } from '../../src/engine/review/send-back.ts';
import { addPerson, disablePerson, setRole } from '../../src/engine/staff/manage-staff.ts';
import { actionNames, may } from '../../src/engine/staff/roles.ts';
import { morePermits, opened, salma, submit, written, testOrigin } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import type { GiveResult, TypedDelegation } from '../../src/engine/delegations/give-delegation.ts';
import type { Actor } from '../../src/engine/review/actor.ts';
import type { Role } from '../../src/engine/staff/roles.ts';
import type { Portal } from '../support/portal.ts';
import type { PermitNumbers } from '../support/renewable.ts';

let portal: Portal;
let permits: PermitNumbers[];
let today: Temporal.PlainDate;
before(async () => {
  portal = await openPortal();
  permits = await morePermits(portal, 40);
  await portal.set('contractor-permit-renewal.two-pairs-of-eyes', 'all');
  ({ today } = await portal.ctx.settings.now());
});
after(() => portal.close());

let people = 0;

/** Somebody new of the office. */
async function person(role: Role): Promise<Actor> {
  people += 1;
  const added = await addPerson(
    portal.db,
    { login: `lent.person${people}`, name: `شخص ${people}`, role },
    testOrigin,
  );
  assert.ok(added.kind === 'added');
  return { id: added.person.id, name: added.person.name, role, place: 'test' };
}

const day = (offset: number) => today.add({ days: offset }).toString();

function give(from: Actor, to: Actor, typed: Partial<TypedDelegation> = {}): Promise<GiveResult> {
  const whole = { to: String(to.id), firstDay: day(0), lastDay: day(2), reason: 'إجازة سنوية', ...typed };
  return giveDelegation(portal.ctx, from, whole);
}

async function given(from: Actor, to: Actor, typed: Partial<TypedDelegation> = {}): Promise<number> {
  const result = await give(from, to, typed);
  assert.ok(result.kind === 'given', JSON.stringify(result));
  return result.id;
}

const isLent = async (to: Actor) => (await lentTo(portal.db.query, to.id)) !== null;

/** An application of which Salma prepared an approval, and what it looks like to somebody. */
async function prepared(actor: Actor): Promise<{ id: number; revision: string }> {
  const permit = permits.shift();
  assert.ok(permit);
  const { id } = await submit(portal, permit);
  const { revision } = await opened(portal, id);
  const result = await decide(portal.ctx, salma, { id, revision, kind: 'approve' });
  assert.equal(result.kind, 'prepared');
  return { id, revision: (await opened(portal, id, actor)).revision };
}

test('a clerk to whom it is lent confirms and sends back, in their own name and by whose delegation', async () => {
  const [boss, clerk] = [await person('supervisor'), await person('clerk')];
  const first = await prepared(clerk);
  assert.deepEqual(await confirmDecision(portal.ctx, clerk, first), { kind: 'not-allowed', why: 'role' });
  assert.ok(!(await opened(portal, first.id, clerk)).allowed.includes('confirm'));
  const id = await given(boss, clerk);
  const shown = await opened(portal, first.id, clerk);
  assert.deepEqual(shown.allowed, ['confirm', 'send-back', 'undo', 'note']);
  assert.deepEqual(shown.lent, { delegation: id, from: { id: boss.id, name: boss.name } });
  assert.equal((await confirmDecision(portal.ctx, clerk, first)).kind, 'confirmed');
  const second = await prepared(clerk);
  assert.equal((await sendBack(portal.ctx, clerk, second.id, 'أعيديه')).kind, 'sent-back');
  for (const each of [first, second]) {
    const last = (await opened(portal, each.id)).application.events.at(-1);
    assert.deepEqual(last?.by, {
      id: clerk.id,
      name: clerk.name,
      delegatedBy: { id: boss.id, name: boss.name },
    });
  }
  const { rows } = await sql<{
    delegation: string;
  }>`select data::jsonb ->> 'delegation' as delegation from audit
    where actor = ${`staff:${clerk.id}`} and action in ('application.confirmed', 'application.sent-back')`.execute(
    portal.db.query,
  );
  assert.deepEqual(
    rows.map(({ delegation }) => Number(delegation)),
    [id, id],
  );
});

test('who prepared it does not confirm it by a delegation either', async () => {
  const [boss, clerk] = [await person('supervisor'), await person('clerk')];
  await given(boss, clerk);
  const permit = permits.shift();
  assert.ok(permit);
  const { id } = await submit(portal, permit);
  const { revision } = await opened(portal, id, clerk);
  assert.equal((await decide(portal.ctx, clerk, { id, revision, kind: 'approve' })).kind, 'prepared');
  const seen = (await opened(portal, id, clerk)).revision;
  assert.deepEqual(await confirmDecision(portal.ctx, clerk, { id, revision: seen }), { kind: 'own' });
  assert.deepEqual(await sendBack(portal.ctx, clerk, id, 'x'), { kind: 'own' });
  assert.deepEqual((await written(portal, id)).events, ['submitted', 'prepared']);
});

test('it holds from the morning of its first day to the end of its last, in Amman', async () => {
  const [boss, clerk] = [await person('supervisor'), await person('clerk')];
  await given(boss, clerk, { firstDay: day(2), lastDay: day(3) });
  const { rows } = await sql<{ now: Date }>`select moment() as now`.execute(portal.db.query);
  const now = rows[0]?.now.toISOString() ?? '';
  const at = (offset: number, time: string) =>
    today.add({ days: offset }).toZonedDateTime({ timeZone: 'Asia/Amman', plainTime: time }).toInstant();
  const moments: [Temporal.Instant, boolean][] = [
    [at(1, '23:59:50'), false],
    [at(2, '00:00:10'), true],
    [at(3, '23:59:50'), true],
    [at(4, '00:00:10'), false],
  ];
  for (const [moment, holds] of moments) {
    const shift = `${Math.round(Temporal.Instant.from(now).until(moment).total('seconds'))} seconds`;
    await portal.moveClock(shift);
    assert.equal(await isLent(clerk), holds, moment.toString());
    await portal.moveClock(`-${shift.startsWith('-') ? shift.slice(1) : shift}`);
  }
});

test('what is typed wrongly is said at its field, and nothing is lent', async () => {
  const [boss, clerk, other] = [
    await person('supervisor'),
    await person('clerk'),
    await person('supervisor'),
  ];
  const fine = { kind: 'invalid', to: null, firstDay: null, lastDay: null, reason: null };
  const wrong: [Partial<TypedDelegation>, object][] = [
    [{ to: '' }, { to: 'unknown' }],
    [{ to: 'x' }, { to: 'unknown' }],
    [{ to: '999999' }, { to: 'unknown' }],
    [{ to: String(boss.id) }, { to: 'unknown' }],
    [{ to: String(other.id) }, { to: 'unknown' }],
    [{ firstDay: 'غدًا' }, { firstDay: 'not-a-day' }],
    [{ firstDay: '2026-02-30' }, { firstDay: 'not-a-day' }],
    [{ firstDay: day(-1) }, { firstDay: 'past' }],
    [{ lastDay: '' }, { lastDay: 'not-a-day' }],
    [{ lastDay: day(-1) }, { lastDay: 'past' }],
    [{ firstDay: day(3), lastDay: day(2) }, { lastDay: 'before-first' }],
    [{ lastDay: day(mostDelegatedDays) }, { lastDay: 'too-long' }],
    [{ reason: ' \u200f' }, { reason: 'empty' }],
    [{ reason: 'x'.repeat(501) }, { reason: 'too-long' }],
  ];
  for (const [typed, expected] of wrong)
    assert.deepEqual(await give(boss, clerk, typed), { ...fine, ...expected }, JSON.stringify(typed));
  assert.equal(await isLent(clerk), false);
  const arabic = (text: string) => text.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'.charAt(Number(digit)));
  await given(boss, clerk, { firstDay: arabic(day(0)), lastDay: day(mostDelegatedDays - 1) });
  assert.deepEqual(await give(boss, clerk, { firstDay: day(5), lastDay: day(9) }), {
    ...fine,
    to: 'overlaps',
  });
});

test('a delegate of a delegate is not possible, nor one who has no right to lend', async () => {
  const [boss, clerk, third] = [await person('supervisor'), await person('clerk'), await person('clerk')];
  await given(boss, clerk);
  assert.ok(await mayNow(portal.ctx, clerk, 'decision.confirm'));
  assert.deepEqual(await give(clerk, third), { kind: 'not-allowed' });
  for (const role of ['administrator', 'inspector', 'auditor'] as const)
    assert.deepEqual(await give(await person(role), third), { kind: 'not-allowed' }, role);
  // Who was a supervisor when the form was opened, and is none when it comes.
  await setRole(portal.db, { id: boss.id, by: testOrigin }, 'inspector');
  assert.deepEqual(await give(boss, third), { kind: 'not-allowed' });
  assert.equal(await isLent(third), false);
});

test('a delegation lends the one action, and nothing else of a role', async () => {
  const [boss, clerk] = [await person('supervisor'), await person('clerk')];
  await given(boss, clerk);
  for (const action of actionNames)
    assert.equal(
      await mayNow(portal.ctx, clerk, action),
      may('clerk', action) || action === 'decision.confirm',
      action,
    );
});

test('it is over when who gave it is no supervisor any more or has left, and when the clerk is none any more', async () => {
  for (const change of ['giver-left', 'giver-role', 'taker-role', 'taker-left'] as const) {
    const [boss, clerk] = [await person('supervisor'), await person('clerk')];
    await given(boss, clerk);
    assert.ok(await isLent(clerk));
    const who = { id: change.startsWith('giver') ? boss.id : clerk.id, by: testOrigin };
    if (change.endsWith('left')) await disablePerson(portal.db, who);
    else await setRole(portal.db, who, 'inspector');
    assert.equal(await isLent(clerk), false, change);
  }
});

test('either of the two ends it early, nobody else, and once', async () => {
  const [boss, clerk, other] = [
    await person('supervisor'),
    await person('clerk'),
    await person('supervisor'),
  ];
  for (const ender of [boss, clerk]) {
    const id = await given(boss, clerk);
    for (const stranger of [other, { ...other, role: 'administrator' as const }])
      assert.deepEqual(await endDelegation(portal.ctx, stranger, id), { kind: 'not-found' });
    assert.ok(await isLent(clerk));
    assert.deepEqual(await endDelegation(portal.ctx, ender, id), { kind: 'ended' });
    assert.equal(await isLent(clerk), false);
    assert.deepEqual(await endDelegation(portal.ctx, ender, id), { kind: 'not-found' });
    const { rows } = await listDelegations(portal.ctx, boss);
    assert.equal(rows[0]?.ended?.by.name, ender.name);
    assert.equal(rows[0]?.state, 'ended');
  }
  assert.ok(await given(boss, clerk), 'and a new one may be given for the same days');
});

test('supervisors and clerks see their own, administrators and auditors all', async () => {
  const [boss, clerk, other] = [
    await person('supervisor'),
    await person('clerk'),
    await person('supervisor'),
  ];
  const mine = await given(boss, clerk);
  const theirs = await given(other, clerk, { firstDay: day(5), lastDay: day(6) });
  const seen = async (actor: Actor) => (await listDelegations(portal.ctx, actor)).rows.map(({ id }) => id);
  assert.deepEqual(await seen(boss), [mine]);
  assert.deepEqual(await seen(other), [theirs]);
  assert.deepEqual(await seen(clerk), [theirs, mine]);
  for (const role of ['administrator', 'auditor'] as const) {
    const list = await listDelegations(portal.ctx, await person(role));
    assert.ok(list.rows.length > 2);
    assert.ok(list.rows.every(({ mayEnd }) => !mayEnd));
    assert.deepEqual(list.borrowers, []);
  }
  const { borrowers } = await listDelegations(portal.ctx, boss);
  assert.ok(borrowers.some(({ id }) => id === clerk.id) && !borrowers.some(({ id }) => id === other.id));
});

test('given and ended stand in the audit, with the reason and without a name', async () => {
  const [boss, clerk] = [await person('supervisor'), await person('clerk')];
  const id = await given(boss, clerk, { reason: 'دورة تدريبية' });
  await endDelegation(portal.ctx, clerk, id);
  const { rows } = await sql<{ action: string; actor: string; reason: string; whole: string }>`
    select action, actor, reason, audit::text as whole from audit where subject = ${`delegation:${id}`} order by id`.execute(
    portal.db.query,
  );
  assert.deepEqual(
    rows.map(({ action, actor, reason }) => [action, actor, reason]),
    [
      ['delegation.given', `staff:${boss.id}`, 'دورة تدريبية'],
      ['delegation.ended', `staff:${clerk.id}`, ''],
    ],
  );
  for (const { whole } of rows) assert.ok(!whole.includes(clerk.name) && !whole.includes(boss.name));
});

test('given twice at one moment: once; ended while it is used: either before or after, never both ways', async () => {
  const [boss, clerk] = [await person('supervisor'), await person('clerk')];
  const both = await Promise.all([give(boss, clerk), give(boss, clerk)]);
  assert.deepEqual(both.map(({ kind }) => kind).toSorted(), ['given', 'invalid']);
  for (let round = 0; round < 6; round++) {
    const { rows } = await listDelegations(portal.ctx, boss);
    const id = rows.find(({ state }) => state === 'holds')?.id ?? (await given(boss, clerk));
    const one = await prepared(clerk);
    const [confirmed, ended] = await Promise.all([
      confirmDecision(portal.ctx, clerk, one),
      endDelegation(portal.ctx, boss, id),
    ]);
    assert.equal(ended.kind, 'ended');
    assert.ok(['confirmed', 'not-allowed'].includes(confirmed.kind), JSON.stringify(confirmed));
    const { events } = await written(portal, one.id);
    assert.equal(events.length, confirmed.kind === 'confirmed' ? 3 : 2);
  }
});

test('a delegation stands in one way on every day, in the order later, holds, over', () => {
  const one = { id: 1, name: 'x' };
  const base = { id: 1, from: one, to: one, reason: 'x', givenAt: new Date(), ended: null };
  const offsets = fc.integer({ min: -400, max: 400 });
  const start = Temporal.PlainDate.from('2026-01-01');
  const on = (days: number) => start.add({ days }).toString();
  fc.assert(
    fc.property(offsets, fc.nat(400), offsets, (first, length, when) => {
      const delegation = { ...base, firstDay: on(first), lastDay: on(first + length) };
      const expected = when < first ? 'later' : when > first + length ? 'over' : 'holds';
      assert.equal(delegationStateOn(delegation, on(when)), expected);
      const ended = { ...delegation, ended: { by: one, at: new Date() } };
      assert.equal(delegationStateOn(ended, on(when)), 'ended');
    }),
  );
});

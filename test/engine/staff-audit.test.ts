// Who signs in, who is refused, and what is done to accounts, in the audit.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { staffOrigin } from '../../src/engine/audit/record.ts';
import { changePassword } from '../../src/engine/staff/change-password.ts';
import { demoPassword } from '../../src/engine/staff/demo-people.ts';
import {
  addPerson,
  disablePerson,
  enablePerson,
  readPerson,
  resetPerson,
  setRole,
} from '../../src/engine/staff/manage-staff.ts';
import { recordRefusal } from '../../src/engine/staff/record-refusal.ts';
import { endOtherSessions, endSession, findSession, listSessions } from '../../src/engine/staff/sessions.ts';
import { passSecondStep } from '../../src/engine/staff/second-step.ts';
import { signIn } from '../../src/engine/staff/sign-in.ts';
import { byTest } from '../support/by-test.ts';
import { openPortal } from '../support/portal.ts';
import type { Context } from '../../src/engine/context.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
let strict: Context;
before(async () => {
  portal = await openPortal();
  strict = { ...portal.ctx, demo: false };
});
after(() => portal.close());

let numbers = 0;
const freshAddress = () => {
  numbers += 1;
  return `10.6.${Math.floor(numbers / 250)}.${(numbers % 250) + 1}`;
};
const device = (address = freshAddress()) => ({ address, userAgent: 'a test' });

type Entry = { actor: string; action: string; subject: string; place: string; data: Record<string, unknown> };

/** What is recorded while something is done. */
async function recorded(work: () => Promise<unknown>): Promise<Entry[]> {
  const { rows: last } = await sql<{ id: number }>`select coalesce(max(id), 0) as id from audit`.execute(
    portal.db.query,
  );
  await work();
  const { rows } = await sql<Entry>`select actor, action, subject, place, data from audit
    where id > ${last[0]!.id} order by id`.execute(portal.db.query);
  return rows;
}

const short = (entries: readonly Entry[]) =>
  entries.map(({ actor, action, subject, data }) => [actor, action, subject, data]);

async function somebody() {
  numbers += 1;
  const typed = { login: `audited${numbers}`, name: 'شخص', role: 'clerk' };
  const added = await addPerson(portal.db, typed, byTest.origin);
  assert.ok(added.kind === 'added');
  return { id: added.person.id, login: typed.login, password: added.password };
}

test('every change of an account: by whom, from where, what; and nothing where nothing changed', async () => {
  const admin = (await readPerson(portal.db, { login: 'admin' }))!;
  const office = staffOrigin({ id: admin.id, place: 'address:x' });
  const by = { actor: `staff:${admin.id}`, place: 'address:x' };
  let id = 0;
  const adding = await recorded(async () => {
    const added = await addPerson(portal.db, { login: 'recorded', name: 'س', role: 'clerk' }, office);
    assert.ok(added.kind === 'added');
    id = added.person.id;
  });
  assert.deepEqual(adding, [
    { ...by, action: 'staff.added', subject: `staff:${id}`, data: { role: 'clerk' } },
  ]);
  const change = { id, by: office };
  const done = await recorded(async () => {
    await setRole(portal.db, change, 'clerk');
    await setRole(portal.db, change, 'auditor');
    await disablePerson(portal.db, change);
    await enablePerson(portal.db, { id, by: byTest.origin });
    await resetPerson(portal.db, change);
    await disablePerson(portal.db, { id: admin.id, by: office });
    await addPerson(portal.db, { login: 'recorded', name: 'س', role: 'clerk' }, office);
  });
  assert.deepEqual(short(done), [
    [by.actor, 'staff.changed', `staff:${id}`, { what: 'role', from: 'clerk', to: 'auditor' }],
    [by.actor, 'staff.changed', `staff:${id}`, { what: 'disabled' }],
    ['command:tester', 'staff.changed', `staff:${id}`, { what: 'enabled' }],
    [by.actor, 'staff.changed', `staff:${id}`, { what: 'reset' }],
  ]);
});

test('signing in by each way, the password’s change and signing out', async () => {
  const person = await somebody();
  const self = `staff:${person.id}`;
  let token = '';
  const entries = await recorded(async () => {
    const result = await signIn(portal.ctx, { ...person, device: device() });
    assert.ok(result.kind === 'signed-in');
    const session = (await findSession(portal.ctx, result.token))!;
    const given = {
      current: '',
      password: 'سهل مجدو الأخضر 7',
      again: 'سهل مجدو الأخضر 7',
      device: device(),
    };
    const changed = await changePassword(portal.ctx, session, given);
    assert.ok(changed.kind === 'changed');
    token = changed.token;
    await endSession(portal.ctx, token, 'place');
    await endSession(portal.ctx, token, 'place');
    await signIn(strict, { login: person.login, password: given.password, device: device() });
  });
  assert.deepEqual(short(entries), [
    [self, 'staff.signed-in', self, { way: 'password', complete: true }],
    [self, 'staff.password-changed', self, {}],
    [self, 'staff.signed-out', self, {}],
    [self, 'staff.signed-in', self, { way: 'password', complete: false }],
  ]);
  for (const { place } of entries) assert.match(place, /^(address:[0-9a-f]{32}|place)$/);
});

test('one’s own sessions are listed, this one first, and the others are ended together', async () => {
  const person = await somebody();
  const tokens: string[] = [];
  for (let each = 0; each < 3; each++) {
    const result = await signIn(portal.ctx, {
      ...person,
      device: { ...device(), userAgent: `browser ${each}` },
    });
    assert.ok(result.kind === 'signed-in');
    tokens.push(result.token);
  }
  const session = (await findSession(portal.ctx, tokens[1]!))!;
  const listed = await listSessions(portal.ctx, session);
  assert.deepEqual(
    listed.map(({ here }) => here),
    [true, false, false],
  );
  assert.equal(listed[0]?.userAgent, 'browser 1');
  const other = await signIn(portal.ctx, { login: 'clerk', password: demoPassword, device: device() });
  assert.ok(other.kind === 'signed-in');
  const entries = await recorded(async () => {
    await endOtherSessions(portal.ctx, session, 'place');
    await endOtherSessions(portal.ctx, session, 'place');
  });
  assert.deepEqual(short(entries), [
    [`staff:${person.id}`, 'staff.sessions-ended', `staff:${person.id}`, { count: 2 }],
  ]);
  assert.ok(await findSession(portal.ctx, tokens[1]!));
  assert.ok(await findSession(portal.ctx, other.token), 'those of others stay');
  for (const token of [tokens[0]!, tokens[2]!]) assert.equal(await findSession(portal.ctx, token), null);
});

test('a refused sign-in names who was meant, or that nobody has the login, and never what was typed', async () => {
  const person = await somebody();
  const refused = (login: string, password: string, address?: string) =>
    recorded(() => signIn(portal.ctx, { login, password, device: device(address) }));
  assert.deepEqual(short(await refused(person.login, 'wrong')), [
    ['stranger', 'staff.refused', `staff:${person.id}`, { why: 'password' }],
  ]);
  const nobody = await refused('canary.login', 'canary password');
  assert.deepEqual(short(nobody), [['stranger', 'staff.refused', 'staff:unknown', { why: 'password' }]]);
  assert.doesNotMatch(JSON.stringify(nobody), /canary/);
  await disablePerson(portal.db, { id: person.id, by: byTest.origin });
  assert.deepEqual((await refused(person.login, person.password))[0]?.data, { why: 'disabled' });
  await enablePerson(portal.db, { id: person.id, by: byTest.origin });
  await portal.moveClock('4 days');
  assert.deepEqual((await refused(person.login, person.password))[0]?.data, { why: 'overdue' });
  await portal.moveClock('-4 days');
});

test('the lock-out and wrong codes are recorded, once until ten', async () => {
  const person = await somebody();
  const address = freshAddress();
  const entries = await recorded(async () => {
    for (let tried = 0; tried < 8; tried++)
      await signIn(portal.ctx, { login: person.login, password: 'wrong', device: device(address) });
  });
  assert.deepEqual(
    entries.map(({ subject, data }) => [subject, data]),
    [
      [`staff:${person.id}`, { why: 'password' }],
      [`staff:${person.id}`, { why: 'limited' }],
    ],
  );
  const result = await signIn(strict, { ...person, device: device() });
  assert.ok(result.kind === 'signed-in');
  const session = (await findSession(portal.ctx, result.token))!;
  const codes = await recorded(async () => {
    for (let tried = 0; tried < 12; tried++) await passSecondStep(strict, session, '000000', 'place');
  });
  assert.deepEqual(
    codes.map(({ data }) => data),
    [{ why: 'code' }, { why: 'code', count: 10 }, { why: 'limited' }],
  );
});

test('a stranger cannot fill the audit: of a thousand tries there are few entries, and they tell how many', async () => {
  await sql`delete from counters`.execute(portal.db.query);
  const same = await recorded(async () => {
    for (let tried = 0; tried < 1000; tried++)
      await recordRefusal(portal.ctx, { subject: null, by: null, place: 'one', why: 'password', same: 'x' });
  });
  assert.deepEqual(
    same.map(({ data }) => data['count'] ?? 1),
    [1, 10, 100, 1000],
  );
  const many = await recorded(async () => {
    for (let tried = 0; tried < 1100; tried++)
      await recordRefusal(portal.ctx, {
        subject: null,
        by: null,
        place: `place ${tried}`,
        why: 'password',
        same: `login ${tried}`,
      });
  });
  // Four were recorded before; up to a hundred an hour each is, then only round counts.
  assert.equal(many.length, 96 + 1);
  assert.equal(many.at(-1)?.data['everywhere'], 1000);
  const inside = await recorded(() =>
    recordRefusal(portal.ctx, { subject: 1, by: 1, place: 'in', why: 'role', same: 'x' }),
  );
  assert.equal(inside.length, 1, 'what somebody inside tries is not hidden by it');
});

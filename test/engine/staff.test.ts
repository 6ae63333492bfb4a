import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { Secret, TOTP } from 'otpauth';
import { staffOrigin } from '../../src/engine/audit/record.ts';
import { changePassword } from '../../src/engine/staff/change-password.ts';
import { demoPassword, demoPeople } from '../../src/engine/staff/demo-people.ts';
import {
  addPerson,
  disablePerson,
  enablePerson,
  listPeople,
  readPerson,
  resetPerson,
  setRole,
} from '../../src/engine/staff/manage-staff.ts';
import { judgePassword } from '../../src/engine/staff/password-rules.ts';
import { actionNames, actions, may, roleNames } from '../../src/engine/staff/roles.ts';
import { offerEnrolment, passSecondStep } from '../../src/engine/staff/second-step.ts';
import { endSession, findSession, forgetSessions, stageOf } from '../../src/engine/staff/sessions.ts';
import { signIn } from '../../src/engine/staff/sign-in.ts';
import { assertNoDemoPeople } from '../../src/main/prepare-database.ts';
import { byTest } from '../support/by-test.ts';
import { openPortal } from '../support/portal.ts';
import type { Context } from '../../src/engine/context.ts';
import type { Role } from '../../src/engine/staff/roles.ts';
import type { Session } from '../../src/engine/staff/sessions.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
/** The same portal as it would be in production: the second step is asked for. */
let strict: Context;
before(async () => {
  portal = await openPortal();
  strict = { ...portal.ctx, demo: false };
});
after(() => portal.close());

let numbers = 0;

/** An address that nobody used yet. */
function freshAddress(): string {
  numbers += 1;
  return `10.9.${Math.floor(numbers / 250)}.${(numbers % 250) + 1}`;
}

/** Somebody of the office does it. */
const officeOf = (id: number) => staffOrigin({ id, place: 'test' });

const device = (address = freshAddress()) => ({ address, userAgent: 'a test' });

/** A person of their own for a test. */
async function freshPerson(role: Role = 'clerk') {
  numbers += 1;
  const added = await addPerson(
    portal.db,
    { login: `person${numbers}`, name: `شخص ${numbers}`, role },
    byTest.origin,
  );
  assert.ok(added.kind === 'added');
  return { ...added.person, password: added.password };
}

async function tokenOf(ctx: Context, login: string, password: string, address?: string): Promise<string> {
  const result = await signIn(ctx, { login, password, device: device(address) });
  assert.ok(result.kind === 'signed-in', result.kind);
  return result.token;
}

async function sessionOf(token: string): Promise<Session> {
  const session = await findSession(portal.ctx, token);
  assert.ok(session);
  return session;
}

async function moment(): Promise<number> {
  const { rows } = await sql<{ now: Date }>`select moment() as now`.execute(portal.db.query);
  return rows[0]!.now.getTime();
}

/** The code that an app with this secret shows, so many steps from now. */
async function codeOf(base32: string, steps = 0): Promise<string> {
  const secret = Secret.fromBase32(base32.replaceAll(' ', ''));
  return new TOTP({ secret }).generate({ timestamp: (await moment()) + steps * 30_000 });
}

const secondStep = (session: Session, code: string) => passSecondStep(strict, session, code, 'test');

/** Signs in and enrols an app: the token of the proven session, and the app's secret. */
async function enrolled(login: string, password: string): Promise<{ token: string; secret: string }> {
  const session = await sessionOf(await tokenOf(strict, login, password));
  const secret = offerEnrolment(strict, session, 'Portal')!.groups;
  const passed = await secondStep(session, await codeOf(secret));
  assert.ok(passed.kind === 'passed');
  return { token: passed.token, secret };
}

test('the table: every action has a role, and who reads everything changes nothing', () => {
  for (const action of actionNames) {
    assert.ok(
      roleNames.some((role) => may(role, action)),
      action,
    );
    assert.equal(may('auditor', action), !actions[action].changes, `auditor, ${action}`);
  }
  for (const role of roleNames)
    assert.ok(
      actionNames.some((action) => may(role, action)),
      role,
    );
  assert.ok(!may('administrator', 'application.decide'), 'who makes accounts decides nothing');
});

test('everybody of the demo signs in with the password that the page says, and production refuses them', async () => {
  for (const { login, role } of demoPeople) {
    const session = await sessionOf(await tokenOf(portal.ctx, login, demoPassword));
    assert.equal(session.person.role, role);
    assert.equal(stageOf(session), 'in');
  }
  await assert.rejects(() => assertNoDemoPeople(portal.db), /a password that everybody knows/);
});

test('a login is the same in any case and digits; nobody, a wrong password and disabled are alike', async () => {
  const person = await freshPerson();
  const typed = `  ${person.login.toUpperCase().replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)]!)} `;
  await tokenOf(portal.ctx, typed, person.password);
  const wrong = async (login: string, password: string) =>
    assert.deepEqual(await signIn(portal.ctx, { login, password, device: device() }), { kind: 'wrong' });
  await wrong('nobody', person.password);
  await wrong('', '');
  await wrong(person.login, `${person.password} `);
  await wrong(person.login, 'x'.repeat(100_000));
  await disablePerson(portal.db, { id: person.id, by: byTest.origin });
  await wrong(person.login, person.password);
  await enablePerson(portal.db, { id: person.id, by: byTest.origin });
  await tokenOf(portal.ctx, person.login, person.password);
  await portal.moveClock('4 days');
  await wrong(person.login, person.password);
  await portal.moveClock('-4 days');
});

test('a hundred tries at once are a hundred: five of one address are looked at', async () => {
  const person = await freshPerson();
  const address = freshAddress();
  const all = await Promise.all(
    Array.from({ length: 100 }, () =>
      signIn(portal.ctx, { login: person.login, password: 'wrong', device: device(address) }),
    ),
  );
  assert.equal(all.filter(({ kind }) => kind === 'wrong').length, 5);
  assert.equal(all.filter(({ kind }) => kind === 'limited').length, 95);
  const right = { login: person.login, password: person.password, device: device(address) };
  assert.equal((await signIn(portal.ctx, right)).kind, 'limited', 'the same address waits');
  await tokenOf(portal.ctx, person.login, person.password);
});

test('a stranger’s hundred wrong tries from many addresses do not keep the owner out', async () => {
  const person = await freshPerson();
  for (let batch = 0; batch < 5; batch++)
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const tried = await signIn(portal.ctx, { login: person.login, password: 'wrong', device: device() });
        assert.equal(tried.kind, 'wrong');
      }),
    );
  assert.ok(portal.log.some((line) => line.includes('sign-in of a login"')));
  const from = performance.now();
  await tokenOf(portal.ctx, person.login, person.password);
  assert.ok(performance.now() - from > 900, 'it is slower');
});

test('one address that tries many logins is stopped', async () => {
  const address = freshAddress();
  const kinds: string[] = [];
  for (let tried = 0; tried < 32; tried++)
    kinds.push(
      (await signIn(portal.ctx, { login: `nobody${tried}`, password: 'x', device: device(address) })).kind,
    );
  assert.deepEqual(
    kinds.slice(0, 30),
    Array.from({ length: 30 }, () => 'wrong'),
  );
  assert.deepEqual(kinds.slice(30), ['limited', 'limited']);
});

test('a session lives while it is used, ends when idle, and after twelve hours', async () => {
  const token = await tokenOf(portal.ctx, 'clerk', demoPassword);
  for (let minutes = 0; minutes < 100; minutes += 25) {
    await sessionOf(token);
    await portal.moveClock('25 minutes');
  }
  await sessionOf(token);
  await portal.moveClock('31 minutes');
  assert.equal(await findSession(portal.ctx, token), null, 'idle');
  const other = await tokenOf(portal.ctx, 'clerk', demoPassword);
  for (let hours = 0; hours < 12; hours += 0.4) {
    await sessionOf(other);
    await portal.moveClock('24 minutes');
  }
  assert.equal(await findSession(portal.ctx, other), null, 'too old');
  await forgetSessions(portal.ctx);
  const { rows } = await sql`select from staff_sessions`.execute(portal.db.query);
  assert.equal(rows.length, 0);
});

test('only the hash of a token is stored; nothing else opens', async () => {
  const token = await tokenOf(portal.ctx, 'clerk', demoPassword);
  const { rows } = await sql<{ row: string }>`select s::text as row from staff_sessions s`.execute(
    portal.db.query,
  );
  for (const { row } of rows) assert.ok(!row.includes(token) && !row.includes('10.9.'));
  assert.equal(await findSession(portal.ctx, ''), null);
  assert.equal(await findSession(portal.ctx, `${token.slice(0, -1)}!`), null);
});

test('sign-out, another role, disabling, a reset and a new password end sessions', async () => {
  const person = await freshPerson();
  const change = { id: person.id, by: byTest.origin };
  const begin = async (password = person.password) => tokenOf(portal.ctx, person.login, password);
  const assertEnded = async (token: string) => assert.equal(await findSession(portal.ctx, token), null);

  let token = await begin();
  await endSession(portal.ctx, token, 'test');
  await assertEnded(token);

  token = await begin();
  await setRole(portal.db, change, 'clerk');
  await sessionOf(token);
  await setRole(portal.db, change, 'inspector');
  await assertEnded(token);

  token = await begin();
  await disablePerson(portal.db, change);
  await assertEnded(token);
  await enablePerson(portal.db, change);
  await assertEnded(token);

  token = await begin();
  const other = await begin();
  const given = { current: '', password: 'سهل مجدو الأخضر 7', again: 'سهل مجدو الأخضر 7', device: device() };
  const changed = await changePassword(portal.ctx, await sessionOf(token), given);
  assert.ok(changed.kind === 'changed');
  await assertEnded(token);
  await assertEnded(other);
  const session = await sessionOf(changed.token);
  assert.equal(stageOf(session), 'in');
  const oneTime = { login: person.login, password: person.password, device: device() };
  assert.equal((await signIn(portal.ctx, oneTime)).kind, 'wrong', 'once');

  const again = { ...given, password: 'another good one', again: 'another good one' };
  assert.equal((await changePassword(portal.ctx, session, again)).kind, 'wrong');
  const { password } = await resetPerson(portal.db, change);
  await assertEnded(changed.token);
  assert.equal(stageOf(await sessionOf(await begin(password))), 'password');
});

test('a new password is long, neither the login nor common, typed twice, and another one', async () => {
  assert.equal(judgePassword('eleven char', 'person'), 'short');
  assert.equal(judgePassword('ا'.repeat(201), 'person'), 'long');
  assert.equal(judgePassword('Administrator', 'admin'), 'common');
  assert.equal(judgePassword('abababababababab', 'admin'), 'common');
  assert.equal(judgePassword('layan.omari1', 'layan.omari'), 'login');
  assert.equal(judgePassword('صهيل الخيل في مرج', 'layan.omari'), null);
  const person = await freshPerson();
  const session = await sessionOf(await tokenOf(portal.ctx, person.login, person.password));
  const problem = async (password: string, again = password) => {
    const given = { current: '', password, again, device: device() };
    const result = await changePassword(portal.ctx, session, given);
    return result.kind === 'invalid' ? result.problem : result.kind;
  };
  assert.equal(await problem('a good long one', 'a good long two'), 'differs');
  assert.equal(await problem(person.password), 'same');
  const both = await Promise.all([problem('a good long one'), problem('another good one')]);
  assert.deepEqual(both.toSorted(), ['changed', 'ended'], 'of two at once, one holds');
});

test('the second step: an app is enrolled, a code is good once, and the token changes', async () => {
  const person = await freshPerson();
  const first = await tokenOf(strict, person.login, person.password);
  const session = await sessionOf(first);
  assert.equal(stageOf(session), 'second-step');
  const offer = offerEnrolment(strict, session, 'بوابة')!;
  assert.deepEqual(offerEnrolment(strict, session, 'بوابة'), offer, 'reloading shows the same');
  assert.match(offer.groups, /^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
  assert.equal(new URL(offer.link).protocol, 'otpauth:');
  for (const wrong of ['', '12345', 'abcdef', await codeOf(offer.groups, 3)])
    assert.equal((await secondStep(session, wrong)).kind, 'wrong', wrong);
  const code = await codeOf(offer.groups);
  const arabic = code.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)]!);
  const passed = await secondStep(session, ` ${arabic.slice(0, 3)} ${arabic.slice(3)}`);
  assert.ok(passed.kind === 'passed');
  assert.equal(await findSession(portal.ctx, first), null, 'the token of before opens nothing');
  assert.equal(stageOf(await sessionOf(passed.token)), 'password');

  const { rows } = await sql<{ row: string }>`select s::text as row from staff s`.execute(portal.db.query);
  const bytes = Buffer.from(Secret.fromBase32(offer.groups.replaceAll(' ', '')).bytes).toString('hex');
  for (const { row } of rows) assert.ok(!row.includes(bytes), 'the secret is not readable');

  const next = await sessionOf(await tokenOf(strict, person.login, person.password));
  assert.equal(offerEnrolment(strict, next, 'بوابة'), null);
  assert.equal((await secondStep(next, code)).kind, 'wrong', 'used');
  const newer = await codeOf(offer.groups, 1);
  const both = await Promise.all([secondStep(next, newer), secondStep(next, newer)]);
  assert.deepEqual(both.map(({ kind }) => kind).toSorted(), ['passed', 'wrong'], 'at once, once');
});

test('in the demo, too, who has an app is asked for its code', async () => {
  const person = await freshPerson();
  await enrolled(person.login, person.password);
  const session = await sessionOf(await tokenOf(portal.ctx, person.login, person.password));
  assert.equal(stageOf(session), 'second-step');
});

test('codes cannot be guessed: ten wrong ones an hour, at once or not', async () => {
  const person = await freshPerson();
  const { secret } = await enrolled(person.login, person.password);
  const session = await sessionOf(await tokenOf(strict, person.login, person.password));
  const all = await Promise.all(Array.from({ length: 40 }, () => secondStep(session, 'wrong')));
  assert.equal(all.filter(({ kind }) => kind === 'wrong').length, 10);
  assert.equal((await secondStep(session, await codeOf(secret, 1))).kind, 'limited');
});

test('two who enrol at once: one app holds', async () => {
  const person = await freshPerson();
  const sessions = [
    await sessionOf(await tokenOf(strict, person.login, person.password)),
    await sessionOf(await tokenOf(strict, person.login, person.password)),
  ];
  const results = await Promise.all(
    sessions.map(async (session) =>
      secondStep(session, await codeOf(offerEnrolment(strict, session, 'x')!.groups)),
    ),
  );
  assert.deepEqual(results.map(({ kind }) => kind).toSorted(), ['passed', 'wrong']);
});

test('people are added with care, and the last administrator stays', async () => {
  const { db } = portal;
  const add = (login: string, name = 'س', role = 'clerk') =>
    addPerson(db, { login, name, role }, byTest.origin);
  assert.deepEqual(await add('ليان', ' ', 'boss'), { kind: 'invalid', fields: ['login', 'name', 'role'] });
  assert.equal((await add('Clerk')).kind, 'taken');
  const twins = await Promise.all([add('twin'), add('TWIN')]);
  assert.deepEqual(twins.map(({ kind }) => kind).toSorted(), ['added', 'taken']);
  const admin = (await readPerson(db, { login: 'admin' }))!;
  const change = { id: admin.id, by: byTest.origin };
  assert.equal((await disablePerson(db, change)).kind, 'last-administrator');
  assert.equal((await setRole(db, change, 'clerk')).kind, 'last-administrator');
  assert.equal((await setRole(db, change, 'administrator')).kind, 'done');
  const second = await freshPerson('administrator');
  const results = await Promise.all([
    disablePerson(db, { id: admin.id, by: officeOf(second.id) }),
    disablePerson(db, { id: second.id, by: officeOf(admin.id) }),
  ]);
  assert.deepEqual(results.map(({ kind }) => kind).toSorted(), ['done', 'last-administrator']);
  assert.equal((await disablePerson(db, { id: admin.id, by: officeOf(admin.id) })).kind, 'self');
  assert.equal((await disablePerson(db, { id: 999_999, by: byTest.origin })).kind, 'unknown');
  const left = (await listPeople(db)).filter((each) => each.role === 'administrator' && !each.disabled);
  assert.equal(left.length, 1);
});

test('neither login nor password nor code nor address is in the log', async () => {
  const person = await freshPerson();
  const { secret } = await enrolled(person.login, person.password);
  const log = portal.log.join('');
  for (const each of [person.login, person.name, person.password, secret, demoPassword, '10.9.', 'wrong"'])
    assert.ok(!log.includes(each), each);
});

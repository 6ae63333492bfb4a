import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { connectApp, disconnectApp } from '../../src/engine/staff/connect-app.ts';
import { addPerson, disablePerson, resetPerson } from '../../src/engine/staff/manage-staff.ts';
import { addPasskey, beginAdding, offerPasskey } from '../../src/engine/staff/passkeys/add-passkey.ts';
import {
  listPasskeys,
  removePasskey,
  renamePasskey,
} from '../../src/engine/staff/passkeys/manage-passkeys.ts';
import { handleOf, siteOf } from '../../src/engine/staff/passkeys/passkey.ts';
import {
  askAsSecondStep,
  askAtTheDoor,
  passWithPasskey,
  signInWithPasskey,
} from '../../src/engine/staff/passkeys/use-passkey.ts';
import { offerEnrolment, passSecondStep } from '../../src/engine/staff/second-step.ts';
import { findSession, stageOf } from '../../src/engine/staff/sessions.ts';
import { signIn } from '../../src/engine/staff/sign-in.ts';
import { openAuthenticator } from '../support/authenticator.ts';
import { byTest } from '../support/by-test.ts';
import { openPortal } from '../support/portal.ts';
import type { Context } from '../../src/engine/context.ts';
import type { Session } from '../../src/engine/staff/sessions.ts';
import type { Authenticator, Differently } from '../support/authenticator.ts';
import type { Portal } from '../support/portal.ts';

const origin = 'https://eservices.example';
const site = siteOf(origin)!;
const place = 'test';

let portal: Portal;
/** As in production: the second step is asked for. */
let strict: Context;
before(async () => {
  portal = await openPortal();
  strict = { ...portal.ctx, demo: false };
});
after(() => portal.close());

let numbers = 0;

const device = () => {
  numbers += 1;
  return { address: `10.7.${Math.floor(numbers / 250)}.${(numbers % 250) + 1}`, userAgent: 'a test' };
};

type Somebody = { id: number; login: string; password: string };

async function somebody(): Promise<Somebody> {
  numbers += 1;
  const typed = { login: `keys${numbers}`, name: `شخص ${numbers}`, role: 'clerk' };
  const added = await addPerson(portal.db, typed, byTest.origin);
  assert.ok(added.kind === 'added');
  await sql`update staff set must_change_password = false where id = ${added.person.id}`.execute(
    portal.db.query,
  );
  return { id: added.person.id, login: typed.login, password: added.password };
}

async function sessionOf(token: string): Promise<Session> {
  const session = await findSession(portal.ctx, token);
  assert.ok(session);
  return session;
}

/** A session after the password, in the demo, where that is enough until there is something more. */
async function withPassword({ login, password }: Somebody, ctx = portal.ctx): Promise<Session> {
  const result = await signIn(ctx, { login, password, device: device() });
  assert.ok(result.kind === 'signed-in');
  return sessionOf(result.token);
}

/** Adds a passkey; `differently`: what its answer does wrongly. */
async function added(
  person: Somebody,
  session: Session,
  authenticator: Authenticator,
  differently: Differently & { origin?: string; challenge?: string } = {},
): Promise<string> {
  const begun = await beginAdding(strict, session, { name: 'هاتفي', password: person.password, place });
  assert.equal(begun.kind, 'begun');
  const offer = await offerPasskey(strict, session, site, 'Portal');
  assert.ok(offer);
  const asked = {
    challenge: differently.challenge ?? String(offer.options['challenge']),
    origin: differently.origin ?? origin,
  };
  return (await addPasskey(strict, session, authenticator.make(asked, differently), { site, place })).kind;
}

async function owner(): Promise<{ person: Somebody; authenticator: Authenticator; session: Session }> {
  const person = await somebody();
  const authenticator = openAuthenticator(site.host);
  const session = await withPassword(person);
  assert.equal(await added(person, session, authenticator), 'added');
  return { person, authenticator, session: await sessionAgain(session) };
}

/** The session as a later request finds it. */
async function sessionAgain(session: Session): Promise<Session> {
  const { rows } = await sql<{ passkeys: number }>`
    select count(*)::int as passkeys from passkeys where staff_id = ${session.person.id}`.execute(
    portal.db.query,
  );
  return { ...session, person: { ...session.person, passkeys: rows[0]!.passkeys } };
}

async function challengeAtTheDoor(): Promise<string> {
  const asked = await askAtTheDoor(strict, site, device().address);
  assert.ok(asked.kind === 'asked');
  assert.equal(asked.options['userVerification'], 'required');
  assert.deepEqual(asked.options['allowCredentials'], [], 'nobody learns who has a passkey');
  return String(asked.options['challenge']);
}

const enter = (sent: string, from = site) =>
  signInWithPasskey(strict, sent, { site: from, device: device() });

async function entries(action: string, id: number): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ data: Record<string, unknown> }>`
    select data from audit where action = ${action} and subject = ${`staff:${id}`} order by id`.execute(
    portal.db.query,
  );
  return rows.map(({ data }) => data);
}

test('passkeys are for names with encryption, or for this machine', () => {
  assert.deepEqual(siteOf('https://eservices.example'), { origin, host: 'eservices.example' });
  assert.deepEqual(siteOf('http://localhost:3000'), { origin: 'http://localhost:3000', host: 'localhost' });
  for (const not of [
    'http://eservices.example',
    'https://10.0.0.1',
    'http://127.0.0.1:3000',
    'https://[::1]',
    'x',
  ])
    assert.equal(siteOf(not), null, not);
});

test('a passkey signs in alone, in the demo and in production, and is both steps', async () => {
  const { person, authenticator } = await owner();
  for (let times = 0; times < 3; times++) {
    const asked = { challenge: await challengeAtTheDoor(), origin };
    const result = await enter(authenticator.sign(asked, handleOf(strict, person.id)));
    assert.ok(result.kind === 'signed-in', result.kind);
    const session = await sessionOf(result.token);
    assert.equal(session.person.id, person.id);
    assert.equal(session.way, 'passkey');
    assert.equal(stageOf(session), 'in');
  }
  assert.deepEqual((await entries('staff.enrolled', person.id))[0], { way: 'passkey' });
  assert.deepEqual((await entries('staff.signed-in', person.id)).at(-1), { way: 'passkey', complete: true });
});

test('an answer for another site, another challenge, without verification or from another person is refused', async () => {
  const { person, authenticator } = await owner();
  const other = await owner();
  const handle = handleOf(strict, person.id);
  const sign = async (
    more: Differently & { origin?: string; challenge?: string } = {},
    whose: string | null = handle,
  ) =>
    authenticator.sign(
      { challenge: more.challenge ?? (await challengeAtTheDoor()), origin: more.origin ?? origin },
      whose,
      more,
    );
  const wrong: [string, string][] = [
    ['another origin', await sign({ origin: 'https://evil.example' })],
    ['another port', await sign({ origin: 'https://eservices.example:8443' })],
    ['another host', await sign({ host: 'evil.example' })],
    ['a challenge that nobody drew', await sign({ challenge: 'A'.repeat(43) })],
    ['not verified', await sign({ verified: false })],
    ['another type', await sign({ type: 'webauthn.create' })],
    ['the handle of another person', await sign({}, handleOf(strict, other.person.id))],
    ['no handle', await sign({}, null)],
    [
      'a passkey that nobody has',
      openAuthenticator(site.host).sign({ challenge: await challengeAtTheDoor(), origin }, handle),
    ],
    ['no JSON', 'x'],
    ['nothing', ''],
  ];
  // The signature of one with the name of the other.
  const swapped = JSON.parse(await sign()) as Record<string, unknown>;
  wrong.push([
    'the name of another passkey',
    JSON.stringify({ ...swapped, id: other.authenticator.id, rawId: other.authenticator.id }),
  ]);
  const changed = JSON.parse(await sign()) as { response: { signature: string } };
  changed.response.signature = changed.response.signature.replace(/.{8}$/, 'AAAAAAAA');
  wrong.push(['another signature', JSON.stringify(changed)]);
  for (const [why, sent] of wrong) assert.equal((await enter(sent)).kind, 'wrong', why);
  const refused = await entries('staff.refused', person.id);
  assert.ok(refused.length > 0);
  for (const data of refused) assert.equal(data['why'], 'passkey');
  assert.equal((await enter(await sign())).kind, 'signed-in', 'the right one still is');
});

test('a challenge is answered once, for what it was drawn for, within five minutes', async () => {
  const { person, authenticator, session } = await owner();
  const handle = handleOf(strict, person.id);
  const asked = { challenge: await challengeAtTheDoor(), origin };
  const sent = authenticator.sign(asked, handle);
  const both = await Promise.all([enter(sent), enter(sent)]);
  assert.deepEqual(both.map(({ kind }) => kind).toSorted(), ['signed-in', 'wrong']);
  assert.equal((await enter(sent)).kind, 'wrong', 'replayed');
  assert.equal((await enter(authenticator.sign(asked, handle))).kind, 'wrong', 'signed anew');
  const late = authenticator.sign({ challenge: await challengeAtTheDoor(), origin }, handle);
  await portal.moveClock('6 minutes');
  assert.equal((await enter(late)).kind, 'wrong', 'late');
  await portal.moveClock('-6 minutes');
  const step = await askAsSecondStep(strict, session, site);
  assert.ok(step.kind === 'asked');
  const elsewhere = authenticator.sign({ challenge: String(step.options['challenge']), origin }, handle);
  assert.equal((await enter(elsewhere)).kind, 'wrong', 'drawn for the second step');
});

test('a copied authenticator, whose counter goes back or stands, is refused and recorded', async () => {
  const { person, authenticator } = await owner();
  const handle = handleOf(strict, person.id);
  const sign = async (counter: number) =>
    enter(authenticator.sign({ challenge: await challengeAtTheDoor(), origin }, handle, { counter }));
  assert.equal((await sign(7)).kind, 'signed-in');
  for (const counter of [7, 6, 0]) assert.equal((await sign(counter)).kind, 'copied', String(counter));
  assert.equal((await sign(8)).kind, 'signed-in');
  assert.equal((await entries('staff.refused', person.id))[0]?.['why'], 'passkey-copied');
  assert.ok(portal.log.some((line) => line.includes('staff.passkey.alarm')));
});

test('one that always counts 0 is good, as those of phones are', async () => {
  const { person, authenticator } = await owner();
  for (let times = 0; times < 2; times++) {
    const asked = { challenge: await challengeAtTheDoor(), origin };
    const sent = authenticator.sign(asked, handleOf(strict, person.id), { counter: 0 });
    assert.equal((await enter(sent)).kind, 'signed-in');
  }
});

test('a passkey is the second step after the password, and no app can be slipped in beside it', async () => {
  const { person, authenticator } = await owner();
  const stranger = await owner();
  const session = await withPassword(person, strict);
  assert.equal(stageOf(session), 'second-step');
  assert.equal(stageOf(await withPassword(person)), 'second-step', 'in the demo, too');
  assert.equal(offerEnrolment(strict, session, 'Portal'), null);
  assert.equal((await passSecondStep(strict, session, '000000', place)).kind, 'wrong');
  const ask = async () => {
    const asked = await askAsSecondStep(strict, session, site);
    assert.ok(asked.kind === 'asked');
    assert.deepEqual(asked.options['allowCredentials'], [{ type: 'public-key', id: authenticator.id }]);
    return { challenge: String(asked.options['challenge']), origin };
  };
  const from = { site, place };
  const pass = async (sent: string) => (await passWithPasskey(strict, session, sent, from)).kind;
  assert.equal(await pass(stranger.authenticator.sign(await ask(), null)), 'wrong', 'of somebody else');
  assert.equal(
    await pass(authenticator.sign({ challenge: await challengeAtTheDoor(), origin }, null)),
    'wrong',
    'of the door',
  );
  assert.equal(
    await pass(authenticator.sign({ ...(await ask()), origin: 'https://evil.example' }, null)),
    'wrong',
  );
  const result = await passWithPasskey(
    strict,
    session,
    authenticator.sign(await ask(), null, { verified: false }),
    from,
  );
  assert.ok(result.kind === 'passed');
  assert.equal(stageOf(await sessionOf(result.token)), 'in');
  assert.deepEqual((await entries('staff.signed-in', person.id)).at(-1), {
    way: 'passkey',
    after: 'password',
    complete: true,
  });
  const reasons = (await entries('staff.refused', person.id)).map(({ why }) => why);
  assert.ok(reasons.includes('code') && reasons.includes('passkey'));
});

test('ten wrong passkeys an hour, and codes with them: then the person waits', async () => {
  const { person } = await owner();
  const session = await withPassword(person, strict);
  const kinds: string[] = [];
  for (let tried = 0; tried < 11; tried++)
    kinds.push((await passWithPasskey(strict, session, 'x', { site, place })).kind);
  assert.deepEqual(kinds.slice(9), ['wrong', 'limited']);
  assert.equal((await passSecondStep(strict, session, '000000', place)).kind, 'limited');
});

test('a new one needs the password again, the session that asked, and is verified', async () => {
  const person = await somebody();
  const session = await withPassword(person);
  const begin = (name: string, password: string) => beginAdding(strict, session, { name, password, place });
  assert.equal((await begin('هاتفي', 'wrong')).kind, 'wrong');
  assert.equal((await begin('  ', person.password)).kind, 'invalid-name');
  assert.equal((await begin('x'.repeat(61), person.password)).kind, 'invalid-name');
  assert.equal(await offerPasskey(strict, session, site, 'Portal'), null, 'nothing was begun');
  const authenticator = openAuthenticator(site.host);
  assert.equal(await added(person, session, authenticator, { verified: false }), 'wrong');
  assert.equal(await added(person, session, authenticator, { origin: 'https://evil.example' }), 'wrong');
  assert.equal(await added(person, session, authenticator, { host: 'evil.example' }), 'wrong');
  assert.equal(await added(person, session, authenticator, { challenge: 'A'.repeat(43) }), 'ended');
  const elsewhere = await withPassword(person);
  assert.equal(await offerPasskey(strict, elsewhere, site, 'Portal'), null, 'of another session');
  assert.equal(await added(person, session, authenticator), 'added');
  assert.equal(await added(person, session, authenticator), 'wrong', 'it is there already');
  const thief = await somebody();
  assert.equal(
    await added(thief, await withPassword(thief), authenticator),
    'wrong',
    'it is somebody else’s',
  );
});

test('it is renamed and removed by its person only; the last second step stays where one is asked for', async () => {
  const { person, authenticator, session } = await owner();
  const stranger = await owner();
  const [passkey] = await listPasskeys(strict, session);
  assert.equal(passkey?.name, 'هاتفي');
  const { id } = passkey;
  assert.equal((await renamePasskey(strict, stranger.session, id, 'x')).kind, 'unknown');
  assert.equal((await removePasskey(strict, stranger.session, id, place)).kind, 'unknown');
  assert.equal((await renamePasskey(strict, session, id, ' ')).kind, 'invalid-name');
  assert.equal((await renamePasskey(strict, session, id, 'حاسوبي')).kind, 'done');
  assert.equal((await listPasskeys(strict, session))[0]?.name, 'حاسوبي');
  assert.equal((await removePasskey(strict, session, id, place)).kind, 'last');

  assert.equal(await added(person, session, openAuthenticator(site.host)), 'added');
  const [first, second] = await listPasskeys(strict, session);
  const both = await Promise.all(
    [first, second].map((each) => removePasskey(strict, session, each!.id, place)),
  );
  assert.deepEqual(both.map(({ kind }) => kind).toSorted(), ['done', 'last'], 'of two at once, one stays');
  assert.equal((await entries('staff.removed', person.id)).length, 1);
  const [left] = await listPasskeys(portal.ctx, session);
  assert.equal((await removePasskey(portal.ctx, session, left!.id, place)).kind, 'done', 'in the demo');
  const asked = { challenge: await challengeAtTheDoor(), origin };
  assert.equal((await enter(authenticator.sign(asked, handleOf(strict, person.id)))).kind, 'wrong');
});

test('an app is connected beside a passkey with the password and its first code, and is the way out', async () => {
  const { person, session } = await owner();
  const { Secret, TOTP } = await import('otpauth');
  const { writeOffer } = await import('../../src/engine/staff/second-step.ts');
  const secret = Secret.fromBase32(writeOffer(strict, session, 'x').groups.replaceAll(' ', ''));
  const { rows } = await sql<{ now: Date }>`select moment() as now`.execute(portal.db.query);
  const code = new TOTP({ secret }).generate({ timestamp: rows[0]!.now.getTime() });
  const connect = (password: string, typed: string) =>
    connectApp(strict, session, { password, code: typed, place });
  assert.equal((await connect('wrong', code)).kind, 'wrong');
  assert.equal((await connect(person.password, '000000')).kind, 'wrong-code');
  assert.equal((await connect(person.password, code)).kind, 'connected');
  assert.equal((await connect(person.password, code)).kind, 'there');
  const [passkey] = await listPasskeys(strict, session);
  assert.equal((await removePasskey(strict, session, passkey!.id, place)).kind, 'done');
  assert.equal((await disconnectApp(strict, session, place)).kind, 'last');
  assert.equal((await disconnectApp(portal.ctx, session, place)).kind, 'done');
  const ways = (await entries('staff.enrolled', person.id)).map(({ way }) => way);
  assert.deepEqual(ways, ['passkey', 'app']);
});

test('a reset takes passkeys away and disabling shuts them out; a session that a reset ended adds none', async () => {
  const { person, authenticator, session } = await owner();
  const handle = handleOf(strict, person.id);
  const change = { id: person.id, by: byTest.origin };
  const begun = await beginAdding(strict, session, { name: 'x', password: person.password, place });
  assert.equal(begun.kind, 'begun');
  const offer = await offerPasskey(strict, session, site, 'Portal');
  await disablePerson(portal.db, change);
  const challenge = await challengeAtTheDoor();
  assert.equal((await enter(authenticator.sign({ challenge, origin }, handle))).kind, 'wrong');
  await resetPerson(portal.db, change);
  assert.deepEqual(await listPasskeys(strict, session), []);
  const made = openAuthenticator(site.host).make({ challenge: String(offer!.options['challenge']), origin });
  assert.equal((await addPasskey(strict, session, made, { site, place })).kind, 'ended');
});

test('a stranger draws no end of challenges, and what nobody answered is swept away', async () => {
  const { address } = device();
  const kinds = [];
  for (let drawn = 0; drawn < 61; drawn++) kinds.push((await askAtTheDoor(strict, site, address)).kind);
  assert.deepEqual(kinds.slice(59), ['asked', 'limited']);
  const { sweep } = await import('../../src/engine/retention/sweep.ts');
  await portal.moveClock('6 minutes');
  await sweep(portal.ctx);
  const { rows } = await sql`select from passkey_challenges`.execute(portal.db.query);
  assert.equal(rows.length, 0);
});

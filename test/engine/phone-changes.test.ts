// Another phone for an application: proven, told to the phone from before, stopped or done once; and who tries to steal one.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { confirmPhoneChange } from '../../src/engine/phone-changes/confirm-phone-change.ts';
import { settlePhoneChanges } from '../../src/engine/phone-changes/settle-phone-changes.ts';
import { stopPhoneChange } from '../../src/engine/phone-changes/stop-phone-change.ts';
import { morePermits, omar, opened, salma, submit } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { openStatusOf, refuseForGood } from '../support/refusals.ts';
import { freshPhone, newestCode } from '../support/walk.ts';
import type { Actor } from '../../src/engine/review/actor.ts';
import type { Submitted } from '../support/office.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
});
after(() => portal.close());

let permits = 730_000;
async function next(): Promise<Submitted> {
  permits += 1;
  const [permit] = await morePermits(portal, 1, permits);
  assert.ok(permit);
  return submit(portal, permit);
}

const visitor = { holder: Buffer.alloc(32, 5), address: '10.9.9.6' };

/** Asks for another phone from the status page and proves it. */
async function ask(one: Submitted, browser = one.browser): Promise<ReturnType<typeof freshPhone>> {
  const phone = freshPhone();
  let page = await browser.open('/ar/track');
  await browser.submit(page, { reference: one.reference, phoneEnding: one.phone.typed.slice(-4) });
  await browser.post('/ar/track/phone', { newPhone: phone.typed });
  page = await browser.open('/ar/track/phone/code');
  assert.equal(page.path, '/ar/track/phone/code');
  await browser.submit(page, { code: await newestCode(portal, phone.e164), action: 'check' });
  return phone;
}

/** The key of the link that the phone from before received. */
async function linkOf({ phone }: Submitted): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    const texts = (await portal.messages(phone.e164, 0)).map(({ text }) => text);
    const token = /http:\/\/portal\.test\/ar\/phone\/(\S+)/.exec(texts.join('\n'))?.[1];
    if (token !== undefined) return token;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('The phone from before was not told');
}

async function phoneOf(id: number): Promise<{ phone: string; ofRegister: boolean; state: string }> {
  const { rows } = await sql<{ phone: string; ofRegister: boolean; state: string }>`
    select a.phone, a.phone_of_register as "ofRegister", (select state from phone_changes p
      where p.application_id = a.id order by id desc limit 1) as state from applications a where id = ${id}`.execute(
    portal.db.query,
  );
  assert.ok(rows[0]);
  return rows[0];
}

test('proven, told to the old phone, after the wait confirmed by the office; old and new are told', async () => {
  const one = await next();
  const page = await openStatusOf(one);
  assert.match(page.text, /تغيير رقم الهاتف/);
  for (const [typed, said] of [
    ['', /أدخل الرقم الجديد/],
    ['06 461 1234', /رقم هاتف محمول أردني/],
    [one.phone.typed, /هذا هو رقم الطلب الآن/],
  ] as const) {
    const wrong = await one.browser.post('/ar/track/phone', { newPhone: typed });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, said);
  }
  const phone = await ask(one);
  assert.match((await one.browser.open('/ar/track/status')).text, /رقم جديد بانتظار التغيير/);
  await linkOf(one);
  assert.deepEqual(await phoneOf(one.id), { phone: one.phone.e164, ofRegister: false, state: 'waiting' });
  await portal.moveClock('23 hours');
  assert.equal(await settlePhoneChanges(portal.ctx), 0, 'it waits');
  await portal.moveClock('1 hour 1 second');
  assert.equal(await settlePhoneChanges(portal.ctx), 1);
  assert.equal((await phoneOf(one.id)).state, 'to-confirm', 'it is not the phone of the register');
  const inspector: Actor = { ...salma, role: 'inspector' };
  const [{ id } = { id: 0 }] = (await opened(portal, one.id)).phoneChanges;
  assert.equal((await confirmPhoneChange(portal.ctx, inspector, { id, confirm: true })).kind, 'not-allowed');
  const both = await Promise.all(
    [salma, omar].map((actor) => confirmPhoneChange(portal.ctx, actor, { id, confirm: true })),
  );
  assert.deepEqual(both.map(({ kind }) => kind).toSorted(), ['changed', 'over'], 'once');
  assert.equal((await phoneOf(one.id)).phone, phone.e164);
  const told = [await portal.messages(phone.e164, 2), await portal.messages(one.phone.e164, 4)];
  for (const list of told) assert.match(list.map(({ text }) => text).join('\n'), /تغيّر رقم هاتف الطلب/);
  const found = await opened(portal, one.id);
  assert.equal(found.phone.given, phone.e164);
  const again = await openStatusOf({ ...one, phone });
  assert.equal(again.path, '/ar/track/status', 'found by its new ending');
  const { rows } = await sql<{ action: string }>`select action from audit
    where subject = ${`application:${one.id}`} and action like 'phone.%' order by id`.execute(
    portal.db.query,
  );
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['phone.asked', 'phone.changed'],
  );
  const line = found.application.shown.answers.find(({ name }) => name === 'phone');
  assert.ok(line?.answer.replaceAll(' ', '').endsWith(phone.typed.slice(-4)));
});

test('the register’s own number needs no confirming', async () => {
  const one = await next();
  const phone = await ask(one);
  await sql`update applications set found = found || jsonb_build_object('phone', ${phone.e164}::text) where id = ${one.id}`.execute(
    portal.db.query,
  );
  await portal.moveClock('25 hours');
  await settlePhoneChanges(portal.ctx);
  assert.deepEqual(await phoneOf(one.id), { phone: phone.e164, ofRegister: true, state: 'changed' });
});

test('who knows reference and four digits cannot take an application over: the owner stops it, and nobody asks again', async () => {
  const one = await next();
  const thief = portal.browser();
  await ask(one, thief);
  const token = await linkOf(one);
  const owner = portal.browser();
  const page = await owner.open(`/ar/phone/${token}`);
  assert.match(page.text, /أوقف التغيير/);
  assert.equal((await phoneOf(one.id)).state, 'waiting', 'opening the link changes nothing');
  assert.doesNotMatch(page.html, new RegExp(`${one.reference}|${one.phone.typed}`), 'nothing personal on it');
  const after = await owner.submit(page, {});
  assert.match((after.location ? await owner.open(after.location) : after).text, /أوقفنا التغيير/);
  await portal.moveClock('25 hours');
  assert.equal(await settlePhoneChanges(portal.ctx), 0);
  assert.equal((await phoneOf(one.id)).phone, one.phone.e164);
  await openStatusOf({ ...one, browser: thief });
  await thief.post('/ar/track/phone', { newPhone: freshPhone().typed });
  assert.equal((await thief.open('/ar/track/phone/code')).path, '/ar/track/status', 'not again');
  assert.equal((await owner.open('/ar/phone/AAAAAAAAAAAAAAAAAAAAAA')).status, 404);
  assert.equal(await stopPhoneChange(portal.ctx, visitor, 'no such key'), 'unknown');
});

test('stopping and doing it at the same moment: one of the two, ten times', async () => {
  const all: { one: Submitted; token: string; phone: string }[] = [];
  for (let n = 0; n < 10; n++) {
    const one = await next();
    const { e164 } = await ask(one);
    await sql`update applications set found = found || jsonb_build_object('phone', ${e164}::text) where id = ${one.id}`.execute(
      portal.db.query,
    );
    all.push({ one, token: await linkOf(one), phone: e164 });
  }
  await portal.moveClock('25 hours');
  const [stopped] = await Promise.all([
    Promise.all(all.map(({ token }) => stopPhoneChange(portal.ctx, visitor, token))),
    settlePhoneChanges(portal.ctx),
    settlePhoneChanges(portal.ctx),
  ]);
  for (const [index, { one, phone }] of all.entries()) {
    const now = await phoneOf(one.id);
    const wasStopped = stopped[index] === 'stopped';
    assert.equal(now.state, wasStopped ? 'stopped' : 'changed');
    assert.equal(now.phone, wasStopped ? one.phone.e164 : phone);
  }
});

test('two browsers prove at once: one waits; what ended meanwhile is void; and no more than three are asked for', async () => {
  const one = await next();
  const [first, second] = [portal.browser(), portal.browser()];
  await Promise.all([ask(one, first), ask(one, second)]).catch(() => undefined);
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from phone_changes
    where application_id = ${one.id}`.execute(portal.db.query);
  assert.equal(rows[0]?.count, 1);
  await refuseForGood(portal, one.id, omar);
  await portal.moveClock('25 hours');
  await settlePhoneChanges(portal.ctx);
  assert.equal((await phoneOf(one.id)).state, 'void');
  assert.doesNotMatch((await openStatusOf(one)).text, /تغيير رقم الهاتف/, 'it has ended');

  const other = await next();
  await sql`insert into phone_changes (application_id, old_phone, new_phone, due_at, stop_hash, state)
    select ${other.id}, '+962790000001', '+962790000002', moment(), decode(md5(n::text), 'hex'), 'void'
    from generate_series(1, 3) n`.execute(portal.db.query);
  assert.doesNotMatch((await openStatusOf(other)).text, /تغيير رقم الهاتف/);
});

test('a wrong code, and the page of the code without a number: nothing is written', async () => {
  const one = await next();
  await openStatusOf(one);
  assert.equal((await one.browser.open('/ar/track/phone/code')).path, '/ar/track/status');
  await one.browser.post('/ar/track/phone', { newPhone: freshPhone().typed });
  const page = await one.browser.open('/ar/track/phone/code');
  const wrong = await one.browser.submit(page, { code: '000000', action: 'check' });
  assert.equal(wrong.status, 422);
  assert.equal((await phoneOf(one.id)).state, null);
});

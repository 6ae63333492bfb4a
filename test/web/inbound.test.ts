// SMS that people write to the city: the webhook and what abuses it, the answers, the limits, and the demo's phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { remind } from '../../src/engine/reminders/remind.ts';
import { morePermits, submit } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { freshPhone } from '../support/walk.ts';
import type { Portal } from '../support/portal.ts';

const secret = 'a secret of the gateway, 24 and more'.replaceAll(' ', '-');
let portal: Portal;
before(async () => {
  portal = await openPortal({ inbound: { secret, fields: { id: 'msg_id', from: 'msisdn', text: 'body' } } });
});
after(() => portal.close());

type Sms = { msg_id?: unknown; msisdn?: unknown; body?: unknown };

async function bring(sms: Sms, headers: Record<string, string> = {}): Promise<number> {
  const { statusCode } = await portal.app.inject({
    method: 'POST',
    url: '/gateway/sms',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(sms),
  });
  return statusCode;
}

/** Writes to the city and waits for the answer, of which there may be one only. */
async function answer(phone: string, body: string): Promise<string> {
  const before = (await portal.messages(phone, 0)).length;
  assert.equal(await bring({ msg_id: randomUUID(), msisdn: phone, body }), 204);
  const [newest] = await portal.messages(phone, before + 1);
  return newest?.text.replace(/[\u2066\u2069]/g, '') ?? '';
}

/** Waits until every SMS is settled, and tells how many messages a phone then has. */
async function settled(phone: string): Promise<number> {
  for (let tries = 0; tries < 400; tries++) {
    const { rows } = await sql<{
      n: number;
    }>`select count(*)::int as n from incoming_sms where answered_at is null`.execute(portal.db.query);
    if (rows[0]?.n === 0) {
      const { rows: messages } = await sql<{
        n: number;
      }>`select count(*)::int as n from messages where phone = ${phone}
        and kind = 'answer'`.execute(portal.db.query);
      return messages[0]?.n ?? 0;
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('An SMS was not settled within ten seconds');
}

test('a stranger to the gateway is refused before anything is read, and nothing is kept', async () => {
  const sms = { msg_id: 'a', msisdn: freshPhone().e164, body: 'STOP' };
  for (const authorization of ['', 'Bearer', `Bearer ${secret}x`, `Basic ${secret}`, `bearer ${secret}`])
    assert.equal(await bring(sms, { authorization }), 403, authorization);
  assert.equal(await bring({ ...sms, body: 'x'.repeat(20_000) }), 413);
  for (const wrong of [{}, { ...sms, msg_id: '' }, { ...sms, msisdn: ['x'] }, { ...sms, body: { a: 1 } }])
    assert.equal(await bring(wrong), 400, JSON.stringify(wrong));
  const { statusCode } = await portal.app.inject({
    method: 'POST',
    url: '/gateway/sms',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    payload: '{"msg_id": ',
  });
  assert.equal(statusCode, 400);
  const { rows } = await sql`select from incoming_sms`.execute(portal.db.query);
  assert.equal(rows.length, 0);
  const other = await openPortal();
  const missing = await other.app.inject({ method: 'POST', url: '/gateway/sms', payload: '' });
  assert.notEqual(missing.statusCode, 204);
  await other.close();
});

test('the three numbers are answered in the words of the look-up, and no name is told; misses are alike', async () => {
  const [permit] = await morePermits(portal, 1, 940_001);
  assert.ok(permit);
  const { e164 } = freshPhone();
  const found = await answer(
    e164,
    `${permit.contractorNumber} / ${permit.permitNumber} / ${permit.permitYear}`,
  );
  assert.match(found, /التصريح 940001 \/ 2026: يمكن تجديده\. ينتهي حاليًا في \d\d-\d\d-\d{4}/);
  assert.ok(!found.includes('المشاعل'));
  const miss = await answer(e164, `${permit.contractorNumber} 1 2026`);
  assert.equal(
    miss,
    await answer(e164, `1 ${permit.permitNumber} 2026`),
    'another’s number and one of nobody',
  );
  assert.match(miss, /لم نجد تصريحًا بهذه الأرقام/);
  const year = new Date().getFullYear();
  assert.match(await answer(e164, `1060 410 ${year}`), /هذا التصريح مسحوب/);
  assert.match(await answer(e164, `permit 1042 288 ${year}`), /^It is too early|too early|not yet|Not time/i);
});

test('a reference is answered to the phone that it was made with alone', async () => {
  const [permit] = await morePermits(portal, 1, 941_001);
  assert.ok(permit);
  const one = await submit(portal, permit);
  // Its code and its receipt.
  await portal.messages(one.phone.e164, 2);
  assert.match(
    await answer(one.phone.e164, one.reference),
    new RegExp(`الطلب ${one.reference} قيد الدراسة. القرار في موعد أقصاه`),
  );
  const stranger = freshPhone().e164;
  const refused = await answer(stranger, one.reference);
  assert.match(refused, /لا طلب بهذا الرقم قُدّم من هذا الهاتف/);
  assert.ok(!refused.includes(one.reference));
  assert.match(await answer(stranger, 'مرحبا'), /أرسل رقم الطلب المرجعي/);
  assert.match(await answer(stranger, 'hello'), /Send your reference/);
});

test('once however often it is brought; short codes, names and numbers of elsewhere never; the text is forgotten', async () => {
  const { e164 } = freshPhone();
  const msg_id = randomUUID();
  const all = await Promise.all([1, 2, 3, 4].map(() => bring({ msg_id, msisdn: e164, body: 'مرحبا' })));
  assert.deepEqual(all, [204, 204, 204, 204]);
  assert.equal(await settled(e164), 1);
  for (const msisdn of ['90909', 'Tajdeed', '+12025550123', '065001234', 962])
    assert.equal(await bring({ msg_id: randomUUID(), msisdn, body: 'مرحبا' }), 204);
  await settled(e164);
  const { rows } = await sql<{
    phone: string;
    text: string | null;
  }>`select phone, text from incoming_sms`.execute(portal.db.query);
  assert.ok(rows.every(({ phone, text }) => /^\+9627[789]\d{7}$/.test(phone) && text === null));
  assert.ok(!portal.log.join('\n').includes(e164.slice(4)), 'no phone in the log');
});

test('beyond the limit of a day nothing is answered, but reminders still stop', async () => {
  const { e164 } = freshPhone();
  await portal.set('limits.sms-answers', {
    phone: { max: 3, seconds: 86_400 },
    all: { max: 2000, seconds: 3600 },
  });
  for (let n = 0; n < 6; n++) await bring({ msg_id: randomUUID(), msisdn: e164, body: 'مرحبا' });
  assert.equal(await settled(e164), 3);
  await bring({ msg_id: randomUUID(), msisdn: e164, body: 'إيقاف' });
  assert.equal(await settled(e164), 3);
  const { rows } = await sql`select from reminder_stops where phone = ${e164} and through = 'sms'`.execute(
    portal.db.query,
  );
  assert.equal(rows.length, 1);
  await portal.set('limits.sms-answers', {
    phone: { max: 200, seconds: 86_400 },
    all: { max: 2000, seconds: 3600 },
  });
});

test('«إيقاف» ends reminders, whatever the register says', async () => {
  const { e164 } = freshPhone();
  await morePermits(portal, 1, 942_001);
  await sql`update permits set phone = ${e164}, reminders = true where number = 942001`.execute(
    portal.db.query,
  );
  assert.match(await answer(e164, 'إيقاف'), /أوقفنا التذكير/);
  await remind(portal.ctx);
  const { rows } = await sql`select from reminders where phone = ${e164}`.execute(portal.db.query);
  assert.equal(rows.length, 0);
});

test('numbers that are guessed are limited as in the form, by the phone', async () => {
  const { e164 } = freshPhone();
  await portal.set('limits.look-up-misses', {
    address: { max: 2, seconds: 3600 },
    number: { max: 400, seconds: 3600 },
    all: { max: 2000, seconds: 3600 },
  });
  for (let n = 0; n < 5; n++) await bring({ msg_id: randomUUID(), msisdn: e164, body: `77${n} 1 2026` });
  assert.equal(await settled(e164), 2);
});

test('the demo’s phone writes to the city, and the answer is there', async () => {
  const { typed, e164 } = freshPhone();
  const browser = portal.browser();
  const page = await browser.open(`/demo/phone?phone=${typed}`);
  assert.match(page.text, /اكتب إلى الأمانة/);
  const sent = await browser.post('/demo/phone', { phone: e164, text: 'مرحبا' });
  assert.equal(sent.status, 303);
  await portal.messages(e164, 1);
  assert.match((await browser.open(sent.location)).text, /أرسل رقم الطلب المرجعي/);
});

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { sendDue, watchMessages } from '../../src/engine/notifications/send-due.ts';
import { sendMessage } from '../../src/engine/notifications/send-message.ts';
import { forgetReceipts, takeReceipt } from '../../src/engine/notifications/take-receipt.ts';
import { guardChannel } from '../../src/platform/channels/guard-channel.ts';
import { fakeGateway } from '../support/fake-gateway.ts';
import { openPortal } from '../support/portal.ts';
import type { Channels } from '../../src/platform/channels/channel.ts';
import type { FakeGateway } from '../support/fake-gateway.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
});
after(() => portal.close());
beforeEach(async () => {
  await sql`delete from messages`.execute(portal.db.query);
  await sql`delete from message_receipts`.execute(portal.db.query);
});

type Row = { state: string; why: string | null; tries: number; due: number; attempts: string[] };

/** Messages that nobody sends but the test; the portal's own worker knows nothing of them. */
async function queued(count = 1): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into messages (id, kind, phone, lang, text)
    select gen_random_uuid(), 'submitted', '+96279' || (1000000 + n), 'ar', 'استلمنا ' || n from generate_series(1, ${count}::int) n
    returning id`.execute(portal.db.query);
  return rows.map(({ id }) => id);
}

async function rowOf(id: string): Promise<Row> {
  const { rows } =
    await sql<Row>`select state, why, tries, case when isfinite(due_at) then round(extract(epoch from due_at - moment()))::int end as due,
      (select coalesce(array_agg(gateway || ':' || coalesce(outcome, 'open') order by id), '{}')
        from message_attempts where message_id = m.id) as attempts
    from messages m where id = ${id}::uuid`.execute(portal.db.query);
  assert.ok(rows[0]);
  return rows[0];
}

const over = (...sms: FakeGateway[]): Channels => ({ sms, email: [] });
const send = (id: string, ...gateways: FakeGateway[]) => sendMessage(portal.ctx, over(...gateways), id);
const listening = (gateway: FakeGateway) => {
  gateway.listen?.((receipt) => takeReceipt(portal.ctx, gateway.name, receipt));
  return gateway;
};

test('it goes to the next gateway when the first has certainly not taken it, and each attempt is kept', async () => {
  const [one, two, three] = [fakeGateway('one'), fakeGateway('two'), fakeGateway('three')];
  one.mood = 'down';
  two.mood = 'refuses';
  const [id = ''] = await queued();
  await send(id, one, two, three);
  const row = await rowOf(id);
  assert.deepEqual(
    [row.state, row.why, row.attempts],
    ['sent', null, ['one:not-taken', 'two:refused', 'three:accepted']],
  );
  await send(id, one, two, three);
  assert.equal(three.asked.length, 1, 'what is sent is not sent again');
});

test('while none takes it, it waits longer and longer, and is given up after about a day', async () => {
  const down = fakeGateway('one');
  down.mood = 'down';
  const [id = ''] = await queued();
  const waits: number[] = [];
  for (let n = 0; n < 9; n++) {
    await send(id, down);
    const { state, due } = await rowOf(id);
    assert.equal(state, 'queued');
    waits.push(due);
    await portal.moveClock(`${due + 1} seconds`);
  }
  assert.deepEqual(waits, [5, 10, 20, 40, 80, 160, 320, 600, 600]);
  await send(id, down);
  assert.equal(down.asked.length, 10);
  await send(id, down);
  assert.equal(down.asked.length, 10, 'not before its time');
  await sql`update messages set tries = 149, due_at = moment() where id = ${id}::uuid`.execute(
    portal.db.query,
  );
  await send(id, down);
  const { state, why } = await rowOf(id);
  assert.deepEqual([state, why], ['failed', 'gave-up']);
});

test('refused by all, it has failed at once', async () => {
  const [one, two] = [fakeGateway('one'), fakeGateway('two')];
  one.mood = 'refuses';
  two.mood = 'refuses';
  const [id = ''] = await queued();
  await send(id, one, two);
  const { state, why } = await rowOf(id);
  assert.deepEqual([state, why], ['failed', 'refused']);
});

test('a lost answer is asked for; who cannot be asked leaves it unknown, and it is not sent again', async () => {
  const mute = fakeGateway('mute');
  const second = fakeGateway('second');
  mute.mood = 'lost';
  const [id = '', other = '', third = ''] = await queued(3);
  await send(id, mute, second);
  assert.deepEqual([(await rowOf(id)).state, (await rowOf(id)).why], ['unknown', 'lost-answer']);
  await portal.moveClock('1 day');
  await sendDue(portal.ctx, over(fakeGateway('later')));
  assert.equal((await rowOf(id)).state, 'unknown');
  assert.equal(second.asked.length, 0, 'the next gateway would send it twice');

  const asked = fakeGateway('asked', { canBeAsked: true });
  asked.mood = 'lost';
  await sql`update messages set state = 'queued', due_at = moment() where id in (${other}::uuid, ${third}::uuid)`.execute(
    portal.db.query,
  );
  await send(other, asked);
  assert.equal((await rowOf(other)).state, 'sent');
  // It says that it does not have it: then another may.
  asked.ask = () => Promise.resolve({ kind: 'has-not' });
  await send(third, asked, second);
  assert.deepEqual((await rowOf(third)).attempts, ['later:accepted', 'asked:not-taken', 'second:accepted']);
});

test('who dies in the middle leaves an open attempt: a minute later it is asked for, or unknown', async () => {
  const mute = fakeGateway('mute');
  const talks = fakeGateway('talks', { canBeAsked: true });
  const never = fakeGateway('never', { canBeAsked: true });
  for (const gateway of [mute, talks]) gateway.mood = 'dies';
  const [id = '', other = '', third = ''] = await queued(3);
  void send(id, mute);
  void send(other, talks);
  never.send = () => new Promise(() => {});
  void send(third, never);
  for (let n = 0; n < 200 && (await rowOf(third)).state !== 'sending'; n++) await new Promise(setImmediate);
  for (let n = 0; n < 200 && mute.asked.length + talks.asked.length < 2; n++) await new Promise(setImmediate);
  const channels = over(mute, talks, never);
  await sendDue(portal.ctx, channels);
  assert.equal((await rowOf(id)).state, 'sending', 'it may still be at work');
  await portal.moveClock('61 seconds');
  const next = fakeGateway('next');
  await sendDue(portal.ctx, { sms: [next, ...channels.sms], email: [] });
  assert.deepEqual([(await rowOf(id)).state, (await rowOf(id)).why], ['unknown', 'interrupted']);
  assert.equal((await rowOf(other)).state, 'sent');
  assert.deepEqual((await rowOf(third)).attempts, ['never:not-taken', 'next:accepted']);
  assert.equal(next.asked.length, 1);
});

test('an answer that comes after its attempt was given up is believed when it says yes', async () => {
  const slow = fakeGateway('slow');
  const answer = Promise.withResolvers<void>();
  const { send: takes } = slow;
  slow.send = async (message) => {
    await answer.promise;
    return takes(message);
  };
  const [id = ''] = await queued();
  const sending = send(id, slow);
  for (let n = 0; n < 200 && (await rowOf(id)).state !== 'sending'; n++) await new Promise(setImmediate);
  await portal.moveClock('61 seconds');
  await sendDue(portal.ctx, over(fakeGateway('other')));
  assert.equal((await rowOf(id)).state, 'unknown');
  answer.resolve();
  await sending;
  assert.deepEqual([(await rowOf(id)).state, (await rowOf(id)).why], ['sent', null]);
});

test('many workers at once send each message once', async () => {
  const gateway = fakeGateway('one');
  const ids = await queued(40);
  await Promise.all([
    ...[0, 1, 2].map(() => sendDue(portal.ctx, over(gateway))),
    ...ids.map((id) => send(id, gateway)),
  ]);
  assert.equal(gateway.asked.length, 40);
  assert.ok([...gateway.taken.values()].every((times) => times === 1));
});

test('receipts come late, twice, too early, or of nothing', async () => {
  const gateway = listening(fakeGateway('one', { receipts: true }));
  const [id = '', early = '', failed = ''] = await queued(3);
  await send(id, gateway);
  assert.equal((await rowOf(id)).state, 'sent');
  await portal.moveClock('2 days');
  await gateway.deliver();
  assert.equal((await rowOf(id)).state, 'delivered');
  gateway.mood = 'twice';
  await send(early, gateway);
  assert.equal((await rowOf(early)).state, 'delivered', 'the receipt was faster than the answer');
  gateway.mood = 'up';
  await send(failed, gateway);
  await gateway.deliver('failed');
  assert.deepEqual([(await rowOf(failed)).state, (await rowOf(failed)).why], ['failed', 'undelivered']);
  // The phone was off, and is on again: better news counts, worse news does not take it back.
  const reference = 'one-3';
  await takeReceipt(portal.ctx, 'one', { reference, says: 'delivered', why: null });
  assert.equal((await rowOf(failed)).state, 'delivered');
  await takeReceipt(portal.ctx, 'one', { reference, says: 'failed', why: 'receipt-1' });
  assert.equal((await rowOf(failed)).state, 'delivered');
  await takeReceipt(portal.ctx, 'one', { reference: 'of-nobody', says: 'delivered', why: null });
  await takeReceipt(portal.ctx, 'another', { reference: 'one-1', says: 'failed', why: null });
  assert.equal((await rowOf(id)).state, 'delivered', 'another gateway has names of its own');
  await portal.moveClock('31 days');
  await forgetReceipts(portal.ctx);
  const { rows } = await sql`select from message_receipts`.execute(portal.db.query);
  assert.equal(rows.length, 0);
});

test('a message of parts is delivered when all of its parts are', async () => {
  const gateway = fakeGateway('one', { receipts: true });
  gateway.send = () => Promise.resolve({ kind: 'accepted', references: ['a', 'b'] });
  const [id = ''] = await queued();
  await send(id, gateway);
  await takeReceipt(portal.ctx, 'one', { reference: 'b', says: 'delivered', why: null });
  assert.equal((await rowOf(id)).state, 'sent');
  await takeReceipt(portal.ctx, 'one', { reference: 'a', says: 'delivered', why: null });
  assert.equal((await rowOf(id)).state, 'delivered');
});

test('a gateway that is down is left alone, so that messages do not wait for it one after another', async () => {
  const down = fakeGateway('down');
  down.mood = 'down';
  const guarded = guardChannel(down, { atOnce: 4, failures: 3, restMs: 60_000 }, portal.ctx.log);
  const up = fakeGateway('up');
  await queued(20);
  await sendDue(portal.ctx, { sms: [guarded, up], email: [] });
  assert.equal(up.asked.length, 20);
  assert.ok(down.asked.length < 12, `${down.asked.length} asked it`);
  assert.ok(portal.log.some((line) => line.includes('messages.gateway.resting')));
});

test('in quiet hours a message waits, and says until when; a code does not', async () => {
  const gateway = fakeGateway('one');
  const { rows } = await sql<{ from: string; to: string }>`
    select to_char(moment() at time zone 'Asia/Amman' - interval '1 hour', 'HH24:MI') as from,
      to_char(moment() at time zone 'Asia/Amman' + interval '2 hours', 'HH24:MI') as to`.execute(
    portal.db.query,
  );
  assert.ok(rows[0]);
  await portal.set('messages.quiet-hours', { ...rows[0], daysOff: false });
  const [id = ''] = await queued();
  await send(id, gateway);
  const { state, why, due, attempts } = await rowOf(id);
  assert.deepEqual([state, why, attempts], ['queued', 'quiet', []]);
  assert.ok(due > 7_000 && due <= 7_200, `${due}`);
  await sql`insert into messages (id, kind, phone, lang, code_id) values (gen_random_uuid(), 'code', '+962791111111', 'ar', null)`.execute(
    portal.db.query,
  );
  await sendDue(portal.ctx, over(gateway));
  assert.equal(gateway.asked.length, 0, 'the code has nothing to send; the other waits');
  await portal.moveClock('2 hours 1 minute');
  await sendDue(portal.ctx, over(gateway));
  assert.equal((await rowOf(id)).state, 'sent');
  await portal.set('messages.quiet-hours', { from: '00:00', to: '00:00', daysOff: false });
});

test('without a gateway messages wait and are never given up', async () => {
  const [id = ''] = await queued();
  for (let n = 0; n < 5; n++) {
    await sendMessage(portal.ctx, { sms: [], email: [] }, id);
    await portal.moveClock('1 day');
  }
  const { state, why, tries } = await rowOf(id);
  assert.deepEqual([state, why, tries], ['queued', 'no-gateway', 0]);
});

test('an alarm is an e-mail to the office, once an hour, without a phone in it', async () => {
  await portal.set('messages.alarm-addresses', [{ email: 'it@city.example' }, { email: 'sup@city.example' }]);
  const refusing = fakeGateway('one');
  refusing.mood = 'refuses';
  const mail = fakeGateway('smtp');
  const channels = { sms: [refusing], email: [mail] };
  await queued(2);
  await sendDue(portal.ctx, channels);
  await Promise.all([watchMessages(portal.ctx), watchMessages(portal.ctx)]);
  await watchMessages(portal.ctx);
  await sendDue(portal.ctx, channels);
  // The portal's own worker has no way for e-mail, and may have put them off.
  await portal.moveClock('11 minutes');
  await sendDue(portal.ctx, channels);
  assert.deepEqual(mail.asked.map(({ to }) => to).toSorted(), ['it@city.example', 'sup@city.example']);
  assert.match(mail.asked[0]?.subject ?? '', /رسائل لم تصل · Messages that did not arrive/);
  assert.match(mail.asked[0]?.text ?? '', /تعذّر إرسال 2/);
  assert.doesNotMatch(mail.asked[0]?.text ?? '', /\+?962|079/);
  await portal.set('messages.alarm-addresses', []);
});

test('what the version before sends while the new tables are there is not sent again', async () => {
  const [id = '', refused = ''] = await queued(2);
  await sql`update messages set sent_at = moment(), gateway_reference = 'x' where id = ${id}::uuid`.execute(
    portal.db.query,
  );
  await sql`update messages set refused_at = moment() where id = ${refused}::uuid`.execute(portal.db.query);
  assert.deepEqual([(await rowOf(id)).state, (await rowOf(refused)).state], ['sent', 'failed']);
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { createServer } from 'smpp';
import { smppGateway } from '../../src/platform/channels/smpp-gateway.ts';
import { countParts } from '../../src/platform/sms/parts.ts';
import type { AddressInfo } from 'node:net';
import type { Pdu, Server, Session } from 'smpp';
import type { Channel, Incoming, Receipt } from '../../src/platform/channels/channel.ts';
import type { SmppPlace } from '../../src/platform/channels/smpp-link.ts';

/** An SMSC of the same library, in its other part. */
let smsc: Server;
let sessions: Session[] = [];
let submitted: Pdu[] = [];
let enquiries = 0;
let binds = 0;
/** What it answers to a part; null: nothing. */
let answering: (pdu: Pdu, session: Session) => Record<string, unknown> | null;
let answersEnquiries = true;
let count = 0;
const opened: Channel[] = [];

before(async () => {
  smsc = createServer((session) => {
    sessions.push(session);
    session.on('error', () => {});
    session.on('bind_transceiver', (pdu: Pdu) => {
      binds += 1;
      session.send(pdu.response(pdu.password === 's3cret' ? {} : { command_status: 0x0e }));
    });
    session.on('submit_sm', (pdu: Pdu) => {
      submitted.push(pdu);
      const answer = answering(pdu, session);
      if (answer !== null) session.send(pdu.response(answer));
    });
    session.on('enquire_link', (pdu: Pdu) => {
      enquiries += 1;
      if (answersEnquiries) session.send(pdu.response());
    });
    session.on('unbind', (pdu: Pdu) => session.send(pdu.response()));
  });
  smsc.listen(0);
  await once(smsc, 'listening');
});
after(async () => {
  await Promise.all(opened.map((each) => each.close()));
  for (const session of sessions) session.destroy();
  smsc.close();
});

function gateway(more: Partial<SmppPlace> = {}): Channel {
  const { port } = smsc.address() as AddressInfo;
  const place: SmppPlace = {
    kind: 'smpp',
    name: 'smsc',
    host: '127.0.0.1',
    port,
    tls: false,
    user: 'portal',
    password: 's3cret',
    sender: 'Baladiya',
    timeoutMs: 800,
    enquireMs: 60_000,
    ...more,
  };
  const channel = smppGateway(place, () => {});
  opened.push(channel);
  [sessions, submitted, enquiries, binds, answersEnquiries] = [[], [], 0, 0, true];
  answering = () => ({ message_id: `m${(count += 1)}` });
  return channel;
}

const to = '+962790000042';
const send = (channel: Channel, text: string) => channel.send({ id: crypto.randomUUID(), to, text });
const until = async (is: () => boolean, what: string) => {
  for (const end = performance.now() + 4_000; !is(); await new Promise((resolve) => setTimeout(resolve, 5)))
    assert.ok(performance.now() < end, what);
};
const textOf = (pdu: Pdu) => String(pdu.short_message?.message ?? '');

test('a short message is one part, in UCS-2 or in the letters of the network', async () => {
  const channel = gateway();
  const sent = await send(channel, 'كود التحقق \u2066HK-123456\u2069');
  assert.equal(sent.kind, 'accepted');
  const [arabic] = submitted;
  assert.equal(textOf(arabic as Pdu), 'كود التحقق \u2066HK-123456\u2069');
  assert.deepEqual(
    [
      arabic?.data_coding,
      arabic?.destination_addr,
      arabic?.source_addr,
      arabic?.registered_delivery,
      arabic?.esm_class,
    ],
    [8, '962790000042', 'Baladiya', 1, 0],
  );
  await send(channel, 'Code {HK-123456} costs 5€, @home');
  assert.deepEqual(
    [submitted[1]?.data_coding, textOf(submitted[1] as Pdu)],
    [0, 'Code {HK-123456} costs 5€, @home'],
  );
  assert.equal(binds, 1, 'one session for all');
});

test('a long one is cut into parts that a phone joins, and no letter is cut', async () => {
  const channel = gateway();
  for (const text of [
    'وافقنا على الطلب. '.repeat(12),
    'approved {yes} '.repeat(30),
    `${'ط'.repeat(66)}😀${'ط'.repeat(80)}`,
  ]) {
    submitted = [];
    const sent = await send(channel, text);
    const { parts, encoding } = countParts(text);
    assert.ok(sent.kind === 'accepted' && sent.references.length === parts && parts > 1);
    assert.equal(submitted.map(textOf).join(''), text);
    const headers = submitted.map((pdu) => {
      assert.equal((pdu.esm_class ?? 0) & 0x40, 0x40);
      const [header] = pdu.short_message?.udh ?? [];
      assert.ok(header);
      return [...header];
    });
    // 0: joined by one octet; 3 long; the same number for all; so many; this one.
    const [[, , number] = []] = headers;
    assert.deepEqual(
      headers,
      headers.map((_, at) => [0, 3, number, parts, at + 1]),
    );
    for (const pdu of submitted)
      assert.ok(textOf(pdu).length <= (encoding === 'UCS-2' ? 67 : 153), 'a part fits into its octets');
  }
});

test('what the SMSC answers is told apart: later, never, nobody knows', async () => {
  const channel = gateway();
  const answers: [number, string][] = [
    [0x58, 'not-taken'],
    [0x14, 'not-taken'],
    [0x0b, 'refused'],
    [0x45, 'refused'],
  ];
  for (const [status, kind] of answers) {
    answering = () => ({ command_status: status });
    const result = await send(channel, 'نص');
    assert.deepEqual([result.kind, 'why' in result && result.why], [kind, `smpp-${status.toString(16)}`]);
  }
  answering = () => null;
  assert.deepEqual(await send(channel, 'نص'), { kind: 'unknown', why: 'timeout' });
  answering = (_pdu, session) => (session.destroy(), null);
  assert.deepEqual(await send(channel, 'نص'), { kind: 'unknown', why: 'cut' });
  answering = () => ({ message_id: 'again' });
  assert.equal((await send(channel, 'نص')).kind, 'accepted', 'a new session by itself');
});

test('a later part waits for a busy SMSC; one that it refuses leaves the message unknown', async () => {
  const channel = gateway();
  let asked = 0;
  answering = () => ((asked += 1) === 2 ? { command_status: 0x58 } : { message_id: `p${asked}` });
  const sent = await send(channel, 'ط'.repeat(130));
  assert.deepEqual(sent, { kind: 'accepted', references: ['p1', 'p3'] });
  asked = 0;
  answering = () => ((asked += 1) === 2 ? { command_status: 0x0b } : { message_id: `p${asked}` });
  assert.deepEqual(await send(channel, 'ط'.repeat(130)), { kind: 'unknown', why: 'partly' });
});

test('a wrong password, or nobody there, sends nothing', async () => {
  const wrong = gateway({ password: 'other' });
  assert.deepEqual(await send(wrong, 'نص'), { kind: 'not-taken', why: 'bind-e' });
  await assert.rejects(wrong.probe(), /lets us in no session \(bind-e\)/);
  const nobody = gateway({ port: 1 });
  assert.deepEqual(await send(nobody, 'نص'), { kind: 'not-taken', why: 'unreachable' });
  const good = gateway();
  await good.probe();
  assert.equal(submitted.length, 0);
});

test('receipts are kept before the SMSC is thanked, in fields or in text; what could not be kept comes again', async () => {
  const channel = gateway();
  const receipts: Receipt[] = [];
  let keeps = true;
  const heard: Incoming[] = [];
  channel.listen?.(
    async (receipt) => {
      if (!keeps) throw new Error('no database');
      receipts.push(receipt);
    },
    async (sms) => {
      if (!keeps) throw new Error('no database');
      heard.push(sms);
    },
  );
  await until(() => binds === 1, 'a session is opened for receipts');
  await until(() => sessions.length === 1, 'one');
  const deliver = (fields: Record<string, unknown>) =>
    new Promise<number>((resolve) => {
      const pdu = { source_addr: '962790000042', destination_addr: 'Baladiya', ...fields };
      sessions[0]?.deliver_sm(pdu, (answer) => resolve(answer.command_status));
    });
  await channel.probe();
  const text =
    'id:77 sub:001 dlvrd:001 submit date:2611241200 done date:2611241201 stat:UNDELIV err:0C1 text:';
  assert.equal(await deliver({ esm_class: 4, short_message: text }), 0);
  assert.equal(
    await deliver({ esm_class: 4, receipted_message_id: '78', message_state: 2, short_message: '' }),
    0,
  );
  assert.equal(await deliver({ esm_class: 4, short_message: 'id:79 stat:ENROUTE err:000' }), 0);
  assert.equal(await deliver({ esm_class: 0, short_message: 'STOP id:1 stat:DELIVRD' }), 0);
  for (const _twice of [1, 2])
    assert.equal(await deliver({ esm_class: 0, data_coding: 8, short_message: 'إيقاف ١٠٤٢' }), 0);
  assert.deepEqual(
    heard.map(({ from, text: words }) => [from, words]),
    [
      ['+962790000042', 'STOP id:1 stat:DELIVRD'],
      ['+962790000042', 'إيقاف ١٠٤٢'],
      ['+962790000042', 'إيقاف ١٠٤٢'],
    ],
  );
  assert.notEqual(heard[0]?.id, heard[1]?.id);
  keeps = false;
  assert.equal(await deliver({ esm_class: 0, short_message: 'STOP' }), 0x64);
  assert.equal(await deliver({ esm_class: 4, short_message: 'id:80 stat:DELIVRD err:000' }), 0x64);
  assert.deepEqual(receipts, [
    { reference: '77', says: 'failed', why: 'receipt-0c1' },
    { reference: '78', says: 'delivered', why: null },
  ]);
});

test('a session that broke is opened again for receipts; one that does not live is noticed', async () => {
  const channel = gateway({ enquireMs: 40, timeoutMs: 120 });
  channel.listen?.(() => Promise.resolve());
  await until(() => enquiries >= 2, 'it is asked whether it lives');
  sessions[0]?.destroy();
  await until(() => binds === 2, 'a second session');
  answersEnquiries = false;
  await until(() => binds === 3, 'a third, since the second did not answer');
  answersEnquiries = true;
  await channel.close();
  const before = binds;
  await new Promise((resolve) => setTimeout(resolve, 700));
  assert.equal(binds, before, 'none after it was closed');
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { examineChannels } from '../../src/main/examine-channels.ts';
import { ConfigError, readConfig } from '../../src/main/config.ts';
import { httpGateway } from '../../src/platform/channels/http-gateway.ts';
import { smtpChannel } from '../../src/platform/channels/smtp-channel.ts';
import { openNationalGateway } from '../support/fake-gateway.ts';
import type { AddressInfo } from 'node:net';
import type { HttpPlace } from '../../src/platform/channels/http-gateway.ts';
import type { SmtpPlace } from '../../src/platform/channels/smtp-channel.ts';
import type { NationalGateway, NationalMood } from '../support/fake-gateway.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

let national: NationalGateway;
let smtp: SMTPServer;
let mails: { to: string[]; from: string; text: string }[] = [];
let smtpAnswers: (step: 'rcpt' | 'data') => Error | null = () => null;

before(async () => {
  national = await openNationalGateway();
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) =>
      password === 's3cret' ? done(null, { user: username }) : done(new Error('no')),
    onRcptTo: (_address, _session, done) => done(smtpAnswers('rcpt')),
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const from = session.envelope.mailFrom;
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ to, from: from === false ? '' : from.address, text: Buffer.concat(parts).toString() });
        done(smtpAnswers('data'));
      });
    },
  });
  smtp.on('error', () => {});
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
});
after(async () => {
  await national.close();
  await new Promise<void>((resolve) => smtp.close(resolve));
});
beforeEach(() => {
  national.mood = () => ({ is: 'up' });
  national.asked.length = 0;
  national.taken.clear();
  national.tokens = 0;
  mails = [];
  smtpAnswers = () => null;
});

const place = (more: Partial<HttpPlace> = {}): HttpPlace => ({
  kind: 'http',
  name: 'national',
  url: `${national.url}/bulk`,
  user: 'portal',
  password: 's3cret',
  sender: 'GAM',
  typeId: '3',
  timeoutMs: 1_000,
  ...more,
});
const sms = { id: crypto.randomUUID(), to: '+962790000042', text: 'كود التحقق \u2066HK-123456\u2069' };

test('a message to the national gateway: a token by name and password, one request, and its own number', async () => {
  const gateway = httpGateway(place());
  assert.deepEqual(await gateway.send(sms), { kind: 'accepted', references: ['962790000042-1'] });
  const [token, sent] = national.asked;
  assert.deepEqual([token?.method, token?.url], ['POST', '/bulk/authenticate']);
  assert.deepEqual(JSON.parse(token?.body ?? ''), { username: 'portal', password: 's3cret' });
  assert.deepEqual([sent?.url, sent?.headers.authorization], ['/bulk/sendSmsNotifications', 'token-1']);
  assert.deepEqual(JSON.parse(sent?.body ?? ''), {
    data1: { msisdn: '962790000042', text: sms.text, header: 'GAM', messageTypeId: '3' },
  });
  await Promise.all(Array.from({ length: 20 }, () => gateway.send(sms)));
  assert.equal(national.tokens, 1, 'one token for its minute');
  await gateway.probe();
  assert.equal(national.tokens, 2, 'the doctor asks for one of its own');
});

test('a token that is refused is fetched anew, once, and the message is sent once', async () => {
  national.mood = () => ({ is: 'token-refused' });
  const gateway = httpGateway(place());
  assert.equal((await gateway.send(sms)).kind, 'accepted');
  assert.deepEqual([national.tokens, national.taken.get('962790000042')], [2, 1]);
});

const cases: [NationalMood, string, string, boolean][] = [
  [{ is: 'down' }, 'not-taken', 'http-503', false],
  [{ is: 'wrong' }, 'refused', 'http-422', false],
  [{ is: 'busy' }, 'not-taken', 'no-id', false],
  [{ is: 'lost' }, 'unknown', 'cut', true],
  [{ is: 'slow', ms: 1_500 }, 'unknown', 'timeout', true],
  [{ is: 'proxy' }, 'unknown', 'http-504', true],
];
for (const [mood, kind, why, taken] of cases)
  test(`the gateway is ${mood.is}: ${kind}`, async () => {
    national.mood = () => mood;
    const result = await httpGateway(place()).send(sms);
    assert.deepEqual([result.kind, 'why' in result && result.why], [kind, why]);
    assert.equal(
      national.taken.has('962790000042'),
      taken,
      'what may have been taken is never called «not taken»',
    );
    // A yes is the gateway's own number of the message, and nothing else: what is no yes is not tried for ever.
    assert.equal('most' in result ? result.most : null, mood.is === 'busy' ? 5 : null);
  });

test('a wrong password, or nobody there, sends nothing and says nothing of the message', async () => {
  const wrong = httpGateway(place({ password: 'other' }));
  assert.deepEqual(await wrong.send(sms), { kind: 'not-taken', why: 'token-401' });
  await assert.rejects(wrong.probe(), /it gives no token \(401\)/);
  const nobody = httpGateway(place({ url: `http://127.0.0.1:${await freePort()}` }));
  assert.deepEqual(await nobody.send(sms), { kind: 'not-taken', why: 'unreachable' });
  await assert.rejects(nobody.probe(), /cannot be reached \(ECONNREFUSED\)/);
});

const mailPlace = (more: Partial<SmtpPlace> = {}): SmtpPlace => ({
  kind: 'smtp',
  name: 'smtp',
  host: '127.0.0.1',
  port: (smtp.server.address() as AddressInfo).port,
  secure: false,
  startTls: false,
  user: 'portal',
  password: 's3cret',
  from: 'portal@city.example',
  timeoutMs: 1_000,
  ...more,
});
const mail = { id: sms.id, to: 'it@city.example', subject: 'رسائل لم تصل', text: 'تعذّر إرسال 2\n' };

test('an e-mail arrives as it is, and has one name at every attempt', async () => {
  const channel = smtpChannel(mailPlace());
  assert.deepEqual(await channel.send(mail), { kind: 'accepted', references: [mail.id] });
  await channel.send(mail);
  const [first, second] = mails;
  assert.deepEqual([first?.to, first?.from], [['it@city.example'], 'portal@city.example']);
  for (const each of [first, second])
    assert.match(each?.text ?? '', new RegExp(`Message-ID: <${mail.id}@city.example>`));
  const [, body = ''] = (first?.text ?? '').split('\r\n\r\n');
  assert.equal(Buffer.from(body, 'base64').toString().trim() || body, mail.text.trim());
  await channel.probe();
  await channel.close();
});

test('what a server of e-mail answers is told apart', async () => {
  const error = (code: number) => Object.assign(new Error('no'), { responseCode: code });
  const channel = smtpChannel(mailPlace());
  smtpAnswers = (step) => (step === 'rcpt' ? error(450) : null);
  assert.deepEqual(await channel.send(mail), { kind: 'not-taken', why: 'smtp-450' });
  smtpAnswers = (step) => (step === 'rcpt' ? error(550) : null);
  assert.deepEqual(await channel.send(mail), { kind: 'refused', why: 'smtp-550' });
  smtpAnswers = (step) => (step === 'data' ? error(451) : null);
  assert.deepEqual(await channel.send(mail), { kind: 'not-taken', why: 'smtp-451' });
  assert.deepEqual(await smtpChannel(mailPlace({ port: 1 })).send(mail), {
    kind: 'not-taken',
    why: 'unreachable',
  });
  const wrong = smtpChannel(mailPlace({ password: 'other' }));
  assert.equal((await wrong.send(mail)).kind, 'not-taken', 'our own password is no fault of the e-mail');
  await assert.rejects(wrong.probe(), /would not take an e-mail \(EAUTH 535\)/);
  // Without STARTTLS where it is asked for, nothing is sent in the open.
  assert.equal((await smtpChannel(mailPlace({ startTls: true })).send(mail)).kind, 'not-taken');
});

const production = {
  TAJDEED_MODE: 'production',
  DATABASE_URL: 'postgres://u:p@db/x',
  PUBLIC_URL: 'https://e.example',
  TAJDEED_SECRET: 'a'.repeat(40),
};
const nationalEnv = {
  SMS_GATEWAYS: 'national, backup',
  SMS_NATIONAL_KIND: 'http',
  SMS_NATIONAL_URL: 'https://sms.example/bulk/',
  SMS_NATIONAL_USER: 'portal',
  SMS_NATIONAL_PASSWORD: 'hunter2',
  SMS_NATIONAL_SENDER: 'GAM',
  SMS_BACKUP_KIND: 'smpp',
  SMS_BACKUP_URL: 'smpps://smsc.example:3551',
  SMS_BACKUP_USER: 'portal',
  SMS_BACKUP_PASSWORD: 'hunter2',
  SMS_BACKUP_SENDER: '+96265000000',
};

test('gateways are read from the environment, in their order', () => {
  const { channels } = readConfig({
    ...production,
    ...nationalEnv,
    SMTP_URL: 'smtp://mail.example',
    SMTP_FROM: 'GAM <p@city.example>',
  });
  const [first, second] = channels.sms;
  assert.ok(first?.kind === 'http' && second?.kind === 'smpp');
  assert.deepEqual(
    [first.url, first.typeId, first.timeoutMs, first.atOnce],
    ['https://sms.example/bulk', '1', 15_000, 10],
  );
  assert.deepEqual([second.host, second.port, second.tls], ['smsc.example', 3551, true]);
  assert.deepEqual(
    [channels.email[0]?.port, channels.email[0]?.startTls, channels.email[0]?.secure],
    [587, true, false],
  );
  assert.deepEqual(readConfig({}).channels, { sms: [], email: [] });
});

const wrong: [string, Record<string, string>][] = [
  ['SMS_GATEWAYS', { SMS_GATEWAYS: 'National' }],
  ['SMS_GATEWAYS', { SMS_GATEWAYS: 'national,national' }],
  ['SMS_GATEWAYS', { TAJDEED_MODE: 'demo' }],
  ['SMS_NATIONAL_KIND', { SMS_NATIONAL_KIND: 'soap' }],
  ['SMS_NATIONAL_URL', { SMS_NATIONAL_URL: 'http://sms.example' }],
  ['SMS_NATIONAL_URL', { SMS_NATIONAL_URL: 'https://u:hunter2@sms.example' }],
  ['SMS_NATIONAL_PASSWORD', { SMS_NATIONAL_PASSWORD: '' }],
  ['SMS_NATIONAL_SENDER', { SMS_NATIONAL_SENDER: 'أمانة' }],
  ['SMS_NATIONAL_TIMEOUT_MS', { SMS_NATIONAL_TIMEOUT_MS: '60000' }],
  ['SMS_BACKUP_URL', { SMS_BACKUP_URL: 'smpp://smsc.example' }],
  ['SMS_BACKUP_URL', { SMS_BACKUP_URL: 'https://smsc.example' }],
  ['SMTP_URL', { SMTP_URL: 'https://mail.example' }],
  ['SMTP_FROM', { SMTP_URL: 'smtps://mail.example' }],
  ['SMTP_USER', { SMTP_URL: 'smtps://mail.example', SMTP_FROM: 'a@b.example', SMTP_USER: 'x' }],
  ['NODE_TLS_REJECT_UNAUTHORIZED', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
];
for (const [name, env] of wrong)
  test(`a wrong ${name} stops the start with a sentence: ${JSON.stringify(env)}`, () => {
    assert.throws(
      () => readConfig({ ...production, ...nationalEnv, ...env }),
      (error) => {
        assert.ok(error instanceof ConfigError);
        assert.ok(error.message.startsWith(`${name} `), error.message);
        assert.match(error.message, /\.$/);
        assert.doesNotMatch(error.message, /hunter2/);
        return true;
      },
    );
  });

test('the doctor asks each gateway, and says which would not take a message', async () => {
  const backup = { ...place({ name: 'backup', password: 'other' }), atOnce: 1 };
  const channels = { sms: [{ ...place(), atOnce: 1 }, backup], email: [mailPlace()] };
  const found = await examineChannels({ ...readConfig({}), mode: 'production', channels });
  assert.deepEqual(
    found.map(({ what, is, says }) => `${what}: ${is}: ${says}`),
    [
      'SMS: good: national would take a message',
      'SMS, 2: bad: backup: it gives no token (401)',
      'e-mail: good: smtp would take a message',
    ],
  );
  assert.equal(national.taken.size, 0);
  const [none] = await examineChannels({ ...readConfig({}), mode: 'production' });
  assert.deepEqual([none?.is, none?.says], ['bad', 'no gateway is connected: set SMS_GATEWAYS']);
});

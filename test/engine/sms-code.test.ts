import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { sendMessage } from '../../src/engine/notifications/send-message.ts';
import { demoPortalSettings } from '../../src/engine/settings/portal-settings.ts';
import { fakeGateway } from '../support/fake-gateway.ts';
import { openPortal } from '../support/portal.ts';
import { firstPermit, freshPhone, newestCode, renewal } from '../support/walk.ts';
import type { Browser, Page } from '../support/browser.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
  await portal.set('limits.sms-codes', ample);
  await portal.set('limits.wrong-codes', {
    phone: { max: 6, seconds: 86_400 },
    address: { max: 60, seconds: 86_400 },
  });
});
after(() => portal.close());

/** So much that no test here meets a limit that it does not mean. */
const enough = { max: 10_000, seconds: 604_800 };
const ample = { wait: 30, phone: enough, range: enough, address: enough, all: enough };

/** A browser with a draft, on the page of the code. */
async function atCode(
  phone = freshPhone(),
  options: { address?: string } = {},
): Promise<{ browser: Browser; page: Page; phone: typeof phone }> {
  const browser = portal.browser(options);
  const page = await browser.submit(await browser.open(`${renewal}/start`), firstPermit());
  return {
    browser,
    phone,
    page: await browser.submit(page, { reason: 'weather', details: '', phone: phone.typed }),
  };
}

/** Another code than the right one. */
const wrongOf = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const right = `${renewal}/check`;

test('a code is taken however it is typed', async () => {
  const arabic = (text: string) => text.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'.charAt(Number(digit)));
  const ways = [
    (code: string) => code,
    (code: string) => `HK-${code}`,
    (code: string) => ` ${code.slice(0, 3)} ${code.slice(3)}\u200f`,
    (code: string) => arabic(code),
    (code: string) => `\u2066QR-${arabic(code)}\u2069`,
  ];
  for (const way of ways) {
    const { browser, page, phone } = await atCode();
    const typed = way(await newestCode(portal, phone.e164));
    assert.equal((await browser.submit(page, { code: typed })).path, right, typed);
  }
});

test('what is no code is told, and costs no try', async () => {
  const { browser, page, phone } = await atCode();
  for (const [typed, told] of [
    ['', /أدخل كود التحقق/],
    ['12345', /الكود ستة أرقام/],
    ['1234567', /الكود ستة أرقام/],
    ['x'.repeat(100_000), /الكود ستة أرقام/],
  ] as const)
    for (let times = 0; times < 4; times++) {
      const answer = await browser.send(page, { code: typed });
      assert.equal(answer.status, 422);
      assert.match(answer.text, told);
    }
  assert.equal((await browser.submit(page, { code: await newestCode(portal, phone.e164) })).path, right);
});

test('a code is good for ten minutes, beside a newer one, and no longer', async () => {
  const { browser, page, phone } = await atCode();
  const first = await newestCode(portal, phone.e164);
  assert.equal((await browser.send(page, { code: wrongOf(first) })).status, 422);

  const early = await browser.send(page, { action: 'resend' });
  assert.equal(early.status, 429);
  assert.match(early.text, /أرسلنا كودًا قبل لحظات/);
  const wait = Number(early.response.headers['retry-after']);
  assert.ok(wait > 0 && wait <= 30);

  await portal.moveClock('6 minutes');
  assert.equal((await browser.send(page, { action: 'resend' })).location, `${renewal}/code`);
  const second = await newestCode(portal, phone.e164, 2);
  assert.notEqual(first, second);
  await portal.moveClock('3 minutes');
  const other = await atCode(phone);
  assert.equal((await browser.submit(page, { code: first })).path, right, 'the older is still good');

  const third = await newestCode(portal, phone.e164, 3);
  await portal.moveClock('601 seconds');
  assert.match((await other.browser.send(other.page, { code: third })).text, /الكود غير صحيح/);
  assert.match((await other.browser.open(`${renewal}/code`)).text, /لم نرسل كودًا بعد، أو انتهى وقت/);
  await other.browser.send(other.page, { action: 'resend' });
  const fourth = await newestCode(portal, phone.e164, 4);
  assert.equal((await other.browser.submit(other.page, { code: fourth })).path, right);
});

test('wrong tries are counted for the phone, over its codes and drafts', async () => {
  const first = await atCode();
  const second = await atCode(first.phone);
  const code = await newestCode(portal, first.phone.e164, 2);
  for (let times = 0; times < 3; times++)
    for (const { browser, page } of [first, second])
      assert.equal((await browser.send(page, { code: wrongOf(code) })).status, 422);
  const limited = await second.browser.send(second.page, { code });
  assert.equal(limited.status, 429, 'now even the right one is not looked at');
  assert.match(limited.text, /أدخلت كودًا غير صحيح مرات كثيرة/);
  assert.ok(portal.log.some((line) => line.includes('codes.wrong.alarm')));
  const another = await atCode();
  const ours = await newestCode(portal, another.phone.e164);
  assert.equal(
    (await another.browser.submit(another.page, { code: ours })).path,
    right,
    'other phones go on',
  );
});

test('fifty tries at once are fifty tries: no more than the limit are looked at', async () => {
  const { browser, page, phone } = await atCode();
  const code = await newestCode(portal, phone.e164);
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => browser.send(page, { code: wrongOf(code) })),
  );
  assert.equal(answers.filter((answer) => answer.status === 422).length, 6);
  assert.equal(answers.filter((answer) => answer.status === 429).length, 44);
});

test('a code is bound to its draft and its phone; another phone is proven anew', async () => {
  const first = await atCode();
  const code = await newestCode(portal, first.phone.e164);
  const second = await atCode(first.phone);
  const stranger = await atCode();
  for (const { browser, page } of [second, stranger])
    assert.match((await browser.send(page, { code })).text, /الكود غير صحيح/);

  assert.equal((await first.browser.submit(first.page, { code })).path, right);
  const phone = freshPhone();
  const form = await first.browser.open(`${renewal}/renewal`);
  const again = await first.browser.submit(form, { reason: 'weather', details: '', phone: phone.typed });
  assert.equal(again.path, `${renewal}/code`);
  assert.equal((await first.browser.open(right)).path, `${renewal}/code`);
  assert.match((await first.browser.send(again, { code })).text, /الكود غير صحيح/);
  assert.equal(
    (await first.browser.submit(again, { code: await newestCode(portal, phone.e164) })).path,
    right,
  );
});

const typed = (e164: string) => ({ typed: `0${e164.slice(4)}`, e164 });

for (const [index, [what, one, two, sameAddress]] of (
  [
    ['phone', '+962785550001', '+962785550001', false],
    ['range', '+962785560001', '+962785569999', false],
    ['address', '+962785570001', '+962785580001', true],
    ['all', '+962785590001', '+962785600001', false],
  ] as const
).entries())
  test(`a budget of codes that is used up is told, and raises the alarm: ${what}`, async () => {
    // Windows of another length are counted by themselves.
    await portal.set('limits.sms-codes', { ...ample, [what]: { max: 1, seconds: 500_000 + index } });
    const addresses = ['10.77.0.1', sameAddress ? '10.77.0.1' : '10.77.0.2'] as const;
    await atCode(typed(one), { address: addresses[0] });
    await newestCode(portal, one);
    const { browser, page } = await atCode(typed(two), { address: addresses[1] });
    assert.match(page.text, /لم نرسل كودًا بعد/);
    const refused = await browser.send(page, { action: 'resend' });
    await portal.set('limits.sms-codes', ample);
    assert.equal(refused.status, 429);
    assert.match(refused.text, /أُرسلت أكواد كثيرة/);
    assert.ok(Number(refused.response.headers['retry-after']) > 0);
    assert.ok(portal.log.some((line) => line.includes('codes.limit.alarm') && line.includes(`"${what}"`)));
    assert.equal((await portal.messages(two, one === two ? 1 : 0)).length, one === two ? 1 : 0);
    assert.ok(!portal.log.join('').includes(two.slice(4)), 'no phone in the log');
  });

test('no table holds a code, but the phone that received it', async () => {
  const { phone } = await atCode();
  const code = await newestCode(portal, phone.e164);
  const { rows: tables } = await sql<{ schema: string; name: string }>`
    select schemaname as schema, tablename as name from pg_tables where schemaname in ('public', 'jobs')`.execute(
    portal.db.query,
  );
  const holding: string[] = [];
  for (const { schema, name } of tables) {
    const { rows } = await sql`select from ${sql.table(`${schema}.${name}`)} as t
      where t::text ~ ${`(^|[^0-9a-f])${code}([^0-9a-f]|$)`}`.execute(portal.db.query);
    if (rows.length > 0) holding.push(name);
  }
  assert.deepEqual(holding, ['demo_phone']);
  assert.ok(!portal.log.join('').includes(code));
});

test('a message is sent once, and again only when it could not be sent', async () => {
  const { phone } = await atCode();
  const code = await newestCode(portal, phone.e164);
  const { rows } = await sql<{ id: string }>`select id from sms_codes where phone = ${phone.e164}`.execute(
    portal.db.query,
  );
  const message = async (kind: 'code' | 'submitted', codeId: string | null = null) => {
    const id = crypto.randomUUID();
    const text = kind === 'code' ? null : 'استلمنا';
    const values = { id, kind, phone: phone.e164, lang: 'ar' as const, text, code_id: codeId };
    await portal.db.query.insertInto('messages').values(values).execute();
    return id;
  };
  const sendTwice = async (id: string, mood: 'up' | 'refuses') => {
    const gateway = fakeGateway('told');
    gateway.mood = mood;
    for (let n = 0; n < 2; n++) await sendMessage(portal.ctx, { sms: [gateway], email: [] }, id);
    return gateway.asked.length;
  };
  assert.equal(await sendTwice(await message('submitted'), 'up'), 1);
  assert.equal(await sendTwice(await message('submitted'), 'refuses'), 1);
  assert.equal(await sendTwice(await message('code'), 'up'), 0, 'the draft is gone');
  assert.equal(await sendTwice(crypto.randomUUID(), 'up'), 0);

  const codeMessage = await message('code', rows[0]?.id ?? null);
  const failing = fakeGateway('failing');
  failing.mood = 'down';
  for (let n = 0; n < 2; n++) {
    await sendMessage(portal.ctx, { sms: [failing], email: [] }, codeMessage);
    await portal.moveClock('10 seconds');
  }
  const texts = failing.asked.map(({ text }) => text);
  assert.equal(texts.length, 2);
  assert.equal(texts[0], texts[1], 'every try sends the same code');
  assert.ok(texts[0]?.includes(code));
  await portal.moveClock('11 minutes');
  assert.equal(await sendTwice(codeMessage, 'up'), 0, 'its time is over');
});

test('the demo’s own limits let a person through', () => {
  const limits = demoPortalSettings['limits.sms-codes'];
  assert.ok(limits.phone.max >= 3 && limits.wait <= 60 && limits.address.max >= limits.phone.max);
});

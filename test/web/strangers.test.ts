import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mainForm } from '../support/browser.ts';
import { openPortal } from '../support/portal.ts';
import { firstPermit, freshPhone, newestCode, renewal, walkToDone } from '../support/walk.ts';
import { assertOurPage, fieldOf, permitsToRenew, withoutLimits } from './pages.ts';
import type { Browser, Page } from '../support/browser.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
  await withoutLimits(portal);
});
after(() => portal.close());

const permit = permitsToRenew();
const draftOf = (page: Page) => mainForm(page.html).hidden['draft'] ?? '';

function draftRow(id: string) {
  return portal.db.query.selectFrom('drafts').selectAll().where('id', '=', id).executeTakeFirst();
}

/** A browser that has an unfinished application, its page, and its words that no other may see. */
async function beginner(): Promise<{ browser: Browser; page: Page; secrets: string[] }> {
  const browser = portal.browser();
  const phone = freshPhone();
  const found = await browser.submit(await browser.open(`${renewal}/start`), firstPermit());
  const name = /شركة [^<]+ للمقاولات/.exec(found.html)?.[0] ?? '';
  assert.notEqual(name, '', 'the name comes back to its owner');
  const page = await browser.submit(found, { reason: 'other', details: 'كناري الوصف', phone: phone.typed });
  return { browser, page, secrets: [name, 'كناري الوصف', phone.typed, phone.typed.slice(-7)] };
}

function assertTellsNothing(page: Page, secrets: string[], label: string): void {
  const plain = page.html.replaceAll(' ', '');
  for (const secret of secrets) assert.ok(!plain.includes(secret.replaceAll(' ', '')), `${label}: ${secret}`);
}

test('another browser’s draft in the hidden field is neither shown nor changed', async () => {
  const { page, secrets } = await beginner();
  const draft = draftOf(page);
  const before = await draftRow(draft);
  for (const stranger of [portal.browser(), (await beginner()).browser]) {
    const forms: [string, Record<string, string>][] = [
      ['permit', { contractorNumber: '1', permitNumber: '1', permitYear: '2026' }],
      ['permit', { contractorNumber: '', permitNumber: '', permitYear: '' }],
      ['renewal', { reason: 'weather', details: 'x', phone: '0799999999' }],
      ['code', { code: '123456' }],
      ['code', { action: 'resend' }],
      ['code', { action: 'sms' }],
      ['code', { action: 'screen' }],
      ['code', { action: 'another' }],
      ['check', {}],
    ];
    for (const [step, fields] of forms) {
      const label = `${step} ${JSON.stringify(fields)}`;
      const sent = await stranger.post(`${renewal}/${step}`, { draft, ...fields });
      assertTellsNothing(sent, secrets, label);
      const next = await stranger.open(sent.location || `${renewal}/${step}`);
      assertTellsNothing(next, secrets, label);
      assert.deepEqual(await draftRow(draft), before, label);
    }
  }
});

test('receipt, status, resume page, picture and sound are for the browser that they belong to', async () => {
  await portal.set('contractor-permit-renewal.code-policy', 'screen');
  const { browser, page, secrets } = await beginner();
  const parts = [...page.html.matchAll(/src="([^"]+\?of=[0-9a-f-]+)"/g)].map((each) => each[1] ?? '');
  assert.equal(parts.length, 2, 'a picture and a sound');
  const other = await beginner();
  const otherParts = [...other.page.html.matchAll(/src="([^"]+\?of=[0-9a-f-]+)"/g)].map(
    (each) => each[1] ?? '',
  );
  for (const part of parts) {
    assert.equal((await browser.get(part)).status, 200, 'the owner sees it');
    for (const stranger of [portal.browser(), other.browser]) {
      assert.equal((await stranger.get(part)).status, 404);
      assert.equal((await stranger.get(part.replace(/\?.*/, ''))).status, 404);
    }
    const broken = ['?of=', '?of=x', "?of='", '?of=1&of=2', '?of=00000000-0000-4000-8000-000000000000'];
    for (const of of broken) assert.equal((await browser.get(part.replace(/\?.*/, of))).status, 404, of);
  }
  for (const part of otherParts) assert.equal((await other.browser.get(part)).status, 200);

  // A code that was answered is over, wrong or right.
  await browser.send(page, { code: '000000', action: 'check' });
  for (const part of parts) assert.equal((await browser.get(part)).status, 404, 'used up');
  await portal.set('contractor-permit-renewal.code-policy', 'sms');

  const owner = portal.browser();
  const done = await walkToDone(portal, owner, permit());
  assert.equal(done.path, `${renewal}/done`);
  for (const stranger of [portal.browser(), other.browser]) {
    for (const url of [`${renewal}/done`, '/ar/track/status', `${renewal}/resume`]) {
      const seen = await stranger.open(url);
      assertTellsNothing(seen, secrets, url);
      assert.ok(!seen.html.includes(/[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}/.exec(done.text)?.[0] ?? '-'), url);
    }
  }
});

test('a sound comes whole or in parts that fit together', async () => {
  await portal.set('contractor-permit-renewal.code-policy', 'screen');
  const browser = portal.browser();
  const start = await browser.submit(await browser.open('/en/services/contractor-permit-renewal/start'), {
    ...firstPermit(),
    permitNumber: '301',
    contractorNumber: '1055',
  });
  const page = await browser.submit(start, { reason: 'weather', details: '', phone: freshPhone().typed });
  await portal.set('contractor-permit-renewal.code-policy', 'sms');
  const url = /src="([^"]+sound\.wav\?of=[0-9a-f-]+)"/.exec(page.html)?.[1] ?? '';
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const part = async (range?: string, more: Record<string, string> = {}) => {
    const headers = { cookie, ...(range !== undefined && { range }), ...more };
    const {
      statusCode,
      headers: given,
      rawPayload,
    } = await portal.app.inject({ method: 'GET', url, headers });
    return { status: statusCode, of: given['content-range'], given, bytes: rawPayload };
  };
  const whole = await part();
  assert.equal(whole.status, 200);
  assert.equal(whole.given['accept-ranges'], 'bytes');
  assert.equal(whole.given['content-type'], 'audio/wav');
  assert.equal(whole.given['cache-control'], 'no-store');
  const size = whole.bytes.length;
  assert.ok((await part()).bytes.equals(whole.bytes), 'the same each time');
  const ranges: [string, number, number][] = [
    ['bytes=0-1', 0, 2],
    ['bytes=0-', 0, size],
    [`bytes=100-${size + 5000}`, 100, size],
    ['bytes=-1000', size - 1000, size],
    [`bytes=-${size * 2}`, 0, size],
    [`bytes=${size - 1}-`, size - 1, size],
  ];
  for (const [range, from, to] of ranges) {
    const { status, of, bytes } = await part(range);
    assert.equal(status, 206, range);
    assert.equal(of, `bytes ${from}-${to - 1}/${size}`, range);
    assert.ok(bytes.equals(whole.bytes.subarray(from, to)), range);
  }
  for (const range of [`bytes=${size}-`, 'bytes=-0', `bytes=${'9'.repeat(15)}-`]) {
    const { status, of } = await part(range);
    assert.equal(status, 416, range);
    assert.equal(of, `bytes */${size}`, range);
  }
  for (const range of [
    'bytes=',
    'bytes=-',
    'bytes=5-2',
    'bytes=0-1,3-4',
    'lines=0-1',
    `bytes=${'9'.repeat(400)}-`,
  ])
    assert.equal((await part(range)).status, 200, range);
  assert.equal((await part('bytes=0-1', { 'if-range': '"x"' })).status, 200);
});

test('a resume link changes nothing until it is pressed, then moves the application', async () => {
  const { browser, page, secrets } = await beginner();
  const kept = await browser.open(`${renewal}/resume`);
  const link = /<a href="http:\/\/portal\.test([^"]+\/resume\/[A-Za-z0-9_-]{43})"/.exec(kept.html)?.[1] ?? '';
  assert.notEqual(link, '');
  const before = await draftRow(draftOf(page));
  const stranger = portal.browser();
  const looked = await stranger.get(link);
  assert.equal(looked.status, 200);
  assertTellsNothing(looked, secrets, 'the page that the link opens');
  assert.deepEqual(await draftRow(draftOf(page)), before);
  assert.equal((await browser.get(`${renewal}/code`)).status, 200, 'the first browser still has it');
  const moved = await stranger.submit(looked, {});
  assert.equal(moved.path, `${renewal}/code`);
  assert.equal((await browser.get(`${renewal}/code`)).location, `${renewal}/permit`, 'now it has not');
  assert.equal(draftOf(moved), draftOf(page));

  const at = link.lastIndexOf('/') + 1;
  const token = link.slice(at);
  const flipped = (index: number) =>
    token.slice(0, index) + (token[index] === 'A' ? 'B' : 'A') + token.slice(index + 1);
  const altered = [
    flipped(0),
    flipped(20),
    flipped(30),
    token.slice(1),
    `${token}A`,
    'x',
    '%2e%2e%2fforget',
    "'",
    'a'.repeat(90),
  ];
  const pages = new Set<string>();
  for (const each of altered)
    for (const method of ['get', 'post'] as const) {
      const answer = await portal.browser()[method](link.slice(0, at) + each);
      assert.equal(answer.status, 404, `${method} ${each}`);
      assertOurPage(answer.response, 'ar', each);
      pages.add(answer.html);
      assert.ok(!answer.html.includes(each.length > 1 ? each : '/resume/'), 'the token is not repeated');
    }
  assert.equal(pages.size, 1, 'one page for all of them');
});

test('forgetting takes what was entered and the key away', async () => {
  const { browser, page, secrets } = await beginner();
  const shared = portal.browser();
  shared.setCookies(browser.cookies);
  const gone = await browser.post(`${renewal}/forget`);
  assert.equal(gone.location, renewal);
  assert.equal(browser.cookies.size, 0);
  assert.equal(await draftRow(draftOf(page)), undefined);
  // Who kept the key finds nothing either.
  assertTellsNothing(await shared.open(`${renewal}/code`), secrets, 'with the old key');
});

test('a cookie that is not ours is as good as none', async () => {
  const garbage = [
    'x',
    '',
    'a'.repeat(22) + '=',
    'a'.repeat(21),
    'a'.repeat(23),
    "' or 1=1 --",
    '%00',
    '"<script>"',
    'a'.repeat(8000),
    '__proto__',
  ];
  for (const value of garbage) {
    const browser = portal.browser();
    browser.setCookies(new Map([['tajdeed', value]]));
    for (const url of [`${renewal}/permit`, '/ar/track']) {
      const page = await browser.get(url);
      assert.equal(page.status, 200, value);
    }
    assert.match(browser.cookies.get('tajdeed') ?? '', /^[A-Za-z0-9_-]{22}$/, value);
  }
  // The form of a key that nobody was given opens nothing.
  const guess = portal.browser();
  guess.setCookies(new Map([['tajdeed', 'A'.repeat(22)]]));
  assert.equal((await guess.open(`${renewal}/done`)).path, `${renewal}/permit`);
});

test('who keeps no cookies is told so, and not before', async () => {
  const browser = portal.browser();
  const forgetful = () => browser.setCookies(new Map());
  const start = await browser.open(`${renewal}/start`);
  assert.doesNotMatch(start.text, /لا يحفظ بيانات/);
  forgetful();
  const sent = await browser.send(start, firstPermit());
  assert.equal(sent.status, 303);
  forgetful();
  const referer = `http://portal.test${renewal}/permit`;
  const page = await portal.app.inject({ method: 'GET', url: `${renewal}/permit`, headers: { referer } });
  assert.match(page.payload, /لا يحفظ بيانات هذا الموقع/);
  const met = portal.browser();
  await met.open(`${renewal}/permit`);
  const cookie = [...met.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const known = await portal.app.inject({
    method: 'GET',
    url: `${renewal}/permit`,
    headers: { referer, cookie },
  });
  assert.doesNotMatch(known.payload, /لا يحفظ بيانات/);
});

test('what was typed waits while one begins anew, and the unfinished one is offered', async () => {
  const browser = portal.browser();
  const phone = freshPhone();
  const page = await browser.submit(await browser.open(`${renewal}/start`), {
    ...firstPermit(),
    contractorNumber: '1055',
    permitNumber: '301',
  });
  await browser.send(page, { reason: 'weather', details: '', phone: phone.typed });
  assert.match(await newestCode(portal, phone.e164), /^\d{6}$/);
  const back = await browser.open(`${renewal}/permit`);
  assert.match(back.text, /لديك طلب لم يكتمل/);
  assert.equal(fieldOf(back.html, 'permitNumber').value, '301');
  const fresh = await browser.open((await browser.post(`${renewal}/start`)).location);
  assert.equal(fieldOf(fresh.html, 'permitNumber').value, '');
  assert.notEqual(draftOf(fresh), draftOf(page));
  assert.equal((await browser.open(`${renewal}/code`)).path, `${renewal}/code`, 'the other is not lost');
});

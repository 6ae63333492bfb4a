import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { openPortal } from '../support/portal.ts';
import { firstPermit, freshPhone, newestCode, renewal, walkToCheck } from '../support/walk.ts';
import { assertOurPage, withoutLimits } from './pages.ts';
import type { Browser, Page } from '../support/browser.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
  await withoutLimits(portal);
});
after(() => portal.close());

const contractor = 'شركة كناري زمردي للمقاولات';
const details = 'تفصيل كناري بنفسجي';

/** A browser that notes every address that it was sent to. */
function noting(browser: Browser): { browser: Browser; addresses: string[] } {
  const addresses: string[] = [];
  const { get, post } = browser;
  const noted = (page: Page) => {
    addresses.push(page.location);
    for (const [, address] of page.html.matchAll(/(?:href|src|action)="([^"]*)"/g))
      addresses.push(address ?? '');
    return page;
  };
  browser.get = async (path) => noted(await get.call(browser, path));
  browser.post = async (path, fields, headers) => noted(await post.call(browser, path, fields, headers));
  return { browser, addresses };
}

/** All ways in which a value might be written somewhere. */
function writings(value: string): string[] {
  return [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1), value.replaceAll('-', '')];
}

function assertAbsent(text: string, secrets: Record<string, string>, where: string): void {
  for (const [what, value] of Object.entries(secrets)) {
    assert.ok(value.length >= 4, `${what} is known`);
    for (const each of writings(value)) assert.ok(!text.includes(each), `${where} has ${what}`);
  }
}

test('nothing personal comes into an address or the log, from the first page to the status', async () => {
  await sql`update contractors set name = ${contractor} where number = 1042`.execute(portal.db.query);
  const { browser, addresses } = noting(portal.browser());
  const phone = freshPhone();
  let page = await browser.open(`${renewal}/start`);
  page = await browser.submit(page, { ...firstPermit(), contractorNumber: '987654321' });
  page = await browser.submit(page, firstPermit());
  assert.ok(page.text.includes(contractor));
  await browser.send(page, { reason: 'other', details, phone: '12' });
  page = await browser.submit(page, { reason: 'other', details, phone: phone.typed });
  await browser.send(page, { code: '999999' });
  const code = await newestCode(portal, phone.e164);
  page = await browser.submit(page, { code });
  page = await browser.submit(page, {});
  const reference = /[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}/.exec(page.text)?.[0] ?? '';
  await portal.messages(phone.e164, 2);
  const track = await browser.open('/ar/track');
  await browser.send(track, { reference, phoneEnding: '0000' });
  await browser.submit(track, { reference, phoneEnding: phone.typed.slice(-4) });
  const secrets = {
    contractor,
    details,
    phone: phone.typed,
    'the phone as it is stored': phone.e164,
    'the phone’s number': phone.typed.slice(1),
    code,
    reference,
    'the key': browser.cookies.get('tajdeed') ?? '',
    'the number that was not found': '987654321',
    'the browser’s address': '10.0.0.2',
  };
  assertAbsent(addresses.join('\n'), secrets, 'an address');
  assertAbsent(portal.log.join('\n'), secrets, 'the log');
});

test('when something breaks, our page says so and the log names no value', async () => {
  const tables = [
    'drafts',
    'applications',
    'open_applications',
    'counters',
    'messages',
    'sms_codes',
    'permits',
  ];
  for (const table of tables) {
    const browser = portal.browser();
    const phone = freshPhone();
    const numbers = { ...firstPermit(), contractorNumber: '1055', permitNumber: '301' };
    const check = await walkToCheck(portal, browser, numbers, phone);
    const renewalPage = await browser.open(`${renewal}/renewal`);
    const permitPage = await browser.open(`${renewal}/permit`);
    const key = browser.cookies.get('tajdeed') ?? '';
    const from = portal.log.length;
    await sql`alter table ${sql.table(table)} rename to broken`.execute(portal.db.query);
    const broken: Page[] = [];
    try {
      broken.push(await browser.send(renewalPage, { reason: 'other', details, phone: freshPhone().typed }));
      broken.push(await browser.send(permitPage, numbers));
      broken.push(await browser.send(check, {}));
      broken.push(await browser.post('/en/track', { reference: '4K7-M92-QHK', phoneEnding: '1234' }));
    } finally {
      await sql`alter table broken rename to ${sql.table(table)}`.execute(portal.db.query);
    }
    const failed = broken.filter((page) => page.status >= 500);
    if (table !== 'permits') assert.ok(failed.length > 0, `${table}: something broke`);
    for (const page of failed) {
      assert.equal(page.status, 500, table);
      assertOurPage(page.response, page.path.startsWith('/en') ? 'en' : 'ar', table);
      assert.doesNotMatch(page.html, /relation "|select .* from|does not exist|node_modules/i, table);
    }
    const log = portal.log.slice(from);
    assert.ok(
      log.some((line) => line.includes('"level":"error"')),
      `${table}: the log tells of it`,
    );
    const secrets = {
      details,
      phone: phone.typed,
      'the phone as it is stored': phone.e164,
      key,
      reference: '4K7-M92-QHK',
    };
    assertAbsent(log.join('\n'), secrets, `the log for ${table}`);
    for (const line of log) assert.doesNotThrow(() => void JSON.parse(line), 'each line is JSON');
  }
  assert.equal((await portal.browser().open(`${renewal}/start`)).status, 200, 'it works again');
});

test('without settings there is still a page in the last known look', async () => {
  assert.equal((await portal.browser().get('/ar')).status, 200);
  await sql`alter table settings rename to broken`.execute(portal.db.query);
  portal.ctx.settings.forget();
  try {
    const page = await portal.browser().get(`${renewal}/permit`);
    assert.equal(page.status, 500);
    assertOurPage(page.response, 'ar', 'no settings');
  } finally {
    await sql`alter table broken rename to settings`.execute(portal.db.query);
    portal.ctx.settings.forget();
  }
  assert.equal((await portal.browser().get(`${renewal}/permit`)).status, 200);
});

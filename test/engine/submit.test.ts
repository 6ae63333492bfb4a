import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { workDayOf } from '../../src/platform/clock/calendar.ts';
import { calendarOf } from '../../src/engine/settings/calendars.ts';
import { demoSettings } from '../../src/services/contractor-permit-renewal/examples.ts';
import { openPortal } from '../support/portal.ts';
import { renewablePermits } from '../support/renewable.ts';
import { freshPhone, renewal, walkToCheck, walkToDone } from '../support/walk.ts';
import type { Browser, Page } from '../support/browser.ts';
import type { Portal } from '../support/portal.ts';
import type { PermitNumbers } from '../support/renewable.ts';

let portal: Portal;
let permits: PermitNumbers[];
before(async () => {
  portal = await openPortal();
  permits = await renewablePermits(portal);
});
after(() => portal.close());

function nextPermit(): PermitNumbers {
  const permit = permits.shift();
  assert.ok(permit, 'the demo has enough permits');
  return permit;
}

async function countRows(): Promise<Record<string, number>> {
  const { rows } = await sql<Record<string, number>>`select
    (select count(*)::int from applications) as applications,
    (select count(distinct reference)::int from applications) as "references",
    (select count(*)::int from application_events) as events,
    (select count(*)::int from open_applications) as open,
    (select count(*)::int from messages where kind = 'submitted') as messages,
    (select count(*)::int from drafts) as drafts`.execute(portal.db.query);
  return rows[0] ?? {};
}

/** How many rows came and went while something was done. */
async function whatCame(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const first = await countRows();
  await work();
  const then = await countRows();
  return Object.fromEntries(Object.entries(then).map(([name, now]) => [name, now - (first[name] ?? 0)]));
}

async function atCheck(
  permit = nextPermit(),
): Promise<{ browser: Browser; page: Page; permit: PermitNumbers }> {
  const browser = portal.browser();
  return { browser, page: await walkToCheck(portal, browser, permit), permit };
}

const oneMore = { applications: 1, references: 1, events: 1, open: 1, messages: 1 };
const nothing = { applications: 0, references: 0, events: 0, open: 0, messages: 0 };

test('submitting twenty times at once makes one application', async () => {
  const { browser, page } = await atCheck();
  let answers: Page[] = [];
  const came = await whatCame(async () => {
    answers = await Promise.all(Array.from({ length: 20 }, () => browser.send(page, {})));
  });
  assert.deepEqual(came, { ...oneMore, drafts: -1 });
  for (const answer of answers) assert.equal(answer.location, `${renewal}/done`);
  assert.equal((await browser.submit(page, {})).path, `${renewal}/done`, 'and once more, later');
});

test('two drafts for one permit at one moment: one wins, the other is told that one is open, and since when', async () => {
  for (let round = 0; round < 3; round++) {
    const first = await atCheck();
    const second = await atCheck(first.permit);
    let answers: Page[] = [];
    const came = await whatCame(async () => {
      answers = await Promise.all([
        first.browser.submit(first.page, {}),
        second.browser.submit(second.page, {}),
      ]);
    });
    assert.deepEqual(came, { ...oneMore, drafts: -1 });
    const lost = answers.filter((page) => page.path === `${renewal}/permit`);
    assert.equal(lost.length, 1);
    assert.match(lost[0]?.text ?? '', /هناك طلب تجديد قائم لهذا التصريح/);
    const today = (await portal.ctx.settings.now()).today;
    const shown = `${String(today.day).padStart(2, '0')}-${String(today.month).padStart(2, '0')}-${today.year}`;
    assert.ok(lost[0]?.text.includes(`قُدّم الطلب القائم في ${shown}`), 'the day');
  }
});

test('the table itself refuses a second open application for a subject', async () => {
  const again = sql`insert into open_applications (service, subject, application_id, promised_on)
    select service, subject, application_id + 100000, promised_on from open_applications limit 1`.execute(
    portal.db.query,
  );
  await assert.rejects(again, (error: Error & { code?: string }) => error.code === '23505');
});

const event = (table: 'permit' | 'contractor', kind: string) => (permit: PermitNumbers) =>
  table === 'permit'
    ? sql`insert into permit_events (permit_id, kind, day) select id, ${kind}, '2026-01-02' from permits
        where number = ${permit.permitNumber}::bigint and year = ${permit.permitYear}::smallint`.execute(
        portal.db.query,
      )
    : sql`insert into contractor_events (contractor_id, kind, day) select id, ${kind}, '2026-01-03' from contractors
        where number = ${permit.contractorNumber}::bigint`.execute(portal.db.query);

const key = (name: string) => `contractor-permit-renewal.${name}`;

const refusals: [string, (permit: PermitNumbers) => Promise<unknown>, RegExp][] = [
  ['the permit was withdrawn', event('permit', 'withdrawn'), /هذا التصريح مسحوب.*02-01-2026/],
  ['the contractor was suspended', event('contractor', 'suspended'), /المقاول موقوف حاليًا.*03-01-2026/],
  ['the window was made shorter', () => portal.set(key('window'), 1), /لم يحن وقت تجديد.*يوم واحد/],
  [
    'the permit is gone from the register',
    (permit) =>
      sql`update permits set number = number + 5000000 where number = ${permit.permitNumber}::bigint
        and year = ${permit.permitYear}::smallint`.execute(portal.db.query),
    /لم نجد تصريحًا بهذه الأرقام/,
  ],
];

for (const [what, change, told] of refusals)
  test(`what changed before submitting is judged again: ${what}`, async () => {
    const { browser, page, permit } = await atCheck();
    await change(permit);
    let answer: Page | undefined;
    const came = await whatCame(async () => (answer = await browser.submit(page, {})));
    await portal.set(key('window'), demoSettings.window);
    assert.deepEqual(came, { ...nothing, drafts: 0 });
    assert.equal(answer?.path, `${renewal}/permit`);
    assert.match(answer?.text ?? '', told);
    assert.ok(answer?.html.includes(`value="${permit.permitNumber}"`), 'the numbers are still there');
  });

test('facts that changed since they were shown are shown before they bind', async () => {
  const { browser, page } = await atCheck();
  assert.doesNotMatch(page.text, /رسم التجديد/);
  await portal.set(key('fee'), 12_500);
  let again: Page | undefined;
  assert.deepEqual(await whatCame(async () => (again = await browser.submit(page, {}))), {
    ...nothing,
    drafts: 0,
  });
  assert.equal(again?.path, `${renewal}/check`);
  assert.match(again?.text ?? '', /رسم التجديد/);
  const done = await browser.submit(again ?? page, {});
  await portal.set(key('fee'), 0);
  assert.equal(done.path, `${renewal}/done`);
  assert.match(done.text, /رسم التجديد/);
});

test('a choice that the city took off its list is made again', async () => {
  const { browser, page } = await atCheck();
  await portal.set(
    key('renewal-reasons'),
    demoSettings['renewal-reasons'].filter((each) => each.code !== 'weather'),
  );
  let again: Page | undefined;
  const came = await whatCame(async () => (again = await browser.submit(page, {})));
  await portal.set(key('renewal-reasons'), demoSettings['renewal-reasons']);
  assert.deepEqual(came, { ...nothing, drafts: 0 });
  assert.equal(again?.path, `${renewal}/renewal`);
});

test('an application keeps its words when the city changes its texts', async () => {
  const browser = portal.browser();
  await walkToDone(portal, browser, nextPermit());
  const renamed = demoSettings['renewal-reasons'].map((each) => ({ ...each, ar: `جديد ${each.code}` }));
  await portal.set(key('renewal-reasons'), renamed);
  for (const path of ['/ar/track/status', `${renewal}/done`]) {
    const page = await browser.open(path);
    assert.match(page.text, /أحوال الطقس/);
    assert.doesNotMatch(page.text, /جديد weather/);
  }
  await portal.set(key('renewal-reasons'), demoSettings['renewal-reasons']);
});

test('the promised day counts working days, without the weekend and the holidays', async () => {
  // What arrives on a day off or after hours belongs to the next working day, which does not count.
  const arrived = workDayOf(new Date(), calendarOf(await portal.ctx.settings.now()).time);
  const later = Array.from({ length: 30 }, (_, index) => arrived.add({ days: index + 1 }));
  const working = later.filter((day) => day.dayOfWeek !== 5 && day.dayOfWeek !== 6).map(String);
  const name = { ar: 'عطلة', en: 'Holiday' };
  const holidays = [working[0], working[2]].map((day) => ({ day, name }));
  for (const [days, set, expected] of [
    [1, [], working[0]],
    [2, [], working[1]],
    [2, holidays, working[3]],
    [5, holidays, working[6]],
    [0, [], working[0]],
  ] as const) {
    await portal.set(key('service-level'), days);
    await portal.set('calendar.holidays', set);
    await walkToDone(portal, portal.browser(), nextPermit());
    const { rows } = await sql<{ promised: string }>`
      select promised_on as promised from applications order by id desc limit 1`.execute(portal.db.query);
    assert.equal(rows[0]?.promised, expected, `${days} working days`);
  }
  await portal.set(key('service-level'), 2);
  await portal.set('calendar.holidays', []);
});

test('the first form, sent again by «back» for another permit, begins another application', async () => {
  const browser = portal.browser();
  const phone = freshPhone();
  const permit = nextPermit();
  const form = await browser.open(`${renewal}/start`);
  const check = await walkToCheck(portal, browser, permit, phone);
  const sameIntent = {
    ...form,
    html: form.html.replace(/name="draft" value="[^"]*"/, `name="draft" value="${idOf(check)}"`),
  };
  assert.equal((await browser.submit(check, {})).path, `${renewal}/done`);

  const again = await browser.submit(sameIntent, permit);
  assert.match(again.text, /هناك طلب تجديد قائم/);
  let page = await browser.submit(sameIntent, nextPermit());
  assert.equal(page.path, `${renewal}/renewal`);
  page = await browser.submit(page, { reason: 'weather', details: '', phone: phone.typed });
  await portal.messages(phone.e164, 3);
  const [newest] = await portal.messages(phone.e164, 3);
  page = await browser.submit(page, { code: /\d{6}/.exec(newest?.text ?? '')?.[0] ?? '' });
  assert.deepEqual(await whatCame(async () => (page = await browser.submit(page, {}))), {
    ...oneMore,
    drafts: -1,
  });
  assert.equal(page.path, `${renewal}/done`);
});

function idOf(page: Page): string {
  return /name="draft" value="([^"]*)"/.exec(page.html)?.[1] ?? '';
}

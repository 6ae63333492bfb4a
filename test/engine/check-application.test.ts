import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { checkApplication } from '../../src/engine/applications/check-application.ts';
import { permitsInDatabase } from '../../src/engine/registers/permits.store.ts';
import { demoSettings } from '../../src/services/contractor-permit-renewal/examples.ts';
import { openPortal } from '../support/portal.ts';
import { withSwitch } from '../support/register-switch.ts';
import { renewablePermits } from '../support/renewable.ts';
import { takeUnchecked } from '../support/unchecked.ts';
import { freshPhone, renewal, walkToCheck, walkToDone } from '../support/walk.ts';
import type { Browser, Page } from '../support/browser.ts';
import type { Portal } from '../support/portal.ts';
import type { PermitNumbers } from '../support/renewable.ts';

const register = withSwitch(permitsInDatabase);
let portal: Portal;
let permits: PermitNumbers[];
before(async () => {
  portal = await openPortal({ sources: { permits: register } });
  permits = await renewablePermits(portal);
});
after(() => portal.close());

function nextPermit(): PermitNumbers {
  const permit = permits.shift();
  assert.ok(permit, 'the demo has enough permits');
  return permit;
}

const nobody = { contractorNumber: '99999', permitNumber: '1', permitYear: '2020' };

/** An application that was taken while the register was down, which it still is: no worker is quicker than the test. */
async function taken(
  permit: PermitNumbers,
  phone = freshPhone(),
): Promise<{ id: number; browser: Browser; phone: typeof phone }> {
  const browser = portal.browser();
  const { id } = await takeUnchecked(portal, browser, register, permit, phone);
  // Its own job is not to be tried before the test does it.
  await sql`delete from jobs.job where name = 'check-application' and state <> 'active'`.execute(
    portal.db.query,
  );
  return { id, browser, phone };
}

const check = (id: number) => checkApplication(portal.ctx, String(id));
const status = (browser: Browser): Promise<Page> => browser.open('/ar/track/status');

type After = {
  events: string[];
  messages: string[];
  claims: string[];
  found: unknown;
  subject: string;
  ofRegister: boolean | null;
};

/** What there is of an application. */
async function stateOf(id: number): Promise<After> {
  const { rows } = await sql<After>`select
    (select json_agg(kind order by id) from application_events where application_id = a.id) as events,
    (select json_agg(kind order by created_at) from messages where application_id = a.id) as messages,
    (select coalesce(json_agg(subject), '[]') from open_applications where application_id = a.id) as claims,
    found, subject, phone_of_register as "ofRegister"
    from applications a where id = ${id}`.execute(portal.db.query);
  assert.ok(rows[0]);
  return rows[0];
}

const where = ({ permitNumber, permitYear }: PermitNumbers) =>
  sql`number = ${permitNumber}::bigint and year = ${permitYear}::smallint`;

test('the register answers: the application is under review, with what it says', async () => {
  const permit = nextPermit();
  const phone = freshPhone();
  await sql`update permits set phone = ${phone.e164} where ${where(permit)}`.execute(portal.db.query);
  for (const [number, ofRegister] of [
    [phone, true],
    [freshPhone(), false],
  ] as const) {
    const { id, browser } = await taken(permit, number);
    await check(id);
    const { events, messages, claims, subject, found, ...rest } = await stateOf(id);
    assert.deepEqual(events, ['submitted', 'checked']);
    assert.deepEqual(messages, ['submitted']);
    assert.equal(subject, `permit:${permit.permitYear}/${permit.permitNumber}`);
    assert.deepEqual(claims, [subject]);
    assert.ok(found);
    assert.equal(rest.ofRegister, ofRegister);
    const page = await status(browser);
    assert.match(page.text, /قيد الدراسة.*قُدّم الطلب.*تحققنا من السجل.*الدور.*اسم المقاول/);
    const receipt = await browser.open(`${renewal}/done`);
    assert.match(receipt.text, /اسم المقاول/);
    assert.doesNotMatch(receipt.text, /حين يجيب السجل/);
    await sql`delete from open_applications where application_id = ${id}`.execute(portal.db.query);
  }
});

const withdrawn = (permit: PermitNumbers) =>
  sql`insert into permit_events (permit_id, kind, day) select id, 'withdrawn', '2026-01-02' from permits
    where ${where(permit)}`.execute(portal.db.query);

test('the register answers, and there can be no application: the contractor is told why', async () => {
  const held = nextPermit();
  const refused = nextPermit();
  const cases: [PermitNumbers, (() => Promise<unknown>) | null, RegExp, RegExp][] = [
    [nobody, null, /لم نجد تصريحًا بهذه الأرقام.*قارن الأرقام.*قدّم طلبًا جديدًا/, /لم نجد تصريحًا بهذه الأرقام/],
    [
      refused,
      () => withdrawn(refused),
      /هذا التصريح مسحوب.*02-01-2026.*راجع دائرة التصاريح/,
      /هذا التصريح مسحوب/,
    ],
    [held, null, /هناك طلب تجديد قائم.*قُدّم الطلب القائم في \d\d-/, /هناك طلب تجديد قائم/],
  ];
  for (const [permit, change, told, short] of cases) {
    const { id, browser, phone } = await taken(permit);
    if (permit === held) await claim(held, id);
    await change?.();
    await check(id);
    const { events, messages, claims } = await stateOf(id);
    assert.deepEqual(events, ['submitted', 'not-renewable']);
    assert.deepEqual(messages, ['submitted', 'not-renewable']);
    assert.deepEqual(claims, []);
    const page = await status(browser);
    assert.match(page.text, /^لم يُقبل/);
    assert.match(page.text, told);
    assert.match(page.text, /انتهى الطلب دون قبوله/);
    assert.doesNotMatch(page.text, /الدور|القرار في موعد|بانتظار السجل/);
    assert.match((await browser.open(`${renewal}/done`)).text, /لم يُقبل طلبك/);
    // Two that are sent at one moment may arrive in any order.
    const received = await portal.messages(phone.e164, 3);
    const sms = received.find(({ text }) => short.test(text));
    assert.ok(sms && sms.text.length <= 70, JSON.stringify(received));
  }
});

/** Another application for the permit, which came first to the register's own subject. */
async function claim(permit: PermitNumbers, than: number): Promise<void> {
  await sql`with other as (
      insert into applications (reference, intent, holder, service, version, lang, subject, found, answers, shown, proof,
        phone, phone_of_register, promised_on)
      select 'other ' || id, gen_random_uuid(), ''::bytea, service, version, lang,
        ${`permit:${permit.permitYear}/${permit.permitNumber}`}, '{}', answers, shown, proof, phone, false, promised_on
      from applications where id = ${than} returning *)
    insert into open_applications (service, subject, application_id, promised_on)
      select service, subject, id, promised_on from other`.execute(portal.db.query);
}

test('who asked on the last day is in time, however late the register answers', async () => {
  const { today } = await portal.ctx.settings.now();
  const lastDay = nextPermit();
  const tooLate = nextPermit();
  const ends = (permit: PermitNumbers, daysAgo: number) =>
    sql`update permits set valid_from = null, valid_until = ${today.subtract({ days: daysAgo }).toString()}::date
      where ${where(permit)}`.execute(portal.db.query);
  await ends(lastDay, demoSettings.grace);
  await ends(tooLate, demoSettings.grace + 1);
  const inTime = await taken(lastDay);
  const late = await taken(tooLate);
  // The city may even make its grace shorter while the register is away.
  const shorter = today.add({ days: 1 }).toString();
  await sql`insert into settings (key, valid_from, value, set_by)
    values ('contractor-permit-renewal.grace', ${shorter}::date, '3', 'test')`.execute(portal.db.query);
  await portal.moveClock('6 days');
  await check(inTime.id);
  await check(late.id);
  await portal.moveClock('-6 days');
  await sql`delete from settings where set_by = 'test' and valid_from = ${shorter}::date`.execute(
    portal.db.query,
  );
  portal.ctx.settings.forget();
  assert.deepEqual((await stateOf(inTime.id)).events, ['submitted', 'checked']);
  assert.deepEqual((await stateOf(late.id)).events, ['submitted', 'not-renewable']);
  assert.match((await status(late.browser)).text, /انقضت مهلة.*15 يومًا/, 'the rule of that day');
});

test('who asked too early, and no longer is, is not sent away', async () => {
  const { today } = await portal.ctx.settings.now();
  const permit = nextPermit();
  const until = today.add({ days: demoSettings.window + 2 }).toString();
  await sql`update permits set valid_until = ${until}::date where ${where(permit)}`.execute(portal.db.query);
  const { id } = await taken(permit);
  await portal.moveClock('3 days');
  await check(id);
  await portal.moveClock('-3 days');
  assert.deepEqual((await stateOf(id)).events, ['submitted', 'checked']);
});

test('done twenty times at once, and again later, the job is done once', async () => {
  for (const [permit, last] of [
    [nextPermit(), 'checked'],
    [nobody, 'not-renewable'],
  ] as const) {
    const { id, phone } = await taken(permit);
    await Promise.all(Array.from({ length: 20 }, () => check(id)));
    await check(id);
    const { events, messages } = await stateOf(id);
    assert.deepEqual(events, ['submitted', last]);
    assert.equal(messages.length, last === 'checked' ? 1 : 2);
    await wait(300);
    assert.equal((await portal.messages(phone.e164, 2)).length, messages.length + 1, 'with the code');
  }
});

test('the table itself takes the register’s word once', async () => {
  const again = sql`insert into application_events (application_id, kind, actor)
    select application_id, 'checked', 'register' from application_events where kind <> 'submitted' limit 1`.execute(
    portal.db.query,
  );
  await assert.rejects(again, (error: Error & { code?: string }) => error.code === '23505');
});

test('what fails half way leaves nothing, and is done when it is tried again', async () => {
  const { id } = await taken(nobody);
  await sql`alter table messages rename to broken`.execute(portal.db.query);
  await assert.rejects(check(id));
  await sql`alter table broken rename to messages`.execute(portal.db.query);
  assert.deepEqual((await stateOf(id)).events, ['submitted']);
  assert.equal((await stateOf(id)).claims.length, 1);
  await check(id);
  assert.deepEqual((await stateOf(id)).events, ['submitted', 'not-renewable']);
});

test('a stranger’s wrong numbers end, and the true holder’s application goes on', async () => {
  const permit = nextPermit();
  const stranger = await taken({ ...permit, contractorNumber: '99997' });
  const holder = portal.browser();
  await walkToDone(portal, holder, permit);
  await check(stranger.id);
  assert.match((await status(stranger.browser)).text, /لم نجد تصريحًا/);
  assert.match((await status(holder)).text, /قيد الدراسة/);
});

test('what was found before is checked as well', async () => {
  const permit = nextPermit();
  const browser = portal.browser();
  const page = await walkToCheck(portal, browser, permit);
  register.state = 'down';
  await browser.submit(page, {});
  const { rows } = await sql<{ id: number }>`select max(id)::int as id from applications`.execute(
    portal.db.query,
  );
  await sql`delete from jobs.job where name = 'check-application' and state <> 'active'`.execute(
    portal.db.query,
  );
  register.state = 'up';
  await withdrawn(permit);
  const id = rows[0]?.id ?? 0;
  await check(id);
  assert.deepEqual((await stateOf(id)).events, ['submitted', 'not-renewable']);
  assert.match((await status(browser)).text, /هذا التصريح مسحوب/);
});

test('the worker asks until the register answers, and never gives up', { timeout: 60_000 }, async () => {
  const permit = nextPermit();
  const { id } = await takeUnchecked(portal, portal.browser(), register, permit);
  register.state = 'down';
  const job = async () => {
    const { rows } = await sql<{ tries: number; most: number; days: number }>`
      select retry_count as tries, retry_limit as most, extract(day from keep_until - created_on)::int as days
      from jobs.job where name = 'check-application' and data->>'applicationId' = ${String(id)}`.execute(
      portal.db.query,
    );
    return rows[0];
  };
  for (let tries = 0; tries < 600 && (await job())?.tries === 0; tries++) await wait(50);
  const tried = await job();
  assert.ok(tried && tried.tries >= 1 && tried.most >= 1_000_000 && tried.days > 1000, JSON.stringify(tried));
  register.state = 'up';
  for (let tries = 0; tries < 600 && (await stateOf(id)).events.length < 2; tries++) await wait(50);
  assert.deepEqual((await stateOf(id)).events, ['submitted', 'checked']);
});

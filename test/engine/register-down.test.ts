import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { permitsInDatabase } from '../../src/engine/registers/permits.store.ts';
import { openPortal } from '../support/portal.ts';
import { withSwitch } from '../support/register-switch.ts';
import { renewablePermits } from '../support/renewable.ts';
import { act, takeUnchecked, walkUnchecked } from '../support/unchecked.ts';
import { firstPermit, freshPhone, newestCode, renewal, walkToCheck, walkToDone } from '../support/walk.ts';
import type { Page } from '../support/browser.ts';
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

const free = { max: 1_000_000, seconds: 3600 };
const limitTo = (address: typeof free) =>
  portal.set('limits.look-up-misses', { address, number: free, all: free });

async function count(table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(
    portal.db.query,
  );
  return rows[0]?.n ?? 0;
}

type Row = { subject: string; found: unknown; phone_of_register: boolean | null; submitted: unknown };

async function lastApplication(): Promise<Row> {
  const { rows } = await sql<Row>`select a.subject, found, phone_of_register, e.data as submitted
    from applications a join application_events e on e.application_id = a.id order by a.id desc, e.id limit 1`.execute(
    portal.db.query,
  );
  assert.ok(rows[0]);
  return rows[0];
}

for (const [lang, told, waits, received, tracked] of [
  [
    'ar',
    /السجل لا يجيب الآن.*تابع دون انتظار السجل.*حاول مرة أخرى/,
    /سنتحقق من هذه الأرقام حين يجيب السجل/,
    /سنتحقق من طلبك حين يجيب السجل.*استلمنا طلبك يوم \S+ \d\d-\d\d-\d{4} \d\d:\d\d/,
    /بانتظار السجل.*التحقق في السجل/,
  ],
  [
    'en',
    /The register does not answer now.*Go on without waiting for the register.*Try again/,
    /We will check these numbers when the register answers/,
    /We will check your application when the register answers We received it on \S+ \d\d-\d\d-\d{4} \d\d:\d\d/,
    /Waiting for the register.*Checking in the register/,
  ],
] as const)
  test(`who meets a register that is down is told so, goes on, and has a receipt: ${lang}`, async () => {
    const permit = nextPermit();
    const phone = freshPhone();
    const browser = portal.browser();
    const room = renewal.replace('/ar/', `/${lang}/`);
    register.state = 'down';
    const down = await browser.submit(await browser.open(`${room}/start`), permit);
    assert.match(down.text, told);
    for (const number of Object.values(permit)) assert.ok(down.html.includes(`value="${number}"`));
    let page = await act(browser, down, 'go-on');
    assert.equal(page.path, `${room}/renewal`);
    assert.match(page.text, waits);
    for (const number of Object.values(permit))
      assert.ok(page.text.includes(number), 'the numbers stand there');

    page = await browser.submit(page, { reason: 'weather', details: '', phone: phone.typed });
    page = await browser.submit(page, { code: await newestCode(portal, phone.e164) });
    assert.equal(page.path, `${room}/check`);
    assert.match(page.text, waits);
    for (const number of Object.values(permit)) assert.ok(page.text.includes(number), 'they are read back');
    page = await browser.submit(page, {});
    register.state = 'up';
    assert.equal(page.path, `${room}/done`);
    assert.match(page.text, received);
    const { subject, found, phone_of_register, submitted } = await lastApplication();
    const [contractor, number, year] = Object.values(permit);
    assert.equal(subject, `unchecked:${contractor}/${number}/${year}`);
    assert.deepEqual([found, phone_of_register, submitted], [null, null, { unchecked: true }]);

    const [sms] = await portal.messages(phone.e164, 2);
    assert.match(sms?.text ?? '', lang === 'ar' ? /نفحصه حين يجيب السجل/ : /as soon as the register answers/);
    assert.ok((sms?.text.length ?? 0) <= (lang === 'ar' ? 70 : 160), 'one part');
    const status = await browser.open(`/${lang}/track/status`);
    assert.match(status.text, tracked);
    assert.doesNotMatch(status.text, /أمامك في الدور|التالي في الدور|in the queue/);
  });

test('a register that hangs is one that is down, at every step', { timeout: 30_000 }, async () => {
  const permit = nextPermit();
  const browser = portal.browser();
  const phone = freshPhone();
  register.state = 'hangs';
  let page = await browser.submit(await browser.open(`${renewal}/start`), permit);
  assert.match(page.text, /السجل لا يجيب الآن/);
  page = await act(browser, page, 'go-on');
  page = await browser.submit(page, { reason: 'weather', details: '', phone: phone.typed });
  page = await browser.submit(page, { code: await newestCode(portal, phone.e164) });
  page = await browser.submit(page, {});
  register.state = 'up';
  assert.equal(page.path, `${renewal}/done`);
});

test('going on asks the register once more: when it answers, the look-up is made as ever', async () => {
  for (const [permit, path, says] of [
    [nextPermit(), 'renewal', /يمكن تجديده/],
    [nobody, 'permit', /لم نجد تصريحًا بهذه الأرقام/],
    [
      { ...nobody, contractorNumber: '1060', permitNumber: '410', permitYear: firstPermit().permitYear },
      'permit',
      /مسحوب/,
    ],
  ] as const)
    for (const action of ['go-on', 'again']) {
      const browser = portal.browser();
      register.state = 'down';
      const down = await browser.submit(await browser.open(`${renewal}/start`), permit);
      register.state = 'up';
      const page = await act(browser, down, action);
      assert.equal(page.path, `${renewal}/${path}`);
      assert.match(page.text, says);
      assert.doesNotMatch(page.text, /سنتحقق من هذه الأرقام/);
    }
});

test('it is no way around the look-up: only who was told that the register is down goes on', async () => {
  const browser = portal.browser();
  const missed = await browser.submit(await browser.open(`${renewal}/start`), nobody);
  assert.match(missed.text, /لم نجد تصريحًا/);
  register.state = 'down';
  const page = await act(browser, missed, 'go-on');
  assert.equal(page.path, `${renewal}/permit`);
  assert.match(page.text, /السجل لا يجيب الآن/, 'told first');
  const stranger = portal.browser();
  const form = await stranger.open(`${renewal}/start`);
  assert.equal((await act(stranger, form, 'go-on')).path, `${renewal}/permit`, 'nothing was typed yet');
  const wrong = await stranger.submit(form, { ...nobody, permitYear: 'x' });
  assert.equal((await act(stranger, wrong, 'go-on')).status, 422);
  assert.equal((await stranger.open(`${renewal}/renewal`)).path, `${renewal}/permit`);
  register.state = 'up';
});

test('going on counts like a miss, which it may be: an outage is no time to guess in', async () => {
  await limitTo({ max: 2, seconds: 7000 });
  const address = '10.77.0.1';
  const tries = [];
  register.state = 'down';
  for (let round = 0; round < 3; round++) {
    const browser = portal.browser({ address });
    const down = await browser.submit(await browser.open(`${renewal}/start`), nobody);
    tries.push(await act(browser, down, 'go-on'));
  }
  register.state = 'up';
  await limitTo(free);
  assert.deepEqual(
    tries.map((page) => page.status),
    [200, 200, 429],
  );
  assert.match(tries[2]?.text ?? '', /محاولات كثيرة/);
});

test('the register answers again at submitting: what it says is shown before it binds', async () => {
  const browser = portal.browser();
  const check = await walkUnchecked(portal, browser, register, nextPermit());
  const before = await count('applications');
  const again = await browser.submit(check, {});
  assert.equal(again.path, `${renewal}/check`);
  assert.match(again.text, /السجل يجيب من جديد.*اسم المقاول/);
  assert.doesNotMatch(again.text, /سنتحقق من هذه الأرقام/);
  assert.equal(await count('applications'), before);
  const done = await browser.submit(again, {});
  assert.equal(done.path, `${renewal}/done`);
  assert.doesNotMatch(done.text, /حين يجيب السجل/);
  assert.match((await browser.open('/ar/track/status')).text, /قيد الدراسة/);
  assert.deepEqual((await lastApplication()).submitted, {});
});

test('… and what it says no to is said on the first step, and counted', async () => {
  const open = nextPermit();
  for (const [permit, says] of [
    [nobody, /لم نجد تصريحًا بهذه الأرقام/],
    [
      { contractorNumber: '1077', permitNumber: '512', permitYear: firstPermit().permitYear },
      /المقاول موقوف/,
    ],
    [open, /هناك طلب تجديد قائم/],
  ] as const) {
    const browser = portal.browser();
    const check = await walkUnchecked(portal, browser, register, permit);
    if (permit === open) await walkToDone(portal, portal.browser(), open);
    const page = await browser.submit(check, {});
    assert.equal(page.path, `${renewal}/permit`);
    assert.match(page.text, says);
    assert.equal((await browser.open(`${renewal}/check`)).path, `${renewal}/permit`, 'the step is not done');
  }
  const browser = portal.browser();
  const check = await walkUnchecked(portal, browser, register, nobody);
  await limitTo({ max: 1, seconds: 3600 });
  const limited = await browser.submit(check, {});
  await limitTo(free);
  assert.equal(limited.status, 429);
  assert.equal(limited.path, `${renewal}/check`);
  assert.ok(Number(limited.response.headers['retry-after']) > 0);
});

test('what was found before the register went down is kept: nobody is sent back', async () => {
  const permit = nextPermit();
  const browser = portal.browser();
  const check = await walkToCheck(portal, browser, permit);
  register.state = 'down';
  const done = await browser.submit(check, {});
  register.state = 'up';
  assert.equal(done.path, `${renewal}/done`);
  assert.match(done.text, /سنتحقق من طلبك حين يجيب السجل.*اسم المقاول/);
  const row = await lastApplication();
  assert.equal(row.subject, `permit:${permit.permitYear}/${permit.permitNumber}`);
  assert.deepEqual(row.submitted, { unchecked: true });
});

test('pressing twice, and «back», change nothing', async () => {
  const permit = nextPermit();
  const browser = portal.browser();
  register.state = 'down';
  const down = await browser.submit(await browser.open(`${renewal}/start`), permit);
  const pages = await Promise.all(Array.from({ length: 5 }, () => act(browser, down, 'go-on')));
  for (const page of pages) assert.equal(page.path, `${renewal}/renewal`);
  assert.equal((await act(browser, down, 'go-on')).path, `${renewal}/renewal`, 'once more, after «back»');

  // Other numbers are another look-up.
  const other = await browser.submit(await browser.open(`${renewal}/permit`), nobody);
  assert.match(other.text, /السجل لا يجيب الآن/);
  assert.equal((await browser.open(`${renewal}/renewal`)).path, `${renewal}/permit`);
  register.state = 'up';

  const check = await walkUnchecked(portal, browser, register, permit);
  const before = await count('applications');
  register.state = 'down';
  const sent: Page[] = await Promise.all(Array.from({ length: 10 }, () => browser.send(check, {})));
  register.state = 'up';
  for (const page of sent) assert.equal(page.location, `${renewal}/done`);
  assert.equal(await count('applications'), before + 1);
});

test('two requests for the same numbers are one matter, checked or not', async () => {
  const permit = nextPermit();
  const [first, second, third] = [portal.browser(), portal.browser(), portal.browser()];
  const checks = [
    await walkUnchecked(portal, first, register, permit),
    await walkUnchecked(portal, second, register, permit),
  ];
  const found = await walkToCheck(portal, third, permit);
  register.state = 'down';
  const pages = await Promise.all([first, second].map((each, at) => each.submit(checks[at] ?? found, {})));
  assert.deepEqual(pages.map((page) => page.path).toSorted(), [`${renewal}/done`, `${renewal}/permit`]);
  const lost = pages.find((page) => page.path === `${renewal}/permit`);
  assert.match(lost?.text ?? '', /هناك طلب تجديد قائم لهذا التصريح/);
  register.state = 'up';
  assert.match(
    (await third.submit(found, {})).text,
    /هناك طلب تجديد قائم/,
    'who came later, with the register',
  );
});

test('a stranger who has one number wrong is not in the way of the true holder', async () => {
  const permit = nextPermit();
  await takeUnchecked(portal, portal.browser(), register, { ...permit, contractorNumber: '99998' });
  const done = await walkToDone(portal, portal.browser(), permit);
  assert.equal(done.path, `${renewal}/done`);
});

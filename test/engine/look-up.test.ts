import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { permitsInDatabase } from '../../src/engine/registers/permits.store.ts';
import { openPortal } from '../support/portal.ts';
import { withSwitch } from '../support/register-switch.ts';
import { firstPermit, freshPhone, newestCode, renewal } from '../support/walk.ts';
import type { Browser, Page } from '../support/browser.ts';
import type { Portal } from '../support/portal.ts';

const register = withSwitch(permitsInDatabase);
let portal: Portal;
before(async () => {
  portal = await openPortal({ sources: { permits: register } });
});
after(() => portal.close());

const key = 'limits.look-up-misses';
const enough = { max: 100_000, seconds: 604_800 };
const ample = { address: enough, number: enough, all: enough };
let lengths = 0;
/** A limit whose window no other test shares, since windows of another length are counted by themselves. */
const few = (max: number) => ({ max, seconds: 400_000 + (lengths += 1) });

type Numbers = { contractorNumber: string; permitNumber: string; permitYear: string };
const numbers = (change: Partial<Numbers> = {}): Numbers => ({ ...firstPermit(), ...change });
const unknown = (contractorNumber = '1042') => numbers({ contractorNumber, permitNumber: '987654' });

async function lookUp(browser: Browser, fields: Numbers): Promise<Page> {
  return browser.send(await browser.open(`${renewal}/permit?new`), fields);
}

const timed = async <T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> => {
  const began = performance.now();
  const result = await work();
  return { ms: performance.now() - began, result };
};

test('every kind of miss gives one and the same answer', async () => {
  await portal.set(key, ample);
  const { rows } =
    await sql<Numbers>`select c.number::text as "contractorNumber", p.number::text as "permitNumber",
      p.year::text as "permitYear" from permits p join contractors c on c.id = p.contractor_id
      where c.number <> 1042 limit 1`.execute(portal.db.query);
  const foreign = rows[0];
  assert.ok(foreign);
  const misses: [string, Numbers][] = [
    ['no such permit', unknown()],
    ['no such contractor', numbers({ contractorNumber: '424242' })],
    ['the permit of another contractor', { ...foreign, contractorNumber: '1042' }],
    ['another year', numbers({ permitYear: '1999' })],
    ['all wrong', { contractorNumber: '9999999999', permitNumber: '9999999999', permitYear: '1990' }],
  ];
  const shapes = new Set<string>();
  for (const [what, fields] of misses) {
    const browser = portal.browser();
    const sent = await lookUp(browser, fields);
    assert.equal(sent.location, `${renewal}/permit`, what);
    const page = await browser.open(sent.location);
    assert.match(page.text, /لم نجد تصريحًا بهذه الأرقام/, what);
    const same = page.html.replace(/value="[^"]*"/g, '').replace(/content="[^"]*"/g, '');
    shapes.add(`${sent.status} ${sent.html.length} ${page.status} ${same}`);
  }
  assert.equal(shapes.size, 1);
});

test('a hit and a miss answer with as many bytes, so that only where they lead to tells them apart', async () => {
  const hit = await lookUp(portal.browser(), numbers());
  const miss = await lookUp(portal.browser(), unknown());
  assert.deepEqual([hit.location, miss.location], [`${renewal}/renewal`, `${renewal}/permit`]);
  assert.equal(hit.html.length + hit.location.length, miss.html.length + miss.location.length);
});

test('numbers that are wrong in form are not looked up and cost nothing', async () => {
  await portal.set(key, { ...ample, address: few(1) });
  const browser = portal.browser();
  for (let times = 0; times < 5; times++)
    assert.equal((await lookUp(browser, numbers({ permitNumber: 'x' }))).status, 422);
  assert.equal((await lookUp(browser, numbers())).location, `${renewal}/renewal`);
});

const limited = async (page: Page, fields: Numbers) => {
  assert.equal(page.status, 429);
  assert.ok(Number(page.response.headers['retry-after']) > 0);
  assert.match(page.text, /محاولات كثيرة بأرقام غير صحيحة/);
  assert.ok(page.html.includes(`value="${fields.permitNumber}"`), 'the numbers are kept');
};

const alarms = (what: string) =>
  portal.log.filter((line) => line.includes('register.misses.alarm') && line.includes(what)).length;

test('an address that missed too often gets no answers any more, right or wrong; others do', async () => {
  await portal.set(key, { ...ample, address: few(4) });
  const address = '10.99.0.1';
  const earlier = alarms('of an address');
  for (let times = 0; times < 4; times++)
    assert.equal((await lookUp(portal.browser({ address }), unknown(String(5000 + times)))).status, 303);
  assert.equal(
    (await lookUp(portal.browser({ address }), numbers())).location,
    `${renewal}/renewal`,
    'not over yet',
  );
  await limited(await lookUp(portal.browser({ address }), unknown()), unknown());
  await limited(await lookUp(portal.browser({ address }), numbers()), numbers());
  assert.equal(alarms('of an address'), earlier + 1);
  assert.equal((await lookUp(portal.browser(), numbers())).location, `${renewal}/renewal`);
});

test('a number that was missed too often, from anywhere, is closed; other numbers are open', async () => {
  await portal.set(key, { ...ample, number: few(4) });
  for (let times = 0; times < 4; times++)
    assert.equal((await lookUp(portal.browser(), unknown('1055'))).status, 303);
  await limited(await lookUp(portal.browser(), unknown('1055')), unknown('1055'));
  assert.equal(alarms('of a number'), 1);
  assert.equal((await lookUp(portal.browser(), numbers())).location, `${renewal}/renewal`);
});

test('many misses in all raise the alarm and close nothing', async () => {
  await portal.set(key, { ...ample, all: few(3) });
  for (let times = 0; times < 4; times++)
    assert.equal((await lookUp(portal.browser(), unknown(String(6000 + times)))).status, 303);
  assert.equal(alarms('in all'), 1);
  assert.equal((await lookUp(portal.browser(), numbers())).location, `${renewal}/renewal`);
});

test('fifty wrong look-ups at once are fifty misses', async () => {
  await portal.set(key, { ...ample, address: few(8) });
  const address = '10.99.0.9';
  const forms = await Promise.all(
    Array.from({ length: 50 }, async () => {
      const browser = portal.browser({ address });
      return { browser, page: await browser.open(`${renewal}/permit`) };
    }),
  );
  const answers = await Promise.all(forms.map(({ browser, page }) => browser.send(page, unknown('7777'))));
  assert.equal(answers.filter((answer) => answer.status === 303).length, 8);
  assert.equal(answers.filter((answer) => answer.status === 429).length, 42);
});

test('answers grow slower with every miss from a quarter of the allowance on, hits and misses alike', async () => {
  await portal.set(key, { ...ample, address: few(40) });
  const address = '10.99.0.5';
  const miss = (number: number) =>
    timed(() => lookUp(portal.browser({ address }), unknown(String(8000 + number))));
  const times: number[] = [];
  for (let number = 0; number < 16; number++) times.push((await miss(number)).ms);
  assert.ok((times[13] ?? 0) >= 390, `the fourteenth waits 0.4 s: ${times[13]}`);
  assert.ok((times[15] ?? 0) >= 590, `the sixteenth waits 0.6 s: ${times[15]}`);
  const hit = await timed(() => lookUp(portal.browser({ address }), numbers()));
  assert.ok(hit.ms >= 590, 'a right one waits as long');
  const other = await timed(() => lookUp(portal.browser(), numbers()));
  assert.ok(other.ms < 590, 'others do not wait');
});

test('neither the log nor the counters tell who asked for what', async () => {
  const { rows } = await sql<{ key: string }>`select key from counters`.execute(portal.db.query);
  const all = `${portal.log.join('')}${rows.map((row) => row.key).join(' ')}`;
  for (const personal of ['10.99.0.1', '987654', 'قناطر']) assert.ok(!all.includes(personal), personal);
});

test('what is remembered of a register says of which day it is', async () => {
  const permit = firstPermit();
  const browser = portal.browser();
  const phone = freshPhone();
  register.learntAt = new Date('2026-03-04T08:41:00Z');
  const asOf = /كما في السجل بتاريخ 04-03-2026 11:41/;
  let page = await browser.submit(await browser.open(`${renewal}/start`), permit);
  assert.match(page.text, asOf);
  page = await browser.submit(page, { reason: 'weather', details: '', phone: phone.typed });
  page = await browser.submit(page, { code: await newestCode(portal, phone.e164) });
  assert.match(page.text, asOf);
  page = await browser.submit(page, {});
  register.learntAt = null;
  assert.match(page.text, asOf);
  assert.match((await browser.open('/ar/track/status')).text, asOf);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newReference } from '../../src/platform/ids/reference.ts';
import { openPortal } from '../support/portal.ts';
import { renewablePermits } from '../support/renewable.ts';
import { freshPhone, walkToDone } from '../support/walk.ts';
import type { Browser, Page } from '../support/browser.ts';
import type { Portal } from '../support/portal.ts';

type Submitted = { browser: Browser; reference: string; ending: string; phone: string };

let portal: Portal;
const submitted: Submitted[] = [];
before(async () => {
  portal = await openPortal();
  await portal.set('limits.status', { address: enough, reference: enough });
  for (const permit of (await renewablePermits(portal)).slice(0, 3)) {
    const browser = portal.browser();
    const phone = freshPhone();
    const done = await walkToDone(portal, browser, permit, phone);
    const reference = /[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}/.exec(done.text)?.[0] ?? '';
    submitted.push({ browser, reference, ending: phone.typed.slice(-4), phone: phone.typed });
  }
});
after(() => portal.close());

const enough = { max: 100_000, seconds: 604_800 };
let lengths = 0;
/** A limit whose window no other test shares. */
const few = (max: number) => ({ max, seconds: 300_000 + (lengths += 1) });

const ask = async (reference: string, phoneEnding: string, browser = portal.browser()): Promise<Page> =>
  browser.submit(await browser.open('/ar/track'), { reference, phoneEnding });

function at(index: number): Submitted {
  const found = submitted[index];
  assert.ok(found);
  return found;
}

const otherEnding = (ending: string) => String((Number(ending) + 1) % 10_000).padStart(4, '0');
/** What may differ between two answers: what was typed, and what a page says of its own address. */
const shapeOf = (page: Page) => `${page.status} ${page.html.replace(/(value|content)="[^"]*"/g, '')}`;

test('reference and ending open the status, however they are typed', async () => {
  const { reference, ending, phone } = at(0);
  const arabic = ending.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'.charAt(Number(digit)));
  for (const [typed, end] of [
    [reference, ending],
    [reference.toLowerCase().replaceAll('-', ''), arabic],
    [`\u2066 ${reference.replaceAll('-', ' – ')} \u2069`, ` ${ending}\u200f`],
  ] as const) {
    const page = await ask(typed, end);
    assert.equal(page.path, '/ar/track/status', typed);
    assert.match(page.text, /قيد الدراسة/);
    assert.ok(!page.html.includes(phone.slice(3, 8)), 'the phone is masked');
  }
});

test('every wrong pair gives one and the same answer', async () => {
  const { reference, ending } = at(0);
  const pairs = [
    [newReference(), ending],
    [reference, otherEnding(ending)],
    [newReference(), '0000'],
    [at(1).reference, otherEnding(at(1).ending)],
  ] as const;
  const shapes = new Set<string>();
  for (const [typed, end] of pairs) {
    const page = await ask(typed, end);
    assert.equal(page.status, 422);
    assert.match(page.text, /لا طلب بهذا الرقم المرجعي وهذا الهاتف/);
    shapes.add(shapeOf(page));
  }
  assert.equal(shapes.size, 1);
});

test('what cannot be a reference or an ending is told, and costs no try', async () => {
  const { reference, ending } = at(0);
  await portal.set('limits.status', { address: few(1), reference: few(1) });
  const browser = portal.browser();
  for (const [typed, end] of [
    ['', ending],
    ['ABC', ending],
    [reference.slice(0, -1) + (reference.endsWith('2') ? '3' : '2'), ending],
    [reference, ''],
    [reference, '12'],
    [reference, '٠٧٩١٢٣٤٥٦٧'],
    ['x'.repeat(50_000), 'y'.repeat(50_000)],
  ] as const)
    assert.equal((await ask(typed, end, browser)).status, 422, `${typed.slice(0, 20)} ${end.slice(0, 20)}`);
  assert.equal((await ask(reference, ending, browser)).path, '/ar/track/status');
});

const alarms = (what: string) =>
  portal.log.filter((line) => line.includes('status.misses.alarm') && line.includes(what)).length;

for (const what of ['address', 'reference'] as const)
  test(`wrong pairs are limited by ${what}, and then right ones too`, async () => {
    await portal.set('limits.status', { address: enough, reference: enough, [what]: few(3) });
    const { reference, ending } = at(0);
    const address = '10.66.0.1';
    const browser = () => (what === 'address' ? portal.browser({ address }) : portal.browser());
    for (let times = 0; times < 5; times++)
      assert.equal(
        (await ask(reference, ending, browser())).path,
        '/ar/track/status',
        'right ones cost nothing',
      );
    for (let times = 0; times < 3; times++) {
      const wrong = what === 'address' ? newReference() : reference;
      assert.equal((await ask(wrong, otherEnding(ending), browser())).status, 422);
    }
    const limited = await ask(reference, ending, browser());
    assert.equal(limited.status, 429);
    assert.ok(Number(limited.response.headers['retry-after']) > 0);
    assert.equal(alarms(`status of ${what === 'address' ? 'an' : 'a'} ${what}`), 1);
    const other = what === 'address' ? at(0) : at(1);
    assert.equal((await ask(other.reference, other.ending)).path, '/ar/track/status', 'others go on');
    await portal.set('limits.status', { address: enough, reference: enough });
  });

test('fifty endings tried at once are fifty tries', async () => {
  await portal.set('limits.status', { address: enough, reference: few(5) });
  const { reference, ending } = at(2);
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask(reference, otherEnding(ending))));
  assert.equal(answers.filter((page) => page.status === 422).length, 5);
  assert.equal(answers.filter((page) => page.status === 429).length, 45);
  await portal.set('limits.status', { address: enough, reference: enough });
});

test('the place in the queue is the honest one', async () => {
  for (const [index, told] of [
    /طلبك هو التالي في الدور/,
    /أمامك في الدور طلب واحد/,
    /أمامك في الدور طلبان/,
  ].entries()) {
    const { reference, ending } = at(index);
    assert.match((await ask(reference, ending)).text, told);
  }
});

test('a browser sees what it submitted; a stranger sees nothing without asking', async () => {
  const { browser, reference } = at(1);
  assert.ok((await browser.open('/ar/track/status')).text.includes(reference));
  assert.equal((await portal.browser().open('/ar/track/status')).path, '/ar/track');
});

test('what was asked for stays open to the browser for an hour', async () => {
  const { reference, ending } = at(0);
  const browser = portal.browser();
  await ask(reference, ending, browser);
  await portal.moveClock('59 minutes');
  assert.equal((await browser.open('/ar/track/status')).path, '/ar/track/status');
  await portal.moveClock('2 minutes');
  assert.equal((await browser.open('/ar/track/status')).path, '/ar/track');
  await portal.moveClock('-61 minutes');
});

test('lateness is admitted from the day after the promised one', async () => {
  const { reference, ending } = at(0);
  const { today } = await portal.ctx.settings.now();
  const row = await portal.db.query
    .selectFrom('applications')
    .select('promised_on')
    .where('reference', '=', reference)
    .executeTakeFirstOrThrow();
  const days = today.until(Temporal.PlainDate.from(row.promised_on)).days;
  const late = /تأخرنا عن الموعد الذي وعدناك به/;
  await portal.moveClock(`${days} days`);
  assert.doesNotMatch((await ask(reference, ending)).text, late);
  await portal.moveClock('1 day');
  assert.match((await ask(reference, ending)).text, late);
});

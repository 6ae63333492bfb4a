import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { demoPassword } from '../../src/engine/staff/demo-people.ts';
import { addPerson } from '../../src/engine/staff/manage-staff.ts';
import { downloadPhoto } from '../../src/engine/inspections/read-inspections.ts';
import { byTest } from '../support/by-test.ts';
import { morePermits, testOrigin } from '../support/office.ts';
import { grey } from '../support/pictures.ts';
import { openStage } from './support/stage.ts';
import type { BrowserContext, Page } from 'playwright-core';
import type { Stage } from './support/stage.ts';
import type { WindowOptions } from './support/window.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let stage: Stage;
before(async () => {
  stage = await openStage();
  await morePermits(stage.portal, 40, 750_001);
});
after(() => stage.close());

async function signIn(page: Page, lang: string, login: string, password = demoPassword): Promise<void> {
  await page.goto(`/${lang}/staff/sign-in`);
  await page.fill('#login', login);
  await page.fill('#password', password);
  await page.click('main button.primary');
}

/** A phone on which the demo's inspector has opened the list and the form. */
async function phone(options: WindowOptions = {}) {
  const window = await stage.open(options);
  const { page } = window;
  const lang = options.lang ?? 'ar';
  await signIn(page, lang, 'inspector');
  await page.goto(`/${lang}/staff/inspection`);
  if (options.javascript !== false) await page.evaluate('navigator.serviceWorker.ready.then(() => {})');
  await page.goto(`/${lang}/staff/inspection/note`);
  return window;
}

async function fill(page: Page, number: string, words: string): Promise<void> {
  await page.fill('#permitNumber', number);
  await page.fill('#permitYear', '2026');
  await page.check('[name="finding"][value="outside-conditions"]');
  await page.fill('#words', words);
  await page.setInputFiles('#photo', { name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: withPlace });
}

/** A photo that says where it was taken. */
const exif = Buffer.from('\xff\xe1\x00\x00Exif\0\0GPS 31.95 35.91 E', 'latin1');
exif.writeUInt16BE(exif.length - 2, 2);
const withPlace = Buffer.concat([grey.jpeg.subarray(0, 2), exif, grey.jpeg.subarray(2)]);

const press = (page: Page) => page.click('form[data-note] button.primary');
const state = (page: Page, name: string) => page.locator(`[data-state="${name}"]:not([hidden])`).waitFor();
const waiting = (page: Page) => page.locator('[data-waiting]:not([hidden]) .lines li').count();

async function noted(words: string): Promise<{ id: string; photo: boolean; size: number | null }[]> {
  const { rows } = await sql<{ id: string; photo: boolean; size: number | null }>`
    select id, photo_hash is not null as photo, photo_size as size from inspections where words = ${words}`.execute(
    stage.portal.db.query,
  );
  return rows;
}

/** Waits until the office has a note. */
async function arrived(words: string): Promise<void> {
  for (let tries = 0; tries < 400 && (await noted(words)).length === 0; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 25));
}

async function nextPage(context: BrowserContext, before: Page): Promise<Page> {
  await before.close();
  return context.newPage();
}

test('noted without a network, the page killed, opened again without one, then online: one row with its photo', async () => {
  const { page, context, close } = await phone();
  await context.setOffline(true);
  await fill(page, '750001', 'حفر خارج الموقع');
  await press(page);
  await state(page, 'saved');
  const again = await nextPage(context, page);
  await again.goto('/ar/staff/inspection/note');
  await again.locator('[data-waiting]:not([hidden])').waitFor();
  assert.equal(await waiting(again), 1);
  assert.match(await again.innerText('[data-waiting]'), /750001 \/ 2026/);
  assert.deepEqual(await noted('حفر خارج الموقع'), [], 'the office has nothing yet');
  await context.setOffline(false);
  await state(again, 'sent');
  await again.locator('[data-waiting]').waitFor({ state: 'hidden' });
  const rows = await noted('حفر خارج الموقع');
  assert.equal(rows.length, 1);
  const photo = await downloadPhoto(stage.portal.ctx, rows[0]?.id ?? '', testOrigin);
  assert.ok(photo && photo.bytes.subarray(0, 2).equals(Buffer.of(0xff, 0xd8)));
  assert.ok(!photo.bytes.includes('GPS'));
  await close();
});

test('the answer is lost, and it is sent again: one row', async () => {
  const { page, context, close } = await phone();
  let lost = 0;
  await context.route('**/staff/inspection/note', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    // What is sent leaves without where it was taken, too.
    assert.ok(!(route.request().postDataBuffer() ?? Buffer.alloc(0)).includes('GPS'));
    if (lost >= 2) return route.fallback();
    lost += 1;
    await route.fetch();
    return route.abort();
  });
  await fill(page, '750002', 'جواب ضائع');
  await press(page);
  await arrived('جواب ضائع');
  await page.locator('[data-waiting]:not([hidden])').waitFor();
  await page.click('[data-send]');
  for (let tries = 0; tries < 200 && lost < 2; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 25));
  assert.equal(lost, 2);
  await page.locator('[data-waiting]:not([hidden])').waitFor();
  await page.click('[data-send]');
  await page.locator('[data-waiting]').waitFor({ state: 'hidden' });
  assert.equal((await noted('جواب ضائع')).length, 1);
  await close();
});

test('another person on the same phone sees neither the note nor the list, and sends nothing of it', async () => {
  const other = { login: 'second.inspector', name: 'باسل عبيدات', role: 'inspector' };
  const added = await addPerson(stage.portal.db, other, byTest.origin);
  assert.ok(added.kind === 'added');
  const { page, context, close } = await phone();
  await context.setOffline(true);
  await fill(page, '750003', 'لصاحبها وحده');
  await press(page);
  await state(page, 'saved');
  // The network is back, and the session is not: nothing is lost.
  await context.clearCookies();
  await context.setOffline(false);
  await page.click('[data-send]');
  await state(page, 'sign-in');
  await signIn(page, 'ar', other.login, added.password);
  const kept = await page.evaluate<boolean>(`caches.has('inspection-pages')`);
  assert.equal(kept, false, 'the sign-in leaves nothing of the day on the phone');
  await page.fill('#password', 'A long walk in Jerash');
  await page.fill('#again', 'A long walk in Jerash');
  await page.click('main button.primary');
  await page.goto('/ar/staff/inspection/note');
  await page.waitForSelector('[data-note]');
  await page.evaluate('navigator.locks.request("inspection-outbox", () => {})');
  assert.equal(await page.isVisible('[data-waiting]'), false);
  assert.doesNotMatch(await page.innerText('main'), /750003/);
  assert.deepEqual(await noted('لصاحبها وحده'), []);
  await context.clearCookies();
  await signIn(page, 'ar', 'inspector');
  await page.goto('/ar/staff/inspection/note');
  await arrived('لصاحبها وحده');
  assert.equal((await noted('لصاحبها وحده')).length, 1);
  await close();
});

test('the list is there without a network, is searched there, and is gone when its day is over', async () => {
  const { page, context, close } = await phone();
  await context.setOffline(true);
  await page.goto('/ar/staff/inspection');
  assert.ok((await page.locator('[data-line]').count()) >= 40);
  await page.fill('#filter', '٧٥٠٠٠٧');
  assert.equal(await page.locator('[data-line]:visible').count(), 1);
  await page.click('[data-line]:visible .btn');
  await page.waitForSelector('[data-note]');
  assert.equal(await page.inputValue('#permitNumber'), '750007');
  assert.equal(await page.inputValue('#permitYear'), '2026');
  await page.clock.setFixedTime(Date.now() + 86_400_000);
  await page.goto('/ar/staff/inspection');
  // The worker has a clock of its own; the page sees that the day is over, and removes what it had.
  await page.locator('[data-old]:not([hidden])').waitFor();
  assert.equal(await page.locator('[data-line]').count(), 0);
  const left = await page.evaluate<string[]>(
    `caches.open('inspection-pages').then((pages) => pages.keys()).then((all) => all.map(({ url }) => new URL(url).pathname))`,
  );
  assert.deepEqual(left, ['/ar/staff/inspection/note']);
  await close();
});

test('what the office does not accept comes back into the form with its photo, and is sent when it is right', async () => {
  const { page, close } = await phone();
  await fill(page, '750004', 'كود خاطئ');
  await page.fill('#documentCode', 'K7M4-92QX');
  await press(page);
  await page.locator('[data-refused]:not([hidden])').waitFor();
  await page.click('[data-edit]');
  await state(page, 'editing');
  assert.equal(await page.inputValue('#words'), 'كود خاطئ');
  await page.fill('#documentCode', '');
  await press(page);
  await page.locator('[data-waiting]').waitFor({ state: 'hidden' });
  const rows = await noted('كود خاطئ');
  assert.deepEqual(
    rows.map(({ photo }) => photo),
    [true],
  );
  await close();
});

test('without JavaScript the form is sent as it is, mistakes come back, and the office’s page shows the inspection', async () => {
  const { page, close } = await phone({ javascript: false });
  await fill(page, '750005', '');
  await press(page);
  await page.waitForSelector('#words-error');
  assert.equal(await page.inputValue('#permitNumber'), '750005');
  await fill(page, '750005', 'دون برنامج');
  await press(page);
  await state(page, 'sent');
  assert.equal((await noted('دون برنامج')).length, 1);
  await page.click('#mine + .lines a');
  await page.waitForSelector('#inspections');
  assert.match(await page.innerText('main'), /دون برنامج/);
  await close();
});

for (const lang of ['ar', 'en'] as const)
  for (const width of [390, 1280])
    test(`the inspector’s pages break nothing of WCAG 2.2 AA and do not overflow: ${lang}, ${width} px`, async () => {
      const { page, context, close } = await phone({ lang, width, bypassCsp: true });
      const look = async (name: string) => {
        await page.evaluate(axe);
        const violations = await page.evaluate<string[]>(
          `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
            .then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
        );
        assert.deepEqual(violations, [], name);
        const over = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
        assert.ok(over <= 0, `${name} is ${over} px too wide`);
        const folder = process.env['LOOK'];
        if (folder) await page.screenshot({ path: `${folder}/${name}-${lang}-${width}.png`, fullPage: true });
      };
      await look('note');
      await context.setOffline(true);
      await fill(page, '750009', `${lang} ${width}`);
      await press(page);
      await state(page, 'saved');
      await look('saved');
      await context.setOffline(false);
      await state(page, 'sent');
      await page.reload();
      await look('sent');
      await page.goto(`/${lang}/staff/inspection`);
      await look('list');
      await close();
    });

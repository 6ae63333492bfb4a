// The counter and many at once without a script, and what is printed. How they look is in the test of the rooms.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { take } from '../../src/engine/review/take-application.ts';
import { demoPassword } from '../../src/engine/staff/demo-people.ts';
import { morePermits, omar } from '../support/office.ts';
import { preparedApplications } from '../support/prepared.ts';
import { openStage } from './support/stage.ts';
import type { Page } from 'playwright-core';
import type { Lang } from '../../src/platform/i18n/lang.ts';
import type { PermitNumbers } from '../support/renewable.ts';
import type { Stage } from './support/stage.ts';

let stage: Stage;
let permits: PermitNumbers[];
let ids: number[];
before(async () => {
  stage = await openStage();
  permits = await morePermits(stage.portal, 4);
  ids = await preparedApplications(stage.portal, 40);
});
after(() => stage.close());

async function signIn(page: Page, lang: Lang): Promise<void> {
  await page.goto(`/${lang}/staff`);
  await page.fill('#login', 'clerk');
  await page.fill('#password', demoPassword);
  await press(page);
}

const press = (page: Page) => page.click('main button.primary');

/** Files at the counter to the receipt; `look` is called at each state. */
async function walkCounter(page: Page, lang: Lang, look: (name: string) => Promise<void>): Promise<void> {
  const permit = permits.shift();
  assert.ok(permit);
  await page.goto(`/${lang}/staff/counter`);
  await look('the counter');
  await page.click('form[action$="/start"] button');
  for (const [name, value] of Object.entries(permit)) await page.fill(`#${name}`, value);
  await look('look-up');
  await press(page);
  await page.selectOption('#reason', 'weather');
  await page.fill('#phone', '0791234567');
  await press(page);
  await look('identity');
  await press(page);
  await look('identity with errors');
  await page.check('#present-representative');
  await page.fill('#representative', 'عبد الرحمن بن عبد الله المومني');
  await page.selectOption('#paper', 'passport');
  await page.check('#seen');
  await press(page);
  await look('read-back');
  await press(page);
  await page.waitForURL(/\/counter\/receipts\/\d+$/);
  await look('receipt');
}

/** Approves what can be approved of some, by the boxes of the queue. */
async function walkMany(page: Page, lang: Lang, look: (name: string) => Promise<void>): Promise<void> {
  const own = ids.splice(0, 4);
  await take(stage.portal.ctx, omar, own[0] ?? 0);
  await page.goto(`/${lang}/staff/queue?rows=100`);
  await look('queue');
  await page.click('button[value="approve"]');
  await look('queue with an error');
  for (const id of own) await page.check(`[name="pick-${id}"]`);
  await page.click('button[value="refuse"]');
  await press(page);
  await look('a refusal with errors');
  await page.goto(`/${lang}/staff/queue?rows=100`);
  for (const id of own) await page.check(`[name="pick-${id}"]`);
  await page.click('button[value="approve"]');
  await look('dry run');
  assert.equal(await page.locator('tbody input:checked').count(), 3);
  await press(page);
  await page.waitForSelector('button[value="all"]');
  await look('results');
  await page.click(`button[name="row"][value="${own[1]}"]`);
  await look('one undone');
  assert.equal(await page.locator('tbody .tag.good').count(), 2);
  await page.goto(`/${lang}/staff/many`);
  await look('batches');
}

test('both work without a script, and nothing goes wrong on the way', { timeout: 120_000 }, async () => {
  const { page, troubles, close } = await stage.open({ width: 390, javascript: false });
  await signIn(page, 'ar');
  const nothing = () => Promise.resolve();
  await walkCounter(page, 'ar', nothing);
  await walkMany(page, 'ar', nothing);
  assert.deepEqual(troubles, []);
  await close();
});

test('the receipt prints what is handed over, on one sheet, and nothing of the office around it', async () => {
  const { page, close } = await stage.open({ width: 1280 });
  await signIn(page, 'ar');
  await walkCounter(page, 'ar', () => Promise.resolve());
  await page.waitForSelector('[data-print]:not([hidden])');
  await page.emulateMedia({ media: 'print' });
  for (const hidden of ['.side', '.no-print'])
    assert.ok(await page.locator(hidden).first().isHidden(), hidden);
  assert.ok(await page.locator('.slip .letterhead').isVisible());
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length, 1);
  await close();
});

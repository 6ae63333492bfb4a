import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { missingPermit, renewablePermit } from './support/permits.ts';
import { openStage } from './support/stage.ts';
import { codeOn, freshPhone, pathOf, room } from './support/walk.ts';
import type { Page } from 'playwright-core';
import type { Stage } from './support/stage.ts';

let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

type Stop = { id: string; tag: string; text: string; visible: boolean; inside: boolean };

/** Where the focus is, and whether it can be seen: on the element, or on what it draws over its card. */
const whereFocusIs = `(() => {
  const at = document.activeElement;
  const drawn = [getComputedStyle(at), getComputedStyle(at, '::after')];
  const box = at.getBoundingClientRect();
  return {
    id: at.id,
    tag: at.tagName.toLowerCase(),
    text: at.innerText ?? '',
    visible: drawn.some((s) => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2),
    inside: box.bottom > 0 && box.top < innerHeight,
  };
})()`;

/** Presses Tab and looks where that leads: every stop must be seen. */
async function tab(page: Page): Promise<Stop> {
  await page.keyboard.press('Tab');
  const stop = await page.evaluate<Stop>(whereFocusIs);
  assert.ok(stop.visible, `the focus is not seen on ${stop.tag} «${stop.text}» of ${pathOf(page)}`);
  assert.ok(stop.inside, `the focus is outside the window on ${stop.tag} «${stop.text}» of ${pathOf(page)}`);
  return stop;
}

/** Tabs to something, as one does who does not see the page. */
async function tabTo(page: Page, is: (stop: Stop) => boolean): Promise<void> {
  for (let stops = 0; stops < 60; stops++) if (is(await tab(page))) return;
  assert.fail(`It cannot be reached with Tab on ${pathOf(page)}`);
}

async function tabToAndType(page: Page, id: string, text: string): Promise<void> {
  await tabTo(page, (stop) => stop.id === id);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

async function enter(page: Page): Promise<void> {
  const next = page.waitForEvent('domcontentloaded');
  await page.keyboard.press('Enter');
  await next;
  await page.waitForLoadState('load');
}

async function focusedOn(page: Page, id: string): Promise<void> {
  const stop = await page.evaluate<Stop>(whereFocusIs);
  assert.equal(stop.id, id, `the focus is on ${stop.tag} of ${pathOf(page)}`);
  assert.ok(stop.inside, 'it is in the window');
  assert.ok(stop.visible, 'it is seen');
}

for (const lang of ['ar', 'en'] as const) {
  test(`the whole journey with the keyboard alone, and the focus is always seen: ${lang}`, async () => {
    const { page, troubles, close } = await stage.open({ lang, width: 1280 });
    await page.goto(`/${lang}`);
    const first = await tab(page);
    assert.equal(first.tag, 'a');
    await page.keyboard.press('Enter');
    await page.waitForURL('**#main');
    assert.equal(await page.evaluate('document.activeElement.id'), 'main', 'the skip link skips');
    const afterSkip = await tab(page);
    assert.equal(afterSkip.id, 'q', 'the next stop is in the main part');

    const card = `/${lang}/services/contractor-permit-renewal`;
    await tabTo(page, (stop) => stop.tag === 'a' && stop.text !== '' && stop.id === '');
    await enter(page);
    assert.equal(pathOf(page), card);
    await page.goto(room(lang, 'start'));

    await tabTo(page, (stop) => stop.id === 'contractorNumber');
    await enter(page);
    await focusedOn(page, 'errors');
    const link = await tab(page);
    assert.equal(link.tag, 'a', 'the first mistake follows the summary');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate('document.activeElement.id'), 'contractorNumber');

    await page.keyboard.type(missingPermit.contractorNumber);
    await tabToAndType(page, 'permitNumber', missingPermit.permitNumber);
    await tabToAndType(page, 'permitYear', missingPermit.permitYear);
    await enter(page);
    await focusedOn(page, 'outcome');

    for (const [id, value] of Object.entries(renewablePermit())) await tabToAndType(page, id, value);
    await enter(page);
    assert.equal(pathOf(page), room(lang, 'renewal'));

    const phone = freshPhone();
    await tabTo(page, (stop) => stop.id === 'reason');
    await page.keyboard.press('ArrowDown');
    assert.notEqual(await page.inputValue('#reason'), '', 'the arrow keys choose');
    await tabTo(page, (stop) => stop.id === 'details');
    await tabToAndType(page, 'phone', phone);
    await enter(page);
    assert.equal(pathOf(page), room(lang, 'code'));

    await tabToAndType(page, 'code', 'abc');
    await enter(page);
    await focusedOn(page, 'errors');
    await tabToAndType(page, 'code', await codeOn(page, phone));
    await enter(page);
    assert.equal(pathOf(page), room(lang, 'check'));

    await tabTo(page, (stop) => stop.tag === 'button');
    await enter(page);
    assert.equal(pathOf(page), room(lang, 'done'));
    await tabTo(page, (stop) => stop.tag === 'button');
    await page.goto(`/${lang}/track/status`);
    await tabTo(page, (stop) => stop.tag === 'a' && stop.text.includes('@'));
    assert.deepEqual(troubles, []);
    await close();
  });
}

test('the menu of the phone opens and closes with the keyboard', async () => {
  const { page, close } = await stage.open();
  await page.goto('/ar');
  await tabTo(page, (stop) => stop.tag === 'summary');
  await page.keyboard.press('Enter');
  assert.ok(await page.locator('header details a').first().isVisible());
  const inside = await tab(page);
  assert.equal(inside.tag, 'a');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  assert.ok(!(await page.locator('header details a').first().isVisible()));
  await close();
});

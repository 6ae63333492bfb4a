import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { missingPermit, renewablePermit } from './support/permits.ts';
import { openStage } from './support/stage.ts';
import { enterKey, focusedOn, tab, tabTo, typeInto } from './support/keyboard.ts';
import { codeOn, freshPhone, pathOf, room } from './support/walk.ts';
import type { Stage } from './support/stage.ts';

let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

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
    await enterKey(page);
    assert.equal(pathOf(page), card);
    await page.goto(room(lang, 'start'));

    await tabTo(page, (stop) => stop.id === 'contractorNumber');
    await enterKey(page);
    await focusedOn(page, '#errors');
    const link = await tab(page);
    assert.equal(link.tag, 'a', 'the first mistake follows the summary');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate('document.activeElement.id'), 'contractorNumber');

    await page.keyboard.type(missingPermit.contractorNumber);
    await typeInto(page, '#permitNumber', missingPermit.permitNumber);
    await typeInto(page, '#permitYear', missingPermit.permitYear);
    await enterKey(page);
    await focusedOn(page, '#outcome');

    for (const [id, value] of Object.entries(renewablePermit())) await typeInto(page, `#${id}`, value);
    await enterKey(page);
    assert.equal(pathOf(page), room(lang, 'renewal'));

    const phone = freshPhone();
    await tabTo(page, (stop) => stop.id === 'reason');
    await page.keyboard.press('ArrowDown');
    assert.notEqual(await page.inputValue('#reason'), '', 'the arrow keys choose');
    await tabTo(page, (stop) => stop.id === 'details');
    await typeInto(page, '#phone', phone);
    await enterKey(page);
    assert.equal(pathOf(page), room(lang, 'code'));

    await typeInto(page, '#code', 'abc');
    await enterKey(page);
    await focusedOn(page, '#errors');
    await typeInto(page, '#code', await codeOn(page, phone));
    await enterKey(page);
    assert.equal(pathOf(page), room(lang, 'check'));

    await tabTo(page, (stop) => stop.tag === 'button');
    await enterKey(page);
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

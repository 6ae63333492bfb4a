import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { renewablePermit } from './support/permits.ts';
import { openStage } from './support/stage.ts';
import { codeOnScreen } from './support/tour.ts';
import { fillPermit, fillRenewal, freshPhone, goOn, pathOf, pressAndWait, room } from './support/walk.ts';
import type { Page } from 'playwright-core';
import type { Stage } from './support/stage.ts';

let stage: Stage;
before(async () => {
  stage = await openStage();
  await stage.portal.set('contractor-permit-renewal.code-policy', 'screen');
});
after(() => stage.close());

async function walkToCode(page: Page): Promise<void> {
  await page.goto(room('ar', 'start'));
  await fillPermit(page, renewablePermit());
  await fillRenewal(page, { phone: freshPhone() });
  assert.equal(pathOf(page), room('ar', 'code'));
}

/** Waits until the browser has proven its work. The policy of the page forbids to wait by an expression within it. */
async function workIsDone(page: Page): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if ((await page.locator('input[name=work]').inputValue()) !== '') return;
    await page.waitForTimeout(50);
  }
  assert.fail('the work was not done within 15 seconds');
}

/** Another code than the one on the screen. */
function wrong(code: string): string {
  return code.startsWith('1') ? `2${code.slice(1)}` : `1${code.slice(1)}`;
}

test('with JavaScript: picture, sound, proof of work, a wrong code and the right one', async () => {
  const { page, troubles, close } = await stage.open();
  await walkToCode(page);
  const size = await page.evaluate<{ width: number; height: number }>(
    `(({ naturalWidth: width, naturalHeight: height }) => ({ width, height }))(document.querySelector('.code-picture'))`,
  );
  assert.ok(size.width >= 200 && size.height >= 70, 'the picture loads');
  const seconds = await page.evaluate<number>(`(async () => {
    const audio = document.querySelector('audio');
    audio.load();
    await new Promise((resolve, reject) => {
      if (audio.readyState > 0) return resolve();
      audio.addEventListener('loadedmetadata', resolve);
      audio.addEventListener('error', () => reject(new Error('the sound does not load')));
      audio.preload = 'metadata';
    });
    return audio.duration;
  })()`);
  assert.ok(seconds > 2 && seconds < 60, `the sound takes ${seconds} seconds`);

  await workIsDone(page);
  assert.notEqual(await page.innerText('[data-work-status]'), '', 'it is told that the work is done');

  const firstCode = await codeOnScreen(stage.portal, page);
  await page.fill('#code', wrong(firstCode));
  await goOn(page);
  assert.equal(await page.evaluate('document.activeElement.id'), 'errors');
  assert.equal(await page.inputValue('#code'), '', 'what was typed belonged to another picture');
  const code = await codeOnScreen(stage.portal, page);
  assert.notEqual(code, firstCode, 'a code is good for one answer');

  await pressAndWait(page, 'button[value="another"]');
  const another = await codeOnScreen(stage.portal, page);
  assert.notEqual(another, code);
  await workIsDone(page);
  await page.fill('#code', another);
  await goOn(page);
  assert.equal(pathOf(page), room('ar', 'check'));
  assert.deepEqual(troubles, []);
  await close();
});

test('without JavaScript the right code is enough, in Arabic digits too', async () => {
  const { page, troubles, close } = await stage.open({ javascript: false });
  await walkToCode(page);
  assert.ok(await page.locator('.code-picture').isVisible());
  const code = await codeOnScreen(stage.portal, page);
  await page.fill(
    '#code',
    code.replaceAll(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? ''),
  );
  await goOn(page);
  assert.equal(pathOf(page), room('ar', 'check'));
  assert.deepEqual(troubles, []);
  await close();
});

test('who can neither see nor hear the code gets it by SMS', async () => {
  const { page, close } = await stage.open();
  await walkToCode(page);
  await pressAndWait(page, 'button[value="sms"]');
  assert.equal(await page.locator('.code-picture').count(), 0);
  assert.ok(await page.locator('#code').isVisible());
  await close();
});

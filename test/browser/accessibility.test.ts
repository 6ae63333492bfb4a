import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { lookAt, violationsOf, ways } from './support/look.ts';
import { openStage } from './support/stage.ts';
import { staffStates, staffTour } from './support/staff-tour.ts';
import { registerOfTour, tour } from './support/tour.ts';
import type { Page } from 'playwright-core';
import type { Stage } from './support/stage.ts';

let stage: Stage;
before(async () => {
  stage = await openStage({ sources: { permits: registerOfTour } });
});
after(() => stage.close());

test('the check finds what is broken', async () => {
  const { page, close } = await stage.open({ bypassCsp: true });
  await page.goto('/ar');
  await page.evaluate(`document.querySelector('main').insertAdjacentHTML('beforeend',
    '<img src="/assets/none"><p class="quiet"></p><a href="#x" class="btn">x</a><a href="#y" class="btn over">y</a><div class="wide"></div>');
    const pale = document.querySelector('main > p.quiet');
    pale.textContent = 'too pale'; pale.style.color = '#ddd';
    document.querySelector('.over').style.cssText = 'position: relative; inset-block-start: -2.5rem';
    document.querySelector('.wide').style.cssText = 'inline-size: 500px; block-size: 1px'`);
  const ids = (await violationsOf(page)).map(({ id }) => id);
  assert.deepEqual(ids.toSorted(), ['color-contrast', 'image-alt']);
  const found = await lookAt(page, 'broken');
  for (const [what, words] of [
    ['one thing over another', /390 px, light: <a href="#x".* lies over/],
    ['what is wider than the window', /320 px: the page is \d+ wide in 320/],
    ['what is pale', /390 px, light: color-contrast/],
  ] as const)
    assert.ok(
      found.some((each) => words.test(each)),
      what,
    );
  await close();
});

for (const lang of ['ar', 'en'] as const) {
  test(
    `no page breaks WCAG 2.2 AA, scrolls sideways or is too small for fingers: ${lang}`,
    { timeout: 300_000 },
    async (t) => {
      const found: string[] = [];
      let states = 0;
      const look = async (name: string, page: Page) => {
        states += 1;
        found.push(...(await lookAt(page, name)));
      };
      await tour(stage, lang, { bypassCsp: true, width: 390 }, look);
      await staffTour(stage, lang, { bypassCsp: true, width: 390 }, look);
      t.diagnostic(`${states} states × ${ways.length} ways, ${lang}`);
      assert.deepEqual(found, []);
      assert.equal(states, 45 + staffStates, 'every state was looked at');
    },
  );
}

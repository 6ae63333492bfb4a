import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openStage } from './support/stage.ts';
import { staffStates, staffTour } from './support/staff-tour.ts';
import { longName, registerOfTour, rename, tour } from './support/tour.ts';
import { renewablePermit } from './support/permits.ts';
import { walkToDone } from './support/walk.ts';
import type { Page } from 'playwright-core';
import type { Stage } from './support/stage.ts';

let stage: Stage;
before(async () => {
  stage = await openStage({ sources: { permits: registerOfTour } });
});
after(() => stage.close());

/** Elements that stand out of the window sideways, where that makes the page scroll. */
const standingOut = `(() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const out = [...document.querySelectorAll('body *')].filter((each) => {
    const { left, right, width } = each.getBoundingClientRect();
    return width > 1 && (left < -1 || right > root.clientWidth + 1);
  });
  const innermost = out.filter((each) => !out.some((other) => each !== other && each.contains(other)));
  const told = innermost.slice(0, 3).map((each) => each.outerHTML.slice(0, 120));
  return [...told, 'the page is ' + root.scrollWidth + ' wide in ' + root.clientWidth];
})()`;

/** What can be pressed and is smaller than a finger needs: 44 px for what a form is worked with, 24 for the rest. */
const tooSmall = `(() => {
  const main = '.btn, input, select, textarea, summary, .lang, .brand, header li a';
  return [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
    .filter((each) => each.type !== 'hidden' && each.checkVisibility() && !each.closest('.skip'))
    // Hidden until the keyboard reaches it.
    .filter((each) => getComputedStyle(each).clipPath === 'none')
    .flatMap((each) => {
      const { width, height } = each.getBoundingClientRect();
      const least = each.matches(main) ? 44 : 24;
      if (width >= least && height >= least) return [];
      return [Math.round(width) + '×' + Math.round(height) + ' ' + each.outerHTML.slice(0, 100)];
    });
})()`;

for (const lang of ['ar', 'en'] as const) {
  test(`no page scrolls sideways at 320 px, and fingers find everything: ${lang}`, async () => {
    const found: string[] = [];
    let states = 0;
    const look = async (name: string, page: Page) => {
      states += 1;
      const note = async (how: string, script: string) => {
        for (const each of await page.evaluate<string[]>(script)) found.push(`${name}, ${how}: ${each}`);
      };
      await note('390 px', tooSmall);
      await page.setViewportSize({ width: 320, height: 700 });
      await note('320 px', standingOut);
      await page.setViewportSize({ width: 390, height: 844 });
    };
    await tour(stage, lang, { width: 390 }, look);
    await staffTour(stage, lang, { width: 390 }, look);
    assert.deepEqual(found, []);
    assert.equal(states, 45 + staffStates, 'every state was looked at');
  });

  test(`the receipt is printed on one sheet: ${lang}`, async () => {
    const { page, close } = await stage.open({ lang, width: 1280 });
    const numbers = renewablePermit();
    await rename(stage.portal, numbers.contractorNumber, longName);
    const { reference } = await walkToDone(page, lang, { numbers, details: 'تأخرت المواد. '.repeat(35) });
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
    assert.equal(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length, 1);
    await page.emulateMedia({ media: 'print' });
    assert.ok((await page.innerText('body')).includes(reference));
    assert.equal(await page.locator('main .btn:visible').count(), 0, 'buttons are not printed');
    await close();
  });
}

test('with letters twice as large no page scrolls sideways', async () => {
  const large = await openStage({ sources: { permits: registerOfTour }, letters: 32 });
  const found: string[] = [];
  try {
    const look = async (name: string, page: Page) => {
      assert.equal(await page.evaluate('getComputedStyle(document.documentElement).fontSize'), '32px');
      for (const width of [1280, 640, 390]) {
        await page.setViewportSize({ width, height: 900 });
        for (const each of await page.evaluate<string[]>(standingOut))
          found.push(`${name}, ${width} px: ${each}`);
      }
      await page.setViewportSize({ width: 1280, height: 900 });
    };
    await tour(large, 'ar', { width: 1280 }, look);
    await staffTour(large, 'ar', { width: 1280 }, look);
  } finally {
    await large.close();
  }
  assert.deepEqual(found, []);
});

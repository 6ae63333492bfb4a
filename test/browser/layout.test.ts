import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openStage } from './support/stage.ts';
import { confirmTour } from './support/confirm-tour.ts';
import { houseTour } from './support/house-tour.ts';
import { wrongAt } from './support/look.ts';
import { papersTour } from './support/papers-tour.ts';
import { staffTour } from './support/staff-tour.ts';
import { workTour } from './support/rooms-tour.ts';
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

for (const lang of ['ar', 'en'] as const) {
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

test('with letters twice as large no page scrolls sideways', { timeout: 300_000 }, async () => {
  const large = await openStage({ sources: { permits: registerOfTour }, letters: 32 });
  const found: string[] = [];
  try {
    const look = async (name: string, page: Page) => {
      assert.equal(await page.evaluate('getComputedStyle(document.documentElement).fontSize'), '32px');
      for (const width of [1280, 640, 390])
        for (const each of await wrongAt(page, width)) found.push(`${name}, ${width} px: ${each}`);
      await page.setViewportSize({ width: 1280, height: 900 });
    };
    await tour(large, 'ar', { width: 1280 }, look);
    await staffTour(large, 'ar', { width: 1280 }, look);
    await workTour(large, 'ar', { width: 1280, from: 720_001 }, look);
    await houseTour(large, 'ar', { width: 1280, from: 730_001 }, look);
    await papersTour(large, 'ar', { width: 1280, from: 740_001 }, look);
    await confirmTour(large, 'ar', { width: 1280, from: 750_001 }, look);
  } finally {
    await large.close();
  }
  assert.deepEqual(found, []);
});

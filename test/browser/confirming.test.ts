// Everything about two pairs of eyes, delegations and kept views, as it is drawn: in both languages and at both widths.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { confirmStates, confirmTour } from './support/confirm-tour.ts';
import { lookAt } from './support/look.ts';
import { openStage } from './support/stage.ts';
import type { Page } from 'playwright-core';
import type { Stage } from './support/stage.ts';

let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

for (const [index, lang] of (['ar', 'en'] as const).entries())
  test(`no state breaks WCAG 2.2 AA or is wider than its window: ${lang}`, { timeout: 900_000 }, async () => {
    const found: string[] = [];
    let states = 0;
    const look = async (name: string, page: Page) => {
      states += 1;
      found.push(...(await lookAt(page, name)));
    };
    const options = { bypassCsp: true, width: 390, from: 710_001 + index * 1000 };
    await confirmTour(stage, lang, options, look);
    assert.deepEqual(found, []);
    assert.equal(states, confirmStates, 'every state was looked at');
  });

// The office's rooms, and what comes back from it, in every state: in both languages, at both widths and in both schemes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { houseStates, houseTour } from './support/house-tour.ts';
import { lookAt, ways } from './support/look.ts';
import { papersStates, papersTour } from './support/papers-tour.ts';
import { openStage } from './support/stage.ts';
import { registerOfTour } from './support/tour.ts';
import { workStates, workTour } from './support/rooms-tour.ts';
import type { Page } from 'playwright-core';
import type { Stage } from './support/stage.ts';

let stage: Stage;
before(async () => {
  stage = await openStage({ sources: { permits: registerOfTour } });
});
after(() => stage.close());

for (const [index, lang] of (['ar', 'en'] as const).entries())
  test(
    `no room breaks WCAG 2.2 AA, scrolls sideways or is too small for fingers: ${lang}`,
    { timeout: 600_000 },
    async (t) => {
      const found: string[] = [];
      let states = 0;
      const look = async (name: string, page: Page) => {
        states += 1;
        found.push(...(await lookAt(page, name)));
      };
      const from = (tour: number) => ({
        bypassCsp: true,
        width: 390,
        from: 720_001 + 10_000 * tour + 1000 * index,
      });
      await workTour(stage, lang, from(0), look);
      await houseTour(stage, lang, from(1), look);
      await papersTour(stage, lang, from(2), look);
      t.diagnostic(`${states} states × ${ways.length} ways, ${lang}`);
      assert.deepEqual(found, []);
      assert.equal(states, workStates + houseStates + papersStates, 'every state was looked at');
    },
  );

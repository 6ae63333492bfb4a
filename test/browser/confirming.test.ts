// Everything about two pairs of eyes, delegations and kept views, as it is drawn: in both languages and at both widths.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { confirmStates, confirmTour } from './support/confirm-tour.ts';
import { openStage } from './support/stage.ts';
import type { Page } from 'playwright-core';
import type { Stage } from './support/stage.ts';

// As in the test of all pages: letters that join are no icon font.
const axe = `${readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')};
axe.configure({ rules: [{ id: 'color-contrast', matches: (node) =>
  node.nodeName !== 'OPTION' && [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim() !== '')
}] });`;
const run = `axe.run({
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
}).then(({ violations }) => violations)`;

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
      await page.evaluate(axe);
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        const violations =
          await page.evaluate<{ id: string; help: string; nodes: { html: string }[] }[]>(run);
        for (const { id, help, nodes } of violations)
          found.push(`${name}, ${width} px: ${id}, ${help}: ${nodes[0]?.html}`);
        const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
        if (wide > width) found.push(`${name}: ${wide} px wide at ${width} px`);
      }
    };
    const options = { bypassCsp: true, width: 1280, from: 710_001 + index * 1000 };
    await confirmTour(stage, lang, options, look);
    assert.deepEqual(found, []);
    assert.equal(states, confirmStates, 'every state was looked at');
  });

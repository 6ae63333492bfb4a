import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { openStage } from './support/stage.ts';
import { staffStates, staffTour } from './support/staff-tour.ts';
import { registerOfTour, tour } from './support/tour.ts';
import type { Page } from 'playwright-core';
import type { Stage } from './support/stage.ts';

// The script takes letters that join, as Arabic ones do, for an icon font, and then leaves out the contrast of all text
// in that font. Whatever has words of its own is looked at here.
const axe = `${readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')};
axe.configure({ rules: [{ id: 'color-contrast', matches: (node) =>
  node.nodeName !== 'OPTION' && [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim() !== '')
}] });`;

let stage: Stage;
before(async () => {
  stage = await openStage({ sources: { permits: registerOfTour } });
});
after(() => stage.close());

type Violation = { id: string; help: string; nodes: { html: string; failureSummary: string }[] };

/** Everything of WCAG 2.2 to AA, and what is good practice beside it. */
const run = `axe.run({
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
}).then(({ violations, testEngine }) => ({ violations, version: testEngine.version }))`;

/** The ways in which every state is looked at: each width and each scheme, since neither changes what the other shows. */
const ways = [
  { width: 390, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
] as const;

test('the check finds what is broken', async () => {
  const { page, close } = await stage.open({ bypassCsp: true });
  await page.goto('/ar');
  await page.evaluate(axe);
  await page.evaluate(`document.querySelector('main').insertAdjacentHTML('beforeend',
    '<img src="/assets/none"><p class="quiet"></p>');
    const pale = document.querySelector('main > p.quiet');
    pale.textContent = 'too pale'; pale.style.color = '#ddd'`);
  const { violations } = await page.evaluate<{ violations: Violation[] }>(run);
  assert.deepEqual(violations.map(({ id }) => id).toSorted(), ['color-contrast', 'image-alt']);
  await close();
});

for (const lang of ['ar', 'en'] as const) {
  test(`no page breaks WCAG 2.2 AA in any state: ${lang}`, { timeout: 300_000 }, async (t) => {
    const found: string[] = [];
    const states: string[] = [];
    let checks = 0;
    const look = async (name: string, page: Page) => {
      states.push(name);
      await page.evaluate(axe);
      for (const way of ways) {
        await show(page, way);
        const { violations, version } = await page.evaluate<{ violations: Violation[]; version: string }>(
          run,
        );
        assert.ok(version, 'axe ran');
        checks += 1;
        for (const { id, help, nodes } of violations)
          found.push(`${name}, ${way.width} px, ${way.scheme}: ${id}, ${help}: ${nodes[0]?.html}`);
      }
      await page.setViewportSize({ width: 1280, height: 900 });
    };
    await tour(stage, lang, { bypassCsp: true, width: 1280 }, look);
    await staffTour(stage, lang, { bypassCsp: true, width: 1280 }, look);
    t.diagnostic(`${states.length} states × ${ways.length} ways = ${checks} checks, ${lang}`);
    assert.deepEqual(found, []);
    assert.equal(checks, (45 + staffStates) * ways.length, 'every state was checked in every way');
  });
}

async function show(page: Page, { width, scheme }: (typeof ways)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height: 900 });
}

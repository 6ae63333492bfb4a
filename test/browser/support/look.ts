import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

// The script takes letters that join, as Arabic ones do, for an icon font, and then leaves out the contrast of all text
// in that font. Whatever has words of its own is looked at here.
const axe = `${readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')};
axe.configure({ rules: [{ id: 'color-contrast', matches: (node) =>
  node.nodeName !== 'OPTION' && [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim() !== '')
}] });`;

/** Everything of WCAG 2.2 to AA, and what is good practice beside it. */
const run = `axe.run({
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
}).then(({ violations, testEngine }) => ({ violations, version: testEngine.version }))`;

type Violation = { id: string; help: string; nodes: { html: string }[] };

/** The ways in which every state is looked at: each width and each scheme, since neither changes what the other shows. */
export const ways = [
  { width: 390, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
] as const;

/** Elements that stand out of the window sideways, where that makes the page scroll. */
const standingOut = `(() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const out = [...document.querySelectorAll('body *')].filter((each) => {
    const { left, right, width } = each.getBoundingClientRect();
    return width > 1 && (left < -0.1 || right > root.clientWidth + 0.1);
  }).filter((each) => !each.parentElement.closest('.scroll'));
  const innermost = out.filter((each) => !out.some((other) => each !== other && each.contains(other)));
  const beyond = (each) => { const { left, right } = each.getBoundingClientRect(); return Math.max(-left, right - root.clientWidth); };
  const told = innermost.toSorted((a, b) => beyond(b) - beyond(a)).slice(0, 3).map((each) => each.outerHTML.slice(0, 120));
  return [...told, 'the page is ' + root.scrollWidth + ' wide in ' + root.clientWidth];
})()`;

/** What can be pressed and can be seen, without what is hidden until the keyboard reaches it. */
const pressable = `[...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
  .filter((each) => each.type !== 'hidden' && each.checkVisibility() && !each.closest('.skip'))
  .filter((each) => getComputedStyle(each).clipPath === 'none')`;

/** What can be pressed and is smaller than a finger needs: 44 px for what a form is worked with, 24 for the rest. */
const tooSmall = `(() => {
  const main = '.btn, input:not([type="checkbox"], [type="radio"]), select, textarea, summary, .lang, .brand, header li a';
  return ${pressable}
    // A box is pressed with the words beside it, or with the room around it.
    .map((each) => (each.type === 'checkbox' || each.type === 'radio' ? (each.closest('.field .pick, .tick, .check, label') ?? each) : each))
    .flatMap((each) => {
      const { width, height } = each.getBoundingClientRect();
      const least = each.matches(main) && !each.matches('.btn.small') ? 44 : 24;
      if (width >= least && height >= least) return [];
      return [Math.round(width) + '×' + Math.round(height) + ' ' + each.outerHTML.slice(0, 100)];
    });
})()`;

/** Things to press of which one lies over another. What stays in sight while the page scrolls lies over what is below it. */
const overlapping = `(() => {
  const all = ${pressable}
    .filter((each) => !each.closest('.many-bar, .pinned'))
    .map((each) => ({ each, boxes: [...each.getClientRects()] }));
  const found = [];
  for (const [index, one] of all.entries())
    for (const other of all.slice(index + 1)) {
      if (one.each.contains(other.each) || other.each.contains(one.each)) continue;
      const over = one.boxes.some((a) => other.boxes.some((b) =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2));
      if (over) found.push(one.each.outerHTML.slice(0, 90) + ' lies over ' + other.each.outerHTML.slice(0, 90));
    }
  return found.slice(0, 3);
})()`;

/** What breaks WCAG 2.2 AA in a page as it is shown now. */
export async function violationsOf(page: Page): Promise<Violation[]> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe);
  const { violations, version } = await page.evaluate<{ violations: Violation[]; version: string }>(run);
  if (!version) throw new Error('axe did not run');
  return violations;
}

/** What the window shows wrongly at a width: wider than the window, or one thing over another. */
export async function wrongAt(page: Page, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 900 });
  const all = [standingOut, overlapping].map((script) => page.evaluate<string[]>(script));
  return (await Promise.all(all)).flat();
}

/**
 * Looks at one state in every way, and says what is wrong with it: WCAG 2.2 AA at both widths, each in its scheme; what is
 * too small for a finger; what is wider than the window, down to 320 px; what lies over something else. One visit for all,
 * since coming to a state takes longer than looking at it. The page comes back as wide as it was.
 */
export async function lookAt(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  const before = page.viewportSize();
  for (const { width, scheme } of ways) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const note = (text: string) => found.push(`${name}, ${width} px, ${scheme}: ${text}`);
    for (const each of await wrongAt(page, width)) note(each);
    if (width < 600) for (const each of await page.evaluate<string[]>(tooSmall)) note(each);
    for (const { id, help, nodes } of await violationsOf(page)) note(`${id}, ${help}: ${nodes[0]?.html}`);
  }
  for (const each of await wrongAt(page, 320)) found.push(`${name}, 320 px: ${each}`);
  if (before) await page.setViewportSize(before);
  return found;
}

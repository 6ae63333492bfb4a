import assert from 'node:assert/strict';
import { pathOf } from './walk.ts';
import type { Page } from 'playwright-core';

/** Where the focus is, and how it is seen. */
export type Stop = {
  id: string;
  tag: string;
  text: string;
  visible: boolean;
  inside: boolean;
  matches: boolean;
};

/** Where the focus is, and whether it can be seen: on the element, or on what it draws over its card; and nothing lies over it. */
const whereFocusIs = (selector: string) => `(() => {
  const at = document.activeElement;
  const drawn = [getComputedStyle(at), getComputedStyle(at, '::after')];
  const box = at.getBoundingClientRect();
  const middle = document.elementFromPoint(
    Math.min(Math.max((box.left + box.right) / 2, 1), innerWidth - 1), Math.min(Math.max((box.top + box.bottom) / 2, 1), innerHeight - 1));
  const covered = middle?.closest('.many-bar') && !at.closest('.many-bar');
  return {
    id: at.id,
    tag: at.tagName.toLowerCase(),
    text: at.innerText ?? '',
    visible: drawn.some((s) => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2),
    inside: box.bottom > 0 && box.top < innerHeight && !covered,
    matches: ${selector === '' ? 'false' : `at.matches(${JSON.stringify(selector)})`},
  };
})()`;

/** Presses Tab and looks where that leads: every stop must be seen. `selector`: what the stop is held against. */
export async function tab(page: Page, selector = ''): Promise<Stop> {
  await page.keyboard.press('Tab');
  const stop = await page.evaluate<Stop>(whereFocusIs(selector));
  // After the last stop the focus leaves the page, and comes back to its first.
  if (stop.tag === 'body') return stop;
  assert.ok(stop.visible, `the focus is not seen on ${stop.tag} «${stop.text}» of ${pathOf(page)}`);
  assert.ok(stop.inside, `the focus is outside the window on ${stop.tag} «${stop.text}» of ${pathOf(page)}`);
  return stop;
}

/** Tabs to something, as one does who does not see the page. */
export async function tabTo(page: Page, is: (stop: Stop) => boolean): Promise<void> {
  for (let stops = 0; stops < 60; stops++) if (is(await tab(page))) return;
  assert.fail(`It cannot be reached with Tab on ${pathOf(page)}`);
}

/** Tabs to what fits a selector; nowhere if the focus is there. */
export async function reach(page: Page, selector: string): Promise<void> {
  if ((await page.evaluate<Stop>(whereFocusIs(selector))).matches) return;
  for (let stops = 0; stops < 150; stops++) if ((await tab(page, selector)).matches) return;
  assert.fail(`${selector} cannot be reached with Tab on ${pathOf(page)}`);
}

/** Tabs to a field and types into it, instead of what is there. */
export async function typeInto(page: Page, selector: string, text: string): Promise<void> {
  await reach(page, selector);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

/** Tabs to a list and chooses with the arrow keys. */
export async function choose(page: Page, selector: string, value: string): Promise<void> {
  await reach(page, selector);
  for (let presses = 0; presses < 60; presses++) {
    if ((await page.inputValue(selector)) === value) return;
    await page.keyboard.press('ArrowDown');
  }
  assert.fail(`${selector} has no ${value}`);
}

/** Tabs to what opens something, or to a box, and presses it. */
export async function pressKey(page: Page, selector: string, key: 'Enter' | 'Space'): Promise<void> {
  await reach(page, selector);
  await page.keyboard.press(key);
}

/** Presses Enter, and waits for the page that follows. */
export async function enterKey(page: Page): Promise<void> {
  const next = page.waitForEvent('domcontentloaded');
  await page.keyboard.press('Enter');
  await next;
  await page.waitForLoadState('load');
}

/** Tabs to a button or a link, presses Enter and waits for the page that follows. */
export async function follow(page: Page, selector: string): Promise<void> {
  await reach(page, selector);
  await enterKey(page);
}

/** The focus comes to where it should be, which a page gives when it is drawn, and is seen there. */
export async function focusedOn(page: Page, selector: string): Promise<void> {
  let stop = await page.evaluate<Stop>(whereFocusIs(selector));
  for (let tries = 0; tries < 100 && !stop.matches; tries++) {
    await page.waitForTimeout(20);
    stop = await page.evaluate<Stop>(whereFocusIs(selector));
  }
  assert.ok(
    stop.matches,
    `the focus is on ${stop.tag} «${stop.text.slice(0, 60)}» of ${pathOf(page)}, not on ${selector}`,
  );
  assert.ok(stop.inside, 'it is in the window');
  assert.ok(stop.visible, 'it is seen');
}

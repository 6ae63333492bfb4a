import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { paperFile, pictureFile, views } from '../../src/web/guide/kept-guide.ts';
import type { Locator, Page } from 'playwright-core';
import type { Lang } from '../../src/platform/i18n/lang.ts';
import type { Mark, Scene } from '../../src/web/guide/guide.ts';
import type { KeptPicture, KeptScene, View } from '../../src/web/guide/kept-guide.ts';

/** A page that is not as the guide says; the message names the page and what is missing. */
export class GuideError extends Error {
  override name = 'GuideError';
}

/** Looks at the page that a window shows, as a scene of a guide. */
export type Look = (page: Page, scene: Scene) => Promise<void>;

const sizes: Record<View, { width: number; height: number }> = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1190, height: 800 },
};

/** Pixels of a picture to one of the page. */
const scale = 1.5;

/** A picture is no wider than this; of a page that is shown in its whole width there are less pixels. */
const widest = 1200;

const drawMarks = readFileSync(new URL('./draw-marks.js', import.meta.url), 'utf8');

/**
 * Notes what pages mean, and takes their pictures into `folder` when there is one.
 * @throws GuideError (by the look) where a page lacks what the scene marks
 */
export function looker(lang: Lang, seen: Record<string, KeptScene>, folder: string | null): Look {
  return async (page, scene) => {
    await settle(page);
    const pictures = {} as Record<View, KeptPicture>;
    for (const view of views) {
      await page.setViewportSize(sizes[view]);
      const marked = await locateAll(page, scene, view, lang);
      const clip = await clipOf(page, marked, scene.below ?? 0);
      const factor = Math.min(scale, widest / clip.width);
      const boxes = marked.map(({ x, y, width, height }) =>
        [x - clip.x, y - clip.y, width, height].map((each) => Math.round(each * factor)),
      );
      const size = { width: Math.round(clip.width * factor), height: Math.round(clip.height * factor) };
      pictures[view] = { ...size, boxes };
      if (folder !== null) {
        const file = join(folder, pictureFile(lang, scene.name, view));
        const png = await take(page, marked, clip);
        writeFileSync(file, await encode(page, png, size, 'webp'));
        if (view === 'phone')
          writeFileSync(join(folder, paperFile(lang, scene.name)), await encode(page, png, size, 'jpeg'));
      }
    }
    await page.setViewportSize(sizes.phone);
    seen[scene.name] = {
      heading: await page.locator('h1').first().innerText(),
      controls: await controlsOf(page),
      marks: scene.marks.map(({ role, name }) => `${role}: ${name}`),
      ...pictures,
    };
  };
}

type Box = { x: number; y: number; width: number; height: number };

async function locateAll(page: Page, scene: Scene, view: View, lang: Lang): Promise<Box[]> {
  const boxes: Box[] = [];
  for (const mark of scene.marks) {
    const found = locate(page, mark).first();
    if (!(await found.isVisible()))
      throw new GuideError(
        `${lang}, «${scene.title}» (${scene.name}, ${view}): the page has no ${mark.role} «${mark.name}»`,
      );
    const box = await found.boundingBox();
    if (box !== null) boxes.push(await whole(found, mark, box));
  }
  return boxes;
}

function locate(page: Page, { role, name, begins = false }: Mark): Locator {
  return page.locator('main').getByRole(role, { name, exact: !begins });
}

/** A card is pressed anywhere: its link is as large as the card. */
async function whole(found: Locator, { role }: Mark, box: Box): Promise<Box> {
  if (role !== 'link') return box;
  const card = found.locator('xpath=ancestor::article');
  return (await card.count()) === 0 ? box : ((await card.boundingBox()) ?? box);
}

/** From the top of the page's own part to below the last mark; on the home page, from the top of the page. */
async function clipOf(page: Page, marked: readonly Box[], below: number): Promise<Box> {
  const last = Math.max(0, ...marked.map((each) => each.y + each.height)) + below;
  const [x, right, top, bottom] = await page.evaluate<[number, number, number, number]>(`(() => {
    const parts = [...document.querySelectorAll('main > *')].map((each) => each.getBoundingClientRect());
    const shown = parts.filter(({ width, height }) => width > 0 && height > 0);
    const whole = document.querySelector('.hero') !== null;
    const main = document.querySelector('main').getBoundingClientRect();
    // The picture ends where nothing is cut: between two things that are one below the other.
    const bottom = Math.max(...shown.map(({ bottom }) => bottom)) + 24;
    const things = [...document.querySelectorAll('main :is(h2, h3, p, li, dt, dd, a, label, input, .btn, article)')]
      .map((each) => each.getBoundingClientRect())
      .filter(({ width, height }) => width > 0 && height > 0);
    const cuts = (y) => things.some((each) => each.top < y && each.bottom > y - 4);
    const ends = [28, 24, 20, 16, 12, ...Array.from({ length: 60 }, (_, step) => 32 + step * 4)].map((each) => ${last} + each);
    const end = ${last} === 0 ? bottom : (ends.find((each) => !cuts(each)) ?? ends[0]);
    return [
      Math.max(0, Math.min(...shown.map(({ left }) => left)) - 40),
      Math.min(innerWidth, Math.max(...shown.map(({ right }) => right)) + 40),
      whole ? 0 : main.top,
      Math.min(bottom, end),
    ];
  })()`);
  return { x, y: top, width: right - x, height: bottom - top };
}

/** The fields and buttons of a page, in their order; what comes once for each row of a table counts once. */
async function controlsOf(page: Page): Promise<string[]> {
  const snapshot = await page.locator('main').ariaSnapshot();
  const found = snapshot.matchAll(
    /^\s*- '?(textbox|searchbox|combobox|checkbox|radio|button) "((?:[^"\\]|\\.)*)"/gm,
  );
  const controls = [...found].map(
    ([, role, name = '']) => `${role}: ${name.replace(/\b(?:[2-9A-Z]{3}-){2}[2-9A-Z]{3}\b/g, '4K7-M92-QHK')}`,
  );
  return controls.filter((control, index) => control !== controls[index - 1]);
}

/** Puts what differs each time, the reference above all, as it stands in examples; and lets everything come to rest. */
async function settle(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
  await page.evaluate(`(() => {
    document.activeElement?.blur();
    scrollTo(0, 0);
    const references = [];
    for (const each of document.querySelectorAll('main bdi')) {
      const text = each.textContent.trim();
      if (/^[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}$/.test(text)) {
        const endings = ['QHK', 'R4T', 'W7X', 'H2N', 'K9P', 'T6M', 'X3Q', 'N8V'];
        if (!references.includes(text)) references.push(text);
        each.textContent = '4K7-M92-' + endings[references.indexOf(text) % endings.length];
      }
      if (/^[2-9A-Z]{4}-[2-9A-Z]{4}$/.test(text)) each.textContent = 'K7M4-92QH';
      if (/^[A-Z]{2}$/.test(text)) each.textContent = 'KM';
    }
    return document.fonts.ready.then(() => {});
  })()`);
  // Where a browser has work to do, the page says that it did it.
  if ((await page.locator('[data-challenge]').count()) > 0)
    await page.waitForFunction(`document.querySelector('[data-challenge]').value !== ''`);
  await page.mouse.move(0, 0);
}

async function take(page: Page, marked: readonly Box[], clip: Box): Promise<Buffer> {
  const boxes = marked.map(({ x, y, width, height }) => [x, y, width, height]);
  await page.evaluate(drawMarks);
  await page.evaluate(`drawGuideMarks(${JSON.stringify(boxes)}, ${JSON.stringify(clip)})`);
  const png = await page.screenshot({ clip, fullPage: true, animations: 'disabled' });
  await page.evaluate(`document.getElementById('guide-marks').remove()`);
  return png;
}

/** Chromium itself writes WebP and JPEG; a page without a policy of its own does it. */
async function encode(
  page: Page,
  png: Buffer,
  { width, height }: { width: number; height: number },
  format: 'webp' | 'jpeg',
): Promise<Buffer> {
  const workshop = await page.context().newPage();
  try {
    const written = await workshop.evaluate<string>(`(async () => {
      const bytes = Uint8Array.fromBase64('${png.toString('base64')}');
      const image = await createImageBitmap(new Blob([bytes]), {
        resizeWidth: ${width}, resizeHeight: ${height}, resizeQuality: 'high',
      });
      const canvas = new OffscreenCanvas(${width}, ${height});
      canvas.getContext('2d').drawImage(image, 0, 0);
      const blob = await canvas.convertToBlob({ type: 'image/${format}', quality: 0.75 });
      return new Uint8Array(await blob.arrayBuffer()).toBase64();
    })()`);
    return Buffer.from(written, 'base64');
  } finally {
    await workshop.close();
  }
}

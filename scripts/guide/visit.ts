import { GuideError } from './look.ts';
import type { Page } from 'playwright-core';

/** Opens a page; a portal that is busy for a moment, as on a machine with much to do, is asked again. */
export async function visit(page: Page, path: string): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    const response = await page.goto(path);
    if (response?.ok() === true) return;
    if (response?.status() !== 503) throw new GuideError(`${path} answers ${response?.status()}`);
    await page.waitForTimeout(500);
  }
  throw new GuideError(`${path} was busy for ten seconds`);
}

import type { Browser, Page } from './browser.ts';
import type { Portal } from './portal.ts';

/** Where the renewal is. */
export const renewal = '/ar/services/contractor-permit-renewal';

let phones = 0;

/** A phone that no other test of this process used: as it is typed, and in E.164. */
export function freshPhone(): { typed: string; e164: string } {
  phones += 1;
  const rest = String(1_000_000 + phones * 137 + (process.pid % 1000) * 7001).slice(-7);
  return { typed: `079${rest}`, e164: `+96279${rest}` };
}

/** The six digits of the newest code that a phone received. */
export async function newestCode(portal: Portal, e164: string, count = 1): Promise<string> {
  const [newest] = await portal.messages(e164, count);
  return /\d{6}/.exec(newest?.text ?? '')?.[0] ?? '';
}

/** Walks a renewal to the page before submitting. */
export async function walkToCheck(
  portal: Portal,
  browser: Browser,
  permit: { contractorNumber: string; permitNumber: string; permitYear: string },
  phone = freshPhone(),
): Promise<Page> {
  const before = (await codesOf(portal, phone.e164)).length;
  let page = await browser.open(`${renewal}/start`);
  page = await browser.submit(page, permit);
  page = await browser.submit(page, { reason: 'weather', details: '', phone: phone.typed });
  // This walk's own code: the phone may have had others.
  let codes: string[] = [];
  for (let tries = 0; tries < 400 && codes.length <= before; tries++) {
    codes = await codesOf(portal, phone.e164);
    if (codes.length <= before) await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return browser.submit(page, { code: codes[0] ?? '' });
}

/** Every code that a phone received, the newest first. */
async function codesOf(portal: Portal, e164: string): Promise<string[]> {
  const all = await portal.messages(e164, 0);
  return all.flatMap(({ text }) => /\d{6}/.exec(text)?.[0] ?? []);
}

/** Walks a renewal to its receipt. */
export async function walkToDone(
  portal: Portal,
  browser: Browser,
  permit: { contractorNumber: string; permitNumber: string; permitYear: string },
  phone = freshPhone(),
): Promise<Page> {
  const page = await walkToCheck(portal, browser, permit, phone);
  return browser.submit(page, {});
}

/** The numbers of the demo's first permit, which can be renewed. */
export function firstPermit(): { contractorNumber: string; permitNumber: string; permitYear: string } {
  const year = String(Temporal.Now.plainDateISO('Asia/Amman').year);
  return { contractorNumber: '1042', permitNumber: '287', permitYear: year };
}

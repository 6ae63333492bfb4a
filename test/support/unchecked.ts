import { sql } from 'kysely';
import { freshPhone, newestCode, renewal } from './walk.ts';
import type { Browser, Page } from './browser.ts';
import type { Portal } from './portal.ts';
import type { RegisterSwitch } from './register-switch.ts';
import type { PermitNumbers } from './renewable.ts';

/** Walks a renewal to the step after its look-up, going on without the register, which is down meanwhile. */
async function goOnWithout(
  browser: Browser,
  register: RegisterSwitch,
  permit: PermitNumbers,
  start = `${renewal}/start`,
): Promise<Page> {
  register.state = 'down';
  const told = await browser.submit(await browser.open(start), permit);
  const page = await act(browser, told, 'go-on');
  register.state = 'up';
  return page;
}

/** Presses a button of the notice that the register is down, and goes where that leads. */
export async function act(browser: Browser, page: Page, action: string): Promise<Page> {
  const sent = await browser.post(page.path, { draft: draftOf(page), action });
  return sent.location === '' ? sent : browser.open(sent.location);
}

/** The draft that a page's forms name. */
function draftOf(page: Page): string {
  return /name="draft" value="([^"]*)"/.exec(page.html)?.[1] ?? '';
}

/** The same, to the page before submitting. */
export async function walkUnchecked(
  portal: Portal,
  browser: Browser,
  register: RegisterSwitch,
  permit: PermitNumbers,
  phone = freshPhone(),
): Promise<Page> {
  const page = await goOnWithout(browser, register, permit);
  const code = await browser.submit(page, { reason: 'weather', details: '', phone: phone.typed });
  return browser.submit(code, { code: await newestCode(portal, phone.e164) });
}

/** The same, to the receipt: the register is down again as the application is submitted. */
export async function takeUnchecked(
  portal: Portal,
  browser: Browser,
  register: RegisterSwitch,
  permit: PermitNumbers,
  phone = freshPhone(),
): Promise<{ id: number; done: Page; phone: typeof phone }> {
  const check = await walkUnchecked(portal, browser, register, permit, phone);
  register.state = 'down';
  const done = await browser.submit(check, {});
  register.state = 'up';
  const { rows } = await sql<{ id: number }>`select max(id)::int as id from applications`.execute(
    portal.db.query,
  );
  return { id: rows[0]?.id ?? 0, done, phone };
}

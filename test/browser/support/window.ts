import { randomInt } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Lang } from '../../../src/platform/i18n/lang.ts';

/** How a window is opened. Without anything: Arabic, the width of a phone, with JavaScript, light. */
export type WindowOptions = {
  lang?: Lang;
  width?: number;
  javascript?: boolean;
  dark?: boolean;
  /** Pixels of the screen to one of the page. */
  scale?: number;
  /** Lets a test put its own script into pages; the portal's policy would refuse it, as it should. */
  bypassCsp?: boolean;
  /** The window begins with what another one knows: cookies, and nothing of its cache. */
  like?: BrowserContext;
};

/** A window with cookies and a cache of its own. */
export type Window = {
  context: BrowserContext;
  page: Page;
  /** What went wrong so far: words in the console, scripts that failed, requests that failed. */
  troubles: string[];
  close: () => Promise<void>;
};

/** Opens a window onto a portal; addresses without a host are the portal's. */
export async function openWindow(
  browser: Browser,
  url: string,
  options: WindowOptions = {},
): Promise<Window> {
  const {
    lang = 'ar',
    width = 390,
    javascript = true,
    dark = false,
    scale = 1,
    bypassCsp = false,
    like,
  } = options;
  const context = await browser.newContext({
    baseURL: url,
    locale: lang === 'ar' ? 'ar-JO' : 'en-GB',
    timezoneId: 'Asia/Amman',
    viewport: { width, height: width < 600 ? 844 : 900 },
    deviceScaleFactor: scale,
    isMobile: width < 600,
    hasTouch: width < 600,
    javaScriptEnabled: javascript,
    colorScheme: dark ? 'dark' : 'light',
    bypassCSP: bypassCsp,
    // Each window is a visitor of its own to the limits, where the portal believes its proxy.
    extraHTTPHeaders: { 'x-forwarded-for': `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}` },
    ...(like && { storageState: await like.storageState() }),
  });
  context.setDefaultTimeout(30_000);
  const troubles: string[] = [];
  context.on('page', (page) => watch(page, troubles));
  const page = await context.newPage();
  return { context, page, troubles, close: () => context.close() };
}

function watch(page: Page, troubles: string[]): void {
  const where = () => new URL(page.url()).pathname;
  page.on('console', (message) => {
    // That a page was answered with 4xx is what some tests ask for, and Chromium says it in its console.
    const refused = /^Failed to load resource: the server responded with a status of 4\d\d/;
    if (['error', 'warning'].includes(message.type()) && !refused.test(message.text()))
      troubles.push(`${where()} said: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`${where()} failed: ${error.message}`));
  page.on('requestfailed', (request) => {
    // A page that is left takes back what it no longer needs.
    const reason = request.failure()?.errorText ?? '';
    if (reason !== 'net::ERR_ABORTED') troubles.push(`${request.url()} failed: ${reason}`);
  });
  page.on('response', (response) => {
    const kind = response.request().resourceType();
    if (response.status() >= 500 || (response.status() >= 400 && kind !== 'document'))
      troubles.push(`${response.url()} answered ${response.status()}`);
  });
}

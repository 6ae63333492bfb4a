import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { ar } from '../../../src/services/contractor-permit-renewal/text.ar.ts';
import { en } from '../../../src/services/contractor-permit-renewal/text.en.ts';
import { renewablePermit } from './permits.ts';
import type { Page } from 'playwright-core';
import type { Lang } from '../../../src/platform/i18n/lang.ts';
import type { Numbers } from './permits.ts';

/** The service's words. */
export const texts = { ar, en };

/** Where a room of the renewal is. */
export function room(lang: Lang, name: string): string {
  return `/${lang}/services/contractor-permit-renewal/${name}`;
}

/** What a reference looks like. */
export const referencePattern = /[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}/;

let phones = 0;

/** A phone that no other test of this file used. */
export function freshPhone(): string {
  phones += 1;
  return `078${String(1_000_000 + phones * 7919).slice(-7)}`;
}

/** The path of the page that a window shows. */
export function pathOf(page: Page): string {
  return new URL(page.url()).pathname;
}

/** The newest code on a simulated phone, once `count` messages are there. */
export async function codeOn(page: Page, phone: string, count = 1): Promise<string> {
  const address = new URL(`/demo/phone.json?phone=${phone}`, page.url());
  for (let tries = 0; tries < 200; tries++) {
    const messages = (await (await fetch(address)).json()) as { text: string }[];
    const code = messages.length >= count ? /\d{6}/.exec(messages[0]?.text ?? '')?.[0] : undefined;
    if (code !== undefined) return code;
    await wait(50);
  }
  throw new Error(`No code came to ${phone} within 10 seconds`);
}

/** Presses the main button of the page's form, and waits for the page that follows. */
export async function goOn(page: Page): Promise<void> {
  await pressAndWait(page, 'main form[novalidate] .btn.primary');
}

/** Opens an address that is there: a page that says that there is none would be found in order as well. */
export async function open(page: Page, path: string): Promise<void> {
  const response = await page.goto(path);
  assert.equal(response?.status(), 200, path);
}

/** Presses something that leads to another page, and waits for it. */
export async function pressAndWait(page: Page, selector: string): Promise<void> {
  const next = page.waitForEvent('domcontentloaded');
  await page.locator(selector).first().click();
  await next;
  await page.waitForLoadState('load');
}

/** Fills the first step and goes on. */
export async function fillPermit(page: Page, numbers: Numbers): Promise<void> {
  for (const [name, value] of Object.entries(numbers)) await page.fill(`#${name}`, value);
  await goOn(page);
}

/** Fills the second step and goes on. */
export async function fillRenewal(
  page: Page,
  { reason = 'weather', details = '', phone }: { reason?: string; details?: string; phone: string },
): Promise<void> {
  await page.selectOption('#reason', reason);
  await page.fill('#details', details);
  await page.fill('#phone', phone);
  await goOn(page);
}

/** What a walk is made with; without, a permit and a phone of its own and no details. */
export type Walk = { numbers?: Numbers; phone?: string; details?: string };

/** Walks from the first step to the page before submitting, with a permit and a phone of its own. */
export async function walkToCheck(
  page: Page,
  lang: Lang,
  { numbers = renewablePermit(), phone = freshPhone(), details = '' }: Walk = {},
): Promise<{ numbers: Numbers; phone: string }> {
  await page.goto(room(lang, 'start'));
  await fillPermit(page, numbers);
  assert.equal(pathOf(page), room(lang, 'renewal'));
  await fillRenewal(page, { phone, details });
  assert.equal(pathOf(page), room(lang, 'code'));
  await page.fill('#code', await codeOn(page, phone));
  await goOn(page);
  assert.equal(pathOf(page), room(lang, 'check'));
  return { numbers, phone };
}

/** Walks to the receipt, and returns its reference. */
export async function walkToDone(
  page: Page,
  lang: Lang,
  given: Walk = {},
): Promise<{ reference: string; phone: string; numbers: Numbers }> {
  const walked = await walkToCheck(page, lang, given);
  await goOn(page);
  assert.equal(pathOf(page), room(lang, 'done'));
  const reference = referencePattern.exec(await page.innerText('.reference'))?.[0] ?? '';
  assert.notEqual(reference, '');
  return { ...walked, reference };
}

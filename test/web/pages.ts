import assert from 'node:assert/strict';
import { demoPermits } from '../../src/services/contractor-permit-renewal/examples.ts';
import type { LightMyRequestResponse } from 'fastify';
import type { Portal } from '../support/portal.ts';

/** What the tests of the web edge share: reading pages as a browser would, and limits out of the way. */

export type Lang = 'ar' | 'en';
export const langs: readonly Lang[] = ['ar', 'en'];

/** The address of the renewal in a language. */
export function renewalIn(lang: Lang): string {
  return `/${lang}/services/contractor-permit-renewal`;
}

/** Raises every limit, so that a test may be wrong as often as it likes. */
export async function withoutLimits(portal: Portal): Promise<void> {
  const free = { max: 1_000_000, seconds: 3600 };
  await portal.set('limits.look-up-misses', { address: free, number: free, all: free });
  await portal.set('limits.wrong-codes', { phone: free, address: free });
  await portal.set('limits.status', { address: free, reference: free });
  await portal.set('limits.sms-codes', { wait: 5, phone: free, range: free, address: free, all: free });
}

type Numbers = { contractorNumber: string; permitNumber: string; permitYear: string };

/** Gives out the demo's permits that can be renewed today, each once; the first one, `firstPermit`, is not among them. */
export function permitsToRenew(): () => Numbers {
  const today = Temporal.Now.plainDateISO('Asia/Amman');
  const from = today.subtract({ days: 10 }).toString();
  const to = today.add({ days: 25 }).toString();
  const left = demoPermits(today)
    .slice(1)
    .filter((each) => each.validUntil >= from && each.validUntil <= to)
    .filter((each) => each.withdrawnOn === null && each.suspendedOn === null);
  return () => {
    const next = left.pop();
    assert.ok(next, 'the demo has permits enough');
    const { contractorNumber, permitNumber, permitYear } = next;
    return {
      contractorNumber: String(contractorNumber),
      permitNumber: String(permitNumber),
      permitYear: String(permitYear),
    };
  };
}

/** Text out of markup. */
function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** The tag of a field, and what stands in it. */
export function fieldOf(html: string, name: string): { tag: string; value: string } {
  const tag = new RegExp(`<(?:input|select|textarea) id="${name}"[^>]*>`).exec(html)?.[0] ?? '';
  assert.notEqual(tag, '', `there is a field ${name}`);
  if (tag.startsWith('<textarea')) {
    const inner = html.slice(html.indexOf(tag) + tag.length, html.indexOf('</textarea>'));
    return { tag, value: unescaped(inner.replace(/^\n/, '')) };
  }
  if (tag.startsWith('<select')) {
    const value = /<option value="([^"]*)" selected>/.exec(html)?.[1] ?? '';
    return { tag, value: unescaped(value) };
  }
  return { tag, value: unescaped(/ value="([^"]*)"/.exec(tag)?.[1] ?? '') };
}

/** Asserts that an answer is a page of ours, in this language. */
export function assertOurPage(response: LightMyRequestResponse, lang: Lang, label: string): void {
  const html = response.payload;
  assert.match(String(response.headers['content-type']), /^text\/html; charset=utf-8$/, label);
  const direction = lang === 'ar' ? 'rtl' : 'ltr';
  assert.ok(html.startsWith(`<!DOCTYPE html>\n<html lang="${lang}" dir="${direction}">`), label);
  assert.match(html, /<main id="main"[^>]*>[\s\S]*<h1/, label);
  assert.match(html, /class="brand"/, label);
  assert.equal(response.headers['cache-control'], 'no-store', label);
  assert.match(String(response.headers['content-security-policy']), /default-src 'none'/, label);
}

/** Asserts that an answer says what is wrong with a field: in the summary, beside the field, and to a screen reader. */
export function assertMarked(html: string, name: string, label: string): void {
  const summary = /<div class="summary" id="errors" role="alert"[\s\S]*?<\/div>/.exec(html)?.[0] ?? '';
  const said = new RegExp(`<a href="#${name}">([^<]+)</a>`).exec(summary)?.[1] ?? '';
  assert.notEqual(said, '', `${label}: the summary tells of ${name}`);
  const beside = new RegExp(`<p class="error" id="${name}-error">.*?</span>([^<]*)</p>`).exec(html)?.[1];
  assert.equal(beside, said, `${label}: the same stands beside the field`);
  const { tag } = fieldOf(html, name);
  assert.match(tag, /aria-invalid="true"/, label);
  assert.match(tag, new RegExp(`aria-describedby="[^"]*${name}-error"`), label);
}

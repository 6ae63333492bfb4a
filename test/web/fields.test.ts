import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mainForm } from '../support/browser.ts';
import { openPortal } from '../support/portal.ts';
import { firstPermit, freshPhone } from '../support/walk.ts';
import { assertMarked, assertOurPage, fieldOf, langs, renewalIn, withoutLimits } from './pages.ts';
import type { Browser, Page } from '../support/browser.ts';
import type { Portal } from '../support/portal.ts';
import type { Lang } from './pages.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
  await withoutLimits(portal);
});
after(() => portal.close());

/** What no field of a number takes, by what it is. */
const nasty: Record<string, string> = {
  empty: '',
  spaces: ' \u00a0\t ',
  'too long': '9'.repeat(60),
  'letters where digits belong': 'abc',
  'a script': '<script>alert(1)</script>',
  'an attribute': `"><img src=x onerror=alert(1)> 'x'`,
  'an end of the text area': '</textarea></form><h1>x</h1>',
  'control characters': 'a\u0001\u0008\u001b[31m\u007f\u0085b',
  'right to left override': '\u202eabc\u2066',
  NUL: 'a\0b',
  SQL: "1'; drop table drafts; -- \\",
  template: '{{7*7}} ${7*7} #{7*7} <%= 7*7 %>',
  emoji: '🙂👩‍👩‍👧',
  'emoji cut in the middle': `x${'🙂'.repeat(3000)}`,
  'a hundred kilobytes': 'اب'.repeat(25_000),
  entities: '&lt;b&gt; &amp;amp; &#x3c;',
  'lines and header': 'a\r\nSet-Cookie: x=1\r\n\r\n<i>',
};

/** The same as bytes of a form that are no text. */
const brokenBytes: Record<string, string> = {
  'a lone surrogate': '%ED%A0%80',
  'a lone surrogate twice': '%ED%A0%80%ED%B0%80',
  'invalid escapes': '%zz%',
  'not UTF-8': '%ff%fe%c0%af',
  NUL: '%00',
};

/** A form, how to come to it, and what its fields take. */
type FormCase = {
  name: string;
  open: (browser: Browser, lang: Lang) => Promise<Page>;
  right: Record<string, string>;
  /** Values that a field takes, though it looks strange. */
  harmless: (field: string, value: string) => boolean;
};

const never = () => false;
const forms: FormCase[] = [
  {
    name: 'permit',
    open: (browser, lang) => browser.open(`${renewalIn(lang)}/start`),
    right: firstPermit(),
    harmless: never,
  },
  {
    name: 'renewal',
    open: async (browser, lang) =>
      browser.submit(await browser.open(`${renewalIn(lang)}/start`), firstPermit()),
    right: { reason: 'weather', details: '', phone: freshPhone().typed },
    harmless: (field, value) => field === 'details' && value.length <= 200,
  },
  {
    name: 'code',
    open: async (browser, lang) => {
      const page = await browser.submit(await browser.open(`${renewalIn(lang)}/start`), firstPermit());
      return browser.submit(page, { reason: 'weather', details: '', phone: freshPhone().typed });
    },
    right: { code: '000000' },
    harmless: never,
  },
  {
    name: 'track',
    open: (browser, lang) => browser.open(`/${lang}/track`),
    right: { reference: '4K7-M92-QHK', phoneEnding: '1234' },
    harmless: never,
  },
];

for (const lang of langs)
  for (const form of forms)
    for (const field of Object.keys(form.right))
      test(`${lang}, ${form.name}: nothing that is typed into ${field} breaks the page`, async () => {
        const browser = portal.browser();
        const start = await form.open(browser, lang);
        for (const [kind, value] of Object.entries(nasty)) {
          const sent = await browser.send(start, { ...form.right, [field]: value });
          const label = `${field}: ${kind}`;
          if (form.harmless(field, value)) {
            assert.equal(sent.status, 303, label);
            const again = await browser.get(start.path);
            assertKept(again.html, field, value, label);
            continue;
          }
          assert.equal(sent.status, 422, label);
          assertOurPage(sent.response, lang, label);
          assertMarked(sent.html, field, label);
          assertKept(sent.html, field, value, label);
          for (const other of Object.keys(form.right))
            if (other !== field) assert.doesNotMatch(fieldOf(sent.html, other).tag, /aria-invalid/, label);
        }
      });

for (const lang of langs)
  for (const form of forms)
    for (const field of Object.keys(form.right))
      test(`${lang}, ${form.name}: bytes that are no text in ${field} are answered like a wrong value`, async () => {
        const browser = portal.browser();
        const start = await form.open(browser, lang);
        const { action, hidden } = mainForm(start.html);
        for (const [kind, bytes] of Object.entries(brokenBytes)) {
          const rest = new URLSearchParams({ ...hidden, ...form.right });
          rest.delete(field);
          const response = await portal.app.inject({
            method: 'POST',
            url: action,
            headers: {
              origin: 'http://portal.test',
              'content-type': 'application/x-www-form-urlencoded',
              cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
            },
            payload: `${rest.toString()}&${field}=${bytes}`,
          });
          const label = `${field}: ${kind}`;
          if (field === 'details') {
            assert.equal(response.statusCode, 303, label);
            continue;
          }
          assert.equal(response.statusCode, 422, label);
          assertOurPage(response, lang, label);
          assertMarked(response.payload, field, label);
        }
      });

test('details may only be left out where the reason needs no words', async () => {
  const browser = portal.browser();
  const page = await browser.submit(await browser.open(`${renewalIn('ar')}/start`), firstPermit());
  const sent = await browser.send(page, { reason: 'other', details: ' \u200f ', phone: freshPhone().typed });
  assert.equal(sent.status, 422);
  assertMarked(sent.html, 'details', 'empty details');
});

test('the words of a search are shown as words', async () => {
  for (const value of Object.values(nasty)) {
    const page = await portal
      .browser()
      .get(`/ar/services?q=${encodeURIComponent(value.slice(0, 3000).toWellFormed())}`);
    assert.equal(page.status, 200);
    assertHarmless(page.html);
  }
});

test('nothing of it came into the log, and nothing of ours broke', () => {
  const log = portal.log.join('');
  assert.doesNotMatch(log, /"level":"error"|alert\(1\)|drop table|7\*7/);
});

function assertKept(html: string, field: string, value: string, label: string): void {
  assertHarmless(html);
  const shown = fieldOf(html, field);
  // A list has no place for what is not in it.
  if (shown.tag.startsWith('<select')) return;
  const expected = value.replaceAll('\0', '').slice(0, 3999);
  assert.equal(shown.value.slice(0, 3999), expected, `${label}: what was typed is still there`);
}

function assertHarmless(html: string): void {
  assert.doesNotMatch(html, /<script>|<img src=x|<\/textarea><\/form>|<h1>x|<i>|[\0]/);
}

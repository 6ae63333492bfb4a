import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { openPortal } from '../support/portal.ts';
import { services } from '../../src/services/index.ts';
import { words } from '../../src/web/guide/words.ts';
import { signedIn } from '../support/office.ts';
import type { Portal } from '../support/portal.ts';

const [service] = services;
assert.ok(service);
const without = { ...service, slug: 'without-guide', guide: null };

let portal: Portal;
before(async () => {
  portal = await openPortal({ services: [service, without] });
});
after(() => portal.close());

const place = `guide/${service.slug}`;

test('a guide is reached from its service, from the list of services and by a search', async () => {
  const browser = portal.browser();
  for (const lang of ['ar', 'en'] as const) {
    const link = `href="/${lang}/${place}"`;
    assert.ok((await browser.get(`/${lang}/services/${service.slug}`)).html.includes(link));
    assert.ok((await browser.get(`/${lang}/guide`)).html.includes(link));
    assert.ok((await browser.get(`/${lang}/services`)).html.includes(words.all[lang]));
    const found = await browser.get(`/${lang}/services?q=${encodeURIComponent(words.titleShort[lang])}`);
    assert.ok(found.html.includes(`href="/${lang}/guide"`), 'a search finds the guides');
  }
});

test('a service without a guide has none, and no link to one', async () => {
  const browser = portal.browser();
  assert.ok(!(await browser.get('/ar/services/without-guide')).html.includes('/ar/guide/without-guide'));
  assert.ok(!(await browser.get('/ar/guide')).html.includes('/ar/guide/without-guide'));
  for (const path of ['', '/pdf', '/pictures/x.webp'])
    assert.equal((await browser.get(`/ar/guide/without-guide${path}`)).status, 404);
});

test('it names every field, says what to write, and shows a picture with a description for each step', async () => {
  const { html, text } = await portal.browser().get(`/ar/${place}`);
  const own = service.text.ar;
  for (const { label } of Object.values(own.answers)) assert.ok(text.includes(label), label);
  for (const { title, wayOut } of Object.values(own.refusals)) {
    assert.ok(text.includes(title), title);
    assert.ok(text.includes(wayOut.split('{')[0] ?? ''), wayOut);
  }
  const pictures = [...html.matchAll(/<img[^>]*>/g)].map(([each]) => each);
  assert.ok(pictures.length >= service.journey.length + 4, `${pictures.length} pictures`);
  for (const each of pictures) {
    assert.match(each, /width="\d+"/);
    assert.match(each, /height="\d+"/);
    assert.match(each, /loading="lazy"/);
    assert.match(each, /alt="[^"]{20,}"/);
  }
  for (const [, id = ''] of html.matchAll(/href="#([^"]+)"/g))
    assert.ok(html.includes(`id="${id}"`), `the contents lead to #${id}`);
});

test('its pictures are kept for ever under names that change with them; other names are no pictures', async () => {
  const browser = portal.browser();
  const { html } = await browser.get(`/ar/${place}`);
  const addresses = [...html.matchAll(/(?:src|srcset)="([^"]*\.webp)"/g)].map((found) => found[1] ?? '');
  assert.ok(addresses.length > 0);
  for (const address of addresses) {
    const { status, response } = await browser.get(address);
    assert.equal(status, 200, address);
    assert.equal(response.headers['content-type'], 'image/webp');
    assert.equal(response.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(response.rawPayload.subarray(8, 12).toString(), 'WEBP');
  }
  for (const name of ['guide.json', 'ar-home-phone.webp', '..%2Fservice.ts', '%2e%2e%2fservice.ts'])
    assert.equal((await browser.get(`/ar/${place}/pictures/${name}`)).status, 404, name);
});

/** The words of a PDF, white space folded. */
async function wordsOfPdf(pdf: Buffer): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  return pages.join(' ').replace(/\s+/g, ' ');
}

test('the guide to print is made of the words and settings of the moment', async () => {
  const browser = portal.browser();
  const first = await browser.get(`/en/${place}/pdf`);
  assert.equal(first.status, 200);
  assert.equal(first.response.headers['content-type'], 'application/pdf');
  const before = await wordsOfPdf(first.response.rawPayload);
  for (const said of [
    service.text.en.name,
    words.contents.en,
    words.entering.en,
    words.steps.en,
    'at most 30 days',
  ])
    assert.ok(before.includes(said), said);
  assert.deepEqual((await browser.get(`/en/${place}/pdf`)).response.rawPayload, first.response.rawPayload);

  await portal.set(`${service.slug}.window`, 41);
  assert.ok(
    (await browser.get(`/en/${place}`)).text.includes('at most 41 days'),
    'the page follows the setting',
  );
  const after = await wordsOfPdf((await browser.get(`/en/${place}/pdf`)).response.rawPayload);
  assert.ok(after.includes('at most 41 days'), 'the file follows the setting');
  assert.ok(!after.includes('at most 30 days'));
});

test('the way to the code that is shown is the one that the city asks for', async () => {
  const browser = portal.browser();
  const shows = async (scene: string) =>
    (await browser.get(`/ar/${place}`)).html.includes(`ar-${scene}-phone`);
  assert.deepEqual([await shows('step-code'), await shows('step-code-screen')], [true, false]);
  await portal.set(`${service.slug}.code-policy`, 'screen');
  assert.deepEqual([await shows('step-code'), await shows('step-code-screen')], [false, true]);
  await portal.set(`${service.slug}.code-policy`, 'both');
  assert.deepEqual([await shows('step-code'), await shows('step-code-screen')], [true, true]);
  await portal.set(`${service.slug}.code-policy`, 'sms');
});

test('the office has a guide of its own, for those who are signed in', async () => {
  const stranger = portal.browser();
  const paths = ['', '/pdf', '/pictures/x.webp'].map((path) => `/ar/staff/guide${path}`);
  for (const path of paths) assert.match((await stranger.get(path)).location, /^\/ar\/staff\/sign-in/);
  const clerk = await signedIn(portal, 'clerk');
  const { html, status } = await clerk.get('/ar/staff/guide');
  assert.equal(status, 200);
  const addresses = [...html.matchAll(/src="([^"]*\.webp)"/g)].map((found) => found[1] ?? '');
  assert.ok(addresses.length >= 6, 'it has its pictures');
  const picture = await clerk.get(addresses[0] ?? '');
  assert.equal(picture.response.headers['cache-control'], 'private, max-age=31536000, immutable');
  assert.ok(
    (await wordsOfPdf((await clerk.get('/en/staff/guide/pdf')).response.rawPayload)).includes(
      'Take the next one',
    ),
  );
  assert.equal((await stranger.get(addresses[0] ?? '')).status, 303, 'nobody else gets a picture');
});

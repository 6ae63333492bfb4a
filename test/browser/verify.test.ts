import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { generateKeyPairSync, randomInt } from 'node:crypto';
import { after, before, test } from 'node:test';
import { findUnmade } from '../../src/engine/documents/documents.store.ts';
import { checkAddress, permitClaims } from '../../src/engine/documents/permit-claims.ts';
import { signClaims } from '../../src/platform/signing/cose.ts';
import { issue } from '../support/issued.ts';
import { morePermits } from '../support/office.ts';
import { openStage } from './support/stage.ts';
import type { Page } from 'playwright-core';
import type { Issued } from '../support/issued.ts';
import type { Stage } from './support/stage.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let stage: Stage;
let one: Issued;
/** The message of the document's QR code. */
let message: Buffer;
before(async () => {
  stage = await openStage();
  const { portal } = stage;
  const [permit] = await morePermits(portal, 1);
  assert.ok(permit);
  one = await issue(portal, permit);
  const document = await findUnmade(portal.db.query, one.documentId);
  assert.ok(document?.keyId);
  message = signClaims(permitClaims(document), await portal.ctx.documents.privateKey(document.keyId));
});
after(() => stage.close());

async function verdict(page: Page): Promise<string | null> {
  const settled = page.locator('[data-verdict]:not([data-verdict="checking"]):not([hidden])');
  await settled.waitFor();
  return settled.getAttribute('data-verdict');
}

test('a scanned code is checked in the browser, and only the document’s code is sent', async () => {
  const { page, troubles, close } = await stage.open();
  const sent: string[] = [];
  page.on('request', (request) =>
    sent.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`),
  );
  await page.goto(checkAddress(stage.url, message));
  await page.waitForSelector('[data-checked] dl.kv');
  assert.match(await page.innerText('main'), /وثيقة صحيحة/);
  assert.match(
    await page.innerText('[data-checked]'),
    /شروط التصريح/,
    'the portal tells the conditions as well',
  );
  assert.ok((await page.innerText('main')).includes(one.code));
  const asked = sent.filter((each) => !/\/assets\/|worker\.js|tajdeed-withdrawals/.test(each));
  assert.deepEqual(
    asked.map((each) => each.replace(stage.url, '').replace(/#.*? /, ' ').trim()),
    ['GET /ar/verify', `POST /ar/verify/answer code=${one.code}`],
  );
  assert.deepEqual(troubles, []);
  await close();
});

test('of a thousand changed characters of the code none is accepted', { timeout: 240_000 }, async () => {
  const { page, close } = await stage.open();
  await page.goto('/ar/verify');
  const text = message.toString('base64url');
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const changed = Array.from({ length: 1000 }, () => {
    const at = randomInt(text.length);
    const other = letters.replace(text.charAt(at), '').charAt(randomInt(63));
    return text.slice(0, at) + other + text.slice(at + 1);
  });
  // All within one call: a thousand round trips take minutes. A key that is not known would be asked for each time.
  await page.evaluate(`globalThis.fetch = () => Promise.reject(new Error('no network'))`);
  const verdicts = await page.evaluate<string[]>(`(async () => {
    const all = [...document.querySelectorAll('[data-verdict]')];
    const seen = [];
    for (const each of ${JSON.stringify(changed)}) {
      for (const verdict of all) verdict.hidden = true;
      location.hash = each;
      let said;
      do {
        await new Promise((resolve) => setTimeout(resolve, 0));
        said = all.find((verdict) => !verdict.hidden && verdict.dataset.verdict !== 'checking');
      } while (!said);
      seen.push(said.dataset.verdict);
    }
    return seen;
  })()`);
  assert.equal(verdicts.length, 1000);
  // What was changed may be the id of the key: then nobody is known who signed it.
  for (const each of new Set(verdicts)) assert.match(each, /^(?:altered|unknown-key)$/);
  assert.ok(verdicts.filter((each) => each === 'altered').length > 500);
  // And the right one is accepted.
  await page.goto('about:blank');
  await page.goto(`/ar/verify#${text}`);
  await page.waitForSelector('[data-checked] dl.kv');
  await close();
});

test('a code of another key, half a code, and a browser that cannot check are told apart', async () => {
  const { page, close } = await stage.open();
  const document = await findUnmade(stage.portal.db.query, one.documentId);
  assert.ok(document);
  const forged = signClaims(permitClaims(document), generateKeyPairSync('ed25519').privateKey);
  await page.goto(checkAddress(stage.url, forged));
  assert.equal(await verdict(page), 'not-ours');
  await page.goto('/ar/contact');
  await page.goto(checkAddress(stage.url, message.subarray(0, 90)));
  assert.equal(await verdict(page), 'altered');
  await page.goto('/ar/contact');
  await page.addInitScript(`Object.defineProperty(crypto, 'subtle', { value: undefined })`);
  await page.goto(checkAddress(stage.url, message));
  assert.equal(await verdict(page), 'cannot');
  await close();
});

test('without JavaScript the page asks for the code that is printed', async () => {
  const { page, close } = await stage.open({ javascript: false });
  await page.goto(checkAddress(stage.url, message));
  await page.fill('#code', one.code.toLowerCase());
  await page.click('main form .btn');
  assert.match(await page.innerText('main'), /وثيقة صحيحة/);
  await close();
});

for (const lang of ['ar', 'en'] as const)
  for (const width of [390, 1280])
    test(`the pages of checking break nothing of WCAG 2.2 AA and do not overflow: ${lang}, ${width} px`, async () => {
      const { page, close } = await stage.open({ lang, width, bypassCsp: true });
      const look = async (name: string) => {
        await page.evaluate(axe);
        const violations = await page.evaluate<string[]>(
          `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
            .then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
        );
        assert.deepEqual(violations, [], name);
        const over = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
        assert.ok(over <= 0, `${name} is ${over} px too wide`);
      };
      await page.goto(`/${lang}/verify`);
      await look('form');
      await page.click('main form .btn');
      await page.waitForSelector('.error');
      await look('with an error');
      await page.fill('#code', '2222-2222');
      await page.click('main form .btn');
      await page.waitForSelector('[data-checked] .notice.stop');
      await look('unknown');
      await page.fill('#code', one.code);
      await page.click('main form .btn');
      await page.waitForSelector('[data-checked] dl.kv');
      await look('genuine');
      // The page itself, not a place in it, as when a camera opens it.
      await page.goto('about:blank');
      await page.goto(`/${lang}/verify#${message.subarray(0, 50).toString('base64url')}`);
      await verdict(page);
      await look('altered');
      await page.goto('about:blank');
      await page.goto(`/${lang}/verify#${message.toString('base64url')}`);
      await page.waitForSelector('[data-answer] dl.kv');
      await look('scanned, with the portal’s word');
      await page.route('**/verify/answer', (route) => route.abort());
      await page.goto('about:blank');
      await page.goto(`/${lang}/verify#${message.toString('base64url')}`);
      await page.waitForSelector('[data-details]:not([hidden])');
      await look('scanned, by this device alone');
      await close();
    });

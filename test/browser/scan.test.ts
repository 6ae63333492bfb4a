import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { downloadDocument } from '../../src/engine/documents/read-document.ts';
import { issue } from '../support/issued.ts';
import { morePermits, testOrigin } from '../support/office.ts';
import { tool } from '../support/tools.ts';
import { launchChromium } from './support/chromium.ts';
import { openStage } from './support/stage.ts';
import { openWindow } from './support/window.ts';
import type { Browser } from 'playwright-core';
import type { Issued } from '../support/issued.ts';
import type { Stage } from './support/stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'tajdeed-scan-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let stage: Stage;
let one: Issued;
/** A browser whose camera sees the printed page. */
let browser: Browser;
before(async () => {
  stage = await openStage();
  const { portal } = stage;
  const [permit] = await morePermits(portal, 1);
  assert.ok(permit);
  one = await issue(portal, permit);
  const file = await downloadDocument(portal.ctx, one.documentId, null, testOrigin);
  assert.ok(file);
  writeFileSync(join(folder, 'permit.pdf'), file.pdf);
  await tool(
    'pdftoppm',
    '-r',
    '72',
    '-gray',
    '-singlefile',
    join(folder, 'permit.pdf'),
    join(folder, 'page'),
  );
  writeFileSync(join(folder, 'page.y4m'), filmOf(readFileSync(join(folder, 'page.pgm'))));
  browser = await launchChromium({ camera: join(folder, 'page.y4m') });
});
after(async () => {
  await browser.close();
  await stage.close();
});

/** A film of one picture (PGM) as a camera would see it: YUV4MPEG2, grey. */
function filmOf(pgm: Buffer): Buffer {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.subarray(0, 40).toString('latin1'));
  assert.ok(head);
  const [width, height] = [Number(head[1]), Number(head[2])];
  const grey = pgm.subarray(head[0].length);
  const noColour = Buffer.alloc(2 * Math.ceil(width / 2) * Math.ceil(height / 2), 128);
  return Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`),
    Buffer.from('FRAME\n'),
    grey,
    noColour,
  ]);
}

test('the camera reads the square of a printed page, and is let go then', async () => {
  const { page, context, close } = await openWindow(browser, stage.url);
  await context.grantPermissions(['camera']);
  await page.goto('/ar/verify');
  await page.click('[data-scan]');
  await page.waitForSelector('[data-checked] dl.kv');
  assert.ok((await page.innerText('main')).includes(one.code));
  assert.ok(await page.isHidden('[data-camera]'));
  assert.equal(await page.evaluate(`document.querySelector('video').srcObject`), null);
  await close();
});

test('who does not allow the camera goes on with a picture or the code', async () => {
  const { page, close } = await openWindow(browser, stage.url);
  await page.addInitScript(
    `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))`,
  );
  await page.goto('/ar/verify');
  await page.click('[data-scan]');
  await page.locator('[data-verdict="no-camera"]:not([hidden])').waitFor();
  assert.ok(await page.isVisible('[data-picture] >> xpath=..'));
  await close();
});

for (const lang of ['ar', 'en'] as const)
  test(`Chromium finds that the page can be installed: ${lang}`, async () => {
    const { page, context, close } = await openWindow(browser, stage.url, { lang });
    await page.goto(`/${lang}/verify`);
    await page.evaluate('navigator.serviceWorker.ready.then(() => {})');
    const cdp = await context.newCDPSession(page);
    const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors');
    // Windows of tests are of the kind that keeps nothing.
    assert.deepEqual(
      installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito'),
      [],
    );
    const { data, errors } = await cdp.send('Page.getAppManifest');
    assert.deepEqual(errors, []);
    const manifest = JSON.parse(data ?? '{}') as Record<string, string>;
    assert.equal(manifest['start_url'], `/${lang}/verify`);
    assert.equal(manifest['scope'], `/${lang}/verify`);
    assert.equal(manifest['dir'], lang === 'ar' ? 'rtl' : 'ltr');
    assert.match(manifest['name'] ?? '', lang === 'ar' ? /أمانة/ : /Municipality/);
    await close();
  });

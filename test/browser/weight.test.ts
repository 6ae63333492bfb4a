import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openStage } from './support/stage.ts';
import { codeOn, fillPermit, fillRenewal, freshPhone, goOn, room } from './support/walk.ts';
import { renewablePermit } from './support/permits.ts';
import type { BrowserContext } from 'playwright-core';
import type { Stage } from './support/stage.ts';

let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

/** What a first view may weigh on the wire with an empty cache, and how much may move while it loads. */
const most = { bytes: 60_000, requests: 8, shift: 0.001 };

/** A guide is read for its pictures: those near the first view come with it. */
const mostOfGuide = { ...most, bytes: 100_000 };

type View = { name: string; bytes: number; requests: number; shift: number; others: string[] };

const countShifts = `
  globalThis.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      // What moves inside the browser's own player of sound has no node that a page may see.
      if (entry.sources.some(({ node }) => node !== null)) globalThis.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });`;

/** Opens an address with the cookies of a window and an empty cache, and weighs what comes. */
async function weigh(name: string, path: string, like?: BrowserContext): Promise<View> {
  const { page, context, troubles, close } = await stage.open({ ...(like && { like }) });
  await page.addInitScript(countShifts);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  let bytes = 0;
  let requests = 0;
  const others: string[] = [];
  cdp.on('Network.requestWillBeSent', ({ request }) => {
    if (request.url.startsWith('data:')) return;
    requests += 1;
    if (!request.url.startsWith(stage.url)) others.push(request.url);
  });
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  await page.evaluate('document.fonts.ready.then(() => {})');
  const shift = await page.evaluate<number>('globalThis.shift');
  assert.deepEqual(troubles, [], name);
  await close();
  return { name, bytes: Math.round(bytes), requests, shift, others };
}

test('the first view of every page is light, comes from us alone, and does not move', async (t) => {
  const views: View[] = [];
  const { page, context, close } = await stage.open();
  const here = async (name: string) => views.push(await weigh(name, page.url(), context));

  views.push(await weigh('home', '/ar'));
  views.push(await weigh('home, English', '/en'));
  views.push(await weigh('services', '/ar/services'));
  views.push(await weigh('service', '/ar/services/contractor-permit-renewal'));
  views.push(await weigh('contact', '/ar/contact'));
  views.push(await weigh('guide', '/ar/guide/contractor-permit-renewal'));
  views.push(await weigh('track', '/ar/track'));
  views.push(await weigh('verify', '/ar/verify'));
  const phone = freshPhone();
  await page.goto(room('ar', 'permit'));
  await here('permit');
  await fillPermit(page, renewablePermit());
  await here('renewal');
  await fillRenewal(page, { phone });
  await here('code by SMS');
  await stage.portal.set('contractor-permit-renewal.code-policy', 'screen');
  await here('code on the screen');
  await stage.portal.set('contractor-permit-renewal.code-policy', 'sms');
  await page.fill('#code', await codeOn(page, phone));
  await goOn(page);
  await here('check');
  views.push(await weigh('finish later', room('ar', 'resume'), context));
  await goOn(page);
  await here('receipt');
  views.push(await weigh('status', '/ar/track/status', context));
  await close();

  for (const { name, bytes, requests, shift } of views)
    t.diagnostic(
      `${name.padEnd(20)} ${String(bytes).padStart(6)} bytes  ${requests} requests  shift ${shift}`,
    );
  for (const { name, bytes, requests, shift, others } of views) {
    assert.ok(bytes > 1000, `${name}: something came`);
    const limits = name === 'guide' ? mostOfGuide : most;
    assert.ok(bytes < limits.bytes, `${name}: ${bytes} bytes`);
    assert.ok(requests <= limits.requests, `${name}: ${requests} requests`);
    assert.ok(shift <= limits.shift, `${name} moves by ${shift}`);
    assert.deepEqual(others, [], `${name} comes from us alone`);
  }
});

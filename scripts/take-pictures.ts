/**
 * Takes the pictures of the documents from the running demo: `npm run pictures`. Needs Chromium, as the tests of the
 * browser do.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { startRealStage } from '../test/browser/support/process.ts';
import { demoPassword } from '../src/engine/staff/demo-people.ts';
import { codeOn, fillPermit, fillRenewal, goOn, pressAndWait, room } from '../test/browser/support/walk.ts';
import { demoAnswers } from '../src/services/contractor-permit-renewal/examples.ts';
import type { Page } from 'playwright-core';

const folder = new URL('../docs/pictures/', import.meta.url);

/** The largest a picture may be, in bytes. */
const limit = 90_000;

async function take(page: Page, name: string): Promise<void> {
  // Without the pointer and the focus, which only the one who works with the page sees.
  await page.mouse.move(0, 0);
  await page.evaluate('document.activeElement.blur(); scrollTo(0, 0); document.fonts.ready.then(() => {})');
  // Tables are all letters, which weigh more than surfaces: as good as fits.
  let picture = await page.screenshot({ type: 'jpeg', quality: 75 });
  for (const quality of [65, 55])
    if (picture.length > limit) picture = await page.screenshot({ type: 'jpeg', quality });
  if (picture.length > limit) throw new Error(`${name} has ${picture.length} bytes, more than ${limit}`);
  writeFileSync(new URL(`${name}.jpg`, folder), picture);
  console.log(`${name}.jpg  ${picture.length} bytes`);
}

mkdirSync(folder, { recursive: true });
const { contractorNumber, permitNumber, permitYear, phone } = demoAnswers(
  Temporal.Now.plainDateISO('Asia/Amman'),
);
const stage = await startRealStage();

/** The office's pages, as a supervisor and an administrator see them in the demo. */
async function takeOffice(): Promise<void> {
  const signedIn = async (login: string): Promise<Page> => {
    const { page } = await stage.open({ width: 1280 });
    await page.goto('/ar/staff');
    await page.fill('#login', login);
    await page.fill('#password', demoPassword);
    await pressAndWait(page, 'main button.primary');
    return page;
  };
  const supervisor = await signedIn('supervisor');
  await supervisor.goto('/ar/staff/queue?which=all');
  await take(supervisor, 'office-queue');
  await pressAndWait(supervisor, 'form.next button');
  await take(supervisor, 'office-case');
  await supervisor.goto('/ar/staff/figures');
  await take(supervisor, 'office-figures');
}

try {
  const desktop = await stage.open({ width: 1280 });
  await desktop.page.goto('/ar');
  await take(desktop.page, 'home-desktop');
  await desktop.page.goto('/en');
  await take(desktop.page, 'home-desktop-en');

  const { page } = await stage.open({ width: 390, scale: 1.5 });
  await page.goto('/ar');
  await take(page, 'home-phone');
  await page.goto('/ar/services/contractor-permit-renewal');
  await take(page, 'service-phone');
  await page.goto(room('ar', 'permit'));
  await page.fill('#contractorNumber', contractorNumber);
  await page.fill('#permitNumber', permitNumber);
  await page.fill('#permitYear', permitYear);
  await take(page, 'permit-phone');
  await fillPermit(page, { contractorNumber, permitNumber, permitYear });
  await page.selectOption('#reason', 'weather');
  await page.fill('#phone', phone);
  await take(page, 'renewal-phone');
  await fillRenewal(page, { phone });
  await take(page, 'code-phone');
  await page.fill('#code', await codeOn(page, phone));
  await goOn(page);
  await take(page, 'check-phone');
  await goOn(page);
  await take(page, 'receipt-phone');
  await page.goto('/ar/track/status');
  await take(page, 'status-phone');
  await takeOffice();
} finally {
  await stage.close();
}

import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { addDocumentKey } from '../../src/engine/documents/document-keys.ts';
import { findUnmade } from '../../src/engine/documents/documents.store.ts';
import { keepWithdrawalList } from '../../src/engine/documents/keep-withdrawal-list.ts';
import { checkAddress, permitClaims } from '../../src/engine/documents/permit-claims.ts';
import { downloadDocument } from '../../src/engine/documents/read-document.ts';
import { listClaims, listPurpose } from '../../src/engine/documents/withdrawal-list.ts';
import { signClaims } from '../../src/platform/signing/cose.ts';
import { issue } from '../support/issued.ts';
import { morePermits, testOrigin, where } from '../support/office.ts';
import { tool } from '../support/tools.ts';
import { openStage } from './support/stage.ts';
import type { Page } from 'playwright-core';
import type { Unmade } from '../../src/engine/documents/documents.store.ts';
import type { Issued } from '../support/issued.ts';
import type { Stage } from './support/stage.ts';
import type { Window } from './support/window.ts';

const folder = mkdtempSync(join(tmpdir(), 'tajdeed-offline-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const day = 86_400_000;

let stage: Stage;
let good: Issued;
let stopped: Issued;
/** A moment in which the terms of both run. */
let within: number;
before(async () => {
  stage = await openStage();
  const { portal } = stage;
  const [one, two] = await morePermits(portal, 2);
  assert.ok(one && two);
  good = await issue(portal, one);
  stopped = await issue(portal, two);
  within = Date.parse(`${(await written(good)).term.from}T09:00:00Z`) + 5 * day;
  await sql`insert into permit_events (permit_id, kind, day) select id, 'withdrawn', '2026-11-20' from permits
    where ${where(stopped.permit)}`.execute(portal.db.query);
  assert.deepEqual(await keepWithdrawalList(portal.ctx), { kind: 'kept', withdrawn: 1, superseded: 0 });
});
after(() => stage.close());

async function written({ documentId }: Issued): Promise<Unmade> {
  const document = await findUnmade(stage.portal.db.query, documentId);
  assert.ok(document);
  return document;
}

/** The address in the square of a document. */
async function squareOf(issued: Issued): Promise<string> {
  const document = await written(issued);
  const key = await stage.portal.ctx.documents.privateKey(document.keyId ?? '');
  return checkAddress(stage.url, signClaims(permitClaims(document), key));
}

/** A phone that has opened the page once, and has no network now. */
async function phoneWithout(): Promise<Window> {
  const phone = await stage.open();
  await visit(phone.page);
  await phone.context.setOffline(true);
  return phone;
}

async function visit(page: Page): Promise<void> {
  await page.goto('/ar/verify');
  await page.waitForSelector('[data-verify][data-refreshed]', { state: 'attached' });
  await page.evaluate('navigator.serviceWorker.ready.then(() => {})');
}

/** Opens what a square holds, as a phone's own camera does, and tells what the page says of it. */
async function opened(page: Page, address: string): Promise<string> {
  await page.goto('about:blank');
  await page.goto(address);
  return verdict(page);
}

async function verdict(page: Page): Promise<string> {
  const settled = '[data-verdict]:not([data-verdict="checking"], [data-verdict="reading"]):not([hidden])';
  const found = page.locator(settled);
  await found.waitFor();
  return (await found.getAttribute('data-verdict')) ?? '';
}

const said = (page: Page) => page.innerText('main');

/** The state of the list that is told below what was found. */
const listState = (page: Page) =>
  page.locator('[data-details] [data-list]:not([hidden])').getAttribute('data-list');

test('without a network, after one visit: valid, ended, withdrawn, altered, not ours', async () => {
  const { page, context, close } = await phoneWithout();
  await assert.rejects(page.goto('/ar'), /ERR_INTERNET_DISCONNECTED/, 'there is no network');
  await page.clock.setFixedTime(within);
  const square = await squareOf(good);
  assert.equal(await opened(page, square), 'valid');
  const text = await said(page);
  for (const each of [good.code, good.permit.permitNumber, 'شركة المشاعل', 'وثيقة صحيحة وسارية'])
    assert.ok(text.includes(each), each);
  await page.clock.setFixedTime(within - 20 * day);
  assert.equal(await opened(page, square), 'not-yet');
  await page.clock.setFixedTime(within + 60 * day);
  assert.equal(await opened(page, square), 'ended');
  await page.clock.setFixedTime(within);
  assert.equal(await opened(page, await squareOf(stopped)), 'withdrawn');
  assert.match(await said(page), /وسُحب التصريح في 20-11-2026/);
  assert.equal(
    await opened(
      page,
      square.replace(/#(.{120})./, (_, kept: string) => `#${kept}!`),
    ),
    'altered',
  );
  assert.equal(await opened(page, square.slice(0, -30)), 'altered');
  const forged = signClaims(permitClaims(await written(good)), generateKeyPairSync('ed25519').privateKey);
  assert.equal(await opened(page, checkAddress(stage.url, forged)), 'unknown-key');
  assert.match(await said(page), /لا تعتمد الوثيقة/);
  await context.setOffline(false);
  assert.equal(await opened(page, checkAddress(stage.url, forged)), 'not-ours', 'the portal knows all keys');
  await close();
});

test('the page says how old its list is, and warns when that is too old', async () => {
  const { page, close } = await phoneWithout();
  const square = await squareOf(good);
  await page.clock.setFixedTime(within);
  await opened(page, square);
  assert.equal(await listState(page), 'old', 'by then it is many days old');
  assert.match(await said(page), /صدرت قبل \d+ يوم/);
  const now = Date.now();
  await page.clock.setFixedTime(now + 3.5 * 3_600_000);
  await opened(page, square);
  assert.equal(await listState(page), 'fresh');
  assert.match(await said(page), /صدرت قبل 3 ساعات/);
  await page.clock.setFixedTime(now - day);
  await opened(page, square);
  assert.equal(await listState(page), 'clock');
  await close();
});

test('superseded by the list; and a permit that is restored is good with the next list', async () => {
  const { portal } = stage;
  const { term } = await written(good);
  const key = await portal.ctx.documents.privateKey((await written(good)).keyId ?? '');
  const phone = await stage.open();
  const { page } = phone;
  // A list as the portal will sign it when a later term has begun.
  const issuedAt = new Date(within + day);
  const by = { ordinal: 3, from: term.from, until: term.until };
  const superseded = [{ id: good.documentId, by }];
  const message = signClaims(
    listClaims({ origin: stage.url, issuedAt, withdrawn: [], superseded }),
    key,
    listPurpose,
  );
  await page.clock.setFixedTime(within + 2 * day);
  await page.route('**/tajdeed-withdrawals.cose', (route) => route.fulfill({ body: message }));
  await visit(page);
  await phone.context.setOffline(true);
  assert.equal(await opened(page, await squareOf(good)), 'superseded');
  assert.match(await said(page), /حلت محلها المدة رقم 3/);
  assert.equal(await opened(page, await squareOf(stopped)), 'valid', 'this list no longer names it');
  await phone.close();
});

test('a list that was altered, is older, or is a permit in disguise is not taken over the one that is kept', async () => {
  const { portal } = stage;
  const phone = await stage.open();
  const { page, context } = phone;
  await visit(page);
  const { keyId, ...document } = await written(good);
  const key = await portal.ctx.documents.privateKey(keyId ?? '');
  const claims = (issuedAt: Date) =>
    listClaims({ origin: stage.url, issuedAt, withdrawn: [], superseded: [] });
  // The portal's clock is some minutes ahead of ours by now.
  const later = new Date(Date.now() + 3_600_000);
  const altered = signClaims(claims(later), key, listPurpose);
  const last = altered.length - 1;
  altered[last] = (altered[last] ?? 0) ^ 1;
  const others = [
    altered,
    signClaims(claims(later), generateKeyPairSync('ed25519').privateKey, listPurpose),
    signClaims(claims(new Date(Date.now() - 10 * day)), key, listPurpose),
    signClaims(claims(later), key),
    signClaims(permitClaims({ ...document, keyId }), key),
    Buffer.alloc(0),
    Buffer.from('<html>'),
  ];
  await page.clock.setFixedTime(within);
  for (const [index, list] of others.entries()) {
    await page.route('**/tajdeed-withdrawals.cose', (route) => route.fulfill({ body: list }));
    await visit(page);
    await page.unroute('**/tajdeed-withdrawals.cose');
    await context.setOffline(true);
    assert.equal(await opened(page, await squareOf(stopped)), 'withdrawn', `list ${index}`);
    await context.setOffline(false);
  }
  // And one that is right is: the permit counts as restored.
  await page.route('**/tajdeed-withdrawals.cose', (route) =>
    route.fulfill({ body: signClaims(claims(later), key, listPurpose) }),
  );
  await visit(page);
  await context.setOffline(true);
  assert.equal(await opened(page, await squareOf(stopped)), 'valid');
  await phone.close();
});

test('keys are rotated: old squares stay good, and a new one is when its key is known', async () => {
  const { portal } = stage;
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const fresh = checkAddress(stage.url, signClaims(permitClaims(await written(good)), privateKey));
  const phone = await phoneWithout();
  const { page, context } = phone;
  await page.clock.setFixedTime(within);
  assert.equal(await opened(page, fresh), 'unknown-key');
  await addDocumentKey(portal.db, publicKey, testOrigin);
  await context.setOffline(false);
  await visit(page);
  await context.setOffline(true);
  assert.equal(await opened(page, fresh), 'valid');
  assert.equal(await opened(page, await squareOf(good)), 'valid');
  await phone.close();
});

test('a picture of the printed page is read; one without a square, and squares of others, are told', async () => {
  const { portal } = stage;
  const file = await downloadDocument(portal.ctx, good.documentId, null, testOrigin);
  assert.ok(file);
  const pdf = join(folder, 'permit.pdf');
  writeFileSync(pdf, file.pdf);
  await tool('pdftoppm', '-r', '150', '-jpeg', '-singlefile', pdf, join(folder, 'page'));
  const { page, close } = await phoneWithout();
  await page.clock.setFixedTime(within);
  await page.goto('/ar/verify');
  await page.setInputFiles('[data-picture]', join(folder, 'page.jpg'));
  assert.equal(await verdict(page), 'valid');
  assert.ok((await said(page)).includes(good.code));
  await page.setInputFiles('[data-picture]', {
    name: 'nothing.png',
    mimeType: 'image/png',
    buffer: await page.screenshot(),
  });
  await page.locator('[data-verdict="no-square"]:not([hidden])').waitFor();
  await page.setInputFiles('[data-picture]', {
    name: 'x.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.from('no picture'),
  });
  assert.equal(await verdict(page), 'no-square');
  await close();
});

test('a code that is typed needs the network, and the page says so', async () => {
  const { page, close } = await phoneWithout();
  await page.goto('/ar/verify');
  await page.fill('#code', good.code);
  await page.click('form[action$="/verify/answer"] button');
  assert.equal(await verdict(page), 'offline');
  // A browser that believes it has a network: the worker answers in the portal's stead.
  await page.evaluate(`document.querySelector('form[action$="/verify/answer"]').submit()`);
  await page.waitForURL('**/ar/verify#offline');
  assert.equal(await verdict(page), 'offline');
  await close();
});

test('the worker keeps the page and its files, and nothing personal', async () => {
  const { page, close } = await stage.open({ lang: 'en' });
  await visit(page);
  await page.goto('/ar/track');
  await page.goto(await squareOf(good));
  await page.waitForSelector('[data-checked]');
  const kept = await page.evaluate<string[]>(`(async () => {
    const all = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) all.push(new URL(url).pathname);
    return [...new Set(all)];
  })()`);
  const plain = kept.map((path) => path.replace(/\.[0-9a-f]{10}\./, '.')).toSorted();
  assert.deepEqual(plain, [
    '/.well-known/tajdeed-withdrawals.cose',
    '/ar/verify',
    '/assets/emblem.svg',
    '/assets/plex-400.woff2',
    '/assets/plex-600.woff2',
    '/assets/qr-decode.js',
    '/assets/qr.js',
    '/assets/scan.js',
    '/assets/signed.js',
    '/assets/style.css',
    '/assets/verify.js',
    '/en/verify',
  ]);
  const scopes = await page.evaluate<string[]>(
    `navigator.serviceWorker.getRegistrations().then((all) => all.map(({ scope }) => new URL(scope).pathname).sort())`,
  );
  assert.deepEqual(scopes, ['/ar/verify', '/en/verify']);
  await close();
});

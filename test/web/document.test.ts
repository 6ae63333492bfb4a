import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setImmediate as breathe } from 'node:timers/promises';
import { sql } from 'kysely';
import { readClaims, publicKeyOf } from '../../src/platform/signing/cose.ts';
import { signerOf } from '../../src/platform/signing/sign-pdf.ts';
import { issue } from '../support/issued.ts';
import { morePermits, signedIn } from '../support/office.ts';
import { openPortal, origin } from '../support/portal.ts';
import { tool } from '../support/tools.ts';
import type { Issued } from '../support/issued.ts';
import type { Portal } from '../support/portal.ts';

const folder = mkdtempSync(join(tmpdir(), 'tajdeed-document-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'permit.pdf');

let portal: Portal;
let one: Issued;
let pdf: Buffer;
before(async () => {
  portal = await openPortal();
  const [permit] = await morePermits(portal, 1);
  assert.ok(permit);
  await sql`update permits set type = 'حفريات مياه', location = 'شارع السوسنة' where number = ${permit.permitNumber}::bigint`.execute(
    portal.db.query,
  );
  one = await issue(portal, permit);
  const status = await one.browser.open('/ar/track/status');
  const address = /href="(\/ar\/track\/document\/[0-9a-f-]{36})"/.exec(status.html)?.[1];
  assert.ok(address, 'the status page leads to the document');
  const { response } = await one.browser.get(address);
  assert.equal(response.statusCode, 200);
  assert.equal(response.headers['content-type'], 'application/pdf');
  assert.equal(response.headers['content-disposition'], `attachment; filename="permit-${one.code}.pdf"`);
  assert.equal(response.headers['cache-control'], 'no-store');
  pdf = response.rawPayload;
  writeFileSync(file, pdf);
});
after(() => portal.close());

test('pdfsig finds the signature valid and the whole document under it', async () => {
  const { said } = await tool('pdfsig', file);
  assert.match(said, /Signature Type: ETSI\.CAdES\.detached/);
  assert.match(said, /Total document signed/);
  assert.match(said, /Signature is Valid/);
  assert.match(
    said,
    /Tajdeed demonstration \(made up, no authority\)/,
    'the demo says that nobody vouches for it',
  );
});

test('the file is PDF/A-2a, tagged, with a title and a language', async () => {
  const { said } = await tool('pdfinfo', file);
  for (const line of [
    /Tagged: +yes/,
    /Pages: +1\n/,
    /Title: +تصريح أعمال في الشارع/,
    /Page size: .*A4/,
    /Encrypted: +no/,
  ])
    assert.match(said, line);
  const text = pdf.toString('latin1');
  assert.match(text, /<pdfaid:part>2<\/pdfaid:part>/);
  assert.match(text, /<pdfaid:conformance>A<\/pdfaid:conformance>/);
  assert.match(text, /\/Lang \(ar\)/);
});

test('it has our letters only, whole within it', async () => {
  const lines = (await tool('pdffonts', file)).said.trim().split('\n').slice(2);
  assert.equal(lines.length, 2);
  for (const line of lines)
    assert.match(line, /^[A-Z]{6}\+TajdeedDocumentLe-\w+ +CID TrueType +Identity-H +yes yes yes/);
});

test('everything that an inspector compares can be copied out of it, with pdftotext and with pdf.js', async () => {
  const plain = (text: string) => text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
  const { rows } = await sql<{ from: string; until: string }>`
    select to_char(valid_from, 'DD-MM-YYYY') as from, to_char(valid_until, 'DD-MM-YYYY') as until from documents`.execute(
    portal.db.query,
  );
  const words = [
    'تصريح أعمال في الشارع',
    'حفريات مياه',
    'شارع السوسنة',
    'للمقاولات',
    'شروط التصريح',
    'حتى نهاية يوم',
    `${one.permit.permitNumber} / ${one.permit.permitYear}`,
    one.code,
    one.reference,
    'Valid to the end of',
    rows[0]?.from ?? '?',
    rows[0]?.until ?? '?',
    'Demonstration',
  ];
  const copied = plain((await tool('pdftotext', file, '-')).said);
  for (const each of words) assert.ok(copied.includes(each), `pdftotext: ${each}\n${copied}`);
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const opened = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const content = await (await opened.getPage(1)).getTextContent();
  const joined = content.items
    .map((item) => ('str' in item ? item.str : ''))
    .join(' ')
    .replace(/\s+/g, ' ');
  for (const each of words.flatMap((phrase) => phrase.split(' ')))
    assert.ok(joined.includes(each), `pdf.js: ${each}`);
  await opened.loadingTask.destroy();
});

/** What the QR code of a rendered page says. */
async function scanned(): Promise<string> {
  await tool('pdftoppm', '-r', '150', '-png', '-singlefile', file, join(folder, 'page'));
  return (await tool('zbarimg', '-q', '--raw', join(folder, 'page.png'))).said.trim();
}

async function publishedKeys(): Promise<{ kid: string; x: string }[]> {
  const { response } = await portal.browser().get('/.well-known/tajdeed-keys.json');
  assert.equal(response.statusCode, 200);
  assert.equal(response.headers['cache-control'], 'public, max-age=300');
  return response.json<{ keys: { kid: string; x: string }[] }>().keys;
}

test('the QR code is read from the page at 150 dpi, and its signature by the published keys', async () => {
  const text = await scanned();
  assert.ok(text.startsWith(`${origin}/ar/verify#`), text);
  const message = Buffer.from(text.split('#')[1] ?? '', 'base64url');
  const keys = await publishedKeys();
  const read = readClaims(message, (id) => {
    const key = keys.find(({ kid }) => kid === id);
    return key === undefined ? null : publicKeyOf(key.x);
  });
  assert.ok(read.kind === 'good');
  assert.equal(read.claims.get(-70001), one.code);
  assert.deepEqual(read.claims.get(-70002), [one.permit.permitNumber, 2026]);
  assert.equal((read.claims.get(-70003) as string[])[0], one.permit.contractorNumber);
  assert.equal(read.claims.get(1), 'portal.test');
  assert.equal(read.claims.get(-70004), 2);
});

test('of a thousand changed bytes of the file none is accepted by us', async () => {
  assert.ok(signerOf(pdf));
  for (let n = 0; n < 1000; n++) {
    const changed = Buffer.from(pdf);
    const at = randomInt(changed.length);
    changed[at] = (changed[at] ?? 0) ^ randomInt(1, 256);
    assert.equal(signerOf(changed), null, `byte ${at} of ${changed.length}`);
    // The portal of this process counts as busy when its turn does not come.
    await breathe();
  }
  for (const cut of [
    pdf.subarray(1),
    pdf.subarray(0, -1),
    Buffer.concat([pdf, Buffer.from('\n')]),
    Buffer.alloc(0),
  ])
    assert.equal(signerOf(cut), null);
});

test('pdfsig accepts no change of what is under the signature either', async () => {
  const [, from = 0, until = 0] =
    /\/ByteRange \[0 (\d+) (\d+)/.exec(pdf.toString('latin1'))?.map(Number) ?? [];
  assert.ok(until > from);
  for (let n = 0; n < 40; n++) {
    const changed = Buffer.from(pdf);
    const random = randomInt(pdf.length - (until - from));
    const at = random < from ? random : random + until - from;
    changed[at] = (changed[at] ?? 0) ^ (1 << randomInt(8));
    writeFileSync(join(folder, 'changed.pdf'), changed);
    assert.doesNotMatch(
      (await tool('pdfsig', join(folder, 'changed.pdf'))).said,
      /Signature is Valid[\s\S]*$/,
      `byte ${at}`,
    );
  }
});

test('nobody else gets the document: another browser is asked for the application first', async () => {
  const address = `/ar/track/document/${one.documentId}`;
  const stranger = await portal.browser().get(address);
  assert.equal(stranger.status, 303);
  assert.equal(stranger.location, '/ar/track');
  const [permit] = await morePermits(portal, 1, 710_001);
  assert.ok(permit);
  const other = await issue(portal, permit);
  assert.equal((await other.browser.get(address)).status, 404);
  assert.equal((await other.browser.get('/ar/track/document/x')).status, 404);
  const asked = portal.browser();
  const pair = { reference: one.reference, phoneEnding: one.phone.e164.slice(-4) };
  await asked.submit(await asked.open('/ar/track'), pair);
  assert.deepEqual(
    (await asked.get(address)).response.rawPayload,
    pdf,
    'with reference and phone ending it is the same',
  );
});

test('the office gets it from the case, and every download is in the audit', async () => {
  const clerk = await signedIn(portal, 'clerk');
  const page = await clerk.open(`/ar/staff/applications/${one.id}`);
  assert.ok(page.text.includes(one.code));
  const address = /href="(\/ar\/staff\/documents\/[^"]+)"/.exec(page.html)?.[1] ?? '';
  assert.deepEqual((await clerk.get(address)).response.rawPayload, pdf);
  const { rows } = await sql<{ actor: string; action: string; data: unknown }>`
    select actor, action, data from audit where subject = ${`document:${one.documentId}`} order by id`.execute(
    portal.db.query,
  );
  assert.deepEqual(
    rows.map(({ actor, action }) => `${actor.replace(/\d+/, 'n')} ${action}`),
    [
      'system document.issued',
      'contractor document.downloaded',
      'contractor document.downloaded',
      'staff:n document.downloaded',
    ],
  );
  assert.doesNotMatch(JSON.stringify(rows), /المشاعل|079|078|077/);
});

test('an altered file in the store is not given away', async () => {
  const { storage } = portal.ctx.documents;
  portal.ctx.documents.storage = { ...storage, get: async () => Buffer.from('another') };
  const page = await one.browser.get(`/ar/track/document/${one.documentId}`);
  portal.ctx.documents.storage = storage;
  assert.equal(page.status, 500);
});

test('a document that is still being made is promised, not linked', async () => {
  await sql`update documents set hash = null, issued_at = null where id = ${one.documentId}::uuid`.execute(
    portal.db.query,
  );
  const page = await one.browser.open('/ar/track/status');
  assert.match(page.text, /نُعد وثيقة التصريح المجدد/);
  assert.doesNotMatch(page.html, /track\/document/);
  assert.equal((await one.browser.get(`/ar/track/document/${one.documentId}`)).status, 404);
  assert.equal(readFileSync(file).length, pdf.length);
});

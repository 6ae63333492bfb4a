import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { after, before, test } from 'node:test';
import { finishDocument, setDocument, signatureFor } from '../src/engine/documents/make-document.ts';
import { connectDocuments } from '../src/main/document-works.ts';
import { encodeGreyPng } from '../src/platform/screen-code/png.ts';
import { services } from '../src/services/index.ts';
import { placeOfTests } from './support/documents.ts';
import { tool } from './support/tools.ts';
import type { DocumentWorks } from '../src/engine/documents/document-works.ts';
import type { Unmade } from '../src/engine/documents/documents.store.ts';

// The document is drawn and held against a picture that somebody looked at. Nothing of now and nothing random is in it: its
// key is this one, which signs nothing else.
const key = createPrivateKey({
  key: Buffer.from(`302e020100300506032b657004220420${'07'.repeat(32)}`, 'hex'),
  format: 'der',
  type: 'pkcs8',
});
const pictures = join(import.meta.dirname, 'pictures');
const folder = mkdtempSync(join(tmpdir(), 'tajdeed-picture-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let works: DocumentWorks;
before(() => {
  works = { ...connectDocuments(placeOfTests(), 'https://portal.example'), privateKey: async () => key };
});
after(() => works.typesetter.close());

const usual: Unmade = {
  id: '0193a1b2-c3d4-4e5f-8a6b-000000000001',
  code: 'K7M4-92QH',
  applicationId: 1,
  service: 'contractor-permit-renewal',
  subject: 'permit:2026/4411',
  term: { ordinal: 2, from: '2026-12-05', until: '2027-01-03' },
  frozen: {
    facts: {
      permit: { kind: 'number', text: '4411 / 2026' },
      term: { kind: 'number', text: '2' },
      contractorName: { kind: 'text', text: 'شركة المشاعل للمقاولات' },
      contractorNumber: { kind: 'number', text: '1042' },
      type: { kind: 'text', text: 'حفريات مياه' },
      location: { kind: 'text', text: 'شارع السوسنة، مقابل رقم 14' },
      from: { kind: 'date', date: '2026-12-05' },
      until: { kind: 'date', date: '2027-01-03' },
    },
    paper: { number: '4411', year: 2026, holderNumber: '1042', holder: 'شركة المشاعل للمقاولات' },
    conditions: [
      { ar: 'يبقى هذا التصريح في موقع الأعمال.', en: 'This permit stays at the site.' },
      { ar: 'العمل من الساعة 7 إلى الساعة 17.', en: 'Work from 7 to 17.' },
    ],
    issuer: { ar: 'الأمانة', en: 'Municipality' },
    origin: 'https://portal.example',
    demo: true,
  },
  reference: '4K7-M92-QHR',
  preparedAt: new Date('2026-11-24T09:00:00Z'),
  keyId: null,
  signature: null,
  issuedAt: null,
};

/** The same with everything as long as it may be, and for a city that means it. */
const long: Unmade = {
  ...usual,
  frozen: {
    ...usual.frozen,
    facts: {
      ...usual.frozen.facts,
      contractorName: {
        kind: 'text',
        text: 'الشركة العربية المتحدة للمقاولات العامة وأعمال الحفريات والبنية التحتية وتمديد الشبكات (Infrastructure & Networks) ذات المسؤولية المحدودة',
      },
      location: {
        kind: 'text',
        text: 'تقاطع شارع السوسنة مع شارع الياسمين وامتداده إلى دوار الحديقة، من رقم 14 إلى رقم 122، الجهتان',
      },
    },
    conditions: Array.from({ length: 5 }, () => ({
      ar: 'يلتزم المقاول بإعادة الوضع إلى ما كان عليه خلال 7 أيام من انتهاء الأعمال، وبوضع الإشارات التحذيرية ليلًا ونهارًا.',
      en: 'The contractor restores the surface within 7 days after the works end, and keeps warning signs by day and night.',
    })),
    demo: false,
  },
};

type Picture = { width: number; height: number; shades: Uint8Array };

/** Draws a document: sixteen shades of grey, at so many pixels that its letters can be read. */
async function draw(document: Unmade, name: string): Promise<Picture> {
  const [service] = services;
  assert.ok(service);
  const prepared = await setDocument(works, service, document, 'AQIDBA');
  const { pdf } = finishDocument(prepared, await signatureFor(works, prepared, null));
  const file = join(folder, `${name}.pdf`);
  writeFileSync(file, pdf);
  assert.equal((await tool('pdftoppm', '-gray', '-r', '72', file, join(folder, name))).code, 0);
  const pgm = readFileSync(join(folder, `${name}-1.pgm`));
  const [, width = '', height = ''] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.toString('latin1', 0, 40)) ?? [];
  const pixels = pgm.subarray(pgm.length - Number(width) * Number(height));
  const even = Number(width) - (Number(width) % 2);
  const shades = new Uint8Array(even * Number(height));
  for (let at = 0; at < shades.length; at++)
    shades[at] = (pixels[Math.floor(at / even) * Number(width) + (at % even)] ?? 0) >> 4;
  return { width: even, height: Number(height), shades };
}

/** Reads a picture that `encodeGreyPng` wrote. */
function read(name: string): Picture {
  const png = readFileSync(join(pictures, `${name}.png`));
  const [width, height, bytes] = [png.readUInt32BE(16), png.readUInt32BE(20), png.readUInt32BE(33)];
  const rows = inflateSync(png.subarray(41, 41 + bytes));
  const stride = 1 + width / 2;
  const shades = new Uint8Array(width * height);
  for (let at = 0; at < shades.length; at++) {
    const [x, y] = [at % width, Math.floor(at / width)];
    const pair = rows[y * stride + 1 + (x >> 1)] ?? 0;
    shades[at] = x % 2 === 0 ? pair >> 4 : pair & 15;
  }
  return { width, height, shades };
}

/**
 * How far two pictures are from each other, in shades: the mean over eight by eight pixels, where it is greatest. One digit that
 * is another one makes more than `alike`.
 */
function distance(one: Picture, other: Picture): number {
  if (one.width !== other.width || one.height !== other.height) return 15;
  let most = 0;
  for (let top = 0; top + 8 <= one.height; top += 4)
    for (let left = 0; left + 8 <= one.width; left += 4) {
      let sum = 0;
      for (let at = 0; at < 64; at++) {
        const place = (top + (at >> 3)) * one.width + left + (at & 7);
        sum += Math.abs((one.shades[place] ?? 0) - (other.shades[place] ?? 0));
      }
      most = Math.max(most, sum / 64);
    }
  return most;
}

const alike = 1;

for (const [name, document] of Object.entries({ usual, long }))
  test(`a ${name} document looks as it did when somebody looked at it`, async () => {
    const drawn = await draw(document, name);
    const fresh = join(tmpdir(), `tajdeed-${name}.png`);
    const renewing = process.env['RENEW_PICTURES'] === '1';
    const png = encodeGreyPng(drawn.shades, drawn.width, drawn.height);
    if (renewing) writeFileSync(join(pictures, `${name}.png`), png);
    const far = distance(drawn, read(name));
    if (far >= alike) writeFileSync(fresh, png);
    assert.ok(
      far < alike,
      `${far} shades apart: look at ${fresh}; if it is meant, RENEW_PICTURES=1 keeps it`,
    );
  });

test('another digit, another word and another key are seen', async () => {
  const before = read('usual');
  const facts = usual.frozen.facts;
  const changed: Partial<Unmade['frozen']>[] = [
    { facts: { ...facts, contractorNumber: { kind: 'number', text: '1043' } } },
    { facts: { ...facts, type: { kind: 'text', text: 'حفريات كهرباء' } } },
    { facts: { ...facts, until: { kind: 'date', date: '2027-01-08' } } },
    { demo: false },
    { origin: 'https://portal.invalid' },
  ];
  const seen: number[] = [];
  for (const [at, frozen] of changed.entries())
    seen.push(
      distance(before, await draw({ ...usual, frozen: { ...usual.frozen, ...frozen } }, `other-${at}`)),
    );
  for (const each of seen) assert.ok(each >= alike * 1.5, seen.join(' '));
});

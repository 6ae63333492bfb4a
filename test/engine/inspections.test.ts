import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { noteInspection } from '../../src/engine/inspections/note-inspection.ts';
import { downloadPhoto, readInspections } from '../../src/engine/inspections/read-inspections.ts';
import { listEnding } from '../../src/engine/registers/office/list-ending.ts';
import { issue } from '../support/issued.ts';
import { morePermits, omar, testOrigin, where } from '../support/office.ts';
import { grey } from '../support/pictures.ts';
import { openPortal } from '../support/portal.ts';
import type { NoteForm } from '../../src/engine/inspections/inspection.ts';
import type { Actor } from '../../src/engine/staff/person.ts';
import type { Portal } from '../support/portal.ts';
import type { PermitNumbers } from '../support/renewable.ts';

const layla: Actor = { id: 21, name: 'ليلى الحموري', role: 'inspector', place: 'test' };
const basil: Actor = { id: 22, name: 'باسل عبيدات', role: 'inspector', place: 'test' };

let portal: Portal;
let permits: PermitNumbers[];
before(async () => {
  portal = await openPortal();
  permits = await morePermits(portal, 6, 740_001);
});
after(() => portal.close());

function formOf({ permitNumber, permitYear }: PermitNumbers, given: Partial<NoteForm> = {}): NoteForm {
  return {
    id: randomUUID(),
    permitNumber,
    permitYear,
    documentCode: '',
    finding: 'in-order',
    words: '',
    notedAt: new Date().toISOString(),
    photo: null,
    ...given,
  };
}

const note = (form: NoteForm, actor = layla) => noteInspection(portal.ctx, actor, form);

async function rowsOf(id: string): Promise<{ rows: number; entries: number }> {
  const { rows } = await sql<{ rows: number; entries: number }>`select
    (select count(*)::int from inspections where id = ${id}::uuid) as rows,
    (select count(*)::int from audit where action = 'inspection.noted' and subject = ${`inspection:${id}`}) as entries`.execute(
    portal.db.query,
  );
  assert.ok(rows[0]);
  return rows[0];
}

test('noted once, with its photo, however often it is sent and however many send it at once', async () => {
  const [permit] = permits;
  assert.ok(permit);
  const form = formOf(permit, { photo: grey.jpeg, words: 'عند المدخل', finding: 'outside-conditions' });
  const results = await Promise.all(Array.from({ length: 6 }, () => note(form)));
  assert.equal(results.filter(({ kind }) => kind === 'noted').length, 1);
  assert.equal(results.filter(({ kind }) => kind === 'known').length, 5);
  assert.deepEqual(await note(form), { kind: 'known' });
  assert.deepEqual(await rowsOf(form.id), { rows: 1, entries: 1 });
  const [found] = await readInspections(portal.ctx, {
    permit: { number: Number(permit.permitNumber), year: Number(permit.permitYear) },
  });
  assert.equal(found?.id, form.id);
  assert.equal(found.words, 'عند المدخل');
  assert.equal(found.by, layla.name);
  assert.ok(found.photo && found.permitId !== null);
  const photo = await downloadPhoto(portal.ctx, form.id, testOrigin);
  assert.ok(photo?.kind === 'jpeg' && photo.bytes.length > 0);
});

test('where a photo was taken is never kept', async () => {
  const [permit] = permits;
  assert.ok(permit);
  const exif = Buffer.from('\xff\xe1\x00\x1aExif\0\0GPS 31.95 35.91 E', 'latin1');
  exif.writeUInt16BE(exif.length - 2, 2);
  const sent = Buffer.concat([grey.jpeg.subarray(0, 2), exif, grey.jpeg.subarray(2)]);
  const form = formOf(permit, { photo: sent });
  assert.equal((await note(form)).kind, 'noted');
  const photo = await downloadPhoto(portal.ctx, form.id, testOrigin);
  assert.ok(photo && !photo.bytes.includes('GPS'));
});

test('what is no picture, too large, or not whole is refused, each with its field', async () => {
  const [permit] = permits;
  assert.ok(permit);
  const refused: [Partial<NoteForm>, string][] = [
    [{ photo: Buffer.from('<svg onload="alert(1)"/>') }, 'photo'],
    [{ photo: Buffer.from('%PDF-1.7') }, 'photo'],
    [{ photo: Buffer.alloc(5_000_001) }, 'photo'],
    [{ permitNumber: '' }, 'permitNumber'],
    [{ permitNumber: '12a' }, 'permitNumber'],
    [{ permitYear: '26' }, 'permitYear'],
    [{ documentCode: 'K7M4-92QX' }, 'documentCode'],
    [{ finding: 'fine' }, 'finding'],
    [{ finding: 'outside-conditions' }, 'words'],
    [{ words: 'ا'.repeat(2001) }, 'words'],
  ];
  for (const [given, field] of refused) {
    const form = formOf(permit, given);
    const result = await note(form);
    assert.ok(result.kind === 'invalid', JSON.stringify(given).slice(0, 80));
    assert.deepEqual(Object.keys(result.mistakes), [field]);
    assert.deepEqual(await rowsOf(form.id), { rows: 0, entries: 0 });
  }
});

test('digits of every script; a permit that the register has not; the document by its code', async () => {
  const [, second] = permits;
  assert.ok(second);
  const one = await issue(portal, second);
  const folded = formOf(second, {
    permitNumber: '٧٤٠٠٠٢',
    permitYear: '٢٠٢٦',
    documentCode: one.code.toLowerCase(),
  });
  assert.equal((await note(folded)).kind, 'noted');
  const none = formOf({ ...second, permitNumber: '999999' }, { finding: 'not-found' });
  assert.equal((await note(none)).kind, 'noted');
  const mine = await readInspections(portal.ctx, { staff: layla.id });
  assert.equal(mine.find(({ id }) => id === folded.id)?.documentId, one.documentId);
  assert.equal(mine.find(({ id }) => id === none.id)?.permitId, null);
});

test('a note of another is neither changed nor told; who may not note does not', async () => {
  const [permit] = permits;
  assert.ok(permit);
  const form = formOf(permit, { words: 'الأولى' });
  assert.equal((await note(form)).kind, 'noted');
  assert.deepEqual(await note({ ...form, words: 'الثانية' }, basil), { kind: 'taken' });
  assert.deepEqual(await readInspections(portal.ctx, { staff: basil.id }), []);
  assert.deepEqual(await note(formOf(permit), omar), { kind: 'not-allowed' });
});

test('the phone’s clock is told where it can be, and decides nothing', async () => {
  const [permit] = permits;
  assert.ok(permit);
  const day = 86_400_000;
  const { rows } = await sql<{ now: Date }>`select moment() as now`.execute(portal.db.query);
  const now = rows[0]?.now.getTime() ?? 0;
  for (const [notedAt, shift] of [
    [new Date(now - 2 * day).toISOString(), -2 * day],
    [new Date(now + 30 * day).toISOString(), 0],
    [new Date(now - 400 * day).toISOString(), 0],
    ['nonsense', 0],
  ] as const) {
    const form = formOf(permit, { notedAt });
    await note(form);
    const [found] = await readInspections(portal.ctx, { staff: layla.id });
    assert.ok(Math.abs((found?.notedAt.getTime() ?? 0) - now - shift) < 60_000, notedAt);
  }
});

test('the contractor’s inspections are those of their permits', async () => {
  const [permit] = permits;
  assert.ok(permit);
  const { rows } = await sql<{
    id: number;
  }>`select contractor_id as id from permits where ${where(permit)}`.execute(portal.db.query);
  const found = await readInspections(portal.ctx, { contractor: rows[0]?.id ?? 0 });
  assert.ok(found.length >= 3);
  assert.ok(found.every(({ permitNumber }) => permitNumber === Number(permit.permitNumber)));
});

test('the list: what ended and what ends soon by the settings, by the last term, and no phone in it', async () => {
  await portal.set('inspection.ending-soon', 9);
  await portal.set('inspection.ended-since', 5);
  const list = await listEnding(portal.ctx);
  assert.ok(list);
  const numbers = (permits: typeof list.permits) => permits.map(({ number }) => String(number));
  const last = permits.at(-1);
  assert.ok(last);
  assert.ok(numbers(list.permits).includes(last.permitNumber), 'ends in nine days');
  const [, renewed] = permits;
  assert.ok(
    renewed && !numbers(list.permits).includes(renewed.permitNumber),
    'renewed: its last term runs on',
  );
  assert.ok(list.permits.every(({ validUntil }) => validUntil >= list.from && validUntil <= list.until));
  assert.deepEqual(
    list.permits.map(({ validUntil }) => validUntil),
    list.permits.map(({ validUntil }) => validUntil).toSorted((a, b) => (a < b ? -1 : 1)),
  );
  assert.doesNotMatch(JSON.stringify(list), /phone|\+9627/);
  await portal.set('inspection.ending-soon', 8);
  const shorter = await listEnding(portal.ctx);
  assert.ok(shorter && !numbers(shorter.permits).includes(last.permitNumber));
  Object.assign(portal.ctx.sources, { permits: { find: portal.ctx.sources['permits']?.find } });
  assert.equal(await listEnding(portal.ctx), null, 'a register elsewhere gives no list');
});

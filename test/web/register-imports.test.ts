// Bringing the register in with a browser: a file is sent, checked, read otherwise, confirmed, done, taken back; who may what.
import assert from 'node:assert/strict';
import { readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { importRegister } from '../../src/engine/registers/import/import-register.ts';
import { jsonReport } from '../../src/engine/registers/import/report.ts';
import { sweep } from '../../src/engine/retention/sweep.ts';
import { byTest } from '../support/by-test.ts';
import { freshDatabase } from '../support/database.ts';
import { signedIn as signedInTo } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { registerFile, registerState } from '../support/register-file.ts';
import { upload } from '../support/upload.ts';
import { assertMarked, assertOurPage } from './pages.ts';
import type { Role } from '../../src/engine/staff/roles.ts';
import type { Browser, Page } from '../support/browser.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
});
after(() => portal.close());
beforeEach(async () => {
  // Tasks go with the imports that they refer to; their files are nobody's then.
  for (const name of readdirSync(portal.ctx.importDir)) rmSync(join(portal.ctx.importDir, name));
  await sql`truncate contractors, contractor_events, permits, permit_events, permit_terms, register_imports,
    register_changes restart identity cascade`.execute(portal.db.query);
});

const signedIn = (role: Role) => signedInTo(portal, role);

/** Loads a page again until nothing moves any more, as its header bids the browser. */
async function settled(browser: Browser, path: string): Promise<Page> {
  for (let tries = 0; tries < 400; tries++) {
    const page = await browser.open(path);
    if (page.response.headers.refresh === undefined) return page;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('The work never came to an end');
}

/** Sends a file, and gives the page on which its check is over. */
async function sent(browser: Browser, file: Parameters<typeof upload>[2]): Promise<Page & { task: string }> {
  const answer = await upload(portal, browser, file);
  assert.equal(answer.statusCode, 303, answer.payload.slice(0, 300));
  const task = String(answer.headers.location);
  return { ...(await settled(browser, task)), task };
}

const threeLines = () =>
  registerFile([
    {},
    { permit_number: '١٠٢', valid_until: '31/12/2026' },
    { permit_number: '103', valid_until: 'لا أدري' },
  ]);

test('a file is sent, checked, confirmed and in the register; its lines and reasons are told; then it is taken back', async () => {
  const admin = await signedIn('administrator');
  const state = await registerState(portal.db);
  const checked = await sent(admin, threeLines());
  for (const words of ['فُحص الملف، ولم يُستورد بعد', 'أسطر مرفوضة', 'السطر 4', 'خانات صُححت', 'تصاريح جديدة'])
    assert.ok(checked.text.includes(words), words);
  assert.deepEqual(await registerState(portal.db), state, 'nothing is in the register yet');
  const report = await admin.get(`${checked.task}/report`);
  assert.match(
    String(report.response.headers['content-disposition']),
    /^attachment; filename="register-report-\d+\.csv"$/,
  );
  assert.ok(report.html.includes('لا أدري') && report.html.includes('مرفوض · refused'));
  assert.equal((await admin.post(`${checked.task}/confirm`)).status, 303);
  const done = await settled(admin, checked.task);
  for (const words of ['استُورد الملف', 'أسطر مرفوضة']) assert.ok(done.text.includes(words), words);
  assert.ok((await admin.get(`${checked.task}/report`)).html.includes('لا أدري'));
  assert.equal((await admin.post(`${checked.task}/confirm`)).status, 409, 'once is enough');
  const list = await admin.open('/ar/staff/register/imports');
  assert.ok(list.html.includes('href="/ar/staff/register/imports/1"'));
  const found = await admin.post('/ar/staff/register', { search: 'السنابل' });
  assert.ok(found.text.includes('شركة السنابل الهندسية'));

  const record = await admin.open('/ar/staff/register/imports/1');
  assert.ok(record.text.includes('التراجع عن هذا الاستيراد'));
  const wrong = await admin.post('/ar/staff/register/imports/1/undo', { reason: ' ' });
  assert.equal(wrong.status, 422);
  assertMarked(wrong.html, 'reason', 'a reason is needed');
  const asked = await admin.post('/ar/staff/register/imports/1/undo', { reason: 'ملف العام الماضي' });
  assert.equal(asked.status, 303);
  assert.ok((await settled(admin, asked.location)).text.includes('تُراجع عن الاستيراد'));
  assert.deepEqual(await registerState(portal.db), state);
  assert.equal((await admin.post('/ar/staff/register/imports/1/undo', { reason: 'مرة أخرى' })).status, 409);
  const { rows } = await sql<{ action: string; reason: string; whole: string }>`
    select action, reason, audit::text as whole from audit where subject = 'import:1' and action like 'import.%' order by id`.execute(
    portal.db.query,
  );
  assert.deepEqual(
    rows.map(({ action, reason }) => [action, reason]),
    [
      ['import.done', ''],
      ['import.undone', 'ملف العام الماضي'],
    ],
  );
  for (const { whole } of rows) assert.ok(!whole.includes('رنا'), 'people are told by their number');
});

test('it does what the command line does: the same register, the same counts, the same report', async () => {
  const path = new URL('../samples/register-windows-1256.csv', import.meta.url).pathname;
  const other = await freshDatabase();
  try {
    let lines = '';
    const result = await importRegister(other, {
      path,
      ...byTest,
      dryRun: false,
      report: async (report) => {
        for await (const piece of jsonReport(report)) lines += piece;
      },
    });
    assert.ok(result.kind === 'done' && lines.length > 0);
    const admin = await signedIn('administrator');
    const { task } = await sent(admin, path);
    await admin.post(`${task}/confirm`);
    await settled(admin, task);
    assert.deepEqual(await registerState(portal.db), await registerState(other));
    const { rows } = await sql<{ counts: unknown; file: string; sha256: string }>`
      select counts, file, sha256 from register_imports`.execute(portal.db.query);
    assert.deepEqual(rows, [
      { counts: result.summary.counts, file: 'register-windows-1256.csv', sha256: result.summary.sha256 },
    ]);
  } finally {
    await other.close();
  }
});

test('a file with other headers is mapped by hand; encoding and delimiter are changed; a column is left out', async () => {
  const admin = await signedIn('administrator');
  const text = 'NO;NAME;PERMIT;Y;UNTIL;الموقع\r\n2001;شركة السنابل;101;2026;2026-12-31;شارع السوسنة\r\n';
  const page = await sent(admin, { name: 'own.csv', bytes: Buffer.from(text) });
  assert.ok(page.text.includes('لا يُقبل هذا الملف') && page.text.includes('ينقص الملف'));
  const columns: Record<string, string> = {
    'column-contractor_number': '0',
    'column-contractor_name': '1',
    'column-permit_number': '2',
    'column-permit_year': '3',
    'column-valid_until': '4',
  };
  const form = { encoding: '', delimiter: 'semicolon', 'column-location': '', ...columns };
  assert.equal((await admin.post(`${page.task}/options`, form)).status, 303);
  const mapped = await settled(admin, page.task);
  assert.ok(mapped.text.includes('فُحص الملف'), mapped.text);
  assert.ok(mapped.text.includes('أعمدة لم تُستعمل: الموقع'), 'left out');
  assert.match(mapped.html, /<option value="2" selected>\s*PERMIT/);
  const wrong = await admin.post(`${page.task}/options`, { ...form, encoding: 'windows-1256' });
  assert.equal(wrong.status, 303);
  await settled(admin, page.task);
  for (const bad of [{ encoding: 'latin-1' }, { delimiter: '|' }, { 'column-status': '99' }, { other: '1' }])
    assert.equal(
      (await admin.post(`${page.task}/options`, { ...form, ...bad })).status,
      400,
      JSON.stringify(bad),
    );
  await admin.post(`${page.task}/options`, form);
  await settled(admin, page.task);
  await admin.post(`${page.task}/confirm`);
  assert.ok((await settled(admin, page.task)).text.includes('استُورد الملف'));
  const { rows } =
    await sql`select c.name, p.location from permits p join contractors c on c.id = p.contractor_id`.execute(
      portal.db.query,
    );
  assert.deepEqual(rows, [{ name: 'شركة السنابل', location: '' }]);
});

test('hostile and wrong files are refused as on the command line, and nothing is left of those that were not kept', async () => {
  const admin = await signedIn('administrator');
  const before = readdirSync(portal.ctx.importDir).length;
  const files: [string, Buffer, RegExp][] = [
    ['register.xlsx', Buffer.from('no archive'), /ليس ملف Excel/],
    ['register.xls', Buffer.from('d0cf11e0a1b11ae1'.padEnd(1200, '0'), 'hex'), /بالصيغة القديمة|محمي/],
    ['register.csv', Buffer.from('a,b\0c\r\n1,2\r\n'), /NUL/],
    ['register.csv', Buffer.from('﻿رقم المقاول,"اسم'), /لم تُغلق|علامة اقتباس/],
    ['register.xlsx', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(500, 7)]), /تالف|ليس ملف Excel/],
    ['../../etc/passwd', Buffer.from('root:x:0:0'), /ينقص الملف/],
  ];
  for (const [name, bytes, said] of files) {
    const page = await sent(admin, { name, bytes });
    assert.ok(page.text.includes('لا يُقبل هذا الملف'), name);
    assert.match(page.text, said, name);
    assert.equal((await admin.post(`${page.task}/confirm`)).status, 409, name);
    assert.equal((await admin.post(`${page.task}/discard`)).status, 303, name);
    assert.ok((await admin.open(page.task)).text.includes('تُرك هذا الملف'));
  }
  assert.equal(readdirSync(portal.ctx.importDir).length, before);
  const empty = await upload(portal, admin, { name: '', bytes: Buffer.alloc(0) });
  assert.equal(empty.statusCode, 422);
  assertMarked(empty.payload, 'file', 'empty');
  assertOurPage(empty, 'ar', 'empty');
  assert.equal(readdirSync(portal.ctx.importDir).length, before);
});

test('a file is taken on its one route alone, from its one field, and from who may', async () => {
  const admin = await signedIn('administrator');
  const file = threeLines();
  assert.equal((await upload(portal, admin, file, { field: 'other' })).statusCode, 400);
  for (const path of ['/ar/staff/register', '/ar/staff/people', '/ar/track'])
    assert.equal((await upload(portal, admin, file, { path })).statusCode, 415, path);
  const form = await admin.post('/ar/staff/register/imports', { file: 'x' });
  assert.equal(form.status, 400, 'a form is no file');
  for (const role of ['clerk', 'supervisor', 'inspector', 'auditor'] as const) {
    const browser = await signedIn(role);
    assert.equal((await upload(portal, browser, file)).statusCode, 403, role);
    const list = await browser.open('/ar/staff/register/imports');
    assert.equal(list.status, 200, role);
    assert.ok(!list.html.includes('multipart/form-data'), role);
  }
  const stranger = await upload(portal, portal.browser(), file);
  assert.equal(stranger.statusCode, 303);
  assert.match(String(stranger.headers.location), /sign-in/);
  const { rows } = await sql`select from register_tasks`.execute(portal.db.query);
  assert.equal(rows.length, 0);
});

test('who may only read sees where a file stands, its counts and its report, and changes nothing', async () => {
  const admin = await signedIn('administrator');
  const { task } = await sent(admin, threeLines());
  const auditor = await signedIn('auditor');
  const view = await auditor.open(task);
  assert.ok(view.text.includes('أسطر مرفوضة') && !view.html.includes(`${task}/`.concat('confirm')));
  assert.equal((await auditor.get(`${task}/report`)).status, 200);
  for (const what of ['confirm', 'discard', 'retry', 'options'])
    assert.equal((await auditor.post(`${task}/${what}`)).status, 403, what);
  for (const id of ['0', 'x', '99999'])
    assert.equal((await admin.get(`/ar/staff/register/files/${id}`)).status, 404, id);
  assert.ok((await auditor.open(task.replace('/ar/', '/en/'))).text.includes('The file is checked'));
});

test('files and what was kept of their lines go after a day, and so does what a kill has left', async () => {
  const admin = await signedIn('administrator');
  const { task } = await sent(admin, threeLines());
  const stray = join(portal.ctx.importDir, 'stray.csv');
  writeFileSync(stray, 'x');
  const old = new Date(Date.now() - 2 * 24 * 3600 * 1000);
  utimesSync(stray, old, old);
  await sweep(portal.ctx);
  assert.ok((await admin.open(task)).text.includes('فُحص الملف'), 'not yet');
  assert.ok(!readdirSync(portal.ctx.importDir).includes('stray.csv'));
  await portal.moveClock('25 hours');
  try {
    await sweep(portal.ctx);
    assert.deepEqual(readdirSync(portal.ctx.importDir), []);
    const later = await signedIn('administrator');
    const page = await later.open(task);
    assert.ok(page.text.includes('تُرك هذا الملف') && !page.text.includes('لا أدري'));
    assert.equal((await later.get(`${task}/report`)).status, 404);
  } finally {
    await portal.moveClock('-25 hours');
  }
});

test('after an import its file is gone at once; its report stays for the day', async () => {
  const admin = await signedIn('administrator');
  const { task } = await sent(admin, threeLines());
  await admin.post(`${task}/confirm`);
  await settled(admin, task);
  for (let tries = 0; tries < 40; tries++) {
    const left = readdirSync(portal.ctx.importDir);
    if (left.every((name) => name.endsWith('.report.csv'))) break;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  const left = readdirSync(portal.ctx.importDir);
  assert.ok(left.length > 0 && left.every((name) => name.endsWith('.report.csv')), left.join(' '));
});

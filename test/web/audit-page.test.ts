import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { sql } from 'kysely';
import { makeKey, readKey } from '../../src/engine/audit/audit-key.ts';
import { exportLines } from '../../src/engine/audit/export-lines.ts';
import { keepCheckpoint } from '../../src/engine/audit/keep-checkpoint.ts';
import { readAudit } from '../../src/engine/audit/read-audit.ts';
import { record } from '../../src/engine/audit/record.ts';
import { verifyAudit } from '../../src/engine/audit/verify-audit.ts';
import { listPeople } from '../../src/engine/staff/manage-staff.ts';
import { actionWords } from '../../src/web/staff/audit/audit-words.ts';
import { byTest } from '../support/by-test.ts';
import { freshDataDir } from '../support/database.ts';
import { signedIn } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { assertMarked, fieldOf, langs } from './pages.ts';
import type { AuditKey } from '../../src/engine/audit/audit-key.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
let key: AuditKey;
let folder: string;
before(async () => {
  portal = await openPortal();
  folder = await freshDataDir();
  const file = join(folder, 'audit.pem');
  await makeKey(file);
  key = await readKey(file);
});
after(() => portal.close());

const newest = async () => (await readAudit(portal.db, {}, { limit: 1 })).entries[0]!;

/** The numbers of the entries on a page, in their order. */
const numbersOn = (html: string) =>
  [...html.matchAll(/<dt>(?:رقم القيد|Entry)<\/dt>\s*<dd><bdi dir="ltr">(\d+)</g)].map(([, id]) =>
    Number(id),
  );

test('the newest come first, in words, with names and links, and reading them is itself recorded', async () => {
  const people = await listPeople(portal.db);
  const clerk = people.find(({ login }) => login === 'clerk')!;
  await record(portal.db.query, {
    actor: { kind: 'staff', id: clerk.id },
    place: 'address:0123456789abcdef0123456789abcdef',
    action: 'application.read',
    subject: 'application:17',
    reason: '<b>سبب</b>',
    data: { way: 'password' },
  });
  await record(portal.db.query, {
    ...byTest.origin,
    action: 'settings.changed',
    subject: 'setting:calendar.weekend',
  });
  const browser = await signedIn(portal, 'auditor');
  for (const lang of langs) {
    const page = await browser.get(`/${lang}/staff/audit`);
    assert.equal(page.status, 200);
    const ids = numbersOn(page.html);
    assert.deepEqual(
      ids,
      ids.toSorted((a, b) => b - a),
    );
    for (const words of [
      clerk.name,
      actionWords['settings.changed'][lang],
      actionWords['application.read'][lang],
    ])
      assert.ok(page.text.includes(words), words);
    assert.match(page.html, new RegExp(`href="/${lang}/staff/applications/17"`));
    assert.ok(page.html.includes('&lt;b&gt;سبب'), 'a reason is text');
    assert.doesNotMatch(page.html, /0123456789abcdef0123/, 'of a place only as much as tells it from others');
    const entry = await newest();
    assert.equal(entry.action, 'audit.read');
    assert.equal(entry.subject, 'audit');
  }
});

test('a supervisor has no link to people, whom they may not see', async () => {
  const page = await (await signedIn(portal, 'supervisor')).get('/en/staff/audit');
  assert.equal(page.status, 200);
  assert.doesNotMatch(page.html, /href="\/en\/staff\/people/);
});

test('it is searched by who, what, on what and when, and what was typed is still there', async () => {
  const browser = await signedIn(portal, 'administrator');
  const search = (query: string) => browser.get(`/ar/staff/audit?${query}`);
  const { id } = (await listPeople(portal.db)).find(({ login }) => login === 'clerk')!;
  const all = (await readAudit(portal.db, {}, { limit: 1000 })).entries;
  const fits = async (query: string, fit: (entry: (typeof all)[number]) => boolean) =>
    assert.deepEqual(
      numbersOn((await search(query)).html),
      all.filter(fit).map((entry) => entry.id),
      query,
    );
  await fits(`actor=staff:${id}`, ({ actor }) => actor === `staff:${id}`);
  await fits('actor=command', ({ actor }) => actor.startsWith('command:'));
  await fits('action=settings.changed', ({ action }) => action === 'settings.changed');
  await fits('subject=Application:١٧', ({ subject }) => subject === 'application:17');
  await fits('until=01/01/2020', () => false);
  await fits('from=2000-01-01&action=application.read', ({ action }) => action === 'application.read');
  const wrong = await search('from=32-01-2026&subject=%3Cx%3E&until=1-1-2026');
  assert.equal(wrong.status, 422);
  assertMarked(wrong.html, 'from', 'no day');
  assertMarked(wrong.html, 'subject', 'no subject');
  assert.equal(fieldOf(wrong.html, 'from').value, '32-01-2026');
  assertMarked((await search('from=02-01-2026&until=01-01-2026')).html, 'until', 'before it begins');
  assert.deepEqual(JSON.parse((await newest()).data), { from: '2026-01-02', until: '2026-01-01' });
});

test('it is paged by the last entry, so that new ones move nothing', async () => {
  for (let n = 0; n < 120; n++)
    await record(portal.db.query, { ...byTest.origin, action: 'register.read', subject: `page:${n}` });
  const browser = await signedIn(portal, 'auditor');
  const expected = (await readAudit(portal.db, { action: 'register.read' }, { limit: 1000 })).entries;
  const seen: number[] = [];
  let path = '/en/staff/audit?action=register.read';
  for (let pages = 0; path !== ''; pages++) {
    assert.ok(pages < 5);
    const { html } = await browser.get(path);
    seen.push(...numbersOn(html));
    await record(portal.db.query, { ...byTest.origin, action: 'register.read', subject: 'meanwhile' });
    path = /href="([^"]*before=\d+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  }
  assert.deepEqual(
    seen,
    expected.map(({ id }) => id),
  );
});

test('it says up to where it is signed, that nobody signs, and that it is not what was signed', async () => {
  const browser = await signedIn(portal, 'auditor');
  const page = () => browser.get('/en/staff/audit');
  assert.match((await page()).text, /The audit is not signed/);
  portal.ctx.auditSigning = { openKey: () => Promise.resolve(key), folder };
  assert.match((await page()).text, /Nothing was signed yet/);
  const kept = await keepCheckpoint(portal.db, key, folder);
  assert.ok(kept.kind === 'kept');
  const signed = kept.checkpoint.entries;
  const { text } = await page();
  assert.match(
    text,
    new RegExp(`The audit is signed Last entry signed ${signed.toLocaleString('en')} .* Entries since 0 `),
  );
  assert.match((await page()).text, /Entries since 1 /);

  const database = portal.db.query;
  await sql`alter table audit disable trigger keep_rows`.execute(database);
  const { hash } = (await readAudit(portal.db, {}, { limit: 1000 })).entries.find(({ id }) => id === signed)!;
  const write = (text: string) =>
    sql`update audit set hash = decode(${text}, 'hex') where id = ${signed}`.execute(database);
  await write('ab'.repeat(32));
  assert.match((await page()).text, /The audit is not what was signed/);
  await write(hash);
  await sql`alter table audit enable trigger keep_rows`.execute(database);
  assert.match((await page()).text, /The audit is signed/);
});

test('its export is the whole audit, verifies, and is its own last entry', async () => {
  portal.ctx.auditSigning = { openKey: () => Promise.resolve(key), folder };
  const browser = await signedIn(portal, 'auditor');
  const sent = await browser.post('/ar/staff/audit/export');
  assert.equal(sent.status, 200);
  assert.match(
    String(sent.response.headers['content-disposition']),
    /^attachment; filename="audit-\d{4}-\d\d-\d\d\.jsonl"$/,
  );
  assert.equal(sent.response.headers['cache-control'], 'no-store');
  const file = join(folder, 'export.jsonl');
  writeFileSync(file, sent.response.rawPayload);
  const verdict = await verifyAudit(exportLines(file), key.publicKey, []);
  assert.deepEqual(verdict, { kind: 'good', entries: (await newest()).id, checkpoints: 1 });
  assert.equal((await newest()).action, 'audit.exported');
  const elsewhere = await browser.post('/ar/staff/audit/export', {}, { origin: 'https://evil.example' });
  assert.equal(elsewhere.status, 403);
});

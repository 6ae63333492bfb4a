// The room of figures: pages, what of them is recorded, files, the bulletin, what people wrote.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { seedPast } from '../../src/main/prepare-database.ts';
import { openTable } from '../../src/platform/tables/open-table.ts';
import { ticksTo } from '../../src/web/staff/figures/columns.ts';
import { services } from '../../src/services/index.ts';
import { freshDataDir } from '../support/database.ts';
import { insertMadeUp } from '../support/made-up.ts';
import { signedIn as signedInTo } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { langs } from './pages.ts';
import type { Role } from '../../src/engine/staff/roles.ts';
import type { Browser, Page } from '../support/browser.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
let today: Temporal.PlainDate;
before(async () => {
  portal = await openPortal();
  await seedPast(portal.db, services);
  ({ today } = await portal.ctx.settings.now());
});
after(() => portal.close());

const signedIn = (role: Role) => signedInTo(portal, role);
const range = (days: number) =>
  `period=range&from=${today.subtract({ days }).toString()}&until=${today.toString()}`;

async function recorded(action: string): Promise<{ subject: string; data: Record<string, unknown> }[]> {
  const { rows } = await sql<{ subject: string; data: Record<string, unknown> }>`
    select subject, data from audit where action = ${action} order by id`.execute(portal.db.query);
  return rows;
}

/** A file that was sent, read back as a spreadsheet would. */
async function readFile(page: Page): Promise<{ header: string[]; rows: string[][]; name: string }> {
  assert.equal(page.status, 200);
  const name = /^attachment; filename="([a-z0-9.-]+)"$/.exec(
    String(page.response.headers['content-disposition']),
  )?.[1];
  assert.ok(name, 'the file has a plain name');
  const path = join(await freshDataDir(), name);
  await writeFile(path, page.response.rawPayload);
  const table = await openTable(path);
  try {
    const rows: string[][] = [];
    for await (const batch of table.rows()) rows.push(...batch.map(({ cells }) => cells));
    return { header: table.header, rows, name };
  } finally {
    await table.close();
  }
}

test('every period shows its figures, in both languages', async () => {
  const browser = await signedIn('auditor');
  for (const lang of langs)
    for (const period of [
      'week',
      'month',
      'last-month',
      'quarter',
      'year',
      range(75).slice('period='.length),
    ]) {
      const page = await browser.get(`/${lang}/staff/figures?period=${period}`);
      assert.equal(page.status, 200, period);
      assert.match(page.html, /<svg\s+class="chart"\s+role="img"/);
      assert.doesNotMatch(page.text, /\{\w+\}|undefined|NaN/);
    }
  const page = await browser.get(`/en/staff/figures?${range(90)}`);
  assert.match(page.text, /Received 60 Decided 60 Approved 51 Refused 9/);
  assert.doesNotMatch(page.html, /style=|<script(?! type="module" src)/, 'nothing inline');
});

test('days that cannot be are told beside their field, and what was typed is still there', async () => {
  const browser = await signedIn('supervisor');
  const asked = (from: string, until: string) =>
    browser.get(`/en/staff/figures?period=range&from=${from}&until=${until}`);
  const [tomorrow, yesterday] = [today.add({ days: 1 }), today.subtract({ days: 1 })].map(String);
  for (const [from, until, said] of [
    ['', '', 'Choose a day'],
    [tomorrow, tomorrow, 'still to come'],
    [today.toString(), yesterday, 'not before the first one'],
    ['2000-01-01', yesterday, 'two years at most'],
  ] as const) {
    const page = await asked(from ?? '', until ?? '');
    assert.equal(page.status, 422, said);
    assert.ok(page.text.includes(said), said);
    assert.match(page.html, /aria-invalid="true"/);
    assert.ok(page.html.includes(`name="from" value="${from}"`), 'what was typed');
    assert.doesNotMatch(page.html, /class="chart"/);
  }
});

test('what each person did is for supervisors and auditors, and that it was read is recorded', async () => {
  const names = /ليان العمري|طارق الحوراني/;
  const tableOf = (page: Page) => /ما أنجزه كل موظف.*/.exec(page.text)?.[0] ?? '';
  const count = (await recorded('figures.read')).length;
  for (const role of ['administrator'] as const) {
    const page = await (await signedIn(role)).get(`/ar/staff/figures?${range(90)}&person=1`);
    assert.equal(tableOf(page), '', role);
    assert.ok(page.text.includes('صدر فيها قرار 60'), 'a person in the address narrows nothing for them');
  }
  assert.equal((await recorded('figures.read')).length, count);
  const browser = await signedIn('supervisor');
  assert.match(tableOf(await browser.get(`/ar/staff/figures?${range(90)}`)), names);
  const entries = await recorded('figures.read');
  assert.equal(entries.length, count + 1);
  assert.equal(entries.at(-1)?.data['until'], today.toString());
  const one = await browser.get(`/ar/staff/figures?${range(90)}&person=1`);
  assert.ok(!one.text.includes('صدر فيها قرار 60'), 'narrowed to one person');
});

test('the days are saved as CSV and XLSX with the numbers of the page, and recorded', async () => {
  const browser = await signedIn('auditor');
  for (const format of ['csv', 'xlsx']) {
    const { header, rows, name } = await readFile(
      await browser.get(`/en/staff/figures/export?${range(90)}&what=daily&format=${format}`),
    );
    assert.deepEqual(header.slice(0, 4), ['Day', 'Received', 'Decided', 'Approved']);
    assert.equal(rows.length, 91);
    const sum = (column: number) => rows.reduce((all, row) => all + Number(row[column]), 0);
    assert.deepEqual([sum(1), sum(2), sum(3), sum(4)], [60, 60, 51, 9]);
    assert.match(name, /^figures-daily-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.(csv|xlsx)$/);
  }
  const entry = (await recorded('figures.exported')).at(-1);
  assert.equal(entry?.subject, 'figures:daily');
  assert.equal(entry?.data['format'], 'xlsx');
  assert.equal(entry?.data['personal'], false);
});

test('names and phones leave with supervisors only, and no cell is computed by a spreadsheet', async () => {
  const hostile = ['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1'];
  await insertMadeUp(
    portal.db,
    hostile.map((name) => ({
      name,
      reason: '=cmd',
      promisedOn: today.toString(),
      phone: '+962790009999',
      events: [{ kind: 'submitted', at: `${today.toString()} 00:00:01 Asia/Amman` }],
    })),
  );
  const supervisor = await signedIn('supervisor');
  const asked = `?${range(0)}&what=applications&format=`;
  const page = await supervisor.get(`/ar/staff/figures/export-personal${asked}csv`);
  assert.equal(page.response.rawPayload.subarray(0, 3).toString('hex'), 'efbbbf', 'Excel reads it as UTF-8');
  for (const cell of hostile) assert.ok(page.response.payload.includes(`'${cell}`), JSON.stringify(cell));
  for (const line of page.response.payload.split('\r\n')) assert.doesNotMatch(line, /(?:^|,)"?[=@\t\r]/);
  assert.ok(page.response.payload.includes('+962790009999'));
  const xlsx = await readFile(await supervisor.get(`/ar/staff/figures/export-personal${asked}xlsx`));
  assert.ok(
    xlsx.rows.some((row) => row.includes('=1+1')),
    'a text, as it is',
  );
  for (const role of ['administrator'] as const) {
    const browser = await signedIn(role);
    assert.equal((await browser.get(`/ar/staff/figures/export-personal${asked}csv`)).status, 403, role);
    const plain = await browser.get(`/ar/staff/figures/export${asked}csv`);
    assert.equal(plain.status, 200);
    assert.ok(!plain.response.payload.includes('+96279') && !plain.response.payload.includes('@SUM'), role);
  }
  assert.equal((await supervisor.get('/ar/staff/figures/export?what=people&format=csv')).status, 404);
});

test('a list is read in pieces, each row once, those of one moment as well', async () => {
  const at = `${today.toString()} 00:00:02.000123 Asia/Amman`;
  await sql`insert into applications (reference, intent, holder, service, version, lang, subject, found, answers, shown, proof, phone,
      phone_of_register, submitted_at, promised_on)
    select 'many ' || n, gen_random_uuid(), '', 'contractor-permit-renewal', 1, 'ar', 'many:' || n, 'null', '{"reason": "stopped"}', '{}',
      '{}', '+962790000000', false, ${at}::timestamptz, ${today.toString()}::date from generate_series(1, 2500) n`.execute(
    portal.db.query,
  );
  await sql`insert into application_events (application_id, kind, actor, at)
    select id, 'submitted', 'contractor', submitted_at from applications where reference like 'many %'`.execute(
    portal.db.query,
  );
  const browser = await signedIn('auditor');
  const { rows } = await readFile(
    await browser.get(`/en/staff/figures/export?${range(0)}&reason=stopped&what=applications&format=csv`),
  );
  const many = rows.map(([reference]) => reference).filter((reference) => reference?.startsWith('many '));
  assert.equal(many.length, 2500);
  assert.equal(new Set(many).size, 2500);
});

test('the bulletin tells a month beside the one before, in both languages, to be copied and saved', async () => {
  const browser = await signedIn('administrator');
  for (const lang of langs) {
    const page = await browser.get(`/${lang}/staff/figures/monthly`);
    assert.equal(page.status, 200);
    assert.equal(page.html.match(/<textarea [^>]*readonly/g)?.length, 2);
    assert.match(page.html, /Greater Amman Municipality: e-services in/);
    assert.match(page.html, /أمانة عمّان الكبرى: نشرة الخدمات الإلكترونية لشهر/);
    assert.doesNotMatch(page.text, /\{\w+\}|undefined|NaN/);
  }
  const { rows, header } = await readFile(await browser.get('/en/staff/figures/monthly/export'));
  assert.equal(header[0], 'Figure');
  assert.equal(rows[0]?.[0], 'Applications received');
  for (const month of ['1999-01', '2026-13', 'x'])
    assert.equal((await browser.get(`/ar/staff/figures/monthly?month=${month}`)).status, 404, month);
});

test('what people wrote is read by who may, without saying about which application', async () => {
  const browser = await signedIn('supervisor');
  const page = await browser.get(`/ar/staff/figures/comments?${range(90)}`);
  assert.ok(page.text.includes('وصلت الرسالة قبل أن أفتح الصفحة.'));
  const { rows } = await sql<{ reference: string }>`select reference from applications limit 100`.execute(
    portal.db.query,
  );
  for (const { reference } of rows) assert.ok(!page.html.includes(reference));
  assert.ok((await recorded('satisfaction.read')).length > 0);
  assert.equal((await (await signedIn('administrator')).get('/ar/staff/figures/comments')).status, 403);
});

test('the first page tells what waits, each number a link to what it counts', async () => {
  const follow = async (browser: Browser, page: Page) => {
    const links = [...page.html.matchAll(/<a href="([^"]*(?:queue|figures)\?[^"]*)"/g)].map(([, href]) =>
      (href ?? '').replaceAll('&amp;', '&'),
    );
    for (const link of links) assert.equal((await browser.get(link)).status, 200, link);
    return links.length;
  };
  const clerk = await signedIn('clerk');
  const seen = await clerk.get('/ar/staff');
  assert.match(seen.text, /6 موعدها اليوم/);
  assert.doesNotMatch(seen.text, /قرارات اليوم/);
  assert.equal(await follow(clerk, seen), 4);
  const supervisor = await signedIn('supervisor');
  const home = await supervisor.get('/ar/staff');
  assert.match(home.text, /قرارات اليوم/);
  assert.equal(await follow(supervisor, home), 6);
  assert.doesNotMatch((await (await signedIn('inspector')).get('/ar/staff')).html, /class="tiles"/);
});

test('the scale of a chart is whole numbers from nothing to the most', () => {
  for (let most = 1; most < 3000; most += 7) {
    const ticks = ticksTo(most);
    assert.equal(ticks[0], 0);
    assert.ok(
      ticks.every(Number.isInteger) && (ticks.at(-1) ?? 0) >= most && ticks.length <= 7,
      String(most),
    );
  }
});

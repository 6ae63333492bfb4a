import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { CompiledQuery } from 'kysely';
import { readConfig } from '../../src/main/config.ts';
import { sqlRegister } from '../../src/engine/registers/sql-register.ts';
import { openForeignPostgres } from '../../src/platform/db/postgres.ts';
import { freshDatabase } from '../support/database.ts';
import type { SqlPlace } from '../../src/engine/registers/sql-register.ts';
import type { Database } from '../../src/platform/db/database.ts';
import type { ForeignDatabase } from '../../src/platform/db/postgres.ts';

// The city's database is a second one of ours. What the document tells the city's administrator to do is done here.

const docs = join(import.meta.dirname, '../../docs');
const role = `portal_reader_${process.pid}`;
const server = process.env['TEST_DATABASE_URL'];

let city: Database;
let foreign: ForeignDatabase | undefined;
let example: SqlPlace;

before(async () => {
  city = await freshDatabase();
  await city.execute(`
    create schema city;
    create table city.contractors (id int primary key, no int, name text, mobile text, stopped_on date);
    create table city.permits (no int, year int, contractor_id int, kind text, street text,
      start_date date, end_date date, cancelled_on date);
    insert into city.contractors values (1, 1042, ' شركة قناطر  للمقاولات ', '079 000 0042', null),
      (2, 1060, 'شركة سنابل', '06 500 0000', '2026-02-01');
    insert into city.permits values
      (287, 2026, 1, 'كوابل', 'شارع السوسنة', '2026-04-01', '2026-05-01', null),
      (410, 2026, 2, 'مياه', 'شارع الزعتر', '2026-04-01', '2026-05-01', '2026-04-20'),
      (500, 2026, 1, 'مياه', '', '2026-04-01', '2026-05-01', null),
      (500, 2026, 1, 'مياه', '', '2026-05-02', '2026-06-01', null)`);
  const document = readFileSync(join(docs, 'how-to/connect-a-register.md'), 'utf8');
  const [, block = ''] = /```sql\n([\s\S]*?)```/.exec(document) ?? [];
  assert.match(block, /create role portal_reader/);
  await city.execute(block.replaceAll('portal_reader', role));
  const url = server ? await urlOfReader(server) : 'postgres://portal_reader@127.0.0.1/city';
  const file = join(docs, 'examples/register-sql.json');
  const { register } = readConfig({ REGISTER_FILE: file, REGISTER_DATABASE_URL: url });
  assert.ok(register?.kind === 'sql');
  example = register;
  // The embedded database has no door for others: there the same statements go over our own connection.
  foreign = server
    ? openForeignPostgres(url, 2, 1000)
    : {
        query: (text, values) => city.query.executeQuery(CompiledQuery.raw(text, values)),
        close: () => Promise.resolve(),
      };
});
after(async () => {
  await foreign?.close();
  // Roles are the server's, not the database's.
  try {
    await city.execute(`drop owned by ${role}; drop role ${role}`);
  } finally {
    await city.close();
  }
});

async function urlOfReader(base: string): Promise<string> {
  const { rows } = await city.execute('select current_database() as name');
  const url = new URL(base);
  url.pathname = `/${(rows[0] as { name: string }).name}`;
  url.username = role;
  url.password = 'change-me';
  return url.href;
}

type Numbers = { contractorNumber: string; permitNumber: string; permitYear: string };
const numbers = { contractorNumber: '1042', permitNumber: '287', permitYear: '2026' };
const find = (change: Partial<Numbers> = {}, place: Partial<SqlPlace> = {}) =>
  sqlRegister({ ...example, ...place }, foreign!.query, foreign!.close).find(
    { ...numbers, ...change },
    new AbortController().signal,
  );

test('a permit is found through the view and the file of the document', async () => {
  assert.deepEqual(await find(), {
    permitNumber: 287,
    permitYear: 2026,
    type: 'كوابل',
    location: 'شارع السوسنة',
    contractorNumber: 1042,
    contractorName: 'شركة قناطر للمقاولات',
    contractorPhone: '+962790000042',
    term: 1,
    validFrom: '2026-04-01',
    validUntil: '2026-05-01',
    withdrawnOn: null,
    suspendedOn: null,
  });
  const other = await find({ contractorNumber: '1060', permitNumber: '410' });
  assert.deepEqual(
    [other?.withdrawnOn, other?.suspendedOn, other?.contractorPhone],
    ['2026-04-20', '2026-02-01', null],
  );
});

test('every kind of miss is none', async () => {
  for (const change of [
    { permitNumber: '288' },
    { permitYear: '2025' },
    { contractorNumber: '1060' },
    { permitNumber: '9999999999', contractorNumber: '9999999999' },
  ])
    assert.equal(await find(change), null, JSON.stringify(change));
});

test('two rows for one permit are a wrong answer', async () => {
  await assert.rejects(find({ permitNumber: '500' }), { name: 'WrongRowError', message: /several rows/ });
});

test('names are quoted, whatever is in them; numbers and days may be text', async () => {
  await city.execute(`
    create view "Permits; drop table x --" as select no::text as "No", year::varchar(4) as "the ""year""", '1042' as owner,
      'شركة' as name, end_date::text as "select" from city.permits where no = 287;
    grant select on "Permits; drop table x --" to ${role}`);
  const columns = {
    contractorNumber: 'owner',
    contractorName: 'name',
    permitNumber: 'No',
    permitYear: 'the "year"',
    validUntil: 'select',
  };
  const place = { view: 'Permits; drop table x --', columns, numbersAre: 'text' as const };
  assert.equal((await find({}, place))?.validUntil, '2026-05-01');
  assert.equal(await find({ permitNumber: '288' }, place), null);
});

test('an index of the city is used', async () => {
  await city.execute(`insert into city.permits
    select n, 2020 + n % 7, 1, '', '', '2026-04-01', '2026-05-01', null from generate_series(1000, 9000) n;
    analyze city.permits`);
  const plans: string[] = [];
  const explaining = async (text: string, values: unknown[]) => {
    // Values instead of parameters, as unprepared statements cannot be explained with them.
    const filled = text.replace(/\$(\d)/g, (_, at: string) => `'${String(values[Number(at) - 1])}'`);
    const { rows } = await city.execute(`explain ${filled}`);
    plans.push(JSON.stringify(rows));
    return { rows: [] };
  };
  await sqlRegister(example, explaining, foreign!.close).find(numbers, new AbortController().signal);
  assert.match(plans.join(''), /Index (Cond|Scan)/);
});

test('what the database refuses is told by its code alone', async () => {
  await assert.rejects(find({}, { view: 'city.nothing' }), {
    name: 'RegisterError',
    code: '42P01',
    message: 'The register’s database does not answer as it should',
  });
});

if (server) {
  test('the role of the document reads the view, and nothing else', async () => {
    for (const [text, code] of [
      ['select name from city.contractors', '42501'],
      ['select name from contractors', '42501'],
      ['create table city.mine (x int)', '25006'],
      ["select set_config('x.y', pg_sleep(0)::text, false) from city.permits", '42501'],
    ] as const)
      await assert.rejects(foreign!.query(text, []), { code }, text);
  });

  test('the session is read only even for who may write', async () => {
    const { rows } = await city.execute('select current_database() as name');
    const url = new URL(server);
    url.pathname = `/${(rows[0] as { name: string }).name}`;
    const owner = openForeignPostgres(url.href, 1, 1000);
    await assert.rejects(owner.query('delete from city.permits', []), { code: '25006' });
    await owner.close();
  });

  test('a statement that takes too long is ended at the server', async () => {
    const began = performance.now();
    await assert.rejects(foreign!.query('select pg_sleep(5)', []), { code: '57014' });
    assert.ok(performance.now() - began < 2500);
  });

  test('a connection that does not answer any more is replaced', async () => {
    const { rows } = await city.execute('select current_database() as name');
    const url = new URL(server);
    url.pathname = `/${(rows[0] as { name: string }).name}`;
    const silent = openForeignPostgres(url.href, 1, 300);
    await silent.query('set statement_timeout = 0', []);
    const began = performance.now();
    await assert.rejects(silent.query('select pg_sleep(5)', []), { code: '08006' });
    assert.deepEqual((await silent.query('select 1 as x', [])).rows, [{ x: 1 }]);
    assert.ok(performance.now() - began < 2500);
    await silent.close();
  });
}

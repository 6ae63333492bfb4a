import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { freshDatabase, freshDataDir } from '../../../test/support/database.ts';
import { openDatabase, type Database } from './database.ts';
import { DirectoryInUseError } from './directory-lock.ts';

// These run on the embedded database, or with TEST_DATABASE_URL on a server; the values then on both.

async function withDatabase(work: (db: Database) => Promise<void>): Promise<void> {
  const db = await freshDatabase();
  try {
    await work(db);
  } finally {
    await db.close();
  }
}

async function value(db: Database, type: string, given: unknown): Promise<unknown> {
  const { rows } = await sql<{ x: unknown }>`select ${given}::${sql.raw(type)} as x`.execute(db.query);
  return rows[0]?.x;
}

test('values come back as they were given', () => withDatabase(valuesComeBack));

if (process.env['TEST_DATABASE_URL']) {
  test('values come back from the embedded database as from the server', async () => {
    const db = await openDatabase({ dataDir: 'memory://' });
    await valuesComeBack(db);
    await db.close();
  });
}

async function valuesComeBack(db: Database): Promise<void> {
  const moment = new Date('2026-03-29T21:30:15.123Z');
  const cases: [type: string, given: unknown, back?: unknown][] = [
    ['date', '2026-02-28'],
    ['date', '0099-01-01'],
    ['int8', 9_007_199_254_740_991],
    ['int8', -5],
    ['int4', 7],
    ['int2', 7],
    ['float8', 0.1],
    ['numeric', '123456789012345678901234567890.50'],
    ['numeric', 10, '10'],
    ['timestamptz', moment],
    ['timestamptz', '2026-03-30T00:30:15.123+03:00', moment],
    ['timestamp', '2026-03-30 00:30:15'],
    ['interval', '01:30:00'],
    ['jsonb', { a: [1, 'ب', null], b: { c: true } }],
    ['jsonb', '[1,"2"]', [1, '2']],
    ['jsonb', 5],
    ['bytea', Buffer.from([0, 1, 127, 128, 255])],
    ['uuid', '0b0a1c9e-3f0e-4f7e-9d6c-0c5a5a1b2c3d'],
    ['text', 'عمّان \' " \\ \u{1F600}'],
    ['text', ''],
    ['boolean', true],
    ['boolean', false],
    ['text[]', ['a', 'b,"c"', '', 'د']],
    ['text[]', []],
    ['int8[]', [1, 2]],
    ['date[]', ['2026-01-01']],
    ['numeric[]', ['1.50']],
  ];
  for (const [type, given, back = given] of cases) {
    assert.deepEqual(await value(db, type, given), back, `${type} ${String(given)}`);
    assert.equal(await value(db, type, null), null);
  }
  await assert.rejects(value(db, 'int8', '9007199254740993'), RangeError);
  assert.equal(await value(db, 'int4', 1), 1);
}

test('errors keep what PostgreSQL says about them', () =>
  withDatabase(async (db) => {
    await db.execute('create table t (id int constraint t_key primary key)');
    await sql`insert into t values (${1})`.execute(db.query);
    await assert.rejects(sql`insert into t values (${1})`.execute(db.query), {
      code: '23505',
      constraint: 't_key',
      table: 't',
      detail: 'Key (id)=(1) already exists.',
    });
    await assert.rejects(sql`select * from nowhere where x = ${1}`.execute(db.query), { code: '42P01' });
    await assert.rejects(sql`select ${'x'}::int`.execute(db.query), { code: '22P02' });
    assert.equal(await value(db, 'int4', 1), 1);
  }));

test('scripts of many statements run, and give all their rows', () =>
  withDatabase(async (db) => {
    await sql.raw('create table t (x int); insert into t values (1), (2); -- done').execute(db.query);
    const { rows } = await db.execute('select x from t order by x; select 3 as y');
    assert.deepEqual(rows, [{ x: 1 }, { x: 2 }, { y: 3 }]);
    assert.deepEqual((await db.execute('select $1::int + 1 as z', [1])).rows, [{ z: 2 }]);
    // Neither of the two may be left within a transaction.
    await assert.rejects(db.execute('begin; select 1/0'));
    await db.execute('begin');
    // Within the transaction of a while ago now() would be that moment.
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual((await db.execute('select now() = statement_timestamp() as own')).rows, [{ own: true }]);
    assert.deepEqual((await db.execute('select pg_current_xact_id_if_assigned() as id')).rows, [
      { id: null },
    ]);
    await sql`insert into t values (${9})`.execute(db.query);
    assert.deepEqual((await db.execute('select count(*) from t')).rows, [{ count: 3 }]);
  }));

test('a transaction is whole or nothing, and texts are prepared within and without', () =>
  withDatabase(async (db) => {
    await db.execute('create table t (x int primary key)');
    const insert = (on: Database['query'], x: number) => sql`insert into t values (${x})`.execute(on);
    await db.query.transaction().execute(async (trx) => {
      await insert(trx, 1);
      await insert(trx, 2);
    });
    await assert.rejects(
      db.query.transaction().execute(async (trx) => {
        await insert(trx, 3);
        await insert(trx, 1);
      }),
      { code: '23505' },
    );
    const result = await insert(db.query, 4);
    assert.equal(result.numAffectedRows, 1n);
    assert.deepEqual((await db.execute('select x from t order by x')).rows, [{ x: 1 }, { x: 2 }, { x: 4 }]);
    await db.query.connection().execute(async (one) => {
      await sql`select x from t where x = ${1}`.execute(one);
      const { rows } = await sql<{ statement: string }>`
        select statement from pg_prepared_statements where statement like 'select x from t%'`.execute(one);
      assert.deepEqual(rows, [{ statement: 'select x from t where x = $1' }]);
    });
  }));

test('a table that changes does not break the statements prepared before', () =>
  withDatabase(async (db) => {
    await db.execute('create table t (x int); insert into t values (1)');
    const read = (on: Database['query']) => sql`select * from t where x = ${1}`.execute(on);
    assert.deepEqual((await read(db.query)).rows, [{ x: 1 }]);
    await db.execute('alter table t add column y int');
    assert.deepEqual((await read(db.query)).rows, [{ x: 1, y: null }]);
    assert.deepEqual((await read(db.query)).rows, [{ x: 1, y: null }]);
  }));

test('more callers than connections take turns', () =>
  withDatabase(async (db) => {
    await db.execute('create table n (x int); insert into n values (0)');
    const add = () =>
      db.query.transaction().execute(async (trx) => {
        const { rows } = await sql<{ x: number }>`select x from n for update`.execute(trx);
        await sql`update n set x = ${(rows[0]?.x ?? 0) + 1}`.execute(trx);
      });
    await Promise.all(Array.from({ length: 40 }, add));
    assert.deepEqual((await db.execute('select x from n')).rows, [{ x: 40 }]);
  }));

test('closing waits for running queries, refuses new ones, and may be repeated', async () => {
  const db = await freshDatabase();
  const slow = sql<{ x: number }>`select ${1}::int as x, pg_sleep(0.3)`.execute(db.query);
  const waiting = Array.from({ length: 12 }, () => sql`select 1`.execute(db.query));
  await wait(100); // Kysely asks for a connection a little later
  const closed = db.close();
  await assert.rejects(sql`select 1`.execute(db.query), /closed/);
  await assert.rejects(db.execute('select 1'), /closed/);
  assert.equal((await slow).rows[0]?.x, 1);
  assert.equal((await Promise.all(waiting)).length, 12);
  await closed;
  await db.close();
});

test('the embedded database keeps its data, and one opening at a time', async () => {
  const dataDir = await freshDataDir();
  const first = await openDatabase({ dataDir });
  await first.execute('create table t (x text); insert into t values ($$kept$$)');
  const start = performance.now();
  await assert.rejects(openDatabase({ dataDir }), DirectoryInUseError);
  assert.ok(performance.now() - start < 1000);
  await first.close();

  const second = await openDatabase({ dataDir });
  assert.deepEqual((await second.execute('select x from t')).rows, [{ x: 'kept' }]);
  await second.close();
});

test('a process ends by itself once its databases are closed', async () => {
  const script = `
    const { openDatabase } = await import(${JSON.stringify(new URL('./database.ts', import.meta.url).href)});
    const db = await openDatabase({ url: process.env.TEST_DATABASE_URL, dataDir: 'memory://' });
    await db.execute('select 1');
    await db.close();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
  let complaints = '';
  child.stderr.on('data', (text: Buffer) => (complaints += String(text)));
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const exit = await once(child, 'close');
  clearTimeout(timer);
  assert.deepEqual([...exit, complaints], [0, null, '']);
});

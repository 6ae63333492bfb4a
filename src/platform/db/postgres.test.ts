import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { freshDatabase } from '../../../test/support/database.ts';

// What only a server has: these tests are there when TEST_DATABASE_URL names one.
if (process.env['TEST_DATABASE_URL']) {
  const db = await freshDatabase();
  after(() => db.close());

  const cutAll = `
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;

  test('connections that the server cut are replaced, idle or busy', async () => {
    await Promise.all(Array.from({ length: 5 }, () => sql`select pg_sleep(0.05)`.execute(db.query)));
    const busy = assert.rejects(sql`select pg_sleep(5)`.execute(db.query));
    const inTransaction = assert.rejects(
      db.query.transaction().execute(async (trx) => {
        await sql`select 1`.execute(trx);
        await wait(200);
        await sql`select 1`.execute(trx);
      }),
    );
    await wait(50);
    await db.execute(cutAll);
    await Promise.all([busy, inTransaction]);
    await wait(50);
    const results = await Promise.all(Array.from({ length: 20 }, () => sql`select 1 as x`.execute(db.query)));
    assert.deepEqual(results[0]?.rows, [{ x: 1 }]);
  });

  test('the session has our name, our zone and a limit of time', async () => {
    const { rows } = await db.execute(`
      select current_setting('application_name') as name, current_setting('TimeZone') as zone,
        current_setting('statement_timeout') as timeout`);
    assert.deepEqual(rows, [{ name: 'tajdeed', zone: 'UTC', timeout: '10s' }]);
  });

  test('reads share a connection, and each has its own answer or its own error', async () => {
    const ask = (n: number) =>
      n % 7 === 3
        ? assert.rejects(sql`select 1 / ${0}::int`.execute(db.reads), { code: '22012' })
        : sql<{ n: number; pid: number }>`select ${n}::int as n, pg_backend_pid() as pid`.execute(db.reads);
    const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => ask(n)));
    const rows = answers.flatMap((answer) => answer?.rows ?? []);
    assert.deepEqual(
      rows.map(({ n }) => n),
      Array.from({ length: 200 }, (_, n) => n).filter((n) => n % 7 !== 3),
    );
    assert.equal(new Set(rows.map(({ pid }) => pid)).size, 1);
  });

  test('reads change nothing', async () => {
    await assert.rejects(sql`delete from clock`.execute(db.reads), { code: '25006' });
  });

  test('what a shared connection did not answer before it was cut is asked again over another', async () => {
    await sql`select 1`.execute(db.reads);
    const busy = Array.from({ length: 5 }, (_, n) =>
      sql`select pg_sleep(0.2), ${n}::int as n`.execute(db.reads),
    );
    await wait(100);
    await db.execute(cutAll);
    assert.deepEqual(
      (await Promise.all(busy)).map(({ rows }) => (rows[0] as { n: number }).n),
      [0, 1, 2, 3, 4],
    );
    assert.deepEqual((await sql`select 1 as x`.execute(db.reads)).rows, [{ x: 1 }]);
  });

  test('reads go on when a migration changed their table', async () => {
    await db.execute('create table changing (a integer); insert into changing values (1)');
    const read = () => sql`select * from changing`.execute(db.reads);
    assert.deepEqual((await read()).rows, [{ a: 1 }]);
    await db.execute('alter table changing add b integer');
    assert.deepEqual((await Promise.all([read(), read(), read()]))[2]?.rows, [{ a: 1, b: null }]);
  });

  test('closing waits for what was asked, and then refuses', async () => {
    const other = await freshDatabase();
    const asked = sql`select pg_sleep(0.2), 1 as x`.execute(other.reads);
    await wait(50);
    await other.close();
    assert.equal((await asked).rows.length, 1);
    await assert.rejects(sql`select 1`.execute(other.reads), { message: 'The database is closed.' });
  });

  test('when every connection is busy too long, the error says so', async () => {
    const busy = Array.from({ length: 10 }, () => sql`select pg_sleep(6)`.execute(db.query));
    await assert.rejects(sql`select 1`.execute(db.query), {
      name: 'NoConnectionError',
      message: 'No connection to PostgreSQL was free within 5 seconds.',
    });
    await Promise.all(busy);
  });
}

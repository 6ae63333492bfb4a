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

  test('when every connection is busy too long, the error says so', async () => {
    const busy = Array.from({ length: 10 }, () => sql`select pg_sleep(6)`.execute(db.query));
    await assert.rejects(sql`select 1`.execute(db.query), {
      name: 'NoConnectionError',
      message: 'No connection to PostgreSQL was free within 5 seconds.',
    });
    await Promise.all(busy);
  });
}

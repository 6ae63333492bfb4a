import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { embeddedTemplate } from '../../../test/support/database.ts';
import { databaseOn } from './database.ts';
import { startEmbeddedWorker } from './embedded-channel.ts';
import { openEmbedded } from './embedded.ts';

const template = await embeddedTemplate();

test('the event loop goes on while the embedded database works', async (t) => {
  const db = databaseOn('embedded', await openEmbedded({ dataDir: 'memory://', template }));
  t.after(() => db.close());
  let ticks = 0;
  const timer = setInterval(() => (ticks += 1), 10);
  await db.execute('select pg_sleep(0.5)');
  clearInterval(timer);
  assert.ok(ticks > 20, `${ticks} ticks`);
});

test('a query outside its transaction ends with an error that says so', async (t) => {
  const db = databaseOn(
    'embedded',
    await openEmbedded({ dataDir: 'memory://', template, connectionSeconds: 1 }),
  );
  t.after(() => db.close());
  await db.execute('select 1'); // the first use also makes the connection
  await assert.rejects(
    db.query.transaction().execute(() => sql`select 1`.execute(db.query)),
    { name: 'NoConnectionError', message: /probably a query ran outside its transaction/ },
  );
  assert.deepEqual((await sql`select 1 as x`.execute(db.query)).rows, [{ x: 1 }]);
});

test('after a crash every query fails with its reason, running and later', async (t) => {
  const pool = await openEmbedded({ dataDir: 'memory://', template });
  const db = databaseOn('embedded', pool);
  t.after(() => db.close());
  await db.execute('select 1');
  const running = sql`select pg_sleep(30)`.execute(db.query);
  const queued = sql`select 1`.execute(db.query);
  await wait(50);
  void pool.stop();
  const stopped = /The embedded database has stopped: .* The program must be restarted\./;
  await assert.rejects(running, stopped);
  await assert.rejects(queued, stopped);
  await assert.rejects(sql`select 1`.execute(db.query), stopped);
  await assert.rejects(db.execute('select 1'), stopped);
});

test('a database that cannot start says why', async () => {
  await assert.rejects(
    startEmbeddedWorker({ directory: undefined, template: '/nowhere.tar' }),
    /The embedded database has stopped: .*nowhere\.tar/,
  );
});

import assert from 'node:assert/strict';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { freshDataDir, freshDatabase } from '../../../test/support/database.ts';
import { migrate, MigrationError, pendingMigrations } from './migrate.ts';

const db = await freshDatabase();
after(() => db.close());

// Beside the tables of the product, which the database is made with.
async function emptyDatabase(): Promise<void> {
  await db.execute('drop schema public cascade; create schema public');
}

async function folderOf(files: Record<string, string>): Promise<string> {
  const folder = join(await freshDataDir(), 'migrations');
  await mkdir(folder);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

const FIRST = {
  '000001_first.sql': 'create table a (x int);\ninsert into a values (1);\ninsert into a values (2);',
};
const SECOND = { '000002_second.sql': '-- more\nalter table a add column y text; update a set y = x::text;' };

test('applies what is new, in order, once', async () => {
  await emptyDatabase();
  const folder = await folderOf(FIRST);
  assert.deepEqual(await pendingMigrations(db, folder), ['000001_first.sql']);
  assert.deepEqual(await migrate(db, folder), { applied: ['000001_first.sql'] });
  assert.deepEqual(await migrate(db, folder), { applied: [] });

  const both = await folderOf({ ...FIRST, ...SECOND });
  assert.deepEqual(await pendingMigrations(db, both), ['000002_second.sql']);
  assert.deepEqual(await migrate(db, both), { applied: ['000002_second.sql'] });
  assert.deepEqual((await db.execute('select x, y from a order by x')).rows, [
    { x: 1, y: '1' },
    { x: 2, y: '2' },
  ]);
  assert.deepEqual((await db.execute('select number, name from migrations order by number')).rows, [
    { number: 1, name: '000001_first.sql' },
    { number: 2, name: '000002_second.sql' },
  ]);
});

test('two that start at once: one applies, the other finds nothing to do', async () => {
  await emptyDatabase();
  const folder = await folderOf({
    '000001_slow.sql': 'create table slow (x int); select pg_sleep(0.3);',
    '000002_more.sql': 'insert into slow values (1);',
  });
  const results = await Promise.all([migrate(db, folder), migrate(db, folder), migrate(db, folder)]);
  assert.deepEqual(
    results.map(({ applied }) => applied.length).toSorted((a, b) => a - b),
    [0, 0, 2],
  );
  assert.deepEqual((await db.execute('select x from slow')).rows, [{ x: 1 }]);
});

test('a migration that fails leaves nothing, not even its row, and can be tried again', async () => {
  await emptyDatabase();
  const folder = await folderOf({ ...FIRST, '000002_bad.sql': 'create table b (x int); select 1/0;' });
  await assert.rejects(migrate(db, folder), { code: '22012' });
  assert.deepEqual(await pendingMigrations(db, folder), ['000002_bad.sql']);
  assert.deepEqual((await db.execute("select to_regclass('b') as b")).rows, [{ b: null }]);

  await writeFile(join(folder, '000002_bad.sql'), 'create table b (x int);');
  assert.deepEqual(await migrate(db, folder), { applied: ['000002_bad.sql'] });
});

test('refuses a changed file, a newer database, a gap, a double and a wrong name', async () => {
  await emptyDatabase();
  const folder = await folderOf({ ...FIRST, ...SECOND });
  await migrate(db, folder);

  async function refused(message: RegExp): Promise<void> {
    for (const run of [migrate, pendingMigrations]) {
      await assert.rejects(
        run(db, folder),
        (error) => error instanceof MigrationError && message.test(error.message),
      );
    }
  }
  const second = join(folder, '000002_second.sql');
  await writeFile(second, 'select 1;');
  await refused(/000002_second\.sql was changed/);
  await rename(second, join(folder, '000003_second.sql'));
  await refused(/000003_second\.sql should have the number 2/);
  await rename(join(folder, '000003_second.sql'), join(folder, '000001_twice.sql'));
  await refused(/000001_twice\.sql should have the number 2/);
  await rename(join(folder, '000001_twice.sql'), join(folder, '2.sql'));
  await refused(/2\.sql is not named like/);
  await rm(join(folder, '2.sql'));
  await refused(/newer than this program: it has migration 2, the program knows 1 only/);
});

test('ends of lines do not count as a change', async () => {
  await emptyDatabase();
  await migrate(db, await folderOf(FIRST));
  const windows = await folderOf({ '000001_first.sql': FIRST['000001_first.sql'].replaceAll('\n', '\r\n') });
  assert.deepEqual(await migrate(db, windows), { applied: [] });
});

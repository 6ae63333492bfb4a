import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { hash, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { databaseOn, openDatabase, type Database } from '../../src/platform/db/database.ts';
import { DirectoryInUseError, lockDirectory, type Lock } from '../../src/platform/db/directory-lock.ts';
import { openEmbedded } from '../../src/platform/db/embedded.ts';
import { migrateDatabase } from '../../src/main/prepare-database.ts';
import { openPostgres } from '../../src/platform/db/postgres.ts';

const ROOT = join(import.meta.dirname, '../..');
const MIGRATIONS = join(ROOT, 'migrations');
const CACHE = join(ROOT, 'node_modules/.cache/tajdeed');

/**
 * An empty, migrated database for one test file alone; close it when done. In memory, or on the server whose URL is
 * in `TEST_DATABASE_URL`, where it is dropped on close. It is a copy of a template that is made once for each state
 * of the migrations.
 */
export async function freshDatabase(): Promise<Database> {
  const server = process.env['TEST_DATABASE_URL'];
  if (server) return freshOnServer(server);
  const pool = await openEmbedded({ dataDir: 'memory://', template: await embeddedTemplate() });
  return databaseOn('embedded', pool);
}

/** A folder of its own for a test's data, removed when the process ends. */
export async function freshDataDir(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'tajdeed-test-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

async function hashOfMigrations(): Promise<string> {
  const names = (await readdir(MIGRATIONS)).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(join(MIGRATIONS, name), 'utf8')));
  // The tables of the jobs are the library's own: another version may make others.
  const lock = await readFile(join(ROOT, 'node_modules/pg-boss/package.json'), 'utf8');
  return hash('sha256', JSON.stringify([names, texts, lock])).slice(0, 16);
}

/** The archive that an embedded database in memory may begin with, migrated and empty. */
export async function embeddedTemplate(): Promise<string> {
  const file = join(CACHE, `database-${await hashOfMigrations()}.tar`);
  if (existsSync(file)) return file;
  await mkdir(CACHE, { recursive: true });
  // The test files run in many processes: one makes the template, the others wait for it.
  const lock = await waitForLock(CACHE);
  try {
    if (!existsSync(file)) await makeEmbeddedTemplate(file);
  } finally {
    lock.release();
  }
  return file;
}

async function waitForLock(directory: string): Promise<Lock> {
  for (;;) {
    try {
      return lockDirectory(directory);
    } catch (error) {
      if (!(error instanceof DirectoryInUseError)) throw error;
      await wait(100);
    }
  }
}

async function makeEmbeddedTemplate(file: string): Promise<void> {
  const dataDir = await freshDataDir();
  const database = await openDatabase({ dataDir });
  await migrateDatabase(database);
  await database.close();
  const closed = await PGlite.create(join(dataDir, 'db'));
  const archive = await closed.dumpDataDir('none');
  await closed.close();
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, new Uint8Array(await archive.arrayBuffer()));
  await rename(unfinished, file);
}

async function freshOnServer(server: string): Promise<Database> {
  const template = `tajdeed_template_${await hashOfMigrations()}`;
  const name = `tajdeed_test_${process.pid}_${randomUUID().slice(0, 8)}`;
  await onServer(server, async (client) => {
    // The lock ends with the connection.
    await client.query('select pg_advisory_lock(7201946002)');
    const found = await client.query('select from pg_database where datname = $1', [template]);
    if (found.rowCount === 0) await makeServerTemplate(client, server, template);
    await client.query(`create database ${name} template ${template}`);
  });
  const database = databaseOn('postgres', openPostgres(urlOf(server, name), 10));
  let closed: Promise<void> | undefined;
  async function closeAndDrop(): Promise<void> {
    await database.close();
    await onServer(server, (client) => client.query(`drop database ${name} with (force)`));
  }
  return { ...database, close: () => (closed ??= closeAndDrop()) };
}

// Renamed when whole, so that a killed run leaves no half template.
async function makeServerTemplate(client: pg.Client, server: string, template: string): Promise<void> {
  const unfinished = `${template}_unfinished`;
  await client.query(`drop database if exists ${unfinished} with (force)`);
  await client.query(`create database ${unfinished} template template0`);
  const database = await openDatabase({ url: urlOf(server, unfinished), dataDir: '' });
  await migrateDatabase(database);
  await database.close();
  await client.query(`alter database ${unfinished} rename to ${template}`);
}

async function onServer(server: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

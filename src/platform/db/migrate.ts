import { sql, type Kysely } from 'kysely';
import { hash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';

/** The migrations of the folder and those of the database do not fit. The message is a sentence for the operator. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

type Migration = { number: number; name: string; text: string; sha256: string };
type Applied = { number: number; name: string; sha256: string };

const FILE = /^(\d{6})_[a-z0-9_]+\.sql$/;

// Any number will do that nothing else in the database uses.
const ADVISORY_LOCK = 7_201_946_001;

/**
 * Brings the database to the newest version: applies what the folder has and the database has not, each file in one
 * transaction. Several processes may do so at once: one works, the others wait and then find nothing to do.
 * @param folder holds the files `000001_name.sql`, numbered without a gap; nothing is ever undone
 * @returns the names of the files it applied
 * @throws MigrationError when an applied file was changed, a number is missing or the database is newer
 */
export async function migrate(db: Database, folder: string): Promise<{ applied: string[] }> {
  const files = await readMigrations(folder);
  // The lock belongs to the session, so all of it runs on one connection.
  return db.query.connection().execute(async (connection) => {
    // To wait for the lock and to rebuild a table may take longer than a query of the service.
    await sql`set statement_timeout = 0`.execute(connection);
    await sql`select pg_advisory_lock(${ADVISORY_LOCK})`.execute(connection);
    try {
      await sql`
        create table if not exists migrations (
          number integer primary key,
          name text not null,
          sha256 text not null,
          applied_at timestamptz not null default now()
        )`.execute(connection);
      const pending = pendingOf(files, await readApplied(connection));
      for (const file of pending) await apply(connection, file);
      return { applied: pending.map((file) => file.name) };
    } finally {
      await sql`select pg_advisory_unlock(${ADVISORY_LOCK})`.execute(connection);
      await sql`reset statement_timeout`.execute(connection);
    }
  });
}

/**
 * The names of the files that `migrate` would apply, in order. Changes nothing.
 * @throws MigrationError as `migrate` does
 */
export async function pendingMigrations(db: Database, folder: string): Promise<string[]> {
  const files = await readMigrations(folder);
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('migrations') is not null as there`.execute(db.query);
  const applied = rows[0]?.there ? await readApplied(db.query) : [];
  return pendingOf(files, applied).map((file) => file.name);
}

async function apply(connection: Kysely<Schema>, file: Migration): Promise<void> {
  await connection.transaction().execute(async (trx) => {
    // To wait for a lock on a table stops everyone who comes after for that table: better give up.
    await sql`set local lock_timeout = '10s'`.execute(trx);
    // The row first: should the lock ever fail, the second one stops here.
    await sql`
      insert into migrations (number, name, sha256)
      values (${file.number}, ${file.name}, ${file.sha256})`.execute(trx);
    await sql.raw(file.text).execute(trx);
  });
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
  const migrations: Migration[] = [];
  for (const name of names) {
    const number = Number(FILE.exec(name)?.[1]);
    const expected = migrations.length + 1;
    if (Number.isNaN(number)) throw new MigrationError(`The file ${name} is not named like 000001_name.sql.`);
    if (number !== expected) {
      throw new MigrationError(
        `The migration ${name} should have the number ${expected}, without gap or double.`,
      );
    }
    // A checkout on Windows may change the ends of lines.
    const text = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
    migrations.push({ number, name, text, sha256: hash('sha256', text) });
  }
  return migrations;
}

async function readApplied(connection: Kysely<Schema>): Promise<Applied[]> {
  const { rows } = await sql<Applied>`select number, name, sha256 from migrations order by number`.execute(
    connection,
  );
  return rows;
}

function pendingOf(files: Migration[], applied: Applied[]): Migration[] {
  for (const [index, row] of applied.entries()) {
    const file = files[index];
    if (!file) {
      throw new MigrationError(
        `The database is newer than this program: it has migration ${applied.length}, ` +
          `the program knows ${files.length} only.`,
      );
    }
    if (row.number !== file.number) {
      throw new MigrationError(`The database lacks migration ${file.number} but has number ${row.number}.`);
    }
    if (row.sha256 !== file.sha256) {
      throw new MigrationError(`The migration ${file.name} was changed after it had been applied.`);
    }
  }
  return files.slice(applied.length);
}

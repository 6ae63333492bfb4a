import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { embeddedTemplate, freshDataDir } from '../support/database.ts';

const server = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** The PostgreSQL server of the tests, if there is one; what needs it is tested only then. */
export const postgresServer: string | null = await reachable();

/** An empty database of its own on the server; `drop` removes it, whoever is still connected. */
export async function ownDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `tajdeed_reliability_${process.pid}_${randomUUID().slice(0, 8)}`;
  await onServer(`create database ${name} template template0`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(`drop database if exists ${name} with (force)`) };
}

async function reachable(): Promise<string | null> {
  const client = new pg.Client({ connectionString: server, connectionTimeoutMillis: 1500 });
  try {
    await client.connect();
    await client.end();
    return server;
  } catch (error) {
    // Who named a server wants it used.
    if (process.env['TEST_DATABASE_URL'] !== undefined) throw error;
    return null;
  }
}

async function onServer(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

/** A data folder with an embedded database that is made and migrated already: making one takes seconds. */
export async function migratedDataDir(): Promise<string> {
  const dataDir = await freshDataDir();
  const inside = join(dataDir, 'db');
  mkdirSync(inside, { mode: 0o700 });
  execFileSync('tar', ['-xf', await embeddedTemplate(), '-C', inside], { stdio: 'ignore' });
  return dataDir;
}

import { Kysely, PostgresDialect } from 'kysely';
import type { Connections } from './connections.ts';
import { openEmbedded } from './embedded.ts';
import { openPostgres } from './postgres.ts';
import type { Schema } from './schema.ts';

/** One database, whichever kind it is. Values are the same on both, see `value-types.ts`. */
export type Database = {
  readonly kind: 'postgres' | 'embedded';
  /** Typed queries. Within a transaction use the `trx` it gives: the embedded database has one connection only. */
  readonly query: Kysely<Schema>;
  /**
   * For reading what a page needs, outside of transactions: what is asked in one turn travels together, over one connection
   * that all share. Reads what is committed when it is asked. Nothing slow.
   */
  readonly reads: Kysely<Schema>;
  /** Plain SQL, one or many statements, on a connection of its own; for libraries that bring their own SQL. */
  execute(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  /** Refuses new queries, waits for the running ones, then closes. May be called again. */
  close(): Promise<void>;
};

/**
 * Opens PostgreSQL (15 or later) when there is a `url`, else the embedded database in `dataDir`.
 * @param options.dataDir the folder of all data, made if missing; `memory://` keeps the embedded database in memory
 * @param options.poolSize connections to PostgreSQL at most
 * @throws DirectoryInUseError when another process has the folder
 */
export async function openDatabase(options: {
  url?: string | undefined;
  dataDir: string;
  poolSize?: number;
}): Promise<Database> {
  if (options.url) return databaseOn('postgres', openPostgres(options.url, options.poolSize ?? 10));
  return databaseOn('embedded', await openEmbedded({ dataDir: options.dataDir }));
}

/** The database over given connections: for tests that open them in their own way. */
export function databaseOn(kind: Database['kind'], pool: Connections): Database {
  const query = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  const { reads } = pool;
  return {
    kind,
    query,
    reads: reads ? new Kysely<Schema>({ dialect: new PostgresDialect({ pool: reads }) }) : query,
    execute: (text, values) => pool.execute(text, values),
    close: () => pool.end(),
  };
}

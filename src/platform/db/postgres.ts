import { CompiledQuery, Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import { Socket } from 'node:net';
import pg from 'pg';
import { sharedConnection } from './shared-connection.ts';
import { connections, type Connections } from './connections.ts';
import { valueTypes } from './value-types.ts';

const CONNECT_SECONDS = 5;
const STATEMENT_SECONDS = 10;

/**
 * Opens a pool of connections to a PostgreSQL server. Connections are made when needed, so this neither waits nor
 * fails; connections that broke, as when the server restarts, are replaced by the next query.
 * @param url postgres://user:password@host:port/database
 * @param poolSize how many connections at most, beside the one that reads share
 */
export function openPostgres(url: string, poolSize: number): Connections {
  const pool = openPool(url, {
    max: poolSize,
    options: session,
    connectionTimeoutMillis: CONNECT_SECONDS * 1000,
    statement_timeout: STATEMENT_SECONDS * 1000,
  });
  const inner = connections(pool, `No connection to PostgreSQL was free within ${CONNECT_SECONDS} seconds.`);
  const reads = openReads(url);
  let ended: Promise<void> | undefined;
  async function end(): Promise<void> {
    // Both refuse new work from this moment.
    await Promise.all([reads.end(), inner.end()]);
  }
  return { ...inner, reads, end: () => (ended ??= end()) };
}

function openReads(url: string): PostgresPool {
  return sharedConnection(
    () =>
      new pg.Client({
        connectionString: url,
        types: valueTypes,
        application_name: 'tajdeed',
        keepAlive: true,
        options: `${session} -c default_transaction_read_only=on`,
        connectionTimeoutMillis: CONNECT_SECONDS * 1000,
        statement_timeout: STATEMENT_SECONDS * 1000,
        pipeline: true,
        ...(isPlain(url) && { stream: socketWithOneBuffer }),
      }),
  );
}

/** A database that is not ours, and that is only read. */
export type ForeignDatabase = {
  /** Runs one statement, prepared. */
  query: (text: string, values: unknown[]) => Promise<{ rows: unknown[] }>;
  close: () => Promise<void>;
};

/**
 * Opens a pool to a PostgreSQL server of somebody else: sessions are read only, whatever the role may do, and nothing
 * lasts longer than `timeoutMs`: having a connection, the statement at the server, nor the wait for its answer (with
 * half a second more, so that the server can say that it gave up).
 */
export function openForeignPostgres(url: string, poolSize: number, timeoutMs: number): ForeignDatabase {
  const pool = openPool(url, {
    max: poolSize,
    options: `${session} -c default_transaction_read_only=on`,
    connectionTimeoutMillis: timeoutMs,
    statement_timeout: timeoutMs,
    query_timeout: timeoutMs + 500,
  });
  const db = new Kysely({
    dialect: new PostgresDialect({
      pool: connections(pool, 'No connection to the other PostgreSQL was free.'),
    }),
  });
  return {
    query: (text, values) => db.executeQuery(CompiledQuery.raw(text, values)),
    close: () => db.destroy(),
  };
}

/** The server's own setting must not change what a day is. */
const session = '-c TimeZone=UTC -c DateStyle=ISO';

function openPool(url: string, own: pg.PoolConfig): pg.Pool {
  return new pg.Pool({
    connectionString: url,
    types: valueTypes,
    application_name: 'tajdeed',
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    ...(isPlain(url) && { stream: socketWithOneBuffer }),
    ...own,
  });
}

/** Is the connection not encrypted? Encryption takes a socket over, and brings its own buffers. */
function isPlain(url: string): boolean {
  const mode = new URL(url).searchParams.get('sslmode') ?? process.env['PGSSLMODE'] ?? 'disable';
  return mode === 'disable';
}

/**
 * A socket that reads into one buffer of its own. An ordinary one takes 64 kB anew for each answer of the server, most of
 * them of some hundred bytes: memory that comes back late, and in pieces.
 */
function socketWithOneBuffer(): Socket {
  const socket: Socket = new Socket({
    onread: {
      buffer: Buffer.allocUnsafeSlow(64 * 1024),
      callback: (length, buffer) => {
        // What is handed on is kept until a whole message is there, so it is a copy of its own.
        socket.emit('data', Buffer.from(buffer.subarray(0, length)));
        return true;
      },
    },
  });
  return socket;
}

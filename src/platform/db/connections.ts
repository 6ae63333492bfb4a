import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { CopyIn, isCopy } from './copy.ts';
import { statementNames } from './statement-names.ts';

/** No connection could be had in time: every one is busy. The request may be tried again later. */
export class NoConnectionError extends Error {
  override name = 'NoConnectionError';
  /** SQLSTATE of too many connections. */
  readonly code = '53300';
}

/** The connection broke, or could not be made, so what it was doing may or may not be done. */
class ConnectionLostError extends Error {
  override name = 'ConnectionLostError';
  /** SQLSTATE of a connection's failure. */
  readonly code = '08006';
}

export type Connections = PostgresPool & {
  /** A connection that all reads share, where there can be another one: see `sharedConnection`. */
  reads?: PostgresPool;
  /** Runs plain SQL, of one or many statements, unprepared, on a connection of its own. */
  execute(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  /** Refuses new work, waits for what holds or awaits a connection, then closes. May be called again. */
  end(): Promise<void>;
};

type Result = pg.QueryResult | pg.QueryResult[];

/**
 * Makes a pool of pg fit for Kysely: texts are prepared under a name, connections that break are replaced, and
 * closing waits for running work.
 * @param explanation the message of the error when no connection is free in time
 */
export function connections(pool: pg.Pool, explanation: string): Connections {
  const names = statementNames();
  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  // Connections that still wait for an answer that nobody wants any more.
  const waiting = new WeakSet<pg.PoolClient>();
  let held = 0;
  let whenIdle: (() => void) | undefined;
  let ended: Promise<void> | undefined;

  // An idle connection that breaks has left the pool already; one that breaks in use fails its query and is
  // removed on release. Without these listeners the event would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));

  function finished(): void {
    held -= 1;
    if (held === 0) whenIdle?.();
  }

  async function acquire(): Promise<pg.PoolClient> {
    if (ended) throw new Error('The database is closed.');
    held += 1;
    try {
      return await pool.connect();
    } catch (error) {
      finished();
      if (isPoolTimeout(error)) throw new NoConnectionError(explanation, { cause: error });
      throw withCode(error);
    }
  }

  async function prepared(client: pg.PoolClient, text: string, values: unknown[]): Promise<Result> {
    if (isCopy(text)) return copied(client, text, String(values[0]));
    const name = names.nameOf(text);
    try {
      return await (name === undefined ? client.query(text, values) : client.query({ name, text, values }));
    } catch (error) {
      if (isQueryTimeout(error)) waiting.add(client);
      if (!isStalePlan(error)) throw withCode(error);
      // A migration changed a table under a running process.
      names.renew();
      if (client.getTransactionStatus() !== 'I') throw error;
      return client.query(text, values);
    }
  }

  function copied(client: pg.PoolClient, text: string, lines: string): Promise<Result> {
    return new Promise((resolve, reject) => {
      client.query(
        new CopyIn(text, lines, (error, result) => (error ? reject(withCode(error)) : resolve(result))),
      );
    });
  }

  function wrap(client: pg.PoolClient): PostgresPoolClient {
    const known = wrapped.get(client);
    if (known) return known;
    const connection = {
      query: (text: string, values: unknown[]) => prepared(client, text, values),
      release(destroy?: boolean) {
        client.release(destroy === true || waiting.has(client));
        finished();
      },
    } as unknown as PostgresPoolClient; // Kysely also knows cursors, which are not used here.
    wrapped.set(client, connection);
    return connection;
  }

  async function end(): Promise<void> {
    if (held > 0) await new Promise<void>((resolve) => (whenIdle = resolve));
    await pool.end();
  }

  return {
    options: {},
    connect: async () => wrap(await acquire()),
    end: () => (ended ??= end()),
    async execute(text, values) {
      const client = await acquire();
      try {
        const result: Result = await client.query(text, values);
        return {
          rows: Array.isArray(result)
            ? result.flatMap((part: { rows: unknown[] }) => part.rows)
            : result.rows,
        };
      } catch (error) {
        // A script that failed after its own "begin" must not leave its transaction to whoever comes next.
        await client.query('rollback').catch(() => {});
        throw withCode(error);
      } finally {
        client.release(client.getTransactionStatus() !== 'I');
        finished();
      }
    },
  };
}

// pg-pool has no code for it.
function isPoolTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'timeout exceeded when trying to connect';
}

// Of the client's own limit of time, which has no code either; the server's comes with one.
function isQueryTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout';
}

/** The same error with SQLSTATE's class where it is about a connection: pg names that in words only. */
export function withCode<E>(error: E): E | ConnectionLostError {
  const lost =
    /^(Connection terminated|Query read timeout|Client has encountered a connection error|timeout expired|Client was closed)/;
  if (!(error instanceof Error) || 'code' in error || !lost.test(error.message)) return error;
  return new ConnectionLostError(error.message, { cause: error });
}

/** Was a prepared statement made for a table that has changed since? */
export function isStalePlan(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && error.code === '0A000' && /cached plan/.test(error.message)
  );
}

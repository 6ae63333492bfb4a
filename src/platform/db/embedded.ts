import { join } from 'node:path';
import pg from 'pg';
import { connections, type Connections } from './connections.ts';
import { lockDirectory } from './directory-lock.ts';
import { startEmbeddedWorker } from './embedded-channel.ts';
import { embeddedStream } from './embedded-stream.ts';
import { valueTypes } from './value-types.ts';

export type EmbeddedConnections = Connections & {
  /** Stops the thread at once, as a crash would: for tests. */
  stop(): Promise<void>;
};

/**
 * Opens the embedded database: PostgreSQL in WebAssembly, in a worker thread so that the event loop goes on.
 * pg speaks to it in PostgreSQL's own protocol, as to a server, so values and errors are the same as there.
 * @param options.dataDir the folder of all data, locked for this process; or `memory://`
 * @param options.template a tar archive of a data directory, to begin with when in memory
 * @param options.connectionSeconds how long a query waits for the one connection, 10 by default
 * @throws DirectoryInUseError when another process has the folder
 */
export async function openEmbedded(options: {
  dataDir: string;
  template?: string;
  connectionSeconds?: number;
}): Promise<EmbeddedConnections> {
  const seconds = options.connectionSeconds ?? 10;
  const inMemory = options.dataDir === 'memory://';
  const lock = inMemory ? undefined : lockDirectory(options.dataDir);
  try {
    const directory = inMemory ? undefined : join(options.dataDir, 'db');
    const channel = await startEmbeddedWorker({ directory, template: options.template });
    const pool = new pg.Pool({
      // Given so that the environment (PGHOST, PGSSLMODE and the like) has no say.
      host: 'localhost',
      port: 5432,
      user: 'postgres',
      database: 'postgres',
      password: 'none',
      ssl: false,
      stream: () => embeddedStream(channel),
      types: valueTypes,
      // PostgreSQL in one thread is one session.
      max: 1,
      idleTimeoutMillis: 0,
      connectionTimeoutMillis: seconds * 1000,
    });
    const inner = connections(
      pool,
      `The connection of the embedded database was not free within ${seconds} seconds: ` +
        'probably a query ran outside its transaction, which holds the connection that the query waits for.',
    );
    let ended: Promise<void> | undefined;
    async function end(): Promise<void> {
      await inner.end();
      await channel.close();
      lock?.release();
    }
    return { ...inner, end: () => (ended ??= end()), stop: () => channel.stop() };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

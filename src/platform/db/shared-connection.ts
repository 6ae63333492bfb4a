import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { isStalePlan, withCode } from './connections.ts';
import { statementNames } from './statement-names.ts';

/** What of pg's client is used beside its types: the socket, to send what belongs together at once. */
type Piped = pg.Client & { connection: { stream: { cork: () => void; uncork: () => void } } };

/**
 * A pool of one connection that everybody shares: statements are sent without waiting for the answers of earlier ones, and
 * those of one turn of the event loop in one piece. To send a statement alone and to be woken for its answer costs the
 * process more than everything else of a page. Only for reading, and for what takes moments: a transaction would take in
 * what others ask, and whatever is slow lets all wait. What a connection that broke did not answer is asked once more over a new one: to read twice
 * does no harm.
 * @param open makes a client in pipeline mode, which is not connected yet
 */
export function sharedConnection(open: () => pg.Client): PostgresPool {
  const names = statementNames();
  let current: Promise<Piped> | undefined;
  let ended: Promise<void> | undefined;
  let pending = 0;
  let whenIdle: (() => void) | undefined;

  function connected(): Promise<Piped> {
    if (ended) throw new Error('The database is closed.');
    return (current ??= connect());
  }

  function connect(): Promise<Piped> {
    const client = open() as Piped;
    const connecting = client.connect().then(() => client);
    const forget = () => {
      if (current === connecting) current = undefined;
    };
    client.on('error', forget);
    client.on('end', forget);
    connecting.catch(forget);
    return connecting;
  }

  /** Lets nobody ask over a connection that is gone, as long as it has not said so itself. */
  async function leave(client: Piped): Promise<void> {
    const now = current;
    if (now !== undefined && (await now.catch(() => null)) === client && current === now) current = undefined;
  }

  const corked = new WeakSet<Piped>();
  /** Holds back what is sent until the turn is over. */
  function sendTogether(client: Piped): void {
    if (corked.has(client)) return;
    corked.add(client);
    client.connection.stream.cork();
    setImmediate(() => {
      corked.delete(client);
      client.connection.stream.uncork();
    });
  }

  async function ask(client: Piped, text: string, values: unknown[]): Promise<pg.QueryResult> {
    sendTogether(client);
    const name = names.nameOf(text);
    if (name === undefined) return client.query(text, values);
    try {
      return await client.query({ name, text, values });
    } catch (error) {
      if (!isStalePlan(error)) throw error;
      // A migration changed a table under a running process.
      names.renew();
      return client.query(text, values);
    }
  }

  async function query(text: string, values: unknown[]): Promise<pg.QueryResult> {
    pending += 1;
    try {
      const client = await connected();
      try {
        return await ask(client, text, values);
      } catch (error) {
        if (!isLost(error)) throw error;
        await leave(client);
        return await ask(await connected(), text, values);
      }
    } catch (error) {
      throw withCode(error);
    } finally {
      pending -= 1;
      if (pending === 0) whenIdle?.();
    }
  }

  async function end(): Promise<void> {
    if (pending > 0) await new Promise<void>((resolve) => (whenIdle = resolve));
    // One that could not be connected needs no end.
    const client = await current?.catch(() => undefined);
    await client?.end();
  }

  // What Kysely asks of a pool and its clients; it never begins a transaction here.
  const connection = { query, release: () => {} } as unknown as PostgresPoolClient;
  return { options: {}, connect: () => Promise.resolve(connection), end: () => (ended ??= end()) };
}

/** Was it the connection that failed, or the server that went away? */
function isLost(error: unknown): boolean {
  const named = withCode(error);
  const code = named instanceof Error && 'code' in named ? String(named.code) : '';
  return /^(08|57P0[123]|ECONNRESET$|EPIPE$)/.test(code);
}

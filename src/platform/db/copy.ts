import { CompiledQuery } from 'kysely';
import pg from 'pg';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/** A value that `copyLine` can write. */
export type CopyValue = string | number | boolean | null;

const special = /[\\\t\n\r]/;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** One row in the text form of COPY. Texts must not hold NUL: no database does. */
export function copyLine(values: readonly CopyValue[]): string {
  let line = '';
  let gap = '';
  for (const value of values) {
    line += gap + (value === null ? '\\N' : typeof value === 'string' ? escaped(value) : value);
    gap = '\t';
  }
  return `${line}\n`;
}

function escaped(text: string): string {
  if (!special.test(text)) return text;
  return text.replace(/[\\\t\n\r]/g, (found) => escapes[found] ?? found);
}

/**
 * Writes rows into a table within a transaction, by COPY: several times as fast as INSERT. `lines` are of `copyLine`, some
 * hundred kilobytes at a time: the embedded database holds all of a piece in its memory.
 */
export async function copyInto(
  trx: Transaction<Schema> | Kysely<Schema>,
  table: string,
  columns: readonly string[],
  lines: string,
): Promise<void> {
  await trx.executeQuery(CompiledQuery.raw(`copy ${table} (${columns.join(', ')}) from stdin`, [lines]));
}

/** Is this text one that `copyInto` made? */
export function isCopy(text: string): boolean {
  return text.startsWith('copy ') && text.endsWith(' from stdin');
}

/**
 * A COPY that sends its rows along with the command, instead of waiting for the server's word that it may: the embedded
 * database answers only to messages that are whole.
 */
export class CopyIn extends pg.Query {
  constructor(text: string, lines: string, done: (error: Error | undefined, result: pg.QueryResult) => void) {
    super({ text });
    // What pg calls at the end; its types do not know it.
    Object.assign(this, { callback: done });
    this.submit = (connection) => {
      const wire = connection as unknown as Wire;
      wire.stream.cork();
      wire.query(text);
      wire.sendCopyFromChunk(Buffer.from(lines));
      wire.endCopyFrom();
      wire.stream.uncork();
    };
  }

  /** The server says that it may be sent rows: they are on their way already. */
  handleCopyInResponse(): void {}
}

/** What pg's connection has for COPY beside what its types tell. */
type Wire = {
  stream: { cork(): void; uncork(): void };
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
};

import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { csvStream } from './write-csv.ts';
import { xlsxStream, type XlsxOptions } from './write-xlsx.ts';

/**
 * Writes a table as it comes. CSV is UTF-8 with a byte order mark, CRLF and commas, and a cell that a spreadsheet could
 * compute gets an apostrophe before it; in XLSX every cell is text, which nothing computes, but numbers in columns of numbers.
 *
 * @param target a path, where the file appears when it is whole and not before; or a stream, which is ended
 * @throws {TableError} too-many-rows: a sheet holds 1,048,576. {@link RangeError} for a header of nothing. What `rows`
 * throws is passed on; no half file is left at the path.
 */
export async function writeTable(
  target: string | Writable,
  format: 'csv' | 'xlsx',
  header: readonly string[],
  rows: AsyncIterable<readonly string[][]>,
  options: XlsxOptions = {},
): Promise<void> {
  const table = tableStream(format, header, rows, options);
  const write = async (to: Writable): Promise<void> => pipeline(table, to);
  if (typeof target !== 'string') return write(target);

  const unfinished = `${target}.${randomUUID()}.unfinished`;
  try {
    await write(createWriteStream(unfinished, { flags: 'wx', mode: 0o600 }));
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/**
 * The bytes of the same table, as they are asked for: rows are read no faster than somebody takes them, and no more when nobody
 * does. Throws a RangeError for a header of nothing; what `rows` throws fails the stream.
 */
export function tableStream(
  format: 'csv' | 'xlsx',
  header: readonly string[],
  rows: AsyncIterable<readonly string[][]>,
  options: XlsxOptions = {},
): Readable {
  if (header.every((cell) => cell === '')) throw new RangeError('a table needs a header');
  return format === 'csv' ? csvStream(header, rows) : xlsxStream(header, rows, options);
}

import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { csvStream } from './write-csv.ts';
import { xlsxStream, type XlsxOptions } from './write-xlsx.ts';

/**
 * Writes a table as it comes. CSV is UTF-8 with a byte order mark, CRLF and commas, and a cell that a spreadsheet could
 * compute gets an apostrophe before it; in XLSX every cell is text, which nothing computes.
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
  if (header.every((cell) => cell === '')) throw new RangeError('a table needs a header');
  const write = async (to: Writable): Promise<void> =>
    pipeline(format === 'csv' ? csvStream(header, rows) : xlsxStream(header, rows, options), to);
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

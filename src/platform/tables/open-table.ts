import { open, stat } from 'node:fs/promises';
import { openCsv, type CsvOptions } from './read-csv.ts';
import { openXlsx } from './read-xlsx.ts';
import type { Table } from './table.ts';
import { TableError } from './table-error.ts';

const OLD_OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const ZIP_STARTS = ['PK\x03\x04', 'PK\x05\x06'];
const DIRECTORY_AT = 48;

/**
 * Opens a table file to read it as a stream: XLSX when it is an archive or is named so, else CSV or TSV. The header
 * has been read when it resolves. Close it in every case.
 *
 * @param options what is known already of a CSV file; what is not said is found by looking
 * @throws {TableError} when the file is refused; {@link Table.rows} rejects likewise for what comes later
 */
export async function openTable(path: string, options: CsvOptions = {}): Promise<Table> {
  const size = await sizeOf(path);
  if (size === 0) throw new TableError('empty', 'the file is empty');
  const start = await bytesAt(path, 0, 512);
  if (start.subarray(0, 8).equals(OLD_OFFICE)) throw await oldOfficeError(path, start);
  if (ZIP_STARTS.includes(start.toString('latin1', 0, 4))) return openXlsx(path, size);
  if (/\.xls[xm]$/i.test(path)) throw new TableError('not-xlsx', 'the file is named .xlsx but is no archive');
  return openCsv(path, size, options);
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (found.isFile()) {
      // Whether it may be read is only known by trying.
      await (await open(path)).close();
      return found.size;
    }
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new TableError('not-found', `the file cannot be opened (${reason})`, { reason });
  }
  throw new TableError('not-found', 'a folder or a device is no file', { reason: 'EISDIR' });
}

/** An Office file of before 2007, or the container in which today's Office puts what has a password. */
async function oldOfficeError(path: string, start: Buffer): Promise<TableError> {
  const sector = 2 ** Math.min(start.readUInt16LE(30), 16);
  const directory = await bytesAt(path, (start.readUInt32LE(DIRECTORY_AT) + 1) * sector, 65_536);
  if (directory.includes(Buffer.from('EncryptedPackage', 'utf16le')))
    return new TableError('encrypted', 'the workbook has a password');
  return new TableError('old-xls', 'the file is of Excel before 2007');
}

async function bytesAt(path: string, position: number, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

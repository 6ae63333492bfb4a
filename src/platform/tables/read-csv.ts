import { open, type FileHandle } from 'node:fs/promises';
import { findDelimiter, findEncoding } from './csv-encoding.ts';
import { recordReader } from './csv-records.ts';
import { looksLikeFormula } from './formula-cell.ts';
import { fitted, headerOf, isEmptyRow, noHeader, rowCounter } from './table-rows.ts';
import type { Table, TableDelimiter, TableEncoding, TableRow } from './table.ts';
import { TableError } from './table-error.ts';

/** Some two hundred rows. Larger pieces were hardly quicker and took far more memory (1,000,000 rows, measured). */
const PIECE = 32 * 1024;

export type CsvOptions = { encoding?: TableEncoding; delimiter?: TableDelimiter };

/** Opens a CSV or TSV file; see {@link Table}. */
export async function openCsv(path: string, bytesInAll: number, options: CsvOptions): Promise<Table> {
  const file = await open(path);
  try {
    const encoding = options.encoding ?? (await findEncoding(file));
    const progress = { bytes: 0 };
    const pieces = decodedPieces(file, encoding, progress);
    const start = await pieces.next();
    const firstText = start.done === true ? '' : start.value;
    const delimiter = options.delimiter ?? findDelimiter(firstText);
    const batches = recordBatches(firstText, pieces, delimiter);
    const { header, after } = await readHeader(batches);
    return {
      format: 'csv',
      encoding,
      delimiter,
      header,
      date1904: false,
      rows: () => fittedBatches(after, batches, header.length),
      bytesRead: () => progress.bytes,
      bytesInAll,
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function* decodedPieces(
  file: FileHandle,
  encoding: TableEncoding,
  progress: { bytes: number },
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const buffer = Buffer.allocUnsafe(PIECE);
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, PIECE, progress.bytes);
    progress.bytes += bytesRead;
    yield decoded(decoder, buffer.subarray(0, bytesRead), bytesRead > 0);
    if (bytesRead === 0) return;
  }
}

function decoded(decoder: TextDecoder, bytes: Buffer, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    const { encoding } = decoder;
    throw new TableError('bad-encoding', `the file has bytes that are not ${encoding}`, { encoding });
  }
}

async function* recordBatches(
  firstText: string,
  pieces: AsyncGenerator<string, void, undefined>,
  delimiter: TableDelimiter,
): AsyncGenerator<TableRow[], void, undefined> {
  const reader = recordReader(delimiter);
  yield reader.push(firstText, false);
  for await (const piece of pieces) yield reader.push(piece, false);
  yield reader.push('', true);
}

/** The header and the records that came with it. */
async function readHeader(
  batches: AsyncGenerator<TableRow[], void, undefined>,
): Promise<{ header: string[]; after: TableRow[] }> {
  // Not `for await`: leaving that early would end the batches.
  for (let batch = await batches.next(); batch.done !== true; batch = await batches.next()) {
    const at = batch.value.findIndex(({ cells }) => !isEmptyRow(cells));
    const record = batch.value[at];
    if (!record) continue;
    refuseFormula(record);
    return { header: headerOf(record.cells), after: batch.value.slice(at + 1) };
  }
  throw noHeader();
}

async function* fittedBatches(
  after: TableRow[],
  batches: AsyncIterable<TableRow[]>,
  width: number,
): AsyncGenerator<TableRow[], void, undefined> {
  const count = rowCounter();
  const take = (records: TableRow[]): TableRow[] => {
    const rows: TableRow[] = [];
    for (const record of records) {
      if (isEmptyRow(record.cells)) continue;
      refuseFormula(record);
      rows.push(fitted(record, width));
    }
    count(rows.length);
    return rows;
  };
  const first = take(after);
  if (first.length > 0) yield first;
  for await (const batch of batches) {
    const rows = take(batch);
    if (rows.length > 0) yield rows;
  }
}

function refuseFormula({ line, cells }: TableRow): void {
  const column = 1 + cells.findIndex(looksLikeFormula);
  if (column > 0)
    throw new TableError('formula', `line ${line}, column ${column} begins like a formula`, { line, column });
}

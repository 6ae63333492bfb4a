import { Readable } from 'node:stream';
import { neutralised } from './formula-cell.ts';

const mustBeQuoted = /[",;\t\r\n]|^ | $/;

/** The bytes of a CSV file. Semicolons and tabs are quoted too, so that nobody takes them for delimiters. */
export function csvStream(header: readonly string[], rows: AsyncIterable<readonly string[][]>): Readable {
  return Readable.from(csvPieces(header, rows), { objectMode: false });
}

async function* csvPieces(
  header: readonly string[],
  rows: AsyncIterable<readonly string[][]>,
): AsyncGenerator<Buffer, void, undefined> {
  yield Buffer.from(`\ufeff${csvLine(header)}`);
  for await (const batch of rows) if (batch.length > 0) yield Buffer.from(batch.map(csvLine).join(''));
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: string): string {
  const safe = neutralised(cell);
  return mustBeQuoted.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

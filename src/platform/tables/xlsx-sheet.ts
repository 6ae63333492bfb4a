import { headerOf, isEmptyRow, noHeader, ragged, rowCounter } from './table-rows.ts';
import { TABLE_LIMITS } from './table.ts';
import { TableError } from './table-error.ts';
import { columnName, columnOf, dayOfSerial, plainNumber, unescapedText } from './xlsx-values.ts';
import type { Workbook } from './xlsx-workbook.ts';
import { broken, heardPieces, type XmlListener } from './xlsx-xml.ts';

/** Rows of a sheet; the cells of all of them stand one after the other. */
export type SheetBatch = { lines: number[]; cells: string[] };

const ROWS_IN_BATCH = 1000;

/**
 * Reads the sheet to its header; the rows come as they are asked for.
 * @throws {TableError} no-header, too-wide, ragged, formula, nul, long-record, too-many-rows, broken-xml, and what
 * reading the part throws
 */
export async function readSheet(
  workbook: Workbook,
): Promise<{ header: string[]; batches: AsyncGenerator<SheetBatch, void, undefined> }> {
  const rows = rowTaker();
  const { sheetPart } = workbook;
  const pieces = heardPieces(workbook.parts.read(sheetPart), sheetPart, cellListener(workbook, rows));
  while (rows.header === undefined) {
    if ((await pieces.next()).done === true && rows.header === undefined) throw noHeader();
  }
  return { header: rows.header, batches: batchesOf(pieces, rows) };
}

async function* batchesOf(
  pieces: AsyncIterable<void>,
  rows: RowTaker,
): AsyncGenerator<SheetBatch, void, undefined> {
  for await (const _ of pieces) if (rows.waiting() >= ROWS_IN_BATCH) yield rows.taken();
  if (rows.waiting() > 0) yield rows.taken();
}

type RowTaker = {
  header: string[] | undefined;
  take(line: number, cells: string[]): void;
  waiting(): number;
  taken(): SheetBatch;
};

function rowTaker(): RowTaker {
  let batch: SheetBatch = { lines: [], cells: [] };
  const count = rowCounter();
  const taker: RowTaker = {
    header: undefined,
    take(line, cells) {
      if (isEmptyRow(cells)) return;
      if (taker.header === undefined) {
        taker.header = headerOf(cells);
        return;
      }
      count(1);
      batch.lines.push(line);
      for (const cell of cells) batch.cells.push(cell);
    },
    waiting: () => batch.lines.length,
    taken() {
      const full = batch;
      batch = { lines: [], cells: [] };
      return full;
    },
  };
  return taker;
}

/** Puts cells together from the tags of a sheet. */
function cellListener(workbook: Workbook, rows: RowTaker): XmlListener {
  const part = workbook.sheetPart;
  let line = 0;
  let inRow = false;
  let rowLength = 0;
  let cells: string[] = [];
  let column = -1;
  let type = 'n';
  let style = 0;
  let text = '';
  let phonetic = 0;
  let inValue = false;
  /** Of row elements, empty ones too: a sheet of Excel has about a million. */
  const countElement = rowCounter();

  function beginRow(number: string | undefined): void {
    const next = number === undefined ? line + 1 : Number(number);
    if (!Number.isSafeInteger(next) || next <= line) throw broken(part, 'rows out of order');
    countElement(1);
    line = next;
    inRow = true;
    column = -1;
    rowLength = 0;
    cells = rows.header === undefined ? [] : Array.from(rows.header, () => '');
  }

  function beginCell(attributes: Readonly<Record<string, string>>): void {
    const next = attributes['r'] === undefined ? column + 1 : columnOf(attributes['r']);
    if (next === undefined) throw broken(part, 'a cell has no place');
    column = next;
    type = attributes['t'] ?? 'n';
    style = Number(attributes['s'] ?? 0);
    text = '';
  }

  function endCell(): void {
    const value = text === '' ? '' : cellValue();
    if (value === '') return;
    rowLength += value.length;
    if (rowLength > TABLE_LIMITS.recordLength)
      throw new TableError('long-record', `row ${line} is too long`, {
        line,
        limit: TABLE_LIMITS.recordLength,
      });
    if (value.includes('\0')) throw new TableError('nul', 'the text holds a NUL character', { line });
    const { header } = rows;
    if (header === undefined) {
      if (column >= TABLE_LIMITS.columns) throw tooWide(column + 1);
      while (cells.length < column) cells.push('');
    } else if (column >= header.length) throw ragged(line, column + 1, header.length);
    cells[column] = value;
  }

  function cellValue(): string {
    switch (type) {
      case 's': {
        const shared = workbook.strings.at(Number(text));
        if (shared === undefined) throw broken(part, 'a shared string is missing');
        return shared;
      }
      case 'inlineStr':
      case 'str':
        return unescapedText(text);
      case 'b':
        return text.trim() === '1' || text.trim() === 'true' ? 'TRUE' : 'FALSE';
      case 'd':
        return text.slice(0, 10);
      case 'e':
        return text;
      default:
        return numberValue();
    }
  }

  function numberValue(): string {
    const day = workbook.isDate(style) ? dayOfSerial(Number(text), workbook.date1904) : undefined;
    const value = day ?? plainNumber(text);
    if (value === undefined) throw broken(part, 'a number is none');
    return value;
  }

  return {
    open(name, attributes) {
      if (name === 'c' && inRow) beginCell(attributes);
      else if (name === 'v' || name === 't') inValue = inRow && phonetic === 0;
      else if (name === 'row') beginRow(attributes['r']);
      else if (name === 'rPh') phonetic++;
      else if (name === 'f' && inRow) throw formulaAt(line, column);
    },
    close(name) {
      if (name === 'v' || name === 't') inValue = false;
      else if (name === 'c' && inRow) endCell();
      else if (name === 'rPh') phonetic--;
      else if (name === 'row') {
        inRow = false;
        rows.take(line, cells);
      }
    },
    text(more) {
      if (inValue) text += more;
    },
  };
}

function tooWide(found: number): TableError {
  const limit = TABLE_LIMITS.columns;
  return new TableError('too-wide', `the header has ${found} columns`, { found, limit });
}

function formulaAt(line: number, column: number): TableError {
  const cell = `${columnName(column)}${line}`;
  return new TableError('formula', `cell ${cell} holds a formula`, { cell, line, column: column + 1 });
}

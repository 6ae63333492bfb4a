import { TABLE_LIMITS, type TableRow } from './table.ts';
import { TableError } from './table-error.ts';

/** Whether nothing stands in any of the cells. */
export function isEmptyRow(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === '');
}

/**
 * The header without the empty cells at its end.
 * @throws {TableError} too-wide
 */
export function headerOf(cells: readonly string[]): string[] {
  const width = 1 + cells.findLastIndex((cell) => cell !== '');
  if (width > TABLE_LIMITS.columns)
    throw new TableError('too-wide', `the header has ${width} columns`, {
      found: width,
      limit: TABLE_LIMITS.columns,
    });
  return cells.slice(0, width);
}

/**
 * Holds a record to the width of the header: empty cells beyond it go.
 * @throws {TableError} ragged
 */
export function fitted(row: TableRow, width: number): TableRow {
  const { line, cells } = row;
  if (cells.length === width) return row;
  const found = Math.max(1 + cells.findLastIndex((cell) => cell !== ''), Math.min(cells.length, width));
  if (found !== width) throw ragged(line, found, width);
  return { line, cells: cells.slice(0, width) };
}

export function ragged(line: number, found: number, expected: number): TableError {
  return new TableError('ragged', `line ${line} has ${found} cells and the header ${expected}`, {
    line,
    found,
    expected,
  });
}

/** Counts rows up to the limit. */
export function rowCounter(): (more: number) => void {
  let count = 0;
  return (more) => {
    count += more;
    if (count > TABLE_LIMITS.rows)
      throw new TableError('too-many-rows', `the file has more than ${TABLE_LIMITS.rows} rows`, {
        limit: TABLE_LIMITS.rows,
      });
  };
}

export function noHeader(): TableError {
  return new TableError('no-header', 'no line of the file has anything in it');
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { openTable } from '../../src/platform/tables/open-table.ts';
import type { Table } from '../../src/platform/tables/table.ts';

type Options = Parameters<typeof openTable>[1];

/** A folder for the table files of a test file, gone after its last test. */
export function tableFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'tables-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  let count = 0;
  return {
    folder,
    put(content: string | Buffer, ending = '.csv'): string {
      const path = join(folder, `${++count}${ending}`);
      writeFileSync(path, content);
      return path;
    },
  };
}

export type ReadTable = Pick<Table, 'format' | 'encoding' | 'delimiter' | 'header' | 'date1904'> & {
  lines: number[];
  rows: string[][];
};

/** Reads a file to its end. */
export async function readAll(path: string, options?: Options): Promise<ReadTable> {
  const table = await openTable(path, options);
  try {
    const read: ReadTable = { ...table, lines: [], rows: [] };
    for await (const batch of table.rows())
      for (const { line, cells } of batch) {
        read.lines.push(line);
        read.rows.push(cells);
      }
    return read;
  } finally {
    await table.close();
  }
}

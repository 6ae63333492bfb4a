// Reads a table file to its end and says, as one line of JSON, what came of it and what it took: node read-table.ts <path>
// A program of its own, so that time and memory are those of this one file.
import { readFileSync } from 'node:fs';
import { openTable } from '../../src/platform/tables/open-table.ts';
import { TableError } from '../../src/platform/tables/table-error.ts';

export type ReadReport = {
  code: string;
  facts: Record<string, string | number>;
  rows: number;
  /** Of processor, the start of the program with it. */
  seconds: number;
  /** The most that was ever resident, in MiB. */
  peak: number;
};

const [path = ''] = process.argv.slice(2);
let rows = 0;
let end: Pick<ReadReport, 'code' | 'facts'> = { code: 'read', facts: {} };
try {
  const table = await openTable(path);
  try {
    for await (const batch of table.rows()) rows += batch.length;
  } finally {
    await table.close();
  }
} catch (error) {
  if (!(error instanceof TableError)) throw error;
  end = { code: error.code, facts: error.facts };
}
const { user, system } = process.cpuUsage();
const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
const report: ReadReport = { ...end, rows, seconds: (user + system) / 1e6, peak };
process.stdout.write(JSON.stringify(report));

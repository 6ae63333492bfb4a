import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { arabicHeaders, columnNames } from '../../src/engine/registers/import/columns.ts';
import { importRegister } from '../../src/engine/registers/import/import-register.ts';
import { byTest } from './by-test.ts';
import type { Column } from '../../src/engine/registers/import/columns.ts';
import type { ImportRequest, ImportSummary } from '../../src/engine/registers/import/import-register.ts';
import type { ReportedLine } from '../../src/engine/registers/import/staged.store.ts';
import type { Database } from '../../src/platform/db/database.ts';

/** A line of a file: what is not given is as in `usual`. */
export type FileLine = Partial<Record<Column, string>>;

const usual: Record<Column, string> = {
  contractor_number: '2001',
  contractor_name: 'شركة السنابل الهندسية',
  contractor_status: 'فعال',
  permit_number: '101',
  permit_year: '2026',
  permit_type: 'حفريات مياه',
  location: 'شارع السوسنة',
  utility_owner: 'شركة المياه',
  issued_on: '2026-01-05',
  valid_from: '2026-01-06',
  valid_until: '2026-12-31',
  status: 'ساري',
  phone: '0790000001',
  reminders: 'لا',
};

const folder = mkdtempSync(join(tmpdir(), 'tajdeed-register-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
let files = 0;

/** A path for a file of this test run. */
export function freshPath(ending: string): string {
  files += 1;
  return join(folder, `register-${files}.${ending}`);
}

/** Saves lines as a CSV file with Arabic headers; `columns` are those that it has. */
export function registerFile(lines: readonly FileLine[], columns: readonly Column[] = columnNames): string {
  const path = freshPath('csv');
  const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = lines.map((line) => columns.map((column) => quoted({ ...usual, ...line }[column])).join(','));
  writeFileSync(
    path,
    `\ufeff${[columns.map((column) => arabicHeaders[column]).join(','), ...rows].join('\r\n')}\r\n`,
  );
  return path;
}

/** Brings a file in, and collects every line of its report. */
export async function bringIn(
  db: Database,
  path: string,
  options: Partial<ImportRequest> = {},
): Promise<{ summary: ImportSummary; lines: ReportedLine[] }> {
  const lines: ReportedLine[] = [];
  const result = await importRegister(db, {
    path,
    ...byTest,
    dryRun: false,
    ...options,
    report: async (report) => {
      for await (const batch of report.lines({ notableOnly: false })) lines.push(...batch);
      await options.report?.(report);
    },
  });
  if (result.kind !== 'done') throw new Error(`The import ended as ${JSON.stringify(result)}`);
  return { summary: result.summary, lines };
}

/** Everything of the register's tables, in one order; times of recording, and what counts up, left out. */
export async function registerState(db: Database): Promise<unknown[]> {
  const tables = {
    contractors: sql`select number, name from contractors order by number`,
    permits: sql`select p.number, p.year, c.number as contractor, type, location, utility_owner, issued_on, p.phone,
      valid_from, valid_until from permits p join contractors c on c.id = p.contractor_id order by year, p.number`,
    terms: sql`select p.number, p.year, ordinal, t.valid_from, t.valid_until from permit_terms t
      join permits p on p.id = t.permit_id order by year, number, ordinal`,
    permitEvents: sql`select p.number, p.year, kind, day from permit_events e join permits p on p.id = e.permit_id order by e.id`,
    contractorEvents: sql`select c.number, kind, day from contractor_events e
      join contractors c on c.id = e.contractor_id order by e.id`,
  };
  const state: unknown[] = [];
  for (const [name, query] of Object.entries(tables))
    state.push([name, (await query.execute(db.query)).rows]);
  return state;
}

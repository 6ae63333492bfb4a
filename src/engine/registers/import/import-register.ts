import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { record } from '../../audit/record.ts';
import { openTable } from '../../../platform/tables/open-table.ts';
import { TableError } from '../../../platform/tables/table-error.ts';
import { readHeaders } from './columns.ts';
import { compare, countDifference, firstMissing } from './compare.store.ts';
import { openJudge } from './judge-line.ts';
import { lockImports, merge, unlockImports } from './merge.store.ts';
import {
  countLines,
  dropStage,
  makeStage,
  readStaged,
  settleRepeated,
  stage,
  stagedLine,
} from './staged.store.ts';
import type { Origin } from '../../audit/record.ts';
import type { Database } from '../../../platform/db/database.ts';
import type { Table, TableDelimiter, TableEncoding } from '../../../platform/tables/table.ts';
import type { Headers } from './columns.ts';
import type { Difference, Told } from './compare.store.ts';
import type { FileProblem } from './file-words.ts';
import type { Judge } from './judge-line.ts';
import type { Mapping } from './mapping.ts';
import type { Connection, LineCounts, ReportedLine } from './staged.store.ts';

/** What is brought in, by whom, and how the file is to be read where looking at it is not enough. */
export type ImportRequest = {
  path: string;
  by: string;
  /** The same for the audit. */
  origin: Origin;
  /** Compares only, and writes nothing. */
  dryRun: boolean;
  mapping?: Mapping;
  encoding?: TableEncoding;
  delimiter?: TableDelimiter;
  /** Told now and then how far it is. */
  progress?: (progress: Progress) => void;
  /** What the file is called, when it lies under another name. */
  name?: string;
  /** Done in the transaction of the import, at its end; not of a dry run. When it fails, nothing is brought in. */
  within?: (trx: Connection, summary: ImportSummary) => Promise<void>;
  /** Given the report while its lines can be read; when it fails after the import was done, the import stays. */
  report?: (report: ImportReport) => Promise<void>;
};

/** How far an import is. `share` is from 0 to 1, of this phase. */
export type Progress = { phase: 'reading' | 'comparing' | 'writing'; rows: number; share: number };

/** What came of a file. */
export type ImportSummary = {
  /** The number of the import; `null` for a dry run. */
  importId: number | null;
  dryRun: boolean;
  file: string;
  sha256: string;
  format: 'csv' | 'xlsx';
  encoding: TableEncoding | null;
  delimiter: TableDelimiter | null;
  /** Headers that mean nothing to us. */
  ignored: string[];
  counts: LineCounts & Difference;
  /** Some permits of the register that the file does not have, at most a hundred. */
  missing: { permitYear: string; permitNumber: string }[];
};

/** The summary, and every line in the order of the file. */
export type ImportReport = ImportSummary & {
  /** Some thousand at a time. `notableOnly`: only those about which there is something to say, new permits apart. */
  lines: (options: { notableOnly: boolean }) => AsyncIterable<ReportedLine[]>;
};

/** What an import ends in. Nothing was changed unless it is `done`. */
export type ImportResult =
  | { kind: 'done'; summary: ImportSummary }
  /** The file cannot be read, or its headers will not do. */
  | { kind: 'unreadable'; problem: FileProblem }
  /** Another import is at work. */
  | { kind: 'busy' };

/**
 * Brings a file into the register: all of its accepted lines in one transaction, or, when anything fails, nothing. A
 * look-up in the meantime sees the register as it was. The same file again changes nothing.
 */
export async function importRegister(db: Database, request: ImportRequest): Promise<ImportResult> {
  try {
    const table = await openTable(request.path, {
      ...(request.encoding && { encoding: request.encoding }),
      ...(request.delimiter && { delimiter: request.delimiter }),
    });
    try {
      const read = readHeaders(table.header, request.mapping?.columns);
      if (!read.ok) return { kind: 'unreadable', problem: read.problem };
      return await withConnection(db, (connection) => importOn(connection, request, table, read.headers));
    } finally {
      await table.close();
    }
  } catch (error) {
    if (error instanceof TableError)
      return { kind: 'unreadable', problem: { code: error.code, facts: error.facts } };
    throw error;
  }
}

async function sha256Of(path: string): Promise<string> {
  const sum = createHash('sha256');
  await pipeline(createReadStream(path), sum);
  return sum.digest('hex');
}

/** A connection on which statements may take long, as it comes back to the others: without a trace of this. */
async function withConnection<T>(db: Database, work: (connection: Connection) => Promise<T>): Promise<T> {
  return db.query.connection().execute(async (connection) => {
    await sql`set statement_timeout = 0`.execute(connection);
    // To sort and to join a million lines; the embedded database shares our memory.
    await sql`set work_mem = ${sql.lit(db.kind === 'embedded' ? '16MB' : '64MB')}`.execute(connection);
    try {
      return await work(connection);
    } finally {
      await dropStage(connection);
      await sql`reset work_mem`.execute(connection);
      await sql`reset statement_timeout`.execute(connection);
    }
  });
}

async function importOn(
  connection: Connection,
  request: ImportRequest,
  table: Table,
  headers: Headers,
): Promise<ImportResult> {
  if (!(await lockImports(connection))) return { kind: 'busy' };
  try {
    await makeStage(connection);
    const summary = await connection
      .transaction()
      .execute((trx) => importWithin(trx, request, table, headers));
    const { importId } = summary;
    await request.report?.({
      ...summary,
      lines: ({ notableOnly }) => readStaged(connection, { importId, notableOnly }),
    });
    return { kind: 'done', summary };
  } finally {
    await unlockImports(connection);
  }
}

async function importWithin(
  trx: Connection,
  request: ImportRequest,
  table: Table,
  headers: Headers,
): Promise<ImportSummary> {
  const { progress = () => {} } = request;
  const { rows: days } = await sql<{
    today: string;
  }>`select (moment() at time zone 'Asia/Amman')::date as today`.execute(trx);
  const judge = openJudge({
    places: headers.places,
    today: Temporal.PlainDate.from(days[0]?.today ?? ''),
    date1904: table.date1904,
    words: request.mapping?.words ?? {},
  });
  const rows = await stageAll(trx, table, judge, progress);
  // Not before: a file that is refused may be as long as a disk.
  const sha256 = await sha256Of(request.path);
  progress({ phase: 'comparing', rows, share: 0 });
  await settleRepeated(trx, judge.repeated());
  const told: Told = { columns: new Set(headers.places.keys()), anySuspended: judge.anySuspended() };
  await compare(trx, told);
  const counts = { ...(await countLines(trx)), ...(await countDifference(trx)) };
  const missing = counts.missing > 0 ? await firstMissing(trx, 100) : [];
  const file = request.name ?? basename(request.path);
  const importId = request.dryRun
    ? null
    : await merge(trx, { file, sha256, by: request.by, counts }, told, (lines) =>
        progress({ phase: 'writing', rows: lines, share: lines / Math.max(1, rows + 1) }),
      );
  if (importId !== null)
    await record(trx, {
      ...request.origin,
      action: 'import.done',
      subject: `import:${importId}`,
      // Somebody of the office is told by the number of their row alone.
      data: { ...(request.origin.actor.kind === 'command' && { by: request.by }), file, sha256, counts },
    });
  const summary: ImportSummary = {
    importId,
    dryRun: request.dryRun,
    file,
    sha256,
    format: table.format,
    encoding: table.encoding,
    delimiter: table.delimiter,
    ignored: headers.ignored,
    counts,
    missing,
  };
  if (importId !== null) await request.within?.(trx, summary);
  return summary;
}

/** Judges every line and puts it into the stage. While the database takes one batch, the next is read. */
async function stageAll(
  trx: Connection,
  table: Table,
  judge: Judge,
  progress: (progress: Progress) => void,
): Promise<number> {
  let rows = 0;
  let writing: Promise<void> = Promise.resolve();
  try {
    for await (const batch of table.rows()) {
      let lines = '';
      for (const row of batch) lines += stagedLine(judge.judge(row));
      rows += batch.length;
      await writing;
      writing = stage(trx, lines);
      // Awaited with the next batch; until then nobody listens.
      writing.catch(() => {});
      progress({ phase: 'reading', rows, share: table.bytesRead() / Math.max(1, table.bytesInAll) });
    }
  } finally {
    // The transaction must not be ended under a statement that is still running.
    await writing.catch(() => {});
  }
  await writing;
  return rows;
}

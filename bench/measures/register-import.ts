import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { copyInto } from '../../src/platform/db/copy.ts';
import { openDatabase } from '../../src/platform/db/database.ts';
import { dropDatabase, makeDatabase } from '../support/database.ts';
import { median } from '../support/rounds.ts';
import type { Result } from '../support/result.ts';

const database = 'tajdeed_bench_import';
const contractors = 20_000;

/** Where the rows stand: as a city's file, and as COPY takes them into the register's tables and into a plain one. */
type Files = { csv: string; contractors: string; permits: string; plain: string };

/** Bringing in a file, against COPY of the same rows by hand; and the memory that it takes. */
export async function measureRegisterImport(quick: boolean): Promise<Result[]> {
  const rows = quick ? 200_000 : 1_000_000;
  const folder = await mkdtemp(join(tmpdir(), 'tajdeed-bench-'));
  try {
    const files = await writeFiles(folder, rows);
    const seconds: Record<'ours' | 'tables' | 'plain', number[]> = { ours: [], tables: [], plain: [] };
    let most = 0;
    for (let round = 0; round < 3; round++) {
      seconds.plain.push(await onEmpty((url) => copyPlain(url, files)));
      seconds.tables.push(await onEmpty((url) => copyTables(url, files)));
      seconds.ours.push(
        await onEmpty(async (url) => {
          most = Math.max(most, await runImport(files.csv, { DATABASE_URL: url }));
        }),
      );
    }
    const rate = (name: keyof typeof seconds) => rows / median(seconds[name]);
    const tell = (name: keyof typeof seconds) => `${Math.round(rate(name)).toLocaleString('en')} rows/s`;
    const dataDir = join(folder, 'data');
    await run(['migrate'], { DATA_DIR: dataDir });
    const opened = await run(['register', 'imports'], { DATA_DIR: dataDir });
    const embedded = await runImport(files.csv, { DATA_DIR: dataDir });
    const all = rows.toLocaleString('en');
    return [
      {
        work: `import of ${all} rows, against COPY of them into the same tables`,
        unit: '×',
        value: rate('ours') / rate('tables'),
        goal: { least: 0.3 },
        measured: `${tell('ours')} against ${tell('tables')}`,
      },
      {
        work: 'the same, against COPY into one table without index or key',
        unit: '×',
        value: rate('ours') / rate('plain'),
        goal: null,
        measured: `${tell('ours')} against ${tell('plain')}`,
      },
      {
        work: `memory of an import of ${all} rows, PostgreSQL`,
        unit: 'MB',
        value: most,
        goal: { most: 300 },
        measured: 'the most that the process occupied',
      },
      {
        work: `memory of an import of ${all} rows, embedded: more than to open the database`,
        unit: 'MB',
        value: embedded - opened,
        goal: { most: 300 },
        measured: `${embedded.toFixed(0)} MB against ${opened.toFixed(0)} MB; the database is in the process`,
      },
    ];
  } finally {
    await dropDatabase(database);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes the rows in each form. Their order is that of numbers, as registers are kept; contractors are anywhere. */
async function writeFiles(folder: string, rows: number): Promise<Files> {
  const files = {
    csv: join(folder, 'register.csv'),
    contractors: join(folder, 'contractors.copy'),
    permits: join(folder, 'permits.copy'),
    plain: join(folder, 'plain.copy'),
  };
  const out = {
    csv: open(files.csv),
    permits: open(files.permits),
    plain: open(files.plain),
    contractors: open(files.contractors),
  };
  await out.csv.write(
    'رقم المقاول,اسم المقاول,حالة المقاول,رقم التصريح,سنة التصريح,نوع التصريح,الموقع,الجهة المالكة,تاريخ الإصدار,ساري من,ساري حتى,حالة التصريح,رقم الهاتف\n',
  );
  const name = (contractor: number) => `شركة قناطر الحجر ${contractor} للمقاولات`;
  for (let n = 1; n <= contractors; n++) await out.contractors.write(`${n}\t${999 + n}\t${name(999 + n)}\n`);
  for (let n = 0; n < rows; n++) {
    const contractor = 1000 + ((n * 7919) % contractors);
    const [number, year] = [1 + Math.floor(n / 30), 1995 + (n % 30)];
    const until = `2026-${String(1 + (n % 12)).padStart(2, '0')}-15`;
    const phone = 791_000_000 + (n % 9_000_000);
    const words = ['حفريات مياه', 'شارع السوسنة', 'شركة المياه'];
    const line = [
      contractor,
      name(contractor),
      'فعال',
      number,
      year,
      ...words,
      '2026-01-05',
      '2026-01-06',
      until,
      'ساري',
      `0${phone}`,
    ];
    await out.csv.write(`${line.join(',')}\n`);
    await out.plain.write(`${line.join('\t')}\n`);
    const permit = [
      contractor - 999,
      number,
      year,
      ...words,
      '2026-01-05',
      `+962${phone}`,
      '2026-01-06',
      until,
    ];
    await out.permits.write(`${permit.join('\t')}\n`);
  }
  for (const file of Object.values(out)) await file.end();
  return files;
}

function open(path: string): { write: (text: string) => Promise<void>; end: () => Promise<void> } {
  const stream = createWriteStream(path);
  let waiting = '';
  const flush = async () => {
    if (!stream.write(waiting)) await once(stream, 'drain');
    waiting = '';
  };
  return {
    write: async (text) => {
      waiting += text;
      if (waiting.length > 100_000) await flush();
    },
    end: async () => {
      await flush();
      stream.end();
      await once(stream, 'close');
    },
  };
}

/** The seconds that a work takes on a register without a row. */
async function onEmpty(work: (url: string) => Promise<void>): Promise<number> {
  const url = await makeDatabase(database);
  // What the database still owes to the disk from before is not this work's.
  const client = new pg.Client(url);
  await client.connect();
  await client.query('checkpoint').catch(() => {});
  await client.end();
  const began = performance.now();
  await work(url);
  return (performance.now() - began) / 1000;
}

async function copyTables(url: string, files: Files): Promise<void> {
  await copyFiles(url, null, [
    ['contractors', ['id', 'number', 'name'], files.contractors],
    [
      'permits',
      [
        'contractor_id',
        'number',
        'year',
        'type',
        'location',
        'utility_owner',
        'issued_on',
        'phone',
        'valid_from',
        'valid_until',
      ],
      files.permits,
    ],
  ]);
}

async function copyPlain(url: string, files: Files): Promise<void> {
  const columns = Array.from({ length: 13 }, (_, n) => `c${n}`);
  await copyFiles(url, `create table plain (${columns.map((each) => `${each} text`).join(', ')})`, [
    ['plain', columns, files.plain],
  ]);
}

/** COPY of files as they are, in one transaction. */
async function copyFiles(
  url: string,
  before: string | null,
  tables: [table: string, columns: string[], file: string][],
): Promise<void> {
  const db = await openDatabase({ url, dataDir: '', poolSize: 1 });
  if (before !== null) await db.execute(before);
  await db.query.transaction().execute(async (trx) => {
    for (const [table, columns, file] of tables) {
      let rest = '';
      for await (const piece of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 19 })) {
        const text = rest + String(piece);
        const end = text.lastIndexOf('\n') + 1;
        rest = text.slice(end);
        await copyInto(trx, table, columns, text.slice(0, end));
      }
    }
  });
  await db.close();
}

/** Brings the file in with the command line, as people do; the most megabytes that the process occupied. */
function runImport(file: string, env: Record<string, string>): Promise<number> {
  return run(['register', 'import', file], env);
}

async function run(args: string[], env: Record<string, string>): Promise<number> {
  const program = fileURLToPath(new URL('../../bin/tajdeed.js', import.meta.url));
  // As the first line of the program says that it is started.
  const flags = readFileSync(program, 'utf8').split('\n')[0]?.match(/--\S+/g) ?? [];
  const child = spawn(process.execPath, [...flags, program, ...args], {
    env: { PATH: process.env['PATH'], MALLOC_ARENA_MAX: '2', ...env },
    stdio: 'ignore',
  });
  let most = 0;
  const watch = setInterval(() => {
    try {
      most =
        Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
    } catch {
      // It has just ended.
    }
  }, 100);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearInterval(watch);
  if (code !== 0) throw new Error(`tajdeed ${args.join(' ')} ended with ${code}`);
  return most;
}

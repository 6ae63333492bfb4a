import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** The server on which databases are made for the measurements, and dropped after them. */
const serverUrl = process.env['BENCH_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** Permit numbers of the measurements begin here; the demo's are below. */
export const firstNumber = 1_000_001;

/** One contractor has this many permits; its number is the permit's, divided. */
const permitsOfOne = 50;

/** The address of a database on the server. */
function urlOf(name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Makes a database anew, with the portal's tables. */
export async function makeDatabase(name: string): Promise<string> {
  await dropDatabase(name);
  await onServer(`create database ${name}`);
  tajdeed(urlOf(name), 'migrate');
  return urlOf(name);
}

/** Drops a database, whoever is connected. */
export async function dropDatabase(name: string): Promise<void> {
  await onServer(`drop database if exists ${name} with (force)`);
}

async function onServer(text: string): Promise<void> {
  const client = new pg.Client(serverUrl);
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

/** Runs a command of the portal against a database. */
function tajdeed(url: string, ...args: string[]): void {
  const file = fileURLToPath(new URL('../../bin/tajdeed.js', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [file, ...args], {
    env: { PATH: process.env['PATH'], DATABASE_URL: url },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`tajdeed ${args[0]}: ${stderr}`);
}

/** Fills the register with renewable permits of this year. Foreign keys are not checked: ten million take minutes less. */
export async function fillRegister(url: string, permits: number): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(`set session_replication_role = replica; set maintenance_work_mem = '512MB'`);
    await client.query(`insert into contractors (number, name)
      select number, 'شركة قناطر الحجر الأبيض للمقاولات'
      from generate_series(${firstNumber} / ${permitsOfOne}, ${firstNumber + permits} / ${permitsOfOne}) number`);
    await client.query(`insert into permits (contractor_id, number, year, type, location, utility_owner, phone, valid_from, valid_until)
      select c.id, n, extract(year from now() at time zone 'Asia/Amman'), 'حفريات مياه', 'شارع السوسنة', 'شركة المياه',
        '+962790000000', current_date - 20, current_date + 9
      from generate_series(${firstNumber}, ${firstNumber + permits - 1}) n
      join contractors c on c.number = n / ${permitsOfOne}`);
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

/** What one types on the permit step to find the nth permit of `fillRegister`. */
export function permitNumbers(n: number): {
  contractorNumber: string;
  permitNumber: string;
  permitYear: string;
} {
  const number = firstNumber + n;
  return {
    contractorNumber: String(Math.floor(number / permitsOfOne)),
    permitNumber: String(number),
    permitYear: String(Temporal.Now.plainDateISO('Asia/Amman').year),
  };
}

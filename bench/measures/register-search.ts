import pg from 'pg';
import { dropDatabase, makeDatabase } from '../support/database.ts';
import { median } from '../support/rounds.ts';
import { contractorsOfPage, searchRegister } from '../../src/engine/registers/office/search-register.ts';
import { openDatabase } from '../../src/platform/db/database.ts';
import type { Context } from '../../src/engine/context.ts';
import type { Database } from '../../src/platform/db/database.ts';
import type { Result } from '../support/result.ts';

const small = 10_000;

const firsts = ['قناطر', 'سنابل', 'مرايا', 'نواعير', 'بيادر'];
const seconds = ['الحجر', 'التل', 'الوادي', 'الأفق'];
const pick = (from: readonly string[], n: number): string => from[n % from.length] ?? '';

/** What a clerk types, and how many contractors the page then has, in both registers. */
const searches: [string, (n: number) => string, number][] = [
  ['a word of a name', (n) => pick(firsts, n), contractorsOfPage],
  ['two words of a name', (n) => `${pick(firsts, n)} ${pick(seconds, n)}`, contractorsOfPage],
  ['a number', (n) => String(100_000 + ((n * 7919) % small)), 1],
  ['a phone’s ending', (n) => String(n % 40).padStart(4, '0'), contractorsOfPage],
];

/** The search of the register with very many contractors, against few. */
export async function measureRegisterSearch(quick: boolean): Promise<Result[]> {
  const large = quick ? 100_000 : 1_000_000;
  const names = { small: 'tajdeed_bench_search_small', large: 'tajdeed_bench_search_large' };
  const opened: Database[] = [];
  try {
    const open = async (name: string, contractors: number): Promise<Context> => {
      const url = await makeDatabase(name);
      await fill(url, contractors);
      const db = await openDatabase({ url, dataDir: '', poolSize: 1 });
      opened.push(db);
      // The search reads nothing else of a context.
      return { db } as unknown as Context;
    };
    const few = await open(names.small, small);
    const many = await open(names.large, large);
    const results: Result[] = [];
    for (const [what, typed, expected] of searches) {
      const times: { few: number[]; many: number[] } = { few: [], many: [] };
      const rounds = quick ? 7 : 15;
      for (let round = 0; round <= rounds; round++) {
        const fast = await timed(few, typed, expected);
        const slow = await timed(many, typed, expected);
        // The first round warms up.
        if (round === 0) continue;
        times.few.push(fast);
        times.many.push(slow);
      }
      const [least, ours] = [median(times.few), median(times.many)];
      results.push({
        work: `register’s search by ${what}, ${large.toLocaleString('en')} contractors against ${small.toLocaleString('en')}`,
        unit: '×',
        value: ours / least,
        goal: { most: 1.5 },
        measured: `${ours.toFixed(0)} µs against ${least.toFixed(0)} µs`,
      });
    }
    return results;
  } finally {
    for (const db of opened) await db.close();
    for (const name of Object.values(names)) await dropDatabase(name);
  }
}

/** The median time of a search in microseconds. */
async function timed(ctx: Context, typed: (n: number) => string, expected: number): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 60; n++) {
    const began = performance.now();
    const found = await searchRegister(ctx, typed(n));
    times.push((performance.now() - began) * 1000);
    const count = found.kind === 'found' ? found.contractors.length : 0;
    if (count !== expected) throw new Error(`A search has ${count} contractors`);
  }
  return median(times);
}

/** Contractors with one permit each, their names of few words: every search finds more than its page. */
async function fill(url: string, contractors: number): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(
      `insert into contractors (number, name) select 100000 + n, concat('شركة ', ($1::text[])[1 + n % 5], ' ', ($2::text[])[1 + n % 4], ' ', n)
      from generate_series(0, ${contractors - 1}) n`,
      [firsts, seconds],
    );
    await client.query(`set session_replication_role = replica`);
    await client.query(`insert into permits (contractor_id, number, year, type, location, utility_owner, phone, valid_from, valid_until)
      select id, number, 2026, 'حفريات مياه', 'شارع السوسنة', 'شركة المياه', '+9627900' || lpad((id % 40)::text, 5, '0'),
        current_date - 20, current_date + 9 from contractors`);
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

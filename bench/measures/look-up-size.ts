import pg from 'pg';
import { dropDatabase, fillRegister, makeDatabase, permitNumbers } from '../support/database.ts';
import { median } from '../support/rounds.ts';
import { permitsInDatabase } from '../../src/engine/registers/permits.store.ts';
import { openDatabase } from '../../src/platform/db/database.ts';
import type { Database } from '../../src/platform/db/database.ts';
import type { Result } from '../support/result.ts';

const small = 10_000;

/** The portal's own SELECT of a permit in a large register, against a small one. */
export async function measureLookUpSize(quick: boolean): Promise<Result[]> {
  const large = quick ? 1_000_000 : 10_000_000;
  const names = { small: 'tajdeed_bench_small', large: 'tajdeed_bench_large' };
  const opened: Database[] = [];
  try {
    const open = async (name: string, permits: number): Promise<Database> => {
      const url = await makeDatabase(name);
      await fillRegister(url, permits);
      await readAll(url);
      const db = await openDatabase({ url, dataDir: '', poolSize: 1 });
      opened.push(db);
      return db;
    };
    const few = await open(names.small, small);
    const many = await open(names.large, large);
    const times: { few: number[]; many: number[] } = { few: [], many: [] };
    const rounds = quick ? 7 : 15;
    for (let round = 0; round <= rounds; round++) {
      const fast = await timed(few, small, round);
      const slow = await timed(many, large, round);
      // The first round warms up.
      if (round === 0) continue;
      times.few.push(fast);
      times.many.push(slow);
    }
    const [least, ours] = [median(times.few), median(times.many)];
    return [
      {
        work: `look-up at ${large.toLocaleString('en')} permits against ${small.toLocaleString('en')}`,
        unit: '×',
        value: ours / least,
        goal: { most: 1.3 },
        measured: `${ours.toFixed(0)} µs against ${least.toFixed(0)} µs`,
      },
    ];
  } finally {
    for (const db of opened) await db.close();
    for (const name of Object.values(names)) await dropDatabase(name);
  }
}

/** Reads every index and table once, so that what is timed is the search and not the disk. */
async function readAll(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query('create extension if not exists pg_prewarm');
  await client.query(`select pg_prewarm(c.oid::regclass, 'read') from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'i') and c.relpages > 0`);
  await client.end();
}

/** The median time of a look-up in microseconds, over permits from everywhere in the register. */
async function timed(db: Database, permits: number, round: number): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 3000; n++) {
    const answers = permitNumbers(((round * 3000 + n) * 7_919_837) % permits);
    const began = performance.now();
    const { row } = await permitsInDatabase.find(answers, db.query, { hold: false });
    times.push((performance.now() - began) * 1000);
    if (row === null) throw new Error(`No permit ${answers.permitNumber}`);
  }
  return median(times);
}

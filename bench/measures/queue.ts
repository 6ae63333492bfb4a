import pg from 'pg';
import { fillApplications } from '../support/applications.ts';
import { dropDatabase, makeDatabase } from '../support/database.ts';
import { median } from '../support/rounds.ts';
import { demoPortalSettings } from '../../src/engine/settings/portal-settings.ts';
import { openSettings } from '../../src/engine/settings/settings.ts';
import { readQueue, rowsOfPage } from '../../src/engine/review/queue.ts';
import { openDatabase } from '../../src/platform/db/database.ts';
import type { Context } from '../../src/engine/context.ts';
import type { QueueQuery } from '../../src/engine/review/queue.ts';
import type { Database } from '../../src/platform/db/database.ts';
import type { Result } from '../support/result.ts';

const small = 10_000;
const clerk = { id: 1, name: 'bench', role: 'clerk', place: 'bench' } as const;

/** What a clerk opens: the work, and the query of a round. Every one fills its page in both databases. */
const pages: [string, (round: number) => QueueQuery][] = [
  ['first page', () => ({})],
  ['page of one reason', () => ({ filter: { reason: 'weather' } })],
  ['page of one reason, overdue', () => ({ filter: { reason: 'weather', overdue: true } })],
  ['search by two words of a name', (round) => ({ search: `قناطر ${shared[round % shared.length]}` })],
  ['search by a phone’s ending', (round) => ({ search: String(round % 40).padStart(4, '0') })],
];

const shared = ['الحجر', 'التل', 'الوادي', 'الأفق'];

/** The queue with very many applications, all of them open, against few: each page with its live counts. */
export async function measureQueue(quick: boolean): Promise<Result[]> {
  const large = quick ? 100_000 : 1_000_000;
  const names = { small: 'tajdeed_bench_queue_small', large: 'tajdeed_bench_queue_large' };
  const opened: Database[] = [];
  try {
    const open = async (name: string, applications: number): Promise<Context> => {
      const url = await makeDatabase(name);
      await fillApplications(url, applications);
      await setDemo(url);
      const db = await openDatabase({ url, dataDir: '', poolSize: 1 });
      opened.push(db);
      // The queue reads nothing else of a context.
      return { db, settings: openSettings(db, []) } as unknown as Context;
    };
    const few = await open(names.small, small);
    const many = await open(names.large, large);
    const results: Result[] = [];
    for (const [work, query] of pages) {
      const times: { few: number[]; many: number[] } = { few: [], many: [] };
      const rounds = quick ? 7 : 15;
      for (let round = 0; round <= rounds; round++) {
        const fast = await timed(few, query);
        const slow = await timed(many, query);
        // The first round warms up.
        if (round === 0) continue;
        times.few.push(fast);
        times.many.push(slow);
      }
      const [least, ours] = [median(times.few), median(times.many)];
      results.push({
        work: `queue, ${work}: ${large.toLocaleString('en')} applications against ${small.toLocaleString('en')}`,
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

/** The median time of a page in microseconds. */
async function timed(ctx: Context, query: (round: number) => QueueQuery): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 60; n++) {
    const began = performance.now();
    const { rows } = await readQueue(ctx, clerk, query(n));
    times.push((performance.now() - began) * 1000);
    if (rows.length !== rowsOfPage) throw new Error(`A page has ${rows.length} rows`);
  }
  return median(times);
}

/** The portal's settings, as the demo has them. */
async function setDemo(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const [key, value] of Object.entries(demoPortalSettings))
      await client.query(
        `insert into settings (key, valid_from, value, set_by) values ($1, '2000-01-01', $2, 'bench')`,
        [key, JSON.stringify(value)],
      );
  } finally {
    await client.end();
  }
}

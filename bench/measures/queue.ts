import pg from 'pg';
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
      await fillQueue(url, applications);
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

/**
 * Open applications: a fifth of them overdue, one in a hundred set aside, one in fifty waiting, twenty contractors'
 * names and forty endings of phones, so that a search finds more than it looks at in both. Foreign keys are not checked: a million take minutes less.
 */
async function fillQueue(url: string, applications: number): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(`set session_replication_role = replica; set maintenance_work_mem = '512MB'`);
    await client.query('alter table application_words drop constraint application_words_pkey');
    for (const [key, value] of Object.entries(demoPortalSettings))
      await client.query(
        `insert into settings (key, valid_from, value, set_by) values ($1, '2000-01-01', $2, 'bench')`,
        [key, JSON.stringify(value)],
      );
    await client.query(`insert into applications (reference, intent, holder, service, version, lang, subject, found, answers,
        shown, proof, phone, phone_of_register, promised_on, search)
      select 'bench ' || n, gen_random_uuid(), '', 'contractor-permit-renewal', 1, 'ar', 'permit:2026/' || n,
        jsonb_build_object('name', name, 'label', n || ' / 2026'), '{}', '{"found": [], "answers": []}', '{}',
        '+9627900' || lpad((n % 40)::text, 5, '0'), false, current_date + (n % 50) - 10,
        ' ' || concat_ws(' ', n || '/2026', 5000 + n % 1000, n, lpad((n % 40)::text, 4, '0'), name) || ' '
      from generate_series(1, ${applications}) n, lateral (select 'شركه ' || (array['قناطر', 'سنابل', 'مرايا', 'نواعير',
        'بيادر'])[1 + n / 4 % 5] || ' ' || (array['الحجر', 'التل', 'الوادي', 'الافق'])[1 + n % 4] || ' للمقاولات' as name) x`);
    await client.query(`insert into application_events (application_id, kind, actor)
      select id, 'submitted', 'contractor' from applications`);
    await client.query(`insert into open_applications (service, subject, application_id, promised_on, waiting, reason, returns_on)
      select service, subject, id, promised_on, id % 50 = 0, (array['weather', 'materials', 'other', 'stopped'])[1 + id % 4],
        case when id % 100 = 7 then current_date + 5 end from applications`);
    await client.query(`insert into application_words select distinct word, id
      from applications, unnest(string_to_array(trim(search), ' ')) as word`);
    await client.query('alter table application_words add primary key (word, application_id)');
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

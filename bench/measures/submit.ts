import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { dropDatabase, makeDatabase } from '../support/database.ts';
import { http, load } from '../support/load.ts';
import { readyDrafts } from '../support/ready-drafts.ts';
import { median } from '../support/rounds.ts';
import { startPortal } from '../support/server.ts';
import { renewal } from '../support/site.ts';
import type { BareSubmits, Row } from '../servers/bare-submit.ts';
import type { Result } from '../support/result.ts';
import type { Site } from '../support/site.ts';

const connections = 10;
const bareDatabase = 'tajdeed_bench_bare';

/** Submits a second through the portal, against transactions a second of the same inserts by plain `pg`. */
export async function measureSubmit(site: Site, quick: boolean): Promise<Result[]> {
  const { url, portal } = site;
  const rounds = quick ? 5 : 9;
  const count = quick ? 1200 : 2500;
  // The pattern of the drafts needs a code by SMS, which only a worker sends.
  const working = await startPortal({ DATABASE_URL: url });
  const drafts = await readyDrafts({ url, portal: working }, count * (rounds + 1));
  await working.stop();
  const bareUrl = await makeDatabase(bareDatabase);
  const bare = fork(fileURLToPath(new URL('../servers/bare-submit.ts', import.meta.url)));
  const watch = new pg.Client(url);
  await watch.connect();
  const rates: { bare: number[]; ours: number[] } = { bare: [], ours: [] };
  const processor: number[] = [];
  try {
    for (let round = 0; round <= rounds; round++) {
      const first = round * count;
      const before = portal.cpu();
      const { failures, seconds } = await load({
        port: portal.port,
        connections,
        requests: count,
        request: (n) =>
          http(portal.port, `${renewal}/check`, {
            cookie: drafts.cookie(first + n),
            form: { draft: drafts.id(first + n) },
          }),
        right: ({ status, location }) => status === 303 && location === `${renewal}/done`,
      });
      if (failures > 0) throw new Error(`${failures} of ${count} submits did not lead to the receipt`);
      const cpu = (portal.cpu() - before) / count;
      const { application, message } = await lastRows(watch);
      bare.send({ url: bareUrl, connections, count, application, message } satisfies BareSubmits);
      const [bareSeconds] = (await once(bare, 'message')) as [number];
      // The first round warms up.
      if (round === 0) continue;
      processor.push(cpu);
      rates.ours.push(count / seconds);
      rates.bare.push(count / bareSeconds);
    }
  } finally {
    bare.kill();
    await watch.end();
    await dropDatabase(bareDatabase);
  }
  const [ours, least] = [median(rates.ours), median(rates.bare)];
  return [
    {
      work: 'submit, durable on PostgreSQL, against bare transactions',
      unit: '×',
      value: ours / least,
      goal: { least: 0.5 },
      measured: `${ours.toFixed(0)} a second against ${least.toFixed(0)}; ${median(processor).toFixed(0)} µs of our process each`,
    },
  ];
}

/** The rows of the newest application, without what the database gives by itself. */
async function lastRows(client: pg.Client): Promise<{ application: Row; message: Row }> {
  const { rows } = await client.query<{ application: Row; message: Row }>(
    `select to_jsonb(a) - 'id' - 'submitted_at' as application,
       to_jsonb(m) - 'created_at' - 'sent_at' - 'gateway_reference' as message
     from applications a join messages m on m.application_id = a.id order by a.id desc limit 1`,
  );
  if (!rows[0]) throw new Error('There is no application to copy');
  return rows[0];
}

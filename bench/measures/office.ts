import { createHash } from 'node:crypto';
import pg from 'pg';
import { fillApplications } from '../support/applications.ts';
import { dropDatabase, makeDatabase } from '../support/database.ts';
import { http } from '../support/load.ts';
import { inTurn } from '../support/rounds.ts';
import { killServers, startBare, startPortal } from '../support/server.ts';
import type { Contender } from '../support/rounds.ts';
import type { Result } from '../support/result.ts';

const name = 'tajdeed_bench_office';
const token = 'b'.repeat(22);

/** The pages a clerk keeps open, with very many applications, each against a page that was made before. */
export async function measureOffice(quick: boolean): Promise<Result[]> {
  const applications = quick ? 100_000 : 1_000_000;
  try {
    const url = await makeDatabase(name);
    await fillApplications(url, applications);
    const bare = await startBare('bare-page.ts');
    const portal = await startPortal({ DATABASE_URL: url }, ['--no-worker']);
    await signIn(url);
    const seconds = quick ? 3 : 6;
    const cookie = `tajdeed-staff=${token}`;
    const pages = (pathOf: (n: number) => string, least: number): Contender => ({
      server: portal,
      load: (round) => ({
        port: portal.port,
        connections: 32,
        seconds,
        request: (n) => http(portal.port, `/ar/staff${pathOf(round * 100_003 + n)}`, { cookie }),
        right: ({ status, size }) => status === 200 && size > least,
      }),
    });
    const seen = await inTurn(
      {
        bare: {
          server: bare,
          load: () => ({
            port: bare.port,
            connections: 32,
            seconds,
            request: () => http(bare.port, '/'),
            right: ({ status }) => status === 200,
          }),
        },
        queue: pages(() => '/queue', 15_000),
        // Another one each time, far from the one before.
        application: pages((n) => `/applications/${1 + ((n * 7919) % applications)}`, 8_000),
      },
      quick ? 3 : 7,
    );
    await portal.stop();
    const { bare: least, ...ours } = seen;
    if (!least) throw new Error('A contender is missing');
    const works: Record<string, string> = { queue: 'the queue', application: 'an application’s page' };
    return Object.entries(ours).map(([page, { cpu, failures }]) => {
      if (failures > 0) throw new Error(`${failures} wrong pages of ${page}`);
      return {
        work: `${works[page] ?? page}, ${applications.toLocaleString('en')} applications, against a bare page`,
        unit: '×',
        value: cpu / least.cpu,
        goal: { most: 10 },
        measured: `${cpu.toFixed(0)} µs against ${least.cpu.toFixed(0)} µs`,
      };
    });
  } finally {
    killServers();
    await dropDatabase(name);
  }
}

/** A clerk of the demo, signed in: a row, as the sign-in makes it. */
async function signIn(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(
      `insert into staff_sessions (token_hash, staff_id, proven, user_agent, expires_at)
        select $1, id, true, 'bench', moment() + interval '10 hours' from staff where role = 'clerk' limit 1`,
      [createHash('sha256').update(token).digest()],
    );
  } finally {
    await client.end();
  }
}

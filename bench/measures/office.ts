import { createHash } from 'node:crypto';
import pg from 'pg';
import { fillApplications } from '../support/applications.ts';
import { dropDatabase, makeDatabase } from '../support/database.ts';
import { http } from '../support/load.ts';
import { inTurn } from '../support/rounds.ts';
import { killServers, startBare, startPortal } from '../support/server.ts';
import type { Contender, Medians } from '../support/rounds.ts';
import type { Result } from '../support/result.ts';
import type { Server } from '../support/server.ts';

const name = 'tajdeed_bench_office';
const connections = 32;
const tokenOf = (clerk: number): string => `b${String(clerk).padStart(21, '0')}`;

/**
 * The pages a clerk keeps open, with very many applications. Each is held against the least that such a page can cost, with the same
 * reading, recording and bytes, and against a page that was made before and belongs to nobody.
 */
export async function measureOffice(quick: boolean): Promise<Result[]> {
  const applications = quick ? 100_000 : 1_000_000;
  try {
    const url = await makeDatabase(name);
    await fillApplications(url, applications);
    const portal = await startPortal({ DATABASE_URL: url }, ['--no-worker']);
    await signIn(url);
    const size = async (path: string): Promise<string> => {
      const answer = await fetch(`http://127.0.0.1:${portal.port}/ar/staff${path}`, {
        headers: { cookie: `tajdeed-staff=${tokenOf(0)}`, 'accept-encoding': 'identity' },
      });
      return String((await answer.arrayBuffer()).byteLength);
    };
    const still = await startBare('bare-page.ts');
    const bare = await startBare('bare-office.ts', {
      DATABASE_URL: url,
      QUEUE_BYTES: await size('/queue'),
      APPLICATION_BYTES: await size('/applications/1'),
    });
    const pages = (server: Server, pathOf: (n: number) => string, least: number): Contender => ({
      server,
      load: (round) => ({
        port: server.port,
        connections,
        seconds: quick ? 3 : 6,
        request: (n) =>
          http(server.port, `/ar/staff${pathOf(round * 100_003 + n)}`, {
            cookie: `tajdeed-staff=${tokenOf(n % connections)}`,
          }),
        right: ({ status, size: bytes }) => status === 200 && bytes > least,
      }),
    });
    const queue = () => '/queue';
    // Another one each time, far from the one before.
    const application = (n: number) => `/applications/${1 + ((n * 7919) % applications)}`;
    const seen = await inTurn(
      {
        still: pages(still, queue, 8_000),
        bareQueue: pages(bare, queue, 15_000),
        queue: pages(portal, queue, 15_000),
        bareApplication: pages(bare, application, 8_000),
        application: pages(portal, application, 8_000),
      },
      quick ? 3 : 7,
    );
    await portal.stop();
    const of = (contender: string): Medians => {
      const found = seen[contender];
      if (!found || found.failures > 0) throw new Error(`${found?.failures} wrong pages of ${contender}`);
      return found;
    };
    const held = (
      page: string,
      ours: Medians,
      against: string,
      least: Medians,
      goal: Result['goal'],
    ): Result => ({
      work: `${page}, ${applications.toLocaleString('en')} applications, against ${against}`,
      unit: '×',
      value: ours.cpu / least.cpu,
      goal,
      measured: `${ours.cpu.toFixed(0)} µs against ${least.cpu.toFixed(0)} µs; ${ours.rate.toFixed(0)} against ${least.rate.toFixed(0)} a second`,
    });
    return [
      held('the queue', of('queue'), 'a bare one', of('bareQueue'), { most: 10 }),
      held('an application’s page', of('application'), 'a bare one', of('bareApplication'), { most: 10 }),
      held('the queue', of('queue'), 'nobody’s page, made before', of('still'), null),
      held('an application’s page', of('application'), 'nobody’s page, made before', of('still'), null),
    ];
  } finally {
    killServers();
    await dropDatabase(name);
  }
}

/** Clerks of their own, one for each connection, signed in: rows, as the sign-in makes them. */
async function signIn(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (let clerk = 0; clerk < connections; clerk++)
      await client.query(
        `with person as (insert into staff (login, name, role, password, must_change_password)
          values ($1, 'ليلى العابد', 'clerk', 'none', false) returning id)
        insert into staff_sessions (token_hash, staff_id, proven, user_agent, expires_at)
        select $2, id, true, 'bench', moment() + interval '10 hours' from person`,
        [`bench${clerk}`, createHash('sha256').update(tokenOf(clerk)).digest()],
      );
  } finally {
    await client.end();
  }
}

import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { firstNumber, permitNumbers } from './database.ts';
import { http, load } from './load.ts';
import { cookieOf, keyOf, renewal } from './site.ts';
import type { Site } from './site.ts';

/** Numbers of browsers that only make the pattern. */
const patternBrowser = 9_000_000;

/** The intents of drafts that lack only the last press, by the number of their browser. */
export type ReadyDrafts = { id: (n: number) => string; cookie: (n: number) => string };

/**
 * Walks one renewal to the page before submitting, as a contractor would, then copies its draft for `count` other
 * permits and browsers. The permits are the register's first ones.
 */
export async function readyDrafts({ url, portal }: Site, count: number): Promise<ReadyDrafts> {
  const { port } = portal;
  const cookie = cookieOf(patternBrowser);
  const draft = randomUUID();
  const phone = '0790000777';
  const post = async (step: string, form: Record<string, string>, next: string): Promise<void> => {
    const request = http(port, `${renewal}/${step}`, { cookie, form: { draft, ...form } });
    const { failures } = await load({
      port,
      connections: 1,
      requests: 1,
      request: () => request,
      right: ({ location }) => location === `${renewal}/${next}`,
    });
    if (failures > 0) throw new Error(`The step ${step} did not lead to ${next}`);
  };
  await post('permit', permitNumbers(count), 'renewal');
  await post('renewal', { reason: 'weather', details: '', phone }, 'code');
  await post('code', { code: await codeSentTo(port, phone) }, 'check');

  const client = new pg.Client(url);
  await client.connect();
  await client.query(
    `insert into drafts (id, holder, service, version, lang, typed, answers, found, outcome, proof)
     select md5('ready ' || n)::uuid, sha256(convert_to('r' || lpad(n::text, 21, '0'), 'utf8')), service, version, lang,
       typed || numbers, answers || numbers, found, outcome, proof
     from drafts, generate_series(0, $2::int - 1) n, lateral (select jsonb_build_object(
       'permitNumber', ($3 + n)::text, 'contractorNumber', (($3 + n) / 50)::text) as numbers) as of_permit
     where id = $1`,
    [draft, count, firstNumber],
  );
  const { rows } = await client.query<{ id: string }>(
    `select md5('ready ' || n)::uuid as id from generate_series(0, $1::int - 1) n order by n`,
    [count],
  );
  await client.query('vacuum analyze drafts');
  await client.end();
  return { id: (n) => rows[n]?.id ?? '', cookie: (n) => `tajdeed=${keyOf(n, 'r')}` };
}

/** The digits that the demo's phone received, once they are there. */
async function codeSentTo(port: number, phone: string): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/demo/phone.json?phone=%2B962${phone.slice(1)}`);
    const [newest] = (await answer.json()) as { text: string }[];
    const code = /\d{6}/.exec(newest?.text ?? '')?.[0];
    if (code !== undefined) return code;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('No code came');
}

// Messages over two gateways that fail in every way, by workers that are killed: none lost, none sent twice.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { after, describe, it } from 'node:test';
import { sql } from 'kysely';
import { demoPortalSettings } from '../../src/engine/settings/portal-settings.ts';
import { openDatabase } from '../../src/platform/db/database.ts';
import { services } from '../../src/services/index.ts';
import { sendDue } from '../../src/engine/notifications/send-due.ts';
import { takeReceipt } from '../../src/engine/notifications/take-receipt.ts';
import { freshDataDir } from '../support/database.ts';
import { fakeGateway, openNationalGateway } from '../support/fake-gateway.ts';
import { openPortal } from '../support/portal.ts';
import { ownDatabase, postgresServer } from './own-database.ts';
import { command, killAll, startPortal } from './portal-process.ts';
import type { Database } from '../../src/platform/db/database.ts';
import type { Channels, Outgoing } from '../../src/platform/channels/channel.ts';
import type { FakeGateway, Mood, NationalGateway, NationalMood } from '../support/fake-gateway.ts';
import type { PortalProcess } from './portal-process.ts';

after(killAll);

/** Through real processes; each start of one takes longer than hundreds of messages. */
const messages = Number(process.env['TAJDEED_TEST_MESSAGES'] ?? 2000);
const kills = 6;

/** How the first gateway treats a number, by its end: most it takes. */
function moodOf(msisdn: string): NationalMood {
  const n = Number(msisdn.slice(-4));
  if (n % 40 === 1) return { is: 'lost' };
  if (n % 40 === 2) return { is: 'proxy' };
  if (n % 40 === 3) return { is: 'slow', ms: 150 };
  if (n % 20 === 4) return { is: 'wrong' };
  if (n % 10 === 5) return { is: 'down' };
  return { is: 'up' };
}

/** An environment of production over two gateways, with the demo's settings. */
async function production(
  url: string,
  gateways: readonly NationalGateway[],
): Promise<Record<string, string>> {
  const env: Record<string, string> = {
    TAJDEED_MODE: 'production',
    DATABASE_URL: url,
    DATA_DIR: await freshDataDir(),
    PUBLIC_URL: 'https://eservices.example',
    TAJDEED_SECRET: 'a secret of this test alone, long enough',
    SMS_GATEWAYS: gateways.map((_, at) => `g${at + 1}`).join(),
  };
  for (const [at, gateway] of gateways.entries())
    Object.assign(env, {
      [`SMS_G${at + 1}_KIND`]: 'http',
      [`SMS_G${at + 1}_URL`]: `${gateway.url}/bulk`,
      [`SMS_G${at + 1}_USER`]: 'portal',
      [`SMS_G${at + 1}_PASSWORD`]: 's3cret',
      [`SMS_G${at + 1}_SENDER`]: 'GAM',
      [`SMS_G${at + 1}_TIMEOUT_MS`]: '4000',
    });
  assert.equal((await command(['migrate'], env)).code, 0);
  const values: Record<string, unknown> = { ...demoPortalSettings };
  for (const service of services)
    for (const [name, value] of Object.entries(service.demo.settings))
      values[`${service.slug}.${name}`] = value;
  const file = join(await freshDataDir(), 'settings.json');
  writeFileSync(file, JSON.stringify(values));
  const loaded = await command(['settings', 'load', file, '--by', 'test'], env);
  assert.equal(loaded.code, 0, loaded.err);
  return env;
}

async function statesOf(db: Database): Promise<Record<string, number>> {
  const { rows } = await sql<{ state: string; count: number }>`
    select state, count(*)::int as count from messages group by 1`.execute(db.query);
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

/** Numbers that a phone would have got more than once, by the state of their message. */
async function twice(db: Database, gateways: readonly NationalGateway[]): Promise<string[]> {
  const { rows } = await sql<{ msisdn: string; state: string }>`
    select substr(phone, 2) as msisdn, state from messages`.execute(db.query);
  return rows
    .filter(({ msisdn }) => gateways.reduce((sum, { taken }) => sum + (taken.get(msisdn) ?? 0), 0) > 1)
    .map(({ msisdn, state }) => `${msisdn} ${state}`);
}

if (postgresServer !== null)
  describe('messages, gateways that fail, and workers that are killed', () => {
    it(`${messages} messages: none lost, none sent twice`, { timeout: 240_000 }, async () => {
      const { url, drop } = await ownDatabase();
      const gateways = [await openNationalGateway(), await openNationalGateway()];
      const [one, two] = gateways;
      assert.ok(one && two);
      one.mood = moodOf;
      const env = await production(url, gateways);
      const db = await openDatabase({ url, dataDir: '' });
      try {
        await sql`insert into messages (id, kind, phone, lang, text)
          select gen_random_uuid(), 'submitted', '+96279' || lpad(n::text, 7, '0'), 'ar', 'استلمنا طلبك'
          from generate_series(1, ${messages}::int) n`.execute(db.query);
        const began = performance.now();
        const workers: PortalProcess[] = await Promise.all([startPortal(env), startPortal(env)]);
        for (let n = 1; n <= kills; n++) {
          // At a moment at which it is in the middle of some.
          const wanted = (messages * n) / (kills + 2);
          // A gateway that rests is asked nothing meanwhile, so both count.
          while (one.asked.length + two.asked.length < wanted) await wait(5);
          const at = n % 2;
          await workers[at]?.kill();
          workers[at] = await startPortal(env, { before: workers[at]?.bootId });
        }
        const isDone = async () => {
          const { queued = 0, sending = 0 } = await statesOf(db);
          return queued + sending === 0;
        };
        // What the killed had in hand is theirs for a minute. Nobody waits for it here: the clock goes on by itself.
        for (let n = 0; n < 300 && !(await isDone()); n++) {
          await sql`update clock set shift = shift + interval '20 seconds'`.execute(db.query);
          await sql`insert into jobs.job (name, data) values ('send-due', '{}')`.execute(db.query);
          await wait(500);
        }
        const states = await statesOf(db);
        const seconds = Math.round((performance.now() - began) / 100) / 10;
        const taken = gateways.map((gateway) => gateway.taken.size);
        console.log(
          `${messages} messages, ${kills} kills, ${seconds} s: ${JSON.stringify(states)}, taken ${taken.join(' + ')}`,
        );

        const { sent = 0, unknown = 0 } = states;
        assert.equal(sent + unknown, messages, 'none is lost');
        assert.deepEqual(await twice(db, gateways), [], 'none is sent twice');
        const { rows } = await sql<{ msisdn: string }>`
          select substr(phone, 2) as msisdn from messages where state = 'sent'`.execute(db.query);
        const missing = rows.filter(({ msisdn }) => !gateways.some((each) => each.taken.has(msisdn)));
        assert.deepEqual(missing, [], 'what is called sent was taken');
        // A lost answer is unknown, and nothing else is but what the killed had in hand: eight in each of three queues. While
        // the first gateway is left alone, the second takes its messages, and loses none.
        const lost = messages / 20;
        assert.ok(unknown >= lost / 2 && unknown <= lost + kills * 24, `${unknown} are unknown`);

        // The control: repeated blindly, what is unknown would have arrived twice.
        one.mood = () => ({ is: 'up' });
        await sql`update messages set state = 'queued', due_at = moment() where state = 'unknown'`.execute(
          db.query,
        );
        for (let n = 0; n < 100 && !(await isDone()); n++) {
          await sql`insert into jobs.job (name, data) values ('send-due', '{}')`.execute(db.query);
          await wait(200);
        }
        assert.ok((await twice(db, gateways)).length >= lost / 2, 'the count sees what is sent twice');
        await Promise.all(workers.map((each) => each.stop()));
      } finally {
        killAll();
        await db.close();
        await Promise.all(gateways.map((gateway) => gateway.close()));
        await drop();
      }
    });
  });

/** A worker in this process that can be killed: from then on nothing it waits for ever comes. */
function killable(
  channels: readonly FakeGateway[],
  after: number,
): { channels: Channels; killed: Promise<void> } {
  const killed = Promise.withResolvers<void>();
  let isDead = false;
  let left = after;
  const never = () => new Promise<never>(() => {});
  const sms = channels.map((gateway) => ({
    ...gateway,
    send: async (message: Outgoing) => {
      if (isDead) return never();
      // In the middle: the gateway may have taken it, and nobody will write that down.
      if ((left -= 1) === 0) {
        isDead = true;
        killed.resolve();
      }
      const result = await gateway.send(message);
      return isDead ? never() : result;
    },
  }));
  return { channels: { sms, email: [] }, killed: killed.promise };
}

describe('messages, with workers that are killed in the middle, in one process', () => {
  it('10,000 messages: none lost, none sent twice', { timeout: 240_000 }, async () => {
    const count = 10_000;
    const portal = await openPortal();
    try {
      const db = portal.db.query;
      const moods: [number, Mood][] = [
        [40, 'lost'],
        [30, 'refuses'],
        [10, 'down'],
        [25, 'twice'],
      ];
      const one = fakeGateway('one', { receipts: true });
      const two = fakeGateway('two');
      one.mood = (to) => moods.find(([every]) => Number(to.slice(-4)) % every === 1)?.[1] ?? 'up';
      one.listen?.((receipt) => takeReceipt(portal.ctx, 'one', receipt));
      await sql`insert into messages (id, kind, phone, lang, text)
        select gen_random_uuid(), 'submitted', '+96279' || lpad(n::text, 7, '0'), 'ar', 'استلمنا طلبك'
        from generate_series(1, ${count}::int) n`.execute(db);
      const began = performance.now();
      let kills = 0;
      const waiting = async () => {
        const { queued = 0, sending = 0 } = await statesOf(portal.db);
        return queued + sending;
      };
      while ((await waiting()) > 0) {
        // Two at once, each killed at another moment, or done.
        await Promise.all(
          [300 + Math.random() * 900, 300 + Math.random() * 900].map(async (after) => {
            const worker = killable([one, two], Math.floor(after));
            const ended = await Promise.race([
              sendDue(portal.ctx, worker.channels).then(() => 'done' as const),
              worker.killed.then(() => 'killed' as const),
            ]);
            if (ended === 'killed') kills += 1;
          }),
        );
        await portal.moveClock('61 seconds');
      }
      await one.deliver();
      const states = await statesOf(portal.db);
      const seconds = Math.round((performance.now() - began) / 100) / 10;
      console.log(`${count} messages, ${kills} kills, ${seconds} s: ${JSON.stringify(states)}`);
      const { sent = 0, delivered = 0, unknown = 0 } = states;
      assert.equal(sent + delivered + unknown, count, 'none is lost');
      const { rows } = await sql<{ id: string; state: string }>`select id, state from messages`.execute(db);
      const takenOf = (id: string) => (one.taken.get(id) ?? 0) + (two.taken.get(id) ?? 0);
      assert.ok(
        rows.every(({ id }) => takenOf(id) <= 1),
        'none is sent twice',
      );
      assert.ok(
        rows.every(({ id, state }) => state === 'unknown' || takenOf(id) === 1),
        'what is called sent was',
      );
      assert.ok(kills >= 5, `${kills} kills`);
      assert.ok(unknown >= count / 80 && unknown <= count / 40 + kills * 8, `${unknown} are unknown`);
    } finally {
      await portal.close();
    }
  });
});

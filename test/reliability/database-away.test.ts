// PostgreSQL goes away and comes back: our own page says so meanwhile, nothing is lost, and no restart is needed.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { openDatabase } from '../../src/platform/db/database.ts';
import { compare } from './comparison.ts';
import { ask } from './http-client.ts';
import { acknowledges, makeIntents, makePermits, press, renewal } from './intents.ts';
import { ownDatabase, postgresServer } from './own-database.ts';
import { killAll, startPortal } from './portal-process.ts';
import { openRelay } from './relay.ts';
import { walk } from './walker.ts';
import type { Written } from './comparison.ts';

after(killAll);

if (postgresServer !== null)
  describe('PostgreSQL goes away and comes back', () => {
    it(
      'is told by our own page, loses nothing, and works again by itself',
      { timeout: 300_000 },
      async () => {
        const { url, drop } = await ownDatabase();
        after(drop);
        const relay = await openRelay(Number(new URL(url).port || 5432));
        const through = new URL(url);
        through.host = `127.0.0.1:${relay.port}`;
        const portal = await startPortal({ DATABASE_URL: through.href });
        const db = await openDatabase({ url, dataDir: '' });
        try {
          const intents = await makeIntents(db, await makePermits(db, 400));
          const written: Written = new Map();
          for (const { id } of intents)
            written.set(id, { pressed: 0, acknowledged: false, references: new Set() });
          let away = false;
          const told = { busy: 0, cutOff: 0 };
          const clients = Array.from({ length: 6 }, async (_, client) => {
            for (let at = client; at < intents.length; at += 6) {
              const intent = intents[at];
              const note = intent && written.get(intent.id);
              if (!intent || !note) continue;
              while (!note.acknowledged) {
                note.pressed += 1;
                const outcome = await press(portal.url, intent);
                assert.equal(outcome.kind, 'answer', 'the portal always answers');
                if (acknowledges(outcome)) note.acknowledged = true;
                else if (outcome.kind === 'answer') {
                  assert.equal(outcome.status, 503, `${outcome.status} ${portal.said().err.slice(-800)}`);
                  assert.equal(outcome.headers['retry-after'], '5');
                  assert.match(outcome.body, /الخدمة مشغولة الآن/);
                  if (away) told.busy += 1;
                  else told.cutOff += 1;
                  await wait(100);
                }
              }
              await wait(10);
            }
          });
          const longest: number[] = [];
          const pressing = Promise.all(clients);
          for (let round = 0; round < 3; round++) {
            await wait(400);
            away = true;
            await relay.goAway();
            await wait(1200);
            const page = await ask(portal.url, { method: 'GET', path: `${renewal}/permit` });
            assert.ok(page.kind === 'answer');
            assert.equal(page.status, 503);
            assert.equal(page.headers['retry-after'], '5');
            assert.match(page.body, /<html lang="ar" dir="rtl"/);
            const ready = await ask(portal.url, { method: 'GET', path: '/health/ready' });
            assert.ok(ready.kind === 'answer' && ready.status === 503);
            const live = await ask(portal.url, { method: 'GET', path: '/health/live' });
            assert.ok(live.kind === 'answer' && live.status === 200);
            await wait(500);
            await relay.comeBack();
            const back = performance.now();
            away = false;
            for (;;) {
              const again = await ask(portal.url, { method: 'GET', path: `${renewal}/permit` });
              if (again.kind === 'answer' && again.status === 200) break;
              assert.ok(performance.now() - back < 10_000, 'it works again within 10 s');
              await wait(50);
            }
            longest.push(Math.round(performance.now() - back));
          }
          await pressing;
          assert.deepEqual(await compare(db.query, written), []);
          assert.ok(told.busy > 20, `only ${told.busy} were told`);

          // The jobs go on: a whole journey, with its SMS.
          const [permit] = await makePermits(db, 1);
          const resumed = performance.now();
          assert.ok(
            permit && (await walk([portal.url], permit, { patience: 15_000 })),
            portal.said().err.slice(-800),
          );
          const jobsIn = Math.round(performance.now() - resumed);
          // What was in hand when the database went is settled after its minute: the gateway is asked whether it has it.
          for (const until = performance.now() + 150_000; ; await wait(200)) {
            const { rows } = await sql<{ unsent: number }>`select count(*)::int as unsent from messages
            where state not in ('sent', 'delivered')`.execute(db.query);
            if (rows[0]?.unsent === 0) break;
            assert.ok(performance.now() < until, `${rows[0]?.unsent} messages are not sent`);
          }
          console.log(
            `3 times away: ${told.busy} were told, 400 of 400 submitted, works again after ${longest.join(', ')} ms, ` +
              `a journey with its SMS ${jobsIn} ms`,
          );
          assert.equal((await portal.stop()).code, 0);
        } finally {
          await db.close();
          await relay.close();
        }
      },
    );
  });

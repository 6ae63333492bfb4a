// Two web processes on one PostgreSQL are one portal.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { openDatabase } from '../../src/platform/db/database.ts';
import { ask } from './http-client.ts';
import { acknowledges, makePermits, press, readReceipt } from './intents.ts';
import { ownDatabase, postgresServer } from './own-database.ts';
import { command, killAll, startPortal } from './portal-process.ts';
import { walk } from './walker.ts';

after(killAll);

if (postgresServer !== null)
  describe('two processes on one PostgreSQL', () => {
    it(
      'start together, serve one journey, follow a setting, and do each job once',
      { timeout: 60_000 },
      async () => {
        const { url, drop } = await ownDatabase();
        after(drop);
        const env = { DATABASE_URL: url };
        const [one, two] = await Promise.all([startPortal(env), startPortal(env)]);
        assert.notEqual(one.bootId, two.bootId);
        // Forms name the origin they were sent to, so each process takes its own.
        const bases = [one.url, two.url];
        const db = await openDatabase({ url, dataDir: '' });
        try {
          const permits = await makePermits(db, 4);
          for (const permit of permits) {
            const intent = await walk(bases, permit);
            assert.ok(intent, 'the journey came to its last page');
            // Both at once: one submits, the other gives the same answer.
            const outcomes = await Promise.all(bases.map((base) => press(base, intent)));
            assert.ok(outcomes.every(acknowledges), JSON.stringify(outcomes).slice(0, 300));
            const references = await Promise.all(bases.map((base) => readReceipt(base, intent)));
            assert.ok(references[0] !== null && references[0] === references[1], references.join());
          }
          const made = await sql<{ count: number }>`select count(*)::int as count from applications`.execute(
            db.query,
          );
          assert.equal(made.rows[0]?.count, permits.length);

          await wait(1500);
          const messages = await sql<{ messages: number; unsent: number; arrived: number }>`
          select (select count(*)::int from messages) as messages,
            (select count(*)::int from messages where sent_at is null) as unsent,
            (select count(*)::int from demo_phone) as arrived`.execute(db.query);
          assert.deepEqual(messages.rows[0], { messages: 8, unsent: 0, arrived: 8 });
          const jobs = await sql<{ state: string; retries: number; count: number }>`
          select state::text, retry_count as retries, count(*)::int as count from jobs.job
          where name = 'send-message' group by 1, 2`.execute(db.query);
          assert.deepEqual(jobs.rows, [{ state: 'completed', retries: 0, count: 8 }]);

          const name = JSON.stringify({ ar: 'بلدية التجربة', en: 'A city of the test' });
          assert.equal((await command(['settings', 'set', 'portal.name', name], env)).code, 0);
          const set = performance.now();
          for (const base of bases) {
            for (;;) {
              const page = await ask(base, { method: 'GET', path: '/ar' });
              assert.ok(page.kind === 'answer');
              if (page.body.includes('بلدية التجربة')) break;
              assert.ok(performance.now() - set < 2000, 'the setting came within 2 s');
              await wait(50);
            }
          }
          console.log(`a setting reached both within ${Math.round(performance.now() - set)} ms`);
        } finally {
          await db.close();
        }
        assert.deepEqual([(await one.stop()).code, (await two.stop()).code], [0, 0]);
      },
    );
  });

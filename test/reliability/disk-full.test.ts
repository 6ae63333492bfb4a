// The disk is full: the portal says so, leaves no half facts, and works again once there is room.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openDatabase } from '../../src/platform/db/database.ts';
import { compare } from './comparison.ts';
import { ask } from './http-client.ts';
import { acknowledges, makeIntents, makePermits, press, renewal } from './intents.ts';
import { migratedDataDir } from './own-database.ts';
import { killAll, startPortal } from './portal-process.ts';
import type { Written } from './comparison.ts';
import type { Intent } from './intents.ts';

const small = mountSmallDisk();
after(() => {
  killAll();
  if (small !== null) execFileSync('umount', ['--lazy', small], { stdio: 'ignore' });
});

/** A disk of 120 MB in memory, or null where we may not mount one. */
function mountSmallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'tajdeed-small-disk-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=120m', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    return null;
  }
}

if (small !== null)
  describe('the disk is full, embedded database', () => {
    it(
      'is told by 503, loses nothing acknowledged, and works again once there is room',
      { timeout: 120_000 },
      async () => {
        const dataDir = join(small, 'data');
        mkdirSync(dataDir);
        cpSync(await migratedDataDir(), dataDir, { recursive: true });
        const env = { DATA_DIR: dataDir };
        await (await startPortal(env)).stop();
        const preparing = await openDatabase({ dataDir });
        const intents = await makeIntents(preparing, await makePermits(preparing, 600));
        await preparing.close();
        const written: Written = new Map();
        for (const { id } of intents)
          written.set(id, { pressed: 0, acknowledged: false, references: new Set() });

        const portal = await startPortal(env);
        const filler = join(small, 'filler');
        const { bavail, bsize } = statfsSync(small);
        // A little room is left, so that it runs out in the middle of the work.
        writeFileSync(filler, Buffer.alloc(bavail * bsize - 400_000));
        const submit = async (intent: Intent): Promise<boolean> => {
          const note = written.get(intent.id);
          assert.ok(note);
          note.pressed += 1;
          const outcome = await press(portal.url, intent);
          assert.equal(outcome.kind, 'answer');
          note.acknowledged = acknowledges(outcome);
          if (outcome.kind === 'answer' && !note.acknowledged) {
            assert.equal(outcome.status, 503, portal.said().err.slice(-800));
            assert.equal(outcome.headers['retry-after'], '5');
          }
          return note.acknowledged;
        };
        const waiting = [...intents];
        const refused: Intent[] = [];
        let submitted = 0;
        for (let next = waiting.pop(); next && refused.length < 10; next = waiting.pop())
          if (await submit(next)) submitted += 1;
          else refused.push(next);
        assert.equal(refused.length, 10, 'the disk was never full');
        const live = await ask(portal.url, { method: 'GET', path: '/health/live' });
        assert.ok(live.kind === 'answer' && live.status === 200);

        rmSync(filler);
        for (const intent of refused) assert.equal(await submit(intent), true, 'there is room again');
        const page = await ask(portal.url, { method: 'GET', path: `${renewal}/permit` });
        assert.ok(page.kind === 'answer' && page.status === 200);
        await portal.kill();

        const again = await startPortal(env);
        await again.stop();
        const db = await openDatabase({ dataDir });
        try {
          assert.deepEqual(await compare(db.query, written), []);
        } finally {
          await db.close();
        }
        console.log(
          `disk full: ${submitted} submitted before, 10 of 10 told 503, 10 of 10 submitted once there was room`,
        );
      },
    );
  });

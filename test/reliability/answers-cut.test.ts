// A quarter of the answers never arrive, and people press again: one intent makes one application.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, it } from 'node:test';
import { sql } from 'kysely';
import { openDatabase } from '../../src/platform/db/database.ts';
import { compare } from './comparison.ts';
import { ask } from './http-client.ts';
import { acknowledges, makeIntents, makePermits, press, readReceipt, renewal } from './intents.ts';
import { migratedDataDir, ownDatabase, postgresServer } from './own-database.ts';
import { freePort, killAll, startPortal } from './portal-process.ts';
import { openRelay } from './relay.ts';
import type { Written } from './comparison.ts';
import type { Intent } from './intents.ts';
import type { PortalProcess } from './portal-process.ts';

after(killAll);
const count = 200;
const withNewKeys = 60;

describe('a quarter of the answers is cut', () => {
  it('embedded database', { timeout: 120_000 }, async () => {
    const dataDir = await migratedDataDir();
    await pressThroughCuts('embedded', { DATA_DIR: dataDir }, { dataDir });
  });

  if (postgresServer !== null)
    it('PostgreSQL', { timeout: 120_000 }, async () => {
      const database = await ownDatabase();
      after(database.drop);
      await pressThroughCuts(
        'PostgreSQL',
        { DATABASE_URL: database.url },
        { dataDir: '', url: database.url },
      );
    });
});

async function pressThroughCuts(
  name: string,
  env: Record<string, string>,
  where: { dataDir: string; url?: string },
): Promise<void> {
  const first = await startPortal(env);
  await first.stop();
  const preparing = await openDatabase(where);
  const intents = await makeIntents(preparing, await makePermits(preparing, count));
  const others = await makeIntents(preparing, await makePermits(preparing, withNewKeys));
  await preparing.close();

  const port = await freePort();
  const relay = await openRelay(port, () => Math.random() < 0.25);
  const base = `http://127.0.0.1:${relay.port}`;
  const portal = await startPortal({ ...env, PUBLIC_URL: base }, { port });
  const written: Written = new Map();
  try {
    await inParallel(intents, async (intent) => {
      const note = { pressed: 0, acknowledged: false, references: new Set<string>() };
      written.set(intent.id, note);
      while (!note.acknowledged) {
        note.pressed += 1;
        const outcome = await press(base, intent);
        if (acknowledges(outcome)) note.acknowledged = true;
        else assert.equal(outcome.kind, 'cut', JSON.stringify(outcome).slice(0, 300));
      }
      while (note.references.size === 0) {
        const reference = await readReceipt(base, intent);
        if (reference !== null) note.references.add(reference);
      }
    });
    const refused = await pressWithNewKeys(portal, base, others);
    const cuts = relay.cuts();
    await portal.stop();

    const db = await openDatabase(where);
    try {
      const made = await sql<{ count: number }>`select count(*)::int as count from applications
        where intent = any(${intents.map((each) => each.id)}::uuid[])`.execute(db.query);
      assert.equal(made.rows[0]?.count, count);
      const findings = await compare(db.query, written);
      // The control's applications are of intents that nobody wrote down.
      assert.deepEqual(
        findings.filter((each) => !each.startsWith('an application of an intent that no client had')),
        [],
      );
    } finally {
      await db.close();
    }
    const again = [...written.values()].filter((each) => each.pressed > 1).length;
    console.log(
      `${name}: ${count} intents, ${again} pressed again, ${cuts} answers cut, ${count} applications; ` +
        `with a new key for each attempt ${refused} of ${withNewKeys} were refused`,
    );
    assert.ok(again > count / 10, `only ${again} answers were lost`);
    assert.ok(refused > withNewKeys / 10, `the control must be refused, and was ${refused} times`);
  } finally {
    await relay.close();
  }
}

/** The control: who begins anew after a lost answer, with a new draft for the same permit, is told that one is open. */
async function pressWithNewKeys(
  portal: PortalProcess,
  base: string,
  intents: readonly Intent[],
): Promise<number> {
  let refused = 0;
  await inParallel(intents, async (intent) => {
    const outcome = await press(base, intent);
    if (outcome.kind === 'answer') return;
    const cookie = `tajdeed=${randomUUID().replaceAll('-', '').slice(0, 22)}`;
    const fields = { draft: randomUUID(), ...intent.permit };
    for (;;) {
      const looked = await ask(base, { method: 'POST', path: `${renewal}/permit`, cookie, fields });
      if (looked.kind === 'cut') continue;
      assert.ok(looked.kind === 'answer');
      assert.equal(looked.status, 303, portal.said().err);
      if (looked.headers.location === `${renewal}/permit`) refused += 1;
      return;
    }
  });
  return refused;
}

/** Eight at a time. */
async function inParallel(
  intents: readonly Intent[],
  work: (intent: Intent) => Promise<void>,
): Promise<void> {
  const waiting = [...intents];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) await work(next);
    }),
  );
}

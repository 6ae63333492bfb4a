// The audit from the command line, and when processes that record are killed.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { openDatabase } from '../../src/platform/db/database.ts';
import { freshDataDir } from '../support/database.ts';
import { migratedDataDir, ownDatabase, postgresServer } from './own-database.ts';
import { command, killAll } from './portal-process.ts';

after(killAll);

type Env = Record<string, string>;

describe('tajdeed audit', () => {
  let env: Env = {};
  let folder = '';
  let pem = '';
  before(async () => {
    env = { DATA_DIR: await migratedDataDir() };
    folder = await freshDataDir();
    pem = join(folder, 'public.pem');
    assert.equal((await command(['demo', 'reset'], env)).code, 0);
  });
  const run = async (...words: string[]) => command(['audit', ...words], env);

  it('key: makes one, and prints the same public half again', async () => {
    const made = await run('key');
    assert.equal(made.code, 0, made.err);
    assert.match(made.out, /^-----BEGIN PUBLIC KEY-----\n[^-]+\n-----END PUBLIC KEY-----\n$/);
    assert.match(made.err, /The demo’s own key [0-9a-f]{16} was made/);
    assert.equal((await run('key')).out, made.out);
    writeFileSync(pem, made.out);
  });

  it('show, checkpoint, export, verify', { timeout: 240_000 }, async () => {
    const key = 'contractor-permit-renewal.window';
    assert.equal((await command(['settings', 'set', key, '45', '--by', 'council'], env)).code, 0);
    const kept = await run('checkpoint');
    assert.equal(kept.code, 0, kept.err);
    const [, file = ''] = /entries: (.*\.json)\n/.exec(kept.out) ?? [];
    const [, paper = ''] = /printed: (.*\.txt)\n/.exec(kept.out) ?? [];
    const shown = await run('show', '--subject', `setting:${key}`, '--json');
    const entry = JSON.parse(shown.out) as Record<string, unknown>;
    assert.deepEqual([entry['action'], entry['place']], ['settings.changed', 'command line']);
    assert.match(String(entry['actor']), /^command:.+/);
    assert.deepEqual((entry['data'] as Env)['by'], 'council');
    const exported = join(folder, 'audit.jsonl');
    const saved = await run('export', exported);
    assert.equal(saved.code, 0, saved.err);
    assert.match(saved.out, /^3 entries saved/);
    // Nothing of the portal is needed: no database, no environment.
    const verify = (path: string, ...more: string[]) =>
      command(['audit', 'verify', path, '--key', pem, ...more], {});
    const good = await verify(exported, '--checkpoint', file, paper);
    assert.equal(good.code, 0, good.err);
    assert.match(good.out, /^Good: 3 entries.*3 checkpoints/);

    const lines = readFileSync(exported, 'utf8').split('\n');
    const altered = join(folder, 'altered.jsonl');
    writeFileSync(altered, lines.with(1, lines[1]!.replace('45', '46')).join('\n'));
    const bad = await verify(altered, '--checkpoint', file);
    assert.equal(bad.code, 1, bad.out);
    assert.equal(bad.err, 'Entry 2 was altered: it does not fit its own hash.\n');
    const noCheckpoint = await verify(exported, '--checkpoint', exported);
    assert.equal(noCheckpoint.code, 2);
    assert.match(noCheckpoint.err, /is no checkpoint/);
    assert.match((await command(['doctor'], env)).out, /· audit: 2 entries signed at .* the demo’s own key/);
  });

  if (postgresServer !== null)
    it('production without a key: says so, and signs nothing', { timeout: 120_000 }, async () => {
      const { url, drop } = await ownDatabase();
      after(drop);
      const production = {
        TAJDEED_MODE: 'production',
        DATABASE_URL: url,
        PUBLIC_URL: 'https://portal.example',
        TAJDEED_SECRET: 'a secret of these tests, which is long enough',
        DATA_DIR: folder,
      };
      const nobody = await command(['migrate'], { ...production, DATABASE_APP_ROLE: 'nobody_at_all' });
      assert.equal(nobody.code, 2);
      assert.match(nobody.err, /^DATABASE_APP_ROLE /);
      const refused = await command(['audit', 'checkpoint'], production);
      assert.equal(refused.code, 2);
      assert.match(refused.err, /^AUDIT_KEY_FILE is missing/);
      assert.match((await command(['doctor'], production)).out, /✗ audit: AUDIT_KEY_FILE is missing/);
      const own = { ...production, AUDIT_KEY_FILE: join(folder, 'own', 'audit.pem') };
      assert.match((await command(['audit', 'key'], own)).out, /BEGIN PUBLIC KEY/);
      assert.ok(existsSync(own.AUDIT_KEY_FILE));
      assert.match((await command(['doctor'], own)).out, /· audit: no checkpoint/);
    });
});

const source = (path: string) => JSON.stringify(new URL(`../../src/${path}`, import.meta.url).href);

/** Records without end, eight at once, each entry with a row of its own in another table. */
const recording = `
  import { sql } from 'kysely';
  import { openDatabase } from ${source('platform/db/database.ts')};
  import { record } from ${source('engine/audit/record.ts')};
  const db = await openDatabase({ url: process.env.DATABASE_URL, dataDir: process.env.DATA_DIR ?? '', poolSize: 8 });
  const entry = { actor: { kind: 'system' }, place: 'test', action: 'register.read', subject: 'register' };
  await db.query.transaction().execute(async (trx) => {
    await record(trx, entry);
    await sql\`insert into spent_work (id, expires_at) values (gen_random_uuid()::text, now())\`.execute(trx);
  });
  process.stdout.write('begun');
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (;;) await db.query.transaction().execute(async (trx) => {
      await record(trx, entry);
      await sql\`insert into spent_work (id, expires_at) values (gen_random_uuid()::text, now())\`.execute(trx);
    });
  }));
`;

function trials(name: string, makeEnv: () => Promise<{ env: Env; drop: () => Promise<void> }>): void {
  void describe(`kill -9 while recording, ${name}`, () => {
    it('leaves one whole chain, with exactly what was committed', { timeout: 90_000 }, async () => {
      const { env, drop } = await makeEnv();
      after(drop);
      let before = 0;
      for (let round = 0; round < 3; round++) {
        const child = spawn(process.execPath, ['--input-type=module', '-e', recording], {
          env: { PATH: process.env['PATH'] ?? '', ...env },
          cwd: join(import.meta.dirname, '../..'),
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        const gone = once(child, 'exit');
        await once(child.stdout, 'data');
        await wait(300 + 137 * round);
        child.kill('SIGKILL');
        await gone;
        const db = await openDatabase({ url: env['DATABASE_URL'], dataDir: env['DATA_DIR'] ?? '' });
        // A killed client’s last commit may still be on its way at the server.
        await wait(200);
        const { rows } = await sql<{
          entries: number;
          last: number;
          work: number;
          waiting: number;
          links: number;
        }>`
          select (select count(*) from audit) as entries, (select max(id) from audit) as last,
            (select count(*) from spent_work) as work, (select count(*) from audit_inbox) as waiting,
            (select count(*) from audit a join audit b on b.id = a.id + 1 and b.previous = a.hash) as links`.execute(
          db.query,
        );
        await db.close();
        const { entries, last, work, waiting, links } = rows[0]!;
        assert.ok(entries > before, 'something was recorded');
        assert.deepEqual([last, work, waiting, links], [entries, entries, 0, entries - 1]);
        before = entries;
      }
      const [key, file] = [
        join(await freshDataDir(), 'public.pem'),
        join(await freshDataDir(), 'audit.jsonl'),
      ];
      const whole = { ...env, AUDIT_KEY_FILE: `${key}.private` };
      writeFileSync(key, (await command(['audit', 'key'], whole)).out);
      assert.equal((await command(['audit', 'export', file], whole)).code, 0);
      const verified = await command(['audit', 'verify', file, '--key', key], {});
      assert.equal(verified.code, 0, verified.err);
      console.log(`${name}: ${before} entries after 3 kills; verified in ${Math.round(verified.ms)} ms`);
    });
  });
}

trials('embedded database', async () => ({
  env: { DATA_DIR: await migratedDataDir() },
  drop: async () => {},
}));
if (postgresServer !== null)
  trials('PostgreSQL', async () => {
    const { url, drop } = await ownDatabase();
    assert.equal((await command(['migrate'], { DATABASE_URL: url })).code, 0);
    return { env: { DATABASE_URL: url }, drop };
  });

// The command line of the register: what it prints and how it ends, kills in the middle, look-ups meanwhile.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { permitsInDatabase } from '../../src/engine/registers/permits.store.ts';
import { openDatabase } from '../../src/platform/db/database.ts';
import { freshPath, registerFile, registerState } from '../support/register-file.ts';
import { migratedDataDir, ownDatabase, postgresServer } from './own-database.ts';
import { command, killAll } from './portal-process.ts';
import type { PermitRow } from '../../src/engine/define/register.ts';
import type { Database } from '../../src/platform/db/database.ts';

after(killAll);

type Env = Record<string, string>;
const open = (env: Env) => openDatabase({ url: env['DATABASE_URL'], dataDir: env['DATA_DIR'] ?? '' });

async function stateOf(env: Env): Promise<unknown[]> {
  const db = await open(env);
  try {
    return await registerState(db);
  } finally {
    await db.close();
  }
}

/** Permits that all say the same edition: their street, and the name of their contractor. */
function edition(number: number, permits: number): string {
  return registerFile(
    Array.from({ length: permits }, (_, n) => ({
      permit_number: String(n + 1),
      contractor_number: String(2000 + (n % 50)),
      contractor_name: `شركة ${number}`,
      location: `شارع ${number}`,
    })),
  );
}

function trials(name: string, makeEnv: () => Promise<{ env: Env; drop: () => Promise<void> }>): void {
  void describe(`register, ${name}`, () => {
    let env: Env = {};
    let drop = async (): Promise<void> => {};
    before(async () => {
      ({ env, drop } = await makeEnv());
    });
    after(() => drop());

    it('says what came of a file, lists imports, takes one back, saves the register', async () => {
      const file = registerFile([{}, { permit_number: '102', valid_until: '5/6/26' }, { phone: '' }]);
      const dry = await command(['register', 'import', file, '--dry-run'], env);
      assert.equal(dry.code, 0, dry.err);
      assert.match(dry.out, /3: 0 accepted .* 3 refused/);
      assert.match(dry.out, /nothing was changed/);
      const good = registerFile([{}, { permit_number: '٠١٠٢' }]);
      const report = freshPath('xlsx');
      const done = await command(['register', 'import', good, '--by', 'noor', '--report', report], env);
      assert.equal(done.code, 0, done.err);
      assert.match(done.out, /2: 2 accepted \(1 healed, 0 with a warning\)/);
      assert.match(done.out, /Import 1 is done/);
      assert.ok(readFileSync(report).subarray(0, 2).equals(Buffer.from('PK')));
      const json = await command(['register', 'import', good, '--json'], env);
      const told = JSON.parse(json.out) as { rows: number; lines: { change: string }[] };
      assert.deepEqual([told.rows, told.lines.map(({ change }) => change)], [2, ['unchanged', 'unchanged']]);
      const list = await command(['register', 'imports'], env);
      assert.match(list.out, /^2 .*\n1 .* noor /);
      const early = await command(['register', 'undo', '1'], env);
      assert.equal(early.code, 1);
      assert.match(early.err, /import 2, which came after it/);
      const saved = freshPath('csv');
      assert.equal((await command(['register', 'export', saved], env)).code, 0);
      assert.equal(readFileSync(saved, 'utf8').trim().split('\r\n').length, 3);
      for (const id of ['2', '1']) assert.equal((await command(['register', 'undo', id], env)).code, 0);
      assert.ok(
        (await stateOf(env)).every((table) => Array.isArray(table) && (table[1] as unknown[]).length === 0),
      );
    });

    it('refuses what is no register with a sentence in both languages, and changes nothing', async () => {
      const before = await stateOf(env);
      const formula = registerFile([{ contractor_name: '=cmd|x' }]);
      const noColumn = freshPath('csv');
      writeFileSync(noColumn, 'رقم المقاول,اسم المقاول\n1,شركة\n');
      for (const [path, says] of [
        [formula, /formula on line 2[^]*معادلة في السطر 2/],
        [noColumn, /permit_number[^]*رقم التصريح/],
        [freshPath('csv'), /cannot be opened[^]*تعذّر فتح الملف/],
      ] as const) {
        const { code, err, out } = await command(['register', 'import', path, '--json'], env);
        assert.equal(code, 1);
        assert.match(err, says);
        assert.doesNotMatch(err, /\bat .*:\d+:\d+/);
        assert.ok((JSON.parse(out) as { error: { ar: string } }).error.ar.length > 5);
      }
      const mapping = freshPath('json');
      writeFileSync(mapping, '{"permit": "X"}');
      assert.equal((await command(['register', 'import', formula, '--mapping', mapping], env)).code, 2);
      assert.equal((await command(['register', 'undo', 'x'], env)).code, 2);
      assert.equal((await command(['register', 'undo', '77'], env)).code, 1);
      assert.deepEqual(await stateOf(env), before);
    });

    it('kill -9 at any moment leaves the old register or the new one', { timeout: 180_000 }, async () => {
      const permits = 20_000;
      const files = [edition(1, permits), edition(2, permits)];
      const whole = await command(['register', 'import', files[0] ?? ''], env);
      assert.equal(whole.code, 0);
      let current = 0;
      let [old, fresh] = [0, 0];
      for (let round = 0; round < 6; round++) {
        const next = 1 - current;
        const child = spawn(
          process.execPath,
          [join(import.meta.dirname, '../../bin/tajdeed.js'), 'register', 'import', files[next] ?? ''],
          { env: { PATH: process.env['PATH'] ?? '', ...env }, stdio: 'ignore' },
        );
        const gone = once(child, 'exit');
        // From a third of the time that one takes to somewhat more than all of it.
        await Promise.race([wait(whole.ms * (0.35 + round * 0.16)), gone]);
        child.kill('SIGKILL');
        await gone;
        const db = await open(env);
        const { rows } = await sql<{ street: string; name: string; count: number }>`
          select location as street, c.name, count(*) from permits p join contractors c on c.id = p.contractor_id
          group by 1, 2`.execute(db.query);
        const { rows: imports } = await sql<{ last: number }>`select count(*) as last from register_imports
          where (counts->>'changed')::int > 0`.execute(db.query);
        await db.close();
        assert.equal(rows.length, 1, JSON.stringify(rows));
        assert.equal(rows[0]?.count, permits);
        const now = rows[0]?.street === `شارع ${next + 1}` ? next : current;
        assert.equal(rows[0]?.name, `شركة ${now + 1}`);
        if (now === next) fresh += 1;
        else old += 1;
        assert.equal(imports[0]?.last, fresh, 'what was done is recorded, and nothing else');
        current = now;
      }
      console.log(`${name}: 6 imports killed, ${old} left the old register, ${fresh} the new one`);
      assert.ok(old > 0, 'no kill came in time');
    });
  });
}

trials('embedded database', async () => ({
  env: { DATA_DIR: await migratedDataDir() },
  drop: async () => {},
}));

if (postgresServer !== null) {
  trials('PostgreSQL', async () => {
    const { url, drop } = await ownDatabase();
    assert.equal((await command(['migrate'], { DATABASE_URL: url })).code, 0);
    return { env: { DATABASE_URL: url }, drop };
  });

  describe('look-ups during an import', () => {
    it('see the old register or the new one, never half, and do not wait', { timeout: 120_000 }, async () => {
      const database = await ownDatabase();
      after(database.drop);
      const env = { DATABASE_URL: database.url };
      assert.equal((await command(['migrate'], env)).code, 0);
      const permits = 30_000;
      assert.equal((await command(['register', 'import', edition(1, permits)], env)).code, 0);
      const db = await open(env);
      try {
        const seen = await lookUpWhile(db, permits, async () => {
          assert.equal((await command(['register', 'import', edition(2, permits)], env)).code, 0);
        });
        console.log(`${seen.count} look-ups during the import, the slowest ${Math.round(seen.slowest)} ms`);
        assert.deepEqual([...seen.pairs].toSorted(), ['شارع 1 شركة 1', 'شارع 2 شركة 2']);
        assert.ok(seen.count > 200, `only ${seen.count}`);
        assert.ok(seen.slowest < 2000, `${seen.slowest} ms`);
      } finally {
        await db.close();
      }
    });
  });
}

/** Looks permits up without a pause until the work is done, and some time after. */
async function lookUpWhile(
  db: Database,
  permits: number,
  work: () => Promise<void>,
): Promise<{ count: number; slowest: number; pairs: Set<string> }> {
  const seen = { count: 0, slowest: 0, pairs: new Set<string>() };
  let done = false;
  const look = async (first: number): Promise<void> => {
    for (let n = first; !done; n += 7) {
      const number = (n % permits) + 1;
      const began = performance.now();
      const answers = {
        permitNumber: String(number),
        permitYear: '2026',
        contractorNumber: String(2000 + ((number - 1) % 50)),
      };
      const { row } = (await permitsInDatabase.find(answers, db.query, { hold: false })) as {
        row: PermitRow | null;
      };
      seen.slowest = Math.max(seen.slowest, performance.now() - began);
      seen.count += 1;
      seen.pairs.add(row === null ? 'none' : `${row.location} ${row.contractorName}`);
    }
  };
  const looking = [0, 1, 2, 3].map((first) => look(first));
  await work();
  await wait(100);
  done = true;
  await Promise.all(looking);
  return seen;
}

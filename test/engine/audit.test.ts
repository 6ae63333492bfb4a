// The audit in the database: chained at the commit, by many at once, and by nobody changed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { makeKey, publicPem, readKey, readPublicKey } from '../../src/engine/audit/audit-key.ts';
import { firstHash, hashOf } from '../../src/engine/audit/chain.ts';
import { printCheckpoint, readCheckpoint } from '../../src/engine/audit/checkpoint.ts';
import { exportAudit } from '../../src/engine/audit/export-audit.ts';
import { exportLines } from '../../src/engine/audit/export-lines.ts';
import { keepCheckpoint, newestCheckpoint } from '../../src/engine/audit/keep-checkpoint.ts';
import { readAudit } from '../../src/engine/audit/read-audit.ts';
import { placeOf, record } from '../../src/engine/audit/record.ts';
import { sayFinding, verifyAudit } from '../../src/engine/audit/verify-audit.ts';
import { exportRegister } from '../../src/engine/registers/import/export-register.ts';
import { undoImport } from '../../src/engine/registers/import/undo-import.ts';
import { resetDemo, seedDemo } from '../../src/main/prepare-database.ts';
import { loadSettings, setSetting } from '../../src/main/settings-commands.ts';
import { services } from '../../src/services/index.ts';
import { byTest } from '../support/by-test.ts';
import { freshDatabase, freshDataDir } from '../support/database.ts';
import { bringIn, freshPath, registerFile } from '../support/register-file.ts';
import type { AuditKey } from '../../src/engine/audit/audit-key.ts';
import type { AuditEntry } from '../../src/engine/audit/record.ts';
import type { Verdict } from '../../src/engine/audit/verify-audit.ts';
import type { Database } from '../../src/platform/db/database.ts';

const entry = (subject: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
  ...byTest.origin,
  action: 'register.read',
  subject,
  ...more,
});

const newest = async (db: Database, limit = 1) => (await readAudit(db, {}, { limit })).entries;

async function freshKey(): Promise<AuditKey> {
  const file = join(await freshDataDir(), 'keys', 'audit.pem');
  assert.equal(await makeKey(file), 'made');
  assert.equal(await makeKey(file), 'there');
  assert.equal(statSync(file).mode & 0o777, 0o600);
  return readKey(file);
}

/** Exports the audit and verifies the export. */
async function verdictOf(db: Database, key: AuditKey): Promise<Verdict> {
  const file = freshPath('jsonl');
  await exportAudit(db, file, { origin: byTest.origin, key });
  return verifyAudit(exportLines(file), key.publicKey, []);
}

async function countOf(db: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) from audit`.execute(db.query);
  return rows[0]!.count;
}

describe('recording', () => {
  let db: Database;
  before(async () => {
    db = await freshDatabase();
  });
  after(() => db.close());

  it('the first entry stands on nothing, the next on it; a rolled back transaction leaves none', async () => {
    await record(db.query, entry('one'));
    await db.query.transaction().execute(async (trx) => {
      await record(trx, entry('two'));
      await record(trx, entry('three'));
      const { rows } = await sql<{ count: number }>`select count(*) from audit`.execute(trx);
      assert.equal(rows[0]!.count, 1, 'chained at the commit, not before');
    });
    await assert.rejects(
      db.query.transaction().execute(async (trx) => {
        await record(trx, entry('never'));
        throw new Error('no');
      }),
    );
    await record(db.query, entry('four'));
    const entries = (await newest(db, 10)).toReversed();
    assert.deepEqual(
      entries.map(({ id, subject }) => [id, subject]),
      [
        [1, 'one'],
        [2, 'two'],
        [3, 'three'],
        [4, 'four'],
      ],
    );
    assert.equal(entries[0]!.previous, firstHash);
    for (const [at, each] of entries.entries()) {
      assert.equal(each.hash, hashOf(each));
      if (at > 0) assert.equal(each.previous, entries[at - 1]!.hash);
    }
    const { rows } = await sql`select from audit_inbox`.execute(db.query);
    assert.equal(rows.length, 0);
  });

  it('hashes every character as an outsider would', async () => {
    const control = Array.from({ length: 0x9f }, (_, at) => String.fromCodePoint(at + 1)).join('');
    const texts = [control, 'نص عربي «»', '\u2028\u2029\u200f', '😀 \\" / </script>', '\u{10ffff}\ufffe'];
    for (const text of texts)
      await record(
        db.query,
        entry(text, { reason: text, data: { [text]: [text, 1e30, 0.1, -0, null, true] } }),
      );
    for (const each of await newest(db, texts.length)) assert.equal(each.hash, hashOf(each));
    assert.equal((await verdictOf(db, await freshKey())).kind, 'good');
  });

  it('is refused in a transaction that sees one moment only', async () => {
    const before = await countOf(db);
    const reading = db.query.transaction().setIsolationLevel('repeatable read');
    await assert.rejects(
      reading.execute((trx) => record(trx, entry('x'))),
      { code: '25001' },
    );
    assert.equal(await countOf(db), before);
  });

  it('is changed, deleted or emptied by nobody, the owner included', async () => {
    const before = await newest(db, 100);
    for (const change of [
      sql`update audit set subject = 'x' where id = 1`,
      sql`update audit set hash = hash`,
      sql`delete from audit where id = 2`,
      sql`truncate audit`,
      sql`truncate audit cascade`,
      sql`with x as (insert into audit_inbox (actor, action, subject, reason, place, data) values ('a', 'b', '', '', '', '{}')
        returning number) update audit_inbox set actor = 'c'`,
    ])
      await assert.rejects(change.execute(db.query), { code: '42501' });
    assert.deepEqual(await newest(db, 100), before);
  });

  it('is found by actor, action, subject and day, page by page', async () => {
    await record(db.query, {
      ...entry('application:7'),
      actor: { kind: 'staff', id: 3 },
      action: 'application.read',
    });
    await record(db.query, {
      ...entry('application:7'),
      actor: { kind: 'contractor' },
      place: placeOf('s'.repeat(32), '1.2.3.4'),
    });
    await record(db.query, { ...entry('application:8'), actor: { kind: 'system' } });
    const found = async (filter: Parameters<typeof readAudit>[1]) =>
      (await readAudit(db, filter, { limit: 100 })).entries.map(
        ({ actor, subject }) => `${actor} ${subject}`,
      );
    assert.deepEqual(await found({ subject: 'application:7' }), [
      'contractor application:7',
      'staff:3 application:7',
    ]);
    assert.deepEqual(await found({ actor: 'staff:3' }), ['staff:3 application:7']);
    assert.deepEqual(await found({ action: 'application.read', subject: 'application:8' }), []);
    const { rows } = await sql<{
      today: string;
    }>`select (moment() at time zone 'Asia/Amman')::date as today`.execute(db.query);
    const today = Temporal.PlainDate.from(rows[0]!.today);
    assert.equal((await found({ from: today, until: today })).length, await countOf(db));
    assert.deepEqual(await found({ from: today.add({ days: 1 }) }), []);
    assert.deepEqual(await found({ until: today.subtract({ days: 1 }) }), []);
    const ids: number[] = [];
    for (let before: number | undefined; ;) {
      const { entries, next } = await readAudit(db, {}, { before, limit: 3 });
      ids.push(...entries.map(({ id }) => id));
      if (next === null) break;
      before = next;
    }
    assert.deepEqual(
      ids,
      Array.from({ length: await countOf(db) }, (_, at) => ids.length - at),
    );
    const [place] = (await readAudit(db, { actor: 'contractor' }, { limit: 1 })).entries;
    assert.match(place!.place, /^address:[0-9a-f]{32}$/);
  });

  it('many at once: one chain, no gap, and none of what was rolled back', async () => {
    const before = await countOf(db);
    // The embedded database has one connection: there they take turns, which must be right too.
    await Promise.all(
      Array.from({ length: 20 }, async (_, worker) => {
        for (let n = 0; n < 50; n++) {
          const failing = (worker + n) % 5 === 0;
          const doing = db.query.transaction().execute(async (trx) => {
            await record(trx, entry(`${worker}/${n}`));
            if (n % 3 === 0) await record(trx, entry(`${worker}/${n} again`));
            if (failing) throw new Error('rolled back');
          });
          if (failing) await assert.rejects(doing, /rolled back/);
          else await doing;
        }
      }),
    );
    const kept = (n: number) => (n % 3 === 0 ? 2 : 1);
    let expected = before;
    for (let worker = 0; worker < 20; worker++)
      for (let n = 0; n < 50; n++) if ((worker + n) % 5 !== 0) expected += kept(n);
    assert.equal(await countOf(db), expected);
    assert.deepEqual(await verdictOf(db, await freshKey()), {
      kind: 'good',
      entries: expected + 1,
      checkpoints: 1,
    });
  });

  it('does not stop others while a transaction is long', async () => {
    if (db.kind === 'embedded') return;
    await db.query.transaction().execute(async (long) => {
      await record(long, entry('long'));
      const began = performance.now();
      await record(db.query, entry('short'));
      assert.ok(performance.now() - began < 2000);
    });
    assert.deepEqual(
      (await newest(db, 2)).map(({ subject }) => subject),
      ['long', 'short'],
    );
  });
});

describe('checkpoints', () => {
  let db: Database;
  let key: AuditKey;
  let folder: string;
  before(async () => {
    db = await freshDatabase();
    key = await freshKey();
    folder = join(await freshDataDir(), 'audit');
  });
  after(() => db.close());

  it('are written twice, read back from the file and from paper, and the newest is known', async () => {
    assert.equal(await newestCheckpoint(folder, key), null);
    const none = await keepCheckpoint(db, key, folder);
    assert.ok(none.kind === 'kept' && none.checkpoint.entries === 0);
    for (let n = 0; n < 30; n++) await record(db.query, entry(`s${n}`));
    const kept = await keepCheckpoint(db, key, folder);
    assert.ok(kept.kind === 'kept');
    assert.equal(kept.checkpoint.entries, 30);
    assert.deepEqual(readCheckpoint(readFileSync(kept.file, 'utf8')), kept.checkpoint);
    const printed = readFileSync(kept.printable, 'utf8');
    assert.equal(printed, printCheckpoint(kept.checkpoint));
    const typed = printed.toUpperCase().replace(/^TAJDEED\S+/, (kind) => kind.toLowerCase());
    assert.deepEqual(readCheckpoint(printed.replaceAll(/[ \n]+/g, ' \r\n ')), kept.checkpoint);
    assert.equal(readCheckpoint(typed), null, 'the words are ours; only the digits may be in capitals');
    assert.deepEqual(await newestCheckpoint(folder, key), kept.checkpoint);
    assert.equal(await newestCheckpoint(folder, await freshKey()), null, 'those of another key do not count');
    assert.equal(readdirSync(folder).length, 4);
  });

  it('sign nothing that does not follow from the one before', async () => {
    const unlocked = async (work: string) => {
      await db.execute(
        `begin; alter table audit disable trigger user; ${work}; alter table audit enable trigger user; commit`,
      );
    };
    for (let n = 0; n < 5; n++) await record(db.query, entry(`t${n}`));
    await unlocked(`update audit set reason = 'x' where id = 33`);
    const altered = await keepCheckpoint(db, key, folder);
    assert.deepEqual(altered, { kind: 'broken', finding: { kind: 'altered', id: 33 } });
    await unlocked(`delete from audit where id >= 33`);
    assert.equal((await keepCheckpoint(db, key, folder)).kind, 'kept');
    await unlocked(`delete from audit where id >= 20`);
    const cut = await keepCheckpoint(db, key, folder);
    assert.deepEqual(cut, { kind: 'broken', finding: { kind: 'cut-off', id: 20, signed: 32 } });
    for (let n = 0; n < 20; n++) await record(db.query, entry(`forged${n}`));
    const forged = await keepCheckpoint(db, key, folder);
    assert.deepEqual(forged, { kind: 'broken', finding: { kind: 'not-as-signed', id: 1, signed: 32 } });
    const file = freshPath('jsonl');
    await exportAudit(db, file, { origin: byTest.origin, key });
    const kept = await newestCheckpoint(folder, key);
    const verdict = await verifyAudit(exportLines(file), key.publicKey, [kept!]);
    assert.ok(
      verdict.kind === 'bad' && sayFinding(verdict.finding).startsWith('Entries 1 to 32 are not those'),
    );
  });
});

describe('what is recorded today', () => {
  let db: Database;
  before(async () => {
    db = await freshDatabase();
    await seedDemo(db, services);
  });
  after(() => db.close());

  it('imports, taking them back, exports, settings, a new demo; nothing of it personal', async () => {
    const name = 'شركة كناري زمردي للمقاولات';
    const file = registerFile([{ contractor_name: name, phone: '0790000077', location: 'شارع الكناري' }]);
    const done = await bringIn(db, file, { by: 'noor' });
    await bringIn(db, file, { dryRun: true });
    await exportRegister(db, freshPath('csv'), byTest);
    await undoImport(db, done.summary.importId!, byTest);
    assert.equal((await undoImport(db, done.summary.importId!, byTest)).kind, 'undone-before');
    const setting = { key: 'contractor-permit-renewal.window', from: undefined, ...byTest };
    await setSetting(db, services, { ...setting, value: '45' });
    await assert.rejects(setSetting(db, services, { ...setting, value: 'many' }));
    const text = JSON.stringify({ 'portal.subtitle': { ar: 'ع', en: 'e' }, 'calendar.weekend': [5] });
    await loadSettings(db, services, { text, from: '2099-01-01', ...byTest });
    await resetDemo(db, services, byTest.origin);
    const entries = (await newest(db, 100)).toReversed();
    assert.deepEqual(
      entries.map(({ actor, action, subject, place }) => [actor, action, subject, place]),
      [
        ['import.done', 'import:1'],
        ['register.exported', 'register'],
        ['import.undone', 'import:1'],
        ['settings.changed', 'setting:contractor-permit-renewal.window'],
        ['settings.changed', 'setting:portal.subtitle'],
        ['settings.changed', 'setting:calendar.weekend'],
        ['demo.reset', 'demo'],
      ].map((each) => ['command:tester', ...each, 'command line']),
    );
    const data = entries.map((each) => JSON.parse(each.data) as Record<string, unknown>);
    assert.deepEqual([data[0]!['by'], data[2]!['by']], ['noor', 'test']);
    assert.deepEqual([data[3]!['before'], data[3]!['after']], [30, 45]);
    assert.deepEqual([data[5]!['before'], data[5]!['after'], data[5]!['from']], [[5, 6], [5], '2099-01-01']);
    const all = JSON.stringify(entries);
    for (const personal of [name, '790000077', 'الكناري', '2001'])
      assert.ok(!all.includes(personal), personal);
  });

  it('an outsider’s verifier agrees', async () => {
    const key = await freshKey();
    const folder = await freshDataDir();
    const [exported, pem] = [join(folder, 'audit.jsonl'), join(folder, 'key.pem')];
    writeFileSync(pem, publicPem(key));
    assert.equal(readPublicKey(publicPem(key)).asymmetricKeyType, 'ed25519');
    await record(
      db.query,
      entry('نص \u2028 «»', { reason: '\u0001\u007f"\\/', data: { a: 1.5, ب: ['\n'] } }),
    );
    const kept = await keepCheckpoint(db, key, join(folder, 'audit'));
    assert.ok(kept.kind === 'kept');
    await exportAudit(db, exported, { origin: byTest.origin, key });
    const script = new URL('../../docs/examples/verify-audit.py', import.meta.url).pathname;
    const verify = (file: string, ...more: string[]) =>
      spawnSync('python3', [script, file, pem, ...more], { encoding: 'utf8' });
    if (verify('x').error) return;
    const good = verify(exported, kept.file);
    assert.equal(good.status, 0, good.stderr + good.stdout);
    const lines = readFileSync(exported, 'utf8').trimEnd().split('\n');
    const altered = join(folder, 'altered.jsonl');
    const tries: [string[], RegExp][] = [
      [lines.with(2, lines[2]!.replace('import.undone', 'import.done')), /entry 3/],
      [lines.toSpliced(4, 1), /entry 5/],
      [lines.slice(0, -1), /not signed|checkpoint/],
      [lines.toSpliced(-2, 1), /checkpoint/],
    ];
    for (const [changed, says] of tries) {
      writeFileSync(altered, `${changed.join('\n')}\n`);
      const { status, stdout } = verify(altered);
      assert.equal(status, 1);
      assert.match(stdout, says);
    }
  });
});

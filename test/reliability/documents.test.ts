import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { checkDocument } from '../../src/engine/documents/check-document.ts';
import { DocumentKeyError } from '../../src/engine/documents/document-works.ts';
import { fileName } from '../../src/engine/documents/document.ts';
import { seedQrKey } from '../../src/main/document-keys.ts';
import { readDocumentPlace } from '../../src/main/document-place.ts';
import { openStore } from '../../src/main/document-works.ts';
import { approve, rowOf } from '../support/issued.ts';
import { openPortal } from '../support/portal.ts';
import { preparedApplications } from '../support/prepared.ts';
import { postgresServer } from './own-database.ts';
import type { Portal } from '../support/portal.ts';

// A worker is a process here, and the embedded database belongs to one: there, `test/engine/documents.test.ts` ends a
// worker's work at each of its steps.
if (postgresServer !== null) {
  process.env['TEST_DATABASE_URL'] ??= postgresServer;
  const kills = 50;
  const documents = 60;
  const dataDir = mkdtempSync(join(tmpdir(), 'tajdeed-killed-'));
  after(() => rmSync(dataDir, { recursive: true, force: true }));
  const place = readDocumentPlace({}, { demo: true, dataDir }, (sentence) => {
    throw new Error(sentence);
  });

  const program = new URL('./issuing-worker.ts', import.meta.url);

  let portal: Portal;
  let ids: number[];
  before(async () => {
    portal = await openPortal();
    await seedQrKey(place, portal.db);
    // The worker of this process can make none.
    portal.ctx.documents.privateKey = () => Promise.reject(new DocumentKeyError('not here'));
    ids = await preparedApplications(portal, documents, 830_001);
    for (const id of ids) await approve(portal, id);
    await portal.ctx.jobs.stop();
  });
  after(() => portal.close());

  /** One document is there to be made, at once; the half minute after which a killed worker's job is taken up is over. */
  const offer = async (applicationId: number) => {
    const { id } = await rowOf(portal, applicationId);
    await sql`delete from jobs.job where name = 'issue-document'`.execute(portal.db.query);
    await sql`insert into jobs.job (name, data) values ('issue-document', ${JSON.stringify({ documentId: id })})`.execute(
      portal.db.query,
    );
  };

  /** Begins a worker, and kills it at a moment after it began a document, unless that is made before; says how long it worked. */
  const workUntil = async (moment: () => Promise<unknown>): Promise<{ killed: boolean; took: number }> => {
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(portal.db.query);
    const url = new URL(process.env['TEST_DATABASE_URL'] ?? '');
    url.pathname = `/${rows[0]?.name}`;
    const child = spawn(
      process.execPath,
      [fileURLToPath(program), url.href, dataDir, portal.ctx.documents.origin],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let out = '';
    let err = '';
    let ended = false;
    child.once('exit', () => (ended = true));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    const gone = once(child, 'close');
    const says = async (word: string) => {
      const late = performance.now() + 30_000;
      while (!out.includes(word) && !ended && performance.now() < late) await wait(1);
      return out.includes(word);
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    try {
      assert.ok(await says('begun'), `the worker began nothing: ${err}`);
      const began = performance.now();
      await Promise.race([moment(), says('issued')]);
      return { killed: !out.includes('issued'), took: performance.now() - began };
    } finally {
      child.kill('SIGKILL');
      await gone;
    }
  };

  const never = () => new Promise(() => {});
  const signed = async (id: number) => {
    for (let tries = 0; tries < 1000 && (await rowOf(portal, id)).signature === null; tries++) await wait(1);
  };

  test(
    `a document is issued once, whatever its worker is killed at: ${kills} kills`,
    { timeout: 400_000 },
    async () => {
      const [first = 0, ...others] = ids;
      const begun = new Set([first]);
      await offer(first);
      const { killed, took: alone } = await workUntil(never);
      assert.ok(!killed, 'a worker that is left alone makes its document');
      const found = { unsigned: 0, signed: 0 };
      let done = 0;
      let took = alone;
      let current = others.shift();
      for (let tries = 0; done < kills; tries++) {
        assert.ok(current, `${done} kills, and every document is made: ${JSON.stringify(found)}`);
        await offer(current);
        const id = current;
        begun.add(id);
        // Through all that a worker does, a little further each time; and once in five times as soon as the signature is kept.
        const worked = await workUntil(
          tries % 5 === 4 ? () => signed(id) : () => wait((took * ((tries * 7) % kills)) / kills),
        );
        // One that was made before it was to be killed says how long one takes at the most.
        if (!worked.killed) took = Math.min(took, worked.took);
        const { hash, signature } = await rowOf(portal, current);
        if (worked.killed) done += 1;
        if (hash !== null) current = others.shift();
        else found[signature === null ? 'unsigned' : 'signed'] += 1;
      }
      console.log(`${done} kills, one document took ${Math.round(took)} ms: left ${JSON.stringify(found)}`);
      assert.ok(found.unsigned > 0 && found.signed > 0, JSON.stringify(found));
      // What was left is made by the next worker that lives.
      if (current !== undefined && begun.has(current)) {
        await offer(current);
        assert.equal((await workUntil(never)).killed, false);
      }

      const store = openStore(place);
      for (const id of begun) {
        const { code, hash } = await rowOf(portal, id);
        assert.ok(hash, 'every document is made');
        assert.ok(await store.get(fileName(hash)), 'its file is there');
        assert.equal((await checkDocument(portal.ctx, 'one', code)).kind, 'genuine');
      }
      const { rows } = await sql<{
        subject: string;
        times: number;
      }>`select subject, count(*)::int as times from audit
      where action = 'document.issued' group by subject`.execute(portal.db.query);
      assert.equal(rows.length, begun.size);
      assert.deepEqual(new Set(rows.map(({ times }) => times)), new Set([1]));
      // No file that no document names.
      const files = (await readdir(dataDir, { recursive: true })).filter((name) => name.endsWith('.pdf'));
      assert.equal(files.length, begun.size);
    },
  );
}

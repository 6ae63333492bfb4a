import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { undoSeconds } from '../../src/engine/applications/close-application.ts';
import { tellDecision } from '../../src/engine/applications/tell-decision.ts';
import { checkDocument } from '../../src/engine/documents/check-document.ts';
import { checkTemplates } from '../../src/engine/documents/check-templates.ts';
import { readDocumentKeys } from '../../src/engine/documents/document-keys.ts';
import { issueDocument } from '../../src/engine/documents/issue-document.ts';
import { decide } from '../../src/engine/review/decide.ts';
import { undoDecision } from '../../src/engine/review/undo-decision.ts';
import { rotateQrKey, seedQrKey } from '../../src/main/document-keys.ts';
import { connectDocuments } from '../../src/main/document-works.ts';
import { permitsInDatabase } from '../../src/engine/registers/permits.store.ts';
import { newDocumentCode } from '../../src/platform/ids/document-code.ts';
import { signerOf } from '../../src/platform/signing/sign-pdf.ts';
import { folderStorage } from '../../src/platform/storage/folder.ts';
import { printable } from '../../src/platform/typeset/letters.ts';
import { services } from '../../src/services/index.ts';
import { placeOfTests } from '../support/documents.ts';
import { approve, issue, rowOf } from '../support/issued.ts';
import { decisionEvent, morePermits, opened, salma, submit, where } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { withSwitch } from '../support/register-switch.ts';
import type { CheckResult, Checked } from '../../src/engine/documents/check-document.ts';
import type { DocumentWorks } from '../../src/engine/documents/document-works.ts';
import type { DocumentPlace } from '../../src/main/document-place.ts';
import type { Portal } from '../support/portal.ts';
import type { PermitNumbers } from '../support/renewable.ts';

const register = withSwitch(permitsInDatabase);
const folder = mkdtempSync(join(tmpdir(), 'tajdeed-documents-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let portal: Portal;
let place: DocumentPlace;
let works: DocumentWorks;
let permits: PermitNumbers[];
before(async () => {
  portal = await openPortal({ sources: { permits: register } });
  permits = await morePermits(portal, 30, 720_001);
  place = placeOfTests();
  await seedQrKey(place, portal.db);
  await portal.ctx.documents.typesetter.close();
  works = connectDocuments(place, portal.ctx.documents.origin);
  // What these documents are issued with: a key and a folder that the tests look into.
  Object.assign(portal.ctx.documents, { ...works, storage: folderStorage(folder) });
});
after(() => portal.close());

function nextPermit(): PermitNumbers {
  const permit = permits.shift();
  assert.ok(permit, 'there are enough permits');
  return permit;
}

const check = (code: string, address = 'one'): Promise<CheckResult> =>
  checkDocument(portal.ctx, address, code);

async function genuine(code: string): Promise<Checked> {
  const result = await check(code);
  assert.ok(result.kind === 'genuine', result.kind);
  return result.document;
}

/** A whole number of days later; what is done is done there, and the clock comes back. */
async function daysLater(days: number, work: () => Promise<void>): Promise<void> {
  await portal.moveClock(`${days} days`);
  try {
    await work();
  } finally {
    await portal.moveClock(`-${days} days`);
  }
}

const files = async () =>
  (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.pdf'));

test('an undone approval issues nothing; the next one issues one document', async () => {
  const one = await submit(portal, nextPermit());
  const { revision } = await opened(portal, one.id);
  assert.equal((await decide(portal.ctx, salma, { id: one.id, revision, kind: 'approve' })).kind, 'decided');
  const first = await decisionEvent(portal, one.id);
  assert.equal((await undoDecision(portal.ctx, salma, one.id)).kind, 'undone');
  await portal.moveClock(`${undoSeconds + 1} seconds`);
  await tellDecision(portal.ctx, first);
  const { rows } = await sql`select from documents where application_id = ${one.id}`.execute(portal.db.query);
  assert.equal(rows.length, 0);
  await approve(portal, one.id);
  await tellDecision(portal.ctx, await decisionEvent(portal, one.id));
  const { rows: after } = await sql`select from documents where application_id = ${one.id}`.execute(
    portal.db.query,
  );
  assert.equal(after.length, 1);
});

test('where a worker is killed the next one goes on: one document, the same bytes', async () => {
  const { storage } = portal.ctx.documents;
  const one = await submit(portal, nextPermit());
  // Killed after the signature was kept, and before the file was.
  let killed = 0;
  portal.ctx.documents.storage = {
    ...storage,
    put: () => {
      killed += 1;
      return Promise.reject(new Error('killed'));
    },
  };
  await approve(portal, one.id);
  const { id } = await rowOf(portal, one.id);
  await assert.rejects(issueDocument(portal.ctx, id));
  const half = await rowOf(portal, one.id);
  assert.ok(killed > 0 && half.signature !== null && half.hash === null);
  // Killed after the file was kept, and before the row says so.
  const kept: string[] = [];
  portal.ctx.documents.storage = {
    ...storage,
    put: async (name, bytes) => {
      await storage.put(name, bytes);
      kept.push(name);
      throw new Error('killed');
    },
  };
  await assert.rejects(issueDocument(portal.ctx, id));
  portal.ctx.documents.storage = storage;
  await Promise.allSettled([issueDocument(portal.ctx, id), issueDocument(portal.ctx, id)]);
  await issueDocument(portal.ctx, id);
  const done = await rowOf(portal, one.id);
  assert.deepEqual(done.signature, half.signature);
  assert.ok(kept.length > 0 && kept.every((name) => name === `${done.hash?.toString('hex')}.pdf`));
  assert.equal((await files()).length, await issuedCount(), 'no file is left that is no document’s');
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from audit
    where action = 'document.issued' and subject = ${`document:${id}`}`.execute(portal.db.query);
  assert.equal(rows[0]?.count, 1);
});

/** How many documents are issued. */
async function issuedCount(): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*)::int as count from documents where hash is not null`.execute(portal.db.query);
  return rows[0]?.count ?? 0;
}

test('of many workers at once one issues', async () => {
  const one = await submit(portal, nextPermit());
  await approve(portal, one.id);
  const { id } = await rowOf(portal, one.id);
  await Promise.allSettled(Array.from({ length: 6 }, () => issueDocument(portal.ctx, id)));
  await issueDocument(portal.ctx, id).catch(() => {});
  const { hash } = await rowOf(portal, one.id);
  assert.ok(hash);
  const pdf = await portal.ctx.documents.storage.get(`${hash.toString('hex')}.pdf`);
  assert.ok(pdf && signerOf(pdf));
});

test('a document waits for a key, and is issued when there is one', async () => {
  const { signer } = portal.ctx.documents;
  portal.ctx.documents.signer = () => Promise.reject(new Error('There is no key'));
  const one = await submit(portal, nextPermit());
  await approve(portal, one.id);
  const { id } = await rowOf(portal, one.id);
  await assert.rejects(issueDocument(portal.ctx, id), /There is no key/);
  assert.equal((await rowOf(portal, one.id)).hash, null);
  portal.ctx.documents.signer = signer;
  await issueDocument(portal.ctx, id).catch(() => issueDocument(portal.ctx, id));
  assert.ok((await rowOf(portal, one.id)).hash);
});

test('a key that is rotated leaves old documents good, and the new one signs', async () => {
  const old = await issue(portal, nextPermit());
  const before = await rowOf(portal, old.id);
  const id = await rotateQrKey(place, portal.db, {
    actor: { kind: 'command', user: 'tests' },
    place: 'test',
  });
  const keys = await readDocumentKeys(portal.db);
  assert.equal(keys[0]?.id, id);
  assert.ok(
    keys.some((key) => key.id === before.keyId),
    'the old one stays published',
  );
  const fresh = await issue(portal, nextPermit());
  assert.equal((await rowOf(portal, fresh.id)).keyId, id);
  assert.equal((await genuine(old.code)).code, old.code);
});

test('genuine: not begun, valid, ended; only what stands on the paper is told', async () => {
  const one = await issue(portal, nextPermit());
  const first = await genuine(` ${one.code.toLowerCase()} `);
  assert.deepEqual(first.standing, { kind: 'not-yet' }, 'the term before runs for some days yet');
  assert.deepEqual(Object.keys(first.paper).toSorted(), ['holder', 'holderNumber', 'number', 'year']);
  assert.equal(first.paper.number, one.permit.permitNumber);
  await daysLater(15, async () => assert.deepEqual((await genuine(one.code)).standing, { kind: 'valid' }));
  await daysLater(60, async () => assert.deepEqual((await genuine(one.code)).standing, { kind: 'ended' }));
});

test('superseded: a later term was issued, once that has begun', async () => {
  const permit = nextPermit();
  const one = await issue(portal, permit);
  await daysLater(30, async () => {
    const two = await issue(portal, permit);
    assert.deepEqual((await genuine(one.code)).standing, { kind: 'valid' }, 'its own days are not over');
    assert.deepEqual((await genuine(two.code)).standing, { kind: 'not-yet' });
    await daysLater(15, async () => {
      const { standing } = await genuine(one.code);
      assert.ok(standing.kind === 'superseded');
      assert.equal(standing.by.ordinal, 3);
      assert.deepEqual((await genuine(two.code)).standing, { kind: 'valid' });
    });
  });
});

test('withdrawn, and restored; and what is said while the register is down', async () => {
  const one = await issue(portal, nextPermit());
  const event = (kind: string) =>
    sql`insert into permit_events (permit_id, kind, day) select id, ${kind}, '2026-11-20' from permits
      where ${where(one.permit)}`.execute(portal.db.query);
  await event('withdrawn');
  assert.deepEqual((await genuine(one.code)).standing, { kind: 'withdrawn', on: '2026-11-20' });
  register.state = 'down';
  const down = await genuine(one.code);
  register.state = 'up';
  assert.ok(down.registerDown && down.standing.kind !== 'withdrawn', 'what cannot be known is said to be so');
  await event('restored');
  const restored = await genuine(one.code);
  assert.ok(!restored.registerDown && restored.standing.kind !== 'withdrawn');
});

test('codes that are no document’s are limited by address, right ones cost nothing', async () => {
  await portal.set('limits.document-checks', {
    address: { max: 5, seconds: 3600 },
    all: { max: 7, seconds: 3600 },
  });
  const one = await issue(portal, nextPermit());
  for (let n = 0; n < 12; n++) assert.equal((await check(one.code, 'busy')).kind, 'genuine');
  assert.equal((await check('K7M4', 'guesser')).kind, 'invalid');
  const answers = await Promise.all(Array.from({ length: 9 }, () => check(newDocumentCode(), 'guesser')));
  assert.deepEqual(answers.map(({ kind }) => kind).toSorted(), [
    ...Array.from({ length: 4 }, () => 'limited'),
    ...Array.from({ length: 5 }, () => 'unknown'),
  ]);
  assert.equal(
    (await check(one.code, 'guesser')).kind,
    'limited',
    'also for a right one: it tells nothing more',
  );
  assert.equal((await check(one.code, 'busy')).kind, 'genuine', 'others go on');
  assert.ok(portal.log.some((line) => line.includes('documents.misses.alarm')));
});

test('any name can stand on a document', () => {
  for (const [typed, shown] of [
    ['شَرِكَة «المشاعل» — ٢٠٢٦', 'شركة «المشاعل» — ٢٠٢٦'],
    ['Société 東京 & Söhne\u202e', 'Société ?? & Söhne'],
    ['#set page(width: 1cm) $x$ \\ *', '#set page(width: 1cm) $x$ \\ *'],
  ] as const)
    assert.equal(printable(typed), shown);
});

test('a name that looks like the template’s language, or has strange letters, is set as it is', async () => {
  const permit = nextPermit();
  await sql`update contractors set name = '#panic() $x$ 東京 *' where number = ${permit.contractorNumber}::bigint`.execute(
    portal.db.query,
  );
  const one = await issue(portal, permit);
  assert.ok((await rowOf(portal, one.id)).hash);
});

test('a template that is missing, or says a word that a language lacks, does not let the portal start', () => {
  const [service] = services;
  assert.ok(service?.issues);
  checkTemplates(services);
  const lost = { ...service, issues: { ...service.issues, template: join(folder, 'none.typ') } };
  assert.throws(() => checkTemplates([lost]), /cannot be read/);
  const { document } = service.text.en;
  assert.ok(document);
  const { qr: _qr, ...words } = document.words;
  const { demo: _demo, ...others } = document.words;
  const without = (rest: Record<string, string>) => ({
    ...service,
    text: { ...service.text, en: { ...service.text.en, document: { ...document, words: rest } } },
  });
  assert.throws(() => checkTemplates([without(others)]), /text\.en\.document\.words\.demo/);
  assert.doesNotThrow(() => checkTemplates([without(words)]), 'the template says that one in Arabic only');
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { checkDocument } from '../../src/engine/documents/check-document.ts';
import { DocumentKeyError } from '../../src/engine/documents/document-works.ts';
import { jwkSet, readDocumentKeys } from '../../src/engine/documents/document-keys.ts';
import { keepWithdrawalList, readWithdrawalList } from '../../src/engine/documents/keep-withdrawal-list.ts';
import { listPurpose, withdrawalListQueue } from '../../src/engine/documents/withdrawal-list.ts';
import { permitsInDatabase } from '../../src/engine/registers/permits.store.ts';
import { doAct } from '../../src/engine/registers/office/do-act.ts';
import { previewAct } from '../../src/engine/registers/office/preview-act.ts';
import { publicKeyOf, readClaims } from '../../src/platform/signing/cose.ts';
import { issue } from '../support/issued.ts';
import { morePermits, omar, where } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { withSwitch } from '../support/register-switch.ts';
import type { CborMap } from '../../src/platform/signing/cbor.ts';
import type { Issued } from '../support/issued.ts';
import type { Portal } from '../support/portal.ts';
import type { PermitNumbers } from '../support/renewable.ts';

const register = withSwitch(permitsInDatabase);

let portal: Portal;
let permits: PermitNumbers[];
before(async () => {
  portal = await openPortal({ sources: { permits: register } });
  permits = await morePermits(portal, 10, 730_001);
});
after(() => portal.close());

function nextPermit(): PermitNumbers {
  const permit = permits.shift();
  assert.ok(permit);
  return permit;
}

const bytesOf = ({ documentId }: Issued) => documentId.replaceAll('-', '');

/** What the list says now; its signature is looked at first. */
async function claims(): Promise<CborMap> {
  const list = await readWithdrawalList(portal.ctx);
  assert.ok(list);
  const keys = await readDocumentKeys(portal.db);
  const keyOf = (id: string) => {
    const key = keys.find((each) => each.id === id);
    return key === undefined ? null : publicKeyOf(key.x);
  };
  const read = readClaims(list.message, keyOf, listPurpose);
  assert.ok(read.kind === 'good');
  assert.equal(readClaims(list.message, keyOf).kind, 'bad', 'it is no statement of another kind');
  assert.equal(jwkSet(keys).keys.length, keys.length);
  return read.claims;
}

const entries = async (label: number) =>
  ((await claims()).get(label) as [Uint8Array, ...unknown[]][]).map(([id, ...rest]) => [
    Buffer.from(id).toString('hex'),
    ...rest,
  ]);
const withdrawn = () => entries(-70006);
const superseded = () => entries(-70007);

async function say(kind: string, day: string, permit: PermitNumbers): Promise<void> {
  await sql`insert into permit_events (permit_id, kind, day) select id, ${kind}, ${day}::date from permits
    where ${where(permit)}`.execute(portal.db.query);
}

test('withdrawn and restored: the list follows the register, and names documents by their ids alone', async () => {
  const one = await issue(portal, nextPermit());
  await issue(portal, nextPermit());
  assert.equal((await keepWithdrawalList(portal.ctx)).kind, 'kept');
  assert.deepEqual(await withdrawn(), []);
  await say('withdrawn', '2026-11-20', one.permit);
  assert.deepEqual(await keepWithdrawalList(portal.ctx), { kind: 'kept', withdrawn: 1, superseded: 0 });
  assert.deepEqual(await withdrawn(), [[bytesOf(one), '2026-11-20']]);
  assert.deepEqual(
    [...(await claims()).keys()].toSorted((a, b) => b - a),
    [6, 1, -70006, -70007],
  );
  assert.equal((await claims()).get(1), 'portal.test');
  await say('restored', '2026-11-21', one.permit);
  await keepWithdrawalList(portal.ctx);
  assert.deepEqual(await withdrawn(), []);
});

test('a document that another has followed is named with the term of that, once it has begun', async () => {
  const permit = nextPermit();
  const one = await issue(portal, permit);
  await portal.moveClock('30 days');
  try {
    const two = await issue(portal, permit);
    await keepWithdrawalList(portal.ctx);
    assert.deepEqual(await superseded(), [], 'its own days are not over');
    await portal.moveClock('15 days');
    await keepWithdrawalList(portal.ctx);
    const [entry] = await superseded();
    assert.deepEqual(entry?.slice(0, 2), [bytesOf(one), 3]);
    await say('withdrawn', '2026-11-20', permit);
    await keepWithdrawalList(portal.ctx);
    assert.deepEqual(
      (await withdrawn()).map(([id]) => String(id)).toSorted(),
      [bytesOf(one), bytesOf(two)].toSorted(),
      'every document of the permit',
    );
    // Long after its end nobody shows it any more, and the list is short.
    await portal.moveClock('365 days');
    assert.deepEqual(await keepWithdrawalList(portal.ctx), { kind: 'kept', withdrawn: 0, superseded: 0 });
    await portal.moveClock('-380 days');
  } finally {
    await portal.moveClock('-30 days');
    await sql`delete from withdrawal_list`.execute(portal.db.query);
  }
});

test('while the register is down, or no key is to be had, the last list stays and grows old', async () => {
  const one = await issue(portal, nextPermit());
  await say('withdrawn', '2026-11-20', one.permit);
  await keepWithdrawalList(portal.ctx);
  const before = await readWithdrawalList(portal.ctx);
  register.state = 'down';
  assert.deepEqual(await keepWithdrawalList(portal.ctx), { kind: 'register-down' });
  register.state = 'up';
  register.learntAt = new Date();
  assert.deepEqual(
    await keepWithdrawalList(portal.ctx),
    { kind: 'register-down' },
    'what is remembered may be of before a withdrawal',
  );
  register.learntAt = null;
  const { privateKey } = portal.ctx.documents;
  portal.ctx.documents.privateKey = () => Promise.reject(new DocumentKeyError('There is no key'));
  assert.deepEqual(await keepWithdrawalList(portal.ctx), { kind: 'no-key' });
  portal.ctx.documents.privateKey = privateKey;
  assert.deepEqual(await readWithdrawalList(portal.ctx), before);
});

test('an older list never takes the place of a newer one', async () => {
  await portal.moveClock('1 hour');
  await keepWithdrawalList(portal.ctx);
  const newer = await readWithdrawalList(portal.ctx);
  await portal.moveClock('-1 hour');
  assert.deepEqual(await keepWithdrawalList(portal.ctx), { kind: 'older' });
  assert.deepEqual(await readWithdrawalList(portal.ctx), newer);
});

test('a register elsewhere is left alone for most of an hour', async () => {
  const { permits: ours } = portal.ctx.sources;
  assert.ok(ours);
  const { terms: _terms, ...elsewhere } = ours;
  Object.assign(portal.ctx.sources, { permits: elsewhere });
  await portal.moveClock('2 hours');
  try {
    assert.equal((await keepWithdrawalList(portal.ctx)).kind, 'kept');
    assert.equal((await keepWithdrawalList(portal.ctx)).kind, 'early');
    await portal.moveClock('1 hour');
    assert.equal((await keepWithdrawalList(portal.ctx)).kind, 'kept');
  } finally {
    Object.assign(portal.ctx.sources, { permits: ours });
  }
});

test('withdrawing in the office asks for a new list in the same transaction', async () => {
  const one = await issue(portal, nextPermit());
  const jobs = async () => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from jobs.job where name = ${withdrawalListQueue}`.execute(
      portal.db.query,
    );
    return rows[0]?.count ?? 0;
  };
  const before = await jobs();
  const { rows } = await sql<{ id: number }>`select id from permits where ${where(one.permit)}`.execute(
    portal.db.query,
  );
  const id = rows[0]?.id ?? 0;
  const preview = await previewAct(portal.ctx, 'withdraw', id);
  assert.ok(preview);
  const day = (await portal.ctx.settings.now()).today.toString();
  const form = { reason: 'other', words: 'بقرار اللجنة', day, revision: preview.revision };
  const done = await doAct(portal.ctx, omar, { act: 'withdraw', id, ...form });
  assert.equal(done.kind, 'done', JSON.stringify(done));
  assert.equal(await jobs(), before + 1);
});

test('a withdrawal that is announced for a day to come does not hold before it', async () => {
  const one = await issue(portal, nextPermit());
  await say('withdrawn', '2027-12-31', one.permit);
  const checked = await checkDocument(portal.ctx, 'address', one.code);
  assert.ok(checked.kind === 'genuine' && checked.document.standing.kind !== 'withdrawn');
});

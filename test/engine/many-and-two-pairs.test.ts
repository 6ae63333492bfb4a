// Many at once and the counter where two people decide: prepared row by row, taken back row by row, and never by the filer.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { keepFiling } from '../../src/engine/counter/keep-filing.ts';
import { confirmDecision } from '../../src/engine/review/confirm-decision.ts';
import { decide } from '../../src/engine/review/decide.ts';
import { rowsToUndo } from '../../src/engine/review/many/batch.ts';
import { makeBatch } from '../../src/engine/review/many/make-batch.ts';
import { readBatch } from '../../src/engine/review/many/read-batch.ts';
import { confirmBatch } from '../../src/engine/review/many/run-batch.ts';
import { undoBatch } from '../../src/engine/review/many/undo-batch.ts';
import { sendBack } from '../../src/engine/review/send-back.ts';
import { demoPeople } from '../../src/engine/staff/demo-people.ts';
import { omar, opened, salma, signedIn, written } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { preparedApplications } from '../support/prepared.ts';
import { returnNow } from '../support/returns.ts';
import type { Actor } from '../../src/engine/review/actor.ts';
import type { ConfirmResult } from '../../src/engine/review/confirm-decision.ts';
import type { BatchAction } from '../../src/engine/review/many/batch.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
let ids: number[];
before(async () => {
  portal = await openPortal();
  ids = await preparedApplications(portal, 40, 850_001);
  await policy('all');
});
after(() => portal.close());

const policy = (value: string) => portal.set('contractor-permit-renewal.two-pairs-of-eyes', value);
const next = (count: number) => ids.splice(0, count);
const stateOf = async (id: number) => (await opened(portal, id)).state;

async function read(id: number, actor = salma) {
  const found = await readBatch(portal.ctx, actor, id);
  assert.ok(found);
  return found;
}

async function batchOf(action: BatchAction, picked: readonly number[], actor = salma): Promise<number> {
  const made = await makeBatch(portal.ctx, actor, action, picked);
  assert.ok(made.kind === 'made', made.kind);
  return made.id;
}

async function confirmNow(id: number, actor = omar): Promise<ConfirmResult> {
  const { revision } = await opened(portal, id, actor);
  return confirmDecision(portal.ctx, actor, { id, revision });
}

/** Says that this person filed the application at the counter. */
const filedBy = (actor: Actor, id: number) =>
  portal.db.query.transaction().execute((trx) =>
    keepFiling(trx, actor, id, {
      paper: 'passport',
      paperWords: '',
      representative: null,
      staffId: actor.id,
      phone: '+962790000001',
      lang: 'ar',
      at: new Date().toISOString(),
    }),
  );

test('where two decide, many at once are prepared, each says so, and is taken back row by row', async () => {
  const picked = next(5);
  const id = await batchOf('approve', picked);
  for (const { forecast } of (await read(id)).batch.rows)
    assert.ok(forecast?.kind === 'can' && forecast.byTwo === true);
  const chosen = { chosen: picked, reason: '', words: '' };
  assert.deepEqual(await confirmBatch(portal.ctx, salma, id, chosen), { kind: 'confirmed' });
  const done = await read(id);
  assert.deepEqual(
    done.batch.rows.map(({ outcome }) => outcome),
    picked.map(() => ({ kind: 'prepared' })),
  );
  const [first, confirmed, back, ...others] = picked;
  assert.ok(first && confirmed && back);
  assert.deepEqual((await written(portal, first)).events, ['submitted', 'prepared']);
  const { rows } = await sql`select from audit where action = 'application.prepared'
    and data -> 'batch' = to_jsonb(${id}::bigint)`.execute(portal.db.query);
  assert.equal(rows.length, 5);

  assert.equal((await confirmNow(confirmed)).kind, 'confirmed');
  assert.equal((await sendBack(portal.ctx, omar, back, 'انظر مرة أخرى')).kind, 'sent-back');
  const now = await read(id);
  assert.deepEqual(
    rowsToUndo(now.batch, now.now).map((row) => row.id),
    [first, ...others],
    'what was confirmed, or sent back, is not theirs to take back any more',
  );
  await undoBatch(portal.ctx, salma, id, first);
  assert.equal(await stateOf(first), 'under-review');
  await Promise.all([undoBatch(portal.ctx, salma, id, 'all'), undoBatch(portal.ctx, salma, id, 'all')]);
  assert.deepEqual(
    (await read(id)).batch.rows.map(({ undone }) => undone),
    ['undone', null, null, 'undone', 'undone'],
  );
  assert.deepEqual(await Promise.all([confirmed, back, ...others].map(stateOf)), [
    'approved',
    'under-review',
    'under-review',
    'under-review',
  ]);
});

test('what was prepared anew since is not this batch’s to take back', async () => {
  const [one] = next(1);
  assert.ok(one);
  const id = await batchOf('approve', [one]);
  await confirmBatch(portal.ctx, salma, id, { chosen: [one], reason: '', words: '' });
  assert.equal((await sendBack(portal.ctx, omar, one, 'انظر مرة أخرى')).kind, 'sent-back');
  const { revision } = await opened(portal, one);
  const again = await decide(portal.ctx, salma, { id: one, revision, kind: 'approve' });
  assert.equal(again.kind, 'prepared');
  await undoBatch(portal.ctx, salma, id, 'all');
  assert.equal((await read(id)).batch.rows[0]?.undone, 'decided-anew');
  assert.equal(await stateOf(one), 'to-confirm');
});

test('many are refused while their contractors have them, prepared by one', async () => {
  const [one, fresh] = next(2);
  assert.ok(one && fresh);
  assert.equal((await returnNow(portal, one)).kind, 'returned');
  await portal.moveClock('2 minutes');
  assert.equal((await returnNow(portal, fresh)).kind, 'returned');
  const id = await batchOf('refuse', [one, fresh]);
  const [, cannot] = (await read(id)).batch.rows;
  assert.ok(cannot?.forecast?.kind === 'cannot' && cannot.forecast.why.kind === 'state');
  assert.equal(cannot.forecast.why.state, 'returned');
  await confirmBatch(portal.ctx, salma, id, { chosen: [one], reason: 'works-finished', words: '' });
  assert.equal(await stateOf(one), 'to-confirm');
  await undoBatch(portal.ctx, salma, id, 'all');
  assert.equal(await stateOf(one), 'returned');
});

test('whoever filed it at the counter neither prepares nor confirms it, and is told why', async () => {
  const [one, two, three] = next(3);
  assert.ok(one && two && three);
  for (const each of [one, three]) await filedBy(salma, each);
  const seen = await opened(portal, one);
  assert.ok(seen.notByFiler);
  assert.deepEqual(
    seen.allowed.filter((action) => action === 'approve' || action === 'refuse'),
    [],
  );
  const wanted = { id: one, revision: seen.revision };
  assert.deepEqual(await decide(portal.ctx, salma, { ...wanted, kind: 'approve' }), { kind: 'own-filing' });
  const refuse = { kind: 'refuse', reason: 'works-finished', words: '' } as const;
  assert.deepEqual(await decide(portal.ctx, salma, { ...wanted, ...refuse }), { kind: 'own-filing' });
  assert.equal((await opened(portal, one)).lease, null, 'it is not taken in hand by that');
  const batch = await batchOf('approve', [one, two]);
  const [own, other] = (await read(batch)).batch.rows;
  assert.ok(own?.forecast?.kind === 'cannot' && own.forecast.why.kind === 'own-filing');
  assert.equal(other?.forecast?.kind, 'can');

  await filedBy(omar, two);
  await confirmBatch(portal.ctx, salma, batch, { chosen: [two], reason: '', words: '' });
  const waiting = await opened(portal, two, omar);
  assert.ok(waiting.notByFiler && !waiting.allowed.includes('confirm'));
  assert.deepEqual(await confirmNow(two), { kind: 'own-filing' });
  const huda: Actor = { id: 13, name: 'هدى العزام', role: 'supervisor', place: 'test' };
  assert.equal((await confirmNow(two, huda)).kind, 'confirmed');

  // Of whatever one person decides alone, they may decide what they filed.
  await policy('approvals');
  const { revision, notByFiler, allowed } = await opened(portal, three);
  assert.ok(notByFiler && allowed.includes('refuse') && !allowed.includes('approve'));
  const alone = await decide(portal.ctx, salma, { id: three, revision, ...refuse });
  await policy('all');
  assert.equal(alone.kind, 'decided');
});

test('the pages say it in words: prepared, how many, and why not', async () => {
  const clerk = await signedIn(portal, 'clerk');
  const login = demoPeople.find(({ role }) => role === 'clerk')?.login ?? '';
  const { rows } = await sql<Actor>`select id, name, role from staff where login = ${login}`.execute(
    portal.db.query,
  );
  const [one, filed] = next(2);
  assert.ok(one && filed && rows[0]);
  const layan = { ...rows[0], place: 'test' };
  await filedBy(layan, filed);
  const view = await clerk.open(`/ar/staff/applications/${filed}`);
  assert.ok(view.text.includes('أنت قدمت هذا الطلب عند الشباك'), view.text);
  assert.ok(!view.html.includes(`/applications/${filed}/approve`));
  const { revision } = await opened(portal, filed, layan);
  const pressed = await clerk.post(`/ar/staff/applications/${filed}/approve`, { revision, do: 'decide' });
  assert.equal(pressed.status, 409);
  assert.match(pressed.text, /أنت قدمت هذا الطلب عند الشباك.*أنت قدمت/s, 'above the view, and in it');
  const picks = { [`pick-${one}`]: 'yes', [`pick-${filed}`]: 'yes' };
  const made = await clerk.post('/ar/staff/many', { do: 'approve', ...picks });
  const foreseen = await clerk.open(made.location);
  assert.ok(foreseen.text.includes('تُعدّه أنت، ويعتمده شخص آخر'), foreseen.text);
  assert.ok(!foreseen.html.includes(`name="pick-${filed}"`), 'no box beside what cannot be done');
  await clerk.post(`${made.location}/confirm`, { [`pick-${one}`]: 'yes' });
  const result = await clerk.open(made.location);
  assert.ok(result.text.includes('أُعدّ، وينتظر الاعتماد'), result.text);
  assert.ok(result.text.includes('يمكنك الرجوع عما أعددته حتى يعتمده شخص آخر'));
  await clerk.post(`${made.location}/undo`, { row: String(one) });
  assert.equal(await stateOf(one), 'under-review');
});

// Many at once: what a dry run says, what becomes of each row whatever happens meanwhile, and that nothing is done twice.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { decide } from '../../src/engine/review/decide.ts';
import { makeBatch } from '../../src/engine/review/many/make-batch.ts';
import { foreseeBatch } from '../../src/engine/review/many/foresee.ts';
import { isDone, rowsLeft } from '../../src/engine/review/many/batch.ts';
import { listBatches, readBatch } from '../../src/engine/review/many/read-batch.ts';
import { confirmBatch, goOn } from '../../src/engine/review/many/run-batch.ts';
import { undoBatch } from '../../src/engine/review/many/undo-batch.ts';
import { release, take } from '../../src/engine/review/take-application.ts';
import { undoDecision } from '../../src/engine/review/undo-decision.ts';
import { writeNote } from '../../src/engine/review/write-note.ts';
import { sweep } from '../../src/engine/retention/sweep.ts';
import { omar, opened, salma, written } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { preparedApplications } from '../support/prepared.ts';
import { returnNow } from '../support/returns.ts';
import type { Batch, BatchAction, BatchRow } from '../../src/engine/review/many/batch.ts';
import type { Portal } from '../support/portal.ts';

const first = 800_001;
let portal: Portal;
let ids: number[];
let used = 0;
before(async () => {
  portal = await openPortal();
  ids = await preparedApplications(portal, 330, first);
});
after(() => portal.close());

/** The next of the prepared applications, and the number of their permits. */
function next(count: number): { id: number; permit: number }[] {
  const taken = ids.slice(used, used + count).map((id, n) => ({ id, permit: first + used + n }));
  assert.equal(taken.length, count);
  used += count;
  return taken;
}

async function dryRun(action: BatchAction, picked: readonly { id: number }[], actor = salma): Promise<Batch> {
  const made = await makeBatch(
    portal.ctx,
    actor,
    action,
    picked.map(({ id }) => id),
  );
  assert.ok(made.kind === 'made', made.kind);
  return read(made.id, actor);
}

async function read(id: number, actor = salma): Promise<Batch> {
  const found = await readBatch(portal.ctx, actor, id);
  assert.ok(found);
  return found.batch;
}

const chosenOf = ({ rows }: Batch) =>
  rows.filter(({ forecast }) => forecast?.kind !== 'cannot').map(({ id }) => id);
const confirmAll = (batch: Batch, reason = '', words = '') =>
  confirmBatch(portal.ctx, salma, batch.id, { chosen: chosenOf(batch), reason, words });
const kinds = ({ rows }: Batch) => rows.map(({ outcome }) => outcome?.kind ?? null);

const withdraw = (permit: number) =>
  sql`insert into permit_events (permit_id, kind, day)
    select id, 'withdrawn', (moment() at time zone 'Asia/Amman')::date from permits
    where number = ${permit} and year = 2026`.execute(portal.db.query);
const move = (permit: number) =>
  sql`update permits set valid_until = valid_until + 3 where number = ${permit} and year = 2026`.execute(
    portal.db.query,
  );

/** Takes a permit out of the register; the table refuses that once an approval was first. */
const removePermit = (permit: number) =>
  sql`delete from permits where number = ${permit} and year = 2026`
    .execute(portal.db.query)
    .catch((error: unknown) => assert.equal((error as { code?: string }).code, '23503'));

async function decideAs(actor: typeof omar, id: number): Promise<string> {
  const { revision } = await opened(portal, id, actor);
  return (await decide(portal.ctx, actor, { id, revision, kind: 'approve' })).kind;
}

test('a dry run says of each what would happen, and does nothing', async () => {
  const [fine, held, decided, withdrawn, noted, phone, gone, aside] = next(8);
  assert.ok(fine && held && decided && withdrawn && noted && phone && gone && aside);
  await take(portal.ctx, omar, held.id);
  await decideAs(omar, decided.id);
  await withdraw(withdrawn.permit);
  await writeNote(portal.ctx, omar, noted.id, { words: 'اتصل المقاول', bringForwardOn: null });
  await sql`update permits set phone = '+962790000001' where number = ${phone.permit} and year = 2026`.execute(
    portal.db.query,
  );
  await removePermit(gone.permit);
  const batch = await dryRun('approve', [fine, held, decided, withdrawn, noted, phone, gone]);
  const said = batch.rows.map(({ forecast }) => forecast);
  assert.ok(said[0]?.kind === 'can' && /^\d{4}-\d{2}-\d{2}$/.test(said[0].until ?? ''));
  assert.ok(said[1]?.kind === 'cannot' && said[1].why.kind === 'held' && said[1].why.by === omar.name);
  assert.ok(said[2]?.kind === 'cannot' && said[2].why.kind === 'state' && said[2].why.state === 'approved');
  assert.ok(said[3]?.kind === 'cannot' && said[3].why.kind === 'rule');
  assert.ok(said[3].why.outcome.kind === 'refused' && said[3].why.outcome.refusal.code === 'withdrawn');
  assert.deepEqual(said[4]?.kind === 'look' && said[4].why, ['noted']);
  assert.deepEqual(said[5]?.kind === 'look' && said[5].why, ['phone-differs']);
  assert.ok(said[6]?.kind === 'cannot' && said[6].why.kind === 'rule' && said[6].why.outcome.kind === 'miss');
  for (const { id } of [fine, withdrawn, noted, phone]) {
    const { events, claims } = await written(portal, id);
    assert.deepEqual([events, claims], [['submitted'], 1]);
    assert.equal((await opened(portal, id)).lease, null, 'looking takes nothing');
  }
});

test('a confirmed batch decides each row as it was foreseen, with the number of the batch in the audit', async () => {
  const picked = next(4);
  const batch = await dryRun('approve', picked);
  assert.deepEqual(await confirmAll(batch), { kind: 'confirmed' });
  const after = await read(batch.id);
  for (const [index, row] of after.rows.entries()) {
    assert.ok(row.outcome?.kind === 'approved');
    const said = batch.rows[index]?.forecast;
    assert.equal(row.outcome.until, said?.kind === 'can' ? said.until : null);
    const { events, terms, claims } = await written(portal, row.id);
    assert.deepEqual([events, terms, claims], [['submitted', 'approved'], 1, 0]);
  }
  const { rows } = await sql<{ subject: string }>`select subject from audit
    where action = 'application.decided' and data -> 'batch' = to_jsonb(${batch.id}::bigint) order by id`.execute(
    portal.db.query,
  );
  assert.deepEqual(
    rows.map(({ subject }) => subject),
    picked.map(({ id }) => `application:${id}`),
  );
  const { rows: confirmed } = await sql`select from audit
    where action = 'batch.confirmed' and subject = ${`batch:${batch.id}`}`.execute(portal.db.query);
  assert.equal(confirmed.length, 1);
});

test('only what is chosen and possible is done; none chosen is told', async () => {
  const [one, two, held] = next(3);
  assert.ok(one && two && held);
  await take(portal.ctx, omar, held.id);
  const batch = await dryRun('approve', [one, two, held]);
  const confirm = (chosen: number[]) =>
    confirmBatch(portal.ctx, salma, batch.id, { chosen, reason: '', words: '' });
  for (const chosen of [[], [held.id], [999_999]]) assert.deepEqual(await confirm(chosen), { kind: 'none' });
  assert.equal((await read(batch.id)).confirmedAt, null);
  await confirm([one.id, held.id, 999_999]);
  assert.deepEqual(kinds(await read(batch.id)), ['approved', null, null]);
  assert.deepEqual((await written(portal, two.id)).events, ['submitted']);
});

test('a refusal has one reason and words for all; what is wrong with it is told before anything is done', async () => {
  const picked = next(2);
  const batch = await dryRun('refuse', picked);
  assert.deepEqual(await confirmAll(batch), { kind: 'invalid', reason: 'unknown', words: null });
  assert.deepEqual(await confirmAll(batch, 'other'), { kind: 'invalid', reason: null, words: 'needed' });
  assert.equal((await read(batch.id)).confirmedAt, null);
  await confirmAll(batch, 'other', 'أُغلق الموقع');
  assert.deepEqual(kinds(await read(batch.id)), ['refused', 'refused']);
  const { application } = await opened(portal, picked[0]?.id ?? 0);
  const last = application.events.at(-1);
  assert.ok(last?.kind === 'refused' && last.words === 'أُغلق الموقع');
});

test('taking and giving back many; what is with another is left with them', async () => {
  const picked = next(3);
  await take(portal.ctx, omar, picked[1]?.id ?? 0);
  const batch = await dryRun('take', picked);
  await confirmAll(batch);
  assert.deepEqual(kinds(await read(batch.id)), ['taken', null, 'taken']);
  const back = await dryRun('release', picked);
  assert.deepEqual(
    back.rows.map(({ forecast }) => forecast?.kind),
    ['can', 'cannot', 'can'],
  );
  await release(portal.ctx, salma, picked[2]?.id ?? 0);
  await confirmAll(back);
  assert.deepEqual(kinds(await read(back.id)), ['released', null, 'not-in-hand']);
  assert.equal((await opened(portal, picked[1]?.id ?? 0)).lease?.by.id, omar.id);
});

test('200 applications in two batches, each disturbed in its own way meanwhile: done once, or told why not', async () => {
  // What others do to a row between the dry run and its turn, or in its very moment.
  const disturb: ((row: { id: number; permit: number }) => Promise<unknown>)[] = [
    () => Promise.resolve(),
    ({ id }) => decideAs(omar, id),
    ({ id }) => take(portal.ctx, omar, id),
    ({ permit }) => withdraw(permit),
    ({ permit }) => move(permit),
    ({ id }) => writeNote(portal.ctx, omar, id, { words: 'انتظر', bringForwardOn: null }),
    async ({ id }) => {
      if ((await decideAs(omar, id)) === 'decided') await undoDecision(portal.ctx, omar, id);
    },
    ({ permit }) => removePermit(permit),
    ({ id }) => returnNow(portal, id, ['details'], omar),
  ];
  for (const before of [true, false]) {
    const picked = next(100);
    const batch = await dryRun('approve', picked);
    assert.equal(chosenOf(batch).length, 100);
    const disturbing = async () => {
      for (const [index, row] of picked.entries()) await disturb[index % disturb.length]?.(row);
    };
    if (before) await disturbing();
    // The clerk presses three times, while others work.
    await Promise.all([
      ...(before ? [] : [disturbing()]),
      confirmAll(batch),
      confirmAll(batch),
      goOn(portal.ctx, salma, batch.id),
    ]);
    while (rowsLeft(await read(batch.id)).length > 0) await goOn(portal.ctx, salma, batch.id);
    const { rows } = await read(batch.id);
    for (const row of rows) await assertWhole(row, batch.id);
    if (before) assertToldWhy(rows, disturb.length);
  }
});

/** A row says that it was done if and only if this batch did it, once, with all that belongs to it. */
async function assertWhole(row: BatchRow, batch: number): Promise<void> {
  assert.ok(row.outcome !== null);
  const { application } = await opened(portal, row.id);
  const own = application.events.filter(({ kind, by }) => kind === 'approved' && by?.id === salma.id);
  const said = JSON.stringify({ row, events: application.events });
  assert.equal(own.length, isDone(row.outcome) ? 1 : 0, said);
  const { rows } = await sql`select from audit where action = 'application.decided'
    and subject = ${`application:${row.id}`} and data -> 'batch' = to_jsonb(${batch}::bigint)`.execute(
    portal.db.query,
  );
  assert.equal(rows.length, own.length, said);
  const { terms, claims } = await written(portal, row.id);
  const stands = application.events.at(-1)?.kind === 'approved';
  assert.deepEqual([terms, claims], stands ? [1, 0] : [0, 1], said);
}

function assertToldWhy(rows: readonly BatchRow[], ways: number): void {
  const expected = ['approved', 'state', 'held', 'rule', 'changed', 'changed', 'held', 'rule', 'state'];
  for (const [index, { outcome }] of rows.entries())
    assert.equal(outcome?.kind, expected[index % ways], `${index}: ${JSON.stringify(outcome)}`);
}

test('what was left when its time was over goes on later, and nothing of it is done twice', async () => {
  const picked = next(5);
  const batch = await dryRun('approve', picked);
  // The process that confirmed it died at once.
  await sql`update batches set confirmed_at = moment() where id = ${batch.id}`.execute(portal.db.query);
  await sql`update batch_rows set chosen = true where batch_id = ${batch.id}`.execute(portal.db.query);
  await goOn(portal.ctx, salma, batch.id, -1);
  assert.equal(rowsLeft(await read(batch.id)).length, 5);
  const [line] = await listBatches(portal.ctx, salma);
  assert.deepEqual([line?.id, line?.rows, line?.left], [batch.id, 5, 5]);
  await goOn(portal.ctx, salma, batch.id);
  const done = await read(batch.id);
  assert.deepEqual(kinds(done), Array(5).fill('approved'));
  await goOn(portal.ctx, salma, batch.id);
  await confirmAll(batch);
  assert.deepEqual(await read(batch.id), done);
});

test('a dry run that its time was over for is looked at further, and again when asked', async () => {
  const picked = next(3);
  const batch = await dryRun('approve', picked);
  await sql`update batch_rows set forecast = null where batch_id = ${batch.id} and place > 1`.execute(
    portal.db.query,
  );
  await foreseeBatch(portal.ctx, salma, batch.id, { for: -1 });
  assert.deepEqual(
    (await read(batch.id)).rows.map(({ forecast }) => forecast?.kind ?? null),
    ['can', null, null],
  );
  await take(portal.ctx, omar, picked[0]?.id ?? 0);
  await foreseeBatch(portal.ctx, salma, batch.id);
  assert.deepEqual(
    (await read(batch.id)).rows.map(({ forecast }) => forecast?.kind),
    ['can', 'can', 'can'],
  );
  await foreseeBatch(portal.ctx, salma, batch.id, { again: true });
  assert.deepEqual(
    (await read(batch.id)).rows.map(({ forecast }) => forecast?.kind),
    ['cannot', 'can', 'can'],
  );
});

test('all are undone within their time, or one; what was decided anew since stays', async () => {
  const picked = next(4);
  const batch = await dryRun('approve', picked);
  await confirmAll(batch);
  const [one, anew] = picked;
  assert.ok(one && anew);
  await undoBatch(portal.ctx, salma, batch.id, one.id);
  assert.deepEqual(
    (await read(batch.id)).rows.map(({ undone }) => undone),
    ['undone', null, null, null],
  );
  await undoDecision(portal.ctx, salma, anew.id);
  await portal.moveClock('2 seconds');
  assert.equal(await decideAs(salma, anew.id), 'decided');
  await Promise.all([
    undoBatch(portal.ctx, salma, batch.id, 'all'),
    undoBatch(portal.ctx, salma, batch.id, 'all'),
  ]);
  assert.deepEqual(
    (await read(batch.id)).rows.map(({ undone }) => undone),
    ['undone', 'decided-anew', 'undone', 'undone'],
  );
  assert.equal((await opened(portal, anew.id)).state, 'approved');
  for (const { id } of [picked[0]!, picked[2]!, picked[3]!]) {
    const { events, terms, claims } = await written(portal, id);
    assert.deepEqual([events, terms, claims], [['submitted', 'approved', 'undone'], 0, 1]);
  }
});

test('after its time nothing is undone', async () => {
  const batch = await dryRun('approve', next(2));
  await confirmAll(batch);
  await portal.moveClock('2 minutes');
  await undoBatch(portal.ctx, salma, batch.id, 'all');
  assert.deepEqual(
    (await read(batch.id)).rows.map(({ undone }) => undone),
    [null, null],
  );
});

test('while the register is down an approval is not foreseen, and one that was is not done', async () => {
  const picked = next(3);
  const source = portal.ctx.sources['permits']!;
  const find = source.find.bind(source);
  const batch = await dryRun('approve', picked);
  source.find = () => Promise.reject(new Error('down'));
  try {
    const down = await dryRun('approve', picked);
    for (const { forecast } of down.rows)
      assert.ok(forecast?.kind === 'cannot' && forecast.why.kind === 'register-down');
    await confirmAll(batch);
    assert.deepEqual(kinds(await read(batch.id)), Array(3).fill('register-down'));
    const refusal = await dryRun('refuse', picked.slice(0, 1));
    await confirmAll(refusal, 'other', 'سبب');
    assert.deepEqual(kinds(await read(refusal.id)), ['refused'], 'a refusal does not need it');
  } finally {
    source.find = find;
  }
});

test('a batch is of whoever made it, of a hundred at most, and is forgotten after a month', async () => {
  const [one] = next(1);
  assert.ok(one);
  const batch = await dryRun('approve', [one, one]);
  assert.equal(batch.rows.length, 1, 'the same twice is one');
  assert.equal(await readBatch(portal.ctx, omar, batch.id), null);
  const others = { chosen: [one.id], reason: '', words: '' };
  assert.deepEqual(await confirmBatch(portal.ctx, omar, batch.id, others), { kind: 'not-found' });
  assert.equal(await goOn(portal.ctx, omar, batch.id), 'not-found');
  assert.equal(await undoBatch(portal.ctx, omar, batch.id, 'all'), 'not-found');
  assert.equal(await foreseeBatch(portal.ctx, omar, batch.id), 'not-found');
  const many = Array.from({ length: 101 }, (_, n) => n + 1);
  assert.deepEqual(await makeBatch(portal.ctx, salma, 'take', many), { kind: 'too-many', picked: 101 });
  assert.deepEqual(await makeBatch(portal.ctx, salma, 'take', []), { kind: 'none' });
  assert.deepEqual(await makeBatch(portal.ctx, salma, 'take', [99_999_999]), { kind: 'none' });
  const auditor = { ...omar, role: 'auditor' as const };
  assert.deepEqual(await makeBatch(portal.ctx, auditor, 'take', [one.id]), { kind: 'not-allowed' });
  await portal.moveClock('31 days');
  await sweep(portal.ctx);
  assert.equal(await readBatch(portal.ctx, salma, batch.id), null);
});

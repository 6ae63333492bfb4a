// Work on files that somebody began: interrupted, begun anew, busy, doubled; and a register that is elsewhere.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { lockImports, unlockImports } from '../../src/engine/registers/import/merge.store.ts';
import { askUndo, receiveFile } from '../../src/engine/registers/tasks/begin-task.ts';
import { doTask } from '../../src/engine/registers/tasks/do-task.ts';
import { writeFileOf } from '../../src/engine/registers/tasks/files.ts';
import { readTask, steerTask } from '../../src/engine/registers/tasks/steer-task.ts';
import { beginsAnew, isInterrupted } from '../../src/engine/registers/tasks/task.ts';
import { openPortal } from '../support/portal.ts';
import { registerFile, registerState } from '../support/register-file.ts';
import type { Context } from '../../src/engine/context.ts';
import type { RegisterTask } from '../../src/engine/registers/tasks/task.ts';
import type { Actor } from '../../src/engine/staff/person.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
/** The portal without workers: a test does the jobs itself. */
let ctx: Context;
before(async () => {
  portal = await openPortal();
  ctx = { ...portal.ctx, jobs: { ...portal.ctx.jobs, enqueue: () => Promise.resolve(), nudge: () => {} } };
});
after(() => portal.close());

const rana: Actor = { id: 21, name: 'رنا العزام', role: 'administrator', place: 'test' };
let numbers = 900_000;

/** A file of one new permit, received. */
async function received(): Promise<number> {
  numbers += 1;
  const file = registerFile([{ permit_number: String(numbers), contractor_number: String(numbers) }]);
  const result = await receiveFile(ctx, rana, {
    name: 'سجل.csv',
    content: Readable.from([readFileSync(file)]),
  });
  assert.ok(result.kind === 'received');
  return result.id;
}

async function task(id: number): Promise<RegisterTask> {
  const found = await readTask(ctx, id);
  assert.ok(found);
  return found;
}

/** Does the work of a task as it stands. */
async function work(id: number): Promise<RegisterTask> {
  await doTask(ctx, id, (await task(id)).attempt);
  return task(id);
}

async function checked(): Promise<number> {
  const id = await received();
  assert.equal((await work(id)).state, 'checked');
  return id;
}

/** What a killed worker leaves: the state, and a sign of life that grows old. */
async function killed(id: number, state: string): Promise<void> {
  await sql`update register_tasks set state = ${state}, beat_at = moment() - interval '1 minute' where id = ${id}`.execute(
    portal.db.query,
  );
}

test('an import that was interrupted left the register as it was, says so, and is begun anew once', async () => {
  const id = await checked();
  const state = await registerState(portal.db);
  assert.deepEqual(await steerTask(ctx, rana, id, { what: 'retry' }), { kind: 'not-now' });
  await steerTask(ctx, rana, id, { what: 'confirm' });
  await killed(id, 'importing');
  const left = await task(id);
  assert.ok(isInterrupted(left));
  assert.equal(beginsAnew(left), 'to-import');
  assert.deepEqual(await registerState(portal.db), state);
  assert.deepEqual(await steerTask(ctx, rana, id, { what: 'retry' }), { kind: 'done' });
  assert.deepEqual(await steerTask(ctx, rana, id, { what: 'retry' }), { kind: 'not-now' });
  // The job of the attempt before does nothing any more.
  await doTask(ctx, id, left.attempt);
  assert.equal((await task(id)).state, 'to-import');
  const done = await work(id);
  assert.equal(done.state, 'done');
  assert.equal(done.summary?.counts.added, 1);
  await work(id);
  const { rows } = await sql`select from register_imports where id = ${done.importId}`.execute(
    portal.db.query,
  );
  assert.equal(rows.length, 1);
});

test('register and task change in one transaction: when the task cannot, nothing is in the register', async () => {
  const id = await checked();
  await steerTask(ctx, rana, id, { what: 'confirm' });
  const state = await registerState(portal.db);
  // What would be its state is refused by the database at the end of the import.
  await sql`alter table register_tasks add constraint not_now check (state <> 'done') not valid`.execute(
    portal.db.query,
  );
  try {
    const failed = await work(id);
    assert.equal(failed.state, 'failed');
    assert.deepEqual(failed.problem, { kind: 'failed', during: 'importing' });
  } finally {
    await sql`alter table register_tasks drop constraint not_now`.execute(portal.db.query);
  }
  assert.deepEqual(await registerState(portal.db), state);
  assert.deepEqual(await steerTask(ctx, rana, id, { what: 'retry' }), { kind: 'done' });
  assert.equal((await work(id)).state, 'done');
});

test('of many workers one does the work', async () => {
  const id = await checked();
  await steerTask(ctx, rana, id, { what: 'confirm' });
  const { attempt } = await task(id);
  await Promise.all(Array.from({ length: 5 }, () => doTask(ctx, id, attempt)));
  assert.equal((await task(id)).state, 'done');
  const { rows } = await sql`select from permits where number = ${numbers}`.execute(portal.db.query);
  assert.equal(rows.length, 1);
});

test('while another import is at work it waits', async () => {
  const id = await received();
  const { attempt } = await task(id);
  // On the embedded database nobody else can be at work: its one connection holds the lock for itself.
  if (portal.db.kind === 'embedded') {
    assert.equal((await work(id)).state, 'checked');
    return;
  }
  await portal.db.query.connection().execute(async (connection) => {
    assert.ok(await lockImports(connection));
    await doTask(ctx, id, attempt);
    assert.equal((await task(id)).state, 'to-check');
    await unlockImports(connection);
  });
  assert.equal((await work(id)).state, 'checked');
});

test('undoing is refused when something was built on the import meanwhile, and says what', async () => {
  const id = await checked();
  await steerTask(ctx, rana, id, { what: 'confirm' });
  const { importId } = await work(id);
  assert.ok(importId);
  for (const [reason, kind] of [
    [' ', 'invalid'],
    ['x'.repeat(501), 'invalid'],
  ] as const)
    assert.equal((await askUndo(ctx, rana, importId, reason)).kind, kind);
  assert.deepEqual(await askUndo(ctx, rana, 999_999, 'x'), { kind: 'not-found' });
  assert.deepEqual(await askUndo(ctx, { ...rana, role: 'supervisor' }, importId, 'x'), {
    kind: 'not-allowed',
  });
  const asked = await askUndo(ctx, rana, importId, 'ملف خاطئ');
  assert.ok(asked.kind === 'begun');
  await sql`insert into permit_events (permit_id, kind, day, recorded_at)
    select id, 'withdrawn', current_date, moment() + interval '1 second' from permits where number = ${numbers}`.execute(
    portal.db.query,
  );
  const refused = await work(asked.id);
  assert.equal(refused.state, 'not-undone');
  assert.ok(refused.problem?.kind === 'built-on');
  assert.deepEqual(refused.problem.by, [{ kind: 'decision', permit: `${numbers} / 2026` }]);
});

test('a browser that breaks off leaves nothing; too many files wait for nobody', async () => {
  const before = readdirSync(ctx.importDir).length;
  async function* broken() {
    yield Buffer.from('رقم المقاول');
    await Promise.resolve();
    throw new Error('the browser is gone');
  }
  await assert.rejects(receiveFile(ctx, rana, { name: 'x.csv', content: Readable.from(broken()) }), /gone/);
  assert.equal(readdirSync(ctx.importDir).length, before);
  async function* endless() {
    const piece = Buffer.alloc(8 * 1024 * 1024, 'x');
    for (let n = 0; n < 30; n++) {
      await Promise.resolve();
      yield piece;
    }
  }
  assert.deepEqual(await writeFileOf(Readable.from(endless()), ctx.importDir, 'large.csv'), {
    kind: 'too-large',
  });
  assert.equal(readdirSync(ctx.importDir).length, before);
  const kinds: string[] = [];
  for (let n = 0; n < 12; n++)
    kinds.push(
      (await receiveFile(ctx, rana, { name: 'x.csv', content: Readable.from([Buffer.from('x')]) })).kind,
    );
  assert.ok(kinds.includes('received') && kinds.at(-1) === 'too-many');
});

test('where the register is elsewhere, no file is taken', async () => {
  const elsewhere = { ...ctx, sources: { permits: { find: () => Promise.reject(new Error('not asked')) } } };
  const content = Readable.from([Buffer.from('x')]);
  assert.deepEqual(await receiveFile(elsewhere, rana, { name: 'x.csv', content }), { kind: 'elsewhere' });
});

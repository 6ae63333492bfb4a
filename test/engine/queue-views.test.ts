// The parts of the queue that were decided lately, and the views that a person keeps.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { decide } from '../../src/engine/review/decide.ts';
import { readQueue, rowsOfPage } from '../../src/engine/review/queue.ts';
import { undoDecision } from '../../src/engine/review/undo-decision.ts';
import {
  forgetView,
  listViews,
  openFirst,
  renameView,
  saveView,
} from '../../src/engine/queue-views/keep-views.ts';
import { mostNameCharacters, mostViews } from '../../src/engine/queue-views/view.ts';
import { addPerson } from '../../src/engine/staff/manage-staff.ts';
import { morePermits, opened, salma, submit, testOrigin } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import type { Actor } from '../../src/engine/review/actor.ts';
import type { Queue, QueueQuery } from '../../src/engine/review/queue.ts';
import type { Portal } from '../support/portal.ts';
import type { PermitNumbers } from '../support/renewable.ts';

let portal: Portal;
let permits: PermitNumbers[];
before(async () => {
  portal = await openPortal();
  permits = await morePermits(portal, 20);
});
after(() => portal.close());

const approve = { kind: 'approve' } as const;
const refuse = { kind: 'refuse', reason: 'conditions', words: 'لم تُرفع الأنقاض' } as const;

async function decided(what: typeof approve | typeof refuse): Promise<number> {
  const permit = permits.shift();
  assert.ok(permit);
  const { id } = await submit(portal, permit);
  const { revision } = await opened(portal, id);
  assert.equal((await decide(portal.ctx, salma, { id, revision, ...what })).kind, 'decided');
  return id;
}

const lately = (kind: 'approved' | 'refused', after: QueueQuery['after'] = null): Promise<Queue> =>
  readQueue(portal.ctx, salma, { decided: kind, after });
const ids = ({ rows }: Queue): number[] => rows.map(({ id }) => id);

test('what was approved, and what was refused, the newest first; undone is neither', async () => {
  const [first, second] = [await decided(approve), await decided(approve)];
  const refused = await decided(refuse);
  assert.deepEqual(ids(await lately('approved')), [second, first]);
  assert.deepEqual(ids(await lately('refused')), [refused]);
  const [row] = (await lately('refused')).rows;
  assert.equal(row?.state, 'refused');
  assert.ok(row.why.kind === 'ended' && row.why.by === salma.name);
  await undoDecision(portal.ctx, salma, second);
  assert.deepEqual(ids(await lately('approved')), [first]);
  const { revision } = await opened(portal, second);
  await decide(portal.ctx, salma, { id: second, revision, ...refuse });
  assert.deepEqual(ids(await lately('refused')), [second, refused]);
  assert.deepEqual(ids(await lately('approved')), [first]);
});

test('of thirty days, page by page, without a gap or a double', async () => {
  const one = await decided(approve);
  const before = ids(await lately('approved'));
  await sql`with added as (
      insert into applications (reference, intent, holder, service, version, lang, subject, found, answers, shown, proof,
        phone, phone_of_register, promised_on)
      select 'past ' || n, gen_random_uuid(), ''::bytea, service, version, lang, 'past ' || n, found, answers, shown, proof,
        phone, false, promised_on
      from applications, generate_series(1, 200) n where id = ${one} returning id)
    insert into application_events (application_id, kind, actor, staff_id, staff_name, data, at)
    select id, 'approved', 'office', 1, 'x', '{"round": 0}',
      -- In groups of one moment, and forty of them too long ago.
      moment() - (case when row_number() over () <= 160 then interval '1 day' * ((row_number() over ()) / 10 + 1)
        else interval '31 days' end)
    from added`.execute(portal.db.query);
  const seen: number[] = [];
  let page = await lately('approved');
  for (let pages = 0; pages < 20; pages++) {
    seen.push(...ids(page));
    if (page.next === null) break;
    assert.equal(page.rows.length, rowsOfPage);
    page = await lately('approved', page.next);
  }
  assert.equal(seen.length, before.length + 160);
  assert.equal(new Set(seen).size, seen.length);
  assert.deepEqual(ids(await lately('approved', { decision: 999_999_999 })), [], 'a place that is none');
});

let people = 0;
async function person(): Promise<Actor> {
  people += 1;
  const added = await addPerson(
    portal.db,
    { login: `views.person${people}`, name: 'شخص', role: 'clerk' },
    testOrigin,
  );
  assert.ok(added.kind === 'added');
  return { id: added.person.id, name: 'شخص', role: 'clerk', place: 'test' };
}

const late = (name: string) => ({ name, part: 'overdue', reason: 'weather' }) as const;

async function saved(actor: Actor, name: string): Promise<number> {
  const result = await saveView(portal.ctx, actor, late(name));
  assert.ok(result.kind === 'saved', JSON.stringify(result));
  return result.id;
}

test('a view is kept under a name, renamed and deleted, by its person alone', async () => {
  const [mine, other] = [await person(), await person()];
  const id = await saved(mine, '  متأخرة  بسبب الطقس ');
  assert.deepEqual(await listViews(portal.ctx, mine), [
    { id, name: 'متأخرة بسبب الطقس', part: 'overdue', reason: 'weather', opensFirst: false },
  ]);
  assert.deepEqual(await listViews(portal.ctx, other), []);
  assert.deepEqual(await renameView(portal.ctx, other, id, 'لي'), { kind: 'not-found' });
  assert.deepEqual(await openFirst(portal.ctx, other, id, true), { kind: 'not-found' });
  assert.deepEqual(await forgetView(portal.ctx, other, id), { kind: 'not-found' });
  assert.deepEqual(await renameView(portal.ctx, mine, id, 'الطقس'), { kind: 'renamed' });
  assert.deepEqual(await renameView(portal.ctx, mine, id, 'الطقس'), { kind: 'renamed' }, 'its own name');
  assert.equal((await listViews(portal.ctx, mine))[0]?.name, 'الطقس');
  assert.deepEqual(await forgetView(portal.ctx, mine, id), { kind: 'deleted' });
  assert.deepEqual(await forgetView(portal.ctx, mine, id), { kind: 'not-found' });
  assert.deepEqual(await listViews(portal.ctx, mine), []);
});

test('a name is needed, short, and one’s own', async () => {
  const [mine, other] = [await person(), await person()];
  await saved(other, 'الطقس');
  const id = await saved(mine, 'الطقس');
  const second = await saved(mine, 'ثانٍ');
  for (const [name, wrong] of [
    [' \u200f', 'empty'],
    ['x'.repeat(mostNameCharacters + 1), 'too-long'],
    ['الطقس', 'taken'],
  ] as const) {
    assert.deepEqual(await saveView(portal.ctx, mine, late(name)), { kind: 'invalid', name: wrong });
    assert.deepEqual(await renameView(portal.ctx, mine, second, name), { kind: 'invalid', name: wrong });
  }
  assert.equal((await renameView(portal.ctx, mine, id, 'x'.repeat(mostNameCharacters))).kind, 'renamed');
});

test('the queue opens with one view at most', async () => {
  const mine = await person();
  const [first, second] = [await saved(mine, 'أ'), await saved(mine, 'ب')];
  const opening = async () =>
    (await listViews(portal.ctx, mine)).filter((view) => view.opensFirst).map(({ id }) => id);
  await Promise.all([openFirst(portal.ctx, mine, first, true), openFirst(portal.ctx, mine, second, true)]);
  assert.equal((await opening()).length, 1);
  await openFirst(portal.ctx, mine, second, true);
  assert.deepEqual(await opening(), [second]);
  await openFirst(portal.ctx, mine, second, false);
  assert.deepEqual(await opening(), []);
  await openFirst(portal.ctx, mine, first, true);
  await forgetView(portal.ctx, mine, first);
  assert.deepEqual(await opening(), []);
});

test('twenty views and no more, however many are saved at once', async () => {
  const mine = await person();
  const results = await Promise.all(
    Array.from({ length: mostViews + 5 }, (_, n) => saveView(portal.ctx, mine, late(`عرض ${n}`))),
  );
  assert.equal(results.filter(({ kind }) => kind === 'saved').length, mostViews);
  assert.ok(results.every(({ kind }) => kind === 'saved' || kind === 'too-many'));
  assert.equal((await listViews(portal.ctx, mine)).length, mostViews);
});

test('what is done with views is in the audit, and no name of one is', async () => {
  const mine = await person();
  const id = await saved(mine, 'كناري');
  await renameView(portal.ctx, mine, id, 'كناري آخر');
  await openFirst(portal.ctx, mine, id, true);
  await forgetView(portal.ctx, mine, id);
  const { rows } = await sql<{ action: string; whole: string }>`
    select action, audit::text as whole from audit where subject = ${`view:${id}`} order by id`.execute(
    portal.db.query,
  );
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['view.saved', 'view.changed', 'view.changed', 'view.deleted'],
  );
  for (const { whole } of rows) assert.doesNotMatch(whole, /كناري/);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { decide } from '../../src/engine/review/decide.ts';
import { mostCounted, readQueue, rowsOfPage } from '../../src/engine/review/queue.ts';
import { take } from '../../src/engine/review/take-application.ts';
import { writeNote } from '../../src/engine/review/write-note.ts';
import { morePermits, omar, opened, salma, submit } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { permitsInDatabase } from '../../src/engine/registers/permits.store.ts';
import { withSwitch } from '../support/register-switch.ts';
import { takeUnchecked } from '../support/unchecked.ts';
import type { Queue, QueueQuery } from '../../src/engine/review/queue.ts';
import type { Submitted } from '../support/office.ts';
import type { Portal } from '../support/portal.ts';
import type { PermitNumbers } from '../support/renewable.ts';

const register = withSwitch(permitsInDatabase);
let portal: Portal;
let permits: PermitNumbers[];
before(async () => {
  portal = await openPortal({ sources: { permits: register } });
  permits = await morePermits(portal, 20);
});
after(() => portal.close());

function nextPermit(): PermitNumbers {
  const permit = permits.shift();
  assert.ok(permit, 'there are enough permits');
  return permit;
}

const next = (): Promise<Submitted> => submit(portal, nextPermit());
const queue = (query: QueueQuery = {}, actor = salma): Promise<Queue> => readQueue(portal.ctx, actor, query);
const ids = ({ rows }: Queue): number[] => rows.map(({ id }) => id);

/** Submits for a contractor of this name. */
async function named(name: string): Promise<Submitted> {
  const permit = nextPermit();
  await sql`update contractors set name = ${name} where number = ${permit.contractorNumber}::bigint`.execute(
    portal.db.query,
  );
  return submit(portal, permit);
}

async function promise(id: number, day: Temporal.PlainDate): Promise<void> {
  await sql`update applications set promised_on = ${day.toString()}::date where id = ${id}`.execute(
    portal.db.query,
  );
  await sql`update open_applications set promised_on = ${day.toString()}::date where application_id = ${id}`.execute(
    portal.db.query,
  );
}

/** A day so many working days from today, in the demo's week: Friday and Saturday are off. */
function workingDay(today: Temporal.PlainDate, days: number): Temporal.PlainDate {
  let day = today;
  for (let left = Math.abs(days); left > 0;) {
    day = day.add({ days: Math.sign(days) });
    if (day.dayOfWeek !== 5 && day.dayOfWeek !== 6) left -= 1;
  }
  return day;
}

test('in the order of the promise, and each row says why it stands there', async () => {
  // A Monday, so that no weekend is between.
  const { today: now } = await portal.ctx.settings.now();
  await portal.moveClock(`${(8 - now.dayOfWeek) % 7} days`);
  const { today } = await portal.ctx.settings.now();
  const [late, due, soon] = [await next(), await next(), await next()];
  await promise(soon.id, workingDay(today, 2));
  await promise(late.id, workingDay(today, -3));
  await promise(due.id, today);
  const { rows, next: more } = await queue();
  assert.deepEqual(
    rows.map(({ id, why }) => ({ id, why })),
    [
      { id: late.id, why: { kind: 'overdue', days: 3 } },
      { id: due.id, why: { kind: 'due-today' } },
      { id: soon.id, why: { kind: 'due', days: 2 } },
    ],
  );
  assert.equal(more, null);
  assert.equal(rows[0]?.reference, late.reference);
  assert.equal(rows[0]?.label, `${late.permit.permitNumber} / 2026`);
  assert.equal(rows[0]?.reason, 'weather');
  assert.equal(rows[0]?.state, 'under-review');
  await sql`delete from open_applications`.execute(portal.db.query);
});

test('filters and live counts: state, reason, kind, mine, overdue', async () => {
  const { today } = await portal.ctx.settings.now();
  const [plain, other, late] = [await next(), await next(), await next()];
  const waiting = await next();
  await sql`update open_applications set waiting = true where application_id = ${waiting.id}`.execute(
    portal.db.query,
  );
  await sql`update open_applications set reason = 'materials' where application_id = ${other.id}`.execute(
    portal.db.query,
  );
  await promise(late.id, today.subtract({ days: 9 }));
  await take(portal.ctx, salma, plain.id);
  await take(portal.ctx, omar, other.id);
  assert.deepEqual(ids(await queue({ filter: { reason: 'materials' } })), [other.id]);
  assert.deepEqual(ids(await queue({ filter: { state: 'waiting-for-register' } })), [waiting.id]);
  assert.deepEqual(ids(await queue({ filter: { state: 'under-review' } })), [late.id, plain.id, other.id]);
  assert.deepEqual(ids(await queue({ filter: { mine: true } })), [plain.id]);
  assert.deepEqual(ids(await queue({ filter: { mine: true } }, omar)), [other.id]);
  assert.deepEqual(ids(await queue({ filter: { overdue: true } })), [late.id]);
  assert.deepEqual(ids(await queue({ filter: { overdue: true, mine: true } })), []);
  assert.equal((await queue({ filter: { service: 'contractor-permit-renewal' } })).rows.length, 4);
  assert.deepEqual(ids(await queue({ filter: { service: 'another' } })), []);
  const { counts, rows } = await queue();
  assert.deepEqual(counts, {
    all: 4,
    overdue: 1,
    waiting: 1,
    toConfirm: 0,
    mine: 1,
    returned: 0,
    setAside: 0,
    dueToday: 0,
    backToday: 0,
  });
  const held = rows.find(({ id }) => id === other.id)?.lease;
  assert.ok(held && held.by === omar.name && !held.mine && held.until instanceof Date);
  await portal.moveClock('11 minutes');
  const later = await queue();
  await portal.moveClock('-11 minutes');
  assert.equal(later.counts.mine, 0);
  assert.ok(
    later.rows.every(({ lease }) => lease === null),
    'a lease ends by itself',
  );
  await sql`delete from open_applications`.execute(portal.db.query);
});

test('set aside by a note with a day, it is back that day, at its place', async () => {
  const { today } = await portal.ctx.settings.now();
  const [first, second] = [await next(), await next()];
  await take(portal.ctx, salma, first.id);
  const until = today.add({ days: 5 }).toString();
  const note = { words: 'ينتظر كتاب البلدية', bringForwardOn: until };
  assert.equal((await writeNote(portal.ctx, omar, first.id, note)).kind, 'held', 'not under another’s hands');
  assert.equal((await writeNote(portal.ctx, salma, first.id, note)).kind, 'noted');
  const away = await queue();
  assert.deepEqual(ids(away), [second.id]);
  assert.deepEqual(away.counts, {
    all: 1,
    overdue: 0,
    waiting: 0,
    toConfirm: 0,
    mine: 0,
    returned: 0,
    setAside: 1,
    dueToday: 0,
    backToday: 0,
  });
  const aside = await queue({ filter: { state: 'set-aside' } });
  assert.deepEqual(aside.rows[0]?.why, { kind: 'set-aside', until });
  await portal.moveClock('5 days');
  const back = await queue();
  assert.deepEqual(ids(back), [first.id, second.id]);
  assert.equal(back.rows[0]?.broughtForward, until);
  assert.equal(back.rows[1]?.broughtForward, null);
  await portal.moveClock('-5 days');
  const found = await opened(portal, first.id);
  assert.equal(found.notes[0]?.bringForwardOn, until);
  const decided = await decide(portal.ctx, salma, {
    id: first.id,
    revision: found.revision,
    kind: 'approve',
  });
  assert.equal(decided.kind, 'decided', 'what is set aside may be decided');
  const no = await writeNote(portal.ctx, salma, first.id, note);
  assert.ok(no.kind === 'not-allowed' && no.why === 'state' && no.by === salma.name);
  await sql`delete from open_applications`.execute(portal.db.query);
});

test('search: reference, permit, contractor however spelled, phone and its ending; decided ones as well', async () => {
  const one = await named('شركة أُسامة الهُدى للمقاولات');
  const two = await named('مؤسسة إسراء للتعهدات');
  const { phone, permit } = one;
  const searches: [string, number[]][] = [
    [one.reference, [one.id]],
    [one.reference.toLowerCase().replaceAll('-', ' '), [one.id]],
    [permit.permitNumber, [one.id]],
    [`${permit.permitNumber}/2026`, [one.id]],
    [` ${permit.permitNumber} / 2026 `, [one.id]],
    [permit.permitNumber.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'.charAt(Number(digit))), [one.id]],
    ['اسامه الهدي', [one.id]],
    ['أسامة', [one.id]],
    ['الهدى اسامة شركة', [one.id]],
    ['اسا', [one.id]],
    ['اسراء', [two.id]],
    ['مؤسسه  اسر', [two.id]],
    [phone.typed, [one.id]],
    [`+962 ${phone.typed.slice(1)}`, [one.id]],
    [`اسامة ${phone.typed.slice(-4)}`, [one.id]],
    ['للمقاولات اسراء', []],
    ['لا أحد', []],
    ['100%', []],
    ["'; drop table x", []],
  ];
  for (const [typed, expected] of searches)
    assert.deepEqual(ids(await queue({ search: typed })), expected, typed);
  assert.ok(ids(await queue({ search: phone.typed.slice(-4) })).includes(one.id), 'the ending');
  assert.deepEqual((await queue({ search: '؟؟ !' })).emptySearch, true);
  assert.equal((await queue({ search: '  ' })).rows.length, 2, 'nothing is searched for');
  assert.deepEqual(ids(await queue({ search: 'اسامة', filter: { reason: 'weather' } })), [one.id]);
  assert.deepEqual(ids(await queue({ search: 'اسامة', filter: { reason: 'materials' } })), []);
  const { revision } = await opened(portal, one.id);
  await decide(portal.ctx, omar, { id: one.id, revision, kind: 'approve' });
  const ended = await queue({ search: 'أسامة' });
  assert.equal(ended.rows[0]?.state, 'approved');
  assert.ok(ended.rows[0].why.kind === 'ended' && ended.rows[0].why.by === omar.name);
  assert.deepEqual(ids(await queue()), [two.id]);
  await sql`delete from open_applications`.execute(portal.db.query);
});

test('what the register says later is found as well', async () => {
  const permit = nextPermit();
  await sql`update contractors set name = 'دار الزيتونة' where number = ${permit.contractorNumber}::bigint`.execute(
    portal.db.query,
  );
  const { id } = await takeUnchecked(portal, portal.browser(), register, permit);
  assert.deepEqual(ids(await queue({ search: permit.contractorNumber })), [id], 'by what was typed');
  for (let tries = 0; tries < 400 && (await queue()).counts.waiting > 0; tries++)
    await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(ids(await queue({ search: 'الزيتونه' })), [id]);
  assert.equal((await queue()).counts.waiting, 0);
  await sql`delete from open_applications`.execute(portal.db.query);
});

test('many: pages follow one another without a gap or a double, and counts stop at a thousand', async () => {
  const one = await next();
  await sql`with added as (
      insert into applications (reference, intent, holder, service, version, lang, subject, found, answers, shown, proof,
        phone, phone_of_register, promised_on)
      select 'many ' || n, gen_random_uuid(), ''::bytea, service, version, lang, 'many ' || n, found, answers, shown, proof,
        phone, false, promised_on + n % 3
      from applications, generate_series(1, 1100) n where id = ${one.id} returning *),
    told as (insert into application_events (application_id, kind, actor) select id, 'submitted', 'contractor' from added)
    insert into open_applications (service, subject, application_id, promised_on, reason)
    select service, subject, id, promised_on, 'weather' from added`.execute(portal.db.query);
  const seen: number[] = [];
  const days: string[] = [];
  let page = await queue({ filter: { reason: 'weather' } });
  assert.equal(page.counts.all, mostCounted);
  for (let pages = 0; pages < 60; pages++) {
    seen.push(...ids(page));
    days.push(...page.rows.map(({ promisedOn }) => promisedOn));
    if (page.next === null) break;
    assert.equal(page.rows.length, rowsOfPage);
    page = await queue({ filter: { reason: 'weather' }, after: page.next });
  }
  assert.equal(seen.length, 1101);
  assert.equal(new Set(seen).size, 1101);
  assert.deepEqual(days, days.toSorted());
});

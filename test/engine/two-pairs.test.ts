// Two pairs of eyes: one person prepares a decision, another confirms it or sends it back; its contractor sees none of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { undoSeconds } from '../../src/engine/applications/close-application.ts';
import { tellDecision } from '../../src/engine/applications/tell-decision.ts';
import { confirmDecision } from '../../src/engine/review/confirm-decision.ts';
import { decide } from '../../src/engine/review/decide.ts';
import { readQueue } from '../../src/engine/review/queue.ts';
import { sendBack } from '../../src/engine/review/send-back.ts';
import { take } from '../../src/engine/review/take-application.ts';
import { takeNext } from '../../src/engine/review/take-next.ts';
import { undoDecision } from '../../src/engine/review/undo-decision.ts';
import { mostNoteCharacters, writeNote } from '../../src/engine/review/write-note.ts';
import { permitsInDatabase } from '../../src/engine/registers/permits.store.ts';
import {
  decisionEvent,
  morePermits,
  omar,
  opened,
  salma,
  submit,
  where,
  written,
} from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { withSwitch } from '../support/register-switch.ts';
import type { TwoPairsPolicy } from '../../src/engine/define/settings.ts';
import type { Actor } from '../../src/engine/review/actor.ts';
import type { ConfirmResult } from '../../src/engine/review/confirm-decision.ts';
import type { DecideResult } from '../../src/engine/review/decide.ts';
import type { Submitted } from '../support/office.ts';
import type { Portal } from '../support/portal.ts';
import type { PermitNumbers } from '../support/renewable.ts';

const register = withSwitch(permitsInDatabase);
let portal: Portal;
let permits: PermitNumbers[];
before(async () => {
  portal = await openPortal({ sources: { permits: register } });
  permits = await morePermits(portal, 60);
  await policy('all');
});
after(() => portal.close());

/** Another supervisor than Omar. */
const huda: Actor = { id: 13, name: 'هدى العزام', role: 'supervisor', place: 'test' };

const policy = (value: TwoPairsPolicy) => portal.set('contractor-permit-renewal.two-pairs-of-eyes', value);

async function next(): Promise<Submitted> {
  const permit = permits.shift();
  assert.ok(permit, 'there are enough permits');
  return submit(portal, permit);
}

type What = { kind: 'approve' } | { kind: 'refuse'; reason: string; words: string };
const approve: What = { kind: 'approve' };
const refuse: What = { kind: 'refuse', reason: 'conditions', words: 'لم تُرفع الأنقاض' };

async function decideNow(id: number, what = approve, actor = salma): Promise<DecideResult> {
  const { revision } = await opened(portal, id, actor);
  return decide(portal.ctx, actor, { id, revision, ...what });
}

async function confirmNow(id: number, actor = omar): Promise<ConfirmResult> {
  const { revision } = await opened(portal, id, actor);
  return confirmDecision(portal.ctx, actor, { id, revision });
}

/** An application of which Salma prepared a decision. */
async function prepared(what = approve): Promise<Submitted> {
  const one = await next();
  assert.deepEqual(await decideNow(one.id, what), { kind: 'prepared' });
  return one;
}

const status = ({ browser }: Submitted) => browser.open('/ar/track/status');
const isPrepared = async (id: number) => (await opened(portal, id)).state === 'to-confirm';

test('prepared by one and confirmed by another: decided as the first one wrote it', async () => {
  for (const what of [approve, refuse]) {
    const one = await prepared(what);
    assert.deepEqual(await written(portal, one.id), {
      events: ['submitted', 'prepared'],
      messages: ['submitted'],
      claims: 1,
      terms: 0,
      tellings: 0,
    });
    const waiting = await opened(portal, one.id, omar);
    assert.equal(waiting.state, 'to-confirm');
    assert.equal(waiting.lease, null, 'nobody has it in hand');
    assert.deepEqual(waiting.allowed, ['confirm', 'send-back', 'undo', 'note']);
    assert.equal(waiting.prepared?.preparation.by.name, salma.name);
    const confirmed = await confirmNow(one.id);
    assert.ok(confirmed.kind === 'confirmed');
    const kind = what.kind === 'approve' ? 'approved' : 'refused';
    const { events } = (await opened(portal, one.id)).application;
    assert.deepEqual(
      events.map((event) => [event.kind, event.by?.name]),
      [
        ['submitted', undefined],
        ['prepared', salma.name],
        [kind, omar.name],
      ],
    );
    assert.equal((await written(portal, one.id)).terms, what.kind === 'approve' ? 1 : 0);
    const eventId = await decisionEvent(portal, one.id);
    await portal.moveClock(`${undoSeconds + 1} seconds`);
    await tellDecision(portal.ctx, eventId);
    const page = await status(one);
    await portal.moveClock(`-${undoSeconds + 1} seconds`);
    const sms = (await portal.messages(one.phone.e164, 3))[0]?.text;
    const shown = sms?.replace(/(?<=\/open\/)\S+/, '…');
    assert.equal(shown, waiting.prepared?.reading.sms, 'what was previewed is what is sent');
    assert.match(page.text, what.kind === 'approve' ? /^موافق عليه/ : /^مرفوض.*لم تُرفع الأنقاض/);
    assert.doesNotMatch(page.text, /سلمى|عمر/);
  }
});

test('the setting says which decisions: none, approvals, all', async () => {
  await policy('off');
  const [off, offToo] = [await next(), await next()];
  assert.equal((await decideNow(off.id)).kind, 'decided');
  assert.equal((await decideNow(offToo.id, refuse)).kind, 'decided');
  await policy('approvals');
  const [approval, refusal] = [await next(), await next()];
  const seen = await opened(portal, approval.id);
  assert.deepEqual(seen.needsConfirming, { approved: true, refused: false });
  assert.equal((await decideNow(approval.id)).kind, 'prepared');
  assert.equal((await decideNow(refusal.id, refuse)).kind, 'decided');
  await policy('all');
  const supervised = await next();
  assert.equal(
    (await decideNow(supervised.id, approve, omar)).kind,
    'prepared',
    'a supervisor prepares, too',
  );
  assert.deepEqual(await confirmNow(supervised.id, omar), { kind: 'own' });
  assert.equal((await confirmNow(supervised.id, huda)).kind, 'confirmed');
});

test('what was prepared stays prepared when the setting changes, and what is decided later goes by the new one', async () => {
  const one = await prepared();
  await policy('off');
  assert.ok(await isPrepared(one.id));
  assert.equal((await decideNow(one.id, refuse, omar)).kind, 'not-allowed', 'nobody decides past it');
  assert.deepEqual(await sendBack(portal.ctx, omar, one.id, 'تحقّقي من العنوان'), { kind: 'sent-back' });
  assert.equal((await decideNow(one.id)).kind, 'decided', 'by one person now, who had prepared it');
  const other = await next();
  await policy('all');
  assert.equal((await decideNow(other.id)).kind, 'prepared');
  await policy('off');
  assert.equal((await confirmNow(other.id)).kind, 'confirmed');
  await policy('all');
});

test('who prepares neither confirms nor sends back, whatever the role; a clerk without a delegation neither', async () => {
  const one = await next();
  await decideNow(one.id, approve, omar);
  assert.deepEqual(await confirmNow(one.id, omar), { kind: 'own' });
  assert.deepEqual(await sendBack(portal.ctx, omar, one.id, 'x'), { kind: 'own' });
  for (const role of ['clerk', 'administrator', 'inspector', 'auditor'] as const) {
    const actor = { ...salma, role };
    assert.deepEqual(await confirmNow(one.id, actor), { kind: 'not-allowed', why: 'role' }, role);
    assert.deepEqual(await sendBack(portal.ctx, actor, one.id, 'x'), { kind: 'not-allowed', why: 'role' });
  }
  assert.deepEqual((await written(portal, one.id)).events, ['submitted', 'prepared']);
});

test('the table itself takes no decision from who prepared it, and takes it from another', async () => {
  const one = await prepared();
  const write = (actor: Actor, id = one.id) =>
    sql`insert into application_events (application_id, kind, actor, staff_id, staff_name, data)
      values (${id}, 'approved', 'office', ${actor.id}, ${actor.name}, '{"round": 0}')`.execute(
      portal.db.query,
    );
  const refused = (error: Error & { code?: string; constraint?: string }) =>
    error.code === '23514' && error.constraint === 'two_pairs_of_eyes';
  await assert.rejects(write(salma), refused);
  await write(omar);
  const back = await prepared();
  await sendBack(portal.ctx, omar, back.id, 'أعيديه');
  await write(salma, back.id);
});

test('sent back with words that only the office reads: under review, in nobody’s hand, at its place', async () => {
  const one = await prepared();
  for (const [typed, wrong] of [
    [' \u200f ', 'empty'],
    ['x'.repeat(mostNoteCharacters + 1), 'too-long'],
  ] as const)
    assert.deepEqual(await sendBack(portal.ctx, omar, one.id, typed), { kind: 'invalid', words: wrong });
  assert.deepEqual(await sendBack(portal.ctx, omar, one.id, 'كلمات كناري للمكتب'), { kind: 'sent-back' });
  const found = await opened(portal, one.id);
  assert.equal(found.state, 'under-review');
  assert.equal(found.lease, null);
  const last = found.application.events.at(-1);
  assert.ok(last?.kind === 'sent-back' && last.words === 'كلمات كناري للمكتب' && last.by?.id === omar.id);
  assert.equal((await sendBack(portal.ctx, omar, one.id, 'x')).kind, 'not-allowed', 'once');
  for (const path of ['/ar/track/status', '/en/track/status']) {
    const page = await one.browser.open(path);
    assert.match(page.text, /^(?:قيد الدراسة|Under review)/);
    assert.doesNotMatch(page.html, /كناري|عمر|سلمى|اعتماد/);
  }
  assert.equal((await decideNow(one.id)).kind, 'prepared', 'and prepared anew');
  assert.equal((await confirmNow(one.id)).kind, 'confirmed');
});

test('its contractor sees an application that waits to be confirmed as under review, and nothing more', async () => {
  const one = await next();
  const before = await status(one);
  await decideNow(one.id, refuse);
  const page = await status(one);
  assert.equal(page.text, before.text);
  assert.doesNotMatch(page.html, /الأنقاض|اعتماد|سلمى/);
  const [sms] = await portal.messages(one.phone.e164);
  assert.ok(sms && !sms.text.includes('نوافق'));
});

test('who prepared it may take it back until it is confirmed, and nobody else', async () => {
  const one = await prepared();
  assert.deepEqual(await undoDecision(portal.ctx, omar, one.id), { kind: 'not-yours', by: salma.name });
  assert.deepEqual(await undoDecision(portal.ctx, salma, one.id), { kind: 'undone' });
  const found = await opened(portal, one.id);
  assert.equal(found.state, 'under-review');
  assert.equal(found.lease?.by.id, salma.id, 'and has it in hand again');
  assert.equal((await confirmNow(one.id)).kind, 'not-allowed');
  assert.equal((await decideNow(one.id, refuse)).kind, 'prepared');
  assert.equal((await confirmNow(one.id)).kind, 'confirmed');
  assert.deepEqual(
    await undoDecision(portal.ctx, salma, one.id),
    { kind: 'not-yours', by: omar.name },
    'too late',
  );
});

test('a confirmation that is undone waits to be confirmed again, by another than who prepared it', async () => {
  const one = await prepared();
  assert.equal((await confirmNow(one.id)).kind, 'confirmed');
  assert.equal((await written(portal, one.id)).terms, 1);
  const event = await decisionEvent(portal, one.id);
  assert.deepEqual(await undoDecision(portal.ctx, omar, one.id), { kind: 'undone' });
  assert.ok(await isPrepared(one.id));
  const { terms, claims } = await written(portal, one.id);
  assert.deepEqual({ terms, claims }, { terms: 0, claims: 1 });
  assert.ok(
    (await readQueue(portal.ctx, omar, { filter: { state: 'to-confirm' } })).rows.some(
      ({ id }) => id === one.id,
    ),
  );
  await portal.moveClock('5 minutes');
  await tellDecision(portal.ctx, event);
  assert.match((await status(one)).text, /^قيد الدراسة/, 'it was never told');
  await portal.moveClock('-5 minutes');
  assert.deepEqual(await confirmNow(one.id, { ...salma, role: 'supervisor' }), { kind: 'own' });
  assert.equal((await confirmNow(one.id, huda)).kind, 'confirmed');
  assert.deepEqual((await written(portal, one.id)).events, [
    'submitted',
    'prepared',
    'approved',
    'undone',
    'approved',
  ]);
});

test('the rules are asked again: withdrawn, another term, a register that is down', async () => {
  const withdrawn = await prepared();
  await sql`insert into permit_events (permit_id, kind, day) select id, 'withdrawn', '2026-01-02' from permits
    where ${where(withdrawn.permit)}`.execute(portal.db.query);
  const ruled = await confirmNow(withdrawn.id);
  assert.ok(ruled.kind === 'refused-by-rule' && ruled.outcome.kind === 'refused');
  assert.equal(ruled.outcome.refusal.code, 'withdrawn');

  const moved = await prepared();
  const { revision } = await opened(portal, moved.id, omar);
  await sql`update permits set valid_until = valid_until - 1 where ${where(moved.permit)}`.execute(
    portal.db.query,
  );
  const seenBefore = await confirmDecision(portal.ctx, omar, { id: moved.id, revision });
  assert.ok(seenBefore.kind === 'changed' && seenBefore.changes.until);
  assert.equal((await opened(portal, moved.id, omar)).prepared?.outdated, true);
  assert.deepEqual(
    await confirmNow(moved.id),
    { kind: 'outdated' },
    'never another term than the prepared one',
  );
  assert.equal((await written(portal, moved.id)).terms, 0);
  await sendBack(portal.ctx, omar, moved.id, 'تغيّر آخر يوم');
  await decideNow(moved.id);
  assert.equal((await confirmNow(moved.id)).kind, 'confirmed');

  const [waiting, refusal] = [await prepared(), await prepared(refuse)];
  register.state = 'down';
  const down = await confirmNow(waiting.id);
  const refused = await confirmNow(refusal.id);
  register.state = 'up';
  assert.equal(down.kind, 'register-down');
  assert.equal(refused.kind, 'confirmed', 'a refusal does not need it');
  assert.ok(await isPrepared(waiting.id), 'nothing was left half done');
  assert.equal((await confirmNow(waiting.id)).kind, 'confirmed');
});

test('a note that came since is shown before anything is confirmed', async () => {
  const one = await prepared();
  const { revision } = await opened(portal, one.id, omar);
  await writeNote(portal.ctx, salma, one.id, { words: 'اتصل المقاول', bringForwardOn: null });
  const result = await confirmDecision(portal.ctx, omar, { id: one.id, revision });
  assert.ok(result.kind === 'changed' && result.changes.notes.length === 1);
  assert.equal(
    (await confirmDecision(portal.ctx, omar, { id: one.id, revision: 'x' })).kind,
    'invalid-revision',
  );
  const nobody = { id: 999_999, revision: '1_0_down_none' };
  assert.equal((await confirmDecision(portal.ctx, omar, nobody)).kind, 'not-found');
  assert.equal((await confirmNow(one.id)).kind, 'confirmed');
});

test('in the queue it has a tab and a count of its own, is in nobody’s next, and cannot be taken', async () => {
  const before = (await readQueue(portal.ctx, salma, {})).counts.toConfirm;
  const one = await next();
  const day = (await portal.ctx.settings.now()).today.add({ days: 9 }).toString();
  await writeNote(portal.ctx, salma, one.id, { words: 'لاحقًا', bringForwardOn: day });
  await decideNow(one.id);
  const { rows, counts } = await readQueue(portal.ctx, omar, { filter: { state: 'to-confirm' } });
  assert.equal(counts.toConfirm, before + 1);
  const row = rows.find(({ id }) => id === one.id);
  assert.equal(row?.state, 'to-confirm', 'it is not hidden by the day that it was set aside until');
  assert.equal((await take(portal.ctx, omar, one.id)).kind, 'not-allowed');
  for (let taken = await takeNext(portal.ctx, huda); taken !== null; taken = await takeNext(portal.ctx, huda))
    assert.notEqual(taken, one.id);
  await sql`delete from leases`.execute(portal.db.query);
  assert.ok(
    (await readQueue(portal.ctx, salma, {})).rows.some(
      ({ id, state }) => id === one.id && state === 'to-confirm',
    ),
  );
  await confirmNow(one.id);
  assert.equal((await readQueue(portal.ctx, salma, {})).counts.toConfirm, before);
});

test('at one moment: two confirm, one sends back, who prepared takes it back; one of them did', async () => {
  for (let round = 0; round < 8; round++) {
    const one = await prepared(round % 2 === 0 ? approve : refuse);
    const [first, second] = [await opened(portal, one.id, omar), await opened(portal, one.id, huda)];
    const results = await Promise.all([
      confirmDecision(portal.ctx, omar, { id: one.id, revision: first.revision }),
      confirmDecision(portal.ctx, huda, { id: one.id, revision: second.revision }),
      confirmDecision(portal.ctx, { ...salma, role: 'supervisor' }, { id: one.id, revision: first.revision }),
      sendBack(portal.ctx, huda, one.id, 'أعيديه'),
      undoDecision(portal.ctx, salma, one.id),
    ]);
    const done = results.filter(({ kind }) => ['confirmed', 'sent-back', 'undone'].includes(kind));
    assert.equal(done.length, 1, JSON.stringify(results));
    assert.notEqual(results[2]?.kind, 'confirmed');
    const { events, terms, claims, tellings } = await written(portal, one.id);
    assert.equal(events.length, 3, events.join(' '));
    const decided = done[0]?.kind === 'confirmed';
    assert.equal(claims, decided ? 0 : 1);
    assert.equal(tellings, decided ? 1 : 0);
    assert.equal(terms, decided && round % 2 === 0 ? 1 : 0);
  }
});

test('who prepared and who confirmed is in the audit, without anybody’s words', async () => {
  const one = await prepared(refuse);
  await sendBack(portal.ctx, omar, one.id, 'كلمات كناري');
  await decideNow(one.id, refuse);
  await undoDecision(portal.ctx, salma, one.id);
  await decideNow(one.id, refuse);
  await confirmNow(one.id);
  const { rows } = await sql<{ action: string; actor: string; whole: string }>`
    select action, actor, audit::text as whole from audit where subject = ${`application:${one.id}`}
      and actor <> 'contractor' order by id`.execute(portal.db.query);
  assert.deepEqual(
    rows.map(({ action, actor }) => [action.replace('application.', ''), actor]),
    [
      ['prepared', 'staff:11'],
      ['sent-back', 'staff:12'],
      ['prepared', 'staff:11'],
      ['taken-back', 'staff:11'],
      ['prepared', 'staff:11'],
      ['confirmed', 'staff:12'],
    ],
  );
  for (const { whole } of rows) assert.doesNotMatch(whole, /كناري|الأنقاض|سلمى/);
  assert.match(rows.at(-1)?.whole ?? '', /preparedBy.*11/);
});

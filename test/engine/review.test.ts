import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { undoSeconds } from '../../src/engine/applications/close-application.ts';
import { tellDecision } from '../../src/engine/applications/tell-decision.ts';
import { decide } from '../../src/engine/review/decide.ts';
import { openCase } from '../../src/engine/review/open-case.ts';
import { mostRefusalCharacters } from '../../src/engine/review/read-refusal.ts';
import { previewDecision } from '../../src/engine/review/preview-decision.ts';
import { release, renewLease, take } from '../../src/engine/review/take-application.ts';
import { undoDecision } from '../../src/engine/review/undo-decision.ts';
import { mostNoteCharacters, writeNote } from '../../src/engine/review/write-note.ts';
import { demoSettings } from '../../src/services/contractor-permit-renewal/examples.ts';
import { showDate } from '../../src/platform/i18n/dates.ts';
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
import { renewal } from '../support/walk.ts';
import { permitsInDatabase } from '../../src/engine/registers/permits.store.ts';
import type { Actor } from '../../src/engine/review/actor.ts';
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
});
after(() => portal.close());

function nextPermit(): PermitNumbers {
  const permit = permits.shift();
  assert.ok(permit, 'there are enough permits');
  return permit;
}

const next = (): Promise<Submitted> => submit(portal, nextPermit());

type What = { kind: 'approve' } | { kind: 'refuse'; reason: string; words: string };
const approve: What = { kind: 'approve' };
const refuse: What = { kind: 'refuse', reason: 'conditions', words: 'لم تُرفع الأنقاض' };

/** Opens the case and decides it at once. */
async function decideNow(id: number, what: What = approve, actor: Actor = salma): Promise<DecideResult> {
  const { revision } = await opened(portal, id, actor);
  return decide(portal.ctx, actor, { id, revision, ...what });
}

/** Lets a minute pass, and does the job as the worker would. */
async function tell(id: number): Promise<void> {
  const eventId = await decisionEvent(portal, id);
  await portal.moveClock(`${undoSeconds + 1} seconds`);
  await tellDecision(portal.ctx, eventId);
  await portal.moveClock(`-${undoSeconds + 1} seconds`);
}

const status = (submitted: Submitted, lang = 'ar') => submitted.browser.open(`/${lang}/track/status`);

test('approved: the next term, the subject free, the contractor told once it is final', async () => {
  const one = await next();
  const before = await opened(portal, one.id);
  assert.equal(before.state, 'under-review');
  assert.ok(before.register.kind === 'row' && before.register.term);
  const { term } = before.register;
  const decided = await decideNow(one.id);
  assert.ok(decided.kind === 'decided' && decided.state === 'approved');
  assert.deepEqual(decided.term, term);
  assert.deepEqual(await written(portal, one.id), {
    events: ['submitted', 'approved'],
    messages: ['submitted'],
    claims: 0,
    terms: 1,
    tellings: 1,
  });
  const [first, second] = (await opened(portal, one.id)).terms;
  assert.ok(first && second);
  assert.equal(second.from, Temporal.PlainDate.from(first.until).add({ days: 1 }).toString(), 'chained');
  assert.equal(
    second.until,
    Temporal.PlainDate.from(first.until).add({ days: demoSettings.term }).toString(),
  );
  assert.match((await status(one)).text, /^قيد الدراسة/, 'nothing of it is seen while it may be undone');
  await assert.rejects(tellDecision(portal.ctx, await decisionEvent(portal, one.id)), /may still be undone/);
  await tell(one.id);
  await portal.moveClock(`${undoSeconds + 1} seconds`);
  const until = showDate(Temporal.PlainDate.from(second.until), 'ar');
  const page = await status(one);
  assert.match(page.text, /^موافق عليه.*وافقنا على طلبك جُدّد تصريحك من/);
  assert.ok(page.text.includes(until) && page.text.includes(one.reference));
  assert.doesNotMatch(page.text, /في موعد أقصاه|أمامك في الدور|\{|سلمى/);
  assert.match((await status(one, 'en')).text, /^Approved/);
  const receipt = await one.browser.open(`${renewal}/done`);
  assert.match(receipt.text, /صدر القرار في طلبك/);
  await portal.moveClock(`-${undoSeconds + 1} seconds`);
  const sms = (await portal.messages(one.phone.e164, 3))[0]?.text ?? '';
  assert.ok(sms.includes(one.reference) && sms.includes(until) && sms.length <= 134, sms);
  assert.match(sms, /\nhttp:\/\/portal\.test\/ar\/open\/[\w-]{22}$/);
  const again = await one.browser.open(`${renewal}/start?new`);
  const told = await one.browser.submit(again, one.permit);
  assert.match(told.text, /لم يحن وقت تجديد هذا التصريح/, 'the permit has its new term for everybody');
});

test('refused: the reason in the words of the city, and the clerk’s own', async () => {
  const one = await next();
  const decided = await decideNow(one.id, refuse);
  assert.ok(decided.kind === 'decided' && decided.state === 'refused');
  // The list may change: what was said stays said.
  await portal.set('contractor-permit-renewal.refusal-reasons', demoSettings['refusal-reasons'].slice(0, 1));
  await tell(one.id);
  await portal.moveClock(`${undoSeconds + 1} seconds`);
  const page = await status(one);
  const english = await status(one, 'en');
  await portal.moveClock(`-${undoSeconds + 1} seconds`);
  await portal.set('contractor-permit-renewal.refusal-reasons', demoSettings['refusal-reasons']);
  assert.match(page.text, /^مرفوض.*السبب: مخالفة شروط التصريح.*لم تُرفع الأنقاض.*يمكنك تقديم طلب جديد/);
  assert.match(
    english.text,
    /^Refused.*Reason: The permit’s conditions were not kept.*لم تُرفع الأنقاض.*apply anew/,
  );
  assert.deepEqual(await written(portal, one.id), {
    events: ['submitted', 'refused'],
    messages: ['submitted', 'refused'],
    claims: 0,
    terms: 0,
    tellings: 1,
  });
  const sms = (await portal.messages(one.phone.e164, 3))[0]?.text ?? '';
  assert.ok(sms.includes(one.reference) && sms.length <= 134, sms);
  assert.match(sms, /مخالفة شروط التصريح.*للاعتراض/);
  const anew = await submit(portal, one.permit);
  assert.notEqual(anew.id, one.id, 'the subject is free');
});

test('a refusal needs a reason of the list, and words where the reason asks for them', async () => {
  const { id } = await next();
  const wrong: [string, string, object][] = [
    ['no-such', '', { reason: 'unknown', words: null }],
    ['conditions', ' \u200f ', { reason: null, words: 'needed' }],
    ['works-finished', 'x'.repeat(mostRefusalCharacters + 1), { reason: null, words: 'too-long' }],
  ];
  for (const [reason, words, expected] of wrong) {
    const result = await decideNow(id, { kind: 'refuse', reason, words });
    assert.deepEqual(result, { kind: 'invalid', ...expected });
    const preview = await previewDecision(portal.ctx, id, { kind: 'refuse', reason, words });
    assert.deepEqual(preview, result, 'the preview says the same');
  }
  assert.deepEqual((await written(portal, id)).events, ['submitted']);
  assert.equal((await decide(portal.ctx, salma, { id, revision: 'x', ...approve })).kind, 'invalid-revision');
  const nobody = { id: 999_999, revision: '1_0_down_none', ...approve };
  assert.equal((await decide(portal.ctx, salma, nobody)).kind, 'not-found');
});

test('the preview is what the contractor will read', async () => {
  const one = await next();
  const shown = await previewDecision(portal.ctx, one.id, refuse);
  assert.ok(shown.kind === 'preview');
  assert.match(shown.sms, new RegExp(`لم نوافق على الطلب .*${one.reference}`));
  assert.doesNotMatch(JSON.stringify(shown.application), /"by"|staff/);
  const approval = await previewDecision(portal.ctx, one.id, approve);
  assert.ok(approval.kind === 'preview' && approval.decision.kind === 'approved');
  assert.deepEqual((await written(portal, one.id)).events, ['submitted'], 'nothing was decided');
  const decided = await decideNow(one.id);
  assert.ok(decided.kind === 'decided');
  assert.deepEqual(approval.decision.term, decided.term);
  await tell(one.id);
  const [sms] = await portal.messages(one.phone.e164, 3);
  assert.equal(sms?.text.replace(/(?<=\/open\/)\S+/, '…'), approval.sms);
});

test('undone within a minute: all is as before, and nothing of it was ever told', async () => {
  for (const what of [approve, refuse]) {
    const one = await next();
    assert.equal((await decideNow(one.id, what)).kind, 'decided');
    const event = await decisionEvent(portal, one.id);
    assert.deepEqual(await undoDecision(portal.ctx, omar, one.id), { kind: 'not-yours', by: salma.name });
    assert.deepEqual(await undoDecision(portal.ctx, salma, one.id), { kind: 'undone' });
    assert.equal((await undoDecision(portal.ctx, salma, one.id)).kind, 'not-allowed', 'once');
    await portal.moveClock('5 minutes');
    await tellDecision(portal.ctx, event);
    const page = await status(one);
    await portal.moveClock('-5 minutes');
    assert.match(page.text, /^قيد الدراسة/);
    assert.doesNotMatch(page.text, /وافقنا|نوافق/);
    const { tellings: _tellings, ...rest } = await written(portal, one.id);
    const kind = what.kind === 'approve' ? 'approved' : 'refused';
    assert.deepEqual(rest, {
      events: ['submitted', kind, 'undone'],
      messages: ['submitted'],
      claims: 1,
      terms: 0,
    });
    const found = await opened(portal, one.id);
    assert.equal(found.state, 'under-review');
    assert.equal(found.lease?.by.id, salma.id, 'who undid it has it in hand');
    assert.equal((await decideNow(one.id)).kind, 'decided', 'and decides anew');
    assert.equal((await written(portal, one.id)).terms, 1);
  }
});

test('after a minute, or when the message is written, it is too late', async () => {
  const one = await next();
  await decideNow(one.id, refuse);
  await portal.moveClock(`${undoSeconds + 1} seconds`);
  assert.deepEqual(await undoDecision(portal.ctx, salma, one.id), { kind: 'too-late' });
  await tellDecision(portal.ctx, await decisionEvent(portal, one.id));
  await portal.moveClock(`-${undoSeconds + 1} seconds`);
  assert.deepEqual(
    await undoDecision(portal.ctx, salma, one.id),
    { kind: 'too-late' },
    'a clock that went back',
  );
});

test('not undone when another application has the subject by now', async () => {
  const one = await next();
  await decideNow(one.id, refuse);
  const other = await submit(portal, one.permit);
  assert.deepEqual(await undoDecision(portal.ctx, salma, one.id), { kind: 'taken-meanwhile' });
  assert.deepEqual((await written(portal, one.id)).events, ['submitted', 'refused']);
  assert.equal((await written(portal, other.id)).claims, 1);
});

test('the job is done ten times at once, and again later: one message', async () => {
  const one = await next();
  await decideNow(one.id);
  const event = await decisionEvent(portal, one.id);
  await portal.moveClock(`${undoSeconds + 1} seconds`);
  await Promise.all(Array.from({ length: 10 }, () => tellDecision(portal.ctx, event)));
  await tellDecision(portal.ctx, event);
  await portal.moveClock(`-${undoSeconds + 1} seconds`);
  assert.deepEqual((await written(portal, one.id)).messages, ['submitted', 'approved']);
});

test('the job that fails half way leaves nothing, and is done when it is tried again', async () => {
  const one = await next();
  await decideNow(one.id);
  const event = await decisionEvent(portal, one.id);
  await portal.moveClock(`${undoSeconds + 1} seconds`);
  await sql`alter table messages rename to broken`.execute(portal.db.query);
  await assert.rejects(tellDecision(portal.ctx, event));
  await sql`alter table broken rename to messages`.execute(portal.db.query);
  await tellDecision(portal.ctx, event);
  await portal.moveClock(`-${undoSeconds + 1} seconds`);
  assert.deepEqual((await written(portal, one.id)).messages, ['submitted', 'approved']);
});

test('a decision that fails half way leaves nothing', async () => {
  const one = await next();
  const { revision } = await opened(portal, one.id);
  const enqueue = () => Promise.reject(new Error('no job'));
  const broken = { ...portal.ctx, jobs: { ...portal.ctx.jobs, enqueue } };
  await assert.rejects(decide(broken, salma, { id: one.id, revision, ...approve }), /no job/);
  const { events, claims, terms } = await written(portal, one.id);
  assert.deepEqual({ events, claims, terms }, { events: ['submitted'], claims: 1, terms: 0 });
  assert.equal((await decideNow(one.id)).kind, 'decided');
});

test('two clerks at once: one decides, the other is told who did, and when', async () => {
  for (let round = 0; round < 5; round++) {
    const { id } = await next();
    const results: DecideResult[] = await Promise.all([
      decideNow(id, approve, salma),
      decideNow(id, refuse, omar),
    ]);
    const won = results.filter((each) => each.kind === 'decided');
    const lost = results.find((each) => each.kind !== 'decided');
    assert.equal(won.length, 1);
    // Who opened the case after the other had decided it, or came second to the lock.
    assert.ok(lost?.kind === 'not-allowed' && lost.why === 'state', JSON.stringify(lost));
    assert.equal(lost.by, results[0]?.kind === 'decided' ? salma.name : omar.name);
    assert.ok(lost.at instanceof Date);
    assert.equal((await written(portal, id)).events.length, 2);
  }
});

test('the table itself takes one decision in a round', async () => {
  const again = sql`insert into application_events (application_id, kind, actor, staff_id, staff_name, data)
    select application_id, 'refused', actor, staff_id, staff_name, data from application_events
    where kind = 'approved' limit 1`.execute(portal.db.query);
  await assert.rejects(again, (error: Error & { code?: string }) => error.code === '23505');
});

test('a lease shows who and until when, is renewed by work, and ends by itself', async () => {
  const { id } = await next();
  const taken = await take(portal.ctx, salma, id);
  assert.ok(taken.kind === 'taken');
  const held = await take(portal.ctx, omar, id);
  assert.deepEqual(held, { kind: 'held', by: salma.name, until: taken.until });
  assert.equal((await decideNow(id, refuse, omar)).kind, 'held');
  await portal.moveClock('6 minutes');
  assert.ok(((await renewLease(portal.ctx, salma, id)) ?? 0) > taken.until);
  assert.equal(await renewLease(portal.ctx, omar, id), null);
  await portal.moveClock('6 minutes');
  assert.equal((await take(portal.ctx, omar, id)).kind, 'held', 'renewed');
  await writeNote(portal.ctx, salma, id, { words: 'ما زلت أدرسه', bringForwardOn: null });
  await portal.moveClock('9 minutes');
  assert.equal((await opened(portal, id)).lease?.by.name, salma.name, 'a note renewed it');
  await portal.moveClock('2 minutes');
  assert.equal((await opened(portal, id)).lease, null, 'it ended by itself');
  assert.equal(await renewLease(portal.ctx, salma, id), null, 'what ended is not renewed');
  assert.equal((await take(portal.ctx, omar, id)).kind, 'taken');
  await release(portal.ctx, salma, id);
  assert.equal((await take(portal.ctx, salma, id)).kind, 'held', 'nobody gives back what is another’s');
  await release(portal.ctx, omar, id);
  assert.equal((await take(portal.ctx, salma, id)).kind, 'taken');
  await portal.moveClock('-23 minutes');
});

test('twenty take it at once: one has it', async () => {
  const { id } = await next();
  const actors = Array.from({ length: 20 }, (_, n): Actor => ({
    id: 100 + n,
    name: `c${n}`,
    role: 'clerk',
    place: 'test',
  }));
  const results = await Promise.all(actors.map((actor) => take(portal.ctx, actor, id)));
  const taken = results.flatMap((each, n) => (each.kind === 'taken' ? [actors[n]?.name] : []));
  assert.equal(taken.length, 1);
  for (const each of results)
    if (each.kind !== 'taken') assert.ok(each.kind === 'held' && each.by === taken[0]);
});

test('what changed since the case was opened is shown, and asked again', async () => {
  const one = await next();
  const { id } = one;
  const stale = (await opened(portal, id)).revision;
  const decideStale = (what: What) => decide(portal.ctx, salma, { id, revision: stale, ...what });
  await writeNote(portal.ctx, salma, id, { words: 'ملاحظتي', bringForwardOn: null });
  assert.equal((await opened(portal, id)).revision, stale, 'what one wrote oneself is no news');
  await writeNote(portal.ctx, omar, id, { words: 'انتظري المختبر', bringForwardOn: null });
  for (const what of [approve, refuse]) {
    const noted = await decideStale(what);
    assert.ok(noted.kind === 'changed');
    assert.deepEqual(
      noted.changes.notes.map(({ words, by }) => [words, by.name]),
      [['انتظري المختبر', omar.name]],
    );
  }
  // The register gives the permit another last day.
  const { revision } = await opened(portal, id);
  await sql`update permits set valid_until = valid_until - 1 where ${where(one.permit)}`.execute(
    portal.db.query,
  );
  for (const what of [approve, refuse]) {
    const moved = await decide(portal.ctx, salma, { id, revision, ...what });
    assert.ok(moved.kind === 'changed' && moved.changes.register && moved.changes.until);
    assert.equal(
      moved.changes.until.now,
      Temporal.PlainDate.from(moved.changes.until.before).subtract({ days: 1 }).toString(),
    );
  }
  assert.deepEqual((await written(portal, id)).events, ['submitted']);
  assert.equal((await decideNow(id)).kind, 'decided');
});

test('withdrawn meanwhile: a rule refuses the approval, and a refusal is possible', async () => {
  const one = await next();
  const { revision } = await opened(portal, one.id);
  await sql`insert into permit_events (permit_id, kind, day) select id, 'withdrawn', '2026-01-02' from permits
    where ${where(one.permit)}`.execute(portal.db.query);
  const wanted = { id: one.id, revision, ...approve };
  const result = await decide(portal.ctx, salma, wanted);
  assert.ok(result.kind === 'refused-by-rule' && result.outcome.kind === 'refused');
  assert.equal(result.outcome.refusal.code, 'withdrawn');
  const found = await opened(portal, one.id);
  assert.ok(found.register.kind === 'row' && found.register.stands?.code === 'withdrawn');
  assert.equal((await decideNow(one.id)).kind, 'refused-by-rule');
  assert.equal((await decideNow(one.id, refuse)).kind, 'decided');
});

test('who asked in time is not late because the office took its time, and gets the term they were shown', async () => {
  const one = await next();
  const day = (await portal.ctx.settings.now()).today.add({ days: 1 }).toString();
  await sql`insert into settings (key, valid_from, value, set_by) values
    ('contractor-permit-renewal.term', ${day}::date, '99', 'test'),
    ('contractor-permit-renewal.grace', ${day}::date, '0', 'test')`.execute(portal.db.query);
  await portal.moveClock('100 days');
  const found = await opened(portal, one.id);
  assert.ok(found.register.kind === 'row');
  assert.equal(found.register.refusal.today?.code, 'past-grace');
  assert.equal(found.register.refusal.thatDay, null);
  const decided = await decideNow(one.id);
  await portal.moveClock('-100 days');
  await sql`delete from settings where set_by = 'test' and valid_from = ${day}::date`.execute(
    portal.db.query,
  );
  portal.ctx.settings.forget();
  assert.ok(decided.kind === 'decided' && decided.term);
  assert.equal(
    Temporal.PlainDate.from(decided.term.from).until(decided.term.until).days + 1,
    demoSettings.term,
  );
});

test('a register that is down, or only remembered: no approval, but a refusal', async () => {
  const { id } = await next();
  const { revision } = await opened(portal, id);
  const wanted = { id, revision, ...approve };
  register.state = 'down';
  const down = await decide(portal.ctx, salma, wanted);
  const shown = await opened(portal, id);
  register.state = 'up';
  register.learntAt = new Date();
  const remembered = await decide(portal.ctx, salma, wanted);
  register.learntAt = null;
  assert.equal(down.kind, 'register-down');
  assert.equal(shown.register.kind, 'down');
  assert.equal(remembered.kind, 'register-down');
  register.state = 'down';
  const refused = await decide(portal.ctx, salma, { id, revision, ...refuse });
  register.state = 'up';
  assert.equal(refused.kind, 'decided');
});

test('a register elsewhere: the term stays with the event', async () => {
  const { terms } = register;
  const { id } = await next();
  delete register.terms;
  const decided = await decideNow(id);
  assert.ok(decided.kind === 'decided' && decided.term);
  assert.equal((await written(portal, id)).terms, 0);
  const { application } = await opened(portal, id);
  const last = application.events.at(-1);
  assert.deepEqual(last?.kind === 'approved' && last.term, decided.term);
  assert.deepEqual(await undoDecision(portal.ctx, salma, id), { kind: 'undone' });
  if (terms) register.terms = terms;
});

test('the one view has everything that is decided by', async () => {
  const one = await next();
  await sql`update permits set phone = '+962790000001' where ${where(one.permit)}`.execute(portal.db.query);
  await decideNow(one.id, refuse);
  const again = await submit(portal, one.permit);
  await writeNote(portal.ctx, omar, again.id, { words: 'اتصلت به', bringForwardOn: null });
  await take(portal.ctx, omar, again.id);
  const found = await opened(portal, again.id);
  assert.deepEqual(found.phone, { given: again.phone.e164, register: '+962790000001', same: false });
  assert.deepEqual(
    found.others.map(({ id, state }) => ({ id, state })),
    [{ id: one.id, state: 'refused' }],
  );
  assert.deepEqual(
    found.notes.map(({ words }) => words),
    ['اتصلت به'],
  );
  assert.equal(found.lease?.by.name, omar.name);
  assert.ok(found.allowed.includes('approve'));
  assert.ok(found.application.shown.answers.some(({ name }) => name === 'reason'));
  assert.ok(found.register.kind === 'row' && found.register.facts['location']);
  assert.equal(found.reasons.length, demoSettings['refusal-reasons'].length);
  const decided = await opened(portal, one.id);
  assert.deepEqual(decided.allowed, ['undo', 'note']);
  assert.equal(decided.application.events.at(-1)?.by?.name, salma.name);
  assert.equal(await openCase(portal.ctx, salma, 999_999), null);
});

test('what a role may not do is not shown, and not done', async () => {
  const { id } = await next();
  for (const role of ['administrator', 'inspector', 'auditor'] as const) {
    const actor: Actor = { id: 20, name: role, role, place: 'test' };
    const { revision, allowed } = await opened(portal, id, actor);
    assert.ok(!allowed.includes('approve'));
    const no = { kind: 'not-allowed', why: 'role' };
    assert.deepEqual(await take(portal.ctx, actor, id), no);
    assert.deepEqual(await decide(portal.ctx, actor, { id, revision, ...approve }), no);
    assert.deepEqual(await undoDecision(portal.ctx, actor, id), no);
  }
});

const canary = 'كناري داخلي 7741';

test('notes never reach a page of the contractor', async () => {
  const one = await next();
  assert.equal(
    (await writeNote(portal.ctx, salma, one.id, { words: canary, bringForwardOn: null })).kind,
    'noted',
  );
  const pages = async () => [
    await status(one),
    await status(one, 'en'),
    await one.browser.open(`${renewal}/done`),
    await one.browser.open(`${renewal}/start?new`),
    await one.browser.open('/ar/track'),
  ];
  const seen = await pages();
  await decideNow(one.id, refuse);
  await tell(one.id);
  await portal.moveClock(`${undoSeconds + 1} seconds`);
  seen.push(...(await pages()));
  await portal.moveClock(`-${undoSeconds + 1} seconds`);
  for (const page of seen)
    assert.ok(!page.html.includes('7741') && !page.html.includes(salma.name), page.path);
  const sent = await portal.messages(one.phone.e164, 3);
  for (const { text } of sent) assert.ok(!text.includes('7741'));
  assert.ok(!portal.log.join('\n').includes('7741'));
});

test('a note that cannot be is said', async () => {
  const { id } = await next();
  const { today } = await portal.ctx.settings.now();
  const wrong: [string, string | null, object][] = [
    ['\u200f ', null, { words: 'empty', bringForwardOn: null }],
    ['x'.repeat(mostNoteCharacters + 1), null, { words: 'too-long', bringForwardOn: null }],
    ['نعم', '2026-02-30', { words: null, bringForwardOn: 'not-a-day' }],
    ['نعم', 'tomorrow', { words: null, bringForwardOn: 'not-a-day' }],
    ['نعم', today.toString(), { words: null, bringForwardOn: 'not-later' }],
    ['نعم', today.add({ days: 400 }).toString(), { words: null, bringForwardOn: 'too-far' }],
  ];
  for (const [words, bringForwardOn, expected] of wrong)
    assert.deepEqual(await writeNote(portal.ctx, salma, id, { words, bringForwardOn }), {
      kind: 'invalid',
      ...expected,
    });
});

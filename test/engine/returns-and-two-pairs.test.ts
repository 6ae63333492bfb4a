// Returning for completion where two people decide: a return before, while and after a decision is prepared.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { undoSeconds } from '../../src/engine/applications/close-application.ts';
import { complete } from '../../src/engine/applications/complete-application.ts';
import { keepPromises } from '../../src/engine/applications/keep-promises.ts';
import { openCompletion } from '../../src/engine/applications/open-completion.ts';
import { confirmDecision } from '../../src/engine/review/confirm-decision.ts';
import { decide } from '../../src/engine/review/decide.ts';
import { readQueue } from '../../src/engine/review/queue.ts';
import { resume } from '../../src/engine/review/resume-application.ts';
import { sendBack } from '../../src/engine/review/send-back.ts';
import { takeNext } from '../../src/engine/review/take-next.ts';
import { undoDecision } from '../../src/engine/review/undo-decision.ts';
import { morePermits, omar, opened, salma, submit, written } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { returnedLink, returnNow } from '../support/returns.ts';
import type { Door } from '../../src/engine/applications/open-completion.ts';
import type { Actor } from '../../src/engine/review/actor.ts';
import type { ConfirmResult } from '../../src/engine/review/confirm-decision.ts';
import type { DecideResult } from '../../src/engine/review/decide.ts';
import type { QueueFilter } from '../../src/engine/review/queue.store.ts';
import type { Submitted } from '../support/office.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
let permits = 800_000;
before(async () => {
  portal = await openPortal();
  await portal.set('contractor-permit-renewal.two-pairs-of-eyes', 'all');
});
after(() => portal.close());

/** Another supervisor than Omar. */
const huda: Actor = { id: 13, name: 'هدى العزام', role: 'supervisor', place: 'test' };

async function next(): Promise<Submitted> {
  permits += 1;
  const [permit] = await morePermits(portal, 1, permits);
  assert.ok(permit);
  return submit(portal, permit);
}

const visitor = { holder: Buffer.alloc(32, 9), address: '10.9.9.8' };
const doorOf = (path: string): Door => ({ kind: 'link', token: path.split('/').at(-1) ?? '' });
const refuse = { kind: 'refuse', reason: 'works-finished', words: '' } as const;
type What = { kind: 'approve'; adjust?: { until: string; reason: string } } | typeof refuse;

async function decideNow(id: number, what: What, actor = salma): Promise<DecideResult> {
  const { revision } = await opened(portal, id, actor);
  return decide(portal.ctx, actor, { id, revision, ...what });
}

async function confirmNow(id: number, actor = omar): Promise<ConfirmResult> {
  const { revision } = await opened(portal, id, actor);
  return confirmDecision(portal.ctx, actor, { id, revision });
}

async function completeBy(path: string, details: string) {
  const door = doorOf(path);
  const open = await openCompletion(portal.ctx, visitor, door);
  assert.ok(open.kind === 'open', open.kind);
  return complete(portal.ctx, visitor, door, { returnId: open.returnId, lang: 'ar', sent: { details } });
}

const stateOf = async (id: number) => (await opened(portal, id)).state;
const inQueue = async (id: number, filter: QueueFilter) =>
  (await readQueue(portal.ctx, omar, { filter })).rows.some((row) => row.id === id);

/** A refusal that Salma prepared while the contractor had the application; and the link of the contractor. */
async function refusedWhileReturned(): Promise<{ one: Submitted; link: string }> {
  const one = await next();
  const link = await returnedLink(portal, one);
  assert.deepEqual(await decideNow(one.id, refuse), { kind: 'prepared' });
  return { one, link };
}

test('a return is one person’s, also where two decide everything', async () => {
  const one = await next();
  assert.equal((await returnNow(portal, one.id)).kind, 'returned');
  assert.equal(await stateOf(one.id), 'returned');
  assert.equal((await undoDecision(portal.ctx, salma, one.id)).kind, 'undone');
  assert.equal(await stateOf(one.id), 'under-review');
});

test('what waits to be confirmed is not returned before it is taken back', async () => {
  const one = await next();
  assert.equal((await decideNow(one.id, { kind: 'approve' })).kind, 'prepared');
  const early = await returnNow(portal, one.id);
  assert.ok(early.kind === 'not-allowed' && early.why === 'state' && early.state === 'to-confirm');
  assert.equal((await sendBack(portal.ctx, omar, one.id, 'اسأل المقاول أولا')).kind, 'sent-back');
  const link = await returnedLink(portal, one);
  assert.equal((await completeBy(link, 'من دوار الواحة إلى الإشارة')).kind, 'done');
  assert.equal((await decideNow(one.id, { kind: 'approve' })).kind, 'prepared');
  assert.equal((await confirmNow(one.id)).kind, 'confirmed');
  const { events } = (await opened(portal, one.id)).application;
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['submitted', 'prepared', 'sent-back', 'returned', 'completed', 'prepared', 'approved'],
  );
});

test('a refusal prepared while the contractor has it: confirmed, undone, and with the contractor again', async () => {
  const { one, link } = await refusedWhileReturned();
  const waiting = await opened(portal, one.id, omar);
  assert.equal(waiting.state, 'to-confirm');
  assert.deepEqual(waiting.allowed, ['confirm', 'send-back', 'undo', 'note']);
  assert.ok(await inQueue(one.id, { state: 'to-confirm' }));
  assert.ok(!(await inQueue(one.id, { state: 'returned' })));
  assert.notEqual(await takeNext(portal.ctx, omar), one.id);
  assert.equal((await confirmNow(one.id)).kind, 'confirmed');
  assert.equal((await undoDecision(portal.ctx, omar, one.id)).kind, 'undone');
  assert.equal(await stateOf(one.id), 'to-confirm');
  assert.equal((await undoDecision(portal.ctx, salma, one.id)).kind, 'undone');
  const again = await opened(portal, one.id);
  assert.equal(again.state, 'returned');
  assert.equal(again.lease, null, 'nobody has in hand what its contractor has');
  assert.ok(await inQueue(one.id, { state: 'returned' }));
  assert.equal((await completeBy(link, 'من دوار الواحة')).kind, 'done');
  assert.equal(await stateOf(one.id), 'under-review');
});

test('sent back, it is its contractor’s still, and the office can take the return back', async () => {
  const { one } = await refusedWhileReturned();
  assert.equal((await sendBack(portal.ctx, omar, one.id, 'انتظر المقاول')).kind, 'sent-back');
  assert.equal(await stateOf(one.id), 'returned');
  assert.deepEqual((await undoDecision(portal.ctx, salma, one.id)).kind, 'too-late', 'of the return');
  assert.equal((await resume(portal.ctx, salma, one.id)).kind, 'resumed');
  assert.equal(await stateOf(one.id), 'under-review');
  // The hourly look at the promises reads past what is between the people of the office.
  await keepPromises(portal.ctx);
  assert.equal((await decideNow(one.id, { kind: 'approve' })).kind, 'prepared');
});

test('completed meanwhile, the prepared refusal is void, and whoever prepared it may decide or confirm again', async () => {
  const { one, link } = await refusedWhileReturned();
  const { revision } = await opened(portal, one.id, omar);
  assert.equal((await completeBy(link, 'اكتمل')).kind, 'done');
  const late = await confirmDecision(portal.ctx, omar, { id: one.id, revision });
  assert.ok(late.kind === 'not-allowed' && late.why === 'state' && late.state === 'under-review');
  assert.ok(!(await inQueue(one.id, { state: 'to-confirm' })));
  assert.ok(await inQueue(one.id, { state: 'under-review' }));
  // The trigger knows that it is void, too: Omar prepares, and Salma's first preparation stands in nobody's way.
  assert.equal((await decideNow(one.id, { kind: 'approve' }, omar)).kind, 'prepared');
  assert.deepEqual(await confirmNow(one.id, omar), { kind: 'own' });
  assert.equal((await confirmNow(one.id, huda)).kind, 'confirmed');

  const other = await refusedWhileReturned();
  assert.equal((await completeBy(other.link, 'اكتمل')).kind, 'done');
  await portal.set('contractor-permit-renewal.two-pairs-of-eyes', 'off');
  const alone = await decideNow(other.one.id, { kind: 'approve' });
  await portal.set('contractor-permit-renewal.two-pairs-of-eyes', 'all');
  assert.equal(alone.kind, 'decided', 'nothing that stands was prepared by Salma');
});

test('of completing and confirming at once one happens', async () => {
  for (let round = 0; round < 4; round++) {
    const { one, link } = await refusedWhileReturned();
    const [confirmed, completed] = await Promise.all([confirmNow(one.id), completeBy(link, 'اكتمل')]);
    const state = await stateOf(one.id);
    if (confirmed.kind === 'confirmed') {
      assert.notEqual(completed.kind, 'done');
      assert.equal(state, 'refused');
    } else {
      assert.equal(completed.kind, 'done');
      assert.equal(state, 'under-review');
    }
  }
});

test('a supervisor’s other last day is prepared with its reason, and confirmed as it was prepared', async () => {
  const one = await next();
  const { register, lastDays } = await opened(portal, one.id, omar);
  assert.ok(register.kind === 'row' && register.term && lastDays);
  const until = Temporal.PlainDate.from(register.term.until).subtract({ days: 10 }).toString();
  const adjust = { until, reason: 'مدة العقد أقصر' };
  assert.equal((await decideNow(one.id, { kind: 'approve', adjust })).kind, 'not-allowed', 'not a clerk’s');
  assert.equal((await decideNow(one.id, { kind: 'approve', adjust }, omar)).kind, 'prepared');
  const waiting = await opened(portal, one.id, huda);
  assert.equal(waiting.prepared?.outdated, false);
  const { decided } = waiting.prepared?.preparation ?? {};
  assert.ok(decided?.kind === 'approved');
  assert.deepEqual(decided.adjusted, { instead: register.term.until, reason: adjust.reason });
  assert.equal((await confirmNow(one.id, huda)).kind, 'confirmed');
  assert.equal((await written(portal, one.id)).terms, 1);
  const last = (await opened(portal, one.id)).application.events.at(-1);
  assert.ok(last?.kind === 'approved');
  assert.deepEqual([last.term?.until, last.adjusted], [until, decided.adjusted]);
  const { terms } = await opened(portal, one.id);
  assert.ok(terms.some((term) => term.until === until));
  await portal.moveClock(`${undoSeconds + 1} seconds`);
  assert.doesNotMatch((await one.browser.open('/ar/track/status')).text, /مدة العقد أقصر/);
});

test('another last day that may not be given any more is not confirmed', async () => {
  const one = await next();
  const { register, lastDays } = await opened(portal, one.id, omar);
  assert.ok(register.kind === 'row' && register.term && lastDays);
  const adjust = { until: lastDays.last, reason: 'قرار اللجنة' };
  assert.equal((await decideNow(one.id, { kind: 'approve', adjust }, omar)).kind, 'prepared');
  await portal.set('contractor-permit-renewal.longest-term', 30);
  assert.equal((await opened(portal, one.id, huda)).prepared?.outdated, true);
  assert.deepEqual(await confirmNow(one.id, huda), { kind: 'outdated' });
  assert.equal(await stateOf(one.id), 'to-confirm');
});

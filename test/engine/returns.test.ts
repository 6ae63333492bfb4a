// Returning for completion: what it leaves, who sees it when, its undoing, its ends, the clock, and another last day.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { undoSeconds } from '../../src/engine/applications/close-application.ts';
import { complete } from '../../src/engine/applications/complete-application.ts';
import { keepPromises } from '../../src/engine/applications/keep-promises.ts';
import { openCompletion } from '../../src/engine/applications/open-completion.ts';
import { tellDecision } from '../../src/engine/applications/tell-decision.ts';
import { adjustTerm } from '../../src/engine/review/adjust-term.ts';
import { decide } from '../../src/engine/review/decide.ts';
import { previewReturn } from '../../src/engine/review/preview-return.ts';
import { readQueue } from '../../src/engine/review/queue.ts';
import { mostReturnCharacters } from '../../src/engine/review/read-return.ts';
import { resume } from '../../src/engine/review/resume-application.ts';
import { returnApplication } from '../../src/engine/review/return-application.ts';
import { takeNext } from '../../src/engine/review/take-next.ts';
import { undoDecision } from '../../src/engine/review/undo-decision.ts';
import { writeNote } from '../../src/engine/review/write-note.ts';
import { sweep } from '../../src/engine/retention/sweep.ts';
import { workDayOf, workingDaysBetween } from '../../src/platform/clock/calendar.ts';
import { calendarOf } from '../../src/engine/settings/calendars.ts';
import { morePermits, omar, opened, salma, submit, written } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { asked, returnedLink, returnNow, wrongPromises } from '../support/returns.ts';
import type { Door } from '../../src/engine/applications/open-completion.ts';
import type { DecideResult } from '../../src/engine/review/decide.ts';
import type { Actor } from '../../src/engine/review/actor.ts';
import type { Submitted } from '../support/office.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
});
after(() => portal.close());

let permits = 700_000;

/** Submits for a permit that can be renewed today: the clock is moved on by weeks. */
async function next(): Promise<Submitted> {
  permits += 1;
  const [permit] = await morePermits(portal, 1, permits);
  assert.ok(permit);
  return submit(portal, permit);
}

const visitor = { holder: Buffer.alloc(32, 7), address: '10.9.9.9' };
const doorOf = (path: string): Door => ({ kind: 'link', token: path.split('/').at(-1) ?? '' });
const refuse = { kind: 'refuse', reason: 'works-finished', words: '' } as const;

async function decideNow(
  id: number,
  what: { kind: 'approve'; adjust?: { until: string; reason: string } } | typeof refuse,
  actor: Actor = salma,
): Promise<DecideResult> {
  const { revision } = await opened(portal, id, actor);
  return decide(portal.ctx, actor, { id, revision, ...what });
}

/** Completes by the link, as its form would. */
async function completeBy(path: string, sent: Record<string, string>) {
  const door = doorOf(path);
  const open = await openCompletion(portal.ctx, visitor, door);
  assert.ok(open.kind === 'open', open.kind);
  return complete(portal.ctx, visitor, door, { returnId: open.returnId, lang: 'ar', sent });
}

async function promisedOf(id: number): Promise<string> {
  return (await opened(portal, id)).application.promisedOn;
}

/** A message that the contractor received, once it is there. */
async function messageTo({ phone }: Submitted, words: RegExp): Promise<string> {
  for (let count = 1; ; count++) {
    const found = (await portal.messages(phone.e164, count)).find(({ text }) => words.test(text));
    if (found) return found.text;
  }
}

test('returned: with its contractor, still claimed, off the queue, and told when it is final', async () => {
  const one = await next();
  const { today } = await portal.ctx.settings.now();
  const result = await returnNow(portal, one.id);
  assert.ok(result.kind === 'returned');
  assert.equal(result.completeBy, today.add({ days: 14 }).toString());
  assert.deepEqual(await written(portal, one.id), {
    events: ['submitted', 'returned'],
    messages: ['submitted'],
    claims: 1,
    terms: 0,
    tellings: 1,
  });
  const found = await opened(portal, one.id);
  assert.equal(found.state, 'returned');
  assert.equal(found.lease, null);
  assert.deepEqual(found.allowed, ['undo', 'note'], 'nothing else, as long as it can be undone');
  assert.ok(!(await readQueue(portal.ctx, salma, {})).rows.some(({ id }) => id === one.id));
  const away = await readQueue(portal.ctx, salma, { filter: { state: 'returned' } });
  assert.deepEqual(
    away.rows.map(({ id, state, why }) => ({ id, state, why })),
    [
      {
        id: one.id,
        state: 'returned',
        why: { kind: 'returned', completeBy: result.completeBy, overdue: false },
      },
    ],
  );
  assert.equal(away.counts.returned, 1);
  assert.equal(await takeNext(portal.ctx, salma), null, 'nobody is given it');
  assert.match(
    (await one.browser.open('/ar/track/status')).text,
    /^قيد الدراسة/,
    'not seen before it is final',
  );
  const { rows } = await sql<{ id: number }>`select max(id) as id from application_events
    where application_id = ${one.id}`.execute(portal.db.query);
  const event = String(rows[0]?.id);
  await assert.rejects(tellDecision(portal.ctx, event), /may still be undone/);
  await portal.moveClock(`${undoSeconds + 1} seconds`);
  await Promise.all(Array.from({ length: 5 }, () => tellDecision(portal.ctx, event)));
  assert.deepEqual((await written(portal, one.id)).messages, ['submitted', 'returned'], 'told once');
  const sms = await messageTo(one, /بحاجة لاستكمال/);
  assert.ok(sms.includes(one.reference) && sms.length <= 134, sms);
  const { rows: stored } = await sql<{ text: string }>`select text from messages
    where application_id = ${one.id} and kind = 'returned'`.execute(portal.db.query);
  assert.ok(stored[0]?.text.endsWith('{link}'), 'the key of the link is stored nowhere');
  assert.match((await one.browser.open('/ar/track/status')).text, /^بحاجة لاستكمال.*اذكر مقطع الشارع/);
  assert.deepEqual((await opened(portal, one.id)).allowed, ['undo', 'refuse', 'resume', 'note']);
  assert.equal((await undoDecision(portal.ctx, salma, one.id)).kind, 'too-late');
});

test('a return needs an answer that may be named, and words', async () => {
  const { id } = await next();
  const { revision } = await opened(portal, id);
  const wrong: [string[], string, object][] = [
    [[], 'كلمات', { fields: 'none', words: null }],
    [['permitNumber', 'contractorNumber', 'nothing'], 'كلمات', { fields: 'none', words: null }],
    [['details'], ' \u200f ', { fields: null, words: 'needed' }],
    [['details'], 'x'.repeat(mostReturnCharacters + 1), { fields: null, words: 'too-long' }],
  ];
  for (const [fields, words, expected] of wrong) {
    const result = await returnApplication(portal.ctx, salma, { id, revision, fields, words });
    assert.deepEqual(result, { kind: 'invalid', ...expected });
    assert.deepEqual(await previewReturn(portal.ctx, id, { fields, words }), result);
  }
  const named = await previewReturn(portal.ctx, id, { fields: ['reason', 'permitYear'], words: asked });
  assert.ok(named.kind === 'return');
  assert.deepEqual(named.returned.fields, ['reason', 'details'], 'another reason may need its details');
  assert.match(named.sms, /\/ar\/complete\/…$/);
  assert.deepEqual((await written(portal, id)).events, ['submitted'], 'nothing was returned');
  const auditor: Actor = { ...salma, id: 77, role: 'auditor' };
  assert.equal((await returnNow(portal, id, ['details'], auditor)).kind, 'not-allowed');
  const seen = (await opened(portal, id)).revision;
  await writeNote(portal.ctx, omar, id, { words: 'انتظري', bringForwardOn: null });
  const stale = await returnApplication(portal.ctx, salma, {
    id,
    revision: seen,
    fields: ['details'],
    words: asked,
  });
  assert.equal(stale.kind, 'changed');
});

test('undone within a minute: as if it had never been, the clock as well', async () => {
  const one = await next();
  const promised = await promisedOf(one.id);
  await returnNow(portal, one.id);
  const { rows } = await sql<{ id: number }>`select max(id) as id from application_events
    where application_id = ${one.id}`.execute(portal.db.query);
  assert.equal((await undoDecision(portal.ctx, omar, one.id)).kind, 'not-yours');
  await portal.moveClock('50 seconds');
  assert.equal((await undoDecision(portal.ctx, salma, one.id)).kind, 'undone');
  assert.equal((await undoDecision(portal.ctx, salma, one.id)).kind, 'not-allowed');
  await portal.moveClock('1 minute');
  await tellDecision(portal.ctx, String(rows[0]?.id));
  assert.deepEqual((await written(portal, one.id)).messages, ['submitted'], 'never told');
  const found = await opened(portal, one.id);
  assert.equal(found.state, 'under-review');
  assert.equal(found.lease?.by.id, salma.id);
  assert.equal(found.application.promisedOn, promised);
  assert.equal(found.spent.paused, 0);
  assert.match((await one.browser.open('/ar/track/status')).text, /^قيد الدراسة/);
  assert.equal((await returnNow(portal, one.id)).kind, 'returned', 'another round');
  await portal.moveClock('2 minutes');
  assert.match((await one.browser.open('/ar/track/status')).text, /^بحاجة لاستكمال/);
  assert.deepEqual(await wrongPromises(portal), []);
});

test('completed: the answers and their words, what was there before, the queue at its new day, and a message', async () => {
  const one = await next();
  const { application: first } = await opened(portal, one.id);
  const path = await returnedLink(portal, one, ['reason']);
  await portal.moveClock('4 days');
  const settings = await portal.ctx.settings.now();
  const sent = { reason: 'other', details: '  بقي مقطع ١٢ مترًا ' };
  assert.deepEqual(await completeBy(path, sent), { kind: 'done' });
  const found = await opened(portal, one.id);
  assert.equal(found.state, 'under-review');
  assert.equal(found.application.answers['reason'], 'other');
  assert.equal(found.application.answers['details'], 'بقي مقطع ١٢ مترًا');
  const line = (name: string) => found.application.shown.answers.find((each) => each.name === name)?.answer;
  assert.equal(line('reason'), 'سبب آخر');
  assert.equal(line('details'), 'بقي مقطع ١٢ مترًا');
  assert.equal(line('permitNumber'), one.permit.permitNumber);
  const event = found.application.events.at(-1);
  assert.ok(event?.kind === 'completed');
  assert.deepEqual(event.changed, {
    reason: {
      before: { value: 'weather', words: 'أحوال الطقس' },
      after: { value: 'other', words: 'سبب آخر' },
    },
    details: {
      before: { value: '', words: '' },
      after: { value: 'بقي مقطع ١٢ مترًا', words: 'بقي مقطع ١٢ مترًا' },
    },
  });
  // The promised day moved by the working days on which the contractor had it.
  const { time } = calendarOf(settings);
  const [pause] = found.application.events.filter(({ kind }) => kind === 'returned');
  assert.ok(pause);
  const paused = workingDaysBetween(workDayOf(pause.at, time), workDayOf(event.at, time), time);
  const before = Temporal.PlainDate.from(first.promisedOn);
  assert.equal(
    workingDaysBetween(before, Temporal.PlainDate.from(found.application.promisedOn), time),
    paused,
  );
  assert.ok(paused >= 2, 'four days have two working days at least');
  assert.ok(found.spent.paused > 0);
  const queue = await readQueue(portal.ctx, salma, { filter: { reason: 'other' } });
  const row = queue.rows.find(({ id }) => id === one.id);
  assert.equal(row?.promisedOn, found.application.promisedOn);
  assert.deepEqual((await written(portal, one.id)).messages, ['submitted', 'returned', 'completed']);
  const sms = await messageTo(one, /استلمنا ما أكملته/);
  assert.ok(sms.length <= 70, sms);
  const { rows } = await sql<{ actor: string; data: object }>`select actor, data from audit
    where action = 'application.completed' and subject = ${`application:${one.id}`}`.execute(portal.db.query);
  assert.equal(rows[0]?.actor, 'contractor');
  assert.deepEqual(Object.keys(rows[0]?.data ?? {}).toSorted(), ['changed', 'promisedOn']);
  assert.doesNotMatch(JSON.stringify(rows[0]?.data), /مقطع/);
  const approved = await decideNow(one.id, { kind: 'approve' });
  assert.equal(approved.kind, 'decided');
  assert.equal((await undoDecision(portal.ctx, salma, one.id)).kind, 'undone');
  assert.equal((await opened(portal, one.id)).state, 'under-review', 'not what was before it was completed');
  const status = await one.browser.open('/ar/track');
  const shown = await one.browser.submit(status, {
    reference: one.reference,
    phoneEnding: one.phone.e164.slice(-4),
  });
  assert.match(shown.text, /أعدنا الطلب إليك للاستكمال.*أكملت الطلب/, 'the return stays in the history');
  assert.deepEqual(await wrongPromises(portal), []);
});

test('once: pressed ten times at once, and again later, by the same link', async () => {
  const one = await next();
  const path = await returnedLink(portal, one);
  const open = await openCompletion(portal.ctx, visitor, doorOf(path));
  assert.ok(open.kind === 'open');
  const request = { returnId: open.returnId, lang: 'ar', sent: { details: 'مقطع' } } as const;
  const results = await Promise.all(
    Array.from({ length: 10 }, () => complete(portal.ctx, visitor, doorOf(path), request)),
  );
  assert.equal(results.filter(({ kind }) => kind === 'done').length, 1);
  assert.equal(results.filter(({ kind }) => kind === 'completed').length, 9);
  const again = await complete(portal.ctx, visitor, doorOf(path), request);
  assert.ok(again.kind === 'completed' && again.reference === one.reference);
  assert.deepEqual((await written(portal, one.id)).events, ['submitted', 'returned', 'completed']);
  const second = await returnedLink(portal, one, ['details']);
  assert.notEqual(second, path);
  assert.equal((await openCompletion(portal.ctx, visitor, doorOf(path))).kind, 'completed', 'the first link');
  assert.equal(
    (await complete(portal.ctx, visitor, doorOf(second), request)).kind,
    'asked-anew',
    'a form of the round before',
  );
  assert.deepEqual(await completeBy(second, { details: 'مقطع آخر' }), { kind: 'done' });
});

test('another phone is proven before it is taken; the queue’s words and the status follow it', async () => {
  const one = await next();
  const path = await returnedLink(portal, one, ['phone', 'details']);
  const same = await openCompletion(portal.ctx, visitor, doorOf(path));
  assert.ok(same.kind === 'open');
  assert.equal(same.draft.typed['phone'], one.phone.typed.replace(/^(...)(...)(....)$/, '$1 $2 $3'));
  const wrong = await completeBy(path, { phone: '12', details: 'سطر كتبه المقاول' });
  assert.ok(wrong.kind === 'invalid' && wrong.problems['phone']?.code === 'phone-not-mobile');
  assert.equal(wrong.completion.draft.typed['details'], 'سطر كتبه المقاول');
  assert.deepEqual(await completeBy(path, { phone: '0788123499', details: 'سطر' }), { kind: 'prove' });
  assert.equal((await opened(portal, one.id)).state, 'returned', 'not before the code');
  const { rows } = await sql<{ drafts: number; codes: number }>`select
    (select count(*)::int from drafts where service like 'returned:%') as drafts,
    (select count(*)::int from sms_codes where phone = '+962788123499') as codes`.execute(portal.db.query);
  assert.deepEqual(rows[0], { drafts: 1, codes: 1 });
  await portal.moveClock('8 days');
  await sweep(portal.ctx);
  const { rows: swept } = await sql<{ drafts: number }>`select count(*)::int as drafts from drafts
    where service like 'returned:%'`.execute(portal.db.query);
  assert.equal(swept[0]?.drafts, 0, 'what is never proven is forgotten');
  assert.deepEqual(await completeBy(path, { phone: one.phone.typed, details: 'سطر' }), { kind: 'done' });
});

test('the deadline ends the link, and the office sees it; the status page stays open', async () => {
  const one = await next();
  const path = await returnedLink(portal, one);
  await portal.moveClock('14 days');
  assert.equal((await openCompletion(portal.ctx, visitor, doorOf(path))).kind, 'open', 'the last day counts');
  await portal.moveClock('1 day');
  const over = await openCompletion(portal.ctx, visitor, doorOf(path));
  assert.equal(over.kind, 'expired');
  const { rows, counts } = await readQueue(portal.ctx, salma, { filter: { state: 'returned' } });
  const row = rows.find(({ id }) => id === one.id);
  assert.ok(row?.why.kind === 'returned' && row.why.overdue);
  assert.ok(counts.returned >= 1);
  const days = rows.map(({ submittedAt }) => submittedAt.getTime());
  assert.deepEqual(
    days,
    days.toSorted((a, b) => a - b),
    'the oldest first',
  );
  const track = await one.browser.open('/ar/track');
  await one.browser.submit(track, { reference: one.reference, phoneEnding: one.phone.e164.slice(-4) });
  const page = await one.browser.open('/ar/track/status');
  assert.match(page.text, /انتهت المهلة يوم.*ما زال بإمكانك إكماله/);
  const done = await one.browser.submit(page, { details: 'تأخرت في الرد' });
  assert.match(done.text, /^قيد الدراسة/);
  assert.equal((await openCompletion(portal.ctx, visitor, doorOf(path))).kind, 'completed');
});

test('refused when the contractor does not answer; undone, they have it again, until the same day', async () => {
  const one = await next();
  const path = await returnedLink(portal, one);
  const { revision } = await opened(portal, one.id);
  const approved = await decide(portal.ctx, salma, { id: one.id, revision, kind: 'approve' });
  assert.ok(approved.kind === 'not-allowed' && approved.why === 'state' && approved.state === 'returned');
  for (let round = 0; round < 2; round++) {
    assert.equal((await decideNow(one.id, refuse)).kind, 'decided');
    assert.equal((await written(portal, one.id)).claims, 0);
    assert.equal((await openCompletion(portal.ctx, visitor, doorOf(path))).kind, 'over');
    assert.equal((await undoDecision(portal.ctx, salma, one.id)).kind, 'undone');
    const found = await opened(portal, one.id);
    assert.equal(found.state, 'returned');
    const { rows } = await readQueue(portal.ctx, salma, { search: one.reference });
    assert.equal(rows[0]?.state, 'returned');
    assert.equal(rows[0]?.why.kind, 'returned');
  }
  assert.deepEqual(await completeBy(path, { details: 'مقطع' }), { kind: 'done' }, 'the link is good again');
  assert.deepEqual(await wrongPromises(portal), []);
});

test('taken back by the office: in the queue as it is, and its clock goes on', async () => {
  const one = await next();
  const before = await promisedOf(one.id);
  assert.equal((await resume(portal.ctx, salma, one.id)).kind, 'not-allowed', 'nothing was returned');
  const path = await returnedLink(portal, one);
  assert.equal(
    (await writeNote(portal.ctx, omar, one.id, { words: 'اتصلت به', bringForwardOn: null })).kind,
    'noted',
  );
  await portal.moveClock('7 days');
  const result = await resume(portal.ctx, omar, one.id);
  assert.ok(result.kind === 'resumed' && result.promisedOn > before);
  assert.equal((await resume(portal.ctx, omar, one.id)).kind, 'not-allowed', 'once');
  const found = await opened(portal, one.id);
  assert.equal(found.state, 'under-review');
  assert.equal(found.lease?.by.id, omar.id);
  assert.equal((await openCompletion(portal.ctx, visitor, doorOf(path))).kind, 'over');
  assert.match((await one.browser.open('/ar/track')).text, /تتبّع طلب/);
  assert.deepEqual(await wrongPromises(portal), []);
});

test('a holiday that is announced later moves what is promised, once, and one called off does not bring it forward', async () => {
  const one = await next();
  const promised = await promisedOf(one.id);
  assert.equal(await keepPromises(portal.ctx), 0, 'nothing changed');
  const { today } = await portal.ctx.settings.now();
  const announce = async (from: string, days: string[]) => {
    const holidays = days.map((day) => ({ day, name: { ar: 'عطلة', en: 'Holiday' } }));
    await sql`insert into settings (key, valid_from, value, set_by)
      values ('calendar.holidays', ${from}::date, ${JSON.stringify(holidays)}::jsonb, 'test')`.execute(
      portal.db.query,
    );
    portal.ctx.settings.forget();
  };
  await announce(today.toString(), [promised]);
  assert.ok((await keepPromises(portal.ctx)) >= 1);
  const moved = await promisedOf(one.id);
  assert.ok(moved > promised);
  assert.equal(await keepPromises(portal.ctx), 0, 'once');
  assert.deepEqual(await wrongPromises(portal), []);
  await portal.moveClock('1 day');
  await announce(today.add({ days: 1 }).toString(), []);
  assert.equal(await keepPromises(portal.ctx), 0);
  assert.equal(await promisedOf(one.id), moved, 'a promise stays');
  await sql`delete from settings where key = 'calendar.holidays' and set_by = 'test'`.execute(
    portal.db.query,
  );
  portal.ctx.settings.forget();
  await keepPromises(portal.ctx);
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from audit
    where action = 'promise.moved' and actor = 'system' and subject = ${`application:${one.id}`}`.execute(
    portal.db.query,
  );
  assert.equal(rows[0]?.count, 2, 'each move is recorded');
});

test('a supervisor gives another last day, with a reason that no contractor reads; a clerk cannot', async () => {
  const one = await next();
  const found = await opened(portal, one.id, omar);
  assert.ok(found.register.kind === 'row' && found.register.term && found.lastDays);
  const { term } = found.register;
  const { first, last } = found.lastDays;
  const until = Temporal.PlainDate.from(term.until).add({ days: 10 }).toString();
  const reason = 'أُوقفت الأعمال أسبوعًا بطلب رسمي';
  const adjust = { until, reason };
  const clerk = await decideNow(one.id, { kind: 'approve', adjust }, salma);
  assert.deepEqual(clerk, { kind: 'not-allowed', why: 'role' });
  const after = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString();
  const wrong: [string, string, object][] = [
    ['غدًا', reason, { until: 'not-a-day', reason: null }],
    ['2026-02-30', reason, { until: 'not-a-day', reason: null }],
    [after(first, -1), reason, { until: 'too-early', reason: null }],
    [after(last, 1), reason, { until: 'too-late', reason: null }],
    [until, ' ', { until: null, reason: 'needed' }],
    [until, 'x'.repeat(501), { until: null, reason: 'too-long' }],
  ];
  for (const [day, why, expected] of wrong) {
    const result = await decideNow(one.id, { kind: 'approve', adjust: { until: day, reason: why } }, omar);
    assert.deepEqual(result, { kind: 'invalid-term', ...expected }, day);
  }
  assert.deepEqual((await written(portal, one.id)).events, ['submitted'], 'nothing was decided');
  const decided = await decideNow(one.id, { kind: 'approve', adjust }, omar);
  assert.ok(decided.kind === 'decided');
  assert.equal(decided.term?.until, until);
  const event = (await opened(portal, one.id)).application.events.at(-1);
  assert.ok(event?.kind === 'approved');
  assert.deepEqual(event.adjusted, { instead: term.until, reason });
  assert.equal((await opened(portal, one.id)).terms.at(-1)?.until, until);
  const { rows } = await sql<{ reason: string; data: { instead?: string } }>`select reason, data from audit
    where action = 'application.decided' and subject = ${`application:${one.id}`}`.execute(portal.db.query);
  assert.equal(rows[0]?.reason, reason);
  assert.equal(rows[0]?.data.instead, term.until);
  await portal.moveClock('2 minutes');
  const page = await one.browser.open('/ar/track/status');
  assert.match(page.text, /^موافق عليه/);
  assert.ok(!page.html.includes('أُوقفت الأعمال'));
  const [year, month, day] = until.split('-');
  assert.ok(page.text.includes(`${day}-${month}-${year}`));
});

test('the bounds of another last day: not before today or the term, and the longest term itself is allowed', () => {
  const term = { ordinal: 2, from: '2026-06-01', until: '2026-06-30' };
  const bounds = { first: '2026-06-10', last: '2026-08-29' };
  for (const until of [bounds.first, bounds.last]) {
    const given = adjustTerm(term, { until, reason: 'x' }, bounds);
    assert.ok(given.kind === 'adjusted');
    assert.equal(given.term.until, until);
  }
  const same = adjustTerm(term, { until: '٢٠٢٦-٠٦-٣٠', reason: 'x' }, bounds);
  assert.deepEqual(same, { kind: 'adjusted', term }, 'the rule’s own day is no adjustment');
  const none = adjustTerm(null, { until: bounds.first, reason: 'x' }, null);
  assert.ok(none.kind === 'invalid-term' && none.until === 'no-term');
});

// Objecting to a refusal: once, in time, answered by somebody else, decided anew; and what races for it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { readFigures } from '../../src/engine/figures/read-figures.ts';
import { rebuildDays } from '../../src/engine/figures/close-days.ts';
import { answerObjection } from '../../src/engine/objections/answer-objection.ts';
import { fileObjection } from '../../src/engine/objections/file-objection.ts';
import { decide } from '../../src/engine/review/decide.ts';
import { morePermits, omar, opened, salma, submit, testOrigin, written } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { openStatusOf, refuseForGood } from '../support/refusals.ts';
import { wrongPromises } from '../support/returns.ts';
import type { Actor } from '../../src/engine/review/actor.ts';
import type { Submitted } from '../support/office.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
  await portal.set('calendar.weekend', []);
});
after(() => portal.close());

const huda: Actor = { id: 13, name: 'هدى الرواشدة', role: 'supervisor', place: 'test' };
let permits = 720_000;
async function next(): Promise<Submitted> {
  permits += 1;
  const [permit] = await morePermits(portal, 1, permits);
  assert.ok(permit);
  return submit(portal, permit);
}

const words = 'المقطع الأخير لم يُنجز بعد، والصور مع المراقب.';

async function visitorOf({ id }: Submitted) {
  const { rows } = await sql<{ holder: Buffer }>`select holder from applications where id = ${id}`.execute(
    portal.db.query,
  );
  return { holder: rows[0]?.holder ?? Buffer.alloc(32), address: '10.9.9.7' };
}

async function objectionId(id: number): Promise<number> {
  const { objections } = await opened(portal, id, omar);
  return objections.at(-1)?.id ?? 0;
}

test('the refusal is quoted on the status page; an objection is filed once, and answered by who did not refuse', async () => {
  const one = await next();
  const refusal = await refuseForGood(portal, one.id, omar);
  let page = await openStatusOf(one);
  assert.match(page.text, /الاعتراض على الرفض.*سبب الرفض.*الأعمال منتهية/);
  const post = (objection: string) =>
    one.browser.post('/ar/track/objection', { refusal: String(refusal), objection });
  page = await post(' ');
  assert.equal(page.status, 422);
  assert.match(page.text, /اكتب سبب اعتراضك/);
  assert.equal((await post(words)).status, 303);
  page = await one.browser.open('/ar/track/status');
  assert.match(page.text, /اعتراضك قيد النظر/);
  assert.doesNotMatch(page.text, /لماذا تعترض/, 'one for a refusal');
  const visitor = await visitorOf(one);
  assert.equal((await fileObjection(portal.ctx, visitor, { refusal, words })).kind, 'there');
  const id = await objectionId(one.id);
  const answer = { id, answer: 'rejected', words: 'الصور تثبت انتهاء الأعمال.' };
  assert.equal((await answerObjection(portal.ctx, salma, answer)).kind, 'not-allowed');
  assert.equal((await answerObjection(portal.ctx, omar, answer)).kind, 'own-refusal');
  await assert.rejects(
    sql`update objections set answer = 'upheld', answer_words = '', staff_id = ${omar.id}, staff_name = 'x',
      answered_at = moment() where id = ${id}`.execute(portal.db.query),
    /who refuses an application does not answer/,
    'the table says so too',
  );
  const silent = await answerObjection(portal.ctx, huda, { ...answer, words: '  ' });
  assert.deepEqual(silent, { kind: 'invalid', answer: null, words: 'needed' });
  assert.equal((await answerObjection(portal.ctx, huda, answer)).kind, 'answered');
  assert.equal((await answerObjection(portal.ctx, huda, answer)).kind, 'there');
  assert.match((await openStatusOf(one)).text, /لم يُقبل اعتراضك.*الصور تثبت انتهاء الأعمال/);
  assert.deepEqual((await written(portal, one.id)).messages, [
    'submitted',
    'refused',
    'objected',
    'objection-rejected',
  ]);
  for (const { text } of (await portal.messages(one.phone.e164, 5)).slice(0, 2))
    assert.ok(text.length <= 70, text);
  const { rows } = await sql<{ action: string; actor: string }>`select action, actor from audit
    where subject = ${`application:${one.id}`} and action in ('application.objected', 'objection.answered') order by id`.execute(
    portal.db.query,
  );
  assert.deepEqual(rows, [
    { action: 'application.objected', actor: 'contractor' },
    { action: 'objection.answered', actor: `staff:${huda.id}` },
  ]);
});

test('upheld: open again with a clock that stood still, decided anew, told again; figures keep what was', async () => {
  const one = await next();
  await portal.moveClock('1 day');
  const refusal = await refuseForGood(portal, one.id, omar);
  const refusedOn = (await portal.ctx.settings.now()).today;
  const promisedBefore = (await opened(portal, one.id)).application.promisedOn;
  await portal.moveClock('6 days');
  const visitor = await visitorOf(one);
  await openStatusOf(one);
  assert.equal((await fileObjection(portal.ctx, visitor, { refusal, words })).kind, 'filed');
  await portal.moveClock('3 days');
  const id = await objectionId(one.id);
  const answered = await Promise.all(
    [huda, { ...huda, id: 14 }, { ...huda, id: 15 }].map((actor) =>
      answerObjection(portal.ctx, actor, { id, answer: 'upheld', words: '' }),
    ),
  );
  assert.deepEqual(answered.map(({ kind }) => kind).toSorted(), ['answered', 'there', 'there'], 'once');
  assert.deepEqual((await written(portal, one.id)).events, ['submitted', 'refused', 'reopened']);
  const found = await opened(portal, one.id);
  assert.equal(found.state, 'under-review');
  assert.ok(found.allowed.includes('approve'));
  assert.equal(
    Temporal.PlainDate.from(promisedBefore).until(found.application.promisedOn).days,
    9,
    'nine days in which nobody had it',
  );
  assert.deepEqual(await wrongPromises(portal), []);
  assert.match((await openStatusOf(one)).text, /قُبل اعتراضك.*عاد طلبك إلى الدراسة/);
  const again = await refuseForGood(portal, one.id, salma, 'ما زالت منتهية.');
  assert.notEqual(again, refusal);
  assert.deepEqual((await written(portal, one.id)).messages, [
    'submitted',
    'refused',
    'objected',
    'objection-upheld',
    'refused',
  ]);
  assert.match(
    (await openStatusOf(one)).text,
    /الاعتراض على الرفض.*ما زالت منتهية/,
    'another refusal, another objection',
  );
  const { today } = await portal.ctx.settings.now();
  const figures = async (day: Temporal.PlainDate) => readFigures(portal.ctx, { from: day, until: day });
  const before = await figures(refusedOn);
  assert.equal(before.counts.refused, 1, 'the first refusal is counted on its day');
  assert.equal(before.times.inTime, 1, 'by what was promised then');
  const now = await figures(today);
  assert.deepEqual([now.counts.reopened, now.counts.refused, now.times.inTime], [1, 1, 1]);
  assert.ok((now.times.median?.days ?? 9) <= 1, 'the days in which nobody had it do not count');
  await portal.moveClock('2 days');
  await rebuildDays(portal.ctx, testOrigin);
  assert.deepEqual((await figures(refusedOn)).times, before.times, 'counted anew, they are the same');
});

test('late, another refusal, no setting, or another application: nothing is filed or reopened', async () => {
  const one = await next();
  const refusal = await refuseForGood(portal, one.id, omar);
  const visitor = await visitorOf(one);
  assert.equal((await fileObjection(portal.ctx, visitor, { refusal: refusal - 1, words })).kind, 'over');
  assert.equal(
    (await fileObjection(portal.ctx, { ...visitor, holder: Buffer.alloc(32, 3) }, { refusal, words })).kind,
    'unknown',
  );
  await openStatusOf(one);
  assert.equal((await fileObjection(portal.ctx, visitor, { refusal, words })).kind, 'filed');
  await sql`update permits set valid_until = (moment() at time zone 'Asia/Amman')::date + 9
    where number = ${one.permit.permitNumber}::bigint`.execute(portal.db.query);
  await submit(portal, one.permit);
  const id = await objectionId(one.id);
  const upheld = await answerObjection(portal.ctx, huda, { id, answer: 'upheld', words: '' });
  assert.equal(upheld.kind, 'taken-meanwhile');
  assert.equal((await opened(portal, one.id, huda)).objections[0]?.answered, null, 'nothing was written');

  const late = await next();
  const of = await refuseForGood(portal, late.id, omar);
  await portal.moveClock('16 days');
  const page = await openStatusOf(late);
  assert.doesNotMatch(page.text, /الاعتراض على الرفض/);
  assert.equal((await fileObjection(portal.ctx, await visitorOf(late), { refusal: of, words })).kind, 'over');
});

test('what was prepared and confirmed before stands no more, and neither of the two answers', async () => {
  await portal.set('contractor-permit-renewal.two-pairs-of-eyes', 'all');
  const one = await next();
  const { revision } = await opened(portal, one.id, omar);
  const refuse = { id: one.id, revision, kind: 'refuse', reason: 'works-finished', words: '' } as const;
  assert.equal((await decide(portal.ctx, omar, refuse)).kind, 'prepared');
  const { confirmDecision } = await import('../../src/engine/review/confirm-decision.ts');
  const seen = await opened(portal, one.id, huda);
  assert.equal(
    (await confirmDecision(portal.ctx, huda, { id: one.id, revision: seen.revision })).kind,
    'confirmed',
  );
  await portal.moveClock('2 minutes');
  const { rows } = await sql<{
    id: number;
  }>`select id from application_events where application_id = ${one.id}
    and kind = 'refused'`.execute(portal.db.query);
  await openStatusOf(one);
  const refusal = rows[0]?.id ?? 0;
  assert.equal((await fileObjection(portal.ctx, await visitorOf(one), { refusal, words })).kind, 'filed');
  const id = await objectionId(one.id);
  for (const actor of [omar, huda])
    assert.equal(
      (await answerObjection(portal.ctx, actor, { id, answer: 'upheld', words: '' })).kind,
      'own-refusal',
    );
  const third = { ...huda, id: 16, name: 'رنا' };
  assert.equal(
    (await answerObjection(portal.ctx, third, { id, answer: 'upheld', words: '' })).kind,
    'answered',
  );
  assert.equal((await opened(portal, one.id, salma)).state, 'under-review');
  await portal.set('contractor-permit-renewal.two-pairs-of-eyes', 'off');
  await refuseForGood(portal, one.id, omar);
});

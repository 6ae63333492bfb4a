// How was it? The survey on the receipt and after the decision, and the results for everybody.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { readSatisfaction } from '../../src/engine/satisfaction/read-results.ts';
import { answeredOf } from '../../src/engine/satisfaction/satisfaction.ts';
import { decide } from '../../src/engine/review/decide.ts';
import { insertMadeUp } from '../support/made-up.ts';
import { morePermits, opened, salma, submit } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { renewal } from '../support/walk.ts';
import { assertMarked, assertOurPage } from './pages.ts';
import type { Submitted } from '../support/office.ts';
import type { Portal } from '../support/portal.ts';
import type { PermitNumbers } from '../support/renewable.ts';

let portal: Portal;
let permits: PermitNumbers[];
before(async () => {
  portal = await openPortal();
  permits = await morePermits(portal, 6);
});
after(() => portal.close());

const next = (): Promise<Submitted> => submit(portal, permits.shift() ?? assert.fail('there are permits'));
const service = 'contractor-permit-renewal';

type Sent = Partial<Record<'moment' | 'service' | 'reference' | 'answer' | 'comment', string>>;
const send = ({ browser, reference }: Submitted, sent: Sent) =>
  browser.post('/ar/satisfaction', {
    moment: 'receipt',
    service,
    reference,
    answer: '',
    comment: '',
    ...sent,
  });

async function kept(id: number): Promise<{ moment: string; answer: number; comment: string }[]> {
  const { rows } = await sql<{ moment: string; answer: number; comment: string }>`
    select moment, answer, comment from satisfaction where application_id = ${id} order by moment desc`.execute(
    portal.db.query,
  );
  return rows;
}

test('one tap on the receipt is kept, may be changed for a day, and no longer', async () => {
  const one = await next();
  const receipt = await one.browser.open(`${renewal}/done`);
  assert.equal(receipt.html.match(/name="answer" value="[1-5]"/g)?.length, 5);
  const given = await send(one, { answer: '4' });
  assert.equal(given.status, 303);
  assert.equal(given.location, `${renewal}/done#satisfaction`);
  const page = await one.browser.open(`${renewal}/done`);
  assert.match(page.text, /شكرًا، وصلت إجابتك أجبت: راضٍ\./);
  await send(one, { answer: '2', comment: '  طال\u0000   الانتظار ' });
  assert.deepEqual(await kept(one.id), [{ moment: 'receipt', answer: 2, comment: 'طال الانتظار' }]);
  await portal.moveClock('25 hours');
  const late = await send(one, { answer: '5' });
  const later = await one.browser.open(`${renewal}/done`);
  await portal.moveClock('-25 hours');
  assert.equal(late.status, 409);
  assertOurPage(late.response, 'ar', 'too late');
  assert.equal((await kept(one.id))[0]?.answer, 2);
  assert.doesNotMatch(later.html, /name="answer"/, 'nothing is offered that would be refused');
});

test('what cannot be kept is told with what was written still there', async () => {
  const one = await next();
  const long = 'كلمة '.repeat(120).trim();
  const missing = await send(one, { comment: 'كلمة كناري' });
  assert.equal(missing.status, 422);
  assert.match(missing.html, /href="#answer"/);
  assert.ok(missing.html.includes('كلمة كناري'));
  const tooLong = await send(one, { answer: '5', comment: long });
  assert.equal(tooLong.status, 422);
  assertMarked(tooLong.html, 'comment', 'too long');
  assert.ok(tooLong.html.includes(long));
  for (const answer of ['0', '6', '5.0', 'x'])
    assert.equal((await send(one, { answer })).status, 422, answer);
  assert.deepEqual(await kept(one.id), []);
  for (const wrong of [{ moment: 'later' }, { service: 'none' }])
    assert.equal((await send(one, wrong)).status, 400);
});

test('only the browser that holds the receipt, or looks at the status, is asked', async () => {
  const one = await next();
  const other = await next();
  await send({ ...one, browser: other.browser }, { answer: '1' });
  const stranger = portal.browser();
  assert.equal(
    (
      await stranger.post('/ar/satisfaction', {
        moment: 'receipt',
        service,
        reference: one.reference,
        answer: '1',
      })
    ).location,
    '/ar/track',
  );
  assert.deepEqual(await kept(one.id), []);
  await send(one, { moment: 'decision', answer: '1' });
  assert.deepEqual(await kept(one.id), [], 'there is no decision yet');
  assert.doesNotMatch((await one.browser.open('/ar/track/status')).html, /name="answer"/);
  const { revision } = await opened(portal, one.id);
  assert.equal((await decide(portal.ctx, salma, { id: one.id, revision, kind: 'approve' })).kind, 'decided');
  await send(one, { moment: 'decision', answer: '1' });
  assert.deepEqual(await kept(one.id), [], 'it may still be undone');
  await portal.moveClock('2 minutes');
  assert.match((await one.browser.open('/ar/track/status')).text, /كيف كانت الخدمة كلها؟/);
  assert.equal(
    (await send(one, { moment: 'decision', answer: '5' })).location,
    '/ar/track/status#satisfaction',
  );
  await portal.moveClock('-2 minutes');
  assert.deepEqual(await kept(one.id), [{ moment: 'decision', answer: 5, comment: '' }]);
});

test('an address that answers too often waits', async () => {
  const one = await next();
  await sql`delete from counters`.execute(portal.db.query);
  let limited = 0;
  for (let tries = 0; tries < 121; tries++)
    if ((await send(one, { answer: '3' })).status === 429) limited += 1;
  assert.equal(limited, 1);
  await sql`delete from counters`.execute(portal.db.query);
});

test('results are public for months that are over, and only where five or more answered', async () => {
  const { today } = await portal.ctx.settings.now();
  const lastMonth = today.with({ day: 1 }).subtract({ months: 1 });
  const give = async (month: Temporal.PlainDate, moment: 'receipt' | 'decision', answers: number[]) => {
    const at = `${month.with({ day: 10 }).toString()} 12:00 Asia/Amman`;
    const ids = await insertMadeUp(
      portal.db,
      answers.map(() => ({ promisedOn: month.toString(), events: [{ kind: 'submitted' as const, at }] })),
    );
    for (const [index, id] of ids.entries())
      await sql`insert into satisfaction (application_id, moment, answer, comment, given_at)
        values (${id}, ${moment}, ${answers[index]}, 'تعليق كناري', ${at}::timestamptz)`.execute(
        portal.db.query,
      );
  };
  await give(lastMonth, 'receipt', [5, 5, 5, 4, 4, 1]);
  await give(lastMonth.subtract({ months: 1 }), 'receipt', [5, 5, 5, 5]);
  await give(lastMonth, 'decision', [1]);
  // As on a day on which every answer of last month stands.
  const page = await portal.browser().get('/en/satisfaction');
  assert.equal(page.status, 200);
  if (today.day >= 2) assert.match(page.text, /83% satisfied, of 6 answers/);
  const month = (day: Temporal.PlainDate) => `${String(day.month).padStart(2, '0')}-${day.year}`;
  assert.ok(!page.text.includes(month(lastMonth.subtract({ months: 1 }))), 'four are not shown');
  assert.ok(!page.text.includes(month(today)), 'this month is not over');
  assert.ok(!page.html.includes('كناري'), 'no comment leaves the office');
  const whole = { from: lastMonth, until: lastMonth.with({ day: lastMonth.daysInMonth }) };
  const { all, receipt, decision } = await readSatisfaction(portal.ctx, whole);
  assert.equal(decision, null, 'one is not shown to the office either');
  assert.equal(receipt && answeredOf(receipt), 6);
  assert.deepEqual(all, receipt, 'nor can it be told from a sum');
  assert.match((await portal.browser().get('/ar')).html, /href="\/ar\/satisfaction"/);
});

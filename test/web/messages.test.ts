import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { sendDue } from '../../src/engine/notifications/send-due.ts';
import { tryGateway } from '../../src/engine/notifications/try-gateway.ts';
import { retryMessage } from '../../src/engine/notifications/retry-message.ts';
import { sendMessage } from '../../src/engine/notifications/send-message.ts';
import { sweep } from '../../src/engine/retention/sweep.ts';
import { doAct } from '../../src/engine/registers/office/do-act.ts';
import { previewAct } from '../../src/engine/registers/office/preview-act.ts';
import { roleNames } from '../../src/engine/staff/roles.ts';
import { queueWords } from '../../src/web/staff/jobs/jobs-words.ts';
import { fakeGateway } from '../support/fake-gateway.ts';
import { approve } from '../support/issued.ts';
import { morePermits, omar, signedIn, submit, testOrigin, where } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { freshPhone } from '../support/walk.ts';
import type { Act } from '../../src/engine/registers/office/act.ts';
import type { Browser, Page } from '../support/browser.ts';
import type { Submitted } from '../support/office.ts';
import type { Portal } from '../support/portal.ts';
import type { PermitNumbers } from '../support/renewable.ts';

let portal: Portal;
let permits: PermitNumbers[];
let one: Submitted;
before(async () => {
  portal = await openPortal();
  permits = await morePermits(portal, 6);
  one = await submit(portal, permits.shift() as PermitNumbers);
});
after(() => portal.close());

/** Presses a button of a page, and goes where that leads. */
async function press(browser: Browser, path: string): Promise<Page> {
  const sent = await browser.post(path);
  return sent.location === '' ? sent : browser.open(sent.location);
}

/** A message that stands so, with an attempt at each gateway. */
async function message(state: string, why: string | null, application = one.id): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with added as (
      insert into messages (id, kind, phone, lang, text, application_id, state, why, due_at)
      values (gen_random_uuid(), 'completed', ${one.phone.e164}, 'ar', 'نص لا يُعرض', ${application}, ${state}, ${why}, moment() + interval '9 hours')
      returning id
    ), tried as (
      insert into message_attempts (message_id, gateway, ended_at, outcome, why)
      select id, 'national', moment(), 'not-taken', 'http-503' from added
    ) select id from added`.execute(portal.db.query);
  return rows[0]?.id ?? '';
}

const stateOf = async (id: string) => {
  const { rows } = await sql<{ state: string; by: string | null }>`
    select state, retried_by as by from messages where id = ${id}::uuid`.execute(portal.db.query);
  return rows[0];
};
const audited = async (action: string) => {
  const { rows } = await sql<{ actor: string; subject: string; data: string }>`
    select actor, subject, data::text as data from audit where action = ${action} order by id desc`.execute(
    portal.db.query,
  );
  return rows;
};

test('the office sees what became of each message, by state, and never a text or a whole phone', async () => {
  const clerk = await signedIn(portal, 'clerk');
  await message('failed', 'refused');
  await message('unknown', 'lost-answer');
  await message('queued', 'quiet');
  const page = await clerk.open('/ar/staff/messages');
  assert.equal(page.status, 200);
  for (const words of [
    'رفضتها كل البوابات',
    'ربما وصلت',
    'ساعات الهدوء حتى',
    one.reference,
    one.phone.e164.slice(-4),
  ])
    assert.ok(page.text.includes(words), words);
  assert.ok(!page.html.includes(one.phone.e164) && !page.html.includes('نص لا يُعرض'));
  assert.ok(!page.html.includes(one.phone.typed));
  const part = await clerk.open('/ar/staff/messages?part=failed');
  assert.ok(part.text.includes('رفضتها') && !part.text.includes('ساعات الهدوء حتى'));
  const [read] = await audited('message.listed');
  assert.deepEqual([read?.subject, JSON.parse(read?.data ?? '')], ['messages', { part: 'failed', count: 1 }]);
  const english = await clerk.open('/en/staff/messages?part=nonsense');
  assert.ok(english.text.includes('Every gateway refused it'));
  // The application's page has them as well.
  const own = await clerk.open(`/ar/staff/applications/${one.id}`);
  assert.match(own.text, /الرسائل.*رفضتها كل البوابات.*استلام الطلب أُرسلت/);
});

test('having one sent again: who did it is kept, and it may arrive twice only by a person’s will', async () => {
  const clerk = await signedIn(portal, 'clerk');
  const unknown = await message('unknown', 'interrupted');
  let page = await clerk.open('/ar/staff/messages?part=unknown');
  assert.match(page.text, /أعد الإرسال وقد تصل مرتين/);
  page = await press(clerk, `/ar/staff/messages/${unknown}/retry`);
  assert.match(page.text, /ستُرسل الرسالة مرة أخرى/);
  assert.ok((await stateOf(unknown))?.by !== null);
  const [entry] = await audited('message.retried');
  assert.deepEqual(
    [entry?.subject, JSON.parse(entry?.data ?? '')],
    [`message:${unknown}`, { was: 'unknown' }],
  );
  for (let tries = 0; tries < 200 && (await stateOf(unknown))?.state !== 'sent'; tries++)
    await new Promise((resolve) => setTimeout(resolve, 25));
  assert.equal((await stateOf(unknown))?.state, 'sent', 'the worker sent it');
  page = await press(clerk, `/ar/staff/messages/${unknown}/retry`);
  assert.match(page.text, /أُرسلت في هذه الأثناء/);
  assert.equal((await press(clerk, `/ar/staff/messages/x/retry`)).status, 404);
  // Not a code, nor what waits for the end of quiet hours.
  const quiet = await message('queued', 'quiet');
  assert.equal((await retryMessage(portal.ctx, omar, quiet)).kind, 'not-possible');
  const { rows } = await sql<{ id: string }>`insert into messages (id, kind, phone, lang, state)
    values (gen_random_uuid(), 'code', '+962790000001', 'ar', 'failed') returning id`.execute(
    portal.db.query,
  );
  assert.equal((await retryMessage(portal.ctx, omar, rows[0]?.id ?? '')).kind, 'not-possible');
});

test('who may see messages and jobs, and who may do something about them', async () => {
  const failed = await message('failed', 'refused');
  const seen: Record<string, number[]> = {};
  for (const role of roleNames) {
    const browser = await signedIn(portal, role);
    const pages = await Promise.all(['messages', 'jobs'].map((path) => browser.open(`/ar/staff/${path}`)));
    const retry = await press(browser, `/ar/staff/messages/${failed}/retry`);
    const job = await press(browser, `/ar/staff/jobs/${crypto.randomUUID()}/retry`);
    seen[role] = [...pages, retry, job].map(({ status }) => status);
  }
  assert.deepEqual(seen, {
    clerk: [200, 403, 200, 403],
    supervisor: [200, 403, 200, 403],
    administrator: [200, 200, 200, 200],
    inspector: [403, 403, 403, 403],
    auditor: [200, 200, 403, 403],
  });
});

test('every queue has words', async () => {
  const { rows } = await sql<{ name: string }>`select name from jobs.queue where name !~ '^__'`.execute(
    portal.db.query,
  );
  assert.ok(rows.length > 10);
  for (const { name } of rows) assert.ok(queueWords[name], name);
});

test('the jobs: what is scheduled, how it ended, and a failed one done again', async () => {
  await portal.ctx.jobs.schedule('sweep', '20 3 * * *', () => sweep(portal.ctx));
  const { rows } = await sql<{ id: string }>`
    insert into jobs.job (name, data, state, retry_count, retry_limit, started_on, completed_on) values
      ('check-application', ${JSON.stringify({ applicationId: String(one.id) })}::jsonb, 'failed', 12, 12, now(), now()),
      ('sweep', '{}', 'completed', 0, 2, now(), now() - interval '9 hours')
    returning id`.execute(portal.db.query);
  const id = rows[0]?.id ?? '';
  const admin = await signedIn(portal, 'administrator');
  let page = await admin.open('/ar/staff/jobs');
  assert.match(page.text, /حذف ما انتهت مدة حفظه كل يوم 03:20 .* نجحت/);
  assert.match(page.text, new RegExp(`التحقق من طلب في السجل applicationId ${one.id} .* 13`));
  page = await press(admin, `/ar/staff/jobs/${id}/retry`);
  assert.match(page.text, /سيُعاد العمل/);
  const [entry] = await audited('job.retried');
  assert.deepEqual(
    [entry?.subject, JSON.parse(entry?.data ?? '')],
    [`job:${id}`, { queue: 'check-application' }],
  );
  const ended = async () => {
    const { rows: found } = await sql<{
      state: string;
    }>`select state::text from jobs.job where id = ${id}::uuid`.execute(portal.db.query);
    return found[0]?.state;
  };
  for (let tries = 0; tries < 400 && (await ended()) !== 'completed'; tries++)
    await new Promise((resolve) => setTimeout(resolve, 25));
  assert.equal(await ended(), 'completed');
  page = await press(admin, `/ar/staff/jobs/${id}/retry`);
  assert.match(page.text, /لم يبقَ بين ما لم ينجح/);
});

/** Withdraws or restores a permit. */
async function act(what: Act, permit: PermitNumbers): Promise<void> {
  const { rows } = await sql<{ id: number }>`select id from permits where ${where(permit)}`.execute(
    portal.db.query,
  );
  const preview = await previewAct(portal.ctx, what, rows[0]?.id ?? 0);
  assert.ok(preview);
  const { revision, reasons, today: day } = preview;
  const wanted = {
    act: what,
    id: rows[0]?.id ?? 0,
    revision,
    reason: reasons[0]?.code ?? '',
    words: 'كلمات',
    day,
  };
  assert.equal((await doAct(portal.ctx, omar, wanted)).kind, 'done');
}

test('the holder of a permit is told that it was withdrawn or restored, in their language, at the register’s phone', async () => {
  const permit = permits.shift() as PermitNumbers;
  const nobody = permits.shift() as PermitNumbers;
  await act('withdraw', nobody);
  const { rows } = await sql`select from messages where kind = 'withdrawn'`.execute(portal.db.query);
  assert.equal(rows.length, 0, 'nobody left a phone');
  const { e164 } = freshPhone();
  await sql`update permits set phone = ${e164} where ${where(permit)}`.execute(portal.db.query);
  await act('withdraw', permit);
  const [told] = await portal.messages(e164);
  assert.match(
    told?.text ?? '',
    new RegExp(`^سُحب تصريحك رقم \u2066${permit.permitNumber}/2026\u2069 من \u2066[0-9-]+\u2069: .*للاعتراض`),
  );
  await act('restore', permit);
  assert.match((await portal.messages(e164, 2))[0]?.text ?? '', /^أُعيد تصريحك/);
  const [entry] = await audited('register.changed');
  assert.equal((JSON.parse(entry?.data ?? '') as { told: boolean }).told, true);
  // Whoever applied last is told where the register has no phone, in the language of that application.
  const applied = await submit(portal, permits.shift() as PermitNumbers);
  await sql`update applications set lang = 'en' where id = ${applied.id}`.execute(portal.db.query);
  await act('withdraw', applied.permit);
  assert.match(
    (await portal.messages(applied.phone.e164, 3))[0]?.text ?? '',
    /^Your permit \d+\/2026 is withdrawn from/,
  );
});

test('a trial is a message like any other, sent by a worker', async () => {
  const { e164 } = freshPhone();
  const trying = tryGateway(portal.db, { phone: e164 }, testOrigin, 5_000);
  const gateways = { sms: [fakeGateway('down'), fakeGateway('up')], email: [] };
  for (const gateway of gateways.sms.slice(0, 1)) gateway.mood = 'down';
  const done = trying.then(() => true);
  while (!(await Promise.race([done, sendDue(portal.ctx, gateways).then(() => false)])));
  assert.deepEqual(await trying, {
    state: 'sent',
    why: null,
    attempts: ['down not-taken unreachable', 'up accepted'],
  });
  assert.equal((await audited('message.tested')).length, 1);
});

test('what a gateway does is written to no log with a phone, a text or a reference', async () => {
  const refusing = fakeGateway('one');
  refusing.mood = 'refuses';
  const id = await message('queued', null);
  await sql`update messages set due_at = moment() where id = ${id}::uuid`.execute(portal.db.query);
  await sendMessage(portal.ctx, { sms: [refusing], email: [] }, id);
  const lines = portal.log.join('');
  assert.ok(lines.includes('messages.refused'));
  for (const secret of [one.phone.e164, one.phone.e164.slice(1), one.reference, 'نص لا يُعرض'])
    assert.ok(!lines.includes(secret), secret);
});

/** The path of the link in the message of a decision. */
async function linkOf(each: Submitted): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    const messages = await portal.messages(each.phone.e164, 0);
    const path = messages
      .map(({ text }) => /http:\/\/portal\.test(\/\S+\/open\/\S+)/.exec(text)?.[1])
      .find(Boolean);
    if (path !== undefined) return path;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('No link came');
}

test('the message of an approval leads to its status and document, after a press, for ninety days', async () => {
  const approved = await submit(portal, permits.shift() as PermitNumbers);
  await approve(portal, approved.id);
  const path = await linkOf(approved);
  const { rows } = await sql<{ text: string }>`select text from messages
    where application_id = ${approved.id} and kind = 'approved'`.execute(portal.db.query);
  assert.ok(rows[0]?.text.endsWith('\n{link}'), 'the key is not stored');
  const other: Browser = portal.browser();
  let page = await other.open(path);
  assert.ok(!page.text.includes(approved.reference), 'nothing is shown before a press');
  assert.equal((await other.open('/ar/track/status')).path, '/ar/track');
  page = await other.submit(page, {});
  assert.equal(page.path, '/ar/track/status');
  assert.ok(page.text.includes(approved.reference) && /تصريحك|نزّل|الوثيقة/.test(page.text));
  const wrong = await portal.browser().open(`${path.slice(0, -4)}AAAA`);
  assert.equal(wrong.status, 404);
  assert.match(wrong.text, /لا يفتح طلبًا/);
  await portal.moveClock('91 days');
  const late = portal.browser();
  assert.equal((await late.open(path)).status, 404);
  assert.equal((await press(late, path)).path, '/ar/track');
  await sweep(portal.ctx);
  const { rows: left } = await sql`select from status_links`.execute(portal.db.query);
  assert.equal(left.length, 0);
});

test('a message about no application is forgotten in time; one that is still to be sent stays', async () => {
  const about = async () =>
    (
      await sql<{ phone: string; state: string }>`select phone, state from messages
        where kind = 'answer' order by phone`.execute(portal.db.query)
    ).rows;
  await sql`insert into messages (id, kind, phone, lang, text, state, due_at) values
    (gen_random_uuid(), 'answer', '+962790000001', 'ar', 'جواب', 'sent', 'infinity'),
    (gen_random_uuid(), 'answer', '+962790000002', 'ar', 'جواب', 'queued', 'infinity')`.execute(
    portal.db.query,
  );
  await portal.moveClock('399 days');
  await sweep(portal.ctx);
  assert.equal((await about()).length, 2);
  await portal.moveClock('2 days');
  await sweep(portal.ctx);
  assert.deepEqual(await about(), [{ phone: '+962790000002', state: 'queued' }]);
});

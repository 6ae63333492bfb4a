// Reminders in browsers: agreeing on the receipt, what the link of one opens, one tap to a renewal, and stopping them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { remind } from '../../src/engine/reminders/remind.ts';
import { morePermits } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { freshPhone, renewal, walkToDone } from '../support/walk.ts';
import { assertOurPage } from './pages.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
});
after(() => portal.close());

let permits = 930_000;

/** A contractor's permits that end in so many days, with a phone that the register says may be reminded, and its link. */
async function reminded(count = 1, days = 5) {
  const from = permits + 1;
  permits += count;
  const phone = freshPhone();
  await morePermits(portal, count, from);
  await sql`update permits set phone = ${phone.e164}, reminders = true,
      contractor_id = (select id from contractors where number = ${from}),
      valid_until = (moment() at time zone 'Asia/Amman')::date + ${days}::int + (number - ${from})::int
    where number between ${from} and ${permits}`.execute(portal.db.query);
  await remind(portal.ctx);
  const [message] = await portal.messages(phone.e164);
  assert.ok(message);
  const path = /https?:\/\/[^/\s]+(\/\S+)/.exec(message.text)?.[1] ?? '';
  assert.match(path, /^\/ar\/reminder\/[A-Za-z0-9_-]{22}$/);
  return { phone, text: message.text, path, first: from };
}

test('one message names all permits; its link shows them, and a GET begins nothing', async () => {
  const { text, path, first, phone } = await reminded(3);
  for (const n of [0, 1, 2]) assert.ok(text.includes(`${first + n}/2026`), text);
  const scanner = portal.browser();
  for (const lang of ['ar', 'en'] as const) {
    const page = await scanner.open(path.replace('/ar/', `/${lang}/`));
    assert.equal(page.status, 200);
    assertOurPage(page.response, lang, 'the link of a reminder');
    for (const n of [0, 1, 2]) assert.ok(page.text.includes(`${first + n} / 2026`));
    for (const secret of [phone.typed, phone.e164, 'شركة المشاعل'])
      assert.ok(!page.html.includes(secret), `the page says ${secret}`);
  }
  const { rows } =
    await sql`select from reminders where used_at is not null and phone = ${phone.e164}`.execute(
      portal.db.query,
    );
  assert.equal(rows.length, 0);
  const unknown = await scanner.open('/ar/reminder/AAAAAAAAAAAAAAAAAAAAAA');
  assert.equal(unknown.status, 404);
  assert.equal((await scanner.open('/ar/reminder/x')).status, 404);
});

test('one tap: what the register says is filled in, only the reason is asked for, and no code', async () => {
  const { path, first, phone } = await reminded(2);
  const browser = portal.browser();
  await browser.open(path);
  const page = await browser.post(path, { permit: `${first} / 2026` });
  assert.equal(page.location, `${renewal}/renewal`);
  const step = await browser.open(page.location);
  assert.ok(step.text.includes('شركة المشاعل'), 'what was found is shown');
  assert.ok(
    step.html.includes(phone.typed.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3')),
    'the phone is filled in',
  );
  const check = await browser.submit(step, { reason: 'weather', details: '', phone: phone.typed });
  assert.equal(check.path, `${renewal}/check`, 'no code, since the link reached this phone');
  const done = await browser.submit(check, {});
  assert.ok(done.path.endsWith('/done'), done.text);
  const stranger = portal.browser();
  const again = await stranger.post(path, { permit: `${first} / 2026` });
  assert.equal(again.location, path, 'once');
  const after = await stranger.open(path);
  assert.match(after.text, /بدأ طلب بهذا الرابط من قبل/);
  assert.ok(after.html.includes(`value="${first + 1} / 2026"`), 'the other permit has its own turn');
  const { rows } = await sql<{
    proof: { sms: { link?: boolean; phone: string } };
  }>`select proof from applications
    where phone = ${phone.e164}`.execute(portal.db.query);
  assert.deepEqual([rows.length, rows[0]?.proof.sms.link, rows[0]?.proof.sms.phone], [1, true, phone.e164]);
});

test('another phone than that of the link is proven by a code, and so is this one where the city asks for it', async () => {
  const { path, first } = await reminded();
  const browser = portal.browser();
  const step = await browser.submit(await browser.open(path), {});
  assert.equal(step.path, `${renewal}/renewal`, `${first}`);
  const code = await browser.submit(step, { reason: 'weather', details: '', phone: freshPhone().typed });
  assert.equal(code.path, `${renewal}/code`);
  await portal.set('contractor-permit-renewal.reminder-code', 'usual');
  const other = await reminded();
  const careful = portal.browser();
  await careful.post(other.path, { permit: `${other.first} / 2026` });
  const asks = await careful.open(`${renewal}/renewal`);
  const asked = await careful.submit(asks, { reason: 'weather', details: '', phone: other.phone.typed });
  assert.equal(asked.path, `${renewal}/code`);
  await portal.set('contractor-permit-renewal.reminder-code', 'none');
});

test('what cannot be renewed any more is told by the service’s own words, and uses the link up for nothing', async () => {
  const { path, first } = await reminded();
  await sql`insert into permit_events (permit_id, kind, day, reason)
    select id, 'withdrawn', current_date, '' from permits where number = ${first}`.execute(portal.db.query);
  const browser = portal.browser();
  const page = await browser.submit(await browser.open(path), {});
  assert.match(page.text, /هذا التصريح مسحوب/);
  const { rows } =
    await sql`select from reminders r where answers ->> 'permitNumber' = ${String(first)} and used_at is null`.execute(
      portal.db.query,
    );
  assert.equal(rows.length, 1);
  const { path: renewed, first: number } = await reminded();
  await sql`update permits set valid_until = valid_until + 10 where number = ${number}`.execute(
    portal.db.query,
  );
  const over = await browser.post(renewed, { permit: `${number} / 2026` });
  assert.equal(over.status, 409);
  assert.match(over.text, /لهذا التصريح مدة جديدة/);
});

test('the link stops reminders to its phone by a press, whatever the register says; strange forms and origins are refused', async () => {
  const { path, phone } = await reminded(1, 10);
  const browser = portal.browser();
  assert.equal((await browser.post(`${path}/stop`, { x: '1' })).status, 400);
  assert.equal((await browser.post(`${path}/stop`, {}, { origin: 'https://elsewhere.example' })).status, 403);
  assert.equal((await browser.get(`${path}/stop`)).status, 404, 'nothing is there to be previewed');
  const stopped = await browser.post(`${path}/stop`);
  assert.equal(stopped.location, path);
  assert.match((await browser.open(path)).text, /أوقفنا التذكير/);
  await portal.moveClock('4 days');
  await remind(portal.ctx);
  const { rows } = await sql`select from messages where phone = ${phone.e164}`.execute(portal.db.query);
  assert.equal(rows.length, 1);
  const { rows: entries } = await sql<{
    n: number;
  }>`select count(*)::int as n from audit where action = 'reminder.stopped'`.execute(portal.db.query);
  assert.equal(entries[0]?.n, 1);
});

test('the receipt asks, keeps who agreed, when and through what, and takes it back; for the next term the ladder holds', async () => {
  permits += 1;
  const [permit] = await morePermits(portal, 1, permits);
  assert.ok(permit);
  const phone = freshPhone();
  const browser = portal.browser();
  const done = await walkToDone(portal, browser, permit, phone);
  assert.match(done.text, /هل نذكّرك قبل انتهاء التصريح/);
  const reference = /name="reference" value="([^"]+)"/.exec(done.html)?.[1] ?? '';
  const fields = { service: 'contractor-permit-renewal', reference };
  const consents = async () =>
    (
      await sql<{
        through: string;
        lang: string;
        ended: string | null;
      }>`select through, lang, ended_through as ended
        from reminder_consents where phone = ${phone.e164} order by id`.execute(portal.db.query)
    ).rows;
  const stranger = portal.browser();
  await stranger.open('/ar/track');
  await stranger.post('/ar/reminders', { ...fields, agree: 'yes' });
  assert.deepEqual(await consents(), [], 'only the browser that has the receipt');
  assert.equal((await browser.post('/ar/reminders', { ...fields, agree: 'perhaps' })).status, 400);
  for (const _twice of [1, 2]) await browser.post('/ar/reminders', { ...fields, agree: 'yes' });
  assert.deepEqual(await consents(), [{ through: 'receipt', lang: 'ar', ended: null }]);
  assert.match((await browser.open(`${renewal}/done`)).text, /سنذكّرك قبل انتهاء التصريح/);
  await browser.post('/ar/reminders', { ...fields, agree: 'no' });
  assert.deepEqual(await consents(), [{ through: 'receipt', lang: 'ar', ended: 'receipt' }]);
  await browser.post('/ar/reminders', { ...fields, agree: 'yes' });
  await remind(portal.ctx);
  const { rows: none } = await sql`select from reminders where phone = ${phone.e164}`.execute(
    portal.db.query,
  );
  assert.equal(none.length, 0, 'its renewal is open');
  // The office approves: another term.
  await sql`with gone as (delete from open_applications where subject = ${`permit:2026/${permit.permitNumber}`} returning application_id)
    insert into permit_terms (permit_id, ordinal, valid_from, valid_until, application_id)
    select id, 2, valid_until + 1, valid_until + 30, (select application_id from gone) from permits
    where number = ${permit.permitNumber}::bigint`.execute(portal.db.query);
  await portal.moveClock('20 days');
  await remind(portal.ctx);
  const { rows } = await sql<{
    rung: number;
  }>`select rung from reminders where phone = ${phone.e164}`.execute(portal.db.query);
  assert.deepEqual(rows, [{ rung: 30 }]);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { rehearseChange } from '../../src/engine/rehearsal/rehearse-change.ts';
import { services as ours } from '../../src/services/index.ts';
import { openPortal } from '../support/portal.ts';
import { dogLicence, openDogRegister } from '../support/toy-service.ts';
import type { Rehearsed } from '../../src/engine/rehearsal/rehearse-change.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
let today: Temporal.PlainDate;
before(async () => {
  const services = [...ours, dogLicence];
  portal = await openPortal({ services, sources: { dogs: openDogRegister([]) } });
  today = (await portal.ctx.settings.now()).today;
});
after(() => portal.close());

const key = (name: string) => `contractor-permit-renewal.${name}`;
const date = (day: Temporal.PlainDate) => ({ kind: 'date', date: day.toString() });
let made = 0;

type Kept = { shown?: object | null; service?: string; reason?: string; refusal?: object };

/** An application as it is kept: submitted so many days ago, with what its contractor was shown. */
async function keep(daysAgo: number, { shown = {}, service, reason, refusal }: Kept): Promise<number> {
  made += 1;
  const found = shown && { subject: `s${made}`, name: 'شركة', label: `${made} / 2026`, phone: null, shown };
  const { rows } = await sql<{ id: number }>`
    insert into applications (reference, intent, holder, service, version, lang, subject, found, answers, shown, proof, phone,
      submitted_at, promised_on)
    values (${`R${made}`}, gen_random_uuid(), 'x'::bytea, ${service ?? 'contractor-permit-renewal'}, 1, 'ar', ${`s${made}`},
      ${found && JSON.stringify(found)}::jsonb, ${JSON.stringify({ reason: reason ?? 'weather' })}::jsonb, '{}', '{}',
      '+962790000000', moment() - make_interval(days => ${daysAgo}::int), current_date) returning id`.execute(
    portal.db.query,
  );
  const id = rows[0]?.id ?? 0;
  if (refusal)
    await sql`insert into application_events (application_id, kind, actor, data) values (${id}, 'not-renewable', 'system',
      ${JSON.stringify({ outcome: { kind: 'refused', refusal } })}::jsonb)`.execute(portal.db.query);
  return id;
}

/** One whose permit ended so many days after it was submitted; before it, if it is less than none. */
const keepEnding = (daysAgo: number, ends: number, more: Kept = {}) => {
  const endsOn = date(today.subtract({ days: daysAgo }).add({ days: ends }));
  return keep(daysAgo, { shown: { endsOn }, ...more });
};

async function rehearse(
  of: string,
  value: unknown,
  limits?: Parameters<typeof rehearseChange>[3],
): Promise<Rehearsed> {
  const rehearsed = await rehearseChange(portal.ctx, of, value, limits);
  assert.ok(rehearsed);
  return rehearsed;
}

const counted = ({ counts }: Rehearsed) =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
const ids = ({ flipped }: Rehearsed) => flipped.map(({ id }) => id);

test('the last year under another grace and window: who would be refused or allowed, and who is not known', async () => {
  await sql`delete from applications`.execute(portal.db.query);
  const early = await keepEnding(40, 25);
  const late = await keepEnding(30, -10);
  await keepEnding(20, 3);
  await keepEnding(400, -10);
  const pastGrace = { code: 'past-grace', facts: { endsOn: date(today.subtract({ days: 10 + 17 })) } };
  const wasRefused = await keep(10, { shown: null, refusal: pastGrace });
  const withdrawn = { code: 'withdrawn', facts: { since: date(today.subtract({ days: 90 })) } };
  await keep(9, { shown: null, refusal: withdrawn });
  await keep(8, { shown: null });

  const less = await rehearse(key('grace'), 5);
  assert.deepEqual(counted(less), { 'now-refused': 1 });
  assert.deepEqual(ids(less), [late]);
  assert.equal(less.flipped[0]?.after?.refused, 'past-grace');
  assert.equal(less.judged, 5, 'one is older than a year, one waits for the register');
  assert.equal(less.unknown, 1);

  const more = await rehearse(key('grace'), 20);
  assert.deepEqual(counted(more), { 'now-allowed': 1 });
  assert.deepEqual(ids(more), [wasRefused]);
  assert.deepEqual(ids(await rehearse(key('window'), 20)), [early]);
  assert.deepEqual(counted(await rehearse(key('window'), 30)), {}, 'the same value changes nothing');
});

test('ends, fees, promises and choices: each difference is counted and told', async () => {
  await sql`delete from application_events`.execute(portal.db.query);
  await sql`delete from applications`.execute(portal.db.query);
  const id = await keepEnding(20, 3);
  const other = await keepEnding(19, 3, { reason: 'materials' });
  const term = await rehearse(key('term'), 31);
  assert.deepEqual(counted(term), { 'other-end': 2 });
  const end = today.subtract({ days: 17 });
  const first = term.flipped.find((each) => each.id === id);
  assert.equal(first?.before?.until, end.add({ days: 30 }).toString());
  assert.equal(first?.after?.until, end.add({ days: 31 }).toString());
  assert.deepEqual(counted(await rehearse(key('fee'), 5000)), { 'other-fee': 2 });
  assert.deepEqual(counted(await rehearse(key('service-level'), 9)), { 'other-promise': 2 });
  const holiday = (days: number) => ({
    day: today.subtract({ days }).toString(),
    name: { ar: 'عطلة', en: 'Holiday' },
  });
  const list = Array.from({ length: 12 }, (_, index) => holiday(7 + index));
  assert.deepEqual(counted(await rehearse('calendar.holidays', list)), { 'other-promise': 2 });
  const kept = [{ code: 'weather', ar: 'الطقس', en: 'Weather', needsWords: false }];
  assert.deepEqual(ids(await rehearse(key('renewal-reasons'), kept)), [other]);
});

test('other office hours promise another day only to who would have come after them', async () => {
  await sql`delete from applications`.execute(portal.db.query);
  // A Monday: no weekend is near.
  const ago = 7 + today.dayOfWeek - 1;
  const at = async (time: string) => {
    const id = await keepEnding(ago, 3);
    const moment = `${today.subtract({ days: ago }).toString()} ${time}`;
    await sql`update applications set submitted_at = ${moment}::timestamp at time zone 'Asia/Amman'
      where id = ${id}`.execute(portal.db.query);
    return id;
  };
  await at('11:59');
  const noon = await at('12:00');
  const three = await at('15:00');
  const shorter = await rehearse('calendar.hours', { from: '08:00', to: '12:00' });
  assert.deepEqual(counted(shorter), { 'other-promise': 1 });
  assert.deepEqual(ids(shorter), [noon]);
  assert.deepEqual(ids(await rehearse('calendar.hours', { from: '08:00', to: '16:00' })), [three]);
  assert.deepEqual(counted(await rehearse('calendar.hours', { from: '07:00', to: '15:00' })), {});
});

test('what was in force on the day is what it is compared with', async () => {
  await sql`delete from applications`.execute(portal.db.query);
  await keepEnding(100, -10);
  await keepEnding(10, -10);
  // Until 50 days ago the grace was 5: the older of the two was taken although the rule would have refused it.
  await sql`insert into settings (key, valid_from, value, set_by) values
    (${key('grace')}, ${today.subtract({ days: 150 }).toString()}::date, '5', 'test'),
    (${key('grace')}, ${today.subtract({ days: 50 }).toString()}::date, '15', 'test')`.execute(
    portal.db.query,
  );
  assert.deepEqual(counted(await rehearse(key('grace'), 20)), { 'now-allowed': 1 });
  assert.deepEqual(counted(await rehearse(key('grace'), 5)), { 'now-refused': 1 });
});

test('by which nobody is judged, nothing is rehearsed', async () => {
  for (const of of [
    'portal.name',
    'limits.status',
    key('code-policy'),
    key('refusal-reasons'),
    key('sms-approved'),
  ])
    assert.equal(await rehearseChange(portal.ctx, of, null), null, of);
});

test('another service is asked in its own way, by its own rules', async () => {
  await sql`delete from applications`.execute(portal.db.query);
  const shown = {
    dogName: { kind: 'text', text: 'Rex' },
    vaccinatedUntil: date(today),
    price: { kind: 'money', fils: 2500 },
  };
  const id = await keep(3, { service: 'dog-walk', shown });
  await keepEnding(3, 3);
  const fee = await rehearse('dog-walk.fee', 3000);
  assert.deepEqual(ids(fee), [id], 'no application of another service');
  assert.deepEqual([fee.flipped[0]?.before?.fee, fee.flipped[0]?.after?.fee], [2500, 3000]);
  assert.equal(
    (await rehearse('calendar.weekend', [1, 2, 3, 4, 5, 6])).judged,
    2,
    'the calendar is of all services',
  );
});

test('stretch after stretch of the table counts as all of it at once; the list and the time have an end', async () => {
  await sql`delete from applications`.execute(portal.db.query);
  for (let index = 0; index < 23; index++) await keepEnding(index, index % 4 === 0 ? -10 : 3);
  const whole = await rehearse(key('grace'), 5);
  const cut = await rehearse(key('grace'), 5, { milliseconds: 60_000, batch: 3, listed: 4 });
  assert.deepEqual(cut.counts, whole.counts);
  assert.equal(cut.judged, 23);
  assert.equal(whole.counts['now-refused'], 6);
  assert.deepEqual(
    ids(cut).toSorted((a, b) => a - b),
    ids(whole)
      .toSorted((a, b) => a - b)
      .slice(2),
    'the newest four',
  );
  const hurried = await rehearse(key('grace'), 5, { milliseconds: -1, batch: 5, listed: 4 });
  assert.ok(hurried.isCut);
  assert.equal(hurried.judged, 5);
});

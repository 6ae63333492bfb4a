// Reminders over a simulated year: each permit as the ladder says, once, and never when there is nothing to be reminded of.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { remind } from '../../src/engine/reminders/remind.ts';
import { rungToTell } from '../../src/engine/reminders/reminder.ts';
import { isStillWanted } from '../../src/engine/reminders/still-wanted.ts';
import { insertMadeUp } from '../support/made-up.ts';
import { morePermits } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
});
after(() => portal.close());

/** Nothing leaves the house while days pass in a moment. */
const quiet = { from: '00:00', to: '23:59', daysOff: true };

const ladder = [30, 14, 7, 2];
const day = (text: string) => Temporal.PlainDate.from(text);

test('the nearest rung that is reached, once; after days away never a late one; nothing after the end', () => {
  const days = fc.integer({ min: 0, max: 55 });
  fc.assert(
    fc.property(
      fc.uniqueArray(days, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 0, max: 60 }),
      fc.array(fc.boolean(), { minLength: 70, maxLength: 70 }),
      (rungs, from, awake) => {
        const endsOn = day('2026-12-31');
        const told: number[] = [];
        for (let left = from; left >= -5; left--) {
          if (awake[left + 5] !== true) continue;
          const rung = rungToTell(rungs, { today: endsOn.subtract({ days: left }), endsOn, told });
          if (rung === null) {
            // Silence is right only when nothing is reached, it has ended, or as near a rung was told.
            const reached = rungs.filter((each) => left <= each);
            assert.ok(left < 0 || reached.length === 0 || told.includes(Math.min(...reached)));
            continue;
          }
          assert.ok(left >= 0 && rungs.includes(rung) && left <= rung);
          assert.ok(!rungs.some((nearer) => nearer < rung && left <= nearer), 'a late rung');
          assert.ok(!told.some((each) => each <= rung), 'twice, or after a nearer one');
          told.push(rung);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('a rung that the city moves is not told again in its new place', () => {
  const endsOn = day('2026-12-31');
  const today = endsOn.subtract({ days: 6 });
  assert.equal(rungToTell([8], { today, endsOn, told: [7] }), null);
  assert.equal(rungToTell([6], { today, endsOn, told: [7] }), 6);
});

type Row = { number: number; phone: string; subject: string; endsOn: string; rung: number; on: string };

/** Everything that was told, with the day on which it was. */
async function told(): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select (r.answers ->> 'permitNumber')::int as number, r.phone, r.subject, r.ends_on as "endsOn", r.rung,
      (m.created_at at time zone 'Asia/Amman')::date as on
    from reminders r join messages m on m.id = r.message_id order by m.created_at, r.subject`.execute(
    portal.db.query,
  );
  return rows;
}

test('a year: every permit of who agreed, on the days of the ladder, and nothing for all others', async () => {
  await portal.set('contractor-permit-renewal.window', 45);
  await portal.set('messages.quiet-hours', quiet);
  const today = (await portal.ctx.settings.now()).today;
  // Contractors of four permits each; what becomes of each follows from its number.
  await sql`with c as (insert into contractors (number, name) select n, 'شركة القوافل ' || n
      from generate_series(900001, 900012) n returning id, number)
    insert into permits (contractor_id, number, year, valid_from, valid_until, phone, reminders)
    select c.id, (c.number - 900000) * 10 + k, 2099, ${today.toString()}::date, ${today.toString()}::date + ((c.number * 29 + k * 67) % 330)::int + 20,
      '+96277' || (c.number + 6000000), k <> 4
    from c cross join generate_series(1, 4) k`.execute(portal.db.query);
  const { rows: permits } = await sql<{ id: number; number: number; contractor: number; endsOn: string }>`
    select id, number, contractor_id as contractor, valid_until as "endsOn" from permits where year = 2099`.execute(
    portal.db.query,
  );
  const fate = (number: number) => {
    if (number % 10 === 4) return 'never agreed';
    if (number === 11) return 'withdrawn';
    if (number === 21) return 'renewal open';
    if (number === 31) return 'renewed';
    return number >= 120 ? 'suspended' : 'plain';
  };
  const at = (endsOn: string, days: number) => day(endsOn).subtract({ days }).toString();
  const events = new Map<string, (() => Promise<unknown>)[]>();
  const plan = (on: string, what: () => Promise<unknown>) =>
    events.set(on, [...(events.get(on) ?? []), what]);
  for (const { id, number, endsOn } of permits) {
    if (fate(number) === 'withdrawn')
      plan(at(endsOn, 10), () =>
        sql`insert into permit_events (permit_id, kind, day, reason) values (${id}, 'withdrawn', ${at(endsOn, 10)}, '')`.execute(
          portal.db.query,
        ),
      );
    if (fate(number) === 'renewal open')
      plan(at(endsOn, 10), () =>
        sql`update open_applications set subject = 'permit:2099/21'
          where application_id = (select max(id) from applications)`.execute(portal.db.query),
      );
    if (fate(number) === 'renewed')
      plan(at(endsOn, 10), () =>
        sql`insert into permit_terms (permit_id, ordinal, valid_from, valid_until, application_id)
          select ${id}, 2, ${endsOn}::date + 1, ${endsOn}::date + 40, min(id) from applications`.execute(
          portal.db.query,
        ),
      );
  }
  // An application for the term that is added, and one that opens: their walks are other tests' matter.
  await insertMadeUp(
    portal.db,
    [1, 2].map(() => ({ promisedOn: today.toString(), events: [{ kind: 'submitted', at: 'now' }] })),
  );
  await sql`insert into contractor_events (contractor_id, kind, day, reason)
    select id, 'suspended', ${today.toString()}, '' from contractors where number = 900012`.execute(
    portal.db.query,
  );
  const asleep = new Set([50, 51, 52, 53, 54, 100, 171, 172]);
  for (let on = 0; on < 366; on++) {
    const date = today.add({ days: on }).toString();
    for (const what of events.get(date) ?? []) await what();
    if (!asleep.has(on)) await remind(portal.ctx);
    await portal.moveClock('1 day');
  }
  const rows = (await told()).filter(({ subject }) => subject.startsWith('permit:2099/'));
  // What must have been told: by the ladder, day by day, from the rules as they are written above.
  const expected: string[] = [];
  for (const { number, endsOn } of permits) {
    const fated = fate(number);
    if (fated === 'never agreed' || fated === 'suspended') continue;
    const terms = fated === 'renewed' ? [endsOn, day(endsOn).add({ days: 40 }).toString()] : [endsOn];
    for (const end of terms) {
      const last = fated === 'plain' || end !== endsOn ? 0 : 11;
      const done = new Set<number>();
      for (let left = 366; left >= last; left--) {
        const on = day(end).subtract({ days: left });
        const index = today.until(on, { largestUnit: 'day' }).days;
        if (index < 0 || index > 365 || asleep.has(index)) continue;
        if (end !== endsOn && left > 50) continue;
        const nearest = Math.min(...ladder.filter((rung) => left <= rung));
        if (!Number.isFinite(nearest) || done.has(nearest)) continue;
        done.add(nearest);
        expected.push(`${number} ${end} ${nearest} ${on.toString()}`);
      }
    }
  }
  const was = rows.map(({ number, endsOn, rung, on }) => `${number} ${endsOn} ${rung} ${on}`);
  assert.ok(expected.length > 90, `${expected.length}`);
  assert.deepEqual(was.toSorted(), expected.toSorted());
  const { rows: doubled } = await sql`select from reminders r join messages m on m.id = r.message_id
    where r.subject like 'permit:2099/%' group by r.phone, (m.created_at at time zone 'Asia/Amman')::date
    having count(distinct m.id) > 1`.execute(portal.db.query);
  assert.equal(doubled.length, 0, 'one message a day for each contractor and phone');
});

test('three workers at once: each rung once, and no message without what it tells', async () => {
  const today = (await portal.ctx.settings.now()).today;
  await morePermits(portal, 12, 910_001);
  await sql`update permits set phone = '+96278' || number, reminders = true, valid_until = ${today.add({ days: 5 }).toString()}::date
    where number between 910001 and 910012`.execute(portal.db.query);
  await sql`update permits set phone = '+962780000001' where number between 910001 and 910004`.execute(
    portal.db.query,
  );
  await Promise.all([remind(portal.ctx), remind(portal.ctx), remind(portal.ctx)]);
  const rows = (await told()).filter(({ number }) => number > 910_000 && number < 910_013);
  assert.equal(rows.length, 12);
  assert.ok(rows.every(({ rung }) => rung === 7));
  const { rows: empty } = await sql`select state, why, text, phone from messages m where kind = 'reminder'
    and not exists (select from reminders r where r.message_id = m.id)`.execute(portal.db.query);
  assert.deepEqual(empty, [], 'no message without what it tells');
});

test('a reminder that waits through quiet hours is not sent once the renewal is open; the others come another day', async () => {
  const [one, other] = await morePermits(portal, 2, 920_001);
  assert.ok(one && other);
  await sql`update permits set phone = '+962781111111', reminders = true, contractor_id = (select id from contractors where number = 920001)
    where number in (920001, 920002)`.execute(portal.db.query);
  await remind(portal.ctx);
  const of = async () => (await told()).filter(({ number }) => number === 920_001 || number === 920_002);
  assert.equal((await of()).length, 2);
  const { rows } = await sql<{ id: string }>`select distinct message_id as id from reminders
    where phone = '+962781111111'`.execute(portal.db.query);
  assert.equal(rows.length, 1, 'one message for both');
  assert.equal(await isStillWanted(portal.ctx, rows[0]?.id ?? ''), 'yes');
  await sql`update open_applications set subject = ${`permit:2026/${one.permitNumber}`}
    where application_id = (select min(id) from applications)`.execute(portal.db.query);
  assert.equal(await isStillWanted(portal.ctx, rows[0]?.id ?? ''), 'no');
  await remind(portal.ctx);
  assert.deepEqual(
    (await of()).map(({ number }) => number),
    [920_002],
  );
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { readEvent } from '../../src/engine/applications/application.ts';
import { pausesOf, timeSpent } from '../../src/engine/applications/service-clock.ts';
import { listApplications } from '../../src/engine/figures/export-figures.ts';
import { closeDays, rebuildDays } from '../../src/engine/figures/close-days.ts';
import { noCounts, percentile, shareOf } from '../../src/engine/figures/figures.ts';
import { readClosed } from '../../src/engine/figures/facts.store.ts';
import { readFigures, readOpen, readServiceLevels } from '../../src/engine/figures/read-figures.ts';
import { todayAt, workDayOf, workingDaysBetween } from '../../src/platform/clock/calendar.ts';
import { byTest } from '../support/by-test.ts';
import { insertMadeUp, removeApplications } from '../support/made-up.ts';
import { openPortal } from '../support/portal.ts';
import { dogLicence } from '../support/toy-service.ts';
import { contractorPermitRenewal } from '../../src/services/contractor-permit-renewal/service.ts';
import type { Figures } from '../../src/engine/figures/figures.ts';
import type { FiguresFilter } from '../../src/engine/figures/read-figures.ts';
import type { Period } from '../../src/engine/figures/period.ts';
import type { MadeUp, MadeUpEvent } from '../support/made-up.ts';
import type { Portal } from '../support/portal.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const holidays = ['2026-09-15', '2026-09-16', '2026-09-27'];
const week = { weekend: [5, 6], holidays: new Set(holidays), hours: { from: '08:00', to: '15:00' } };

let portal: Portal;
before(async () => {
  portal = await openPortal({ services: [contractorPermitRenewal, dogLicence] });
  // What another part of the program writes is counted as well.
  await sql`alter table application_events drop constraint application_events_kind_check,
    drop constraint application_events_staff`.execute(portal.db.query);
  await portal.set(
    'calendar.holidays',
    holidays.map((each) => ({ day: each, name: { ar: 'عطلة', en: 'Holiday' } })),
  );
});
after(() => portal.close());

/** A moment of Amman, `minutes` after the first midnight of September. */
const at = (minutes: number) =>
  day('2026-09-01').toZonedDateTime({ timeZone: 'Asia/Amman' }).add({ minutes }).toInstant().toString();

const someday = 24 * 60 * 40;

type Step = readonly [MadeUpEvent['kind'], number];

/** What may come after submitting: so many minutes after the first step; `p` is how long its contractor has it. */
const stories: Readonly<Record<string, (p: number) => readonly Step[]>> = {
  open: () => [],
  approved: () => [['approved', 0]],
  refused: () => [['refused', 0]],
  notRenewable: () => [['not-renewable', 0]],
  undone: () => [
    ['refused', 0],
    ['undone', 1],
  ],
  undoneAndApproved: () => [
    ['refused', 0],
    ['undone', 1],
    ['approved', 700],
  ],
  returned: () => [['returned', 0]],
  returnUndone: () => [
    ['returned', 0],
    ['undone', 1],
    ['approved', 3000],
  ],
  completedAndApproved: (p) => [
    ['returned', 0],
    ['completed', p],
    ['approved', p + 1000],
  ],
  refusedWhileReturned: (p) => [
    ['returned', 0],
    ['refused', p],
    ['undone', p + 1],
    ['refused', p + 2000],
  ],
  completedAndUndone: (p) => [
    ['returned', 0],
    ['completed', p],
    ['refused', p + 10],
    ['undone', p + 11],
  ],
  twiceReturned: (p) => [
    ['returned', 0],
    ['resumed', p],
    ['returned', p + 500],
    ['completed', 2 * p + 500],
    ['refused', 2 * p + 600],
  ],
};

const history = fc
  .record({
    service: fc.constantFrom('contractor-permit-renewal', 'dog-walk'),
    reason: fc.constantFrom('weather', 'materials'),
    from: fc.integer({ min: 0, max: someday }),
    promisedAfter: fc.integer({ min: 1, max: 6 }),
    assisted: fc.boolean(),
    story: fc.constantFrom(...Object.values(stories)),
    took: fc.integer({ min: 1, max: 24 * 60 * 9 }),
    paused: fc.integer({ min: 1, max: 24 * 60 * 6 }),
    staff: fc.constantFrom(1, 2),
    code: fc.constantFrom('conditions', 'other'),
  })
  .map((drawn): MadeUp => {
    const { service, reason, assisted, from, took, staff, code } = drawn;
    const refused = { reason: { code, ar: 'سبب', en: 'Reason' }, words: '' };
    const steps = drawn.story(drawn.paused).map(([kind, minutes], round): MadeUpEvent => ({
      kind,
      at: at(from + took + minutes),
      staff,
      data: { round, ...(kind === 'refused' && refused) },
    }));
    const promised = todayAt(new Date(at(from))).add({ days: drawn.promisedAfter });
    const events: MadeUpEvent[] = [{ kind: 'submitted', at: at(from) }, ...steps];
    return { service, reason, assisted, promisedOn: promised.toString(), events };
  });

/** The same figures, counted one by one in plain words. */
function recount(all: readonly MadeUp[], { from, until }: Period, filter: FiguresFilter) {
  const counts = noCounts();
  const perDay = new Map<string, number>();
  const waits: { days: number; hours: number; inTime: boolean }[] = [];
  let assisted = 0;
  for (const { service, reason, promisedOn, events, assisted: byCounter } of all) {
    if (filter.service !== undefined && filter.service !== service) continue;
    if (filter.reason !== undefined && filter.reason !== (service === 'dog-walk' ? null : reason)) continue;
    for (const [index, event] of events.entries()) {
      const on = todayAt(new Date(event.at));
      if (Temporal.PlainDate.compare(on, from) < 0 || Temporal.PlainDate.compare(on, until) > 0) continue;
      if (
        filter.person !== undefined &&
        (event.kind === 'submitted' || event.kind === 'not-renewable' || event.staff !== filter.person)
      )
        continue;
      if (event.kind === 'completed' || event.kind === 'resumed') continue;
      const decision = event.kind === 'approved' || event.kind === 'refused';
      if ((decision || event.kind === 'returned') && events[index + 1]?.kind === 'undone') continue;
      const kind = event.kind === 'submitted' ? 'received' : event.kind;
      counts[kind] += 1;
      if (kind === 'received' && byCounter === true) assisted += 1;
      if (kind === 'received') perDay.set(on.toString(), (perDay.get(on.toString()) ?? 0) + 1);
      if (decision) waits.push(waitOf(events.slice(0, index + 1), promisedOn));
    }
  }
  return { counts, assisted, perDay, waits };
}

/** As the service clock has it. */
function waitOf(events: readonly MadeUpEvent[], promisedOn: string) {
  const read = events.map(({ kind, at: moment }) => readEvent({ kind, at: moment, data: {} }));
  const [submitted, decided] = [read[0]?.at, read.at(-1)?.at];
  assert.ok(submitted && decided);
  const pauses = pausesOf(read);
  const workDay = (moment: Date) => workDayOf(moment, week);
  const paused = pauses.reduce(
    (sum, { from, until }) => sum + workingDaysBetween(workDay(from), workDay(until ?? decided), week),
    0,
  );
  const { atWork } = timeSpent({ submittedAt: submitted, pauses }, decided, [
    { since: day('2000-01-01'), time: week },
  ]);
  const decidedOn = todayAt(decided);
  return {
    days: Math.max(0, workingDaysBetween(workDay(submitted), decidedOn, week) - paused),
    hours: Math.floor(atWork / 60),
    inTime: Temporal.PlainDate.compare(decidedOn, day(promisedOn)) <= 0,
  };
}

function assertCounted(
  figures: Figures,
  all: readonly MadeUp[],
  period: Period,
  filter: FiguresFilter,
): void {
  const plain = recount(all, period, filter);
  assert.deepEqual(figures.counts, plain.counts);
  assert.equal(figures.assisted, plain.assisted);
  const sums = noCounts();
  for (const part of figures.parts)
    for (const kind of Object.keys(sums) as (keyof typeof sums)[]) sums[kind] += part.counts[kind];
  assert.deepEqual(sums, plain.counts, 'the parts make the whole');
  if (figures.unit === 'day')
    for (const part of figures.parts)
      assert.equal(part.counts.received, plain.perDay.get(part.from.toString()) ?? 0);
  const { times } = figures;
  assert.equal(times.decided, plain.waits.length);
  assert.equal(times.inTime, plain.waits.filter(({ inTime }) => inTime).length);
  for (const [share, found] of [
    [0.5, times.median],
    [0.9, times.ninety],
  ] as const) {
    const sorted = (of: 'days' | 'hours') => plain.waits.map((wait) => wait[of]).toSorted((a, b) => a - b);
    const rank = Math.max(0, Math.ceil((plain.waits.length * Math.round(share * 100)) / 100) - 1);
    assert.deepEqual(
      found,
      plain.waits.length === 0 ? null : { days: sorted('days')[rank], hours: sorted('hours')[rank] },
    );
  }
  assert.equal(
    figures.byPerson.reduce((sum, { approved, refused }) => sum + approved + refused, 0),
    times.decided,
  );
  assert.equal(
    figures.refusedFor.reduce((sum, { count }) => sum + count, 0),
    plain.counts.refused,
  );
  assert.equal(
    figures.byReason.reduce((sum, { received }) => sum + received, 0),
    plain.counts.received,
  );
}

test(
  'figures are those of a plain recount, from the events and from the days that were counted',
  { timeout: 240_000 },
  async () => {
    const periods: Period[] = [
      { from: day('2026-09-01'), until: day('2026-09-30') },
      { from: day('2026-09-10'), until: day('2026-09-10') },
      { from: day('2026-08-01'), until: day('2026-11-15') },
      { from: day('2026-01-01'), until: day('2026-11-15') },
    ];
    const filters: FiguresFilter[] = [{}, { reason: 'weather' }, { service: 'dog-walk' }, { person: 2 }];
    await fc.assert(
      fc.asyncProperty(
        fc.array(history, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 60 }),
        async (all, closedDays) => {
          await removeApplications(portal.db);
          await insertMadeUp(portal.db, all);
          const check = async () => {
            for (const [index, period] of periods.entries()) {
              const filter = index === 0 ? {} : (filters[(index + closedDays) % filters.length] ?? {});
              assertCounted(await readFigures(portal.ctx, period, filter), all, period, filter);
            }
          };
          await check();
          await closeDays(portal.ctx);
          await check();
          // As in the middle of the period: some days are kept, the others are not yet.
          const until = day('2026-09-01').add({ days: closedDays }).toString();
          await sql`update figures_closed set until = ${until}::date`.execute(portal.db.query);
          await sql`delete from figures_days where day > ${until}::date`.execute(portal.db.query);
          await check();
        },
      ),
      { numRuns: 8 },
    );
  },
);

test('a day is counted once, however many count, and only when it has been over for a while', async () => {
  await removeApplications(portal.db);
  const { closable } = await readClosed(portal.db.query);
  const today = day(closable).add({ days: 1 });
  const decided = (on: Temporal.PlainDate): MadeUp => ({
    promisedOn: on.toString(),
    events: [
      { kind: 'submitted', at: `${on.toString()} 08:00 Asia/Amman` },
      { kind: 'approved', at: `${on.toString()} 09:00 Asia/Amman` },
    ],
  });
  await insertMadeUp(portal.db, [
    decided(today.subtract({ days: 30 })),
    decided(today.subtract({ days: 1 })),
    decided(today),
  ]);
  const counted = await Promise.all([closeDays(portal.ctx), closeDays(portal.ctx), closeDays(portal.ctx)]);
  assert.equal(
    counted.reduce((sum, days) => sum + days, 0),
    30,
  );
  assert.equal(await closeDays(portal.ctx), 0);
  const { rows } = await sql<{ rows: number; last: string }>`
    select sum(count)::int as rows, max(day) as last from figures_days`.execute(portal.db.query);
  assert.deepEqual(rows[0], { rows: 4, last: closable });
  const period = { from: today.subtract({ days: 40 }), until: today };
  assert.deepEqual((await readFigures(portal.ctx, period)).counts, {
    ...noCounts(),
    received: 3,
    approved: 3,
  });
});

test('counted anew, the figures are those of the events as they are now', async () => {
  await removeApplications(portal.db);
  await insertMadeUp(portal.db, [
    {
      promisedOn: '2026-09-03',
      events: [
        { kind: 'submitted', at: at(60) },
        { kind: 'approved', at: at(5000) },
      ],
    },
  ]);
  await closeDays(portal.ctx);
  await sql`update application_events set kind = 'refused' where kind = 'approved'`.execute(portal.db.query);
  const period = { from: day('2026-09-01'), until: day('2026-09-30') };
  assert.equal((await readFigures(portal.ctx, period)).counts.approved, 1);
  assert.ok((await rebuildDays(portal.ctx, byTest.origin)) > 30);
  const { counts } = await readFigures(portal.ctx, period);
  assert.equal(counts.approved, 0);
  assert.equal(counts.refused, 1);
  const { rows } = await sql`select from audit where action = 'figures.rebuilt'`.execute(portal.db.query);
  assert.equal(rows.length, 1);
});

test('a holiday that is entered late changes the working time of days that were counted', async () => {
  await removeApplications(portal.db);
  // Monday to Wednesday.
  await insertMadeUp(portal.db, [
    {
      promisedOn: '2026-09-09',
      events: [
        { kind: 'submitted', at: '2026-09-07 10:00 Asia/Amman' },
        { kind: 'approved', at: '2026-09-09 12:00 Asia/Amman' },
      ],
    },
  ]);
  await closeDays(portal.ctx);
  const period = { from: day('2026-09-01'), until: day('2026-09-30') };
  assert.deepEqual((await readFigures(portal.ctx, period)).times.median, { days: 2, hours: 16 });
  await portal.set('calendar.holidays', [{ day: '2026-09-08', name: { ar: 'عطلة', en: 'Holiday' } }]);
  assert.deepEqual((await readFigures(portal.ctx, period)).times.median, { days: 1, hours: 9 });
});

test('what is open is told by the day of its promise, with how late it is', async () => {
  await removeApplications(portal.db);
  const { today } = await portal.ctx.settings.now();
  const open = (promised: Temporal.PlainDate, reason = 'weather'): MadeUp => ({
    reason,
    promisedOn: promised.toString(),
    events: [{ kind: 'submitted', at: promised.subtract({ days: 3 }).toString() }],
  });
  await insertMadeUp(portal.db, [
    open(today.subtract({ days: 8 })),
    open(today, 'materials'),
    open(today.add({ days: 2 })),
    open(today.add({ days: 2 })),
    {
      promisedOn: today.subtract({ days: 9 }).toString(),
      events: [
        { kind: 'submitted', at: today.subtract({ days: 12 }).toString() },
        { kind: 'returned', at: today.subtract({ days: 10 }).toString() },
      ],
    },
  ]);
  const all = await readOpen(portal.ctx);
  assert.equal(all.all, 5);
  assert.equal(all.withContractor, 1, 'whose clock stands still: it is not overdue');
  assert.equal(all.overdue, 1);
  assert.equal(
    all.promised[0]?.late,
    workingDaysBetween(today.subtract({ days: 8 }), today, { weekend: [5, 6], holidays: new Set() }),
  );
  assert.deepEqual(
    all.promised.map(({ count, isOver }) => [count, isOver]),
    [
      [1, true],
      [1, false],
      [2, false],
    ],
  );
  assert.equal(all.oldest?.id, 1);
  assert.equal((await readOpen(portal.ctx, { reason: 'materials' })).all, 1);
  assert.equal((await readOpen(portal.ctx, { service: 'dog-walk' })).oldest, null);
});

test('a list tells days and states as the figures do: without the time with the contractor', async () => {
  await removeApplications(portal.db);
  const amman = (text: string) => `${text} Asia/Amman`;
  await insertMadeUp(portal.db, [
    {
      promisedOn: '2026-09-09',
      events: [
        { kind: 'submitted', at: amman('2026-09-06 10:00') },
        { kind: 'returned', at: amman('2026-09-06 11:00') },
        { kind: 'completed', at: amman('2026-09-09 11:00') },
        { kind: 'approved', at: amman('2026-09-10 09:00') },
      ],
    },
    {
      promisedOn: '2026-09-09',
      events: [
        { kind: 'submitted', at: amman('2026-09-06 10:30') },
        { kind: 'returned', at: amman('2026-09-06 11:00') },
        { kind: 'refused', at: amman('2026-09-07 11:00') },
        { kind: 'undone', at: amman('2026-09-07 11:01') },
      ],
    },
  ]);
  const period = { from: day('2026-09-01'), until: day('2026-09-30') };
  const listed: [string, number | null][] = [];
  for await (const rows of listApplications(portal.ctx, period, {}, { personal: false }))
    listed.push(...rows.map(({ state, days }): [string, number | null] => [state, days]));
  const { median } = (await readFigures(portal.ctx, period)).times;
  assert.deepEqual(listed, [
    ['approved', 1],
    ['returned', null],
  ]);
  assert.equal(median?.days, 1, 'Sunday to Thursday, without Sunday to Wednesday');
});

test('what was promised is told with the day since when', async () => {
  const { today } = await portal.ctx.settings.now();
  await portal.db.query
    .insertInto('settings')
    .values({
      key: 'contractor-permit-renewal.service-level',
      valid_from: today.subtract({ days: 5 }).toString(),
      value: '3',
      set_by: 'test',
    })
    .execute();
  const levels = await readServiceLevels(
    portal.ctx,
    { from: today.subtract({ days: 20 }), until: today },
    'contractor-permit-renewal',
  );
  assert.deepEqual(
    levels.map(({ days }) => days),
    [2, 3],
  );
  const before = { from: today.subtract({ days: 20 }), until: today.subtract({ days: 6 }) };
  assert.deepEqual(
    (await readServiceLevels(portal.ctx, before, 'contractor-permit-renewal')).map(({ days }) => days),
    [2],
  );
});

test('a percentile is a value that occurred, and a share is never rounded to all or nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1 }),
      fc.constantFrom(0.5, 0.9),
      (values, share) => {
        const counts = new Map<number, number>();
        for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
        const found = percentile(counts, share);
        assert.ok(found !== null && values.includes(found));
        const notAbove = values.filter((value) => value <= found).length / values.length;
        const below = values.filter((value) => value < found).length / values.length;
        assert.ok(notAbove >= share - 1e-9 && below < share);
      },
    ),
  );
  assert.equal(percentile(new Map(), 0.5), null);
  assert.equal(shareOf(0, 0), null);
  assert.equal(shareOf(0, 1000), 0);
  assert.equal(shareOf(1, 1000), 1);
  assert.equal(shareOf(999, 1000), 99);
  assert.equal(shareOf(1000, 1000), 100);
});

import { sql } from 'kysely';
import { factColumns, factsOfEvents } from './facts.store.ts';
import type { Kysely, RawBuilder, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Service } from '../define/define-service.ts';
import type { Days } from './facts.store.ts';
import type { FactGroup } from './figures.ts';
import type { Unit } from './period.ts';

/** What figures are narrowed to; without any, all are counted. `person`: the number of somebody of the office. */
export type FiguresFilter = { service?: string; reason?: string; person?: number };

/**
 * The city's working time for the database: one number for each day from `first`. `days`: working days so far, the day counted in;
 * `minutes`: minutes of office hours before the day; `opens`, `closes`: the office hours in minutes of the day, 0 on a day off.
 */
export type Calendar = { first: string } & Record<'days' | 'minutes' | 'opens' | 'closes', number[]>;

/** How facts are put together: in which unit, and on which ISO day a week begins. */
export type Grouping = { unit: Unit; firstDayOfWeek: number };

/**
 * Lets the transaction count in memory: sorting a year's facts on the disk for each way of grouping takes far longer, and so does
 * compiling a statement that runs once.
 */
export async function prepareCounting(trx: Transaction<Schema>): Promise<void> {
  await sql`select set_config('work_mem', '64MB', true), set_config('jit', 'off', true)`.execute(trx);
}

/**
 * Counts the facts of some days in every way that figures need, in one pass. Days up to `closed` are read as they are kept, later
 * ones from the events.
 */
export async function countFacts(
  db: Kysely<Schema>,
  services: readonly Service[],
  days: Days & { closed: string | null },
  filter: FiguresFilter,
  calendar: Calendar,
  grouping: Grouping,
): Promise<FactGroup[]> {
  const isDecided = sql`f.decided_minute is not null`;

  const { rows } = await sql<FactGroup>`
    with given as materialized (select ${calendar.days}::int[] as days, ${calendar.minutes}::int[] as minutes,
      ${calendar.opens}::int[] as opens, ${calendar.closes}::int[] as closes),
    fact as (
      select f.*, ${partOf(grouping)} as part, case when ${isDecided} then f.decided_on_time end as in_time,
        case when ${isDecided} then greatest(0, ${of('days', sql`decided`)} - ${workDay(sql`submitted`, sql`f.submitted_minute`)}
          - ${paused(calendar, workDay)}) else 0 end as days,
        case when ${isDecided} then (${officeMinutes(sql`decided`, sql`f.decided_minute`)}
          - ${officeMinutes(sql`submitted`, sql`f.submitted_minute`)} - ${paused(calendar, officeMinutes)}) / 60 end as hours
      from (select *, ${placeOf(calendar, sql`day`)} as decided, ${placeOf(calendar, sql`submitted_on`)} as submitted
        from (${factsOf(services, days, filter)}) as wanted) as f
    )
    select case when grouping(part) = 0 then 'part' when grouping(code) = 0 then 'kind' when grouping(reason) = 0 then 'reason'
        when grouping(hours) = 0 then 'time' else 'person' end as group,
      part::text as part, kind, code, assisted, reason, days, hours, in_time as "inTime", staff_id as "staffId",
      sum(count)::int as count
    from fact
    group by grouping sets ((part, kind), (kind, code, assisted), (reason, kind), (days, hours, in_time), (staff_id, kind, in_time))`.execute(
    db,
  );
  return rows;
}

/**
 * How much a fact's pauses come to, by what is between their begins and ends. A subquery of its own, which is looked into only for
 * the few facts that have any.
 */
function paused(
  calendar: Calendar,
  at: (place: RawBuilder<unknown>, minute: RawBuilder<unknown>) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`case when f.pauses is null then 0 else (
    select coalesce(sum(${at(sql`p.ended`, sql`p.ended_at`)} - ${at(sql`p.began`, sql`p.began_at`)}), 0)::int
    from (select ${placeOf(calendar, sql`(pause ->> 0)::date`)} as began, (pause ->> 1)::int as began_at,
        ${placeOf(calendar, sql`(pause ->> 2)::date`)} as ended, (pause ->> 3)::int as ended_at
      from jsonb_array_elements(f.pauses) as pause) as p) end`;
}

/** The facts of some days, those that are kept and those that are not yet. */
function factsOf(
  services: readonly Service[],
  days: Days & { closed: string | null },
  filter: FiguresFilter,
): RawBuilder<unknown> {
  const { from, until, closed } = days;
  const after = closed === null ? null : Temporal.PlainDate.from(closed).add({ days: 1 }).toString();
  const sources: RawBuilder<unknown>[] = [];
  if (closed !== null && from <= closed)
    sources.push(sql`select ${factColumns}, count from figures_days
      where day between ${from}::date and ${until}::date and day <= ${closed}::date`);
  if (after === null || until >= after) {
    const live = { from: after === null || from > after ? from : after, until };
    sources.push(sql`select *, 1 as count from (${factsOfEvents(services, live)}) as live`);
  }
  const wanted = [
    sql`true`,
    ...(filter.service === undefined ? [] : [sql`service = ${filter.service}`]),
    ...(filter.reason === undefined ? [] : [sql`reason = ${filter.reason}`]),
    ...(filter.person === undefined ? [] : [sql`staff_id = ${filter.person}`]),
  ];
  return sql`select *, day <= promised_on as decided_on_time from (${sql.join(sources, sql` union all `)}) as source
    where ${sql.join(wanted, sql` and `)}`;
}

/** What the calendar says at a place: asked of the statement's own «given», once for all rows. */
function of(what: Exclude<keyof Calendar, 'first'>, place: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select ${sql.ref(what)} from given)[${place}]`;
}

/** Where a day stands in the calendar; one before it counts as its first. */
function placeOf({ first }: Calendar, day: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`greatest(${day} - ${first}::date + 1, 1)`;
}

/** The working day to which a moment belongs, as `workDayOf` of the calendar says it, by its number among the working days. */
function workDay(place: RawBuilder<unknown>, minute: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(${of('days', place)} + (${minute} >= ${of('closes', place)})::int)`;
}

/** The minutes of office hours before a moment, as `workingMinutes` counts them. */
function officeMinutes(place: RawBuilder<unknown>, minute: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(${of('minutes', place)} + greatest(0, least(${minute}, ${of('closes', place)}) - ${of('opens', place)}))`;
}

/** The first day of the part that a fact's day is in. */
function partOf({ unit, firstDayOfWeek }: Grouping): RawBuilder<unknown> {
  switch (unit) {
    case 'day':
      return sql`f.day`;
    case 'week':
      return sql`f.day - (extract(isodow from f.day)::int - ${firstDayOfWeek}::int + 7) % 7`;
    case 'month':
      return sql`date_trunc('month', f.day::timestamp)::date`;
  }
}

/** How many applications wait for the office that were promised for a day. */
export type OpenOnDay = { promisedOn: string; count: number };

/** What waits for the office, by the day that it was promised for; and how many are with their contractors, who stop the clock. */
export async function countOpen(
  db: Kysely<Schema>,
  filter: FiguresFilter,
): Promise<{ waiting: OpenOnDay[]; withContractor: number }> {
  const { rows } = await sql<{ promisedOn: string | null; count: number }>`
    select case when returned_on is null then promised_on end as "promisedOn", count(*)::int as count
    from open_applications where ${openWhere(filter)} group by 1 order by 1`.execute(db);
  return {
    waiting: rows.flatMap(({ promisedOn, count }) => (promisedOn === null ? [] : [{ promisedOn, count }])),
    withContractor: rows.find(({ promisedOn }) => promisedOn === null)?.count ?? 0,
  };
}

/** The application that has waited for the office the longest. */
export async function findOldestOpen(
  db: Kysely<Schema>,
  filter: FiguresFilter,
): Promise<{ id: number; reference: string; submittedAt: Date } | null> {
  const { rows } = await sql<{ id: number; reference: string; submittedAt: Date }>`
    select id, reference, submitted_at as "submittedAt" from applications
    where id = (select min(application_id) from open_applications where returned_on is null and ${openWhere(filter)})`.execute(
    db,
  );
  return rows[0] ?? null;
}

function openWhere({ service, reason }: FiguresFilter): RawBuilder<unknown> {
  const wanted = [
    sql`true`,
    ...(service === undefined ? [] : [sql`service = ${service}`]),
    ...(reason === undefined ? [] : [sql`reason = ${reason}`]),
  ];
  return sql.join(wanted, sql` and `);
}

/** The values of one setting in force on any of some days, the earliest first. */
export async function findPeriodsOfSetting(
  db: Kysely<Schema>,
  key: string,
  { from, until }: Days,
): Promise<{ since: string; value: unknown }[]> {
  const { rows } = await sql<{ since: string; value: unknown }>`
    select valid_from as since, value from settings where key = ${key} and valid_from <= ${until}::date
      and valid_from >= coalesce((select max(valid_from) from settings where key = ${key} and valid_from <= ${from}::date),
        '-infinity') order by valid_from`.execute(db);
  return rows;
}

/** Everybody of the office, those who left as well. */
export async function findNames(db: Kysely<Schema>): Promise<Map<number, string>> {
  const rows = await db.selectFrom('staff').select(['id', 'name']).orderBy('id').execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

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

/** On which days the city works: one letter for each day from `first`, `1` or `0`. */
export type Calendar = { first: string; works: string };

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
  const { rows } = await sql<FactGroup>`
    with calendar as materialized (
      select ${calendar.first}::date + n::int - 1 as day, bit = '1' as works,
        count(*) filter (where bit = '1') over (order by n) as so_far
      from unnest(string_to_array(${calendar.works}, null)) with ordinality as given (bit, n)
    ), fact as (
      select f.*, ${partOf(grouping)} as part, case when f.decided_minute is not null then f.decided_on_time end as in_time,
        (decided.so_far - submitted.so_far)::int as days,
        -- Full days before each moment, and what of its own day lies before it: hours of days off are none.
        case when f.decided_minute is not null then ((decided.so_far - decided.works::int - submitted.so_far + submitted.works::int) * 1440
          + decided.works::int * f.decided_minute - submitted.works::int * f.submitted_minute)::int / 60 end as hours
      from (${factsOf(services, days, filter)}) as f
        left join calendar decided on f.decided_minute is not null and decided.day = f.day
        left join calendar submitted on f.decided_minute is not null
          and submitted.day = greatest(f.submitted_on, ${calendar.first}::date)
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

/** The first day of the part that a fact's day is in. */
function partOf({ unit, firstDayOfWeek }: Grouping): RawBuilder<unknown> {
  switch (unit) {
    case 'day':
      return sql`f.day`;
    case 'week':
      return sql`f.day - (extract(isodow from f.day)::int - ${firstDayOfWeek}::int + 7) % 7`;
    case 'month':
      return sql`date_trunc('month', f.day)::date`;
  }
}

/** How many open applications were promised for a day. */
export type OpenOnDay = { promisedOn: string; count: number };

/** What is open, by the day that it was promised for. */
export async function countOpen(db: Kysely<Schema>, filter: FiguresFilter): Promise<OpenOnDay[]> {
  const { rows } = await sql<OpenOnDay>`select promised_on as "promisedOn", count(*)::int as count
    from open_applications where ${openWhere(filter)} group by promised_on order by promised_on`.execute(db);
  return rows;
}

/** The open application that came first. */
export async function findOldestOpen(
  db: Kysely<Schema>,
  filter: FiguresFilter,
): Promise<{ id: number; reference: string; submittedAt: Date } | null> {
  const { rows } = await sql<{ id: number; reference: string; submittedAt: Date }>`
    select id, reference, submitted_at as "submittedAt" from applications
    where id = (select min(application_id) from open_applications where ${openWhere(filter)})`.execute(db);
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

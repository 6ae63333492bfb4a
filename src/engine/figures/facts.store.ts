import { sql } from 'kysely';
import type { Kysely, RawBuilder, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Service } from '../define/define-service.ts';

/** What is counted. */
export type FactKind =
  'received' | 'approved' | 'refused' | 'returned' | 'not-renewable' | 'undone' | 'lapsed' | 'reopened';

/** Days as `YYYY-MM-DD`, both counted in. */
export type Days = { from: string; until: string };

/** The columns of a fact, in the order in which they are kept. */
export const factColumns = sql`day, kind, service, reason, code, assisted, staff_id, submitted_on, promised_on,
  submitted_minute, decided_minute, pauses`;

const midnight = (day: RawBuilder<unknown>) => sql`${day}::timestamp at time zone 'Asia/Amman'`;

/**
 * The facts of some days, straight from the events: one for each event that counts. The only place that says what counts; the
 * days that are kept are made of it, too. A decision or a return that was undone is none; its undoing is. What is undone is what
 * stands right before, as in `standing` of applications/application.ts.
 */
export function factsOfEvents(services: readonly Service[], days: Days): RawBuilder<unknown> {
  return sql`select local.day, case e.kind when 'submitted' then 'received' else e.kind end as kind, a.service,
      ${reasonOf(services)} as reason, case e.kind when 'refused' then e.data -> 'reason' ->> 'code' end as code,
      e.kind = 'submitted' and a.by_counter as assisted, e.staff_id,
      a.submitted_at_local::date as submitted_on, ${promisedThen} as promised_on,
      case when e.kind in ('approved', 'refused') then
        ${minute(sql`a.submitted_at_local`)}::smallint end as submitted_minute,
      case when e.kind in ('approved', 'refused') then
        ${minute(sql`local.at`)}::smallint end as decided_minute,
      case when e.kind in ('approved', 'refused') then ${pausesBefore} end as pauses
    from application_events e
      join (select id, service, answers, promised_on, coalesce(proof ->> 'kind' = 'counter', false) as by_counter, submitted_at at time zone 'Asia/Amman' as submitted_at_local
        from applications) a on a.id = e.application_id
      cross join lateral (select e.at at time zone 'Asia/Amman' as at, (e.at at time zone 'Asia/Amman')::date as day) as local
    where e.at >= ${midnight(sql`${days.from}::date`)} and e.at < ${midnight(sql`(${days.until}::date + 1)`)}
      and e.kind in ('submitted', 'approved', 'refused', 'returned', 'not-renewable', 'undone', 'lapsed', 'reopened')
      and (e.kind not in ('approved', 'refused', 'returned') or (select u.kind from application_events u
        where u.application_id = e.application_id and u.id > e.id order by u.id limit 1) is distinct from 'undone')`;
}

/** The day that was promised when `e` happened: what was refused in time stays so, whatever is promised after an objection. */
const promisedThen = sql`case when e.kind <> 'refused' then a.promised_on else coalesce((select (n.data ->> 'promisedBefore')::date
    from application_events n where n.application_id = e.application_id and n.id > e.id and n.kind = 'reopened'
    order by n.id limit 1), a.promised_on) end`;

/** The times in which the office did not have it before the decision `e`; null when there was none. See `pausesOf` of the clock. */
const pausesBefore = sql`(select jsonb_agg(jsonb_build_array(${day(sql`began`)}, ${minute(sql`began`)}, ${day(sql`ended`)},
      ${minute(sql`ended`)}) order by id)
    from (select id, kind, at at time zone 'Asia/Amman' as began, lead(at) over (order by id) at time zone 'Asia/Amman' as ended
      from (select id, kind, at, lead(kind) over (order by id) as next from application_events
        where application_id = e.application_id) as event
      where kind <> 'undone' and next is distinct from 'undone') as stands
    where kind in ('returned', 'refused') and id < e.id)`;

function day(local: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${local}::date`;
}

function minute(local: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(extract(hour from ${local}) * 60 + extract(minute from ${local}))::int`;
}

/** The answer that the office filters by; each service says which of its answers that is. */
function reasonOf(services: readonly Service[]): RawBuilder<unknown> {
  const whens = services.flatMap(({ slug, review }) =>
    review.reason === null ? [] : [sql`when ${slug} then a.answers ->> ${review.reason}`],
  );
  return whens.length === 0 ? sql`null::text` : sql`case a.service ${sql.join(whens, sql` `)} end`;
}

/** The day up to which facts are kept, and the last day that can be: it has been over for a while. */
export async function readClosed(
  db: Kysely<Schema>,
): Promise<{ until: string | null; closable: string; first: string | null }> {
  const { rows } = await sql<{ until: string | null; closable: string; first: string | null }>`
    select until, (((moment() - interval '10 minutes') at time zone 'Asia/Amman')::date - 1) as closable,
      (select (min(submitted_at) at time zone 'Asia/Amman')::date from applications) as first
    from figures_closed`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('The row of figures_closed is missing');
  return row;
}

/** The same, held until the transaction ends: of many that close days, one does. */
export async function lockClosed(trx: Transaction<Schema>): Promise<ReturnType<typeof readClosed>> {
  await sql`select from figures_closed for update`.execute(trx);
  // A statement of its own: it sees what was written by whom we waited for.
  return readClosed(trx);
}

/** Keeps the facts of some days, of which none is kept yet. */
export async function keepDays(
  trx: Transaction<Schema>,
  services: readonly Service[],
  days: Days,
): Promise<void> {
  // A month may have very many events, and nobody waits for this one.
  await sql`set local statement_timeout = '10min'`.execute(trx);
  await sql`insert into figures_days (${factColumns}, count)
    select ${factColumns}, count(*)::int from (${factsOfEvents(services, days)}) as fact
    group by ${factColumns} order by day`.execute(trx);
  await sql`update figures_closed set until = ${days.until}::date`.execute(trx);
}

/** Forgets every day that is kept: they are to be made anew. */
export async function forgetDays(trx: Transaction<Schema>): Promise<void> {
  await sql`delete from figures_days`.execute(trx);
  await sql`update figures_closed set until = null`.execute(trx);
}

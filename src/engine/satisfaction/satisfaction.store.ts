import { sql } from 'kysely';
import { leastAnswers } from './satisfaction.ts';
import type { Kysely, RawBuilder } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Answer, AnswerCounts, Moment } from './satisfaction.ts';

/** What somebody answered, and whether it may still be changed. */
export type Given = { answer: Answer; comment: string; changeable: boolean };

/** The answer about an application at a moment. */
export async function findGiven(
  db: Kysely<Schema>,
  applicationId: number,
  at: Moment,
): Promise<Given | null> {
  const { rows } = await sql<Given>`
    select answer, comment, given_at > moment() - interval '1 day' as changeable from satisfaction
    where application_id = ${applicationId} and moment = ${at}`.execute(db);
  return rows[0] ?? null;
}

/** Writes an answer, in place of one that is less than a day old. `false`: there is an older one, and it stays. */
export async function writeAnswer(
  db: Kysely<Schema>,
  applicationId: number,
  at: Moment,
  given: { answer: Answer; comment: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into satisfaction as s (application_id, moment, answer, comment)
    values (${applicationId}, ${at}, ${given.answer}, ${given.comment})
    on conflict (application_id, moment) do update set answer = excluded.answer, comment = excluded.comment
      where s.given_at > moment() - interval '1 day'
    returning application_id`.execute(db);
  return rows.length > 0;
}

const counts = sql`jsonb_build_object(${sql.join(
  [5, 4, 3, 2, 1].flatMap((answer) => [
    sql`${sql.lit(String(answer))}`,
    sql`count(*) filter (where answer = ${sql.lit(answer)})`,
  ]),
)})`;

/** The answers about a service in a month: its first day as `YYYY-MM-DD`. */
export type MonthOfService = { month: string; service: string; counts: AnswerCounts };

/**
 * The answers of months that are over, the newest first, by service; those that few people gave at a moment are left out, as the
 * office leaves them out: else one could be told from the other. A month is over when none
 * of its answers can be changed any more.
 */
export async function countMonths(db: Kysely<Schema>, most: number): Promise<MonthOfService[]> {
  const { rows } = await sql<MonthOfService>`
    select month, service, ${counts} as counts from (
      select month, service, answer, count(*) over (partition by month, service, moment) as answered from (
        select date_trunc('month', s.given_at at time zone 'Asia/Amman')::date as month, a.service, s.moment, s.answer
        from satisfaction s join applications a on a.id = s.application_id) as dated) as given
    where answered >= ${sql.lit(leastAnswers)} and month + interval '1 month 1 day' <= moment() at time zone 'Asia/Amman'
      and month > (moment() at time zone 'Asia/Amman')::date - make_interval(months => ${most}::int + 1)
    group by month, service order by month desc, service`.execute(db);
  return rows;
}

/** What is looked at: days as `YYYY-MM-DD`, both counted in. */
export type SatisfactionFilter = { from: string; until: string; service?: string };

function where({ from, until, service }: SatisfactionFilter): RawBuilder<unknown> {
  return sql`s.given_at >= (${from}::date)::timestamp at time zone 'Asia/Amman'
    and s.given_at < (${until}::date + 1)::timestamp at time zone 'Asia/Amman'
    ${service === undefined ? sql`` : sql`and a.service = ${service}`}`;
}

/** The answers of some days, by moment. */
export async function countAnswers(
  db: Kysely<Schema>,
  filter: SatisfactionFilter,
): Promise<{ moment: Moment; counts: AnswerCounts }[]> {
  const { rows } = await sql<{ moment: Moment; counts: AnswerCounts }>`
    select moment, ${counts} as counts from satisfaction s join applications a on a.id = s.application_id
    where ${where(filter)} group by moment`.execute(db);
  return rows;
}

/** What somebody wrote. Neither the application nor the day: the office must not see who it was. */
export type Comment = { moment: Moment; answer: Answer; comment: string; service: string };

/** The newest comments of some days. */
export async function findComments(
  db: Kysely<Schema>,
  filter: SatisfactionFilter,
  limit: number,
): Promise<Comment[]> {
  const { rows } = await sql<Comment>`select s.moment, s.answer, s.comment, a.service
    from satisfaction s join applications a on a.id = s.application_id
    where s.comment <> '' and ${where(filter)} order by s.given_at desc limit ${limit}`.execute(db);
  return rows;
}

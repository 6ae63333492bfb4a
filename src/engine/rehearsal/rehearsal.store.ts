import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { MessageKind } from '../define/messages.ts';
import type { Bilingual } from '../define/setting-form.ts';
import type { Facts, Refusal } from '../define/register.ts';
import type { NotPossible } from '../journey/draft.ts';

/** Applications of one day that are alike to the rules, out of one stretch of the table. */
export type Group = {
  service: string;
  day: string;
  /** The last end of office hours before they were submitted on that day; `00:00` before them all. */
  time: string;
  shown: Partial<Facts>;
  refusal: Refusal | null;
  /** The choice that they gave, where one is asked about. */
  choice: string | null;
  count: number;
  /** Some of them, the newest first. */
  ids: number[];
  /** The oldest. */
  last: number;
};

/**
 * The applications of a stretch of the table, from the newest down: the next `size` before an id, in groups. Since the database
 * groups them, what comes here is as many rows as there are days and ends of permits, and not as many as there are applications.
 */
export async function findGroups(
  db: Kysely<Schema>,
  asked: {
    before: number;
    size: number;
    ids: number;
    facts: readonly string[];
    choice: string | null;
    /** Times of a day by which they are told apart. */
    ends: readonly string[];
  },
): Promise<Group[]> {
  // Only what is shown under these names, so that applications differ by nothing else.
  const shown =
    asked.facts.length === 0
      ? sql`'{}'::jsonb`
      : sql`jsonb_strip_nulls(jsonb_build_object(${sql.join(
          asked.facts.flatMap((name) => [sql`${name}::text`, sql`a.found -> 'shown' -> ${name}::text`]),
        )}))`;
  const choice = asked.choice === null ? sql`null::text` : sql`a.answers ->> ${asked.choice}::text`;
  const { rows } = await sql<Group>`
    with batch as (
      select id, service, submitted_at, found, answers from applications
      where id < ${asked.before} order by id desc limit ${asked.size}
    ), told as (
      select a.id, a.service, (a.submitted_at at time zone 'Asia/Amman')::date as day, coalesce(
          (select max(each) from unnest(${[...asked.ends]}::text[]) as each
            where each::time <= (a.submitted_at at time zone 'Asia/Amman')::time), '00:00') as time,
        ${shown} as shown, ${choice} as choice,
        (select e.data -> 'outcome' -> 'refusal' from application_events e
          where a.found is null and e.application_id = a.id and e.kind = 'not-renewable') as refusal
      from batch a
    )
    select service, day, time, shown, refusal, choice, count(*)::int as count,
      (array_agg(id order by id desc))[1:${asked.ids}::int] as ids, min(id) as last
    from told group by service, day, time, shown, refusal, choice`.execute(db);
  return rows;
}

/** An application by what the office calls it. */
export type Named = { id: number; reference: string; label: string | null; day: string };

/** The names of some applications, the newest first. */
export async function findNamed(db: Kysely<Schema>, ids: readonly number[]): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select id, reference, found ->> 'label' as label, (submitted_at at time zone 'Asia/Amman')::date as day
    from applications where id = any(${[...ids]}::bigint[]) order by id desc`.execute(db);
  return rows;
}

/** An application that met what a message tells, and what is filled into it. */
export type Met = {
  id: number;
  reference: string;
  promisedOn: string;
  submittedOn: string;
  /** What its event says: the term of an approval, why it was refused or not accepted, until when it is to be completed. */
  data: {
    term?: { until: string } | null;
    outcome?: NotPossible;
    reason?: Bilingual;
    completeBy?: string;
  };
};

/** The event by which an application met what a message tells, where the two have other names. */
const eventOf: Partial<Record<MessageKind, string>> = {
  unchecked: 'submitted',
  'completion-warning': 'returned',
  objected: 'refused',
  'objection-rejected': 'refused',
  'objection-upheld': 'reopened',
  'phone-change': 'submitted',
  'phone-changed': 'submitted',
};

/** The newest application of a service that met this; null when none did. */
export async function findNewestMet(
  db: Kysely<Schema>,
  service: string,
  kind: MessageKind,
): Promise<Met | null> {
  const event = eventOf[kind] ?? kind;
  const { rows } = await sql<Met>`
    select a.id, a.reference, a.promised_on as "promisedOn", e.data,
      (a.submitted_at at time zone 'Asia/Amman')::date as "submittedOn"
    from application_events e join applications a on a.id = e.application_id
    where e.kind = ${event} and a.service = ${service} and (${kind} <> 'unchecked' or e.data ? 'unchecked')
    order by e.id desc limit 1`.execute(db);
  return rows[0] ?? null;
}

import { sql } from 'kysely';
import type { Kysely, RawBuilder, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Service } from '../define/define-service.ts';

/** By which rule something is erased: the service's `keep`, in days, or somebody asked for it. */
export type Rule = { kind: 'kept-long-enough'; days: number } | { kind: 'asked-for' };

/** What of an event is no person's: when, which round, which term, which reason of the city's list, which questions. */
const keptOfEvent = sql`data - array['words', 'document', 'adjusted', 'outcome', 'changed', 'decided']
  || case when data ? 'decided' then jsonb_build_object('decided', (data -> 'decided')
      - array['words', 'document', 'adjusted'] || '{"words": ""}'::jsonb) else '{}'::jsonb end`;

/**
 * Applications of a service that ended so many days ago and are kept no longer, held against everybody else, the oldest first. One
 * that is open, is objected to, or whose document is in the making, stays, however old it is.
 */
export async function lockOverdue(
  trx: Transaction<Schema>,
  service: string,
  days: number,
  limit: number,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select a.id from applications a
    where a.service = ${service} and a.erased_at is null and a.submitted_at < moment() - make_interval(days => ${days}::int)
      and not exists (select from open_applications o where o.application_id = a.id)
      and not exists (select from objections b where b.application_id = a.id and b.answer is null)
      and not exists (select from documents d where d.application_id = a.id and d.hash is null)
      and (select max(at) from application_events e where e.application_id = a.id)
        < moment() - make_interval(days => ${days}::int)
    order by a.submitted_at, a.id limit ${limit} for update of a skip locked`.execute(trx);
  return rows.map(({ id }) => id);
}

/**
 * Makes applications of one service anonymous, in the transaction `trx`, which has them locked: what says who, and what anybody
 * wrote, goes; what figures are made of stays. Of each a tombstone says what went. Answers how many were not erased before.
 */
export async function eraseApplications(
  trx: Transaction<Schema>,
  service: Service,
  ids: readonly number[],
  rule: Rule,
): Promise<number> {
  if (ids.length === 0) return 0;
  const these = sql`any(${[...ids]}::bigint[])`;
  const erased = new Map<number, Record<string, number>>(ids.map((id) => [id, {}]));
  const counting = async (what: string, statement: RawBuilder<unknown>) => {
    const { rows } = await sql<{ id: number; count: number }>`
      with gone as (${statement}) select application_id as id, count(*)::int as count from gone group by 1`.execute(
      trx,
    );
    for (const { id, count } of rows) Object.assign(erased.get(id) ?? {}, { [what]: count });
  };
  await sql`delete from completion_links where event_id in (select id from application_events where application_id = ${these})`.execute(
    trx,
  );
  await counting(
    'messages',
    sql`delete from messages where application_id = ${these} returning application_id`,
  );
  await counting('notes', sql`delete from notes where application_id = ${these} returning application_id`);
  await counting(
    'comments',
    sql`update satisfaction set comment = '' where application_id = ${these} and comment <> '' returning application_id`,
  );
  await counting(
    'filings',
    sql`update counter_filings set representative = null, paper_words = case when paper = 'other' then '–' else '' end
      where application_id = ${these} returning application_id`,
  );
  await counting(
    'objections',
    sql`update objections set words = '', answer_words = case when answer is null then null else '' end
      where application_id = ${these} returning application_id`,
  );
  await counting(
    'reminders',
    sql`delete from reminder_consents where application_id = ${these} returning application_id`,
  );
  await counting(
    'phones',
    sql`update phone_changes set old_phone = null, new_phone = null where application_id = ${these} returning application_id`,
  );
  await counting(
    'events',
    sql`update application_events set data = ${keptOfEvent}
      where application_id = ${these} and data ?| array['words', 'document', 'adjusted', 'outcome', 'changed', 'decided']
      returning application_id`,
  );
  for (const table of ['application_words', 'status_views', 'status_links', 'leases'])
    await sql`delete from ${sql.table(table)} where application_id = ${these}`.execute(trx);
  // A document that is kept is still held against the register.
  await sql`update documents d set answers = (
      select jsonb_object_agg(key, value) from jsonb_each(a.answers) where key = any(${asksOf(service)}::text[]))
    from applications a where a.id = d.application_id and a.id = ${these} and d.erased_at is null and a.erased_at is null`.execute(
    trx,
  );
  const reason = service.review.reason;
  const answers =
    reason === null
      ? sql`'{}'::jsonb`
      : sql`jsonb_strip_nulls(jsonb_build_object(${reason}::text, answers -> ${reason}::text))`;
  const { rows } = await sql<{
    id: number;
  }>`update applications set erased_at = moment(), holder = '\\x00', found = null,
      subject = 'erased:' || id, answers = ${answers}, shown = '{"found": [], "answers": []}', phone = '', search = '',
      phone_of_register = null,
      proof = case when proof ? 'kind' then jsonb_build_object('kind', proof -> 'kind') else '{}' end
    where id = ${these} and erased_at is null returning id`.execute(trx);
  const stones = rows.map(({ id }) => ({
    subject: `application:${id}`,
    erased: { answers: 1, ...erased.get(id) },
  }));
  await insertTombstones(trx, service.slug, rule, stones);
  return rows.length;
}

/** Deletes that somebody agreed to be reminded: of these applications, and of this phone, if there is one. */
export async function deleteConsents(
  trx: Transaction<Schema>,
  ids: readonly number[],
  phone: string | null,
): Promise<void> {
  await sql`delete from reminder_consents where application_id = any(${[...ids]}::bigint[]) or phone = ${phone}`.execute(
    trx,
  );
}

function asksOf({ journey }: Service): string[] {
  return journey.flatMap((step) => (step.kind === 'lookUp' ? step.asks : []));
}

/** Documents of a service whose last day is so many days ago, held against everybody else, the oldest first. */
export async function lockOverdueDocuments(
  trx: Transaction<Schema>,
  service: string,
  days: number,
  limit: number,
): Promise<{ id: string; hash: Buffer }[]> {
  const { rows } = await sql<{ id: string; hash: Buffer }>`
    select id, hash from documents
    where service = ${service} and erased_at is null and hash is not null
      and valid_until < (moment() at time zone 'Asia/Amman')::date - ${days}::int
    order by valid_until, id limit ${limit} for update skip locked`.execute(trx);
  return rows;
}

/** Leaves of documents their code and their term; each gets a tombstone. */
export async function eraseDocuments(
  trx: Transaction<Schema>,
  service: string,
  ids: readonly string[],
  days: number,
): Promise<void> {
  const nobody = JSON.stringify({
    facts: {},
    paper: { number: '', year: 0, holderNumber: '', holder: '' },
    conditions: [],
  });
  await sql`update documents set erased_at = moment(), answers = null, subject = 'erased:' || id, frozen = frozen || ${nobody}::jsonb
    where id = any(${[...ids]}::uuid[])`.execute(trx);
  const stones = ids.map((id) => ({ subject: `document:${id}`, erased: { files: 1 } }));
  await insertTombstones(trx, service, { kind: 'kept-long-enough', days }, stones);
}

async function insertTombstones(
  trx: Transaction<Schema>,
  service: string,
  rule: Rule,
  stones: readonly { subject: string; erased: Readonly<Record<string, number>> }[],
): Promise<void> {
  const days = rule.kind === 'kept-long-enough' ? rule.days : null;
  await sql`insert into tombstones (subject, service, rule, kept_days, erased)
    select subject, ${service}, ${rule.kind}, ${days}::int, erased
    from jsonb_to_recordset(${JSON.stringify(stones)}::jsonb) as stone (subject text, erased jsonb)
    on conflict (subject) do nothing`.execute(trx);
}

/** Deletes the drafts of a service in which this phone was given. Answers how many they were. */
export async function deleteDraftsOfPhone(
  db: Kysely<Schema>,
  answer: string,
  service: string,
  phone: string,
): Promise<number> {
  const { rows } = await sql`delete from drafts where answers ->> ${answer} = ${phone}
    and (service = ${service} or service like 'returned:%' or service like 'phone:%') returning id`.execute(
    db,
  );
  return rows.length;
}

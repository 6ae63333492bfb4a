import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Decision, Returned, StoredEvent } from './application.ts';

/** Who of the office did something, as they were called then, and by whose delegation, if by one. */
export type By = { id: number; name: string; delegatedBy?: { id: number; name: string } };

/**
 * Writes a decision or a return down; it is final after so many seconds. The table takes one in each round: another round
 * begins when one was taken back, or the contractor had the application.
 */
export async function insertDecision(
  trx: Transaction<Schema>,
  id: number,
  { kind, by, data }: { kind: (Decision | Returned)['kind']; by: By; data: StoredEvent['data'] },
  finalAfter: number,
): Promise<{ eventId: number; finalAt: Date }> {
  const whole = by.delegatedBy ? { ...data, delegatedBy: by.delegatedBy } : data;
  const { rows } = await sql<{ eventId: number; finalAt: Date }>`
    insert into application_events (application_id, kind, actor, staff_id, staff_name, data)
    values (${id}, ${kind}, 'office', ${by.id}, ${by.name}, ${JSON.stringify(whole)}::jsonb || jsonb_build_object(
      'round', (select count(*) from application_events where application_id = ${id}
        and kind in ('undone', 'returned', 'reopened')),
      'finalAt', moment() + make_interval(secs => ${finalAfter}::int)))
    returning id as "eventId", (data ->> 'finalAt')::timestamptz as "finalAt"`.execute(trx);
  const [row] = rows;
  if (!row) throw new Error('A decision was not inserted');
  return row;
}

/** Frees the subject of an application, and takes it off the queue. */
export async function deleteClaim(trx: Transaction<Schema>, id: number): Promise<void> {
  await sql`delete from open_applications where application_id = ${id}`.execute(trx);
}

/** Claims the subject of an application again, at its old place in the queue. `false`: another has it. */
export async function restoreClaim(
  trx: Transaction<Schema>,
  id: number,
  reason: string | null,
): Promise<boolean> {
  const { rows } = await sql`
    insert into open_applications (service, subject, application_id, promised_on, reason)
    select service, subject, id, promised_on, ${reason} from applications where id = ${id}
    on conflict (service, subject) do nothing returning application_id`.execute(trx);
  return rows.length > 0;
}

/** Writes down that the last decision was taken back. */
export async function insertUndone(trx: Transaction<Schema>, id: number, by: By): Promise<void> {
  await sql`insert into application_events (application_id, kind, actor, staff_id, staff_name)
    values (${id}, 'undone', 'office', ${by.id}, ${by.name})`.execute(trx);
}

/** Writes down that an application is decided anew. Its contractor sees it at once. `promisedBefore`: what was promised of the refusal. */
export async function insertReopened(
  trx: Transaction<Schema>,
  applicationId: number,
  { objection, promisedBefore }: { objection: number; promisedBefore: string },
  by: By,
): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`
    insert into application_events (application_id, kind, actor, staff_id, staff_name, data)
    values (${applicationId}, 'reopened', 'office', ${by.id}, ${by.name},
      jsonb_build_object('objection', ${objection}::bigint, 'promisedBefore', ${promisedBefore}::text, 'finalAt', moment()))
    returning at`.execute(trx);
  const [row] = rows;
  if (!row) throw new Error('An event was not inserted');
  return row.at;
}

/**
 * Whether the last decision can no longer be undone: its time is over, or its message is written. By the time that it is,
 * not the one at which the transaction began, since it may have waited for a lock.
 */
export async function isFinal(trx: Transaction<Schema>, id: number): Promise<boolean> {
  const { rows } = await sql<{ final: boolean }>`
    select (data ->> 'finalAt')::timestamptz <= clock_timestamp() + (select shift from clock)
      or exists (select from messages m where m.application_id = ${id} and m.event_id = e.id) as final
    from application_events e where application_id = ${id} and kind in ('approved', 'refused', 'returned')
    order by id desc limit 1`.execute(trx);
  return rows[0]?.final ?? true;
}

/** What is needed to tell a decision, with its application locked until the transaction ends. */
export type Telling = {
  id: number;
  eventId: number;
  service: string;
  lang: Lang;
  reference: string;
  event: StoredEvent;
  isFinal: boolean;
  isUndone: boolean;
};

/** The day in Amman of a decision or a return. Null: there is none of this id. */
export async function findDecisionDay(
  db: Kysely<Schema>,
  eventId: number,
): Promise<Temporal.PlainDate | null> {
  const { rows } = await sql<{ day: string }>`
    select (at at time zone 'Asia/Amman')::date as day from application_events
    where id = ${eventId} and kind in ('approved', 'refused', 'returned')`.execute(db);
  return rows[0] === undefined ? null : Temporal.PlainDate.from(rows[0].day);
}

/** Locks the application of a decision. */
export async function lockForTelling(trx: Transaction<Schema>, eventId: number): Promise<Telling | null> {
  await sql`select from applications where id = (select application_id from application_events where id = ${eventId})
    for no key update`.execute(trx);
  // A statement of its own: it sees what was written by whom we waited for.
  const { rows } = await sql<Telling>`
    select a.id, e.id as "eventId", a.service, a.lang, a.reference,
      jsonb_build_object('kind', e.kind, 'at', e.at, 'data', e.data) as event,
      (e.data ->> 'finalAt')::timestamptz <= moment() as "isFinal",
      -- A return that has ended, by whatever, needs no telling any more.
      exists (select from application_events u
        where u.application_id = a.id and u.id > e.id and (u.kind = 'undone' or e.kind = 'returned')) as "isUndone"
    from application_events e join applications a on a.id = e.application_id
    where e.id = ${eventId} and e.kind in ('approved', 'refused', 'returned')`.execute(trx);
  return rows[0] ?? null;
}

/**
 * Writes the message of a decision or a return, and the hash of the link that is in it. `false`: it was written before.
 */
export async function insertDecisionMessage(
  trx: Transaction<Schema>,
  { applicationId, eventId, kind }: { applicationId: number; eventId: number; kind: string },
  message: { id: string; text: string; linkHash: Buffer | null },
): Promise<boolean> {
  const { rows } = await sql`
    insert into messages (id, kind, phone, lang, text, application_id, event_id)
    select ${message.id}::uuid, ${kind}, phone, lang, ${message.text}, id, ${eventId}
      from applications where id = ${applicationId}
    on conflict do nothing returning id`.execute(trx);
  if (rows.length > 0 && message.linkHash !== null)
    await (
      kind === 'returned'
        ? sql`insert into completion_links (hash, event_id) values (${message.linkHash}, ${eventId})`
        : sql`insert into status_links (hash, application_id) values (${message.linkHash}, ${applicationId})`
    ).execute(trx);
  return rows.length > 0;
}

/** Takes an open application off the queue until a day, or puts it back. */
export async function setReturnsOn(
  trx: Transaction<Schema>,
  applicationId: number,
  day: string,
): Promise<void> {
  await sql`update open_applications set returns_on = ${day}::date where application_id = ${applicationId}`.execute(
    trx,
  );
}

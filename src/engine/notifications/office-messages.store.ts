import { sql } from 'kysely';
import type { Kysely, RawBuilder, Transaction } from 'kysely';
import type { MessagesTable, Schema } from '../../platform/db/schema.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { MessageState } from './message.ts';

/** One attempt to send a message, as the office sees it. */
export type AttemptLine = { gateway: string; at: Date; outcome: string | null; why: string | null };

/** A message as the office sees it: whose it is, and what became of it; never its text, nor all of a phone. */
export type MessageLine = {
  id: string;
  kind: MessagesTable['kind'];
  state: MessageState;
  why: string | null;
  lang: Lang;
  createdAt: Date;
  stateAt: Date;
  /** When it is tried next, if it waits. */
  dueAt: Date | null;
  tries: number;
  /** The last four digits of its phone; null: it is an e-mail. */
  ending: string | null;
  application: { id: number; reference: string } | null;
  permit: { id: number; label: string } | null;
  retriedAt: Date | null;
  retriedBy: string | null;
  attempts: AttemptLine[];
};

type Stored = Omit<MessageLine, 'attempts'> & { attempts: (Omit<AttemptLine, 'at'> & { at: string })[] };

const mostAttempts = 12;

const columns = sql`m.id, m.kind, m.state, m.why, m.lang, m.created_at as "createdAt", m.state_at as "stateAt",
  case when isfinite(m.due_at) then m.due_at end as "dueAt", m.tries, right(m.phone, 4) as ending, m.retried_at as "retriedAt", m.retried_by as "retriedBy",
  case when a.id is not null then jsonb_build_object('id', a.id, 'reference', a.reference) end as application,
  case when p.id is not null then jsonb_build_object('id', p.id, 'label', p.number || '/' || p.year) end as permit,
  (select coalesce(jsonb_agg(jsonb_build_object('gateway', t.gateway, 'at', t.begun_at, 'outcome', t.outcome, 'why', t.why)
      order by t.id desc), '[]')
    from (select * from message_attempts where message_id = m.id order by id desc limit ${sql.lit(mostAttempts)}) t) as attempts`;

const joins = sql`left join applications a on a.id = m.application_id
  left join permit_events e on e.id = m.permit_event_id left join permits p on p.id = e.permit_id`;

/** Messages in some states, the newest first; `before`: those that came before this one. */
export async function findMessages(
  db: Kysely<Schema>,
  states: readonly MessageState[] | null,
  { before, limit }: { before: string | null; limit: number },
): Promise<MessageLine[]> {
  const inState = states === null ? sql`true` : sql`m.state = any(${[...states]}::text[])`;
  const older =
    before === null
      ? sql`true`
      : sql`(m.created_at, m.id) < (select created_at, id from messages where id = ${before}::uuid)`;
  return read(db, sql`${inState} and ${older} order by m.created_at desc, m.id desc limit ${limit}`);
}

/** The messages of an application, the newest first. */
export async function findMessagesOf(db: Kysely<Schema>, applicationId: number): Promise<MessageLine[]> {
  return read(db, sql`m.application_id = ${applicationId} order by m.created_at desc, m.id desc limit 40`);
}

async function read(db: Kysely<Schema>, where: RawBuilder<unknown>): Promise<MessageLine[]> {
  const { rows } = await sql<Stored>`select ${columns} from messages m ${joins} where ${where}`.execute(db);
  return rows.map((row) => ({
    ...row,
    attempts: row.attempts.map((each) => ({ ...each, at: new Date(each.at) })),
  }));
}

/** How many messages are in each state; a thousand stands for a thousand or more. */
export async function countStates(
  db: Kysely<Schema>,
): Promise<Record<'waiting' | 'failed' | 'unknown', number>> {
  const upTo = (states: string[]) => sql`(select count(*)::int from
    (select from messages where state = any(${states}::text[]) limit 1000) as few)`;
  const { rows } = await sql<Record<'waiting' | 'failed' | 'unknown', number>>`
    select ${upTo(['queued', 'sending'])} as waiting, ${upTo(['failed'])} as failed, ${upTo(['unknown'])} as unknown`.execute(
    db,
  );
  return rows[0] ?? { waiting: 0, failed: 0, unknown: 0 };
}

/** Puts a message that was given up, that is unknown, or that waits for a gateway, back to be sent now. */
export async function requeue(
  trx: Transaction<Schema>,
  id: string,
  by: string,
): Promise<MessageState | null> {
  const { rows } = await sql<{ before: MessageState }>`
    update messages m set state = 'queued', state_at = moment(), due_at = '-infinity', tries = 0, why = null,
      retried_at = moment(), retried_by = ${by}
    from (select id, state as before from messages where id = ${id}::uuid for update) was
    where m.id = was.id and m.kind <> 'code'
      and (was.before in ('failed', 'unknown') or (was.before = 'queued' and m.why = 'not-taken'))
    returning was.before`.execute(trx);
  return rows[0]?.before ?? null;
}

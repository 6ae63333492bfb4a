import { sql } from 'kysely';
import { attemptPatience } from './message.ts';
import type { Kysely } from 'kysely';
import type { Receipt } from '../../platform/channels/channel.ts';
import type { Schema } from '../../platform/db/schema.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { MessageState } from './message.ts';

/** A message that is to be sent now. */
export type DueMessage = {
  id: string;
  kind: string;
  phone: string | null;
  email: string | null;
  subject: string | null;
  lang: Lang;
  text: string | null;
  tries: number;
  codeId: string | null;
  prefix: string | null;
  codeIsGood: boolean | null;
  /** The moment of reading, by the database's clock. */
  now: Date;
};

/** The message of this id, if it is to be sent now. */
export async function findDueMessage(db: Kysely<Schema>, id: string): Promise<DueMessage | null> {
  const { rows } = await sql<DueMessage>`
    select m.id, m.kind, m.phone, m.email, m.subject, m.lang, m.text, m.tries, c.id as "codeId", c.prefix,
      c.expires_at > moment() as "codeIsGood", moment() as now
    from messages m left join sms_codes c on c.id = m.code_id
    where m.id = ${id}::uuid and m.state = 'queued' and m.due_at <= moment()`.execute(db);
  return rows[0] ?? null;
}

/** The messages that are to be sent now, those of codes first, since somebody waits for them. */
export async function findDue(db: Kysely<Schema>, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from messages where state = 'queued' and due_at <= moment()
    order by kind <> 'code', due_at, created_at, id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Takes a message in hand, and writes the attempt before anything goes out. Null: somebody else has it, or had. */
export async function beginAttempt(db: Kysely<Schema>, id: string, gateway: string): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    with taken as (
      update messages set state = 'sending', state_at = moment()
      where id = ${id}::uuid and state = 'queued' and due_at <= moment() returning id
    )
    insert into message_attempts (message_id, gateway) select id, ${gateway} from taken returning id`.execute(
    db,
  );
  return rows[0]?.id ?? null;
}

/** Ends an attempt that was not taken and begins the next one at another gateway. Null: the attempt was ended by others. */
export async function passOn(
  db: Kysely<Schema>,
  attempt: number,
  ended: { outcome: 'refused' | 'not-taken'; why: string },
  gateway: string,
): Promise<number | null> {
  const id = await db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ message_id: string }>`
      update message_attempts set ended_at = moment(), outcome = ${ended.outcome}, why = ${ended.why}
      where id = ${attempt} and outcome is null returning message_id`.execute(trx);
    const message = rows[0]?.message_id;
    if (message === undefined) return null;
    const { rows: next } = await sql<{ id: number }>`
      insert into message_attempts (message_id, gateway) values (${message}::uuid, ${gateway}) returning id`.execute(
      trx,
    );
    return next[0]?.id ?? null;
  });
  return id;
}

/** How an attempt ended, and where its message stands from now on. */
export type Ending = {
  outcome: 'accepted' | 'refused' | 'not-taken' | 'unknown';
  references?: readonly string[];
  why?: string | null;
  state: MessageState;
  /** What stands with the message; what a gateway said stands with the attempt. */
  messageWhy?: string | null;
  tries?: number;
  /** In how many seconds it is tried again, if it is queued. */
  after?: number;
};

/**
 * Ends an attempt. One that others took for dead, and that nobody could say anything of, is ended again when it was taken
 * after all. `false`: nothing was changed.
 */
export async function endAttempt(db: Kysely<Schema>, attempt: number, ending: Ending): Promise<boolean> {
  const { outcome, references = [], why = null, state, messageWhy = null, tries = null, after = 0 } = ending;
  const { rows } = await sql`
    with ended as (
      update message_attempts
      set ended_at = moment(), outcome = ${outcome}, refs = ${[...references]}::text[], why = ${why}
      where id = ${attempt} and (outcome is null or (outcome = 'unknown' and ${outcome} = 'accepted'))
      returning message_id
    )
    update messages m set state = ${state}, state_at = moment(), why = ${messageWhy}, tries = coalesce(${tries}::int, tries),
      due_at = case when ${state} = 'queued' then moment() + make_interval(secs => ${after}::int) else due_at end,
      sent_at = case when ${state} = 'sent' then moment() else sent_at end
    from ended where m.id = ended.message_id and m.state in ('sending', 'unknown')
    returning m.id`.execute(db);
  return rows.length > 0;
}

/** Lets a message wait until a moment. */
export async function holdMessage(db: Kysely<Schema>, id: string, until: Date, why: string): Promise<void> {
  await sql`update messages set due_at = ${until}, why = ${why} where id = ${id}::uuid and state = 'queued'`.execute(
    db,
  );
}

/** Gives a message up that is still queued: there is nothing to be sent any more. */
export async function dropMessage(db: Kysely<Schema>, id: string, why: string): Promise<void> {
  await sql`update messages set state = 'failed', state_at = moment(), why = ${why}
    where id = ${id}::uuid and state = 'queued'`.execute(db);
}

/** An attempt whose maker is dead. */
export type Interrupted = { attempt: number; messageId: string; gateway: string; tries: number };

/** The attempts that are open for longer than any gateway is waited for. */
export async function findInterrupted(db: Kysely<Schema>, limit: number): Promise<Interrupted[]> {
  const { rows } = await sql<Interrupted>`
    select a.id as attempt, m.id as "messageId", a.gateway, m.tries
    from messages m join message_attempts a on a.message_id = m.id and a.ended_at is null
    where m.state = 'sending' and a.begun_at < moment() - make_interval(secs => ${attemptPatience})
    order by a.id limit ${limit}`.execute(db);
  return rows;
}

/** Keeps what a gateway said of a part. That it was delivered after all counts more than that it was not. */
export async function insertReceipt(
  db: Kysely<Schema>,
  gateway: string,
  { reference, says, why }: Receipt,
): Promise<void> {
  await sql`insert into message_receipts (gateway, reference, says, why)
    values (${gateway}, ${reference}, ${says}, ${why})
    on conflict (gateway, reference) do update set says = excluded.says, why = excluded.why, at = moment()
      where message_receipts.says = 'failed' and excluded.says = 'delivered'`.execute(db);
}

/**
 * Brings a message to what its receipts say: delivered when all of its parts are, failed when one of them is. To be done
 * after the receipt was committed, and again after the attempt was: whichever came last sees the other.
 */
export async function settleReceipts(
  db: Kysely<Schema>,
  gateway: string,
  references: readonly string[],
): Promise<void> {
  if (references.length === 0) return;
  await sql`
    with tried as (
      select a.message_id, a.refs from message_attempts a
      where a.gateway = ${gateway} and a.refs && ${[...references]}::text[]
        and a.id = (select max(id) from message_attempts l where l.message_id = a.message_id)
      order by a.id desc limit 1
    ), said as (
      select t.message_id, bool_or(r.says = 'failed') as failed,
        count(*) filter (where r.says = 'delivered') = cardinality(t.refs) as delivered
      from tried t join message_receipts r on r.gateway = ${gateway} and r.reference = any(t.refs)
      group by t.message_id, t.refs
    )
    update messages m set state_at = moment(), state = case when said.failed then 'failed' else 'delivered' end,
      why = case when said.failed then 'undelivered' end
    from said where m.id = said.message_id and (said.failed or said.delivered)
      and (m.state = 'sent' or (m.state = 'failed' and m.why = 'undelivered' and said.delivered and not said.failed))`.execute(
    db,
  );
}

/** Deletes old receipts. */
export async function deleteOldReceipts(db: Kysely<Schema>): Promise<void> {
  await sql`delete from message_receipts where at < moment() - interval '30 days'`.execute(db);
}

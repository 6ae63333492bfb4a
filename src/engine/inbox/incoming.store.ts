import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Lang } from '../../platform/i18n/lang.ts';

/** An SMS that waits for its answer. */
export type Waiting = { gateway: string; id: string; phone: string; text: string };

/** Keeps an SMS. `false`: the gateway brought it before. */
export async function insertIncoming(trx: Transaction<Schema>, sms: Waiting): Promise<boolean> {
  const { rows } = await sql`insert into incoming_sms (gateway, id, phone, text)
    values (${sms.gateway}, ${sms.id}, ${sms.phone}, ${sms.text}) on conflict do nothing returning id`.execute(
    trx,
  );
  return rows.length > 0;
}

/** An SMS that is not answered yet. */
export async function findWaiting(db: Kysely<Schema>, gateway: string, id: string): Promise<Waiting | null> {
  const { rows } = await sql<Waiting>`select gateway, id, phone, text from incoming_sms
    where gateway = ${gateway} and id = ${id} and answered_at is null`.execute(db);
  return rows[0] ?? null;
}

/** Settles an SMS, and forgets what it said. `false`: somebody else did. */
export async function settle(
  trx: Transaction<Schema>,
  { gateway, id }: Waiting,
  outcome: string,
): Promise<boolean> {
  const { rows } = await sql`update incoming_sms set answered_at = moment(), outcome = ${outcome}, text = null
    where gateway = ${gateway} and id = ${id} and answered_at is null returning id`.execute(trx);
  return rows.length > 0;
}

/** Writes the answer. */
export async function insertAnswer(
  trx: Transaction<Schema>,
  answer: { id: string; phone: string; lang: Lang; text: string },
): Promise<void> {
  await sql`insert into messages (id, kind, phone, lang, text)
    values (${answer.id}::uuid, 'answer', ${answer.phone}, ${answer.lang}, ${answer.text})`.execute(trx);
}

/** Deletes SMS of long ago: a gateway brings none of them again. */
export async function deleteOldIncoming(db: Kysely<Schema>): Promise<void> {
  await sql`delete from incoming_sms where at < moment() - interval '30 days'`.execute(db);
}

import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Answers } from '../define/answers.ts';

/** One permit of a reminder, as its link shows it. */
export type Linked = {
  messageId: string;
  phone: string;
  service: string;
  subject: string;
  endsOn: string;
  label: string;
  answers: Answers;
  used: boolean;
  /** Does this phone want no reminders any more? */
  stopped: boolean;
};

const columns = sql`r.message_id as "messageId", r.phone, r.service, r.subject, r.ends_on as "endsOn", r.label, r.answers,
  r.used_at is not null as used, exists (select from reminder_stops s where s.phone = r.phone) as stopped`;

/** What the link with this hash leads to, the first to end first; nothing: there is no such link. */
export async function findLinked(db: Kysely<Schema>, hash: Buffer): Promise<Linked[]> {
  const { rows } = await sql<Linked>`
    select ${columns} from reminder_links l join reminders r on r.message_id = l.message_id
    where l.hash = ${hash} order by r.ends_on, r.subject`.execute(db);
  return rows;
}

/** Uses the link for one permit, now. Null: it was used before. */
export async function useLink(
  trx: Transaction<Schema>,
  { messageId, subject }: Pick<Linked, 'messageId' | 'subject'>,
): Promise<Date | null> {
  const { rows } = await sql<{ at: Date }>`update reminders set used_at = moment()
    where message_id = ${messageId}::uuid and subject = ${subject} and used_at is null returning used_at as at`.execute(
    trx,
  );
  return rows[0]?.at ?? null;
}

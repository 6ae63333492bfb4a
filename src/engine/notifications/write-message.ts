import { sql } from 'kysely';
import { sendMessageQueue } from './queue.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Context } from '../context.ts';

/** A message to a contractor. `eventId`: the event that it tells, where it may be told once only. */
export type NewMessage = {
  id: string;
  kind:
    | 'completion-warning'
    | 'lapsed'
    | 'objected'
    | 'objection-upheld'
    | 'objection-rejected'
    | 'phone-change'
    | 'phone-changed';
  applicationId: number;
  eventId: number | null;
  phone: string;
  lang: Lang;
  text: string;
};

/**
 * Writes a message and its job, in the transaction `trx` of what it tells; nudge `sendMessageQueue` when that is committed.
 * `false`: this event was told so before.
 */
export async function writeMessage(
  ctx: Pick<Context, 'jobs'>,
  trx: Transaction<Schema>,
  { id, kind, applicationId, eventId, phone, lang, text }: NewMessage,
): Promise<boolean> {
  const { rows } = await sql`insert into messages (id, kind, phone, lang, text, application_id, event_id)
    values (${id}::uuid, ${kind}, ${phone}, ${lang}, ${text}, ${applicationId}, ${eventId})
    on conflict do nothing returning id`.execute(trx);
  if (rows.length === 0) return false;
  await ctx.jobs.enqueue(trx, sendMessageQueue, { messageId: id });
  return true;
}

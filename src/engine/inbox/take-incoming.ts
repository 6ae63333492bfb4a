import { readMobile } from '../../platform/i18n/phone.ts';
import { deleteOldIncoming, insertIncoming } from './incoming.store.ts';
import { answerSmsQueue } from './question.ts';
import type { Incoming } from '../../platform/channels/channel.ts';
import type { Context } from '../context.ts';

/** What became of an SMS that a gateway brought: kept to be answered, known already, or from nobody who can be answered. */
export type TakeResult = { kind: 'taken' } | { kind: 'again' } | { kind: 'left' };

/**
 * Keeps an SMS that somebody wrote to the city, and its job. What is brought twice is answered once. Short codes, names and numbers
 * of elsewhere are left: two machines would answer one another for ever.
 */
export async function takeIncoming(ctx: Context, gateway: string, sms: Incoming): Promise<TakeResult> {
  const phone = readMobile(sms.from);
  if (!phone.ok || sms.id === '') return { kind: 'left' };
  const { id } = sms;
  const text = sms.text.toWellFormed().replaceAll('\0', '').slice(0, 1000);
  const isNew = await ctx.db.query.transaction().execute(async (trx) => {
    if (!(await insertIncoming(trx, { gateway, id, phone: phone.e164, text }))) return false;
    await ctx.jobs.enqueue(trx, answerSmsQueue, { gateway, id });
    return true;
  });
  if (isNew) ctx.jobs.nudge(answerSmsQueue);
  return { kind: isNew ? 'taken' : 'again' };
}

/** Forgets what came long ago. */
export async function forgetIncoming(ctx: Context): Promise<void> {
  await deleteOldIncoming(ctx.db.query);
}

import { record, staffOrigin } from '../audit/record.ts';
import { may } from '../staff/roles.ts';
import { sendMessageQueue } from './queue.ts';
import { requeue } from './office-messages.store.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../staff/person.ts';

/** What it ends in. `not-possible`: it is being sent, was sent meanwhile, or is a code. */
export type RetryResult = { kind: 'queued' } | { kind: 'not-possible' } | { kind: 'not-allowed' };

/**
 * Has a message sent again that was given up, or of which nobody knows: **then a phone may get it twice**, and a person has
 * decided that. Who did it is kept with the message and in the audit. Quiet hours hold all the same.
 */
export async function retryMessage(ctx: Context, actor: Actor, id: string): Promise<RetryResult> {
  if (!may(actor.role, 'message.retry')) return { kind: 'not-allowed' };
  const result = await ctx.db.query.transaction().execute(async (trx): Promise<RetryResult> => {
    const was = await requeue(trx, id, actor.name);
    if (was === null) return { kind: 'not-possible' };
    await record(trx, {
      ...staffOrigin(actor),
      action: 'message.retried',
      subject: `message:${id}`,
      data: { was },
    });
    await ctx.jobs.enqueue(trx, sendMessageQueue, { messageId: id });
    return { kind: 'queued' };
  });
  if (result.kind === 'queued') ctx.jobs.nudge(sendMessageQueue);
  return result;
}

import { answerIncoming } from '../engine/inbox/answer-incoming.ts';
import { answerSmsQueue } from '../engine/inbox/question.ts';
import { takeIncoming } from '../engine/inbox/take-incoming.ts';
import { sendDueQueue, sendMessageQueue } from '../engine/notifications/queue.ts';
import { sendDue, watchMessages } from '../engine/notifications/send-due.ts';
import { sendMessage } from '../engine/notifications/send-message.ts';
import { takeReceipt } from '../engine/notifications/take-receipt.ts';
import type { Context } from '../engine/context.ts';
import type { Channels } from '../platform/channels/channel.ts';

/**
 * Sends messages in this process, and takes the receipts of its gateways. What is due is looked for every minute, and now: a
 * process that was killed may have left something.
 */
export async function startMessages(ctx: Context, channels: Channels): Promise<void> {
  for (const channel of [...channels.sms, ...channels.email])
    channel.listen?.(
      (receipt) => takeReceipt(ctx, channel.name, receipt),
      async (sms) => void (await takeIncoming(ctx, channel.name, sms)),
    );
  await ctx.jobs.work(answerSmsQueue, (data) => answerIncoming(ctx, data['gateway'] ?? '', data['id'] ?? ''));
  await ctx.jobs.work(sendMessageQueue, (data) => sendMessage(ctx, channels, data['messageId'] ?? ''));
  await ctx.jobs.schedule(sendDueQueue, '* * * * *', async () => {
    await sendDue(ctx, channels);
    await watchMessages(ctx);
  });
  await ctx.jobs.enqueue(ctx.db.query, sendDueQueue, {});
}

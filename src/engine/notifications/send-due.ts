import { askGateway, sendMessage } from './send-message.ts';
import { countTroubles } from './alarms.store.ts';
import { sendDueQueue } from './queue.ts';
import { raiseAlarm } from './raise-alarm.ts';
import { endAttempt, findDue, findInterrupted } from './messages.store.ts';
import type { Channels } from '../../platform/channels/channel.ts';
import type { Context } from '../context.ts';
import type { Interrupted } from './messages.store.ts';

/** How many messages one process sends at once. */
const mostAtOnce = 8;

/** How many are looked for at once. */
const handful = 400;

/** How long one run may take, in milliseconds: its job is taken for dead after thirty seconds. */
const mostMs = 20_000;

/**
 * Sends what is due, and settles what a killed worker had in hand. The job of a message is only the fast way to it: this one,
 * every minute and at the start of a worker, is why none is lost. What does not fit into one run is left to the next, which is
 * asked for at once.
 */
export async function sendDue(ctx: Context, channels: Channels): Promise<void> {
  const until = performance.now() + mostMs;
  const interrupted = await findInterrupted(ctx.db.query, handful);
  await inTurns(interrupted, (each) => settleInterrupted(ctx, channels, each));
  for (let seen = ''; performance.now() < until;) {
    const due = await findDue(ctx.db.query, handful);
    // The same again: others have them in hand, or none of them can be sent now.
    if (due.length === 0 || due.join() === seen) return;
    seen = due.join();
    await inTurns(due, async (id) => {
      if (performance.now() < until) await sendMessage(ctx, channels, id);
    });
  }
  await ctx.jobs.enqueue(ctx.db.query, sendDueQueue, {});
  ctx.jobs.nudge(sendDueQueue);
}

/** Calls the office when messages do not arrive. */
export async function watchMessages(ctx: Context): Promise<void> {
  const { failed, unknown, late } = await countTroubles(ctx.db.query);
  if (failed + unknown + late === 0) return;
  ctx.log.warn('messages.alarm', { failed, unknown, late });
  await raiseAlarm(ctx, 'messages', {
    ar: `تعذّر إرسال ${failed}، ولا يُعرف إن أُرسلت ${unknown}، وتنتظر ${late}`,
    en: `not sent ${failed}, not known to be sent ${unknown}, waiting ${late}`,
  });
}

/** An attempt that nobody ends: the gateway is asked for it, or else it stays unknown. */
async function settleInterrupted(
  ctx: Context,
  channels: Channels,
  { attempt, messageId, gateway, tries }: Interrupted,
): Promise<void> {
  const db = ctx.db.query;
  const channel = [...channels.sms, ...channels.email].find(({ name }) => name === gateway);
  const asked = await askGateway(channel, messageId);
  switch (asked.kind) {
    case 'has':
      await endAttempt(db, attempt, { outcome: 'accepted', references: asked.references, state: 'sent' });
      return;
    case 'has-not':
      await endAttempt(db, attempt, { outcome: 'not-taken', why: 'interrupted', state: 'queued', tries });
      return;
    case 'cannot-say':
      ctx.log.warn('messages.unknown', { gateway, why: 'interrupted' });
      await endAttempt(db, attempt, {
        outcome: 'unknown',
        why: 'interrupted',
        state: 'unknown',
        messageWhy: 'interrupted',
      });
  }
}

/** Does something with each, some at a time. */
async function inTurns<Each>(all: readonly Each[], work: (each: Each) => Promise<void>): Promise<void> {
  const waiting = all.values();
  await Promise.all(
    Array.from({ length: mostAtOnce }, async () => {
      for (const each of waiting) await work(each);
    }),
  );
}

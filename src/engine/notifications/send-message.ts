import { sendMessageQueue } from './queue.ts';
import { calendarOf } from '../settings/calendars.ts';
import { messageText } from './message-text.ts';
import { isStillWanted } from '../reminders/still-wanted.ts';
import { mostTries, waitAfter } from './message.ts';
import {
  beginAttempt,
  dropMessage,
  endAttempt,
  findDueMessage,
  holdMessage,
  passOn,
  settleReceipts,
} from './messages.store.ts';
import { loudFrom } from './quiet-hours.ts';
import type { Channel, Channels, Outgoing, SendResult } from '../../platform/channels/channel.ts';
import type { Context } from '../context.ts';
import type { DueMessage } from './messages.store.ts';

/** How long messages wait where no gateway is connected, or a register must be asked first, in milliseconds. */
const longWait = 600_000;

/** What an attempt ended in that another gateway may do better. */
type No = Extract<SendResult, { kind: 'refused' | 'not-taken' }>;

/**
 * Sends one message, if it is to be sent now: to the gateways in their order, until one has it. Each attempt is written before it
 * goes out. **It goes to another gateway, or is tried again, only when it was certainly not taken.** Where nobody can say, the
 * gateway is asked, and what it cannot say stays unknown, for a person to judge. It may be called any number of times, by any
 * number of workers.
 */
export async function sendMessage(ctx: Context, channels: Channels, id: string): Promise<void> {
  const db = ctx.db.query;
  const message = await findDueMessage(db, id);
  if (message === null) return;
  const text = messageText(ctx, message);
  if (text === null) return dropMessage(db, id, 'expired');
  const until = await waitsUntil(ctx, message);
  if (until > message.now) return holdMessage(db, id, until, 'quiet');
  if (message.kind === 'reminder') {
    const wanted = await isStillWanted(ctx, id);
    if (wanted === 'no') return dropMessage(db, id, 'not-wanted');
    if (wanted === 'ask-again') return holdMessage(db, id, later(message), 'register-down');
  }
  const ways = message.email === null ? channels.sms : channels.email;
  const [first, ...others] = ways;
  if (first === undefined) return holdMessage(db, id, later(message), 'no-gateway');
  const outgoing = {
    id,
    to: message.email ?? message.phone ?? '',
    text,
    ...(message.subject !== null && { subject: message.subject }),
  };

  const began = await beginAttempt(db, id, first.name);
  if (began === null) return;
  let attempt = began;
  let no = await tryOnce(ctx, first, attempt, outgoing, message);
  let isRefused = no?.kind === 'refused';
  for (const next of others) {
    if (no === null) return;
    const passed = await passOn(db, attempt, { outcome: no.kind, why: no.why }, next.name);
    if (passed === null) return;
    attempt = passed;
    no = await tryOnce(ctx, next, attempt, outgoing, message);
    isRefused &&= no?.kind === 'refused';
  }
  if (no !== null) await endInVain(ctx, attempt, no, message, isRefused);
}

function later({ now }: DueMessage): Date {
  return new Date(now.getTime() + longWait);
}

/** Codes and answers are waited for, and an e-mail rings nobody awake; everything else waits for the end of quiet hours. */
async function waitsUntil(ctx: Context, { kind, email, now }: DueMessage): Promise<Date> {
  if (kind === 'code' || kind === 'answer' || email !== null) return now;
  return loudFrom(now, async (day) => {
    const settings = await ctx.settings.on(day);
    return { quiet: settings.portal['messages.quiet-hours'].value, week: calendarOf(settings).time };
  });
}

/** One attempt at one gateway. Null: it has ended, with the message sent or unknown; else what another may do better. */
async function tryOnce(
  ctx: Context,
  channel: Channel,
  attempt: number,
  outgoing: Outgoing,
  { kind }: DueMessage,
): Promise<No | null> {
  const db = ctx.db.query;
  const result = await channel.send(outgoing);
  if (result.kind === 'refused' || result.kind === 'not-taken') {
    if (result.kind === 'refused')
      ctx.log.warn('messages.refused', { kind, gateway: channel.name, why: result.why });
    return result;
  }
  if (result.kind === 'accepted') {
    await accept(ctx, channel, attempt, result.references);
    return null;
  }
  const asked = await askGateway(channel, outgoing.id);
  if (asked.kind === 'has') {
    await accept(ctx, channel, attempt, asked.references);
    return null;
  }
  if (asked.kind === 'has-not') return { kind: 'not-taken', why: result.why };
  ctx.log.warn('messages.unknown', { kind, gateway: channel.name, why: result.why });
  await endAttempt(db, attempt, {
    outcome: 'unknown',
    why: result.why,
    state: 'unknown',
    messageWhy: 'lost-answer',
  });
  return null;
}

/** Asks a gateway for a message; one that cannot be asked, or is not to be reached, cannot say. */
export async function askGateway(
  channel: Channel | undefined,
  id: string,
): Promise<Awaited<ReturnType<NonNullable<Channel['ask']>>>> {
  try {
    return (await channel?.ask?.(id)) ?? { kind: 'cannot-say' };
  } catch {
    return { kind: 'cannot-say' };
  }
}

async function accept(
  { db }: Context,
  channel: Channel,
  attempt: number,
  references: readonly string[],
): Promise<void> {
  await endAttempt(db.query, attempt, { outcome: 'accepted', references, state: 'sent' });
  // Its receipt may have been faster.
  if (channel.listen) await settleReceipts(db.query, channel.name, references);
}

/** No gateway took it: refused by all, it has failed; else it is tried again, with growing waits, for about a day. */
async function endInVain(
  ctx: Context,
  attempt: number,
  no: No,
  { id, kind, tries: before }: DueMessage,
  isRefused: boolean,
): Promise<void> {
  const tries = before + 1;
  const most = no.kind === 'not-taken' ? (no.most ?? mostTries) : mostTries;
  const why = isRefused ? 'refused' : tries >= most ? 'gave-up' : null;
  if (why !== null) {
    ctx.log.warn('messages.failed', { kind, why });
    await endAttempt(ctx.db.query, attempt, {
      outcome: no.kind,
      why: no.why,
      state: 'failed',
      messageWhy: why,
      tries,
    });
    return;
  }
  const after = waitAfter(tries);
  await ctx.db.query.transaction().execute(async (trx) => {
    await endAttempt(trx, attempt, {
      outcome: no.kind,
      why: no.why,
      state: 'queued',
      messageWhy: 'not-taken',
      tries,
      after,
    });
    await ctx.jobs.enqueue(trx, sendMessageQueue, { messageId: id }, after);
  });
}

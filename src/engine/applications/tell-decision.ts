import { randomUUID } from 'node:crypto';
import { applicationSms, factsOfDecision } from '../notifications/application-sms.ts';
import { sendMessageQueue } from '../notifications/queue.ts';
import { decisionOf, readEvent } from './application.ts';
import { findDecisionDay, insertDecisionMessage, lockForTelling } from './decisions.store.ts';
import type { Context } from '../context.ts';

/** The queue of decisions to be told; a job holds the id of the decision's event. */
export const tellDecisionQueue = 'tell-decision';

/** The decision may still be undone: the job is tried again. */
class NotFinal extends Error {
  override name = 'NotFinal';
}

/**
 * Writes the SMS of a decision when it is final. One that was undone is not told; one that was told is not told again,
 * however often the job is done and wherever it was killed. Throws while the decision may still be undone.
 */
export async function tellDecision(ctx: Context, eventId: string): Promise<void> {
  // The words in force on the day of the decision, read before the transaction has the connection.
  const day = await findDecisionDay(ctx.db.query, Number(eventId));
  if (day === null) return;
  const settings = await ctx.settings.on(day);
  const written = await ctx.db.query.transaction().execute(async (trx) => {
    const telling = await lockForTelling(trx, Number(eventId));
    if (telling === null || telling.isUndone) return false;
    if (!telling.isFinal) throw new NotFinal('The decision may still be undone');
    const service = ctx.services.find(({ slug }) => slug === telling.service);
    if (!service) throw new Error(`There is no service «${telling.service}» any more`);
    const decision = decisionOf([readEvent(telling.event)]);
    if (decision === null) return false;
    const facts = factsOfDecision(decision);
    const text = applicationSms(settings, service, telling.lang, telling.reference, facts);
    const message = { id: randomUUID(), text };
    if (!(await insertDecisionMessage(trx, telling.id, decision.kind, message))) return false;
    await ctx.jobs.enqueue(trx, sendMessageQueue, { messageId: message.id });
    return true;
  });
  if (written) ctx.jobs.nudge(sendMessageQueue);
}

import { randomUUID } from 'node:crypto';
import { decisionSms } from '../notifications/application-sms.ts';
import { issueDocumentQueue, prepareDocument } from '../documents/prepare-document.ts';
import { sendMessageQueue } from '../notifications/queue.ts';
import { decisionOf, readEvent } from './application.ts';
import { insertDecisionMessage, lockForTelling } from './decisions.store.ts';
import type { Context } from '../context.ts';

/** The queue of decisions to be told; a job holds the id of the decision's event. */
export const tellDecisionQueue = 'tell-decision';

/** The decision may still be undone: the job is tried again. */
class NotFinal extends Error {
  override name = 'NotFinal';
}

/**
 * Writes the SMS of a decision when it is final, and the document that it issues: the message does not wait for the file, and
 * leads to the page where it will be. One that was undone is not told; one that was told is not told again,
 * however often the job is done and wherever it was killed. Throws while the decision may still be undone.
 */
export async function tellDecision(ctx: Context, eventId: string): Promise<void> {
  const written = await ctx.db.query.transaction().execute(async (trx) => {
    const telling = await lockForTelling(trx, Number(eventId));
    if (telling === null || telling.isUndone) return false;
    if (!telling.isFinal) throw new NotFinal('The decision may still be undone');
    const service = ctx.services.find(({ slug }) => slug === telling.service);
    if (!service) throw new Error(`There is no service «${telling.service}» any more`);
    const decision = decisionOf([readEvent(telling.event)]);
    if (decision === null) return false;
    const text = decisionSms(service, telling.lang, telling.reference, decision);
    const message = { id: randomUUID(), text };
    if (!(await insertDecisionMessage(trx, telling.id, decision.kind, message))) return false;
    await ctx.jobs.enqueue(trx, sendMessageQueue, { messageId: message.id });
    const { term, document } = telling.event.data;
    if (term !== undefined && document !== undefined)
      await prepareDocument(ctx, trx, { applicationId: telling.id, term, frozen: document });
    return true;
  });
  if (!written) return;
  ctx.jobs.nudge(sendMessageQueue);
  ctx.jobs.nudge(issueDocumentQueue);
}

import { randomUUID } from 'node:crypto';
import { hashKey } from '../../platform/ids/secret.ts';
import { applicationSms, factsOfDecision } from '../notifications/application-sms.ts';
import { linkPlace, linkToken } from '../notifications/links.ts';
import { issueDocumentQueue, prepareDocument } from '../documents/prepare-document.ts';
import { sendMessageQueue } from '../notifications/queue.ts';
import { readEvent } from './application.ts';
import { findDecisionDay, insertDecisionMessage, lockForTelling } from './decisions.store.ts';
import type { Context } from '../context.ts';
import type { SmsFacts } from '../notifications/application-sms.ts';
import type { ApplicationEvent } from './application.ts';

/** The queue of decisions to be told; a job holds the id of the decision's event. */
export const tellDecisionQueue = 'tell-decision';

/** The decision may still be undone: the job is tried again. */
class NotFinal extends Error {
  override name = 'NotFinal';
}

/**
 * Writes the SMS of a decision, or of a return, when it is final, and the document that it issues: the message does not wait
 * for the file, and leads to the page where it will be. One that was undone is not told; one that was told is not told again,
 * however often the job is done and wherever it was killed. Throws while the decision may still be undone.
 */
export async function tellDecision(ctx: Context, decision: string): Promise<void> {
  // The words in force on the day of the decision, read before the transaction has the connection.
  const day = await findDecisionDay(ctx.db.query, Number(decision));
  if (day === null) return;
  const settings = await ctx.settings.on(day);
  const written = await ctx.db.query.transaction().execute(async (trx) => {
    const telling = await lockForTelling(trx, Number(decision));
    if (telling === null || telling.isUndone) return false;
    if (!telling.isFinal) throw new NotFinal('The decision may still be undone');
    const service = ctx.services.find(({ slug }) => slug === telling.service);
    if (!service) throw new Error(`There is no service «${telling.service}» any more`);
    const event = readEvent(telling.event);
    const { id: applicationId, eventId, lang, reference } = telling;
    const id = randomUUID();
    const facts = factsToTell(event);
    if (facts === null) return false;
    const text = applicationSms(settings, service, { lang, reference, origin: ctx.publicUrl }, facts);
    const linkHash = text.includes(linkPlace) ? hashKey(linkToken(ctx.secret, event.kind, id)) : null;
    const about = { applicationId, eventId, kind: event.kind };
    if (!(await insertDecisionMessage(trx, about, { id, text, linkHash }))) return false;
    await ctx.jobs.enqueue(trx, sendMessageQueue, { messageId: id });
    const { term, document } = telling.event.data;
    if (event.kind === 'approved' && term !== undefined && document !== undefined)
      await prepareDocument(ctx, trx, { applicationId, term, frozen: document });
    return true;
  });
  if (!written) return;
  ctx.jobs.nudge(sendMessageQueue);
  ctx.jobs.nudge(issueDocumentQueue);
}

function factsToTell(event: ApplicationEvent): SmsFacts | null {
  if (event.kind === 'returned')
    return { kind: 'returned', completeBy: Temporal.PlainDate.from(event.completeBy) };
  return event.kind === 'approved' || event.kind === 'refused' ? factsOfDecision(event) : null;
}

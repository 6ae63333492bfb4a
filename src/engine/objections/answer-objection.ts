import { randomUUID } from 'node:crypto';
import { todayAt } from '../../platform/clock/calendar.ts';
import { cleanText } from '../../platform/i18n/fold.ts';
import { reopenAfterObjection } from '../applications/reopen-after-objection.ts';
import { record, staffOrigin } from '../audit/record.ts';
import { applicationSms } from '../notifications/application-sms.ts';
import { sendMessageQueue } from '../notifications/queue.ts';
import { writeMessage } from '../notifications/write-message.ts';
import { holdCase, readCase } from '../review/hold-case.ts';
import { withoutInternal } from '../review/office-event.ts';
import { serviceOf } from '../review/open-case.ts';
import { serviceLevel } from '../settings/of-service.ts';
import { may } from '../staff/roles.ts';
import { mostObjectionCharacters } from './objection.ts';
import { hasRefused } from './own-refusal.ts';
import { findObjection, writeAnswer } from './objections.store.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../review/actor.ts';
import type { SmsFacts } from '../notifications/application-sms.ts';
import type { Answer, Answered } from './objection.ts';

/** What answering an objection ends in. */
export type AnswerObjectionResult =
  | { kind: 'answered'; answer: Answer; promisedOn: string | null }
  | { kind: 'invalid'; answer: 'needed' | null; words: 'needed' | 'too-long' | null }
  /** Somebody answered it before: who, and how. */
  | { kind: 'there'; answered: Answered }
  /** Who refused it, or prepared that, does not answer. */
  | { kind: 'own-refusal' }
  /** Another application has the subject by now: this one cannot be open beside it. */
  | { kind: 'taken-meanwhile' }
  | { kind: 'not-allowed' }
  | { kind: 'not-found' };

/** Ends the transaction with nothing changed. */
class TakenMeanwhile extends Error {
  override name = 'TakenMeanwhile';
}

/**
 * Answers an objection, by a supervisor who had no part in the refusal. Upheld, the application is open again at its place in the
 * queue, in another round and with a clock that stood still meanwhile: somebody decides it anew. Rejected, the refusal stays, with
 * words to the contractor. Either is told, and happens once.
 */
export async function answerObjection(
  ctx: Context,
  actor: Actor,
  wanted: { id: number; answer: string; words: string },
): Promise<AnswerObjectionResult> {
  if (!may(actor.role, 'objection.answer')) return { kind: 'not-allowed' };
  const answer = wanted.answer === 'upheld' || wanted.answer === 'rejected' ? wanted.answer : null;
  const words = cleanText(wanted.words, { lines: true });
  const wrong = words.length > mostObjectionCharacters ? 'too-long' : null;
  const needed = answer === 'rejected' && words === '' ? 'needed' : null;
  if (answer === null || wrong || needed)
    return { kind: 'invalid', answer: answer === null ? 'needed' : null, words: wrong ?? needed };
  const seen = await findObjection(ctx.db.query, wanted.id);
  const before = seen && (await readCase(ctx.db.query, seen.applicationId));
  if (!seen || !before) return { kind: 'not-found' };
  const service = serviceOf(ctx, before);
  const settings = await ctx.settings.now();
  const level = serviceLevel(await ctx.settings.on(todayAt(before.submittedAt)), service);
  const by = { id: actor.id, name: actor.name };

  const work = ctx.db.query.transaction().execute(async (trx): Promise<AnswerObjectionResult> => {
    const application = await holdCase(trx, seen.applicationId);
    const objection = await findObjection(trx, wanted.id);
    if (!application || !objection) return { kind: 'not-found' };
    if (objection.answered) return { kind: 'there', answered: objection.answered };
    if (hasRefused(application.events, actor.id, objection.refusalId)) return { kind: 'own-refusal' };
    await writeAnswer(trx, objection.id, { answer, words, by });
    const { id, lang, reference, phone } = application;
    let facts: SmsFacts & { kind: 'objection-upheld' | 'objection-rejected' } = {
      kind: 'objection-rejected',
    };
    let promisedOn: string | null = null;
    if (answer === 'upheld') {
      const reason = application.answers[service.review.reason ?? ''] ?? null;
      const events = withoutInternal(application.events);
      const round = { objection: objection.id, reason, level };
      const promised = await reopenAfterObjection(trx, { ...application, events }, round, by);
      if (promised === null) throw new TakenMeanwhile('Another application is open');
      promisedOn = promised.toString();
      facts = { kind: 'objection-upheld', promisedOn: promised };
    }
    const text = applicationSms(settings, service, { lang, reference, origin: ctx.publicUrl }, facts);
    const message = {
      id: randomUUID(),
      kind: facts.kind,
      applicationId: id,
      eventId: null,
      phone,
      lang,
      text,
    };
    await writeMessage(ctx, trx, message);
    await record(trx, {
      ...staffOrigin(actor),
      action: 'objection.answered',
      subject: `application:${id}`,
      data: { objection: objection.id, answer, ...(promisedOn !== null && { promisedOn }) },
    });
    return { kind: 'answered', answer, promisedOn };
  });
  const result = await work.catch((error: unknown): AnswerObjectionResult => {
    if (error instanceof TakenMeanwhile) return { kind: 'taken-meanwhile' };
    throw error;
  });
  if (result.kind === 'answered') ctx.jobs.nudge(sendMessageQueue);
  return result;
}

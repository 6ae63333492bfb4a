import { count } from '../../platform/limits/count.ts';
import { cleanText } from '../../platform/i18n/fold.ts';
import { decisionOf } from '../applications/application.ts';
import { readReceipt } from '../applications/read-receipt.ts';
import { findOpenStatus } from '../applications/status.ts';
import { findGiven, writeAnswer } from './satisfaction.store.ts';
import { mostCommentCharacters, readAnswer } from './satisfaction.ts';
import type { Application } from '../applications/application.ts';
import type { Context, Visitor } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { Moment } from './satisfaction.ts';
import type { Given } from './satisfaction.store.ts';

export type { Given };

/** What is sent: the moment, the application as the page showed it, and what was answered. */
export type Answering = {
  moment: Moment;
  service: Service;
  reference: string;
  answer: string;
  comment: string;
};

/** What answering ends in. */
export type AnswerResult =
  | { kind: 'given' }
  | { kind: 'invalid'; answer: 'missing' | null; comment: 'too-long' | null }
  /** A day after the first answer it stays as it is. */
  | { kind: 'too-late' }
  /** This browser may not, or no longer, look at the application. */
  | { kind: 'not-yours' }
  | { kind: 'limited'; retryAfter: number };

/** Answers of one address: many people share one, and each may change their mind. */
const limit = { max: 120, seconds: 3600 };

/**
 * Keeps how satisfied somebody is: once for each application and moment, and only from the browser that holds the receipt, or looks
 * at the status. Within a day another answer replaces it. Beside the application's number nothing is kept about who answered.
 */
export async function giveAnswer(ctx: Context, visitor: Visitor, given: Answering): Promise<AnswerResult> {
  const [counted] = await count(ctx.db, ctx.secret, [
    { what: 'satisfaction', whom: visitor.address, ...limit, add: 1 },
  ]);
  if (counted?.over) return { kind: 'limited', retryAfter: counted.anewIn };
  const application = await findAsked(ctx, visitor, given.moment, given.service);
  if (application?.reference !== given.reference) return { kind: 'not-yours' };
  const answer = readAnswer(given.answer);
  const comment = cleanText(given.comment, { lines: true });
  const tooLong = comment.length > mostCommentCharacters;
  if (answer === null || tooLong)
    return {
      kind: 'invalid',
      answer: answer === null ? 'missing' : null,
      comment: tooLong ? 'too-long' : null,
    };
  const written = await writeAnswer(ctx.db.query, application.id, given.moment, { answer, comment });
  return { kind: written ? 'given' : 'too-late' };
}

/** The application that this browser may be asked about at a moment; null when there is none. */
async function findAsked(
  ctx: Context,
  visitor: Visitor,
  moment: Moment,
  service: Service,
): Promise<Application | null> {
  if (moment === 'receipt') return readReceipt(ctx, visitor, service);
  const status = await findOpenStatus(ctx, visitor);
  if (status?.application.service !== service.slug) return null;
  return decisionOf(status.application.events) === null ? null : status.application;
}

/** What was answered about an application at a moment; null when nothing was. */
export function readGiven(ctx: Context, application: Application, moment: Moment): Promise<Given | null> {
  return findGiven(ctx.db.query, application.id, moment);
}

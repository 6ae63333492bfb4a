import { checkSmsCode, newestCode, sendSmsCode } from '../verification/sms-code.ts';
import { finish, typedOf } from './complete-application.ts';
import { findTyped } from './completions.store.ts';
import { phoneAnswer } from './make-application.ts';
import { openCompletion } from './open-completion.ts';
import { readCode } from './prove-phone.ts';
import type { Context, Visitor } from '../context.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Answers } from '../define/answers.ts';
import type { Completion, Door, NoCompletion } from './open-completion.ts';
import type { CodeProblem } from './prove-phone.ts';

/** What waits for the code of another phone. `newest`: the message that is on its way, if one is. */
export type WaitingForCode = {
  kind: 'code';
  completion: Completion;
  phone: string;
  newest: { prefix: string } | null;
};

/** What proving another phone ends in. */
export type ProveCompletionResult =
  | { kind: 'done' }
  /** Another code was sent. */
  | { kind: 'sent' }
  | { kind: 'wrong'; waiting: WaitingForCode; problem: CodeProblem }
  /** Nothing of this browser waits for a code: to the form. */
  | { kind: 'nothing-typed' }
  | NoCompletion;

/** What of this browser waits for the code of another phone. */
export async function findWaitingForCode(
  ctx: Context,
  visitor: Visitor | null,
  door: Door,
): Promise<WaitingForCode | { kind: 'nothing-typed' } | NoCompletion> {
  const completion = await openCompletion(ctx, visitor, door);
  if (completion.kind !== 'open') return completion;
  const waiting = visitor && (await findWaiting(ctx, visitor, completion));
  return waiting ? waiting.waiting : { kind: 'nothing-typed' };
}

async function findWaiting(
  ctx: Context,
  visitor: Visitor,
  completion: Completion,
): Promise<{ waiting: WaitingForCode; answers: Answers; draftId: string } | null> {
  const kept = typedOf(ctx, visitor, completion.returnId);
  const found = await findTyped(ctx.db.query, kept);
  const phone = found?.answers[phoneAnswer(completion.service)];
  if (!found || phone === undefined) return null;
  const newest = await newestCode(ctx.db.query, kept.id, phone);
  return {
    waiting: { kind: 'code', completion, phone, newest },
    answers: found.answers,
    draftId: kept.id,
  };
}

/**
 * Checks the code that another phone received, or sends one again. Always by SMS, whatever the policy: the office's
 * messages go to that phone from now on, and only a code that arrived there proves that they arrive.
 */
export async function proveCompletion(
  ctx: Context,
  visitor: Visitor,
  door: Door,
  request: { action: 'check' | 'resend'; typed: string; lang: Lang },
): Promise<ProveCompletionResult> {
  const settings = await ctx.settings.now();
  const completion = await openCompletion(ctx, visitor, door);
  if (completion.kind !== 'open') return completion;
  const found = await findWaiting(ctx, visitor, completion);
  if (found === null) return { kind: 'nothing-typed' };
  const { waiting, draftId, answers } = found;
  const { phone } = waiting;
  const wrong = (problem: CodeProblem) => ({ kind: 'wrong', waiting, problem }) as const;
  if (request.action === 'resend') {
    const { lang } = request;
    const sent = await sendSmsCode(ctx, settings, { draftId, phone, lang, address: visitor.address });
    if (sent.kind === 'gone') return { kind: 'nothing-typed' };
    if (sent.kind === 'wait') return wrong({ code: 'code-wait', seconds: sent.seconds });
    if (sent.kind === 'limited') return wrong({ code: 'code-not-sent', seconds: sent.seconds });
    return { kind: 'sent' };
  }
  const digits = readCode(request.typed);
  if (digits === '') return wrong({ code: 'code-required' });
  if (!/^[0-9]{6}$/.test(digits)) return wrong({ code: 'code-not-six-digits' });
  const checked = await checkSmsCode(ctx, settings, { draftId, phone, digits });
  if (checked.kind === 'limited') return wrong({ code: 'code-tries', seconds: checked.seconds });
  if (checked.kind === 'wrong') return wrong({ code: 'code-wrong' });
  return finish(ctx, visitor, settings, completion, answers, phone);
}

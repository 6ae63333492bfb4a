import { cleanText, foldNumberText } from '../../platform/i18n/fold.ts';
import { codeStage, firstUnfinished, mayOpen } from '../journey/walk.ts';
import { checkScreenCode, newScreenCode } from '../verification/screen-code.ts';
import { checkSmsCode, sendSmsCode } from '../verification/sms-code.ts';
import { policyFor } from '../settings/of-service.ts';
import { goneOrSubmitted } from './gone-or-submitted.ts';
import { changeDraft, findDraft } from './drafts.store.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Context, Visitor } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { ProveStep } from '../define/journey.ts';
import type { Draft, Proof } from '../journey/draft.ts';
import type { WalkContext } from '../journey/walk.ts';
import type { SettingsToday } from '../settings/settings.ts';
import type { SendResult } from '../verification/sms-code.ts';

/** What is wrong with a code, or with asking for one. Each has its words in both languages. */
export type CodeProblem =
  | { code: 'code-required' }
  | { code: 'code-not-six-digits' }
  | { code: 'code-wrong' }
  | { code: 'screen-code-wrong' }
  | { code: 'code-tries'; seconds: number }
  | { code: 'code-wait'; seconds: number }
  | { code: 'code-not-sent'; seconds: number };

/** What a person may do on the page of the code. */
export const codeActions = ['check', 'resend', 'sms', 'screen', 'another'] as const;
export type CodeAction = (typeof codeActions)[number];

/** What proving ends in. */
export type ProveResult =
  | { kind: 'go'; step: string }
  | { kind: 'wrong'; draft: Draft; walk: WalkContext; problem: CodeProblem }
  | { kind: 'not-yet' }
  | { kind: 'submitted' };

/**
 * Sends the code when a person comes to the page of the code, if the policy says so and none is on its way. When
 * something keeps it from being sent, the page says that none is on its way, and asking for one says why.
 */
export async function prepareCode(
  ctx: Context,
  visitor: Visitor,
  settings: SettingsToday,
  service: Service,
  step: ProveStep,
  draft: Draft,
): Promise<void> {
  const phone = draft.answers[step.phone];
  const policy = policyFor(settings, service, visitor);
  // At the counter the person stands there, and nothing is sent.
  if (phone === undefined || policy === 'counter' || codeStage(draft, phone, policy) !== 'sms') return;
  await send(ctx, visitor, settings, draft, phone);
}

/** One action on the page of the code: check what was typed, send again, or change between the kinds of code. */
export async function provePhone(
  ctx: Context,
  visitor: Visitor,
  request: {
    service: Service;
    step: ProveStep;
    lang: Lang;
    draftId: string;
    action: CodeAction;
    typed: string;
    work: string;
  },
): Promise<ProveResult> {
  const { service, step, action } = request;
  const settings = await ctx.settings.now();
  const policy = policyFor(settings, service, visitor);
  const stored = await findDraft(ctx.db, service, visitor.holder, request.draftId);
  if (stored === null) return goneOrSubmitted(ctx, visitor, request.draftId);
  const draft: Draft = { ...stored.draft, lang: request.lang };
  const walk = { policy, now: stored.now };
  const phone = draft.answers[step.phone];
  if (phone === undefined || !mayOpen(service, draft, step, walk)) return { kind: 'not-yet' };
  const wrong = (problem: CodeProblem): ProveResult => ({ kind: 'wrong', draft, walk, problem });
  const here: ProveResult = { kind: 'go', step: step.name };

  const proven = async (proof: Proof): Promise<ProveResult> => {
    const next = await changeDraft(ctx.db, service, visitor.holder, draft.id, (now) => ({ ...now, proof }));
    if (next === null) return goneOrSubmitted(ctx, visitor, draft.id);
    const following = firstUnfinished(service, next, walk);
    if (following === step) await prepareCode(ctx, visitor, settings, service, step, next);
    return { kind: 'go', step: following.name };
  };

  switch (action) {
    case 'resend':
    case 'sms': {
      const asking: Proof = action === 'sms' ? { ...draft.proof, asksForSms: true } : draft.proof;
      if (codeStage({ ...draft, proof: asking }, phone, policy) !== 'sms') return here;
      const sent = await send(ctx, visitor, settings, { ...draft, proof: asking }, phone);
      if (sent.kind === 'gone') return goneOrSubmitted(ctx, visitor, draft.id);
      // Who changes to the SMS again while one is on its way shall be able to enter it.
      if (sent.kind === 'wait' && action === 'resend')
        return wrong({ code: 'code-wait', seconds: sent.seconds });
      if (sent.kind === 'limited') return wrong({ code: 'code-not-sent', seconds: sent.seconds });
      return action === 'sms' ? proven(asking) : here;
    }
    case 'screen':
      return proven({ ...draft.proof, asksForSms: false });
    case 'another':
      await newScreenCode(ctx, draft.id);
      return here;
    case 'check':
      break;
  }

  const stage = codeStage(draft, phone, policy);
  const digits = readCode(request.typed);
  if (digits === '') return wrong({ code: 'code-required' });
  if (!/^[0-9]{6}$/.test(digits)) return wrong({ code: 'code-not-six-digits' });
  const at = stored.now.toISOString();
  if (stage === 'sms') {
    const checked = await checkSmsCode(ctx, settings, { draftId: draft.id, phone, digits });
    if (checked.kind === 'limited') return wrong({ code: 'code-tries', seconds: checked.seconds });
    if (checked.kind === 'wrong') return wrong({ code: 'code-wrong' });
    return proven({ ...draft.proof, sms: { phone, at } });
  }
  const { address } = visitor;
  const checked = await checkScreenCode(ctx, settings, {
    draftId: draft.id,
    digits,
    work: request.work,
    address,
  });
  if (checked.kind === 'limited') return wrong({ code: 'code-tries', seconds: checked.seconds });
  if (checked.kind === 'wrong') return wrong({ code: 'screen-code-wrong' });
  return proven({ ...draft.proof, screen: { phone, at } });
}

async function send(
  ctx: Context,
  visitor: Visitor,
  settings: SettingsToday,
  draft: Draft,
  phone: string,
): Promise<SendResult> {
  const { id: draftId, lang } = draft;
  return sendSmsCode(ctx, settings, { draftId, phone, lang, address: visitor.address });
}

/** The digits of what was typed: with or without the two letters, with any digits, spaces and dashes. */
export function readCode(typed: string): string {
  return foldNumberText(cleanText(typed))
    .replace(/^[A-Za-z]{2}/, '')
    .replace(/[-–—]/g, '');
}

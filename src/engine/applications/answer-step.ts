import { randomUUID } from 'node:crypto';
import { emptyDraft } from '../journey/draft.ts';
import { readStep } from '../journey/read-step.ts';
import { firstUnfinished, mayOpen } from '../journey/walk.ts';
import { choicesOf, policyFor } from '../settings/of-service.ts';
import { lookUp } from '../registers/look-up.ts';
import { findDraft, saveDraft } from './drafts.store.ts';
import { goneOrSubmitted } from './gone-or-submitted.ts';
import { prepareCode } from './prove-phone.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Context, Visitor } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { AskStep, LookUpStep } from '../define/journey.ts';
import type { LookUpResult } from '../registers/look-up.ts';
import type { Draft } from '../journey/draft.ts';
import type { WalkContext } from '../journey/walk.ts';
import type { Problems } from '../journey/read-step.ts';

/** What answering a step ends in. */
export type AnswerResult =
  /** Go to this step. After a look-up that found nothing it is the same step, and the draft says why. */
  | { kind: 'go'; step: string }
  /** Something typed is wrong. Nothing is lost: the draft has it all. */
  | { kind: 'invalid'; draft: Draft; walk: WalkContext; problems: Problems }
  /** Too many wrong look-ups from this address or for this number. */
  | { kind: 'limited'; draft: Draft; walk: WalkContext; retryAfter: number }
  /** An earlier step is missing, or this draft is gone: begin where it is unfinished. */
  | { kind: 'not-yet' }
  /** This draft was submitted already. */
  | { kind: 'submitted' };

/** What a person may do when the register is down: ask it again, or go on without waiting for it. */
export const lookUpActions = ['again', 'go-on'] as const;
export type LookUpAction = (typeof lookUpActions)[number];

/** How often saving is tried; each time that it fails, another request was saved. */
const mostAttempts = 30;

/**
 * Load the draft, read what was sent, do the one effect that the step asks for, save, and say where to go.
 * Saving is tried again when another tab saved in between: each tab changes only its own step.
 */
export async function answerStep(
  ctx: Context,
  visitor: Visitor,
  request: {
    service: Service;
    step: LookUpStep | AskStep;
    lang: Lang;
    draftId: string;
    sent: Record<string, string>;
    /** Beside the notice that the register is down: what was sent is what the draft has. */
    action?: LookUpAction | null;
  },
): Promise<AnswerResult> {
  const { service, step, lang, action = null } = request;
  const settings = await ctx.settings.now();
  const policy = policyFor(settings, service, visitor);
  const reading = { today: settings.today, choices: choicesOf(settings, service) };
  let draftId = request.draftId;

  // The register is asked once, however often the draft must be saved: asking costs, and misses are counted.
  let looked: LookUpResult | null = null;

  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const stored = await findDraft(ctx.db, service, visitor.holder, draftId);
    if (stored === null && (step.kind !== 'lookUp' || action !== null))
      return goneOrSubmitted(ctx, visitor, draftId);
    const walk: WalkContext = { policy, now: stored?.now ?? new Date() };
    const before = stored?.draft ?? emptyDraft(draftId, service, lang);
    if (!mayOpen(service, before, step, walk)) return { kind: 'not-yet' };

    const sent = action === null ? request.sent : before.typed;
    const read = readStep(service, step, { ...before, lang }, sent, reading);
    let draft = read.draft;
    // Another permit may be another person's: who is at the counter is seen again.
    if (step.kind === 'lookUp' && visitor.counter) draft = { ...draft, proof: {} };
    const wrong = Object.keys(read.problems).length > 0;
    let retryAfter: number | null = null;
    if (!wrong && step.kind === 'lookUp') {
      // Not without having been told that the register is down: this is no way around the look-up.
      const goOn = action === 'go-on' && (before.outcome?.kind === 'down' || before.unchecked);
      looked ??= await lookUp(ctx, service, step, draft.answers, settings, {
        address: visitor.address,
        goOn,
      });
      if (looked.kind === 'found') draft = { ...draft, found: looked.found, learntAt: looked.learntAt };
      if (looked.kind === 'unchecked') draft = { ...draft, unchecked: true };
      if (looked.kind === 'not') draft = { ...draft, outcome: looked.outcome };
      if (looked.kind === 'limited') retryAfter = looked.retryAfter;
    }
    if (!(await saveDraft(ctx.db.query, draft, visitor.holder))) {
      // The id of a first form may be another browser's, or submitted already and sent again by «back» with other
      // numbers: then this form begins a draft of its own.
      if (stored === null && attempt > 0) draftId = randomUUID();
      continue;
    }
    draft = { ...draft, revision: draft.revision + 1 };
    if (wrong) return { kind: 'invalid', draft, walk, problems: read.problems };
    if (retryAfter !== null) return { kind: 'limited', draft, walk, retryAfter };
    const next = firstUnfinished(service, draft, walk);
    if (next.kind === 'prove') await prepareCode(ctx, visitor, settings, service, next, draft);
    return { kind: 'go', step: draft.outcome === null ? next.name : step.name };
  }
  throw new Error('A draft could not be saved: others saved it every time in between');
}

import { isDeepStrictEqual } from 'node:util';
import { firstUnfinished, lookUpOf, stepAsking } from '../journey/walk.ts';
import { sendMessageQueue } from '../notifications/queue.ts';
import { findOpenSince, findRow, lookUp, registerDown } from '../registers/look-up.ts';
import { choicesOf, policyFor } from '../settings/of-service.ts';
import { goneOrSubmitted } from './gone-or-submitted.ts';
import { isClaimedMeanwhile } from './applications.store.ts';
import { changeDraft, findDraft, lockDraft, saveDraft } from './drafts.store.ts';
import { makeApplication, subjectsOf } from './make-application.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Context, Visitor } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { FoundRow } from '../define/register.ts';
import type { Choice } from '../define/settings.ts';
import type { Draft, LookUpOutcome, NotPossible } from '../journey/draft.ts';
import type { SettingsToday } from '../settings/settings.ts';

/** What submitting ends in. */
export type SubmitResult =
  /** It is an application now, or was already: pressing twice makes one. */
  | { kind: 'submitted' }
  /** Something is missing, or a rule refuses now: go to this step, it says why. */
  | { kind: 'go'; step: string }
  /** The register was down when its step was passed, and answers now: too many wrong look-ups. */
  | { kind: 'limited'; retryAfter: number }
  | { kind: 'not-yet' };

type Request = { service: Service; lang: Lang; draftId: string };

/**
 * Submits a draft in one transaction: the draft is locked, everything is judged again, the application is inserted with
 * its claim, event and message, the jobs are enqueued, the draft is deleted. Either all of it is there or nothing. A
 * draft that is gone because it was submitted gives the same answer again. What a contractor would be bound to, they
 * were shown: when the facts or the choices have changed since, they look at them again first.
 *
 * A register that is down stops nobody: the application is taken, and judged when the register answers.
 */
export async function submitApplication(
  ctx: Context,
  visitor: Visitor,
  request: Request,
): Promise<SubmitResult> {
  return submit(ctx, visitor, request, await ctx.settings.now(), 'asked');
}

/** Whether the register is asked within the transaction of a submit, or is known to be down. */
type RegisterIs = 'asked' | 'down';

async function submit(
  ctx: Context,
  visitor: Visitor,
  request: Request,
  settings: SettingsToday,
  register: RegisterIs,
): Promise<SubmitResult> {
  const { service, draftId } = request;
  const result = await submitOnce(ctx, visitor, request, settings, register);
  switch (result.kind) {
    case 'down':
      return submit(ctx, visitor, request, settings, 'down');
    case 'unchecked': {
      const answered = await askBeforeSubmitting(ctx, visitor, service, result.draft, settings);
      return answered ?? submit(ctx, visitor, request, settings, 'down');
    }
    case 'claimed': {
      // Two drafts for one subject at the same moment: the other was first, and this transaction left nothing.
      const stored = await findDraft(ctx.db, service, visitor.holder, draftId);
      if (stored === null) return goneOrSubmitted(ctx, visitor, draftId);
      const subjects = subjectsOf(service, stored.draft);
      const since = (await findOpenSince(ctx.db.query, service, subjects)) ?? new Date();
      const [subject] = subjects;
      const outcome: NotPossible = { kind: 'already-open', since: since.toISOString(), subject };
      return backToFirst(ctx, visitor, service, draftId, outcome);
    }
    case 'gone':
      return goneOrSubmitted(ctx, visitor, draftId);
    case 'submitted':
      ctx.jobs.nudge(sendMessageQueue);
      return result;
    case 'go':
    case 'limited':
    case 'not-yet':
      return result;
  }
}

/** What one transaction of a submit ends in. */
type OnceResult =
  | SubmitResult
  /** The draft went on without the register, which is to be asked before. */
  | { kind: 'unchecked'; draft: Draft }
  | { kind: 'gone' }
  | { kind: 'down' }
  | { kind: 'claimed' };

/** One transaction of a submit. With a register that is down, the application is taken unchecked. */
async function submitOnce(
  ctx: Context,
  visitor: Visitor,
  { service, lang, draftId }: Request,
  settings: SettingsToday,
  register: RegisterIs,
): Promise<OnceResult> {
  const first = service.journey[0]?.name ?? '';
  const work = ctx.db.query.transaction().execute(async (trx): Promise<OnceResult> => {
    const stored = await lockDraft(trx, service, visitor.holder, draftId);
    if (stored === null) return { kind: 'gone' };
    // At the counter the page is the clerk's, and the application speaks the language of the person.
    const draft = { ...stored.draft, lang: stored.draft.proof.counter?.lang ?? lang };
    const unfinished = firstUnfinished(service, draft, {
      policy: policyFor(settings, service, visitor),
      now: stored.now,
    });
    if (unfinished.kind !== 'readBack') return { kind: 'go', step: unfinished.name };

    const gone = answersNoLongerOffered(service, draft, choicesOf(settings, service));
    if (gone.length > 0) {
      const answers = Object.entries(draft.answers).filter(([name]) => !gone.includes(name));
      await saveDraft(
        trx,
        { ...draft, answers: Object.fromEntries(answers), outcome: changed },
        visitor.holder,
      );
      return { kind: 'go', step: stepAsking(service, gone[0] ?? '')?.name ?? first };
    }

    const down = register === 'down';
    if (draft.unchecked && !down) return { kind: 'unchecked', draft };
    // What was found was seen in the register: it stands until the register answers again.
    const judged: Judged = down
      ? { kind: 'found', found: draft.found, learntAt: draft.learntAt }
      : await judgeAgain(ctx, trx, service, draft, settings);
    if (judged.kind === 'found' && !isDeepStrictEqual(judged.found?.shown, draft.found?.shown)) {
      const { found, learntAt } = judged;
      await saveDraft(trx, { ...draft, found, learntAt, outcome: changed }, visitor.holder);
      return { kind: 'go', step: unfinished.name };
    }
    const outcome =
      judged.kind === 'not'
        ? judged.outcome
        : await makeApplication(
            ctx,
            trx,
            visitor,
            service,
            { ...draft, found: judged.found, learntAt: judged.learntAt },
            down,
            settings,
            stored.now,
          );
    if (outcome === null) return { kind: 'submitted' };
    await saveDraft(trx, { ...draft, ...nothingFound, outcome }, visitor.holder);
    return { kind: 'go', step: first };
  });
  return work.catch((error: unknown) => {
    if (error instanceof RegisterDown) return { kind: 'down' };
    if (isClaimedMeanwhile(error)) return { kind: 'claimed' };
    throw error;
  });
}

/**
 * Asks the register for a draft that went on without it, as its own step would have: outside of a transaction, misses
 * counted. What it says now was not shown yet, so it is shown before it binds. `null`: it still does not answer.
 */
async function askBeforeSubmitting(
  ctx: Context,
  visitor: Visitor,
  service: Service,
  draft: Draft,
  settings: SettingsToday,
): Promise<SubmitResult | null> {
  const { address } = visitor;
  const step = lookUpOf(service);
  const looked = await lookUp(ctx, service, step, draft.answers, settings, { address, goOn: false });
  if (looked.kind === 'limited') return looked;
  if (looked.kind === 'unchecked' || (looked.kind === 'not' && looked.outcome.kind === 'down')) return null;
  const { found, learntAt } = looked.kind === 'found' ? looked : nothingFound;
  const outcome: LookUpOutcome = looked.kind === 'found' ? { kind: 'answers-again' } : looked.outcome;
  // When another tab saved in between, the page shows what is there now.
  await saveDraft(ctx.db.query, { ...draft, found, learntAt, unchecked: false, outcome }, visitor.holder);
  const next = looked.kind === 'found' ? service.journey.at(-1) : step;
  return { kind: 'go', step: next?.name ?? '' };
}

/** Keeps in the draft what stood in the way, and leads to the first step, which says it. */
async function backToFirst(
  ctx: Context,
  visitor: Visitor,
  service: Service,
  draftId: string,
  outcome: LookUpOutcome,
): Promise<SubmitResult> {
  const changeTo = (draft: Draft): Draft => ({ ...draft, ...nothingFound, outcome });
  const kept = await changeDraft(ctx.db, service, visitor.holder, draftId, changeTo);
  return kept ? { kind: 'go', step: service.journey[0]?.name ?? '' } : goneOrSubmitted(ctx, visitor, draftId);
}

const changed: LookUpOutcome = { kind: 'changed' };

const nothingFound = { found: null, learntAt: null, unchecked: false };

/** Ends the transaction when the register does not answer: what failed in it may have spoilt it. */
class RegisterDown extends Error {
  override name = 'RegisterDown';
}

/** Choices that the city took off its list since they were made. */
function answersNoLongerOffered(
  service: Service,
  draft: Draft,
  choices: (setting: string) => readonly Choice[],
): string[] {
  return Object.entries(service.answers).flatMap(([name, definition]) =>
    definition.kind !== 'choice' || choices(definition.from).some((each) => each.code === draft.answers[name])
      ? []
      : [name],
  );
}

/** `found` is null in a draft that went on without the register, as long as that is down. */
type Judged =
  { kind: 'found'; found: FoundRow | null; learntAt: Date | null } | { kind: 'not'; outcome: NotPossible };

/** The register's row, held until the transaction ends, and the rules on it as they are now. */
async function judgeAgain(
  ctx: Context,
  trx: Transaction<Schema>,
  service: Service,
  draft: Draft,
  settings: SettingsToday,
): Promise<Judged> {
  const step = lookUpOf(service);
  const answer = await findRow(ctx, step, draft.answers, trx, { hold: true });
  if (answer === registerDown) throw new RegisterDown('The register is down');
  const { row, learntAt } = answer;
  if (row === null) return { kind: 'not', outcome: { kind: 'miss' } };
  const context = { today: settings.today, settings: settings.of(service) };
  const refusal = step.register.refuse(row, context);
  if (refusal) return { kind: 'not', outcome: { kind: 'refused', refusal } };
  return { kind: 'found', found: step.register.read(row, context), learntAt };
}

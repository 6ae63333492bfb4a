import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { addWorkingDays } from '../../platform/clock/calendar.ts';
import { isolate, showDate } from '../../platform/i18n/dates.ts';
import { newReference } from '../../platform/ids/reference.ts';
import { fillWords } from '../define/text.ts';
import { firstUnfinished, stepAsking } from '../journey/walk.ts';
import { sendMessageQueue } from '../notifications/queue.ts';
import { findOpenSince, findRow, registerDown } from '../registers/look-up.ts';
import { choicesOf, policyOf } from '../settings/of-service.ts';
import { goneOrSubmitted } from './gone-or-submitted.ts';
import { insertApplication, isClaimedMeanwhile } from './applications.store.ts';
import { changeDraft, findDraft, lockDraft, saveDraft } from './drafts.store.ts';
import { readBackAll } from './freeze.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Context, Visitor } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { FoundRow } from '../define/register.ts';
import type { Choice } from '../define/settings.ts';
import type { Draft, LookUpOutcome } from '../journey/draft.ts';
import type { SettingsToday } from '../settings/settings.ts';

/** What submitting ends in. */
export type SubmitResult =
  /** It is an application now, or was already: pressing twice makes one. */
  | { kind: 'submitted' }
  /** Something is missing, or a rule refuses now: go to this step, it says why. */
  | { kind: 'go'; step: string }
  | { kind: 'not-yet' };

/**
 * Submits a draft in one transaction: the draft is locked, everything is judged again, the application is inserted with
 * its claim, event and message, the job of the message is enqueued, the draft is deleted. Either all of it is there or
 * nothing. A draft that is gone because it was submitted gives the same answer again. What a contractor would be
 * bound to, they were shown: when the facts or the choices have changed since, they look at them again first.
 */
export async function submitApplication(
  ctx: Context,
  visitor: Visitor,
  request: { service: Service; lang: Lang; draftId: string },
): Promise<SubmitResult> {
  const { service, lang, draftId } = request;
  const settings = await ctx.settings.now();
  const first = service.journey[0]?.name ?? '';
  const work = ctx.db.query.transaction().execute(async (trx): Promise<SubmitResult | 'gone' | 'down'> => {
    const stored = await lockDraft(trx, service, visitor.holder, draftId);
    if (stored === null) return 'gone';
    const draft = { ...stored.draft, lang };
    const unfinished = firstUnfinished(service, draft, {
      policy: policyOf(settings, service),
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

    const judged = await judgeAgain(ctx, trx, service, draft, settings);
    if (judged.kind === 'found' && !isDeepStrictEqual(judged.found.shown, draft.found?.shown)) {
      await saveDraft(trx, { ...draft, found: judged.found, outcome: changed }, visitor.holder);
      return { kind: 'go', step: unfinished.name };
    }
    const outcome =
      judged.kind === 'not'
        ? judged.outcome
        : await insert(ctx, trx, service, draft, judged.found, settings, visitor);
    if (outcome === null) return { kind: 'submitted' };
    await saveDraft(trx, { ...draft, found: null, outcome }, visitor.holder);
    return { kind: 'go', step: first };
  });
  const result = await work.catch((error: unknown) => {
    if (error instanceof RegisterDown) return 'down' as const;
    if (isClaimedMeanwhile(error)) return 'claimed' as const;
    throw error;
  });
  if (result === 'down') return backToFirst(ctx, visitor, service, draftId, { kind: 'down' });
  if (result === 'claimed') {
    // Two drafts for one subject at the same moment: the other was first, and this transaction left nothing.
    const stored = await findDraft(ctx.db, service, visitor.holder, draftId);
    const subject = stored?.draft.found?.subject ?? '';
    const since = (await findOpenSince(ctx.db.query, service, subject)) ?? new Date();
    const outcome: LookUpOutcome = { kind: 'already-open', since: since.toISOString(), subject };
    return backToFirst(ctx, visitor, service, draftId, outcome);
  }
  if (result === 'gone') return goneOrSubmitted(ctx, visitor, draftId);
  if (result.kind === 'submitted') ctx.jobs.nudge(sendMessageQueue);
  return result;
}

/** Keeps in the draft what stood in the way, and leads to the first step, which says it. */
async function backToFirst(
  ctx: Context,
  visitor: Visitor,
  service: Service,
  draftId: string,
  outcome: LookUpOutcome,
): Promise<SubmitResult> {
  const changeTo = (draft: Draft): Draft => ({ ...draft, found: null, outcome });
  const kept = await changeDraft(ctx.db, service, visitor.holder, draftId, changeTo);
  return kept ? { kind: 'go', step: service.journey[0]?.name ?? '' } : goneOrSubmitted(ctx, visitor, draftId);
}

const changed: LookUpOutcome = { kind: 'changed' };

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

/** The register's row, held until the transaction ends, and the rules on it as they are now. */
async function judgeAgain(
  ctx: Context,
  trx: Transaction<Schema>,
  service: Service,
  draft: Draft,
  settings: SettingsToday,
): Promise<{ kind: 'found'; found: FoundRow } | { kind: 'not'; outcome: LookUpOutcome }> {
  const step = service.journey[0];
  if (step?.kind !== 'lookUp') throw new Error(`${service.slug} has no register`);
  const answer = await findRow(ctx, step, draft.answers, trx, { hold: true });
  if (answer === registerDown) throw new RegisterDown('The register is down');
  const { row } = answer;
  if (row === null) return { kind: 'not', outcome: { kind: 'miss' } };
  const context = { today: settings.today, settings: settings.of(service) };
  const refusal = step.register.refuse(row, context);
  if (refusal) return { kind: 'not', outcome: { kind: 'refused', refusal } };
  return { kind: 'found', found: step.register.read(row, context) };
}

/** Makes the application. Returns what stands in its way, or null when it is made. */
async function insert(
  ctx: Context,
  trx: Transaction<Schema>,
  service: Service,
  draft: Draft,
  found: FoundRow,
  settings: SettingsToday,
  visitor: Visitor,
): Promise<LookUpOutcome | null> {
  const phone = draft.answers[phoneAnswer(service)];
  if (phone === undefined) throw new Error(`${service.slug}: the phone is missing`);
  const promisedOn = addWorkingDays(settings.today, serviceLevel(settings, service), {
    weekend: settings.portal['calendar.weekend'].value,
    holidays: new Set(settings.portal['calendar.holidays'].value.map((holiday) => holiday.day)),
  });
  const shown = readBackAll(service, { ...draft, found }, draft.lang, choicesOf(settings, service));
  for (;;) {
    const reference = newReference();
    const message = { id: randomUUID(), text: submittedSms(service, draft.lang, reference, promisedOn) };
    const application = {
      reference,
      intent: draft.id,
      holder: visitor.holder,
      service: service.slug,
      version: service.version,
      lang: draft.lang,
      subject: found.subject,
      found,
      answers: draft.answers,
      shown,
      proof: draft.proof,
      phone,
      promisedOn: promisedOn.toString(),
    };
    const inserted = await insertApplication(trx, application, message);
    if (inserted === 'reference-taken') continue;
    if (inserted === 'taken') {
      const since = await findOpenSince(trx, service, found.subject);
      return { kind: 'already-open', since: (since ?? new Date()).toISOString(), subject: found.subject };
    }
    await ctx.jobs.enqueue(trx, sendMessageQueue, { messageId: message.id });
    return null;
  }
}

/** The answer that holds the phone: the one that the journey proves. */
export function phoneAnswer(service: Service): string {
  const step = service.journey.find((each) => each.kind === 'prove');
  if (step?.kind !== 'prove') throw new Error(`${service.slug} proves no phone`);
  return step.phone;
}

function serviceLevel(settings: SettingsToday, service: Service): number {
  return Math.max(1, settings.of(service)['service-level']?.value as number);
}

function submittedSms(
  service: Service,
  lang: Lang,
  reference: string,
  promisedOn: Temporal.PlainDate,
): string {
  const isolated = (words: string) => (lang === 'ar' ? isolate(words) : words);
  const fillings: Record<string, string> = {
    reference: isolated(reference),
    promised: isolated(showDate(promisedOn, lang)),
  };
  return fillWords(service.text[lang].submittedSms, (name) => fillings[name]);
}

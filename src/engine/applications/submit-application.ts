import { randomUUID } from 'node:crypto';
import { addWorkingDays } from '../../platform/clock/calendar.ts';
import { isolate, showDate } from '../../platform/i18n/dates.ts';
import { newReference } from '../../platform/ids/reference.ts';
import { fillWords } from '../define/text.ts';
import { firstUnfinished } from '../journey/walk.ts';
import { sendMessageQueue } from '../notifications/queue.ts';
import { findOpenSince } from '../registers/look-up.ts';
import { choicesOf, policyOf } from '../settings/of-service.ts';
import { goneOrSubmitted } from './gone-or-submitted.ts';
import { insertApplication } from './applications.store.ts';
import { deleteDraft, lockDraft, saveDraft } from './drafts.store.ts';
import { readBackAll } from './freeze.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Context, Visitor } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { FoundRow } from '../define/register.ts';
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
 * nothing. A draft that is gone because it was submitted gives the same answer again.
 */
export async function submitApplication(
  ctx: Context,
  visitor: Visitor,
  request: { service: Service; lang: Lang; draftId: string },
): Promise<SubmitResult> {
  const { service, lang, draftId } = request;
  const settings = await ctx.settings.now();
  const result = await ctx.db.query.transaction().execute(async (trx): Promise<SubmitResult | 'gone'> => {
    const stored = await lockDraft(trx, service, visitor.holder, draftId);
    if (stored === null) return 'gone';
    const draft = { ...stored.draft, lang };
    const unfinished = firstUnfinished(service, draft, {
      policy: policyOf(settings, service),
      now: stored.now,
    });
    if (unfinished.kind !== 'readBack') return { kind: 'go', step: unfinished.name };

    const judged = await judgeAgain(ctx, trx, service, draft, settings);
    const outcome =
      judged.kind === 'not'
        ? judged.outcome
        : await insert(ctx, trx, service, draft, judged.found, settings, visitor);
    if (outcome === null) return { kind: 'submitted' };
    await saveDraft(trx, { ...draft, found: null, outcome }, visitor.holder);
    return { kind: 'go', step: service.journey[0]?.name ?? '' };
  });
  if (result === 'gone') return goneOrSubmitted(ctx, visitor, draftId);
  if (result.kind === 'submitted') ctx.jobs.nudge(sendMessageQueue);
  return result;
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
  const source = step?.kind === 'lookUp' ? ctx.sources[step.register.source] : undefined;
  if (step?.kind !== 'lookUp' || !source) throw new Error(`${service.slug} has no register`);
  const row = await source.find(draft.answers, trx, { hold: true });
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
    const inserted = await insertApplication(trx, {
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
    });
    if (inserted === 'reference-taken') continue;
    if (inserted === 'taken') {
      const since = await findOpenSince(trx, service, found.subject);
      return { kind: 'already-open', since: (since ?? new Date()).toISOString(), subject: found.subject };
    }
    const text = submittedSms(service, draft.lang, reference, promisedOn);
    const messageId = randomUUID();
    await trx
      .insertInto('messages')
      .values({
        id: messageId,
        kind: 'submitted',
        phone,
        lang: draft.lang,
        text,
        application_id: inserted.id,
      })
      .execute();
    await ctx.jobs.enqueue(trx, sendMessageQueue, { messageId });
    await deleteDraft(trx, draft.id, visitor.holder);
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

import { randomUUID } from 'node:crypto';
import { hashKey } from '../../platform/ids/secret.ts';
import { showPhone } from '../../platform/i18n/phone.ts';
import { phoneAnswer } from '../applications/make-application.ts';
import { keepNewDraft } from '../applications/continue-draft.ts';
import { record } from '../audit/record.ts';
import { emptyDraft } from '../journey/draft.ts';
import { firstUnfinished, lookUpOf } from '../journey/walk.ts';
import { lookUp } from '../registers/look-up.ts';
import { policyFor } from '../settings/of-service.ts';
import { stopReminders } from './agree.ts';
import { judgeRenewal } from './judge-renewal.ts';
import { findLinked, useLink } from './links.store.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Context, Visitor } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { Draft } from '../journey/draft.ts';
import type { Linked } from './links.store.ts';

/** A permit as the page of a reminder's link shows it. */
export type ReminderLine = { label: string; endsOn: Temporal.PlainDate; used: boolean; service: Service };

/** What the link of a reminder opens. */
export type OpenedReminder = { lines: ReminderLine[]; stopped: boolean };

/** Opens the link of a reminder. Changes nothing: who previews links opens them too. Null: there is no such link. */
export async function openReminder(ctx: Context, token: string): Promise<OpenedReminder | null> {
  const linked = await findByToken(ctx, token);
  const lines = linked.flatMap(({ label, endsOn, used, service: slug }) => {
    const service = ctx.services.find((each) => each.slug === slug);
    return service ? [{ label, endsOn: Temporal.PlainDate.from(endsOn), used, service }] : [];
  });
  return lines.length === 0 ? null : { lines, stopped: linked.some(({ stopped }) => stopped) };
}

/** The key has 128 bits and is never stored, so nothing is gained by guessing. */
async function findByToken(ctx: Context, token: string): Promise<Linked[]> {
  return /^[A-Za-z0-9_-]{22}$/.test(token) ? findLinked(ctx.db.query, hashKey(token)) : [];
}

/** What a press beside a permit ends in. */
export type BeginResult =
  /** An application is begun in this browser: here it goes on. Of one that cannot be, the look-up says why. */
  | { kind: 'go'; service: Service; step: string }
  /** The link began one for this permit before. */
  | { kind: 'used' }
  /** The permit has another term by now. */
  | { kind: 'over' }
  | { kind: 'limited'; retryAfter: number }
  | { kind: 'unknown' };

/**
 * Begins the application about one permit of a reminder, in this browser: the register is asked anew, what it says is filled in with
 * the phone that the link was sent to, and the journey goes on with what it still asks for. By the city's policy that the link
 * reached the phone proves it, for this phone only. It does so once for each permit; what cannot be renewed uses nothing up.
 * @param label which of the reminder's permits, as `openReminder` names it
 */
export async function beginByReminder(
  ctx: Context,
  visitor: Visitor,
  request: { token: string; label: string; lang: Lang; place: string },
): Promise<BeginResult> {
  const { token, label, lang, place } = request;
  const linked = (await findByToken(ctx, token)).find((each) => each.label === label);
  const service = ctx.services.find(({ slug }) => slug === linked?.service);
  if (!linked || !service?.reminds) return { kind: 'unknown' };
  if (linked.used) return { kind: 'used' };
  const settings = await ctx.settings.now();
  const step = lookUpOf(service);
  const { answers } = linked;
  const looked = await lookUp(ctx, service, step, answers, settings, {
    address: visitor.address,
    goOn: false,
  });
  if (looked.kind === 'limited') return { kind: 'limited', retryAfter: looked.retryAfter };
  const begun: Draft = { ...emptyDraft(randomUUID(), service, lang), typed: answers, answers };
  if (looked.kind !== 'found') {
    if (looked.kind === 'not')
      await keepNewDraft(ctx.db.query, { ...begun, outcome: looked.outcome }, visitor.holder);
    return { kind: 'go', service, step: step.name };
  }
  const { found, learntAt } = looked;
  const renewal = await judgeRenewal(ctx, service, answers, settings);
  if (renewal.kind === 'may' && renewal.endsOn.toString() !== linked.endsOn) return { kind: 'over' };
  const phone = phoneAnswer(service);
  const proves = settings.of(service)['reminder-code']?.value === 'none';
  const next = await ctx.db.query.transaction().execute(async (trx) => {
    const now = await useLink(trx, linked);
    if (now === null) return null;
    const draft: Draft = {
      ...begun,
      typed: { ...answers, [phone]: showPhone(linked.phone) },
      answers: { ...answers, [phone]: linked.phone },
      found,
      learntAt,
      proof: proves ? { sms: { phone: linked.phone, at: now.toISOString(), link: true } } : {},
    };
    await keepNewDraft(trx, draft, visitor.holder);
    await record(trx, {
      actor: { kind: 'contractor' },
      place,
      action: 'reminder.used',
      subject: `message:${linked.messageId}`,
      data: { draft: begun.id },
    });
    const policy = policyFor(settings, service, visitor);
    return firstUnfinished(service, draft, { policy, now });
  });
  return next === null ? { kind: 'used' } : { kind: 'go', service, step: next.name };
}

/** Stops all reminders to the phone that the link was sent to. `false`: there is no such link. */
export async function stopByReminder(ctx: Context, token: string, place: string): Promise<boolean> {
  const [linked] = await findByToken(ctx, token);
  if (linked === undefined) return false;
  const { phone, messageId } = linked;
  await ctx.db.query
    .transaction()
    .execute((trx) => stopReminders(trx, { phone, through: 'link', place, subject: `message:${messageId}` }));
  return true;
}

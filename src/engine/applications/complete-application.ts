import { randomUUID } from 'node:crypto';
import { todayAt } from '../../platform/clock/calendar.ts';
import { keyedHash } from '../../platform/ids/secret.ts';
import { placeOf, record } from '../audit/record.ts';
import { readStep } from '../journey/read-step.ts';
import { sendMessageQueue } from '../notifications/queue.ts';
import { applicationSms } from '../notifications/application-sms.ts';
import { readCalendars } from '../settings/calendars.ts';
import { choicesOf, serviceLevel } from '../settings/of-service.ts';
import { sendSmsCode } from '../verification/sms-code.ts';
import {
  deleteTyped,
  insertCompleted,
  insertCompletedMessage,
  keepTyped,
  lockCompletable,
} from './completions.store.ts';
import { completedShown, whatChanged } from './completion.ts';
import { phoneAnswer } from './make-application.ts';
import { openCompletion, returnThatWaits, whyNone } from './open-completion.ts';
import { searchWords } from './search-words.ts';
import { pausesOf, promisedDay } from './service-clock.ts';
import type { Context, Visitor } from '../context.ts';
import type { Answers } from '../define/answers.ts';
import type { Problems } from '../journey/read-step.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { SettingsToday } from '../settings/settings.ts';
import type { Completion, Door, NoCompletion } from './open-completion.ts';

/** What completing ends in. */
export type CompleteResult =
  /** It is completed, and in the queue again. */
  | { kind: 'done' }
  /** Another phone was given: its code comes first. */
  | { kind: 'prove' }
  /** Something typed is wrong. Nothing is lost: the draft has it all. */
  | { kind: 'invalid'; completion: Completion; problems: Problems }
  /** The office has asked anew since the form was opened: this is what it asks. */
  | { kind: 'asked-anew'; completion: Completion }
  | NoCompletion;

/**
 * Completes what the office asked for, with what was sent: read as the journey reads it. Another phone is kept until its
 * code is given, as the journey does; everything else is done at once. Sending twice completes once.
 */
export async function complete(
  ctx: Context,
  visitor: Visitor,
  door: Door,
  request: { returnId: number; lang: Lang; sent: Record<string, string> },
): Promise<CompleteResult> {
  const settings = await ctx.settings.now();
  const completion = await openCompletion(ctx, visitor, door);
  if (completion.kind !== 'open') return completion;
  const { service, step, draft, returnId } = completion;
  if (request.returnId !== returnId) return { kind: 'asked-anew', completion };
  const context = { today: settings.today, choices: choicesOf(settings, service) };
  const read = readStep(service, step, draft, request.sent, context);
  if (Object.keys(read.problems).length > 0)
    return { kind: 'invalid', completion: { ...completion, draft: read.draft }, problems: read.problems };
  const { typed } = read.draft;
  const given = Object.fromEntries(step.asks.map((name) => [name, read.draft.answers[name] ?? '']));
  const name = phoneAnswer(service);
  const phone = given[name];
  if (phone === undefined || phone === draft.answers[name])
    return finish(ctx, visitor, settings, completion, given, null);
  const { lang } = request;
  const kept = typedOf(ctx, visitor, returnId);
  await keepTyped(ctx.db.query, { ...kept, version: service.version, lang }, { typed, answers: given });
  // When it cannot be sent now, the page says that none is on its way, and asking for one says why.
  await sendSmsCode(ctx, settings, { draftId: kept.id, phone, lang, address: visitor.address });
  return { kind: 'prove' };
}

/** Where what this browser types for a return waits for its code: one place for each. */
export function typedOf(
  ctx: Context,
  { holder }: Visitor,
  returnId: number,
): { id: string; holder: Buffer; returnId: number } {
  const hex = keyedHash(ctx.secret, 'completion', holder.toString('hex'), String(returnId)).toString('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)];
  return { id: parts.join('-'), holder, returnId };
}

/**
 * Writes what was completed, in one transaction: the application is locked, and must still wait for this very answer. The
 * event, the answers and their words, the place in the queue at its new promised day, the message and its job are all there
 * or nothing. `provenPhone`: another phone, whose code was given.
 */
export async function finish(
  ctx: Context,
  visitor: Visitor,
  settings: SettingsToday,
  { applicationId, returnId, service, draft }: Completion,
  given: Answers,
  provenPhone: string | null,
): Promise<{ kind: 'done' } | NoCompletion> {
  const submittedOn = await submittedDay(ctx, applicationId);
  const level = serviceLevel(await ctx.settings.on(submittedOn), service);
  const result = await ctx.db.query.transaction().execute(async (trx) => {
    const application = await lockCompletable(trx, applicationId);
    if (application === null) return { kind: 'unknown' } as const;
    if (returnThatWaits(application)?.id !== returnId) return whyNone(application, returnId);
    const { lang, reference, submittedAt, found, now } = application;
    const answers = { ...application.answers, ...given };
    const phone = answers[phoneAnswer(service)] ?? application.phone;
    const shown = completedShown(
      service,
      application,
      { ...draft, answers },
      given,
      choicesOf(settings, service),
    );
    const changed = whatChanged(application, answers, shown, given);
    const events = [...application.events, { kind: 'completed' as const, at: now, changed }];
    const clock = { submittedAt, level, pauses: pausesOf(events) };
    const promisedOn = promisedDay(clock, await readCalendars(trx));
    await insertCompleted(trx, application, {
      returnId,
      changed,
      answers,
      shown,
      phone,
      proof: provenPhone === null ? null : { sms: { phone: provenPhone, at: now.toISOString() } },
      promisedOn: promisedOn.toString(),
      reason: answers[service.review.reason ?? ''] ?? null,
      words: searchWords(service, { found, answers, phone }),
    });
    const of = { lang, reference, origin: ctx.publicUrl };
    const text = applicationSms(settings, service, of, { kind: 'completed', promisedOn });
    // Who gave another phone than before is told at both: the owner of the first must learn of it.
    for (const each of new Set([phone, application.phone])) {
      const message = { id: randomUUID(), phone: each, lang, text };
      await insertCompletedMessage(trx, applicationId, message);
      await ctx.jobs.enqueue(trx, sendMessageQueue, { messageId: message.id });
    }
    await deleteTyped(trx, returnId);
    await record(trx, {
      actor: { kind: 'contractor' },
      place: placeOf(ctx.secret, visitor.address),
      action: 'application.completed',
      subject: `application:${applicationId}`,
      data: { changed: Object.keys(changed), promisedOn: promisedOn.toString() },
    });
    return { kind: 'done' } as const;
  });
  if (result.kind === 'done') ctx.jobs.nudge(sendMessageQueue);
  return result;
}

async function submittedDay(ctx: Context, id: number): Promise<Temporal.PlainDate> {
  const { submitted_at: at } = await ctx.db.query
    .selectFrom('applications')
    .select('submitted_at')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return todayAt(at);
}

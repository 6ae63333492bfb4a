import { randomUUID } from 'node:crypto';
import { newReference } from '../../platform/ids/reference.ts';
import { keepFiling } from '../counter/keep-filing.ts';
import { lookUpOf } from '../journey/walk.ts';
import { applicationSms } from '../notifications/application-sms.ts';
import { sendMessageQueue } from '../notifications/queue.ts';
import { findOpenSince, uncheckedSubject } from '../registers/look-up.ts';
import { calendarOf } from '../settings/calendars.ts';
import { choicesOf, serviceLevel } from '../settings/of-service.ts';
import { insertApplication } from './applications.store.ts';
import { readBackAll } from './freeze.ts';
import { searchWords } from './search-words.ts';
import { promisedDay } from './service-clock.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Context, Visitor } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { Draft, NotPossible } from '../journey/draft.ts';
import type { SettingsToday } from '../settings/settings.ts';

/** The queue of applications that were taken while the register was down; a job holds the application's id. */
export const checkApplicationQueue = 'check-application';

/**
 * Makes the application of a draft, with everything that follows from it, in the transaction `trx`. `unchecked`: the
 * register is down, and is asked by a job as soon as it answers. `at`: the moment of submitting, that of the transaction.
 * Returns what stands in its way, or null when it is made.
 */
export async function makeApplication(
  ctx: Context,
  trx: Transaction<Schema>,
  visitor: Visitor,
  service: Service,
  draft: Draft,
  unchecked: boolean,
  settings: SettingsToday,
  at: Date,
): Promise<NotPossible | null> {
  const phone = draft.answers[phoneAnswer(service)];
  if (phone === undefined) throw new Error(`${service.slug}: the phone is missing`);
  const clock = { submittedAt: at, level: serviceLevel(settings, service), pauses: [] };
  const promisedOn = promisedDay(clock, [calendarOf(settings)]);
  const { found, lang, proof } = draft;
  const counter = visitor.counter === undefined ? undefined : proof.counter;
  const shown = readBackAll(service, draft, lang, choicesOf(settings, service));
  const [subject, alsoFree] = subjectsOf(service, draft);
  for (;;) {
    const reference = newReference();
    const text = applicationSms(
      settings,
      service,
      { lang, reference, origin: ctx.publicUrl },
      unchecked ? { kind: 'unchecked', receivedOn: settings.today } : { kind: 'submitted', promisedOn },
    );
    const message = { id: randomUUID(), text };
    const application = {
      reference,
      intent: draft.id,
      holder: visitor.holder,
      service: service.slug,
      version: service.version,
      lang,
      subject,
      alsoFree,
      found,
      unchecked,
      answers: draft.answers,
      shown,
      proof: counter ? { kind: 'counter' as const, staffId: counter.staffId } : proof,
      phone,
      promisedOn: promisedOn.toString(),
      reason: draft.answers[service.review.reason ?? ''] ?? null,
      words: searchWords(service, { found, answers: draft.answers, phone }),
    };
    const inserted = await insertApplication(trx, application, message);
    if (inserted === 'reference-taken') continue;
    if (inserted === 'taken') {
      const since = await findOpenSince(trx, service, [subject, alsoFree]);
      return { kind: 'already-open', since: (since ?? new Date()).toISOString(), subject };
    }
    if (visitor.counter && counter) await keepFiling(trx, visitor.counter, inserted.id, counter);
    await ctx.jobs.enqueue(trx, sendMessageQueue, { messageId: message.id });
    if (unchecked) await ctx.jobs.enqueue(trx, checkApplicationQueue, { applicationId: String(inserted.id) });
    return null;
  }
}

/** The answer that holds the phone: the one that the journey proves. */
export function phoneAnswer(service: Service): string {
  const step = service.journey.find((each) => each.kind === 'prove');
  if (step?.kind !== 'prove') throw new Error(`${service.slug} proves no phone`);
  return step.phone;
}

/**
 * What an application is about, and what must be free beside it: numbers that wait for the register and the row that
 * they would find are one matter.
 */
export function subjectsOf(service: Service, draft: Draft): [string, string] {
  const waiting = uncheckedSubject(lookUpOf(service), draft.answers);
  return [draft.found?.subject ?? waiting, waiting];
}

import { randomUUID } from 'node:crypto';
import { todayAt } from '../../platform/clock/calendar.ts';
import { lookUpOf } from '../journey/walk.ts';
import { applicationSms } from '../notifications/application-sms.ts';
import { sendMessageQueue } from '../notifications/queue.ts';
import { findRow, registerDown } from '../registers/look-up.ts';
import { stateOf } from './application.ts';
import { findApplication, isClaimedMeanwhile } from './applications.store.ts';
import { endApplication, findAnswers, findOtherSince, keepFound, lockWaiting } from './checks.store.ts';
import { readBackFound } from './freeze.ts';
import { searchWords } from './search-words.ts';
import type { Context } from '../context.ts';
import type { Answers } from '../define/answers.ts';
import type { Service } from '../define/define-service.ts';
import type { FoundRow } from '../define/register.ts';
import type { NotPossible } from '../journey/draft.ts';
import type { RegisterAnswer } from '../registers/register-source.ts';
import type { SettingsToday } from '../settings/settings.ts';
import type { Application } from './application.ts';

/** The register still does not answer: the job is tried again. */
class StillDown extends Error {
  override name = 'StillDown';
}

/**
 * Looks an application up that was taken while its register was down. Found and allowed, it goes on with what the
 * register says; else it ends, and its contractor is told why. One that was checked before stays as it is. The register
 * is asked outside of the transaction, which locks the application: however many do this at once, and whatever dies,
 * the register's word is taken once. Throws when it still does not answer.
 */
export async function checkApplication(ctx: Context, applicationId: string): Promise<void> {
  const application = await findApplication(ctx.db, Number(applicationId));
  if (application === null || stateOf(application.events) !== 'waiting-for-register') return;
  const service = ctx.services.find(({ slug }) => slug === application.service);
  if (!service) throw new Error(`There is no service «${application.service}» any more`);
  const answers = await findAnswers(ctx.db.query, application.id);
  const answer = await findRow(ctx, lookUpOf(service), answers, ctx.db.query, { hold: false });
  if (answer === registerDown) throw new StillDown('The register still does not answer');
  const judged = await judgeAsThen(ctx, service, application, answer);
  const work = () => keep(ctx, service, application, answers, judged);
  await work().catch((error: unknown) => {
    // Another application took the subject at the same moment: now it can be seen.
    if (isClaimedMeanwhile(error)) return work();
    throw error;
  });
}

type Judged =
  { kind: 'found'; found: FoundRow; learntAt: Date | null } | { kind: 'not'; outcome: NotPossible };

/**
 * The rules as they were on the day of submitting: who asked in time is not late because the register was down. Who
 * asked too early then, and would not today, is not sent away either.
 */
async function judgeAsThen(
  ctx: Context,
  service: Service,
  application: Application,
  { row, learntAt }: RegisterAnswer,
): Promise<Judged> {
  if (row === null) return { kind: 'not', outcome: { kind: 'miss' } };
  const { register } = lookUpOf(service);
  const on = (settings: SettingsToday) => ({ today: settings.today, settings: settings.of(service) });
  const then = on(await ctx.settings.on(todayAt(application.submittedAt)));
  const refusal = register.refuse(row, then);
  if (refusal !== null && register.refuse(row, on(await ctx.settings.now())) !== null)
    return { kind: 'not', outcome: { kind: 'refused', refusal } };
  return { kind: 'found', found: register.read(row, then), learntAt };
}

/** Writes down what the register said, in one transaction, unless that was done meanwhile. */
async function keep(
  ctx: Context,
  service: Service,
  application: Application,
  answers: Answers,
  judged: Judged,
): Promise<void> {
  const settings = await ctx.settings.now();
  const ended = await ctx.db.query.transaction().execute(async (trx) => {
    if (!(await lockWaiting(trx, application.id))) return false;
    let outcome: NotPossible;
    if (judged.kind === 'not') outcome = judged.outcome;
    else {
      const { found, learntAt } = judged;
      const since = await findOtherSince(trx, application, found.subject);
      if (since === null) {
        const shown = readBackFound(service, found, learntAt, application.lang);
        const words = searchWords(service, { found, answers, phone: application.phone });
        await keepFound(trx, application, found, shown, words);
        return false;
      }
      outcome = { kind: 'already-open', since: since.toISOString(), subject: found.subject };
    }
    const { lang, reference } = application;
    const of = { lang, reference, origin: ctx.publicUrl };
    const text = applicationSms(settings, service, of, { kind: 'not-renewable', outcome });
    const message = { id: randomUUID(), text };
    await endApplication(trx, application, outcome, message);
    await ctx.jobs.enqueue(trx, sendMessageQueue, { messageId: message.id });
    return true;
  });
  if (ended) ctx.jobs.nudge(sendMessageQueue);
}

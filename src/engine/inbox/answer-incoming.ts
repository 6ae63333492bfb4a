import { randomUUID } from 'node:crypto';
import { count } from '../../platform/limits/count.ts';
import { keyedHash } from '../../platform/ids/secret.ts';
import { stateForPhone } from '../applications/status.ts';
import { emptyDraft } from '../journey/draft.ts';
import { readStep } from '../journey/read-step.ts';
import { lookUpOf } from '../journey/walk.ts';
import { sendMessageQueue } from '../notifications/queue.ts';
import { lookUp } from '../registers/look-up.ts';
import { stopReminders } from '../reminders/agree.ts';
import { choicesOf } from '../settings/of-service.ts';
import { permitAnswer, say, stateAnswer } from './answer-words.ts';
import { findWaiting, insertAnswer, settle } from './incoming.store.ts';
import { readQuestion } from './question.ts';
import type { Context } from '../context.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Question } from './question.ts';

/**
 * Answers one SMS, once, however often its job is done and wherever it was killed: in the transaction that settles it. What is
 * beyond the limits is settled without an answer; only stopping reminders is done all the same.
 */
export async function answerIncoming(ctx: Context, gateway: string, id: string): Promise<void> {
  const sms = await findWaiting(ctx.db.query, gateway, id);
  if (sms === null) return;
  const { phone } = sms;
  const question = readQuestion(sms.text);
  const { phone: ofPhone, all } = (await ctx.settings.now()).portal['limits.sms-answers'].value;
  const counts = await count(ctx.db, ctx.secret, [
    { what: 'answers to a phone', whom: phone, ...ofPhone, add: 1 },
    { what: 'answers in all', whom: 'sms', ...all, add: 1 },
  ]);
  const isOver = counts.some(({ over }) => over);
  if (isOver) ctx.log.warn('sms.answers.alarm', { what: counts.find(({ over }) => over)?.what ?? '' });
  const answer = isOver && question.kind !== 'stop' ? null : await answerTo(ctx, phone, question);
  const wrote = await ctx.db.query.transaction().execute(async (trx) => {
    if (!(await settle(trx, sms, isOver || answer === null ? 'limited' : question.kind))) return false;
    if (question.kind === 'stop') {
      const subject = `phone:${keyedHash(ctx.secret, 'audit phone', phone).toString('hex').slice(0, 16)}`;
      await stopReminders(trx, { phone, through: 'sms', place: 'sms', subject });
    }
    if (isOver || answer === null) return false;
    const message = { id: randomUUID(), phone, ...answer };
    await insertAnswer(trx, message);
    await ctx.jobs.enqueue(trx, sendMessageQueue, { messageId: message.id });
    return true;
  });
  if (wrote) ctx.jobs.nudge(sendMessageQueue);
}

/** The answer in words; null: the limits of the look-up are reached, and nothing is said. */
async function answerTo(
  ctx: Context,
  phone: string,
  question: Question,
): Promise<{ lang: Lang; text: string } | null> {
  const { lang } = question;
  switch (question.kind) {
    case 'stop':
      return { lang, text: say('stopped', lang) };
    case 'help':
      return { lang, text: say('help', lang) };
    case 'reference': {
      const found = await stateForPhone(ctx, question.reference, phone);
      if (found === null) return { lang, text: say('noSuch', lang) };
      return { lang: found.application.lang, text: stateAnswer(found.application, found.state) };
    }
    case 'numbers':
      return answerNumbers(ctx, phone, question.numbers, lang);
  }
}

/** The same look-up as the form's, with the same limits: the phone stands for the address. */
async function answerNumbers(
  ctx: Context,
  phone: string,
  numbers: readonly string[],
  lang: Lang,
): Promise<{ lang: Lang; text: string } | null> {
  const settings = await ctx.settings.now();
  const service = ctx.services.find((each) => lookUpOf(each).asks.length === numbers.length);
  if (service === undefined) return { lang, text: say('help', lang) };
  const step = lookUpOf(service);
  const sent = Object.fromEntries(step.asks.map((name, at) => [name, numbers[at] ?? '']));
  const reading = { today: settings.today, choices: choicesOf(settings, service) };
  const { draft, problems } = readStep(service, step, emptyDraft('', service, lang), sent, reading);
  if (Object.keys(problems).length > 0) return { lang, text: service.text[lang].miss.title };
  const address = `sms ${phone}`;
  const looked = await lookUp(ctx, service, step, draft.answers, settings, { address, goOn: false });
  return looked.kind === 'limited' ? null : { lang, text: permitAnswer(service, looked, lang) };
}

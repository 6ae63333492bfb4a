import { randomUUID } from 'node:crypto';
import { addWorkingDays, todayAt, workDayOf } from '../../platform/clock/calendar.ts';
import { cleanText } from '../../platform/i18n/fold.ts';
import { readApplication, holdApplication } from '../applications/hold-application.ts';
import { findOpenStatus } from '../applications/status.ts';
import { placeOf, record } from '../audit/record.ts';
import { applicationSms } from '../notifications/application-sms.ts';
import { sendMessageQueue } from '../notifications/queue.ts';
import { writeMessage } from '../notifications/write-message.ts';
import { calendarOf } from '../settings/calendars.ts';
import { objectionDays, serviceLevel } from '../settings/of-service.ts';
import { mostObjectionCharacters, refusalThatStands } from './objection.ts';
import { insertObjection } from './objections.store.ts';
import { isOver, untilOf } from './open-objection.ts';
import type { Context, Visitor } from '../context.ts';

/** What objecting ends in. */
export type FileObjectionResult =
  | { kind: 'filed'; answerBy: string }
  | { kind: 'invalid'; words: 'needed' | 'too-long' }
  /** There is an objection to this refusal: pressed twice, or in two browsers. */
  | { kind: 'there' }
  /** The time is over, or the refusal is not the one that was shown. */
  | { kind: 'over' }
  /** This browser may look at nothing. */
  | { kind: 'unknown' };

/**
 * Objects to the refusal of the application that this browser may look at, in its contractor's own words. The application is
 * locked as deciding does; the table takes one objection for a refusal, however often it is sent. `refusal`: the one that was
 * shown, by the number of its event.
 */
export async function fileObjection(
  ctx: Context,
  visitor: Visitor,
  typed: { refusal: number; words: string },
): Promise<FileObjectionResult> {
  const status = await findOpenStatus(ctx, visitor);
  const service = ctx.services.find(({ slug }) => slug === status?.application.service);
  if (status === null || !service) return { kind: 'unknown' };
  const words = cleanText(typed.words, { lines: true });
  if (words === '') return { kind: 'invalid', words: 'needed' };
  if (words.length > mostObjectionCharacters) return { kind: 'invalid', words: 'too-long' };
  const { id } = status.application;
  const settings = await ctx.settings.now();
  const seen = await readApplication(ctx.db.query, id);
  const refused = seen && refusalThatStands(seen.events, seen.now);
  if (!refused) return { kind: 'over' };
  const days = objectionDays(await ctx.settings.on(todayAt(refused.at)), service);
  const result = await ctx.db.query.transaction().execute(async (trx): Promise<FileObjectionResult> => {
    const application = await holdApplication(trx, id);
    const refusal = application && refusalThatStands(application.events, application.now);
    if (!refusal || refusal.id !== typed.refusal) return { kind: 'over' };
    if (isOver(application, await untilOf(ctx, service, refusal, trx, days))) return { kind: 'over' };
    const { time } = calendarOf(settings);
    const promised = addWorkingDays(workDayOf(application.now, time), serviceLevel(settings, service), time);
    const objection = { applicationId: id, refusalId: refusal.id, words, answerBy: promised.toString() };
    const objectionId = await insertObjection(trx, objection);
    if (objectionId === null) return { kind: 'there' };
    const { lang, reference, phone } = application;
    const text = applicationSms(
      settings,
      service,
      { lang, reference, origin: ctx.publicUrl },
      {
        kind: 'objected',
        promisedOn: promised,
      },
    );
    const message = {
      id: randomUUID(),
      kind: 'objected',
      applicationId: id,
      eventId: null,
      phone,
      lang,
      text,
    } as const;
    await writeMessage(ctx, trx, message);
    await record(trx, {
      actor: { kind: 'contractor' },
      place: placeOf(ctx.secret, visitor.address),
      action: 'application.objected',
      subject: `application:${id}`,
      data: { objection: objectionId, answerBy: objection.answerBy },
    });
    return { kind: 'filed', answerBy: objection.answerBy };
  });
  if (result.kind === 'filed') ctx.jobs.nudge(sendMessageQueue);
  return result;
}

import { randomUUID } from 'node:crypto';
import { todayAt } from '../../platform/clock/calendar.ts';
import { hashKey } from '../../platform/ids/secret.ts';
import { stateOf } from '../applications/application.ts';
import { holdApplication } from '../applications/hold-application.ts';
import { readCode } from '../applications/prove-phone.ts';
import { placeOf, record } from '../audit/record.ts';
import { applicationSms } from '../notifications/application-sms.ts';
import { sendMessageQueue } from '../notifications/queue.ts';
import { linkToken } from '../notifications/links.ts';
import { writeMessage } from '../notifications/write-message.ts';
import { phoneChangeHours } from '../settings/of-service.ts';
import { checkSmsCode, newestCode, sendSmsCode } from '../verification/sms-code.ts';
import { findPlace } from './ask-phone-change.ts';
import { mayAsk } from './phone-change.ts';
import { deleteWanted, findPhoneChanges, findWanted, insertPhoneChange } from './phone-changes.store.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { CodeProblem } from '../applications/prove-phone.ts';
import type { Context, Visitor } from '../context.ts';
import type { WaitingForPhoneCode } from './ask-phone-change.ts';

/** What proving another phone ends in. */
export type ProvePhoneResult =
  /** It waits now; the phone from before is told. */
  | { kind: 'waiting'; dueAt: Date }
  /** Another code was sent. */
  | { kind: 'sent' }
  | { kind: 'wrong'; waiting: WaitingForPhoneCode; problem: CodeProblem }
  /** Nothing of this browser waits for a code, or it may not be asked for any more. */
  | { kind: 'nothing' };

/**
 * Checks the code that another phone received, or sends one again. Right: the change is written down and waits, and the phone from
 * before is told, with a link that stops it. The application is locked, and one change of it waits at a time.
 */
export async function provePhoneChange(
  ctx: Context,
  visitor: Visitor,
  request: { action: 'check' | 'resend'; typed: string; lang: Lang },
): Promise<ProvePhoneResult> {
  const settings = await ctx.settings.now();
  const place = await findPlace(ctx, visitor);
  const phone = place && (await findWanted(ctx.db.query, place.draft));
  if (!place || !phone) return { kind: 'nothing' };
  const { draft, service } = place;
  const waiting = { phone, newest: await newestCode(ctx.db.query, draft.id, phone) };
  const wrong = (problem: CodeProblem): ProvePhoneResult => ({ kind: 'wrong', waiting, problem });
  if (request.action === 'resend') {
    const code = { draftId: draft.id, phone, lang: request.lang, address: visitor.address };
    const sent = await sendSmsCode(ctx, settings, code);
    if (sent.kind === 'gone') return { kind: 'nothing' };
    if (sent.kind === 'wait') return wrong({ code: 'code-wait', seconds: sent.seconds });
    if (sent.kind === 'limited') return wrong({ code: 'code-not-sent', seconds: sent.seconds });
    return { kind: 'sent' };
  }
  const digits = readCode(request.typed);
  if (digits === '') return wrong({ code: 'code-required' });
  if (!/^[0-9]{6}$/.test(digits)) return wrong({ code: 'code-not-six-digits' });
  const checked = await checkSmsCode(ctx, settings, { draftId: draft.id, phone, digits });
  if (checked.kind === 'limited') return wrong({ code: 'code-tries', seconds: checked.seconds });
  if (checked.kind === 'wrong') return wrong({ code: 'code-wrong' });
  const hours = phoneChangeHours(settings, service);
  const { applicationId } = draft;
  const result = await ctx.db.query.transaction().execute(async (trx): Promise<ProvePhoneResult> => {
    const application = await holdApplication(trx, applicationId);
    const changes = await findPhoneChanges(trx, applicationId);
    if (!application || application.phone === phone || !mayAsk(stateOf(application.events), changes))
      return { kind: 'nothing' };
    const { lang, reference, phone: oldPhone } = application;
    const id = randomUUID();
    const stopHash = hashKey(linkToken(ctx.secret, 'phone-change', id));
    const change = await insertPhoneChange(trx, {
      applicationId,
      oldPhone,
      newPhone: phone,
      hours,
      stopHash,
    });
    if (change === null) return { kind: 'nothing' };
    await deleteWanted(trx, applicationId);
    const facts = { kind: 'phone-change', on: todayAt(change.dueAt) } as const;
    const text = applicationSms(settings, service, { lang, reference, origin: ctx.publicUrl }, facts);
    const message = {
      id,
      kind: 'phone-change',
      applicationId,
      eventId: null,
      phone: oldPhone,
      lang,
      text,
    } as const;
    await writeMessage(ctx, trx, message);
    await record(trx, {
      actor: { kind: 'contractor' },
      place: placeOf(ctx.secret, visitor.address),
      action: 'phone.asked',
      subject: `application:${applicationId}`,
      data: { change: change.id },
    });
    return { kind: 'waiting', dueAt: change.dueAt };
  });
  if (result.kind === 'waiting') ctx.jobs.nudge(sendMessageQueue);
  return result;
}

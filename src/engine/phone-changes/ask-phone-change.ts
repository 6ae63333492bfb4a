import { readMobile } from '../../platform/i18n/phone.ts';
import { keyedHash } from '../../platform/ids/secret.ts';
import { findOpenStatus } from '../applications/status.ts';
import { newestCode, sendSmsCode } from '../verification/sms-code.ts';
import { mayAsk } from './phone-change.ts';
import { findPhoneChanges, findWanted, keepWanted } from './phone-changes.store.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Status } from '../applications/status.ts';
import type { Context, Visitor } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { PhoneChange } from './phone-change.ts';

/** What its contractor may know and do about the phone of an application. */
export type PhoneChangeOf = { last: PhoneChange | null; may: boolean };

/** The last change of the phone of an application, and whether another one may be asked for. */
export async function phoneChangeOf(ctx: Context, { application, state }: Status): Promise<PhoneChangeOf> {
  const changes = await findPhoneChanges(ctx.db.query, application.id);
  return { last: changes.at(-1) ?? null, may: mayAsk(state, changes) };
}

/** What asking for another phone ends in. */
export type AskPhoneResult =
  /** The code comes first. */
  | { kind: 'prove' }
  | { kind: 'invalid'; phone: 'needed' | 'not-mobile' | 'same' }
  /** It may not be asked for now. */
  | { kind: 'not-now' }
  /** This browser may look at nothing. */
  | { kind: 'unknown' };

/**
 * Asks for another phone, from a status page that this browser may look at: the number is kept, and a code is sent to it. Nothing of
 * the application changes before the code is given, the wait is over, and the phone from before did not stop it.
 */
export async function askPhoneChange(
  ctx: Context,
  visitor: Visitor,
  request: { typed: string; lang: Lang },
): Promise<AskPhoneResult> {
  const place = await findPlace(ctx, visitor);
  if (place === null) return { kind: 'unknown' };
  if (!(await phoneChangeOf(ctx, place.status)).may) return { kind: 'not-now' };
  if (request.typed.trim() === '') return { kind: 'invalid', phone: 'needed' };
  const read = readMobile(request.typed);
  if (!read.ok) return { kind: 'invalid', phone: 'not-mobile' };
  if (read.e164 === place.status.application.phone) return { kind: 'invalid', phone: 'same' };
  const { draft, service } = place;
  await keepWanted(ctx.db.query, { ...draft, version: service.version, lang: request.lang }, read.e164);
  const settings = await ctx.settings.now();
  // When it cannot be sent now, the page says that none is on its way, and asking for one says why.
  const code = { draftId: draft.id, phone: read.e164, lang: request.lang, address: visitor.address };
  await sendSmsCode(ctx, settings, code);
  return { kind: 'prove' };
}

/** What waits for the code of another phone. `newest`: the message that is on its way, if one is. */
export type WaitingForPhoneCode = { phone: string; newest: { prefix: string } | null };

/** What of this browser waits for the code of another phone. */
export async function findPhoneWaiting(
  ctx: Context,
  visitor: Visitor | null,
): Promise<WaitingForPhoneCode | null> {
  const place = visitor && (await findPlace(ctx, visitor));
  const phone = place && (await findWanted(ctx.db.query, place.draft));
  return place && phone ? { phone, newest: await newestCode(ctx.db.query, place.draft.id, phone) } : null;
}

/** The application that this browser may look at, and where a number that it wants is kept: one place for each. */
export async function findPlace(
  ctx: Context,
  visitor: Visitor,
): Promise<{
  status: Status;
  service: Service;
  draft: { id: string; holder: Buffer; applicationId: number };
} | null> {
  const status = await findOpenStatus(ctx, visitor);
  const service = ctx.services.find(({ slug }) => slug === status?.application.service);
  if (status === null || !service) return null;
  const { id: applicationId } = status.application;
  const { holder } = visitor;
  const hex = keyedHash(ctx.secret, 'phone change', holder.toString('hex'), String(applicationId)).toString(
    'hex',
  );
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)];
  return { status, service, draft: { id: parts.join('-'), holder, applicationId } };
}

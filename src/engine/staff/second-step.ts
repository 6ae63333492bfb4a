import { count } from '../../platform/limits/count.ts';
import { seal, unseal } from '../../platform/ids/seal.ts';
import { keyedHash } from '../../platform/ids/secret.ts';
import { record, staffOrigin } from '../audit/record.ts';
import { recordRefusal } from './record-refusal.ts';
import { proveSession } from './sessions.ts';
import { readCodes, useStep, writeCodes } from './staff.store.ts';
import { stepOfCode, writeEnrolment } from './totp.ts';
import type { Counted } from '../../platform/limits/count.ts';
import type { Context } from '../context.ts';
import type { Session } from './sessions.ts';
import type { Enrolment } from './totp.ts';

/** What a secret of codes is sealed for. */
export const sealedFor = 'codes of staff';

/** How long the secret of an app is, in bytes: what RFC 4226 asks for. */
const secretBytes = 20;

/** The secret that a session offers to an app. It follows from the session, so loading the page again shows the same. */
export function offeredSecret(ctx: Context, { tokenHash }: Session): Buffer {
  return keyedHash(ctx.secret, 'codes offered', tokenHash.toString('hex')).subarray(0, secretBytes);
}

/**
 * What a person without an app for codes puts into one on the way in; `null` for who has one, or has a passkey: a password alone
 * shall not be enough to connect an app beside it.
 */
export function offerEnrolment(ctx: Context, session: Session, issuer: string): Enrolment | null {
  if (hasSecondFactor(session)) return null;
  return writeOffer(ctx, session, issuer);
}

function hasSecondFactor({ person }: Session): boolean {
  return person.hasCodes || person.passkeys > 0;
}

/** The key that a session offers to an app, as it is put in. */
export function writeOffer(ctx: Context, session: Session, issuer: string): Enrolment {
  return writeEnrolment(offeredSecret(ctx, session), session.person.login, issuer);
}

/** What a code ends in. `ended`: the session is no more. */
export type SecondStepResult =
  | { kind: 'passed'; token: string }
  | { kind: 'wrong' }
  | { kind: 'limited'; retryAfter: number }
  | { kind: 'ended' };

/** What wrong second steps are counted by. Only who has the password comes here, so the count may be the person's: no stranger can use it up. */
export function secondStepTries({ person }: Session, add: number): Counted[] {
  return [{ what: 'second step', whom: String(person.id), max: 10, seconds: 3600, add }];
}

/**
 * Looks at a code, or, where no app is enrolled yet, at the first code of the app that was offered, and then keeps its
 * secret, encrypted. A code is good once. The session goes on under a new token.
 */
export async function passSecondStep(
  ctx: Context,
  session: Session,
  typed: string,
  place: string,
): Promise<SecondStepResult> {
  const { id } = session.person;
  const refused = { subject: id, by: null, place, same: String(id) };
  const [counted] = await count(ctx.db, ctx.secret, secondStepTries(session, 1));
  if (counted?.over) {
    ctx.log.warn('staff.second-step.alarm', { person: id, count: counted.count });
    await recordRefusal(ctx, { ...refused, why: 'limited' });
    return { kind: 'limited', retryAfter: counted.anewIn };
  }
  const result = await checkCode(ctx, session, typed, place);
  if (result.kind === 'passed') await count(ctx.db, ctx.secret, secondStepTries(session, -1));
  if (result.kind === 'wrong') await recordRefusal(ctx, { ...refused, why: 'code' });
  return result;
}

async function checkCode(
  ctx: Context,
  session: Session,
  typed: string,
  place: string,
): Promise<SecondStepResult> {
  const { id } = session.person;
  const { sealed, now } = await readCodes(ctx.db.query, id);
  if (sealed === null && hasSecondFactor(session)) return { kind: 'wrong' };
  const secret =
    sealed === null ? offeredSecret(ctx, session) : unseal(ctx.secret, sealedFor, String(id), sealed);
  const step = stepOfCode(secret, typed, now);
  if (step === null) return { kind: 'wrong' };
  const result = await ctx.db.query.transaction().execute(async (trx): Promise<SecondStepResult> => {
    const used =
      sealed === null
        ? await writeCodes(trx, id, seal(ctx.secret, sealedFor, String(id), secret), step)
        : await useStep(trx, id, sealed, step);
    if (!used) return { kind: 'wrong' };
    const token = await proveSession(trx, session);
    if (token === null) return { kind: 'ended' };
    const entry = { ...staffOrigin({ id, place }), subject: `staff:${id}` };
    if (sealed === null) await record(trx, { ...entry, action: 'staff.enrolled', data: { way: 'app' } });
    await record(trx, { ...entry, action: 'staff.signed-in', data: { way: 'app', complete: true } });
    return { kind: 'passed', token };
  });
  if (result.kind === 'passed') ctx.log.info('staff.second-step', { person: id, enrolled: sealed === null });
  return result;
}

import { count } from '../../platform/limits/count.ts';
import { seal, unseal } from '../../platform/ids/seal.ts';
import { keyedHash } from '../../platform/ids/secret.ts';
import { proveSession } from './sessions.ts';
import { readCodes, useStep, writeCodes } from './staff.store.ts';
import { stepOfCode, writeEnrolment } from './totp.ts';
import type { Counted } from '../../platform/limits/count.ts';
import type { Context } from '../context.ts';
import type { Session } from './sessions.ts';
import type { Enrolment } from './totp.ts';

/** What a secret of codes is sealed for. */
const sealedFor = 'codes of staff';

/** How long the secret of an app is, in bytes: what RFC 4226 asks for. */
const secretBytes = 20;

/** The secret that a session offers to an app. It follows from the session, so loading the page again shows the same. */
function offered(ctx: Context, { tokenHash }: Session): Buffer {
  return keyedHash(ctx.secret, 'codes offered', tokenHash.toString('hex')).subarray(0, secretBytes);
}

/** What a person without an app for codes puts into one; `null` for who has one. */
export function offerEnrolment(ctx: Context, session: Session, issuer: string): Enrolment | null {
  if (session.person.hasCodes) return null;
  return writeEnrolment(offered(ctx, session), session.person.login, issuer);
}

/** What a code ends in. `ended`: the session is no more. */
export type SecondStepResult =
  | { kind: 'passed'; token: string }
  | { kind: 'wrong' }
  | { kind: 'limited'; retryAfter: number }
  | { kind: 'ended' };

/** Only who has the password comes here, so the count may be the person's: no stranger can use it up. */
function tries({ person }: Session, add: number): Counted[] {
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
): Promise<SecondStepResult> {
  const [counted] = await count(ctx.db, ctx.secret, tries(session, 1));
  if (counted?.over) {
    ctx.log.warn('staff.second-step.alarm', { person: session.person.id, count: counted.count });
    return { kind: 'limited', retryAfter: counted.anewIn };
  }
  const { id } = session.person;
  const { sealed, now } = await readCodes(ctx.db.query, id);
  const secret = sealed === null ? offered(ctx, session) : unseal(ctx.secret, sealedFor, String(id), sealed);
  const step = stepOfCode(secret, typed, now);
  if (step === null) return { kind: 'wrong' };
  const result = await ctx.db.query.transaction().execute(async (trx): Promise<SecondStepResult> => {
    const used =
      sealed === null
        ? await writeCodes(trx, id, seal(ctx.secret, sealedFor, String(id), secret), step)
        : await useStep(trx, id, sealed, step);
    if (!used) return { kind: 'wrong' };
    const token = await proveSession(trx, session);
    return token === null ? { kind: 'ended' } : { kind: 'passed', token };
  });
  if (result.kind === 'passed') {
    await count(ctx.db, ctx.secret, tries(session, -1));
    ctx.log.info('staff.second-step', { person: id, enrolled: sealed === null });
  }
  return result;
}

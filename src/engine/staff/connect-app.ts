import { seal } from '../../platform/ids/seal.ts';
import { record, staffOrigin } from '../audit/record.ts';
import { provePassword } from './prove-password.ts';
import { offeredSecret, sealedFor } from './second-step.ts';
import { holdSession } from './sessions.ts';
import { clearCodes, findPerson, holdPerson, readCodes, writeCodes } from './staff.store.ts';
import { stepOfCode } from './totp.ts';
import type { Context } from '../context.ts';
import type { PasswordProof } from './prove-password.ts';
import type { Session } from './sessions.ts';

/** What connecting an app ends in. `wrong-code`: it is not what the app that was offered shows; `there`: one is connected. */
export type ConnectResult =
  | { kind: 'connected' }
  | { kind: 'wrong-code' }
  | { kind: 'there' }
  | Exclude<PasswordProof, { kind: 'right' }>;

/**
 * Connects an app for codes beside what a signed-in person has: the password again, and the first code of the app.
 * @throws TooManyPasswordsError when too many passwords are looked at
 */
export async function connectApp(
  ctx: Context,
  session: Session,
  given: { password: string; code: string; place: string },
): Promise<ConnectResult> {
  const { id } = session.person;
  const { password, code, place } = given;
  const proof = await provePassword(ctx, session, password, place);
  if (proof.kind !== 'right') return proof;
  const { now } = await readCodes(ctx.db.query, id);
  const secret = offeredSecret(ctx, session);
  const step = stepOfCode(secret, code, now);
  if (step === null) return { kind: 'wrong-code' };
  const sealed = seal(ctx.secret, sealedFor, String(id), secret);
  return ctx.db.query.transaction().execute(async (trx): Promise<ConnectResult> => {
    if (!(await holdSession(trx, session)) || !(await writeCodes(trx, id, sealed, step)))
      return { kind: 'there' };
    await record(trx, {
      ...staffOrigin({ id, place }),
      action: 'staff.enrolled',
      subject: `staff:${id}`,
      data: { way: 'app' },
    });
    return { kind: 'connected' };
  });
}

/** What disconnecting the app ends in. `last`: without it only the password would be left. */
export type DisconnectResult = { kind: 'done' } | { kind: 'last' };

/** Takes the app for codes off, for who has a passkey; in the demo, for everybody. */
export function disconnectApp(ctx: Context, session: Session, place: string): Promise<DisconnectResult> {
  const { id } = session.person;
  return ctx.db.query.transaction().execute(async (trx): Promise<DisconnectResult> => {
    const held = await holdPerson(trx, id);
    if (held === null || !held.person.hasCodes) return { kind: 'done' };
    // Read once the person is held: what the holding statement counted may be from before it waited.
    const person = await findPerson(trx, { id });
    if (!ctx.demo && person?.passkeys === 0 && held.person.hasPassword) return { kind: 'last' };
    await clearCodes(trx, id);
    await record(trx, {
      ...staffOrigin({ id, place }),
      action: 'staff.removed',
      subject: `staff:${id}`,
      data: { way: 'app' },
    });
    return { kind: 'done' };
  });
}

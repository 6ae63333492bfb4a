import { hashPassword, isPassword } from '../../platform/ids/password-hash.ts';
import { judgePassword } from './password-rules.ts';
import { record, staffOrigin } from '../audit/record.ts';
import { provePassword } from './prove-password.ts';
import { beginSession, endSessionsOf, placeOfDevice } from './sessions.ts';
import { readPassword, writePassword } from './staff.store.ts';
import type { Context } from '../context.ts';
import type { PasswordProblem } from './password-rules.ts';
import type { Device, Session } from './sessions.ts';

/**
 * What a change ends in. `same`: it is the password of before; `differs`: it was typed in two ways. `ended`: it was
 * changed or reset elsewhere meanwhile.
 */
export type ChangePasswordResult =
  | { kind: 'changed'; token: string }
  | { kind: 'invalid'; problem: PasswordProblem | 'same' | 'differs' }
  | { kind: 'wrong' }
  | { kind: 'limited'; retryAfter: number }
  | { kind: 'ended' };

/**
 * Gives a person a password of their own. `current`: the password of before; who has just signed in with a one-time
 * password is not asked for it again. All sessions end; this browser goes on in a new one.
 * @throws TooManyPasswordsError when too many passwords are looked at
 */
export async function changePassword(
  ctx: Context,
  session: Session,
  given: { current: string; password: string; again: string; device: Device },
): Promise<ChangePasswordResult> {
  const { person } = session;
  const stored = await readPassword(ctx.db.query, person.id);
  if (!person.mustChangePassword) {
    const proof = await provePassword(ctx, session, given.current, placeOfDevice(ctx, given.device));
    if (proof.kind !== 'right') return proof;
  }
  const problem = judgePassword(given.password, person.login);
  if (problem) return { kind: 'invalid', problem };
  if (given.password !== given.again) return { kind: 'invalid', problem: 'differs' };
  if (await isPassword(given.password, stored)) return { kind: 'invalid', problem: 'same' };
  const password = await hashPassword(given.password);
  const token = await ctx.db.query.transaction().execute(async (trx) => {
    if (!(await writePassword(trx, person.id, stored, password))) return null;
    await endSessionsOf(trx, person.id);
    const { device } = given;
    const begun = await beginSession(ctx, trx, {
      personId: person.id,
      password,
      proven: true,
      device,
      way: session.way,
    });
    await record(trx, {
      ...staffOrigin({ id: person.id, place: placeOfDevice(ctx, device) }),
      action: 'staff.password-changed',
      subject: `staff:${person.id}`,
    });
    return begun;
  });
  if (token === null) return { kind: 'ended' };
  ctx.log.info('staff.password', { person: person.id });
  return { kind: 'changed', token };
}

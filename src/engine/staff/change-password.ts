import { isPassword, hashPassword } from '../../platform/ids/password-hash.ts';
import { count } from '../../platform/limits/count.ts';
import { judgePassword } from './password-rules.ts';
import { beginSession, endSessionsOf } from './sessions.ts';
import { readPassword, writePassword } from './staff.store.ts';
import type { Counted } from '../../platform/limits/count.ts';
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

/** Only who is signed in comes here. */
function tries({ person }: Session, add: number): Counted[] {
  return [{ what: 'password of before', whom: String(person.id), max: 10, seconds: 3600, add }];
}

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
    const [counted] = await count(ctx.db, ctx.secret, tries(session, 1));
    if (counted?.over) {
      ctx.log.warn('staff.password.alarm', { person: person.id, count: counted.count });
      return { kind: 'limited', retryAfter: counted.anewIn };
    }
    if (!(await isPassword(given.current.slice(0, 1000), stored))) return { kind: 'wrong' };
    await count(ctx.db, ctx.secret, tries(session, -1));
  }
  const problem = judgePassword(given.password, person.login);
  if (problem) return { kind: 'invalid', problem };
  if (given.password !== given.again) return { kind: 'invalid', problem: 'differs' };
  if (await isPassword(given.password, stored)) return { kind: 'invalid', problem: 'same' };
  const password = await hashPassword(given.password);
  const token = await ctx.db.query.transaction().execute(async (trx) => {
    if (!(await writePassword(trx, person.id, stored, password))) return null;
    await endSessionsOf(trx, person.id);
    return beginSession(ctx, trx, { personId: person.id, password, proven: true, device: given.device });
  });
  if (token === null) return { kind: 'ended' };
  ctx.log.info('staff.password', { person: person.id });
  return { kind: 'changed', token };
}

import { isPassword } from '../../platform/ids/password-hash.ts';
import { count } from '../../platform/limits/count.ts';
import { recordRefusal } from './record-refusal.ts';
import { readPassword } from './staff.store.ts';
import type { Counted } from '../../platform/limits/count.ts';
import type { Context } from '../context.ts';
import type { Session } from './sessions.ts';

/** What a password that is asked for again ends in. */
export type PasswordProof = { kind: 'right' } | { kind: 'wrong' } | { kind: 'limited'; retryAfter: number };

/** Only who is signed in comes here. */
function tries({ person }: Session, add: number): Counted[] {
  return [{ what: 'password of before', whom: String(person.id), max: 10, seconds: 3600, add }];
}

/**
 * Looks at the password of who is signed in, before what somebody at an unlocked screen shall not do.
 * @throws TooManyPasswordsError when too many passwords are looked at
 */
export async function provePassword(
  ctx: Context,
  session: Session,
  typed: string,
  place: string,
): Promise<PasswordProof> {
  const { id } = session.person;
  const refused = { subject: id, by: id, place, same: String(id) };
  const [counted] = await count(ctx.db, ctx.secret, tries(session, 1));
  if (counted?.over) {
    ctx.log.warn('staff.password.alarm', { person: id, count: counted.count });
    await recordRefusal(ctx, { ...refused, why: 'limited' });
    return { kind: 'limited', retryAfter: counted.anewIn };
  }
  if (!(await isPassword(typed.slice(0, 1000), await readPassword(ctx.db.query, id)))) {
    await recordRefusal(ctx, { ...refused, why: 'password' });
    return { kind: 'wrong' };
  }
  await count(ctx.db, ctx.secret, tries(session, -1));
  return { kind: 'right' };
}

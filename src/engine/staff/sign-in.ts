import { setTimeout as pause } from 'node:timers/promises';
import { count } from '../../platform/limits/count.ts';
import { isPassword } from '../../platform/ids/password-hash.ts';
import { record, staffOrigin } from '../audit/record.ts';
import { foldLogin } from './person.ts';
import { recordRefusal } from './record-refusal.ts';
import { beginSession, placeOfDevice } from './sessions.ts';
import { findCredentials } from './staff.store.ts';
import type { Counted } from '../../platform/limits/count.ts';
import type { Context } from '../context.ts';
import type { Device } from './sessions.ts';

/**
 * What signing in ends in. `wrong`: one answer for a login that nobody has, a wrong password and a disabled person.
 * `limited`: too many wrong ones from this address; `retryAfter` in seconds.
 */
export type SignInResult =
  { kind: 'signed-in'; token: string } | { kind: 'wrong' } | { kind: 'limited'; retryAfter: number };

const quarter = 15 * 60;

/**
 * Wrong tries that are allowed. Only an address is ever refused. A login that is tried from everywhere is slowed down and
 * raises an alarm: if it were refused, a stranger could keep its owner out.
 */
const limits = {
  address: { max: 30, seconds: quarter },
  pair: { max: 5, seconds: quarter },
  login: { max: 20, seconds: 3600 },
};

/** How long a try waits for a login that is tried too often, in milliseconds. */
const slowness = 1000;

/** The counters of one try. */
function tries(login: string, address: string, add: number): Counted[] {
  return [
    { what: 'sign-in of an address', whom: address, ...limits.address, add },
    { what: 'sign-in of a login from an address', whom: `${login} ${address}`, ...limits.pair, add },
    { what: 'sign-in of a login', whom: login, ...limits.login, add },
  ];
}

/**
 * Looks at login and password, and begins a session. Every try takes the time of one hash, and is counted before it is
 * looked at: a hundred at once are a hundred. What a right one counted is taken off again.
 * @throws TooManyPasswordsError when too many sign in at once
 */
export async function signIn(
  ctx: Context,
  request: { login: string; password: string; device: Device },
): Promise<SignInResult> {
  const login = foldLogin(request.login);
  const { address } = request.device;
  const [ofAddress, ofPair, ofLogin] = await count(ctx.db, ctx.secret, tries(login, address, 1));
  const place = placeOfDevice(ctx, request.device);
  const over = [ofAddress, ofPair].find((each) => each?.over);
  if (over) {
    const limited = await findCredentials(ctx.db.query, login);
    const subject = limited?.id ?? null;
    await recordRefusal(ctx, { subject, by: null, place, why: 'limited', same: login });
    ctx.log.warn('staff.sign-in.alarm', { what: over.what, count: over.count });
    return { kind: 'limited', retryAfter: over.anewIn };
  }
  if (ofLogin?.over) {
    ctx.log.warn('staff.sign-in.alarm', { what: ofLogin.what, count: ofLogin.count });
    await pause(slowness);
  }
  const found = await findCredentials(ctx.db.query, login);
  const right = await checked(request.password, found?.password ?? 'nobody', () =>
    count(ctx.db, ctx.secret, tries(login, address, -1)),
  );
  if (!found || !right || found.disabled || found.overdue) {
    const why = !found || !right ? 'password' : found.disabled ? 'disabled' : 'overdue';
    await recordRefusal(ctx, { subject: found?.id ?? null, by: null, place, why, same: login });
    return { kind: 'wrong' };
  }
  const { id, password } = found;
  const proven = ctx.demo && !found.hasCodes && !found.hasPasskeys;
  const token = await ctx.db.query.transaction().execute(async (trx) => {
    const begun = await beginSession(ctx, trx, {
      personId: id,
      password,
      proven,
      device: request.device,
      way: 'password',
    });
    if (begun !== null)
      await record(trx, {
        ...staffOrigin({ id, place }),
        action: 'staff.signed-in',
        subject: `staff:${id}`,
        data: { way: 'password', complete: proven },
      });
    return begun;
  });
  if (token === null) return { kind: 'wrong' };
  await count(ctx.db, ctx.secret, tries(login, address, -1));
  ctx.log.info('staff.signed-in', { person: id });
  return { kind: 'signed-in', token };
}

/** A try that was never looked at, because too many waited, is not counted. */
async function checked(password: string, stored: string, takeOff: () => Promise<unknown>): Promise<boolean> {
  try {
    // Longer ones are none: hashing them would cost, and be no safer.
    return (await isPassword(password.slice(0, 1000), stored)) && password.length <= 1000;
  } catch (error) {
    await takeOff();
    throw error;
  }
}

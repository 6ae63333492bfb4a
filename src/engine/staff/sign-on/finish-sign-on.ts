import { hashKey } from '../../../platform/ids/secret.ts';
import { ProviderDownError, ProviderRefusedError } from '../../../platform/oidc/provider.ts';
import { record, staffOrigin } from '../../audit/record.ts';
import { recordRefusal } from '../record-refusal.ts';
import { beginSession, endSessionsOf, placeOfDevice } from '../sessions.ts';
import { findPerson, holdPassword, insertPerson, noPassword, writeRole } from '../staff.store.ts';
import { tryOf } from './begin-sign-on.ts';
import { findLinked, holdIdentity, insertAsking, insertLinked, spendTry } from './identities.store.ts';
import { readArrived } from './single-sign-on.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../../platform/db/schema.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Context } from '../../context.ts';
import type { Person } from '../person.ts';
import type { Role } from '../roles.ts';
import type { Device } from '../sessions.ts';
import type { Arrived, SingleSignOn } from './single-sign-on.ts';

/**
 * What coming back ends in. `refused`: it is no answer to a try of this browser, or the provider said no; `no-role`: the city gives them
 * none here; `not-linked`: the login is somebody's already, who must be linked by an administrator; `no-login`: the provider tells
 * no name that could be a login.
 */
export type FinishSignOnResult =
  { kind: 'signed-in'; token: string; lang: Lang; next: string } | { kind: SignOnRefusal; lang: Lang | null };

/** Why somebody who came back is not let in. */
export type SignOnRefusal = 'refused' | 'down' | 'no-role' | 'disabled' | 'not-linked' | 'no-login';

/** Lets somebody in who comes back from the city's sign-in. The try is spent, whatever comes out. */
export async function finishSignOn(
  ctx: Context,
  signOn: SingleSignOn,
  back: { query: URLSearchParams; browser: string; redirectUri: string; device: Device },
): Promise<FinishSignOnResult> {
  const { query, browser, redirectUri, device } = back;
  const place = placeOfDevice(ctx, device);
  const refuse = (
    why: 'sign-on' | 'no-role' | 'disabled' | 'not-linked',
    subject: number | null,
    code = '',
  ) =>
    recordRefusal(ctx, {
      subject,
      by: null,
      place,
      why,
      same: `sign-on ${subject ?? ''}`,
      data: { way: 'single-sign-on', ...(code !== '' && { code: code.slice(0, 60) }) },
    });
  const state = query.get('state') ?? '';
  const begun = await spendTry(ctx.db.query, hashKey(state), hashKey(browser));
  if (begun === null) {
    await refuse('sign-on', null, 'state');
    return { kind: 'refused', lang: null };
  }
  const { lang } = begun;
  let arrived: Arrived;
  try {
    arrived = readArrived(signOn, await signOn.provider.finish(tryOf(ctx, state, redirectUri), query));
  } catch (error) {
    if (error instanceof ProviderDownError) {
      ctx.log.warn('staff.sign-on.down');
      return { kind: 'down', lang };
    }
    if (!(error instanceof ProviderRefusedError)) throw error;
    ctx.log.warn('staff.sign-on.refused', { code: error.code });
    await refuse('sign-on', null, error.code);
    return { kind: 'refused', lang };
  }
  const result = await ctx.db.query.transaction().execute((trx) => letIn(ctx, trx, arrived, device, place));
  if (result.kind === 'signed-in') {
    ctx.log.info('staff.signed-in', { person: result.id, singleSignOn: true });
    return { kind: 'signed-in', token: result.token, lang, next: begun.next };
  }
  const why = result.kind === 'no-login' ? 'sign-on' : result.kind;
  await refuse(why, result.id, result.kind === 'no-login' ? 'no-login' : '');
  return { kind: result.kind, lang };
}

type Outcome =
  | { kind: 'signed-in'; id: number; token: string }
  | { kind: 'no-role' | 'disabled' | 'not-linked' | 'no-login'; id: number | null };

async function letIn(
  ctx: Context,
  trx: Kysely<Schema>,
  arrived: Arrived,
  device: Device,
  place: string,
): Promise<Outcome> {
  const { issuer, subject, role } = arrived;
  await holdIdentity(trx, issuer, subject);
  const linked = await findLinked(trx, issuer, subject);
  if (role === null) {
    // What they still have open was open by a role that the city took back.
    if (linked) await endSessionsOf(trx, linked.id);
    return { kind: 'no-role', id: linked?.id ?? null };
  }
  if (linked?.disabled) return { kind: 'disabled', id: linked.id };
  if (linked) await followRole(trx, linked, role, place);
  const person = linked ?? (await meet(trx, { ...arrived, role }, place));
  if (!('login' in person)) return person;
  const { id } = person;
  const password = await holdPassword(trx, id);
  const begun = { personId: id, proven: true, device, way: 'single-sign-on' as const };
  const token = password === null ? null : await beginSession(ctx, trx, { ...begun, password });
  if (token === null) return { kind: 'disabled', id };
  await record(trx, {
    ...staffOrigin({ id, place }),
    action: 'staff.signed-in',
    subject: `staff:${id}`,
    data: { way: 'single-sign-on', complete: true },
  });
  return { kind: 'signed-in', id, token };
}

/** The role is the one that the city tells now; with another one every session of before ends. */
async function followRole(trx: Kysely<Schema>, person: Person, role: Role, place: string): Promise<void> {
  if (person.role === role) return;
  await writeRole(trx, person.id, role);
  await endSessionsOf(trx, person.id);
  await record(trx, {
    actor: { kind: 'system' },
    place,
    action: 'staff.changed',
    subject: `staff:${person.id}`,
    data: { what: 'role', from: person.role, to: role, way: 'single-sign-on' },
  });
}

/** Somebody comes for the first time: a new person, or one who has this login already and is taken over by nobody. */
async function meet(
  trx: Kysely<Schema>,
  arrived: Arrived & { role: Role },
  place: string,
): Promise<Person | { kind: 'not-linked' | 'no-login'; id: number | null }> {
  const { issuer, subject, login, role } = arrived;
  if (login === null) return { kind: 'no-login', id: null };
  const name = arrived.name === '' ? login : arrived.name;
  const added = await insertPerson(trx, { login, name, role, password: noPassword, oneTimeDays: null });
  if (added === null) {
    const there = await findPerson(trx, { login });
    if (there) await insertAsking(trx, { personId: there.id, issuer, subject });
    return { kind: 'not-linked', id: there?.id ?? null };
  }
  await insertLinked(trx, { personId: added.id, issuer, subject });
  await record(trx, {
    actor: { kind: 'system' },
    place,
    action: 'staff.added',
    subject: `staff:${added.id}`,
    data: { role, way: 'single-sign-on' },
  });
  return added;
}

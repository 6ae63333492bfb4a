import { count } from '../../../platform/limits/count.ts';
import { equalHashes } from '../../../platform/ids/secret.ts';
import { record, staffOrigin } from '../../audit/record.ts';
import { recordRefusal } from '../record-refusal.ts';
import { secondStepTries } from '../second-step.ts';
import { beginSession, placeOfDevice, proveSession } from '../sessions.ts';
import { holdPassword } from '../staff.store.ts';
import { drawChallenge, spendChallenge } from './challenges.store.ts';
import { handleOf, requestOptions } from './passkey.ts';
import { findPasskey, raiseCounter, readCredentialIds } from './passkeys.store.ts';
import { challengeIn, readSigned } from './read-response.ts';
import type { Counted } from '../../../platform/limits/count.ts';
import type { Context } from '../../context.ts';
import type { RefusalReason } from '../record-refusal.ts';
import type { Device, Session } from '../sessions.ts';
import type { RequestOptions, Site } from './passkey.ts';
import type { StoredPasskey } from './passkeys.store.ts';
import type { Signed } from './read-response.ts';

const quarter = 15 * 60;

/** A stranger shall neither fill the table of challenges nor try without end. */
function tries(address: string, add: number): Counted[] {
  return [{ what: 'passkey of an address', whom: address, max: 30, seconds: quarter, add }];
}

function draws(address: string): Counted[] {
  return [{ what: 'passkey challenge of an address', whom: address, max: 60, seconds: quarter, add: 1 }];
}

/** What asking for a challenge ends in. */
export type AskResult = { kind: 'asked'; options: RequestOptions } | { kind: 'limited'; retryAfter: number };

/** What a browser is asked to sign by whoever stands at the door: the passkey will say who it is. */
export async function askAtTheDoor(ctx: Context, site: Site, address: string): Promise<AskResult> {
  const [drawn] = await count(ctx.db, ctx.secret, draws(address));
  if (drawn?.over) return { kind: 'limited', retryAfter: drawn.anewIn };
  const challenge = await drawChallenge(ctx.db.query, { purpose: 'sign-in' });
  return { kind: 'asked', options: requestOptions({ challenge, site, known: [], verified: true }) };
}

/** What a browser is asked to sign as the second step, after the password. */
export async function askAsSecondStep(ctx: Context, session: Session, site: Site): Promise<AskResult> {
  const { person, tokenHash } = session;
  const [drawn] = await count(ctx.db, ctx.secret, draws(`person ${person.id}`));
  if (drawn?.over) return { kind: 'limited', retryAfter: drawn.anewIn };
  const known = await readCredentialIds(ctx.db.query, person.id);
  const asked = { purpose: 'second-step' as const, personId: person.id, sessionHash: tokenHash };
  const challenge = await drawChallenge(ctx.db.query, asked);
  return { kind: 'asked', options: requestOptions({ challenge, site, known, verified: false }) };
}

/** What a signature ends in. `copied`: its counter went back, so there are two of what should be one. */
export type PasskeyResult =
  | { kind: 'signed-in'; token: string }
  | { kind: 'wrong' }
  | { kind: 'copied' }
  | { kind: 'limited'; retryAfter: number };

/**
 * Signs somebody in with a passkey alone, which asked for their finger, face or PIN and so is both steps. One answer for a passkey that
 * nobody has, of a disabled person, and a wrong signature.
 */
export async function signInWithPasskey(
  ctx: Context,
  sent: string,
  from: { site: Site; device: Device },
): Promise<PasskeyResult> {
  const { site, device } = from;
  const place = placeOfDevice(ctx, device);
  const [counted] = await count(ctx.db, ctx.secret, tries(device.address, 1));
  if (counted?.over) {
    await recordRefusal(ctx, { subject: null, by: null, place, why: 'limited', same: 'passkey' });
    return { kind: 'limited', retryAfter: counted.anewIn };
  }
  const { passkey, signed, challenge } = await readSignature(ctx, sent, 'sign-in', null);
  const refuse = (why: RefusalReason) =>
    recordRefusal(ctx, { subject: passkey?.personId ?? null, by: null, place, why, same: 'passkey' });
  const counter =
    passkey === null || signed === null || passkey.disabled
      ? null
      : await checkSigned(ctx, signed, { passkey, challenge, site, verified: true });
  if (passkey === null || counter === null) {
    await refuse('passkey');
    return { kind: 'wrong' };
  }
  const { personId } = passkey;
  const result = await ctx.db.query.transaction().execute(async (trx): Promise<PasskeyResult> => {
    const password = await holdPassword(trx, personId);
    if (password === null) return { kind: 'wrong' };
    if (!(await raiseCounter(trx, passkey.id, counter))) return { kind: 'copied' };
    const begun = { personId, password, proven: true, device, way: 'passkey' as const };
    const token = await beginSession(ctx, trx, begun);
    if (token === null) return { kind: 'wrong' };
    await record(trx, {
      ...staffOrigin({ id: personId, place }),
      action: 'staff.signed-in',
      subject: `staff:${personId}`,
      data: { way: 'passkey', complete: true },
    });
    return { kind: 'signed-in', token };
  });
  if (result.kind === 'signed-in') {
    await count(ctx.db, ctx.secret, tries(device.address, -1));
    ctx.log.info('staff.signed-in', { person: personId, passkey: true });
  } else {
    if (result.kind === 'copied') ctx.log.warn('staff.passkey.alarm', { person: personId });
    await refuse(result.kind === 'copied' ? 'passkey-copied' : 'passkey');
  }
  return result;
}

/** What a passkey as the second step ends in. */
export type PasskeyStepResult =
  | { kind: 'passed'; token: string }
  | { kind: 'wrong' }
  | { kind: 'copied' }
  | { kind: 'limited'; retryAfter: number }
  | { kind: 'ended' };

/** Looks at a passkey after the password: one of this very person. The session goes on under a new token. */
export async function passWithPasskey(
  ctx: Context,
  session: Session,
  sent: string,
  from: { site: Site; place: string },
): Promise<PasskeyStepResult> {
  const { site, place } = from;
  const { id } = session.person;
  const refuse = (why: RefusalReason) =>
    recordRefusal(ctx, { subject: id, by: null, place, why, same: String(id) });
  const [counted] = await count(ctx.db, ctx.secret, secondStepTries(session, 1));
  if (counted?.over) {
    ctx.log.warn('staff.second-step.alarm', { person: id, count: counted.count });
    await refuse('limited');
    return { kind: 'limited', retryAfter: counted.anewIn };
  }
  const { passkey, signed, challenge } = await readSignature(ctx, sent, 'second-step', session.tokenHash);
  const counter =
    passkey === null || signed === null || passkey.personId !== id
      ? null
      : await checkSigned(ctx, signed, { passkey, challenge, site, verified: false });
  if (passkey === null || counter === null) {
    await refuse('passkey');
    return { kind: 'wrong' };
  }
  const result = await ctx.db.query.transaction().execute(async (trx): Promise<PasskeyStepResult> => {
    if ((await holdPassword(trx, id)) === null) return { kind: 'ended' };
    if (!(await raiseCounter(trx, passkey.id, counter))) return { kind: 'copied' };
    const token = await proveSession(trx, session);
    if (token === null) return { kind: 'ended' };
    await record(trx, {
      ...staffOrigin({ id, place }),
      action: 'staff.signed-in',
      subject: `staff:${id}`,
      data: { way: 'passkey', after: 'password', complete: true },
    });
    return { kind: 'passed', token };
  });
  if (result.kind === 'passed') {
    await count(ctx.db, ctx.secret, secondStepTries(session, -1));
    ctx.log.info('staff.second-step', { person: id, passkey: true });
  }
  if (result.kind === 'copied') {
    ctx.log.warn('staff.passkey.alarm', { person: id });
    await refuse('passkey-copied');
  }
  return result;
}

/** Reads a signature, spends its challenge, and finds its passkey. A signature is looked at only with a challenge of ours. */
async function readSignature(
  ctx: Context,
  sent: string,
  purpose: 'sign-in' | 'second-step',
  sessionHash: Buffer | null,
): Promise<{ signed: Signed | null; challenge: string; passkey: StoredPasskey | null }> {
  const signed = readSigned(sent);
  if (signed === null) return { signed, challenge: '', passkey: null };
  const challenge = challengeIn(signed);
  const ours = await spendChallenge(ctx.db.query, challenge, { purpose, sessionHash });
  const passkey = await findPasskey(ctx.db.query, signed.id);
  return ours === null ? { signed: null, challenge, passkey } : { signed, challenge, passkey };
}

/** What the counter of a right signature says; `null` when it is wrong. */
async function checkSigned(
  ctx: Context,
  signed: Signed,
  asked: { passkey: StoredPasskey; challenge: string; site: Site; verified: boolean },
): Promise<number | null> {
  const { passkey, challenge, site, verified } = asked;
  const { userHandle, ...rest } = signed.response;
  // At the door the passkey must say whose it is: it was made so.
  const handle = userHandle ?? (verified ? '' : handleOf(ctx, passkey.personId));
  if (!equalHashes(Buffer.from(handle), Buffer.from(handleOf(ctx, passkey.personId)))) return null;
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const found = await verifyAuthenticationResponse({
    response: { ...signed, response: rest, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.host,
    // The counter is compared where it is written, so that two at once are not both right.
    credential: { id: passkey.credentialId, publicKey: new Uint8Array(passkey.publicKey), counter: 0 },
    requireUserVerification: verified,
  }).catch(() => null);
  return found?.verified === true ? found.authenticationInfo.newCounter : null;
}

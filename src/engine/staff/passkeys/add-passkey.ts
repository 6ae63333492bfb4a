import { cleanText } from '../../../platform/i18n/fold.ts';
import { record, staffOrigin } from '../../audit/record.ts';
import { provePassword } from '../prove-password.ts';
import { holdSession } from '../sessions.ts';
import { drawChallenge, findAdding, spendChallenge } from './challenges.store.ts';
import { algorithms, creationOptions, handleOf, mostPasskeys } from './passkey.ts';
import { insertPasskey, readCredentialIds } from './passkeys.store.ts';
import { challengeIn, readCreated } from './read-response.ts';
import type { Context } from '../../context.ts';
import type { PasswordProof } from '../prove-password.ts';
import type { Session } from '../sessions.ts';
import type { CreationOptions, Site } from './passkey.ts';
import type { Created } from './read-response.ts';

/** A name for a passkey as it is kept; `null` when it is none. */
export function readPasskeyName(typed: string): string | null {
  const name = cleanText(typed);
  return name === '' || name.length > 60 ? null : name;
}

/** What beginning to add a passkey ends in. `many`: the person has enough. */
export type BeginAddingResult =
  { kind: 'begun' } | { kind: 'invalid-name' } | { kind: 'many' } | Exclude<PasswordProof, { kind: 'right' }>;

/**
 * Begins to add a passkey: who sits at somebody's unlocked screen shall not add one of their own, so the password is asked for again.
 * Then this session may add one for some minutes.
 * @throws TooManyPasswordsError when too many passwords are looked at
 */
export async function beginAdding(
  ctx: Context,
  session: Session,
  given: { name: string; password: string; place: string },
): Promise<BeginAddingResult> {
  const name = readPasskeyName(given.name);
  if (name === null) return { kind: 'invalid-name' };
  const { person, tokenHash } = session;
  if (person.passkeys >= mostPasskeys) return { kind: 'many' };
  const proof = await provePassword(ctx, session, given.password, given.place);
  if (proof.kind !== 'right') return proof;
  await drawChallenge(ctx.db.query, {
    purpose: 'adding',
    personId: person.id,
    sessionHash: tokenHash,
    name,
  });
  return { kind: 'begun' };
}

/** What this session's browser is asked to make, and the name it shall have; `null` when no adding was begun. */
export async function offerPasskey(
  ctx: Context,
  session: Session,
  site: Site,
  portal: string,
): Promise<{ name: string; options: CreationOptions } | null> {
  const begun = await findAdding(ctx.db.query, session.tokenHash);
  if (begun === null) return null;
  const { id, login, name } = session.person;
  const known = await readCredentialIds(ctx.db.query, id);
  const { challenge } = begun;
  const asked = { challenge, site, portal, handle: handleOf(ctx, id), login, name, known };
  return { name: begun.name, options: creationOptions(asked) };
}

/** What adding a passkey ends in. `ended`: the adding was not begun, or too long ago; `wrong`: it is no passkey for this site. */
export type AddPasskeyResult = { kind: 'added' } | { kind: 'ended' } | { kind: 'wrong' };

/** Adds the passkey that the browser made; `sent` is its JSON. The challenge is spent, whatever comes out. */
export async function addPasskey(
  ctx: Context,
  session: Session,
  sent: string,
  from: { site: Site; place: string },
): Promise<AddPasskeyResult> {
  const made = readCreated(sent);
  if (made === null) return { kind: 'wrong' };
  const challenge = challengeIn(made);
  const spent = { purpose: 'adding' as const, sessionHash: session.tokenHash };
  const name = await spendChallenge(ctx.db.query, challenge, spent);
  if (name === null) return { kind: 'ended' };
  const found = await checkCreated(made, challenge, from.site);
  if (found === null) return { kind: 'wrong' };
  const { id } = session.person;
  return ctx.db.query.transaction().execute(async (trx): Promise<AddPasskeyResult> => {
    const transports = made.response.transports ?? [];
    const passkey = { personId: id, transports, name, ...found };
    if (!(await holdSession(trx, session))) return { kind: 'ended' };
    if (!(await insertPasskey(trx, passkey, mostPasskeys))) return { kind: 'wrong' };
    await record(trx, {
      ...staffOrigin({ id, place: from.place }),
      action: 'staff.enrolled',
      subject: `staff:${id}`,
      data: { way: 'passkey' },
    });
    return { kind: 'added' };
  });
}

async function checkCreated(
  made: Created,
  challenge: string,
  site: Site,
): Promise<{ credentialId: string; publicKey: Buffer; counter: number } | null> {
  // Loaded when it is wanted: it is large, and most days nobody adds one.
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const { transports: _unchecked, ...response } = made.response;
  const verified = await verifyRegistrationResponse({
    response: { ...made, response, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.host,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => null);
  const credential = verified?.registrationInfo?.credential;
  if (verified?.verified !== true || credential === undefined) return null;
  const { id, publicKey, counter } = credential;
  return { credentialId: id, publicKey: Buffer.from(publicKey), counter };
}

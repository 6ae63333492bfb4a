import { isIP } from 'node:net';
import { keyedHash } from '../../../platform/ids/secret.ts';
import type { Context } from '../../context.ts';

/** A passkey as its person sees it. */
export type Passkey = { id: number; name: string; added: Date; used: Date | null };

/** The most passkeys of one person: more are a mistake. */
export const mostPasskeys = 10;

/** Where passkeys are good: an origin, and its host, which they are bound to. */
export type Site = { origin: string; host: string };

/** The site of an origin; `null` where browsers make no passkeys: without encryption, or at a bare address. */
export function siteOf(origin: string): Site | null {
  if (!URL.canParse(origin)) return null;
  const { hostname, protocol } = new URL(origin);
  const local = hostname === 'localhost' || hostname.endsWith('.localhost');
  if (isIP(hostname) !== 0 || hostname.startsWith('[') || (protocol !== 'https:' && !local)) return null;
  return { origin, host: hostname };
}

/** How a person is called by their authenticators: always the same, and nothing about them. */
export function handleOf(ctx: Context, personId: number): string {
  return keyedHash(ctx.secret, 'passkey handle', String(personId)).toString('base64url');
}

/** What a browser is asked to make: `PublicKeyCredentialCreationOptionsJSON`. */
export type CreationOptions = Readonly<Record<string, unknown>>;

/** What a browser is asked to sign: `PublicKeyCredentialRequestOptionsJSON`. */
export type RequestOptions = Readonly<Record<string, unknown>>;

/** How long a browser may wait for the person, in milliseconds: a little less than a challenge is good. */
const timeout = 4 * 60 * 1000;

/** EdDSA, ES256 and RS256: one of them every authenticator knows. */
export const algorithms = [-8, -7, -257];

/** Asks for a new passkey that knows its person and asks for their finger, face or PIN: so it is enough alone. */
export function creationOptions(asked: {
  challenge: string;
  site: Site;
  portal: string;
  handle: string;
  login: string;
  name: string;
  known: readonly string[];
}): CreationOptions {
  const { challenge, site, portal, handle, login, name, known } = asked;
  return {
    challenge,
    rp: { id: site.host, name: portal },
    user: { id: handle, name: login, displayName: name },
    pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
    excludeCredentials: known.map((id) => ({ type: 'public-key', id })),
    attestation: 'none',
    timeout,
  };
}

/** Asks to sign. `known`: the passkeys of the person; without any the browser shows those it has for this site. */
export function requestOptions(asked: {
  challenge: string;
  site: Site;
  known: readonly string[];
  verified: boolean;
}): RequestOptions {
  const { challenge, site, known, verified } = asked;
  return {
    challenge,
    rpId: site.host,
    allowCredentials: known.map((id) => ({ type: 'public-key', id })),
    userVerification: verified ? 'required' : 'preferred',
    timeout,
  };
}

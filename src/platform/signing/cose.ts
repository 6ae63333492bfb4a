import { createPublicKey, hash, sign, verify } from 'node:crypto';
import { Tagged, decodeCbor, encodeCbor } from './cbor.ts';
import type { KeyObject } from 'node:crypto';
import type { Cbor, CborMap } from './cbor.ts';

// COSE_Sign1 (RFC 9052) with EdDSA over Ed25519: the one form that we write and read.
const sign1 = 18;
const algorithm = 1;
const keyIdLabel = 4;
const edDsa = -8;

/** The id of a public Ed25519 key: the first eight bytes of its JWK thumbprint (RFC 7638), as base64url. */
export function coseKeyId(publicKey: KeyObject): string {
  const { crv, kty, x } = publicKey.export({ format: 'jwk' });
  const print = hash('sha256', JSON.stringify({ crv, kty, x }), 'buffer');
  return print.subarray(0, 8).toString('base64url');
}

/** A public key out of the `x` of its JWK, 32 bytes as base64url. */
export function publicKeyOf(x: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

/**
 * Signs claims. The same claims and key give the same bytes: Ed25519 draws nothing at random. `external`: said by the signature
 * and not by the message (RFC 9052, 4.3), so that a statement of one kind is never read as one of another.
 */
export function signClaims(claims: CborMap, privateKey: KeyObject, external = ''): Buffer {
  const id = Buffer.from(coseKeyId(createPublicKey(privateKey)), 'base64url');
  const header = encodeCbor(
    new Map<number, Cbor>([
      [algorithm, edDsa],
      [keyIdLabel, id],
    ]),
  );
  const payload = encodeCbor(claims);
  const signature = sign(null, toBeSigned(header, payload, external), privateKey);
  return encodeCbor(new Tagged(sign1, [header, new Map(), payload, signature]));
}

/** What reading a signed message ends in. `unknown-key`: it may be right, and is not of a key that was given. */
export type ReadClaims =
  { kind: 'good'; claims: CborMap; keyId: string } | { kind: 'unknown-key' } | { kind: 'bad' };

/** Reads a signed message; nothing of its claims is looked at before its signature is right. */
export function readClaims(
  message: Uint8Array,
  keyOf: (id: string) => KeyObject | null,
  external = '',
): ReadClaims {
  const outer = decodeCbor(message);
  if (!(outer instanceof Tagged) || outer.tag !== sign1 || !Array.isArray(outer.value))
    return { kind: 'bad' };
  const [header, open, payload, signature, ...more] = outer.value as Cbor[];
  if (!(header instanceof Uint8Array && payload instanceof Uint8Array && signature instanceof Uint8Array))
    return { kind: 'bad' };
  const inner = decodeCbor(header);
  if (more.length > 0 || !(open instanceof Map) || open.size > 0 || !(inner instanceof Map))
    return { kind: 'bad' };
  const id: unknown = inner.get(keyIdLabel);
  if (inner.size !== 2 || inner.get(algorithm) !== edDsa || !(id instanceof Uint8Array))
    return { kind: 'bad' };
  const keyId = Buffer.from(id).toString('base64url');
  const key = keyOf(keyId);
  if (key === null) return { kind: 'unknown-key' };
  if (!verify(null, toBeSigned(header, payload, external), key, signature)) return { kind: 'bad' };
  const claims = decodeCbor(payload);
  return claims instanceof Map ? { kind: 'good', claims: claims as CborMap, keyId } : { kind: 'bad' };
}

function toBeSigned(header: Uint8Array, payload: Uint8Array, external: string): Buffer {
  return encodeCbor(['Signature1', header, Buffer.from(external), payload]);
}

import { createPublicKey } from 'node:crypto';
import { coseKeyId } from '../../platform/signing/cose.ts';
import { record } from '../audit/record.ts';
import { insertKey, listKeys } from './document-keys.store.ts';
import type { KeyObject } from 'node:crypto';
import type { Database } from '../../platform/db/database.ts';
import type { Origin } from '../audit/record.ts';
import type { PublicKey } from './document-keys.store.ts';

export type { PublicKey };

/** The public keys of the QR codes, the newest first: that one signs, and what the others signed stays good. */
export function readDocumentKeys(db: Database): Promise<PublicKey[]> {
  return listKeys(db.query);
}

/** Publishes a key, which signs from now on. Its private half must be where workers find it before. */
export async function addDocumentKey(db: Database, publicKey: KeyObject, origin: Origin): Promise<string> {
  const id = coseKeyId(publicKey);
  const { x = '' } = publicKey.export({ format: 'jwk' });
  await db.query.transaction().execute(async (trx) => {
    if (!(await insertKey(trx, { id, x }))) return;
    await record(trx, { ...origin, action: 'document.key-added', subject: `document-key:${id}` });
  });
  return id;
}

/** The id of a private key. */
export function idOfPrivate(privateKey: KeyObject): string {
  return coseKeyId(createPublicKey(privateKey));
}

/** The keys as a JWK set (RFC 7517), for whoever checks a QR code without asking us. */
export function jwkSet(keys: readonly PublicKey[]): { keys: object[] } {
  return {
    keys: keys.map(({ id, x }) => ({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', kid: id, x })),
  };
}

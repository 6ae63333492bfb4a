import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { KeyObject } from 'node:crypto';

/** The key that signs checkpoints cannot be had; the message is a sentence. */
export class AuditKeyError extends Error {
  override name = 'AuditKeyError';
}

/** A pair of Ed25519 keys; `id` tells one from another. */
export type AuditKey = { privateKey: KeyObject; publicKey: KeyObject; id: string };

/** The first 16 hexadecimal digits of the SHA-256 of the public key (DER). */
export function keyId(publicKey: KeyObject): string {
  return hash('sha256', publicKey.export({ type: 'spki', format: 'der' }), 'hex').slice(0, 16);
}

/** The public key as people keep it: PEM. */
export function publicPem({ publicKey }: AuditKey): string {
  return publicKey.export({ type: 'spki', format: 'pem' });
}

/**
 * Reads the private key, PKCS#8 in PEM.
 * @throws AuditKeyError when there is none, or another kind of key
 */
export async function readKey(file: string): Promise<AuditKey> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) throw new AuditKeyError(`The key ${file} cannot be read.`);
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(text);
  } catch {
    throw new AuditKeyError(`${file} holds no private key: PKCS#8 in PEM is needed.`);
  }
  if (privateKey.asymmetricKeyType !== 'ed25519')
    throw new AuditKeyError(`The key in ${file} is not Ed25519.`);
  const publicKey = createPublicKey(privateKey);
  return { privateKey, publicKey, id: keyId(publicKey) };
}

/**
 * Makes a key in a file that is not there yet, for its owner only. A file that is there stays as it is: who began at the same
 * time, or made one before, has the right of it.
 * @throws AuditKeyError when it cannot be written
 */
export async function makeKey(file: string): Promise<'made' | 'there'> {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  // Whole before it has its name, so that no crash leaves half a key.
  const unfinished = `${file}.${randomUUID()}.unfinished`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(unfinished, pem, { mode: 0o600, flag: 'wx', flush: true });
    await link(unfinished, file);
    return 'made';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'EEXIST') return 'there';
    throw new AuditKeyError(`The key ${file} cannot be made (${code}).`);
  } finally {
    await rm(unfinished, { force: true }).catch(() => {});
  }
}

/**
 * Reads a public key in PEM.
 * @throws AuditKeyError when it is none, or of another kind
 */
export function readPublicKey(pem: string): KeyObject {
  try {
    // A private key would do as well, but does not belong where the public one is enough.
    const key = /PRIVATE KEY/.test(pem) ? null : createPublicKey(pem);
    if (key?.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Said below.
  }
  throw new AuditKeyError('The key is no public Ed25519 key in PEM: «tajdeed audit key» prints it.');
}

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { keyedHash } from './secret.ts';
import type { Secret } from './secret.ts';

const nonceBytes = 12;
const tagBytes = 16;

/**
 * Encrypts what must be read again (AES-256-GCM): nonce, tag and cipher text in one. `what` and `whom` are bound to it,
 * so that what was sealed for one row cannot be opened in another.
 * Throws a RangeError when the secret is shorter than 16 bytes.
 */
export function seal(secret: Secret, what: string, whom: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyedHash(secret, 'seal', what), nonce);
  cipher.setAAD(Buffer.from(whom));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Opens what was sealed; throws when it was changed, or sealed with another secret or for something else. */
export function unseal(secret: Secret, what: string, whom: string, sealed: Buffer): Buffer {
  const nonce = sealed.subarray(0, nonceBytes);
  const tag = sealed.subarray(nonceBytes, nonceBytes + tagBytes);
  const decipher = createDecipheriv('aes-256-gcm', keyedHash(secret, 'seal', what), nonce, {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(whom));
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
}

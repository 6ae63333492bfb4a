import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret of the installation, at least 16 bytes; from random bytes, not from a word. */
export type Secret = string | Uint8Array;

const leastSecretBytes = 16;

/** The first byte of what is signed says what for, so that a stored hash never gives away digits of the same parts. */
const purpose = { hash: Buffer.of(0), digits: Buffer.of(1) };

/** A key that cannot be guessed: 128 random bits as 22 characters of base64url, safe in a cookie or a link. */
export function newKey(): string {
  return randomBytes(16).toString('base64url');
}

/** What is stored of a key: its SHA-256, 32 bytes. Plain hashing is enough because a key is random; for codes, use `keyedHash`. */
export function hashKey(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}

/**
 * HMAC-SHA-256 over parts, 32 bytes. Each part goes in with its length, so `('ab', 'c')` and `('a', 'bc')` differ.
 * Throws a RangeError when the secret is shorter than 16 bytes.
 */
export function keyedHash(secret: Secret, ...parts: readonly string[]): Buffer {
  return sign(secret, purpose.hash, parts);
}

/**
 * A code that the same secret and parts always give, as decimal digits with leading zeros; from 1 to 9 of them.
 * It is 64 bits of an HMAC modulo 10^digits: no code is likelier than another by more than one in 10^10 (10^9 / 2^64
 * for nine digits), which no one can measure, and simpler than drawing again.
 * Throws a RangeError when the secret is shorter than 16 bytes or the number of digits is not in range.
 */
export function keyedDigits(secret: Secret, parts: readonly string[], digits = 6): string {
  if (!Number.isInteger(digits) || digits < 1 || digits > 9) throw new RangeError('a code has 1 to 9 digits');
  const number =
    sign(secret, purpose.digits, [String(digits), ...parts]).readBigUInt64BE() % 10n ** BigInt(digits);
  return number.toString().padStart(digits, '0');
}

/** Are two hashes the same? Takes the same time wherever they differ; different lengths are simply not equal. */
export function equalHashes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}

function sign(secret: Secret, what: Buffer, parts: readonly string[]): Buffer {
  if (Buffer.byteLength(secret) < leastSecretBytes) {
    throw new RangeError(`the secret is shorter than ${leastSecretBytes} bytes`);
  }
  const hmac = createHmac('sha256', secret).update(what);
  for (const part of parts) {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(Buffer.byteLength(part));
    hmac.update(size).update(part);
  }
  return hmac.digest();
}

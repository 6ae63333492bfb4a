import { keyedHash } from '../../platform/ids/secret.ts';

/**
 * The key in the link of a return's message: 128 bits that nobody can guess, since they follow from the random id of the
 * message and the secret. So it is stored nowhere but by its hash, and a retry sends the same one, as with codes.
 */
export function completionToken(secret: string, messageId: string): string {
  return keyedHash(secret, 'completion link', messageId).subarray(0, 16).toString('base64url');
}

/** Where the link leads. */
export function completionAddress(origin: string, lang: 'ar' | 'en', token: string): string {
  return `${origin}/${lang}/complete/${token}`;
}

import { equalHashes, keyedHash } from '../../platform/ids/secret.ts';

/**
 * The token of a resume link: the draft's id and a seal that only we can make. Whoever has the link has the draft, as
 * whoever has a key has the room; the page says so.
 */
export function resumeToken(secret: string, draftId: string): string {
  const id = Buffer.from(draftId.replaceAll('-', ''), 'hex');
  return Buffer.concat([id, seal(secret, draftId)]).toString('base64url');
}

/** The draft that a resume token leads to; `null` when we did not make it. */
export function readResumeToken(secret: string, token: string): string | null {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  const hex = bytes.subarray(0, 16).toString('hex');
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
    '-',
  );
  return equalHashes(bytes.subarray(16), seal(secret, id)) ? id : null;
}

function seal(secret: string, draftId: string): Buffer {
  return keyedHash(secret, 'resume', draftId).subarray(0, 16);
}

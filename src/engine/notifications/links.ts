import { keyedHash } from '../../platform/ids/secret.ts';
import type { Lang } from '../../platform/i18n/lang.ts';

/** What stands in a text for the link, until the message is sent: the link itself is never stored. */
export const linkPlace = '{link}';

/** How long the key in a link is. */
const tokenLength = 22;

/** Where the links of messages lead that lead elsewhere than to the status, and what their keys are for. */
const ways: Readonly<Record<string, { path: string; purpose: string }>> = {
  returned: { path: 'complete', purpose: 'completion link' },
  'phone-change': { path: 'phone', purpose: 'phone stop link' },
  reminder: { path: 'reminder', purpose: 'reminder link' },
};
const toStatus = { path: 'open', purpose: 'status link' };

/**
 * The key in the link of a message: 128 bits that nobody can guess, since they follow from the random id of the message and
 * the secret. So it is stored nowhere but by its hash, and a retry sends the same one, as with codes.
 */
export function linkToken(secret: string, kind: string, messageId: string): string {
  const { purpose } = ways[kind] ?? toStatus;
  return keyedHash(secret, purpose, messageId).subarray(0, 16).toString('base64url');
}

/** Where the link of a message leads. */
function linkAddress(origin: string, lang: Lang, kind: string, token: string): string {
  return `${origin}/${lang}/${(ways[kind] ?? toStatus).path}/${token}`;
}

/** An address as long as a real one, to count the parts of a message by. */
export function sampleLink(origin: string, lang: Lang, kind: string): string {
  return linkAddress(origin, lang, kind, 'x'.repeat(tokenLength));
}

/**
 * Gives the link a line of its own, so that nothing around it, and no sign of direction within it, can break it. Where we do
 * not know under which name we are reached, it is left out, with the colon that announces it.
 */
export function placeLink(words: string, origin: string | null): string {
  if (origin === null) return words.replace(/[\s:]*\{link\}/g, '').trim();
  return words.replace(
    /\s*\{link\}[ ]*(?=(.?))/gs,
    (_whole, next: string) => `\n${linkPlace}${next === '' ? '' : '\n'}`,
  );
}

/** The text as a person of the office sees it beforehand: the key of the link is not made yet. */
export function showLink(text: string, origin: string | null, lang: Lang, kind: string): string {
  return text.replace(linkPlace, linkAddress(origin ?? '', lang, kind, '…'));
}

/** The text as it is sent: with the link of this message. */
export function withLink(
  text: string,
  { id, kind, lang }: { id: string; kind: string; lang: Lang },
  { secret, origin }: { secret: string; origin: string },
): string {
  return text.replace(linkPlace, linkAddress(origin, lang, kind, linkToken(secret, kind, id)));
}

import { cleanText } from '../../platform/i18n/fold.ts';
import type { Decided } from '../applications/close-application.ts';
import type { Choice } from '../define/settings.ts';

/** How many words of a clerk a contractor is given to read, in characters. */
export const mostRefusalCharacters = 1000;

/** What of a refusal cannot be. */
export type InvalidRefusal = {
  kind: 'invalid';
  reason: 'unknown' | null;
  words: 'needed' | 'too-long' | null;
};

/** Reads the reason and the words of a refusal. The reason keeps the words that the city's list has today. */
export function readRefusal(
  reasons: readonly Choice[],
  typed: { reason: string; words: string },
): Extract<Decided, { kind: 'refused' }> | InvalidRefusal {
  const reason = reasons.find(({ code }) => code === typed.reason);
  const words = cleanText(typed.words, { lines: true });
  const tooLong = words.length > mostRefusalCharacters;
  const needed = reason?.needsWords === true && words === '';
  if (reason === undefined || tooLong || needed)
    return {
      kind: 'invalid',
      reason: reason === undefined ? 'unknown' : null,
      words: tooLong ? 'too-long' : needed ? 'needed' : null,
    };
  return { kind: 'refused', reason: { code: reason.code, ar: reason.ar, en: reason.en }, words };
}

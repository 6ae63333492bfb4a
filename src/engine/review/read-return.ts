import { cleanText } from '../../platform/i18n/fold.ts';
import { openFields, withWhatTheyNeed } from '../journey/open-fields.ts';
import type { Service } from '../define/define-service.ts';

/** How many words of a clerk a contractor is given to read, in characters. */
export const mostReturnCharacters = 1000;

/** What of a return cannot be. */
export type InvalidReturn = {
  kind: 'invalid';
  fields: 'none' | null;
  words: 'needed' | 'too-long' | null;
};

/** Reads which answers are to be completed, and the words to their contractor. A name that may not be asked for is none. */
export function readReturn(
  service: Service,
  typed: { fields: readonly string[]; words: string },
): { kind: 'return'; fields: string[]; words: string } | InvalidReturn {
  const named = openFields(service).filter((name) => typed.fields.includes(name));
  const words = cleanText(typed.words, { lines: true });
  const wrong = {
    fields: named.length === 0 ? ('none' as const) : null,
    words:
      words === '' ? ('needed' as const) : words.length > mostReturnCharacters ? ('too-long' as const) : null,
  };
  if (wrong.fields !== null || wrong.words !== null) return { kind: 'invalid', ...wrong };
  return { kind: 'return', fields: withWhatTheyNeed(service, named), words };
}

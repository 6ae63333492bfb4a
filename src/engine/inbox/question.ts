import { cleanText, foldDigits, foldForSearch } from '../../platform/i18n/fold.ts';
import { readReference } from '../../platform/ids/reference.ts';
import type { Lang } from '../../platform/i18n/lang.ts';

/** The queue of SMS that are to be answered; a job names the gateway and its id of the SMS. */
export const answerSmsQueue = 'answer-sms';

/** What an SMS to the city asks for. `lang`: the script in which it was written; digits alone are Arabic's. */
export type Question = { lang: Lang } & (
  | { kind: 'stop' }
  | { kind: 'reference'; reference: string }
  | { kind: 'numbers'; numbers: [string, string, string] }
  | { kind: 'help' }
);

/** Nobody writes a longer question. */
const mostCharacters = 500;

const stopWords = new Set(['ايقاف', 'اوقف', 'توقف', 'الغاء', 'stop', 'unsubscribe', 'cancel']);

const threeNumbers = /^(\d{1,10})[\s/,،.-]+(\d{1,10})[\s/,،.-]+((?:19|20)\d{2})$/;

/**
 * Reads what somebody wrote: a word that stops reminders, a reference, or the three numbers of a permit in the order of the form,
 * in any of our digits, with blanks, strokes or dashes between, and words around them.
 */
export function readQuestion(raw: string): Question {
  const text = foldDigits(cleanText(raw.slice(0, mostCharacters)));
  const lang = languageOf(text);
  const [first = ''] = foldForSearch(text).split(/[\s.!،,]+/);
  if (stopWords.has(first)) return { kind: 'stop', lang };
  const bare = text.replace(/^[^\d]+(?=\d)/, '').replace(/[^\d]+$/, '');
  const found = threeNumbers.exec(bare);
  if (found) return { kind: 'numbers', numbers: [found[1] ?? '', found[2] ?? '', found[3] ?? ''], lang };
  for (const piece of [text, ...text.split(/[\s:،,]+/)]) {
    const reference = readReference(piece);
    // The letters of a reference are of no language.
    if (reference !== null)
      return { kind: 'reference', reference, lang: languageOf(text.replace(piece, '')) };
  }
  return { kind: 'help', lang };
}

function languageOf(text: string): Lang {
  return /[a-z]/i.test(text) && !/[\u0600-\u06ff]/.test(text) ? 'en' : 'ar';
}

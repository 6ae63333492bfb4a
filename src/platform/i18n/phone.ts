// Which numbers are Jordanian mobiles is our own rule, because the tables of libphonenumber are not the country's: they
// know only the blocks handed out so far (they refuse 077 3… and 078 4…) and count 071 1…, 072… and 042 7… as mobiles.
// What was left for the library, prefixes and the national 0, is one expression; it took 20 MB of every process. The
// tests hold our reading against the library's.
import { foldNumberText } from './fold.ts';

/** Why a text is not a number to which the city can send an SMS. */
export type PhoneProblem = 'empty' | 'not-a-number' | 'too-long' | 'not-jordanian' | 'not-mobile';

export type ReadMobile = { ok: true; e164: string } | { ok: false; problem: PhoneProblem };

/**
 * The country's code with or without `+` or `00`, the national 0, then 077, 078 or 079 and seven digits; 074, 075 and 076
 * are not mobiles of people.
 */
const writtenMobile = /^(?:(?:\+|00)?962)?0?(7[789]\d{7})$/;
const prefixes = /^(?:(?:\+|00)?962)?0?/;
const jordanianMobile = /^\+962(7[789])(\d{3})(\d{4})$/;

/** What people put between digits: dashes of every kind (with the minus sign), brackets, dots, strokes as in `079/1234567`. */
const separators = /[\p{Pd}\u2212()[\]（）.·/]/gu;

/** Longer than any number with its prefixes (15 digits by E.164, `00`, a `0` in brackets, `+`). */
const mostCharacters = 19;

/**
 * Reads a Jordanian mobile number as people write it: `0791234567`, `791234567`, `+962…`, `00962…`, `962…`, with
 * `(0)`, any of our digits, spaces, dashes, brackets and bidi marks. The result is E.164: `+962791234567`.
 *
 * `too-long` means more digits than a Jordanian number has, `not-jordanian` another country's code, and `not-mobile`
 * everything else made of digits: a landline, a network that is not 077, 078 or 079, or digits that are missing.
 */
export function readMobile(raw: string): ReadMobile {
  const text = foldNumberText(raw).replace(separators, '').replace('＋', '+');
  if (text === '') return no('empty');
  if (!/^\+?\d+$/.test(text)) return no('not-a-number');
  if (text.length > mostCharacters) return no('too-long');

  const mobile = writtenMobile.exec(text);
  if (mobile) return { ok: true, e164: `+962${mobile[1]}` };
  if (/^(?:\+|00)(?!962)/.test(text)) return no('not-jordanian');
  return no(text.replace(prefixes, '').length > 9 ? 'too-long' : 'not-mobile');
}

/** A mobile as Jordan writes it: `079 123 4567`. Any other number comes back as it is. To be shown inside `<bdi>`. */
export function showPhone(e164: string): string {
  return e164.replace(jordanianMobile, '0$1 $2 $3');
}

/** A number that its owner recognises and nobody else learns: `079 ••• ••67`. To be shown inside `<bdi>`. */
export function maskPhone(e164: string): string {
  const parts = jordanianMobile.exec(e164);
  return parts ? `0${parts[1]} ••• ••${e164.slice(-2)}` : `••• ••${e164.slice(-2)}`;
}

/** The last four digits, which prove on the status page that the request is one's own. */
export function phoneEnding(e164: string): string {
  return e164.slice(-4);
}

function no(problem: PhoneProblem): ReadMobile {
  return { ok: false, problem };
}

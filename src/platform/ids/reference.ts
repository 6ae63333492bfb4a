import { randomInt } from 'node:crypto';
import { foldNumberText } from '../i18n/fold.ts';

/**
 * Eight digits and nine letters that are told apart when read aloud, in English and by their English names in Arabic
 * (إتش، كي، إل، إم، كيو، آر، دبليو، إكس، واي). How the nine were found:
 * - of names that differ in one consonant only, none or one stays. B C D E G P T V Z rhyme with one another and with
 *   three, and Arabic ears merge B with P and V with F: none. A J K rhyme, A sounds like the start of eight, J is named
 *   as G is: K. F S X: X, the only one that ends in two consonants. M N: M. Q U: Q, as U is you and sounds like two;
 * - O and I look like 0 and 1, so the four are out; S looks like 5, Z like 2, B like 8, and they are out already;
 * - H L R W Y stand alone.
 * Without vowels no reference spells a word. Seventeen is prime: the check character needs a field.
 */
const alphabet = '23456789HKLMQRWXY';
const length = 9;
/** A generator of the numbers modulo 17: its powers 0 to 8 are distinct and never 0. */
const base = 3;

const dashes = /[\p{Pd}\u2212_]/gu;

/**
 * A new reference for a request, `4K7-M92-QHR`: eight random characters, each of the seventeen as likely, and a check
 * character. There are 17^8, about 7 × 10^9: among a hundred thousand two alike are to be expected somewhere, so the
 * column that keeps it is unique and a clash asks for another. It is not a secret: knowing one opens nothing.
 */
export function newReference(): string {
  const values = Array.from({ length: length - 1 }, () => randomInt(alphabet.length));
  // The check character has weight 1, so it is what is missing to a multiple of 17.
  const missing = (alphabet.length - weigh([...values, 0])) % alphabet.length;
  return write([...values, missing]);
}

/**
 * Reads a reference as it is typed or heard: any case, our digits, spaces, dashes of every kind or none, bidi marks.
 * Gives the canonical form with dashes, or null when the form or the check character is wrong. Every single wrong
 * character and every exchange of any two is found; of other mistakes sixteen in seventeen.
 */
export function readReference(raw: string): string | null {
  const text = foldNumberText(raw).replace(dashes, '').toUpperCase();
  if (text.length !== length) return null;
  const values = Array.from(text, (char) => alphabet.indexOf(char));
  if (values.includes(-1) || weigh(values) !== 0) return null;
  return write(values);
}

/**
 * The sum of the values, each times its place's power of 3, modulo 17. One wrong character changes it by weight ×
 * difference, an exchange by difference of weights × difference of values: neither is 0 in a field.
 */
function weigh(values: readonly number[]): number {
  return values.reduce((sum, value) => (sum * base + value) % alphabet.length, 0);
}

function write(values: readonly number[]): string {
  const text = values.map((value) => alphabet.charAt(value)).join('');
  return `${text.slice(0, 3)}-${text.slice(3, 6)}-${text.slice(6)}`;
}

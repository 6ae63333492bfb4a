import { randomInt } from 'node:crypto';
import { foldNumberText } from '../i18n/fold.ts';

/**
 * Eight digits and fifteen letters that are told apart on paper: of letters that look alike one at most is in (0 O D and Q, 1 I and L,
 * 2 Z, 5 S, 8 B, G 6, U V), and so are the vowels, so that no code spells a word. Twenty-three is prime: the check
 * character needs a field.
 */
const alphabet = '23456789CFHJKLMNPQRTWXY';
const length = 8;
/** A generator of the numbers modulo 23: its powers 0 to 7 are distinct and never 0. */
const base = 5;

/** What is read for a letter that is in no code, because it looks like it. */
const alike: Readonly<Record<string, string>> = {
  Z: '2',
  S: '5',
  B: '8',
  G: '6',
  O: 'Q',
  '0': 'Q',
  D: 'Q',
  I: 'L',
  '1': 'L',
};

const dashes = /[\p{Pd}\u2212_]/gu;

/**
 * A new code for a document, `K7M4-92QH`: seven random characters and a check character. There are 23^7, 3.4 × 10^9; what
 * guessing yields with the limits on tries is worked out in docs/decisions/0032-checking-documents.md.
 */
export function newDocumentCode(): string {
  const values = Array.from({ length: length - 1 }, () => randomInt(alphabet.length));
  const missing = (alphabet.length - weigh([...values, 0])) % alphabet.length;
  return write([...values, missing]);
}

/**
 * Reads a code as it is typed: any case, our digits, spaces and dashes, and letters that look like those of a code. Null
 * when the form or the check character is wrong. Every single wrong character and every exchange of any two is found.
 */
export function readDocumentCode(raw: string): string | null {
  const text = foldNumberText(raw).replace(dashes, '').toUpperCase();
  if (text.length !== length) return null;
  const values = Array.from(text, (char) => alphabet.indexOf(alike[char] ?? char));
  if (values.includes(-1) || weigh(values) !== 0) return null;
  return write(values);
}

function weigh(values: readonly number[]): number {
  return values.reduce((sum, value) => (sum * base + value) % alphabet.length, 0);
}

function write(values: readonly number[]): string {
  const text = values.map((value) => alphabet.charAt(value)).join('');
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

/** What cannot be seen and would reach phones and pages: controls, marks of direction, characters without width. */
const unseen = /[\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/**
 * Words that the city writes for people, on one line. Unlike what visitors type, they keep what stretches a word, as in «بـ»,
 * and what is written above and below it: it was meant.
 */
export function cleanWords(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').replace(unseen, '').trim();
}

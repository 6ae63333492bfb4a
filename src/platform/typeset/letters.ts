import { cleanText } from '../i18n/fold.ts';

/** Tashkeel and other marks on Arabic letters: whoever copies text out of a PDF gets words broken at them. */
const marks = /[\p{Mn}\u0640]+/gu;

/** A letter that the letters of documents do not have; see scripts/cut-document-letters.ts. */
const strange =
  /[^\x20-\x7e\u00a1-\u017f\u0621-\u063a\u0641-\u064a\u0660-\u0669\u06f0-\u06f9پچژگکیڤ،؛؟٪٫٬–—…•‘’“”«»]/gu;

/**
 * Words as a document can carry them: one line, no marks, and a question mark for each letter that its letters do not have,
 * since one without a shape would keep the whole document from being made.
 */
export function printable(text: string): string {
  return cleanText(cleanText(text).replace(marks, '')).replace(strange, '?');
}

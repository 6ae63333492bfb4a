// What people type and paste, made plain before anything judges it. All of it is linear in the length of the
// text: every regular expression here is one class of characters, or a run that cannot be split in two ways.

/** Arabic-Indic, Persian and fullwidth digits; in all three blocks the low four bits are the digit's value. */
const foreignDigits = /[٠-٩۰-۹０-９]/g;

/**
 * Characters that cannot be seen, or that only stretch a word: bidi controls, zero-width characters (with
 * ZWNJ: names here are Arabic, not Persian prose), soft hyphen, variation selectors and tags (all of these are
 * "default ignorable" in Unicode), tatweel, interlinear marks, noncharacters, lone surrogates and controls.
 * Line breaks and tabs are spared: they become spaces.
 */
const invisible = /[[\p{DI}\p{NChar}\p{Cs}\p{Cc}\u0640\ufff9-\ufffb]--[\t\n\v\f\r\x85]]+/gv;

const lineBreaks = /\r\n?|[\n\v\f\x85\u2028\u2029]/g;
/** Every Unicode space, NEL, and the Braille blank that looks like one. */
const spaces = /[\s\x85\u2800]+/g;
const spacesInLine = /[[\s\u2800]--[\n]]+/gv;

/**
 * A letter carries at most a few marks; normalizing tens of thousands of them on one letter takes time in the
 * square of their number (0.8 s for 100 kB, measured). Thirty is the limit of Unicode's stream-safe format (UAX #15).
 */
const tooManyMarks = /(\p{M}{30})\p{M}+/gu;

/** Marks of the Arabic blocks: tashkeel, Quranic signs, and the hamza or madda that composed with nothing. */
const arabicMarks = /[\p{Mn}&&[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff]]+/gv;

const arabicVariants = /[أإآٱةىؤئکی]/g;
const plainArabic: Readonly<Record<string, string>> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ة: 'ه',
  ى: 'ي',
  ؤ: 'و',
  ئ: 'ي',
  ک: 'ك',
  ی: 'ي',
};

/** Writes Arabic-Indic, Persian and fullwidth digits as Latin ones; everything else stays. */
export function foldDigits(text: string): string {
  return text.replace(foreignDigits, (digit) => String(digit.charCodeAt(0) & 0xf));
}

/**
 * Makes pasted text plain: composed (NFC), nothing invisible in it, every run of spaces one space, trimmed.
 * With `lines` a line break stays as `\n` (for long texts); otherwise it is a space. At most thirty marks stay on
 * one letter. An emoji that is joined from several falls into its parts. Idempotent.
 */
export function cleanText(text: string, options: { lines?: boolean } = {}): string {
  const visible = normalize(text.replace(invisible, ''), 'NFC');
  if (!options.lines) return visible.replace(spaces, ' ').trim();
  return visible
    .replace(lineBreaks, '\n')
    .replace(spacesInLine, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}

/** For a field that holds a number: `cleanText`, Latin digits, and no spaces inside. Whether it is a number is for the caller to judge. */
export function foldNumberText(text: string): string {
  // Spaces go first: a mark that stood behind one joins the character before it, and is composed with it.
  return foldDigits(cleanText(text.replace(spaces, '')));
}

/**
 * The form in which names are compared and searched, never shown: plain, Latin digits, lower case, and Arabic
 * spelling folded (hamza on its carriers, ة as ه, ى as ي, no tashkeel, Persian ک ی, and the ligatures that PDF
 * files paste, as letters). The definite article stays, because it tells names apart. Idempotent.
 */
export function foldForSearch(text: string): string {
  // Compatibility first: it may bring spaces and tatweel, which cleanText then takes away.
  const clean = cleanText(normalize(text.replace(invisible, ''), 'NFKC'));
  const folded = foldDigits(clean.toLowerCase())
    .replace(arabicMarks, '')
    .replace(arabicVariants, (letter) => plainArabic[letter] ?? letter);
  // A mark that is gone, or a capital that became two characters, may let others compose.
  return cleanText(folded);
}

function normalize(text: string, form: 'NFC' | 'NFKC'): string {
  // Some forms take one mark apart into two, so the limit holds after as well as before.
  return text.replace(tooManyMarks, '$1').normalize(form).replace(tooManyMarks, '$1');
}

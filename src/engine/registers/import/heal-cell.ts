import { cleanText, foldForSearch, foldNumberText } from '../../../platform/i18n/fold.ts';
import { readMobile } from '../../../platform/i18n/phone.ts';

/** Why a cell cannot be read. */
export type CellProblem =
  | 'missing'
  | 'not-a-number'
  | 'number-too-long'
  | 'not-a-year'
  | 'year-out-of-range'
  | 'not-a-date'
  | 'no-such-date'
  | 'two-digit-year'
  | 'unknown-status'
  | 'text-too-long'
  /** There is something, but no number to which the city can send an SMS. Such a phone is left empty. */
  | 'unusable-phone';

/** A cell that was read: its value in our form, and whether it had to be healed for that. `null`: it is empty. */
export type Cell<Value> =
  { ok: true; value: Value | null; healed: boolean } | { ok: false; problem: CellProblem };

const empty = { ok: true, value: null, healed: false } as const;
const read = <Value>(value: Value, healed: boolean) => ({ ok: true as const, value, healed });
const wrong = (problem: CellProblem) => ({ ok: false as const, problem });

/** More than any name or place has, and short enough to be shown. */
const longestText = 500;

/** The largest number that the register holds has ten digits. */
const longestNumber = 10;

/** No number and no date is written with more characters; what is longer is not even looked at. */
const mostCharacters = 60;

/**
 * A number of a permit or contractor. Healed: digits of other scripts, spaces and invisible characters, zeros in front,
 * and the `.0` that Excel leaves behind. Value: `1042`.
 */
export function readNumber(raw: string): Cell<string> {
  if (/^[1-9][0-9]{0,9}$/.test(raw)) return read(raw, false);
  const text = foldNumberText(raw);
  if (text === '') return empty;
  if (text.length > mostCharacters) return wrong('not-a-number');
  const digits = /^0*([0-9]+?)(?:[.٫]0*)?$/.exec(text)?.[1];
  if (digits === undefined || digits === '0') return wrong('not-a-number');
  if (digits.length > longestNumber) return wrong('number-too-long');
  return read(digits, true);
}

/** The first year of which the register may hold permits. */
const firstYear = 1990;

/** The year of a permit, from 1990 to the next one. Healed as numbers are. */
export function readYear(raw: string, thisYear: number): Cell<string> {
  const number = readNumber(raw);
  if (!number.ok) return wrong('not-a-year');
  if (number.value === null) return number;
  const year = Number(number.value);
  if (number.value.length !== 4) return wrong('not-a-year');
  if (year < firstYear || year > thisYear + 1) return wrong('year-out-of-range');
  return number;
}

const plainDate = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
/** An hour behind a date, as databases and Excel write it: the day is what counts. */
const withHour =
  /[T ]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?(?:Z|[AaPp][Mm]|[+-][0-9]{2}:?[0-9]{2})?$/;

/** Excel counts days from here; the day numbers before 1990 are no dates of ours. */
const excelEpoch = Temporal.PlainDate.from('1899-12-30');
const serials = { first: 32_874, last: 73_415 };
/** How many days later the count begins in workbooks of the old Macintosh. */
const macintosh = 1462;

/**
 * A day. Read as it is: `2026-04-06`. Healed: `6/4/2026`, `6-4-2026` and `6.4.2026` (day first, always), `2026/4/6`,
 * digits of other scripts, an hour behind it, and the day numbers of Excel. Two-digit years are ambiguous, and no guess
 * is made.
 */
export function readDate(raw: string, date1904 = false): Cell<string> {
  const asIs = plainDate.exec(raw);
  if (asIs) return exists(asIs[1], asIs[2], asIs[3]) ? read(raw, false) : wrong('no-such-date');
  const spaced = foldNumberText(raw.replace(/[T\s]+(?=[0-9٠-٩۰-۹]{1,2}:)/, 'T'));
  if (spaced === '') return empty;
  if (spaced.length > mostCharacters) return wrong('not-a-date');
  const text = spaced.replace(withHour, '');
  if (/^[0-9]{5}(?:\.[0-9]+)?$/.test(text)) {
    const days = Math.floor(Number(text)) + (date1904 ? macintosh : 0);
    if (days < serials.first || days > serials.last) return wrong('not-a-date');
    return read(excelEpoch.add({ days }).toString(), true);
  }
  const yearFirst = /^([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})$/.exec(text);
  const dayFirst = /^([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})$/.exec(text);
  if (!yearFirst && !dayFirst)
    return wrong(/^[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{1,2}$/.test(text) ? 'two-digit-year' : 'not-a-date');
  const [year, month, day] = yearFirst
    ? [yearFirst[1], yearFirst[3], yearFirst[4]]
    : [dayFirst?.[4], dayFirst?.[3], dayFirst?.[1]];
  const iso = exists(year, month, day);
  return iso === null ? wrong('no-such-date') : read(iso, true);
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The day in our form, if the calendar has it. A million rows have three million dates: no object is made for them. */
function exists(year = '', month = '', day = ''): string | null {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (y < 1900 || y > 2999) return null;
  const leap = m === 2 && y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0);
  const last = (monthDays[m - 1] ?? 0) + (leap ? 1 : 0);
  return d >= 1 && d <= last ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : null;
}

/** Letters and digits of Arabic and Latin with single spaces and plain marks between: nothing there to heal. */
const plainText =
  /^[\u0621-\u063a\u0641-\u064aA-Za-z0-9(),./&-]+(?: [\u0621-\u063a\u0641-\u064aA-Za-z0-9(),./&-]+)*$/;

/** A name or place. Healed: tatweel, doubled and zero-width spaces, bidi marks and the like. */
export function readText(raw: string): Cell<string> {
  if (raw === '') return empty;
  if (raw.length <= longestText && plainText.test(raw)) return read(raw, false);
  const text = cleanText(raw);
  if (text === '') return empty;
  if (text.length > longestText) return wrong('text-too-long');
  return read(text, text !== raw);
}

/** A phone, E.164. Written as Jordan does (`0791234567`) or as E.164 it is as it should be; healed is every other way. */
export function readPhone(raw: string): Cell<string> {
  if (/^07[789][0-9]{7}$/.test(raw)) return read(`+962${raw.slice(1)}`, false);
  const mobile = readMobile(raw);
  if (mobile.ok) return read(mobile.e164, mobile.e164 !== raw);
  return mobile.problem === 'empty' ? empty : wrong('unusable-phone');
}

/** A word of a list, in either language, folded; the code itself is a word too. */
function readWord<Code extends string>(words: ReadonlyMap<string, Code>, raw: string): Cell<Code> {
  const asIs = words.get(raw);
  if (asIs !== undefined) return read(asIs, false);
  const text = foldForSearch(raw);
  if (text === '') return empty;
  const found = words.get(text);
  return found === undefined ? wrong('unknown-status') : read(found, true);
}

function wordsOf<Code extends string>(list: Record<Code, string[]>): ReadonlyMap<string, Code> {
  const entries = Object.entries(list) as [Code, string[]][];
  return new Map(
    entries.flatMap(([code, words]) =>
      [code, ...words].flatMap((word) => [[word, code] as const, [foldForSearch(word), code] as const]),
    ),
  );
}

const contractorStatuses = wordsOf({ active: ['فعال'], suspended: ['موقوف'] });
const permitStatuses = wordsOf({ active: ['ساري'], expired: ['منتهي'], withdrawn: ['مسحوب'] });

/** What a file says of a contractor: فعال or موقوف. */
export const readContractorStatus = (raw: string): Cell<'active' | 'suspended'> =>
  readWord(contractorStatuses, raw);

/** What a file says of a permit: ساري, منتهي or مسحوب. */
export const readPermitStatus = (raw: string): Cell<'active' | 'expired' | 'withdrawn'> =>
  readWord(permitStatuses, raw);

const agreements = wordsOf({ yes: ['نعم'], no: ['لا'] });

/** Does the register say that its phone may be reminded? نعم or لا; what is neither is no, and is told as healed. */
export function readYesNo(raw: string): Cell<'yes' | 'no'> {
  const said = readWord(agreements, raw);
  return said.ok ? said : read('no', true);
}

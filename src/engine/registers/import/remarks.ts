import type { Column } from './columns.ts';
import type { CellProblem } from './heal-cell.ts';

/** Why a line is refused. */
export type RefusedCode = Exclude<CellProblem, 'unusable-phone'> | 'ends-before-it-begins' | 'lines-disagree';

/** What is worth a look, though the line is accepted. */
export type WarnedCode =
  | 'names-differ'
  | 'unusable-phone'
  | 'expired-by-status-only'
  | 'contractor-statuses-differ'
  /** A renewal here says otherwise: its term stays. */
  | 'renewed-here'
  /** The office withdrew or restored the permit: its word stays. */
  | 'decided-here'
  /** The office suspended or reinstated the contractor: its word stays. */
  | 'contractor-decided-here';

/** What was found about one cell. `from` and `to` are texts to be shown: what stood there, and what it was read as. */
export type Remark = { column: Column; from: string | null; to: string | null } & (
  | { kind: 'healed'; code: 'healed' }
  | { kind: 'warned'; code: WarnedCode }
  | { kind: 'refused'; code: RefusedCode }
);

type Words = { ar: string; en: string };

/** Every remark in words. `{from}` and `{to}` are filled in. */
const remarkWords: Readonly<Record<Remark['code'], Words>> = {
  healed: { ar: 'صُحّح «{from}» إلى «{to}»', en: '“{from}” was read as “{to}”' },
  missing: { ar: 'القيمة مطلوبة والخانة فارغة', en: 'A value is required, and the cell is empty' },
  'not-a-number': { ar: '«{from}» ليس رقمًا', en: '“{from}” is no number' },
  'number-too-long': { ar: '«{from}» أطول من عشرة أرقام', en: '“{from}” has more than ten digits' },
  'not-a-year': { ar: '«{from}» ليست سنة من أربعة أرقام', en: '“{from}” is no year of four digits' },
  'year-out-of-range': {
    ar: 'السنة «{from}» خارج المدى: من 1990 إلى السنة القادمة',
    en: 'The year “{from}” is outside 1990 to next year',
  },
  'not-a-date': {
    ar: '«{from}» ليس تاريخًا. اكتبه هكذا: 31/1/2026 أو 2026-01-31',
    en: '“{from}” is no date. Write it as 31/1/2026 or 2026-01-31',
  },
  'no-such-date': { ar: 'التاريخ «{from}» غير موجود في التقويم', en: 'There is no such day as “{from}”' },
  'two-digit-year': {
    ar: 'السنة في «{from}» من رقمين، ولا نعرف القرن. اكتبها بأربعة أرقام',
    en: 'The year in “{from}” has two digits: write all four',
  },
  'unknown-status': { ar: 'الحالة «{from}» غير معروفة', en: 'The status “{from}” is not known' },
  'text-too-long': { ar: 'النص أطول من 500 حرف', en: 'The text has more than 500 characters' },
  'ends-before-it-begins': {
    ar: 'ينتهي التصريح في {from} قبل أن يبدأ في {to}',
    en: 'The permit ends on {from}, before it begins on {to}',
  },
  'lines-disagree': {
    ar: 'سطر آخر لهذا التصريح يقول غير ذلك: «{from}» هنا و«{to}» هناك',
    en: 'Another line about this permit disagrees: “{from}” here, “{to}” there',
  },
  'names-differ': {
    ar: 'رقم المقاول هذا جاء باسم آخر في سطر سابق: «{from}»',
    en: 'This contractor number came under another name on an earlier line: “{from}”',
  },
  'unusable-phone': {
    ar: '«{from}» ليس هاتفًا أردنيًا محمولًا، فتُرك فارغًا',
    en: '“{from}” is no Jordanian mobile number; it is left empty',
  },
  'expired-by-status-only': {
    ar: 'الحالة «منتهي» والتصريح ساري حتى {to}. يُعتدّ بالتاريخ',
    en: 'The status says expired, but the permit is valid until {to}: the date counts',
  },
  'contractor-statuses-differ': {
    ar: 'حالة هذا المقاول تختلف من سطر إلى آخر. يُعدّ موقوفًا',
    en: 'The status of this contractor differs between lines: it counts as suspended',
  },
  'renewed-here': {
    ar: 'جُدّد هذا التصريح هنا حتى {to}، والملف يقول {from}. بقي ما هنا',
    en: 'This permit was renewed here until {to}; the file says {from}. What is here stays',
  },
  'decided-here': {
    ar: 'حالة التصريح في الملف «{from}»، وقرار الأمانة هنا «{to}». بقي ما هنا',
    en: 'The file says the permit is {from}; it was {to} here. What is here stays',
  },
  'contractor-decided-here': {
    ar: 'حالة المقاول في الملف «{from}»، وقرار الأمانة هنا «{to}». بقي ما هنا',
    en: 'The file says the contractor is {from}; it was {to} here. What is here stays',
  },
};

/** A remark in one language. */
export function sayRemark(remark: Remark, lang: 'ar' | 'en'): string {
  return remarkWords[remark.code][lang]
    .replace('{from}', () => remark.from ?? '')
    .replace('{to}', () => remark.to ?? '');
}

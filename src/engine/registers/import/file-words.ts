import { arabicHeaders } from './columns.ts';
import type { TableErrorCode, TableFacts } from '../../../platform/tables/table-error.ts';
import type { HeaderProblem } from './columns.ts';

/** Why a whole file is refused: it cannot be read, or its headers will not do. */
export type FileProblem = { code: TableErrorCode; facts: TableFacts } | HeaderProblem;

type Words = { ar: string; en: string };

/** Why a file cannot be read, and what to do. `{…}` are its facts. */
const tableWords: Readonly<Record<TableErrorCode, Words>> = {
  'not-found': { ar: 'تعذّر فتح الملف ({reason})', en: 'The file cannot be opened ({reason})' },
  empty: { ar: 'الملف فارغ', en: 'The file is empty' },
  'no-header': {
    ar: 'لا سطر عناوين في الملف. يجب أن يحمل السطر الأول أسماء الأعمدة',
    en: 'The file has no headers: its first line must name the columns',
  },
  'no-sheet': { ar: 'لا ورقة عمل في الملف', en: 'The workbook has no sheet' },
  'old-xls': {
    ar: 'هذا ملف Excel بالصيغة القديمة (xls). احفظه بصيغة xlsx',
    en: 'This is a workbook of the old kind (xls): save it as xlsx',
  },
  'not-xlsx': { ar: 'هذا ليس ملف Excel بصيغة xlsx', en: 'This is no xlsx workbook' },
  'too-wide': {
    ar: 'في الملف أعمدة كثيرة: {found}، والحد {limit}',
    en: 'The file has too many columns: {found}, at most {limit} are read',
  },
  'too-many-rows': {
    ar: 'في الملف أكثر من {limit} سطر. قسّمه',
    en: 'The file has more than {limit} lines: divide it',
  },
  'long-record': {
    ar: 'السطر {line} أطول من أن يكون سطرًا. ربما تنقصه علامة اقتباس',
    en: 'Line {line} is too long to be a line. Perhaps a quote was never closed',
  },
  ragged: {
    ar: 'في السطر {line} عدد خانات لا يطابق العناوين: {found} بدل {expected}',
    en: 'Line {line} has {found} cells, and the headers are {expected}',
  },
  'unclosed-quote': {
    ar: 'علامة اقتباس في السطر {line} لم تُغلق',
    en: 'A quote that begins on line {line} is never closed',
  },
  'stray-quote': {
    ar: 'في السطر {line} نص بعد إغلاق الاقتباس',
    en: 'Line {line} has text behind a closed quote',
  },
  nul: {
    ar: 'في السطر {line} محرف NUL. الملف تالف أو ليس جدولًا',
    en: 'Line {line} has a NUL character: the file is damaged, or no table',
  },
  formula: {
    ar: 'معادلة في السطر {line}، الخانة {cell}. احفظ القيم بدل المعادلات',
    en: 'There is a formula on line {line}, cell {cell}: save values instead of formulas',
  },
  'bad-encoding': {
    ar: 'في الملف ما ليس من الترميز {encoding}',
    en: 'The file holds bytes that are not {encoding}',
  },
  encrypted: { ar: 'الملف محمي بكلمة مرور', en: 'The file is encrypted: save it without a password' },
  damaged: { ar: 'الملف تالف', en: 'The file is damaged' },
  'lying-size': { ar: 'الملف يذكر أحجامًا غير صحيحة', en: 'The file lies about its sizes' },
  doctype: {
    ar: 'في الملف تعريفات DOCTYPE، ولا نقرؤها',
    en: 'The file has a DOCTYPE, which is not read',
  },
  'broken-xml': { ar: 'الملف تالف من داخله', en: 'The workbook is damaged inside' },
  'too-many-parts': { ar: 'في الملف أجزاء كثيرة جدًا', en: 'The workbook has too many parts' },
  'too-many-sheets': { ar: 'في الملف أوراق كثيرة جدًا', en: 'The workbook has too many sheets' },
  'too-much-text': {
    ar: 'في الملف نصوص أكثر مما نقرأ. قسّمه أو احفظه CSV',
    en: 'The workbook has more text than is read: divide it, or save it as CSV',
  },
  bomb: { ar: 'الملف ينتفخ عند فكّه، فلا نقرؤه', en: 'The file grows beyond all bounds when it is unpacked' },
  'out-of-memory': {
    ar: 'قراءة الملف تحتاج ذاكرة أكثر من المسموح. احفظه CSV',
    en: 'Reading the file takes more memory than allowed: save it as CSV',
  },
};

/** What is wrong with a file, in words. */
export function sayFileProblem(problem: FileProblem, lang: 'ar' | 'en'): string {
  if ('facts' in problem) {
    const facts: TableFacts = { cell: problem.facts['column'] ?? '', ...problem.facts };
    return tableWords[problem.code][lang].replace(/\{(\w+)\}/g, (_, name: string) =>
      String(facts[name] ?? ''),
    );
  }
  const shown = (column: keyof typeof arabicHeaders) => `${arabicHeaders[column]} (${column})`;
  switch (problem.code) {
    case 'column-missing': {
      const columns = problem.columns.map(shown);
      return lang === 'ar'
        ? `ينقص الملف: ${columns.join('، ')}. إذا كانت أسماء الأعمدة عندك مختلفة فأعطِ ملف مطابقة`
        : `The file lacks ${columns.join(', ')}. If its headers are others, give a mapping`;
    }
    case 'column-twice':
      return lang === 'ar'
        ? `العمود ${shown(problem.column)} مكرر في العناوين`
        : `The headers name ${shown(problem.column)} twice`;
    case 'mapped-header-missing':
      return lang === 'ar'
        ? `ملف المطابقة يذكر العنوان «${problem.header}» وهو ليس في الملف`
        : `The mapping names the header “${problem.header}”, which the file does not have`;
  }
}

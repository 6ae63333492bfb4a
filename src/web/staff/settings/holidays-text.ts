import { foldDigits } from '../../../platform/i18n/fold.ts';
import { cleanWords } from './clean-words.ts';
import { holidayExample, wrongWords } from './form-words.ts';
import type { Text } from '../../ui/words.ts';

/** A public holiday: its day, and what it is called. */
export type Holiday = { day: string; name: { ar: string; en: string } };

/** Holidays as they are typed: one a line, `2027-05-01 عيد العمال | Labour Day`. */
export function writeHolidays(holidays: readonly Holiday[]): string {
  return holidays.map(({ day, name }) => `${day} ${name.ar} | ${name.en}`).join('\n');
}

const written = /^(\d{4}-\d{2}-\d{2})\s+([^|]{1,300}?)\s*\|\s*([^|]{1,300})$/;

/** Reads a list that was typed or pasted, and says of each line that is none what is wrong. Days come in their order. */
export function readHolidays(text: string): { holidays: Holiday[]; wrong: Text[] } {
  const holidays = new Map<string, Holiday>();
  const wrong: Text[] = [];
  const say = (words: Text, line: number) =>
    wrong.push({ ar: fill(words.ar, line), en: fill(words.en, line) });
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const raw = cleanWords(line);
    if (raw === '') continue;
    const [, day = '', ar = '', en = ''] = written.exec(raw.replace(/^\S+/, foldDigits)) ?? [];
    if (!isDay(day)) say(wrongWords.holiday, index + 1);
    else if (holidays.has(day)) say(wrongWords.holidayTwice, index + 1);
    else holidays.set(day, { day, name: { ar: ar.trim(), en: en.trim() } });
  }
  const inOrder = [...holidays.values()].toSorted((one, other) => (one.day < other.day ? -1 : 1));
  return { holidays: inOrder, wrong };
}

function fill(words: string, line: number): string {
  return words.replace('{line}', String(line)).replace('{example}', `\u2068${holidayExample}\u2069`);
}

function isDay(text: string): boolean {
  try {
    return text !== '' && Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

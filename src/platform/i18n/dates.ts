import { cityZone } from '../clock/calendar.ts';
import type { Lang } from './lang.ts';

/** A day in words and numbers, apart, so that a page can isolate the number: `<bdi>` around `date`. */
export type ShownDay = {
  /** In the language asked for: `الأحد`, `Sunday`. */
  weekday: string;
  /** `22-11-2026`. */
  date: string;
};

/** A moment in Amman's time, its parts apart. */
export type ShownMoment = ShownDay & {
  /** Hours of a day of 24 and minutes: `10:41`. */
  time: string;
};

/** The names of the days from Monday, so that ISO day n is at n - 1. Asked of Intl once: a page shows ten dates. */
const weekdays: Readonly<Record<Lang, readonly string[]>> = {
  ar: weekdayNames('ar-JO'),
  en: weekdayNames('en-GB'),
};

/**
 * A date as `22-11-2026`, Latin digits in both languages, as on the city's documents. The language is taken so that
 * no caller relies on the two being alike. Inside Arabic it must be isolated: `<bdi>`, or `isolate` in plain text.
 */
export function showDate(date: Temporal.PlainDate, _lang: Lang): string {
  return numeric(date);
}

/** A date with the name of its day. */
export function showDay(date: Temporal.PlainDate, lang: Lang): ShownDay {
  return { weekday: weekday(date, lang), date: numeric(date) };
}

/** An instant as Amman's calendar and clock show it. Throws a RangeError when the date is invalid. */
export function showMoment(instant: Date, lang: Lang): ShownMoment {
  const local = new Date(instant.getTime() + offsetAt(instant.getTime()));
  const [day, month, year] = [local.getUTCDate(), local.getUTCMonth() + 1, local.getUTCFullYear()];
  return {
    weekday: weekday({ dayOfWeek: local.getUTCDay() || 7 }, lang),
    date: numeric({ day, month, year }),
    time: `${twoDigits(local.getUTCHours())}:${twoDigits(local.getUTCMinutes())}`,
  };
}

const hour = 3_600_000;

/** By the hour since 1970, in milliseconds. */
const offsets = new Map<number, number>();

/** By how much Amman's clock is ahead, in milliseconds. Asked of Temporal once an hour of time: a queue shows fifty moments. */
function offsetAt(instant: number): number {
  const at = Math.floor(instant / hour);
  const known = offsets.get(at);
  if (known !== undefined) return known;
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(cityZone);
  const offset = zoned.offsetNanoseconds / 1_000_000;
  if (offsets.size >= 1000) offsets.clear();
  offsets.set(at, offset);
  return offset;
}

/**
 * Makes a number, date, phone or reference stand left to right inside Arabic plain text: wraps it in U+2066 and
 * U+2069 (for HTML use `<bdi>`). Bidi controls inside are removed, or they could end the isolation early.
 * In an English SMS leave it out: the two characters are outside GSM-7 and cut the message from 160 letters to 70.
 */
export function isolate(text: string): string {
  return `\u2066${text.replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, '')}\u2069`;
}

function numeric(date: { day: number; month: number; year: number }): string {
  return `${twoDigits(date.day)}-${twoDigits(date.month)}-${String(date.year).padStart(4, '0')}`;
}

function weekday(date: { dayOfWeek: number }, lang: Lang): string {
  const name = weekdays[lang][date.dayOfWeek - 1];
  if (name === undefined) throw new RangeError(`no name for day ${date.dayOfWeek}`);
  return name;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function weekdayNames(locale: string): string[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  // January 2024 began on a Monday.
  return [1, 2, 3, 4, 5, 6, 7].map((day) => format.format(Date.UTC(2024, 0, day)));
}

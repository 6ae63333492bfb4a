import { cityZone, isWorkingDay } from '../../platform/clock/calendar.ts';
import { readCalendars } from '../settings/calendars.ts';
import type { WorkingWeek } from '../../platform/clock/calendar.ts';
import type { Context } from '../context.ts';
import type { Calendar as CalendarSet } from '../settings/calendars.ts';
import type { SettingsToday } from '../settings/settings.ts';
import type { Pause } from '../applications/service-clock.ts';
import type { Calendar } from './figures.store.ts';
import type { Period } from './period.ts';

/** An application that waited longer counts as if it had come then. */
const longestWait = { years: 2 };

/** Calendars that were made, by the settings they were made of: a year's has a thousand days, and each takes a look. */
const calendars = new WeakMap<SettingsToday, Map<string, Calendar>>();

/**
 * The working time around a period, as the database counts with it. Weekend and holidays are those that are known today, since
 * holidays are entered late; the office hours are those of each day, as the service clock has them.
 */
export async function workingTime(
  ctx: Pick<Context, 'db' | 'settings'>,
  { from, until }: Period,
): Promise<Calendar> {
  const settings = await ctx.settings.now();
  const known = calendars.get(settings) ?? new Map<string, Calendar>();
  calendars.set(settings, known);
  const key = `${from.toString()} ${until.toString()}`;
  const found = known.get(key);
  if (found) return found;
  const { portal } = settings;
  const week = {
    weekend: portal['calendar.weekend'].value,
    holidays: new Set(portal['calendar.holidays'].value.map(({ day }) => day)),
  };
  const made = calendarOf(from.subtract(longestWait), until, week, await readCalendars(ctx.db.query));
  // Whoever asks for any days they like must not fill the memory.
  if (known.size >= 20) known.clear();
  known.set(key, made);
  return made;
}

function calendarOf(
  first: Temporal.PlainDate,
  until: Temporal.PlainDate,
  week: WorkingWeek,
  set: readonly CalendarSet[],
): Calendar {
  const made: Calendar = { first: first.toString(), days: [], minutes: [], opens: [], closes: [] };
  let days = 0;
  let minutes = 0;
  for (let day = first; Temporal.PlainDate.compare(day, until) <= 0; day = day.add({ days: 1 })) {
    const works = isWorkingDay(day, week);
    const on = set.findLast(({ since }) => Temporal.PlainDate.compare(since, day) <= 0) ?? set[0];
    if (on === undefined) throw new RangeError('there is no calendar');
    const { hours } = on.time;
    const [opens, closes] = works ? [minuteOf(hours.from), minuteOf(hours.to)] : [0, 0];
    days += works ? 1 : 0;
    made.days.push(days);
    made.minutes.push(minutes);
    made.opens.push(opens);
    made.closes.push(closes);
    minutes += closes - opens;
  }
  return made;
}

function minuteOf(time: string): number {
  const { hour, minute } = Temporal.PlainTime.from(time);
  return hour * 60 + minute;
}

/**
 * The working days that a decision took, as the database counts them too: from the working day on which it was submitted to the day
 * of the decision, without those on which its contractor had it. Looks into the calendar, since a list may have a million rows and
 * walking from day to day would take a minute.
 */
export function daysTaken(
  { first, days, closes }: Calendar,
  submittedAt: Date,
  pauses: readonly Pause[],
  decidedAt: Date,
): number {
  const begin = Date.parse(first);
  const look = (at: Date) => {
    const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(cityZone);
    const place = Math.max(0, (Date.parse(local.toPlainDate().toString()) - begin) / 86_400_000);
    const isOver = local.hour * 60 + local.minute >= (closes[place] ?? 0);
    return { soFar: days[place] ?? 0, workDay: (days[place] ?? 0) + (isOver ? 1 : 0) };
  };
  const paused = pauses.reduce(
    (sum, { from, until }) => sum + look(until ?? decidedAt).workDay - look(from).workDay,
    0,
  );
  return Math.max(0, look(decidedAt).soFar - look(submittedAt).workDay - paused);
}

import { addWorkingDays, isWorkingDay } from '../../platform/clock/calendar.ts';
import { inForceSince } from './service-clock.ts';
import type { WorkingWeek } from '../../platform/clock/calendar.ts';
import type { Calendar } from '../settings/calendars.ts';

/**
 * The day until the end of which somebody may still act who has so many days from one: never a day off, so that the office can
 * be asked on it. Of several calendars in force since `at`, the one that gives the latest day counts: a holiday that is announced
 * later gives time, and one that is called off takes none.
 */
export function lastDay(
  from: Temporal.PlainDate,
  days: number,
  at: Date,
  calendars: readonly Calendar[],
): Temporal.PlainDate {
  const wanted = from.add({ days });
  const found = inForceSince(calendars, at).map(({ time }) => workingDayFrom(wanted, time));
  return found.reduce((latest, day) => (Temporal.PlainDate.compare(day, latest) > 0 ? day : latest), wanted);
}

/** The first working day that is not before this one. */
function workingDayFrom(day: Temporal.PlainDate, { weekend, holidays }: WorkingWeek): Temporal.PlainDate {
  const week = { weekend, holidays };
  return isWorkingDay(day, week) ? day : addWorkingDays(day, 1, week);
}

/**
 * On which day a contractor is warned of an end: so many days before it, at the earliest on the day after the return, since its
 * own message is a warning too. Null: never, when the setting says so or no day is left between the two.
 */
export function warningDay(
  end: Temporal.PlainDate,
  daysBefore: number,
  returnedOn: Temporal.PlainDate,
): Temporal.PlainDate | null {
  if (daysBefore < 1) return null;
  const wanted = end.subtract({ days: daysBefore });
  const earliest = returnedOn.add({ days: 1 });
  const day = Temporal.PlainDate.compare(wanted, earliest) < 0 ? earliest : wanted;
  return Temporal.PlainDate.compare(day, end) > 0 ? null : day;
}

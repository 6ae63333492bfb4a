import {
  addWorkingDays,
  todayAt,
  workDayOf,
  workingDaysBetween,
  workingMinutes,
} from '../../platform/clock/calendar.ts';
import type { WorkingTime } from '../../platform/clock/calendar.ts';
import type { Calendar } from '../settings/calendars.ts';
import { standing } from './application.ts';
import type { ApplicationEvent } from './application.ts';

/**
 * A time in which the office does not have the application: its contractor does, or it was refused and an objection is upheld
 * later. `until`: null while that lasts.
 */
export type Pause = { from: Date; until: Date | null };

/** What the clock of one application runs by. `level`: the working days that were promised on the day of submitting. */
export type ClockOf = { submittedAt: Date; level: number; pauses: readonly Pause[] };

/**
 * The times in which the office did not have the application: between a return and whatever ends it, and between a refusal and
 * its reopening. A return that was undone never was one, and a refusal that stands ends the clock.
 */
export function pausesOf(events: readonly ApplicationEvent[]): Pause[] {
  const pauses: Pause[] = [];
  const stands = standing(events);
  for (const [index, { kind, at }] of stands.entries()) {
    const open = pauses.at(-1);
    if (open?.until === null) open.until = at;
    if (kind === 'returned' || (kind === 'refused' && stands[index + 1]?.kind === 'reopened'))
      pauses.push({ from: at, until: null });
  }
  return pauses;
}

/**
 * The day by which a decision is promised: so many working days after the working day on which the application arrived,
 * and one more for each working day on which its contractor had it. The day of arriving never counts, of a pause as of an
 * application; one that has not ended adds nothing yet.
 *
 * Of several calendars that were in force since, the one that gives the latest day counts: a holiday that is announced
 * later moves a promise, and one that is called off does not bring it forward.
 */
export function promisedDay(clock: ClockOf, calendars: readonly Calendar[]): Temporal.PlainDate {
  const days = inForceSince(calendars, clock.submittedAt).map((calendar) =>
    promisedBy(clock, calendar, calendars),
  );
  const [first, ...others] = days;
  if (first === undefined) throw new RangeError('there is no calendar');
  return others.reduce((latest, day) => (Temporal.PlainDate.compare(day, latest) > 0 ? day : latest), first);
}

function promisedBy(
  { submittedAt, level, pauses }: ClockOf,
  { time }: Calendar,
  calendars: readonly Calendar[],
): Temporal.PlainDate {
  // Whether a moment is after hours is judged by the hours of its day, whatever they are later.
  const workDay = (at: Date) => workDayOf(at, { ...time, hours: calendarOn(calendars, todayAt(at)).hours });
  const paused = pauses.reduce(
    (sum, { from, until }) =>
      until === null ? sum : sum + workingDaysBetween(workDay(from), workDay(until), time),
    0,
  );
  return addWorkingDays(workDay(submittedAt), Math.max(1, level) + paused, time);
}

/** Minutes of office hours: those in which the office had the application, and those in which its contractor had it. */
export type TimeSpent = { atWork: number; paused: number };

/** How long the office has had an application until a moment, and how long its contractor, by the hours of each day. */
export function timeSpent(
  { submittedAt, pauses }: Pick<ClockOf, 'submittedAt' | 'pauses'>,
  until: Date,
  calendars: readonly Calendar[],
): TimeSpent {
  const timeOn = (day: Temporal.PlainDate) => calendarOn(calendars, day);
  const between = (from: Date, to: Date) => workingMinutes(from, to < until ? to : until, timeOn);
  const paused = pauses.reduce((sum, pause) => sum + between(pause.from, pause.until ?? until), 0);
  return { atWork: between(submittedAt, until) - paused, paused };
}

/** The calendars in force on the day of a moment or later. */
export function inForceSince(calendars: readonly Calendar[], at: Date): readonly Calendar[] {
  return calendars.slice(indexOn(calendars, todayAt(at)));
}

function calendarOn(calendars: readonly Calendar[], day: Temporal.PlainDate): WorkingTime {
  const found = calendars[indexOn(calendars, day)];
  if (found === undefined) throw new RangeError('there is no calendar');
  return found.time;
}

/** Which calendar was in force on a day; before the first, the first. */
function indexOn(calendars: readonly Calendar[], day: Temporal.PlainDate): number {
  return Math.max(
    0,
    calendars.findLastIndex(({ since }) => Temporal.PlainDate.compare(since, day) <= 0),
  );
}

/** The city's time zone: a permit ends, and a day begins, in Amman. */
export const cityZone = 'Asia/Amman';

/** Which days the city works: its weekend, and the public holidays that staff keep in a table. */
export type WorkingWeek = {
  /** ISO day numbers, Monday 1 to Sunday 7; in Jordan Friday 5 and Saturday 6. */
  weekend: readonly number[];
  /** Days as `YYYY-MM-DD`; one that falls on the weekend changes nothing. */
  holidays: ReadonlySet<string>;
};

/** When an office is open on a working day, in Amman's time: `08:00` to `15:00`. The end itself is after hours. */
export type OfficeHours = { from: string; to: string };

/** Which days the city works, and when on such a day. */
export type WorkingTime = WorkingWeek & { hours: OfficeHours };

/** More than anything the city promises (40 years of working days); a larger number is a mistake, not a wish. */
const mostWorkingDays = 10_000;

/** The calendar day on which an instant falls in a zone. Throws a RangeError when the date is invalid. */
export function todayAt(instant: Date, zone: string = cityZone): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).toPlainDate();
}

/** Does the city work on this day? Throws a RangeError when the week has no working day or a wrong day number. */
export function isWorkingDay(date: Temporal.PlainDate, week: WorkingWeek): boolean {
  assertWorkable(week);
  return works(date, week);
}

/**
 * The `n`-th working day after `from`: the day by which something promised "within n working days" is done.
 *
 * The day itself never counts, working or not, as in the counting of legal periods. So one working day after a
 * Thursday, a Friday or a Saturday is Sunday alike; on which working day something arrived says `workDayOf`.
 * Exactly `n` working days lie in (from, result].
 *
 * Throws a RangeError when `n` is not a whole number from 1 to 10 000, or when the week has no working day.
 */
export function addWorkingDays(from: Temporal.PlainDate, n: number, week: WorkingWeek): Temporal.PlainDate {
  if (!Number.isInteger(n) || n < 1 || n > mostWorkingDays) {
    throw new RangeError(`working days must be a whole number from 1 to ${mostWorkingDays}, not ${n}`);
  }
  assertWorkable(week);
  // This ends: each week has a working day, and the holidays that can take it away are finitely many.
  let date = from;
  for (let left = n; left > 0;) {
    date = date.add({ days: 1 });
    if (works(date, week)) left -= 1;
  }
  return date;
}

/**
 * How many working days lie in (from, to]: those that are left until `to`, seen from `from`. Negative when `to` is
 * before `from`: the working days by which it is late. Takes time with the number of days between.
 */
export function workingDaysBetween(
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
  week: WorkingWeek,
): number {
  assertWorkable(week);
  const backwards = Temporal.PlainDate.compare(to, from) < 0;
  const [start, end] = backwards ? [to, from] : [from, to];
  let count = 0;
  for (let date = start; !date.equals(end);) {
    date = date.add({ days: 1 });
    if (works(date, week)) count += 1;
  }
  return backwards && count > 0 ? -count : count;
}

/**
 * The working day to which an instant belongs: its day in Amman, or the next working day when that one is off, or its
 * hours are over. What arrives before the hours begin belongs to that day.
 * Never earlier for a later instant. Throws a RangeError when the week has no working day.
 */
export function workDayOf(instant: Date, { hours, ...week }: WorkingTime): Temporal.PlainDate {
  const local = localTime(instant);
  const day = local.toPlainDate();
  if (isWorkingDay(day, week) && Temporal.PlainTime.compare(local.toPlainTime(), hours.to) < 0) return day;
  return addWorkingDays(day, 1, week);
}

/**
 * How many minutes of office hours lie between two instants; none when the second is not later. The hours of each day
 * are asked of `timeOn`, since they change with the seasons. Takes time with the number of days between.
 */
export function workingMinutes(
  from: Date,
  to: Date,
  timeOn: (day: Temporal.PlainDate) => WorkingTime,
): number {
  if (to <= from) return 0;
  const [start, end] = [localTime(from), localTime(to)];
  let minutes = 0;
  for (let day = start.toPlainDate(); Temporal.PlainDate.compare(day, end.toPlainDate()) <= 0;) {
    const { hours, ...week } = timeOn(day);
    if (isWorkingDay(day, week)) {
      const opens = later(start, day.toZonedDateTime({ timeZone: cityZone, plainTime: hours.from }));
      const closes = earlier(end, day.toZonedDateTime({ timeZone: cityZone, plainTime: hours.to }));
      minutes += Math.max(0, (closes.epochMilliseconds - opens.epochMilliseconds) / 60_000);
    }
    day = day.add({ days: 1 });
  }
  return minutes;
}

function localTime(instant: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(cityZone);
}

function later(a: Temporal.ZonedDateTime, b: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  return a.epochMilliseconds > b.epochMilliseconds ? a : b;
}

function earlier(a: Temporal.ZonedDateTime, b: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  return a.epochMilliseconds < b.epochMilliseconds ? a : b;
}

function works(date: Temporal.PlainDate, week: WorkingWeek): boolean {
  return !week.weekend.includes(date.dayOfWeek) && !week.holidays.has(date.toString());
}

function assertWorkable(week: WorkingWeek): void {
  if (!week.weekend.every((day) => Number.isInteger(day) && day >= 1 && day <= 7)) {
    throw new RangeError('the weekend is made of ISO day numbers, Monday 1 to Sunday 7');
  }
  if (new Set(week.weekend).size === 7) throw new RangeError('the week has no working day');
}

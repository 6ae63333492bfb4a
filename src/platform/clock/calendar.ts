/** The city's time zone: a permit ends, and a day begins, in Amman. */
export const cityZone = 'Asia/Amman';

/** Which days the city works: its weekend, and the public holidays that staff keep in a table. */
export type WorkingWeek = {
  /** ISO day numbers, Monday 1 to Sunday 7; in Jordan Friday 5 and Saturday 6. */
  weekend: readonly number[];
  /** Days as `YYYY-MM-DD`; one that falls on the weekend changes nothing. */
  holidays: ReadonlySet<string>;
};

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
 * The day itself never counts, working or not, as in the counting of legal periods. So what arrives on a
 * Thursday, a Friday or a Saturday and takes one working day is due on Sunday alike: who hands in on a day off
 * neither gains nor loses against who handed in on the working day before.
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
 * Of each day from `from` to `until`, both counted in, whether the city works on it: for those who count over many days
 * at once.
 */
export function workingDaysIn(
  from: Temporal.PlainDate,
  until: Temporal.PlainDate,
  week: WorkingWeek,
): boolean[] {
  assertWorkable(week);
  const days: boolean[] = [];
  for (let date = from; Temporal.PlainDate.compare(date, until) <= 0; date = date.add({ days: 1 }))
    days.push(works(date, week));
  return days;
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

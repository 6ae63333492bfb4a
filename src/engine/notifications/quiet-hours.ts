import { cityZone, isWorkingDay } from '../../platform/clock/calendar.ts';
import type { WorkingWeek } from '../../platform/clock/calendar.ts';

/**
 * When no phone is to ring: from an hour to another, which may be of the next morning; and all of a day off, where the city
 * wants it. Both hours alike: no hour is quiet.
 */
export type QuietHours = { from: string; to: string; daysOff: boolean };

/** What holds on a day: its quiet hours, and which days the city works. */
export type QuietDay = { quiet: QuietHours; week: WorkingWeek };

/** Beyond this nothing waits, whatever the calendar says: a city that never works still answers. */
const mostDays = 31;

/**
 * The first moment from `instant` on at which a message may be sent; `instant` itself when it may be at once. Each day goes by
 * its own settings, asked of `dayOf`. A quiet hour ends as its last minute is over: at `to` it may be sent.
 */
export async function loudFrom(
  instant: Date,
  dayOf: (day: Temporal.PlainDate) => Promise<QuietDay>,
): Promise<Date> {
  const start = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(cityZone);
  let at = start;
  for (const last = start.toPlainDate().add({ days: mostDays }); ;) {
    const day = at.toPlainDate();
    if (Temporal.PlainDate.compare(day, last) > 0) break;
    const until = quietUntil(at, await dayOf(day));
    if (until === null) break;
    at = until;
  }
  return new Date(at.epochMilliseconds);
}

/** Until when it is quiet, as far as this day says; null: it is not. */
function quietUntil(at: Temporal.ZonedDateTime, { quiet, week }: QuietDay): Temporal.ZonedDateTime | null {
  const day = at.toPlainDate();
  const time = at.toPlainTime().toString({ smallestUnit: 'minute' });
  const nextDay = () => day.add({ days: 1 }).toZonedDateTime({ timeZone: cityZone });
  if (quiet.daysOff && !isWorkingDay(day, week)) return nextDay();
  const { from, to } = quiet;
  const opens = () => day.toZonedDateTime({ timeZone: cityZone, plainTime: to });
  if (from === to) return null;
  if (from < to) return from <= time && time < to ? opens() : null;
  if (time < to) return opens();
  return time >= from ? nextDay() : null;
}

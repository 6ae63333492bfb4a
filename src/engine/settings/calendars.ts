import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { WorkingTime } from '../../platform/clock/calendar.ts';
import type { Schema } from '../../platform/db/schema.ts';
import type { PortalSettings } from './portal-settings.ts';

/** The city's working time as it was set from a day on. */
export type Calendar = { since: Temporal.PlainDate; time: WorkingTime };

/** The calendar of a day's settings. */
export function calendarOf({
  today,
  portal,
}: {
  today: Temporal.PlainDate;
  portal: PortalSettings;
}): Calendar {
  return {
    since: today,
    time: timeOf({
      weekend: portal['calendar.weekend'].value,
      holidays: portal['calendar.holidays'].value,
      hours: portal['calendar.hours'].value,
    }),
  };
}

type Parts = {
  weekend: PortalSettings['calendar.weekend']['value'];
  holidays: PortalSettings['calendar.holidays']['value'];
  hours: PortalSettings['calendar.hours']['value'];
};

function timeOf({ weekend, holidays, hours }: Parts): WorkingTime {
  return { weekend, holidays: new Set(holidays.map(({ day }) => day)), hours };
}

/** The value of a setting from a day on. */
type SetSince = { key: string; since: string; value: unknown };

const calendarKeys: ReadonlySet<string> = new Set([
  'calendar.weekend',
  'calendar.holidays',
  'calendar.hours',
]);

/**
 * Every calendar that was in force until today, the first one first; a new one begins on each day on which weekend,
 * holidays or hours were set anew. Read over `db`, which may be a transaction.
 */
export async function readCalendars(db: Kysely<Schema>): Promise<Calendar[]> {
  const { rows } = await sql<SetSince>`
    select key, valid_from as since, value from settings
    where key = any(${[...calendarKeys]}::text[])
      and valid_from <= (moment() at time zone 'Asia/Amman')::date
    order by valid_from`.execute(db);
  return calendarsFrom(rows);
}

/** The calendars of the periods of settings, in the order of their days; those of other settings are left aside. */
export function calendarsFrom(rows: readonly SetSince[]): Calendar[] {
  const parts: Partial<Parts> = {};
  const bySince = new Map<string, Partial<Parts>>();
  for (const { key, since, value } of rows) {
    if (!calendarKeys.has(key)) continue;
    Object.assign(parts, { [key.replace('calendar.', '')]: value });
    bySince.set(since, { ...parts });
  }
  // Before all three were set there was no calendar.
  return [...bySince].flatMap(([since, { weekend, holidays, hours }]) =>
    weekend && holidays && hours
      ? [{ since: Temporal.PlainDate.from(since), time: timeOf({ weekend, holidays, hours }) }]
      : [],
  );
}

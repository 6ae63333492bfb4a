import { workingDaysBetween } from '../../platform/clock/calendar.ts';
import { workingTime } from './working-time.ts';
import { readClosed } from './facts.store.ts';
import { figuresOf } from './figures.ts';
import {
  countFacts,
  countOpen,
  prepareCounting,
  findNames,
  findOldestOpen,
  findPeriodsOfSetting,
} from './figures.store.ts';
import { firstDayOfWeek, unitOf } from './period.ts';
import type { WorkingWeek } from '../../platform/clock/calendar.ts';
import type { Context } from '../context.ts';
import type { SettingsToday } from '../settings/settings.ts';
import type { Figures } from './figures.ts';
import type { FiguresFilter } from './figures.store.ts';
import type { Period, Unit } from './period.ts';

export type { FiguresFilter };

/** What is open at this moment; the days are of what waits for the office, not for its contractor. `late`: working days since the promised day, none over a weekend. */
export type OpenNow = {
  all: number;
  withContractor: number;
  overdue: number;
  oldest: { id: number; reference: string; submittedAt: Date } | null;
  promised: { day: Temporal.PlainDate; count: number; isOver: boolean; late: number }[];
};

/** How many working days were promised, and since when. */
export type ServiceLevel = { service: string; days: number; since: Temporal.PlainDate };

/** What the room of figures works with of a context. */
export type FiguresContext = Pick<Context, 'db' | 'services' | 'settings'>;

/**
 * Counts a period, narrowed as asked. By the day on which something happened: what was received, and what was decided of whatever
 * came before. With a person, what was received is not counted: nobody of the office receives. Reads days that are over as they
 * were counted at night, so a year takes few rows.
 */
export async function readFigures(
  ctx: FiguresContext,
  period: Period,
  filter: FiguresFilter = {},
  unit: Unit = unitOf(period),
): Promise<Figures> {
  const settings = await ctx.settings.now();
  const weekend = settings.portal['calendar.weekend'].value;
  // Read before the transaction: on the embedded database it holds the one connection.
  const calendar = await workingTime(ctx, period);
  const groups = await ctx.db.query.transaction().execute(async (trx) => {
    await prepareCounting(trx);
    const { until: closed } = await readClosed(trx);
    return countFacts(
      trx,
      ctx.services,
      { from: period.from.toString(), until: period.until.toString(), closed },
      filter,
      calendar,
      { unit, firstDayOfWeek: firstDayOfWeek(weekend) },
    );
  });
  return figuresOf(groups, period, unit, weekend);
}

/** What is open now, narrowed as asked; a person narrows nothing here, since what is open is nobody's. */
export async function readOpen(ctx: FiguresContext, filter: FiguresFilter = {}): Promise<OpenNow> {
  const settings = await ctx.settings.now();
  const { today } = settings;
  const week = weekOf(settings);
  const { waiting, withContractor } = await countOpen(ctx.db.query, filter);
  const promised = waiting.map(({ promisedOn, count }) => {
    const day = Temporal.PlainDate.from(promisedOn);
    const isOver = Temporal.PlainDate.compare(day, today) < 0;
    return { day, count, isOver, late: isOver ? workingDaysBetween(day, today, week) : 0 };
  });
  const sum = (list: typeof promised) => list.reduce((all, { count }) => all + count, 0);
  return {
    all: sum(promised) + withContractor,
    withContractor,
    overdue: sum(promised.filter(({ isOver }) => isOver)),
    oldest: await findOldestOpen(ctx.db.query, filter),
    promised,
  };
}

/** What was promised on the days of a period, of one service or of all. */
export async function readServiceLevels(
  ctx: FiguresContext,
  { from, until }: Period,
  service?: string,
): Promise<ServiceLevel[]> {
  const levels: ServiceLevel[] = [];
  const days = { from: from.toString(), until: until.toString() };
  for (const { slug } of ctx.services) {
    if (service !== undefined && slug !== service) continue;
    for (const row of await findPeriodsOfSetting(ctx.db.query, `${slug}.service-level`, days))
      levels.push({ service: slug, days: Number(row.value), since: Temporal.PlainDate.from(row.since) });
  }
  return levels;
}

/** The names of the office by the number of their row, those who left as well. */
export function readNames(ctx: FiguresContext): Promise<Map<number, string>> {
  return findNames(ctx.db.query);
}

function weekOf({ portal }: SettingsToday): WorkingWeek {
  return {
    weekend: portal['calendar.weekend'].value,
    holidays: new Set(portal['calendar.holidays'].value.map(({ day }) => day)),
  };
}

import { answeredOf, satisfiedOf } from '../satisfaction/satisfaction.ts';
import { readSatisfaction } from '../satisfaction/read-results.ts';
import { decidedOf, shareOf } from './figures.ts';
import { monthOf } from './period.ts';
import { readClosed } from './facts.store.ts';
import { readFigures } from './read-figures.ts';
import type { FiguresContext } from './read-figures.ts';
import type { Period } from './period.ts';

/** What the bulletin says of one month. Shares are in percent; null: of nothing, or of too few to be told. */
export type MonthFigures = {
  received: number;
  decided: number;
  approved: number;
  refused: number;
  inTime: number | null;
  medianDays: number | null;
  satisfied: number | null;
  answered: number | null;
};

/** The figures of a month beside those of the month before and of the year before; null: there was no portal then. */
export type Bulletin = {
  month: Period;
  /** The month is over: its figures stand. */
  isOver: boolean;
  now: MonthFigures;
  monthBefore: MonthFigures | null;
  yearBefore: MonthFigures | null;
};

/** The months that have figures, the newest first: from the first application to this month. */
export async function listMonths(ctx: FiguresContext): Promise<Temporal.PlainDate[]> {
  const { today } = await ctx.settings.now();
  const { first } = await readClosed(ctx.db.query);
  const last = today.with({ day: 1 });
  const months: Temporal.PlainDate[] = [];
  const begin = first === null ? last : Temporal.PlainDate.from(first).with({ day: 1 });
  for (let month = last; Temporal.PlainDate.compare(month, begin) >= 0; month = month.subtract({ months: 1 }))
    months.push(month);
  return months;
}

/** The monthly figures as the city publishes them, of the month of a day. */
export async function readBulletin(ctx: FiguresContext, day: Temporal.PlainDate): Promise<Bulletin> {
  const { today } = await ctx.settings.now();
  const month = monthOf(day);
  const months = await listMonths(ctx);
  const first = months.at(-1) ?? month.from;
  const before = async (from: Temporal.PlainDate) =>
    Temporal.PlainDate.compare(from, first) < 0 ? null : read(ctx, monthOf(from));
  return {
    month,
    isOver: Temporal.PlainDate.compare(month.until, today) < 0,
    now: await read(ctx, month),
    monthBefore: await before(month.from.subtract({ months: 1 })),
    yearBefore: await before(month.from.subtract({ years: 1 })),
  };
}

async function read(ctx: FiguresContext, month: Period): Promise<MonthFigures> {
  const { counts, times } = await readFigures(ctx, month);
  const { all } = await readSatisfaction(ctx, month);
  return {
    received: counts.received,
    decided: decidedOf(counts),
    approved: counts.approved,
    refused: counts.refused,
    inTime: shareOf(times.inTime, times.decided),
    medianDays: times.median?.days ?? null,
    satisfied: all && shareOf(satisfiedOf(all), answeredOf(all)),
    answered: all && answeredOf(all),
  };
}

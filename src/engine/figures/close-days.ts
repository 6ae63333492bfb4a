import { record } from '../audit/record.ts';
import { forgetDays, keepDays, lockClosed } from './facts.store.ts';
import type { Context } from '../context.ts';
import type { Origin } from '../audit/record.ts';

/** The queue of the nightly count. */
export const closeDaysQueue = 'figures-close-days';

/** So many days at a time: a transaction that is killed loses little, and holds nothing for long. */
const daysAtATime = 7;

/**
 * Counts the days that are over and are not counted yet, so that figures of years are read from few rows. Whoever does it at
 * the same time waits and finds nothing left; killed in between, the next one goes on. Returns how many days it counted.
 */
export async function closeDays(ctx: Pick<Context, 'db' | 'services'>): Promise<number> {
  let days = 0;
  for (;;) {
    const closed = await ctx.db.query.transaction().execute(async (trx) => {
      const { until, closable, first } = await lockClosed(trx);
      const last = Temporal.PlainDate.from(closable);
      const start = until === null ? first : Temporal.PlainDate.from(until).add({ days: 1 });
      if (start === null) return 0;
      const from = Temporal.PlainDate.from(start);
      if (Temporal.PlainDate.compare(from, last) > 0) return 0;
      const week = from.add({ days: daysAtATime - 1 });
      const to = Temporal.PlainDate.compare(week, last) > 0 ? last : week;
      await keepDays(trx, ctx.services, { from: from.toString(), until: to.toString() });
      return from.until(to).days + 1;
    });
    if (closed === 0) return days;
    days += closed;
  }
}

/**
 * Forgets what was counted and counts it anew from the events: after events were mended by hand. Until it is done, figures are
 * read from the events, slower and as right. Returns how many days it counted.
 */
export async function rebuildDays(ctx: Pick<Context, 'db' | 'services'>, origin: Origin): Promise<number> {
  await ctx.db.query.transaction().execute(async (trx) => {
    await lockClosed(trx);
    await forgetDays(trx);
    await record(trx, { ...origin, action: 'figures.rebuilt', subject: 'figures' });
  });
  return closeDays(ctx);
}

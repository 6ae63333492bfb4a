import { todayAt } from '../../platform/clock/calendar.ts';
import { readCalendars } from '../settings/calendars.ts';
import { completionGrace } from '../settings/of-service.ts';
import { lastDay } from './deadlines.ts';
import type { Context } from '../context.ts';
import type { Service } from '../define/define-service.ts';

/** An end that is further away is not spoken of: the city ends nothing by itself. */
const mostDaysAhead = 366;

/** The day with whose end an application ends that is with its contractor, `YYYY-MM-DD`; null: none that is near. */
export async function endOfReturn(
  ctx: Context,
  service: Service,
  returned: { at: Date; completeBy: string },
): Promise<string | null> {
  const then = await ctx.settings.on(todayAt(returned.at));
  const calendars = await readCalendars(ctx.db.query);
  const grace = completionGrace(then, service);
  if (grace > mostDaysAhead) return null;
  return lastDay(Temporal.PlainDate.from(returned.completeBy), grace, returned.at, calendars).toString();
}

import { todayAt } from '../../platform/clock/calendar.ts';
import { record } from '../audit/record.ts';
import { readCalendars } from '../settings/calendars.ts';
import { serviceLevel } from '../settings/of-service.ts';
import { hasEnded, stateOf } from './application.ts';
import { lockCompletable } from './completions.store.ts';
import { findOpenAfter } from './promises.store.ts';
import { setPromised } from './returns.store.ts';
import { pausesOf, promisedDay } from './service-clock.ts';
import type { Context } from '../context.ts';
import type { Calendar } from '../settings/calendars.ts';
import type { SettingsToday } from '../settings/settings.ts';

/** The queue of the promises: every hour they are held against the calendar. */
export const keepPromisesQueue = 'keep-promises';

/** How many open applications are read at a time. */
const batch = 500;

/**
 * Holds the promised day of every open application against the calendar as it is now: a holiday that was announced since
 * moves it. What is moved is recorded, each in a transaction of its own, and the status page says the new day at once.
 * Returns how many were moved.
 */
export async function keepPromises(ctx: Context): Promise<number> {
  const { db } = ctx;
  const calendars = await readCalendars(db.query);
  const days = new Map<string, SettingsToday>();
  const levelOf = async (slug: string, submittedAt: Date): Promise<number | null> => {
    const service = ctx.services.find((each) => each.slug === slug);
    const day = todayAt(submittedAt);
    const settings = days.get(day.toString()) ?? (await ctx.settings.on(day));
    days.set(day.toString(), settings);
    return service ? serviceLevel(settings, service) : null;
  };
  let moved = 0;
  let after = 0;
  for (;;) {
    const open = await findOpenAfter(db.query, after, batch);
    for (const { id, service, submittedAt, promisedOn, events } of open) {
      const level = await levelOf(service, submittedAt);
      if (level === null) continue;
      const clock = { submittedAt, level, pauses: pausesOf(events) };
      if (promisedDay(clock, calendars).toString() !== promisedOn && (await move(ctx, id, level, calendars)))
        moved += 1;
    }
    const last = open.at(-1);
    if (last === undefined || open.length < batch) break;
    after = last.id;
  }
  if (moved > 0) ctx.log.info('promises.moved', { moved });
  return moved;
}

/** Looks again with the application locked: it may have been decided, or completed, meanwhile. */
async function move(
  ctx: Context,
  id: number,
  level: number,
  calendars: readonly Calendar[],
): Promise<boolean> {
  return ctx.db.query.transaction().execute(async (trx) => {
    const application = await lockCompletable(trx, id);
    if (application === null) return false;
    const { submittedAt, events, promisedOn: before } = application;
    const state = stateOf(events);
    // What has ended keeps what was promised.
    if (hasEnded(state)) return false;
    const promisedOn = promisedDay({ submittedAt, level, pauses: pausesOf(events) }, calendars).toString();
    if (promisedOn === before) return false;
    await setPromised(trx, id, promisedOn);
    await record(trx, {
      actor: { kind: 'system' },
      place: 'worker',
      action: 'promise.moved',
      subject: `application:${id}`,
      data: { before, promisedOn },
    });
    return true;
  });
}

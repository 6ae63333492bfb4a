import { randomUUID } from 'node:crypto';
import { todayAt } from '../../platform/clock/calendar.ts';
import { record } from '../audit/record.ts';
import { applicationSms } from '../notifications/application-sms.ts';
import { sendMessageQueue } from '../notifications/queue.ts';
import { writeMessage } from '../notifications/write-message.ts';
import { readCalendars } from '../settings/calendars.ts';
import { completionGrace, completionWarning } from '../settings/of-service.ts';
import { deleteTyped, findCompletable, lockCompletable } from './completions.store.ts';
import { lastDay, warningDay } from './deadlines.ts';
import { findBounds, findReturnedUntil, insertLapsed, isPrepared } from './deadlines.store.ts';
import { returnThatWaits } from './open-completion.ts';
import type { Context } from '../context.ts';
import type { Calendar } from '../settings/calendars.ts';
import type { Completable } from './completions.store.ts';
import type { ReturnedPlace } from './deadlines.store.ts';

/** The queue of the deadlines: every hour of the day what was returned is held against the calendar. */
export const keepDeadlinesQueue = 'keep-deadlines';

/** How many are read at a time. */
const batch = 200;

/** A run ends after so many milliseconds; what is left is the next one's. */
const longestRun = 20_000;

/** What is due of a return: its contractor is to be warned until a day, or it has ended with one. */
type Due = { kind: 'warn' | 'end'; returnId: number; lastDay: Temporal.PlainDate };

/**
 * Ends applications that were returned and that nobody completed in time, and warns the contractors of those that end soon. Each
 * in a transaction of its own, which has the application locked as completing does: of the two exactly one happens. A warning is
 * written once for a return. Answers how many.
 */
export async function keepDeadlines(ctx: Context): Promise<{ warned: number; lapsed: number }> {
  const began = performance.now();
  const counts = { warned: 0, lapsed: 0 };
  const { today } = await ctx.settings.now();
  const calendars = await readCalendars(ctx.db.query);
  const bounds = await findBounds(ctx.db.query);
  const until = today.add({ days: bounds.warning - bounds.grace }).toString();
  let after: ReturnedPlace | null = null;
  for (;;) {
    const found: ReturnedPlace[] = await findReturnedUntil(ctx.db.query, until, after, batch);
    for (const { id } of found) {
      const done = await keep(ctx, id, calendars);
      if (done === 'warn') counts.warned += 1;
      if (done === 'end') counts.lapsed += 1;
    }
    after = found.at(-1) ?? null;
    if (after === null || found.length < batch || performance.now() - began > longestRun) break;
  }
  if (counts.warned + counts.lapsed > 0) {
    ctx.log.info('deadlines.kept', counts);
    ctx.jobs.nudge(sendMessageQueue);
  }
  return counts;
}

async function keep(ctx: Context, id: number, calendars: readonly Calendar[]): Promise<Due['kind'] | null> {
  const seen = await findCompletable(ctx.db.query, id);
  const service = ctx.services.find(({ slug }) => slug === seen?.service);
  const returned = seen && returnThatWaits(seen);
  if (!service || !returned) return null;
  // Those of the day on which it was returned: what its contractor was told then holds.
  const then = await ctx.settings.on(todayAt(returned.at));
  const rule = { grace: completionGrace(then, service), warning: completionWarning(then, service) };
  if (dueOf(seen, rule, calendars) === null) return null;
  const settings = await ctx.settings.now();
  return ctx.db.query.transaction().execute(async (trx) => {
    const application = await lockCompletable(trx, id);
    const due = application && dueOf(application, rule, calendars);
    if (!due || due.returnId !== returned.id || (await isPrepared(trx, id))) return null;
    const { lang, reference, phone } = application;
    const message = { id: randomUUID(), applicationId: id, phone, lang };
    if (due.kind === 'warn') {
      const facts = { kind: 'completion-warning', lastDay: due.lastDay } as const;
      const text = applicationSms(settings, service, { lang, reference, origin: ctx.publicUrl }, facts);
      const written = await writeMessage(ctx, trx, {
        ...message,
        kind: 'completion-warning',
        eventId: returned.id,
        text,
      });
      return written ? 'warn' : null;
    }
    const said = { returned: returned.id, lastDay: due.lastDay.toString() };
    const eventId = await insertLapsed(trx, id, said);
    await deleteTyped(trx, returned.id);
    const text = applicationSms(
      settings,
      service,
      { lang, reference, origin: ctx.publicUrl },
      { kind: 'lapsed' },
    );
    await writeMessage(ctx, trx, { ...message, kind: 'lapsed', eventId, text });
    await record(trx, {
      actor: { kind: 'system' },
      place: 'worker',
      action: 'application.lapsed',
      subject: `application:${id}`,
      data: said,
    });
    return 'end';
  });
}

/** What is due of an application today, by the rule of the day on which it was returned. */
function dueOf(
  application: Completable,
  rule: { grace: number; warning: number },
  calendars: readonly Calendar[],
): Due | null {
  const returned = returnThatWaits(application);
  if (returned === null) return null;
  const end = lastDay(Temporal.PlainDate.from(returned.completeBy), rule.grace, returned.at, calendars);
  const due = { returnId: returned.id, lastDay: end };
  if (application.today > end.toString()) return { ...due, kind: 'end' };
  const warnOn = warningDay(end, rule.warning, todayAt(returned.at));
  return warnOn !== null && application.today >= warnOn.toString() ? { ...due, kind: 'warn' } : null;
}

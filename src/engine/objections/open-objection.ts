import { todayAt } from '../../platform/clock/calendar.ts';
import { readApplication } from '../applications/hold-application.ts';
import { lastDay } from '../applications/deadlines.ts';
import { readCalendars } from '../settings/calendars.ts';
import { objectionDays } from '../settings/of-service.ts';
import { refusalThatStands } from './objection.ts';
import { findObjections } from './objections.store.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { HeldApplication } from '../applications/hold-application.ts';
import type { Context } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { Objection, Refusal } from './objection.ts';

/** What its contractor may know and do about the refusal of an application. */
export type ObjectionOf = {
  /** The last objection, of whichever refusal; null: there was none. */
  objection: Objection | null;
  /** The refusal that may be objected to now, until the end of a day; null: none. */
  open: { refusal: Refusal; until: string } | null;
};

/** The objection of an application, or the refusal that may be objected to. */
export async function objectionOf(
  ctx: Context,
  service: Service,
  applicationId: number,
): Promise<ObjectionOf> {
  const db = ctx.db.query;
  const [application, objections] = [
    await readApplication(db, applicationId),
    await findObjections(db, applicationId),
  ];
  const objection = objections.at(-1) ?? null;
  const refusal = application && refusalThatStands(application.events, application.now);
  if (!refusal || objections.some(({ refusalId }) => refusalId === refusal.id))
    return { objection, open: null };
  const until = await untilOf(ctx, service, refusal, db);
  return { objection, open: isOver(application, until) ? null : { refusal, until: until ?? '' } };
}

/** Until the end of which day a refusal may be objected to, by the setting of its own day; null: it may not. */
export async function untilOf(
  ctx: Context,
  service: Service,
  refusal: Refusal,
  db: Kysely<Schema>,
  days?: number,
): Promise<string | null> {
  const day = todayAt(refusal.at);
  const given = days ?? objectionDays(await ctx.settings.on(day), service);
  if (given < 1) return null;
  return lastDay(day, given, refusal.at, await readCalendars(db)).toString();
}

/** Is the time to object over, or was there none? */
export function isOver({ today }: Pick<HeldApplication, 'today'>, until: string | null): boolean {
  return until === null || today > until;
}

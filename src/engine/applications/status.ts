import { sql } from 'kysely';
import { readReference } from '../../platform/ids/reference.ts';
import { foldNumberText } from '../../platform/i18n/fold.ts';
import { count } from '../../platform/limits/count.ts';
import { stateOf } from './application.ts';
import { countBefore, findApplication, findByReference, findLastApplication } from './applications.store.ts';
import type { Context, Visitor } from '../context.ts';
import type { Application, State } from './application.ts';

/**
 * Where the application with this reference stands, for the phone that it was made with alone: who writes from another learns no
 * more than of a reference that there is not.
 */
export async function stateForPhone(
  ctx: Context,
  reference: string,
  phone: string,
): Promise<{ application: Application; state: State } | null> {
  const application = await findByReference(ctx.db, reference, phone);
  return application && { application, state: stateOf(application.events) };
}

/** Where an application stands. */
export type Status = {
  application: Application;
  /** It follows from the events. */
  state: State;
  /** How many open applications of the service came before it; a thousand stands for a thousand or more. */
  before: number;
  /** Is the promised day over? */
  late: boolean;
};

async function readStatus(ctx: Context, application: Application): Promise<Status> {
  const settings = await ctx.settings.now();
  const promised = Temporal.PlainDate.from(application.promisedOn);
  return {
    application,
    state: stateOf(application.events),
    before: await countBefore(ctx.db, application),
    late: Temporal.PlainDate.compare(settings.today, promised) > 0,
  };
}

/** What asking for a status ends in. `wrong`: one answer for every wrong pair. */
export type AskResult =
  | { kind: 'shown' }
  | { kind: 'invalid'; reference: boolean; phoneEnding: boolean }
  | { kind: 'wrong' }
  | { kind: 'limited'; retryAfter: number };

/** How long a status stays open to the browser that asked for it, in hours. */
const openFor = 1;

/**
 * Opens the status of the application with this reference whose phone ends so, to this browser, for a while. Wrong
 * pairs are counted per address and per reference; what a right one counted is taken off again.
 */
export async function askForStatus(
  ctx: Context,
  visitor: Visitor,
  typed: { reference: string; phoneEnding: string },
): Promise<AskResult> {
  const reference = readReference(typed.reference);
  const ending = foldNumberText(typed.phoneEnding);
  const endingIsRight = /^[0-9]{4}$/.test(ending);
  if (reference === null || !endingIsRight)
    return { kind: 'invalid', reference: reference === null, phoneEnding: !endingIsRight };
  const limits = (await ctx.settings.now()).portal['limits.status'].value;
  const entry = (add: number) => [
    { what: 'status of an address', whom: visitor.address, ...limits.address, add },
    { what: 'status of a reference', whom: reference, ...limits.reference, add },
  ];
  // Counted before it is looked at, so that many tries at once are many tries.
  const counts = await count(ctx.db, ctx.secret, entry(1));
  const over = counts.find((each) => each.over);
  if (over) {
    ctx.log.warn('status.misses.alarm', { what: over.what, count: over.count });
    return { kind: 'limited', retryAfter: over.anewIn };
  }
  const application = await findByReference(ctx.db, reference, ending);
  if (application === null) return { kind: 'wrong' };
  await count(ctx.db, ctx.secret, entry(-1));
  await openStatus(ctx, visitor, application.id);
  return { kind: 'shown' };
}

/** Lets this browser look at the status of an application for a while. */
export async function openStatus(ctx: Context, visitor: Visitor, applicationId: number): Promise<void> {
  await sql`insert into status_views (holder, application_id, expires_at)
    values (${visitor.holder}, ${applicationId}, moment() + make_interval(hours => ${openFor}))
    on conflict (holder) do update set application_id = excluded.application_id, expires_at = excluded.expires_at`.execute(
    ctx.db.query,
  );
}

/**
 * The status that this browser may look at now: of the application it asked for, or of the one it submitted itself,
 * whichever came last.
 */
export async function findOpenStatus(ctx: Context, visitor: Visitor): Promise<Status | null> {
  const view = await ctx.db.query
    .selectFrom('status_views')
    .select(['application_id', sql<Date>`expires_at - make_interval(hours => ${openFor})`.as('openedAt')])
    .where('holder', '=', visitor.holder)
    .where('expires_at', '>', sql<Date>`moment()`)
    .executeTakeFirst();
  const own = await findLastApplication(ctx.db, visitor.holder);
  const asked = view && (own === null || view.openedAt > own.submittedAt);
  const application = asked ? await findApplication(ctx.db, view.application_id) : own;
  return application ? readStatus(ctx, application) : null;
}

import { todayAt } from '../../platform/clock/calendar.ts';
import { record, staffOrigin } from '../audit/record.ts';
import { returnOf } from '../applications/application.ts';
import { resumeApplication } from '../applications/return-for-completion.ts';
import { serviceLevel } from '../settings/of-service.ts';
import { whyNotAllowed } from './allowed.ts';
import { findCase, lockCase } from './cases.store.ts';
import { takeLease } from './leases.store.ts';
import { withoutInternal } from './office-event.ts';
import { serviceOf } from './open-case.ts';
import type { Context } from '../context.ts';
import type { Actor } from './actor.ts';
import type { NotAllowed } from './allowed.ts';

/** What taking a return back ends in. */
export type ResumeResult = { kind: 'resumed'; promisedOn: string } | { kind: 'not-found' } | NotAllowed;

/**
 * Takes a return back that its contractor has not answered: the application is in the queue again, with whoever did it,
 * and its clock goes on. Not while the return can be undone, which leaves nothing of it.
 */
export async function resume(ctx: Context, actor: Actor, id: number): Promise<ResumeResult> {
  const found = await findCase(ctx.db.query, id);
  if (found === null) return { kind: 'not-found' };
  const thatDay = await ctx.settings.on(todayAt(found.submittedAt));
  const level = serviceLevel(thatDay, serviceOf(ctx, found));
  return ctx.db.query.transaction().execute(async (trx): Promise<ResumeResult> => {
    const application = await lockCase(trx, id);
    if (application === null) return { kind: 'not-found' };
    const not = whyNotAllowed(actor, 'resume', application);
    const events = withoutInternal(application.events);
    const returned = returnOf(events);
    if (not !== null || returned === null)
      return not ?? { kind: 'not-allowed', why: 'state', state: 'returned', by: null, at: null };
    const by = { id: actor.id, name: actor.name };
    const promisedOn = await resumeApplication(trx, { ...application, events }, returned.id, level, by);
    await takeLease(trx, actor, id);
    await record(trx, {
      ...staffOrigin(actor),
      action: 'application.resumed',
      subject: `application:${id}`,
      data: { promisedOn: promisedOn.toString() },
    });
    return { kind: 'resumed', promisedOn: promisedOn.toString() };
  });
}

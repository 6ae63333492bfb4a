import { whyNotAllowed } from '../allowed.ts';
import { askRegister, seenOf, settingsOfBothDays } from '../ask-register.ts';
import { findCase } from '../cases.store.ts';
import { whoFiled } from '../../counter/who-filed.ts';
import { findLease } from '../leases.store.ts';
import { findNotes } from '../notes.store.ts';
import { notesOfOthers, serviceOf } from '../open-case.ts';
import { needsConfirming } from '../prepare-decision.ts';
import { writeRevision } from '../revision.ts';
import { clearForecasts, findBatch, keepForecast } from './batches.store.ts';
import { notAllowedOf } from './outcome-of.ts';
import type { Context } from '../../context.ts';
import type { Actor } from '../actor.ts';
import type { Judgement } from '../ask-register.ts';
import type { InternalNote } from '../internal-note.ts';
import type { OfficeApplication } from '../cases.store.ts';
import type { BatchAction, Forecast, Look } from './batch.ts';

/** How long a request works on a batch, in milliseconds; what is left is gone on with by another. */
export const patience = 10_000;

/**
 * Looks at the rows of a dry run that were not looked at yet, as long as patience lasts. `again`: at all of them. Nothing
 * is done; who has an application in hand keeps it.
 */
export async function foreseeBatch(
  ctx: Context,
  actor: Actor,
  batchId: number,
  { again = false, for: time = patience }: { again?: boolean; for?: number } = {},
): Promise<'looked' | 'not-found'> {
  const until = performance.now() + time;
  if ((await findBatch(ctx.db.query, actor, batchId)) === null) return 'not-found';
  if (again) await clearForecasts(ctx.db.query, batchId);
  const batch = await findBatch(ctx.db.query, actor, batchId);
  if (batch === null || batch.confirmedAt !== null) return 'looked';
  for (const row of batch.rows) {
    if (row.forecast !== null) continue;
    if (performance.now() > until) break;
    await keepForecast(ctx.db.query, batchId, row.id, await foresee(ctx, actor, batch.action, row.id));
  }
  return 'looked';
}

/** What would happen to one application, and what was seen of it. */
async function foresee(
  ctx: Context,
  actor: Actor,
  action: BatchAction,
  id: number,
): Promise<{ forecast: Forecast; revision: string }> {
  const db = ctx.db.query;
  const only = (forecast: Forecast) => ({ forecast, revision: '' });
  const application = await findCase(db, id);
  if (application === null) return only({ kind: 'cannot', why: { kind: 'not-found' } });
  const not = whyNotAllowed(actor, action === 'release' ? 'take' : action, application);
  if (not !== null) return only({ kind: 'cannot', why: notAllowedOf(not) });
  const lease = await findLease(db, id);
  const mine = lease?.by.id === actor.id;
  if (action === 'release')
    return only(mine ? { kind: 'can', until: null } : { kind: 'cannot', why: { kind: 'not-in-hand' } });
  if (lease !== null && !mine)
    return only({
      kind: 'cannot',
      why: { kind: 'held', by: lease.by.name, until: lease.until.toISOString() },
    });
  if (action === 'take') return only({ kind: 'can', until: null });
  const days = await settingsOfBothDays(ctx, application);
  const service = serviceOf(ctx, application);
  const byTwo = needsConfirming(days.today, service, action === 'approve' ? 'approved' : 'refused');
  if (byTwo && (await whoFiled(db, id))?.by.id === actor.id)
    return only({ kind: 'cannot', why: { kind: 'own-filing' } });
  const register = await askRegister(ctx, service, application, days, db, { hold: false });
  const notes = await findNotes(db, id);
  const revision = writeRevision({
    events: application.events.length,
    notes: notesOfOthers(notes, actor).length,
    ...seenOf(register),
  });
  const forecast = judge(action, application, register, notes);
  return { forecast: byTwo && forecast.kind !== 'cannot' ? { ...forecast, byTwo } : forecast, revision };
}

function judge(
  action: 'approve' | 'refuse',
  application: OfficeApplication,
  register: Judgement,
  notes: readonly InternalNote[],
): Forecast {
  const noted: Look[] = notes.length > 0 ? ['noted'] : [];
  // A refusal changes nothing in the register, so nothing that it says stands in the way.
  if (action === 'refuse') return forecastOf(noted, null);
  if (register.kind === 'down' || (register.kind === 'row' && register.learntAt !== null))
    return { kind: 'cannot', why: { kind: 'register-down' } };
  if (register.kind === 'miss') return { kind: 'cannot', why: { kind: 'rule', outcome: { kind: 'miss' } } };
  if (register.stands !== null)
    return {
      kind: 'cannot',
      why: { kind: 'rule', outcome: { kind: 'refused', refusal: register.stands } },
    };
  const { phone } = register.found;
  const why: Look[] = [
    ...(phone !== null && phone !== application.phone ? (['phone-differs'] as const) : []),
    ...(register.refusal.today === null ? [] : (['rule-today'] as const)),
    ...noted,
  ];
  return forecastOf(why, register.term?.until ?? null);
}

function forecastOf(why: Look[], until: string | null): Forecast {
  return why.length === 0 ? { kind: 'can', until } : { kind: 'look', why, until };
}

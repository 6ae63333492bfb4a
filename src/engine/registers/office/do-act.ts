import { record, staffOrigin } from '../../audit/record.ts';
import { withdrawalListQueue } from '../../documents/withdrawal-list.ts';
import { may } from '../../staff/roles.ts';
import { acts, readAct } from './act.ts';
import { insertStopEvent, lockRow } from './acts.store.ts';
import { sendMessageQueue } from '../../notifications/queue.ts';
import { previewWithin } from './preview-act.ts';
import { tellHolder } from './tell-holder.ts';
import type { Context } from '../../context.ts';
import type { Actor } from '../../staff/person.ts';
import type { Act, ActForm, ActMistakes } from './act.ts';

/** What somebody wants done. `revision`: what they saw, as the preview gave it. */
export type WantedAct = ActForm & { act: Act; id: number; revision: string };

/** What an act ends in. Nothing was changed unless it is `done`. */
export type ActResult =
  | { kind: 'done' }
  | { kind: 'invalid'; mistakes: ActMistakes }
  /** What it would hit, or what was said of it last, is not as it was seen: to be looked at again. */
  | { kind: 'changed' }
  /** It stands so already. */
  | { kind: 'already' }
  | { kind: 'not-found' }
  | { kind: 'not-allowed' };

/**
 * Withdraws or restores a permit, suspends or reinstates a contractor, in one transaction that holds their row first: an approval
 * that was under way is seen, and one that comes later sees this. The event keeps who did it and why; nothing else is
 * changed by it, since everything about it is derived from the last event.
 */
export async function doAct(ctx: Context, actor: Actor, wanted: WantedAct): Promise<ActResult> {
  const { act, id } = wanted;
  const { of, rule, writes } = acts[act];
  if (!may(actor.role, rule)) return { kind: 'not-allowed' };
  // Not within the transaction: settings are asked on a connection of their own.
  const settings = await ctx.settings.now();
  const reasons = settings.portal[`register.${act}-reasons`].value;
  const result = await ctx.db.query.transaction().execute(async (trx): Promise<ActResult> => {
    if (!(await lockRow(trx, of, id))) return { kind: 'not-found' };
    const now = await previewWithin(ctx, trx, act, id, settings.today, reasons);
    if (now === null) return { kind: 'not-found' };
    if (now.already) return { kind: 'already' };
    if (now.revision !== wanted.revision) return { kind: 'changed' };
    const read = readAct(wanted, reasons, now.bounds);
    if (!read.ok) return { kind: 'invalid', mistakes: read.mistakes };
    const { given, words, day } = read;
    const by = { id: actor.id, name: actor.name };
    const event = await insertStopEvent(trx, of, id, { kind: writes, day, words, given, by });
    const told =
      now.target.of === 'permit' &&
      (writes === 'withdrawn' || writes === 'restored') &&
      (await tellHolder(ctx, trx, settings, {
        kind: writes,
        permit: now.target.permit,
        event,
        day,
        reason: given,
      }));
    await record(trx, {
      ...staffOrigin(actor),
      action: 'register.changed',
      subject: `${of}:${id}`,
      reason: given.code,
      data: { act, event, day, told },
    });
    // Whoever checks a document without a network learns it from the next list.
    if (of === 'permit') await ctx.jobs.enqueue(trx, withdrawalListQueue, {});
    return { kind: 'done' };
  });
  if (result.kind === 'done' && of === 'permit') ctx.jobs.nudge(withdrawalListQueue);
  if (result.kind === 'done') ctx.jobs.nudge(sendMessageQueue);
  return result;
}

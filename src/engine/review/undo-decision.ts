import { record, staffOrigin } from '../audit/record.ts';
import { decisionOf, returnOf, standing } from '../applications/application.ts';
import { reopenApplication } from '../applications/close-application.ts';
import { undoReturn } from '../applications/return-for-completion.ts';
import { lookUpOf } from '../journey/walk.ts';
import { whyNotAllowed } from './allowed.ts';
import { lockCase } from './cases.store.ts';
import { batchOf, keeping } from './in-batch.ts';
import { takeLease } from './leases.store.ts';
import { preparationOf, withoutInternal } from './office-event.ts';
import { serviceOf } from './open-case.ts';
import { setPreparedBy } from './preparations.store.ts';
import { takeBack } from './take-back.ts';
import type { Context } from '../context.ts';
import type { Actor } from './actor.ts';
import type { NotAllowed } from './allowed.ts';
import type { InBatch } from './in-batch.ts';

/** What undoing ends in. */
export type UndoResult =
  | { kind: 'undone' }
  /** Who decided may undo it, nobody else. */
  | { kind: 'not-yours'; by: string }
  /** The message has left, or may have. */
  | { kind: 'too-late' }
  /** Another application has the subject by now, or its term was built on. */
  | { kind: 'taken-meanwhile' }
  | { kind: 'not-found' }
  | NotAllowed;

/** Ends the transaction with nothing changed. */
class TakenMeanwhile extends Error {
  override name = 'TakenMeanwhile';
}

/**
 * Takes a decision back within a minute, before anything of it reaches the contractor: the term goes, the subject is
 * claimed again at its old place in the queue, and the person who decided has it in hand again; one that was confirmed
 * waits to be confirmed again. A return is undone alike. A decision that is only prepared may be taken back until somebody
 * confirmed it. What its contractor had when it was decided is theirs again.
 */
export async function undoDecision(
  ctx: Context,
  actor: Actor,
  applicationId: number,
  row?: InBatch<UndoResult>,
): Promise<UndoResult> {
  const work = keeping(ctx, row, async (trx): Promise<UndoResult> => {
    const application = await lockCase(trx, applicationId);
    if (application === null) return { kind: 'not-found' };
    const not = whyNotAllowed(actor, 'undo', application);
    if (not !== null) return not;
    const waiting = preparationOf(application.events);
    const events = withoutInternal(application.events);
    if (waiting !== null) return takeBack(trx, actor, applicationId, waiting, returnOf(events) !== null, row);
    const by = events.at(-1)?.by;
    if (by?.id !== actor.id) return { kind: 'not-yours', by: by?.name ?? '' };
    const service = serviceOf(ctx, application);
    const { answers } = application;
    const decision = decisionOf(events);
    const terms = ctx.sources[lookUpOf(service).register.source]?.terms;
    const hasTerm = decision?.kind === 'approved' && decision.term !== null && terms !== undefined;
    // The row before the claim, as whoever submits does: two that take them crosswise would wait for each other.
    if (hasTerm) await terms.lock(answers, trx);
    const reason = answers[service.review.reason ?? ''] ?? null;
    const who = { id: actor.id, name: actor.name };
    // Refused while its contractor had it: they have it again.
    const returned = returnOf(standing(events).slice(0, -1));
    const reopened = returnOf(events)
      ? await undoReturn(trx, applicationId, who)
      : await reopenApplication(trx, applicationId, reason, who, returned);
    if (reopened === 'final') return { kind: 'too-late' };
    if (reopened === 'taken' || (hasTerm && !(await terms.takeBack(answers, trx, applicationId))))
      throw new TakenMeanwhile('Something was built on the decision');
    // What was only confirmed waits again, as it was prepared; what one person decided is in their hand again.
    const before = preparationOf(application.events.slice(0, -1));
    if (before !== null) await setPreparedBy(trx, applicationId, before.by.id);
    else if (returned === null) await takeLease(trx, actor, applicationId);
    await record(trx, {
      ...staffOrigin(actor),
      action: 'application.undone',
      subject: `application:${applicationId}`,
      data: batchOf(row),
    });
    return { kind: 'undone' };
  });
  return work.catch((error: unknown) => {
    if (error instanceof TakenMeanwhile) return { kind: 'taken-meanwhile' };
    throw error;
  });
}

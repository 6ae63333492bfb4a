import { record, staffOrigin } from '../audit/record.ts';
import { decisionOf } from '../applications/application.ts';
import { reopenApplication } from '../applications/close-application.ts';
import { lookUpOf } from '../journey/walk.ts';
import { whyNotAllowed } from './allowed.ts';
import { lockCase } from './cases.store.ts';
import { batchOf, keeping } from './in-batch.ts';
import { takeLease } from './leases.store.ts';
import { serviceOf } from './open-case.ts';
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
 * claimed again at its old place in the queue, and the person who decided has it in hand again.
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
    const not = whyNotAllowed(actor, 'undo', application.events);
    if (not !== null) return not;
    const by = application.events.at(-1)?.by;
    if (by?.id !== actor.id) return { kind: 'not-yours', by: by?.name ?? '' };
    const service = serviceOf(ctx, application);
    const { answers } = application;
    const decision = decisionOf(application.events);
    const terms = ctx.sources[lookUpOf(service).register.source]?.terms;
    const hasTerm = decision?.kind === 'approved' && decision.term !== null && terms !== undefined;
    // The row before the claim, as whoever submits does: two that take them crosswise would wait for each other.
    if (hasTerm) await terms.lock(answers, trx);
    const reason = answers[service.review.reason ?? ''] ?? null;
    const reopened = await reopenApplication(trx, applicationId, reason, { id: actor.id, name: actor.name });
    if (reopened === 'final') return { kind: 'too-late' };
    if (reopened === 'taken' || (hasTerm && !(await terms.takeBack(answers, trx, applicationId))))
      throw new TakenMeanwhile('Something was built on the decision');
    await takeLease(trx, actor, applicationId);
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

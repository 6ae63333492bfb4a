import { decisionOf } from '../../applications/application.ts';
import { findCase, readNow } from '../cases.store.ts';
import { preparationOf, withoutInternal } from '../office-event.ts';
import { readRevision } from '../revision.ts';
import { undoDecision } from '../undo-decision.ts';
import { rowsToUndo } from './batch.ts';
import { findBatch, keepUndone } from './batches.store.ts';
import { undoneOf } from './outcome-of.ts';
import type { Context } from '../../context.ts';
import type { Actor } from '../actor.ts';
import type { InBatch } from '../in-batch.ts';
import type { UndoResult } from '../undo-decision.ts';
import type { OfficeEvent } from '../office-event.ts';
import type { BatchRow, Outcome, Undone } from './batch.ts';

/** Ends the transaction of a row that was undone already. */
class UndoneBefore extends Error {
  override name = 'UndoneBefore';
}

/** Takes back the decisions of a batch that may still be undone: all of them, or the one of an application. */
export async function undoBatch(
  ctx: Context,
  actor: Actor,
  batchId: number,
  which: number | 'all',
): Promise<'undone' | 'not-found'> {
  const batch = await findBatch(ctx.db.query, actor, batchId);
  if (batch === null) return 'not-found';
  for (const row of rowsToUndo(batch, await readNow(ctx.db.query)))
    if (which === 'all' || which === row.id)
      await undoRow(ctx, actor, batchId, row).catch((error: unknown) => {
        if (!(error instanceof UndoneBefore)) throw error;
      });
  return 'undone';
}

async function undoRow(
  ctx: Context,
  actor: Actor,
  batchId: number,
  { id, outcome, revision }: BatchRow,
): Promise<void> {
  let undone: Undone = 'decided-anew';
  // What was decided anew since, by hand, is not this batch's to undo.
  const events = (await findCase(ctx.db.query, id))?.events ?? [];
  if (outcome !== null && isOfRow(events, outcome, revision)) {
    const row: InBatch<UndoResult> = {
      number: batchId,
      keep: async (trx, result) => {
        if (!(await keepUndone(trx, batchId, id, undoneOf(result)))) throw new UndoneBefore('It was undone');
      },
    };
    undone = undoneOf(await undoDecision(ctx, actor, id, row));
  }
  await keepUndone(ctx.db.query, batchId, id, undone);
}

/** Is what was decided last, or prepared last, of this row? What was prepared follows the events that the dry run saw. */
function isOfRow(events: readonly OfficeEvent[], outcome: Outcome, revision: string): boolean {
  if (outcome.kind === 'prepared') {
    const place = readRevision(revision)?.events;
    return place !== undefined && preparationOf(events)?.id === events[place]?.id && place < events.length;
  }
  const decision = decisionOf(withoutInternal(events));
  if (decision === null || !('finalAt' in outcome)) return false;
  return Math.abs(decision.finalAt.getTime() - Date.parse(outcome.finalAt)) < 2;
}

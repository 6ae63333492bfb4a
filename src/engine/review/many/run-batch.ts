import { record, staffOrigin } from '../../audit/record.ts';
import { decide } from '../decide.ts';
import { refusalReasons, serviceOf } from '../open-case.ts';
import { findCase } from '../cases.store.ts';
import { readRefusal } from '../read-refusal.ts';
import { release, take } from '../take-application.ts';
import { rowsLeft } from './batch.ts';
import { confirm, findBatch, keepOutcome } from './batches.store.ts';
import { patience } from './foresee.ts';
import { outcomeOf, outcomeOfTaking } from './outcome-of.ts';
import type { Context } from '../../context.ts';
import type { Actor } from '../actor.ts';
import type { InBatch } from '../in-batch.ts';
import type { InvalidRefusal } from '../read-refusal.ts';
import type { Batch, BatchRow, Outcome } from './batch.ts';

/** What is confirmed: which rows, and for a refusal its reason and words. */
export type Confirmed = { chosen: readonly number[]; reason: string; words: string };

/** What confirming ends in. Whoever confirms a second time sees what became of the first. */
export type ConfirmResult =
  | { kind: 'confirmed' }
  /** No row is chosen that could be done. */
  | { kind: 'none' }
  | InvalidRefusal
  | { kind: 'not-found' };

/** Ends the transaction of a row that had its turn already: another request was quicker. */
class HadItsTurn extends Error {
  override name = 'HadItsTurn';
}

/** Confirms a dry run, once, and does its rows as long as patience lasts. What is left `goOn` does. */
export async function confirmBatch(
  ctx: Context,
  actor: Actor,
  batchId: number,
  { chosen, reason, words }: Confirmed,
): Promise<ConfirmResult> {
  const batch = await findBatch(ctx.db.query, actor, batchId);
  if (batch === null) return { kind: 'not-found' };
  if (batch.confirmedAt === null) {
    const rows = batch.rows.filter(({ id, forecast }) => chosen.includes(id) && mayBeDone(forecast));
    if (rows.length === 0) return { kind: 'none' };
    const given = batch.action === 'refuse' ? { reason, words } : { reason: '', words: '' };
    if (batch.action === 'refuse') {
      const wrong = await whatIsWrong(ctx, rows, given);
      if (wrong !== null) return wrong;
    }
    const ids = rows.map(({ id }) => id);
    await ctx.db.query.transaction().execute(async (trx) => {
      if (!(await confirm(trx, batchId, { chosen: ids, ...given }))) return;
      await record(trx, {
        ...staffOrigin(actor),
        action: 'batch.confirmed',
        subject: `batch:${batchId}`,
        data: { action: batch.action, applications: ids },
      });
    });
  }
  await goOn(ctx, actor, batchId);
  return { kind: 'confirmed' };
}

function mayBeDone(forecast: BatchRow['forecast']): boolean {
  return forecast !== null && forecast.kind !== 'cannot';
}

/** A refusal that no chosen row could be given is wrong for all; a row whose service has no such reason says so itself. */
async function whatIsWrong(
  ctx: Context,
  rows: readonly BatchRow[],
  given: { reason: string; words: string },
): Promise<InvalidRefusal | null> {
  const settings = await ctx.settings.now();
  let wrong: InvalidRefusal | null = null;
  for (const { id } of rows) {
    const application = await findCase(ctx.db.query, id);
    if (application === null) continue;
    const read = readRefusal(refusalReasons(settings, serviceOf(ctx, application)), given);
    if (read.kind === 'refused') return null;
    wrong = read;
  }
  return wrong;
}

/**
 * Does the rows of a confirmed batch whose turn is still to come, one after another, each in a transaction of its own in
 * which its outcome is written: whatever dies, and however many do this at once, none is done twice.
 */
export async function goOn(
  ctx: Context,
  actor: Actor,
  batchId: number,
  time = patience,
): Promise<'gone-on' | 'not-found'> {
  const until = performance.now() + time;
  const batch = await findBatch(ctx.db.query, actor, batchId);
  if (batch === null) return 'not-found';
  for (const row of rowsLeft(batch)) {
    if (performance.now() > until) break;
    await doRow(ctx, actor, batch, row).catch((error: unknown) => {
      if (!(error instanceof HadItsTurn)) throw error;
    });
  }
  return 'gone-on';
}

async function doRow(ctx: Context, actor: Actor, batch: Batch, { id, revision }: BatchRow): Promise<void> {
  const row = <Result>(toOutcome: (result: Result) => Outcome): InBatch<Result> => ({
    number: batch.id,
    keep: async (trx, result) => {
      if (!(await keepOutcome(trx, batch.id, id, toOutcome(result))))
        throw new HadItsTurn('Another request did this row');
    },
  });
  let outcome: Outcome;
  switch (batch.action) {
    case 'approve':
      outcome = outcomeOf(await decide(ctx, actor, { id, revision, kind: 'approve' }, row(outcomeOf)));
      break;
    case 'refuse': {
      const { reason, words } = batch;
      const wanted = { id, revision, kind: 'refuse', reason, words } as const;
      outcome = outcomeOf(await decide(ctx, actor, wanted, row(outcomeOf)));
      break;
    }
    case 'take':
      outcome = outcomeOfTaking(
        await take(
          ctx,
          actor,
          id,
          row((until: Date) => ({ kind: 'taken', until: until.toISOString() })),
        ),
      );
      break;
    case 'release': {
      const released = (had: boolean): Outcome => ({ kind: had ? 'released' : 'not-in-hand' });
      outcome = released(await release(ctx, actor, id, row(released)));
    }
  }
  // What ended before its transaction, or rolled it back, is written here; what was written in it stays.
  await keepOutcome(ctx.db.query, batch.id, id, outcome);
}

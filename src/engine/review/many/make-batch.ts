import { may } from '../../staff/roles.ts';
import { mostAtOnce } from './batch.ts';
import { foreseeBatch } from './foresee.ts';
import { deleteOldBatches, insertBatch } from './batches.store.ts';
import type { Database } from '../../../platform/db/database.ts';
import type { Context } from '../../context.ts';
import type { Actor } from '../actor.ts';
import type { BatchAction } from './batch.ts';

/** What picking many applications ends in. */
export type MakeResult =
  | { kind: 'made'; id: number }
  /** None was picked, or none of them is there. */
  | { kind: 'none' }
  | { kind: 'too-many'; picked: number }
  | { kind: 'not-allowed' };

/** Begins a dry run: the applications are kept with what would happen to each. Nothing is done with any of them. */
export async function makeBatch(
  ctx: Context,
  actor: Actor,
  action: BatchAction,
  ids: readonly number[],
): Promise<MakeResult> {
  if (!may(actor.role, 'application.decide')) return { kind: 'not-allowed' };
  const picked = [...new Set(ids)];
  if (picked.length === 0) return { kind: 'none' };
  if (picked.length > mostAtOnce) return { kind: 'too-many', picked: picked.length };
  const made = await ctx.db.query.transaction().execute((trx) => insertBatch(trx, actor, action, picked));
  if (made.rows === 0) return { kind: 'none' };
  await foreseeBatch(ctx, actor, made.id);
  return { kind: 'made', id: made.id };
}

/** How long a batch is kept, in days: as long as somebody may want to see what they did. */
const keptDays = 30;

/** Deletes batches whose time to keep is over. */
export async function forgetBatches(db: Database): Promise<void> {
  await deleteOldBatches(db.query, keptDays);
}

import { choicesOf } from '../../settings/of-service.ts';
import { readNow } from '../cases.store.ts';
import { findBatch, findBatches } from './batches.store.ts';
import type { Context } from '../../context.ts';
import type { Choice } from '../../define/settings.ts';
import type { Actor } from '../actor.ts';
import type { Batch } from './batch.ts';
import type { BatchLine } from './batches.store.ts';

export type { BatchLine };

/** A batch of this person, the moment, and what may be refused for. Null: there is none, or it is another's. */
export async function readBatch(
  ctx: Context,
  actor: Actor,
  id: number,
): Promise<{ batch: Batch; now: Date; reasons: Choice[] } | null> {
  const batch = await findBatch(ctx.db.query, actor, id);
  if (batch === null) return null;
  const settings = await ctx.settings.now();
  const all = ctx.services.flatMap((service) => choicesOf(settings, service)('refusal-reasons'));
  const reasons = [...new Map(all.map((choice) => [choice.code, choice])).values()];
  return { batch, now: await readNow(ctx.db.query), reasons };
}

/** The last batches of this person. */
export function listBatches(ctx: Context, actor: Actor): Promise<BatchLine[]> {
  return findBatches(ctx.db.query, actor, 20);
}

import { may } from '../staff/roles.ts';
import { findFree } from './queue.store.ts';
import { takeRecorded } from './take-application.ts';
import type { Context } from '../context.ts';
import type { Actor } from './actor.ts';

/** How many are tried: others may take the first ones at the same moment. */
const tried = 20;

/**
 * Takes the first application of the queue that nobody has in hand, the one that is due first. Null: there is none. What
 * this person has in hand already is not taken again.
 */
export async function takeNext(ctx: Context, actor: Actor): Promise<number | null> {
  if (!may(actor.role, 'application.take')) return null;
  const { today } = await ctx.settings.now();
  for (const id of await findFree(ctx.db.query, today.toString(), tried))
    if ((await takeRecorded(ctx, actor, id)) !== null) return id;
  return null;
}

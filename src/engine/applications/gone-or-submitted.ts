import { findApplicationOfIntent } from './applications.store.ts';
import type { Context, Visitor } from '../context.ts';

/** A draft that is not there was submitted by this browser, or is gone. */
export async function goneOrSubmitted(
  ctx: Context,
  visitor: Visitor,
  draftId: string,
): Promise<{ kind: 'submitted' } | { kind: 'not-yet' }> {
  const application = await findApplicationOfIntent(ctx.db.query, draftId, visitor.holder);
  return application ? { kind: 'submitted' } : { kind: 'not-yet' };
}

import { findPermitsOf } from './register-search.store.ts';
import { isOurs } from './where-register.ts';
import type { Context } from '../../context.ts';

/** The row of a permit in our own register; null: there is none, or the register is elsewhere. */
export async function permitIdOf(
  ctx: Context,
  permit: { number: number; year: number },
): Promise<number | null> {
  if (!isOurs(ctx)) return null;
  return (await findPermitsOf(ctx.db.query, permit))[0]?.id ?? null;
}

import { findObjection } from './objections.store.ts';
import type { Context } from '../context.ts';

/** Of which application an objection is; null: there is none of this id. */
export async function objectionPlace(ctx: Context, id: number): Promise<number | null> {
  return (await findObjection(ctx.db.query, id))?.applicationId ?? null;
}

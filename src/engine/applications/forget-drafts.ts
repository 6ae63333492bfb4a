import { deleteOldTyped } from './completions.store.ts';
import { deleteOldDrafts } from './drafts.store.ts';
import type { Context } from '../context.ts';
import type { Service } from '../define/define-service.ts';

/** Deletes the drafts of a service that nobody touched for as long as it keeps them. Answers how many they were. */
export function forgetOldDrafts(ctx: Context, service: Service): Promise<number> {
  return deleteOldDrafts(ctx.db, service, service.keep.draft);
}

/** Deletes what was typed for returns and never proven. Answers how much it was. */
export function forgetOldTyped(ctx: Context): Promise<number> {
  return deleteOldTyped(ctx.db.query);
}

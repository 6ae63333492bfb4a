import { hashKey } from '../../platform/ids/secret.ts';
import { deleteOldStatusLinks, findStatusLink } from './status-links.store.ts';
import { openStatus } from './status.ts';
import type { Context, Visitor } from '../context.ts';

/** Is this the key of a link in one of our messages, and not too old? */
export async function isStatusLink(ctx: Context, token: string): Promise<boolean> {
  return (await findStatusLink(ctx.db.query, hashKey(token))) !== null;
}

/**
 * Opens the status of the application that the link of a message leads to, to this browser, for a while. `false`: there is no
 * such link. The key has 128 bits and is never stored, so nothing is gained by guessing.
 */
export async function openStatusLink(ctx: Context, visitor: Visitor, token: string): Promise<boolean> {
  const application = await findStatusLink(ctx.db.query, hashKey(token));
  if (application === null) return false;
  await openStatus(ctx, visitor, application);
  return true;
}

/** Forgets links that open nothing any more. */
export async function forgetStatusLinks(ctx: Context): Promise<void> {
  await deleteOldStatusLinks(ctx.db.query);
}

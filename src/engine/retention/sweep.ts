import { sql } from 'kysely';
import { forgetOldCounters } from '../../platform/limits/count.ts';
import { deleteOldDrafts } from '../applications/drafts.store.ts';
import type { Context } from '../context.ts';

/** The queue of the sweeper. */
export const sweepQueue = 'sweep';

/** Deletes what its time to keep is over for: drafts as each service's `keep` says, and what expires by itself. */
export async function sweep(ctx: Context): Promise<void> {
  for (const service of ctx.services) {
    const drafts = await deleteOldDrafts(ctx.db, service, service.keep.draft);
    if (drafts > 0) ctx.log.info('retention.drafts', { service: service.slug, deleted: drafts });
  }
  await ctx.db.query
    .deleteFrom('status_views')
    .where('expires_at', '<', sql<Date>`moment()`)
    .execute();
  await ctx.db.query
    .deleteFrom('spent_work')
    .where('expires_at', '<', sql<Date>`moment()`)
    .execute();
  await forgetOldCounters(ctx.db);
}

import { sql } from 'kysely';
import { forgetOldCounters } from '../../platform/limits/count.ts';
import { forgetOldDrafts, forgetOldTyped } from '../applications/forget-drafts.ts';
import { forgetStatusLinks } from '../applications/status-link.ts';
import { forgetMessages } from '../notifications/forget-messages.ts';
import { forgetReceipts } from '../notifications/take-receipt.ts';
import { forgetIncoming } from '../inbox/take-incoming.ts';
import { forgetReminders } from '../reminders/still-wanted.ts';
import { forgetPermits } from '../registers/remember-permits.ts';
import { forgetSignIns } from '../staff/forget-sign-ins.ts';
import { forgetBatches } from '../review/many/make-batch.ts';
import { forgetEndedLeases } from '../review/take-application.ts';
import { forgetFiles } from '../registers/tasks/forget-files.ts';
import type { Context } from '../context.ts';

/** The queue of the sweeper. */
export const sweepQueue = 'sweep';

/** Deletes what its time to keep is over for: drafts as each service's `keep` says, and what expires by itself. */
export async function sweep(ctx: Context): Promise<void> {
  for (const service of ctx.services) {
    const drafts = await forgetOldDrafts(ctx, service);
    if (drafts > 0) ctx.log.info('retention.drafts', { service: service.slug, deleted: drafts });
  }
  await forgetOldTyped(ctx);
  await ctx.db.query
    .deleteFrom('status_views')
    .where('expires_at', '<', sql<Date>`moment()`)
    .execute();
  await ctx.db.query
    .deleteFrom('spent_work')
    .where('expires_at', '<', sql<Date>`moment()`)
    .execute();
  // The message of a code holds a phone; it goes with the draft that the code was for.
  await ctx.db.query
    .deleteFrom('messages')
    .where('kind', '=', 'code')
    .where('code_id', 'is', null)
    .where('created_at', '<', sql<Date>`moment() - interval '1 day'`)
    .execute();
  await forgetReceipts(ctx);
  await forgetStatusLinks(ctx);
  await forgetReminders(ctx);
  await forgetMessages(ctx);
  await forgetIncoming(ctx);
  const permits = await forgetPermits(ctx.db);
  if (permits > 0) ctx.log.info('retention.permits', { deleted: permits });
  await forgetSignIns(ctx);
  await forgetEndedLeases(ctx.db);
  await forgetBatches(ctx.db);
  await forgetOldCounters(ctx.db);
  const files = await forgetFiles(ctx);
  if (files > 0) ctx.log.info('retention.register-files', { deleted: files });
}

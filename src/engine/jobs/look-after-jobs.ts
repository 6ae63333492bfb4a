import { lockFailed, readJobs } from '../../platform/jobs/overview.ts';
import { record, staffOrigin } from '../audit/record.ts';
import { may } from '../staff/roles.ts';
import type { JobsOverview } from '../../platform/jobs/overview.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../staff/person.ts';

export type { FailedJob, JobsOverview, Scheduled } from '../../platform/jobs/overview.ts';

/** What is scheduled, what waits, and what was given up. Jobs hold ids only: nothing in it is personal. */
export function openJobsOverview(ctx: Context): Promise<JobsOverview> {
  return readJobs(ctx.db.reads);
}

/** What it ends in. `not-possible`: there is no such job that was given up. */
export type RetryJobResult = { kind: 'retried' } | { kind: 'not-possible' } | { kind: 'not-allowed' };

/** Has a job done again that was given up; its handler looks first whether it was done, so that nothing is done twice. */
export async function retryJob(ctx: Context, actor: Actor, id: string): Promise<RetryJobResult> {
  if (!may(actor.role, 'job.retry')) return { kind: 'not-allowed' };
  let queue: string | null = null;
  const result = await ctx.db.query.transaction().execute(async (trx): Promise<RetryJobResult> => {
    queue = await lockFailed(trx, id);
    if (queue === null) return { kind: 'not-possible' };
    await ctx.jobs.retry(trx, queue, id);
    await record(trx, {
      ...staffOrigin(actor),
      action: 'job.retried',
      subject: `job:${id}`,
      data: { queue },
    });
    return { kind: 'retried' };
  });
  if (queue !== null) ctx.jobs.nudge(queue);
  return result;
}

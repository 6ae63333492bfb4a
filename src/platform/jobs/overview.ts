import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../db/schema.ts';

/** A queue that works by the clock: when, and how its last job ended. */
export type Scheduled = {
  queue: string;
  cron: string;
  last: { at: Date; ended: 'completed' | 'failed' } | null;
};

/** How many jobs of a queue wait, are at work, and were given up. */
export type QueueCounts = { queue: string; waiting: number; active: number; failed: number };

/** A job that was given up. `data` is what it was given: ids only. */
export type FailedJob = {
  id: string;
  queue: string;
  data: Record<string, unknown>;
  createdAt: Date;
  failedAt: Date;
  tries: number;
};

/** What there is of jobs. */
export type JobsOverview = { scheduled: Scheduled[]; queues: QueueCounts[]; failed: FailedJob[] };

const mostFailed = 100;

/** Reads how the jobs stand, of all processes: the library keeps what has ended for seven days. */
export async function readJobs(db: Kysely<Schema>): Promise<JobsOverview> {
  const { rows: scheduled } = await sql<{
    queue: string;
    cron: string;
    at: Date | null;
    ended: 'completed' | 'failed' | null;
  }>`
    select s.name as queue, s.cron, l.completed_on as at, l.state::text as ended
    from jobs.schedule s left join lateral (
      select completed_on, state from jobs.job
      where name = s.name and state in ('completed', 'failed') order by completed_on desc limit 1
    ) l on true order by s.name`.execute(db);
  const { rows: queues } = await sql<QueueCounts>`
    select q.name as queue, count(j.*) filter (where j.state in ('created', 'retry'))::int as waiting,
      count(j.*) filter (where j.state = 'active')::int as active,
      count(j.*) filter (where j.state = 'failed')::int as failed
    from jobs.queue q left join jobs.job j on j.name = q.name and j.state in ('created', 'retry', 'active', 'failed')
    where q.name not like '\\_\\_%' group by q.name order by q.name`.execute(db);
  const { rows: failed } = await sql<FailedJob>`
    select id, name as queue, data, created_on as "createdAt", completed_on as "failedAt", retry_count + 1 as tries
    from jobs.job where state = 'failed' and name not like '\\_\\_%'
    order by completed_on desc, id limit ${sql.lit(mostFailed)}`.execute(db);
  return {
    scheduled: scheduled.map(({ queue, cron, at, ended }) => ({
      queue,
      cron,
      last: at === null || ended === null ? null : { at, ended },
    })),
    queues,
    failed,
  };
}

/** The queue of a job that was given up, held until the transaction ends; null: there is none of this id. */
export async function lockFailed(trx: Kysely<Schema>, id: string): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    select name from jobs.job where id = ${id}::uuid and state = 'failed' for update`.execute(trx);
  return rows[0]?.name ?? null;
}

import { fromKysely, PgBoss } from 'pg-boss';
import type { Kysely } from 'kysely';
import type { JobResult } from 'pg-boss';
import type { Database } from '../db/database.ts';
import type { Schema } from '../db/schema.ts';
import type { Log } from '../log/log.ts';

/** Work to be done after a fact: its row is written in the transaction of the fact, so neither is without the other. */
export type Jobs = {
  /**
   * Puts a job into a queue within `db`, which may be a transaction. `data` holds ids only, nothing personal. `afterSeconds`:
   * it is not begun before.
   */
  enqueue: (
    db: Kysely<Schema>,
    queue: string,
    data: Record<string, string>,
    afterSeconds?: number,
  ) => Promise<void>;
  /** Tells the workers of this process that a job was committed; those of others find it by looking. */
  nudge: (queue: string) => void;
  /** Does the jobs of a queue, some at a time; a job that throws is tried again, with growing waits. */
  work: (queue: string, handle: (data: Record<string, string>) => Promise<void>) => Promise<void>;
  /** Does something by the clock, once for all processes. `cron` has five fields, in Amman's time. */
  schedule: (queue: string, cron: string, handle: () => Promise<void>) => Promise<void>;
  /** Puts a job that was given up back into its queue, within `db`, which may be a transaction. */
  retry: (db: Kysely<Schema>, queue: string, id: string) => Promise<void>;
  /** Finishes the jobs in hand and stops. */
  stop: () => Promise<void>;
};

const schema = 'jobs';

/** How many jobs of a queue one process does at a time. */
const mostAtOnce = 8;

type PerJob = { batchSize: number; pollingIntervalSeconds: number; perJobResults: true };

/** How often a worker looks for jobs that another process wrote, in seconds. */
const lookEvery = 1;

function boss(db: Database, options: { migrate: boolean; work: boolean }): PgBoss {
  return new PgBoss({
    db: { executeSql: (text, values) => db.execute(text, values) },
    backend: db.kind === 'embedded' ? 'pglite' : 'postgres',
    schema,
    migrate: options.migrate,
    createSchema: options.migrate,
    supervise: options.work,
    schedule: options.work,
    reindex: false,
    monitorVacuum: false,
  });
}

/**
 * A queue. `patient`: its jobs wait for something that may be away for weeks, and are never given up. `hours`: how long a job may
 * take; otherwise it is thirty seconds.
 */
export type Queue = { name: string; patient?: boolean; hours?: number };

/** Makes the tables of the jobs, and the queues; processes that start together take turns inside the library. */
export async function prepareJobs(db: Database, queues: readonly Queue[]): Promise<void> {
  const preparing = boss(db, { migrate: true, work: false });
  await preparing.start();
  for (const { name, patient = false, hours } of queues)
    await preparing.createQueue(name, {
      // Growing waits up to ten minutes: a day and more of trying, so that an outage of a gateway loses nothing.
      retryLimit: patient ? 1_000_000 : 150,
      retryDelay: 5,
      retryBackoff: true,
      retryDelayMax: 600,
      // The library deletes what was never done after this.
      retentionSeconds: (patient ? 3650 : 14) * 24 * 3600,
      // A message takes a second; what a killed worker had in hand is taken up again after this.
      expireInSeconds: hours === undefined ? 30 : hours * 3600,
      deleteAfterSeconds: 7 * 24 * 3600,
    });
  await preparing.stop({ graceful: false });
}

/** Connects to the jobs of a database that `prepareJobs` has seen. `worker`: this process also does jobs. */
export async function openJobs(db: Database, log: Log, options: { worker: boolean }): Promise<Jobs> {
  const jobs = boss(db, { migrate: false, work: options.worker });
  // The library gives away copies of errors, which have nothing but their code.
  jobs.on('error', (error: Error & { code?: unknown }) =>
    log.error('jobs.error', error, typeof error.code === 'string' ? { code: error.code } : {}),
  );
  await jobs.start();
  const workers = new Map<string, string[]>();

  const nudge: Jobs['nudge'] = (queue) => {
    for (const id of workers.get(queue) ?? []) jobs.notifyWorker(id);
  };

  const work: Jobs['work'] = async (queue, handle) => {
    const id = await jobs.work<Record<string, string>, void, PerJob>(
      queue,
      // Several at once: taking jobs and ticking them off costs as much as doing one.
      { batchSize: mostAtOnce, pollingIntervalSeconds: lookEvery, perJobResults: true },
      async (batch) => {
        // Looks for the next as soon as these are done: waits are for an empty queue only.
        nudge(queue);
        return Promise.all(
          batch.map(async (job): Promise<JobResult> => {
            try {
              await handle(job.data);
              return { id: job.id, status: 'completed' };
            } catch (error) {
              log.error('jobs.failed', error, { queue });
              return { id: job.id, status: 'failed' };
            }
          }),
        );
      },
    );
    workers.set(queue, [...(workers.get(queue) ?? []), id]);
  };

  return {
    work,
    enqueue: async (using, queue, data, afterSeconds = 0) => {
      await jobs.send(queue, data, { db: fromKysely(using), startAfter: afterSeconds });
    },
    nudge,
    schedule: async (queue, cron, handle) => {
      await jobs.schedule(queue, cron, {}, { tz: 'Asia/Amman' });
      await work(queue, handle);
    },
    retry: async (using, queue, id) => {
      await jobs.retry(queue, id, { db: fromKysely(using) });
    },
    stop: () => jobs.stop({ graceful: true, timeout: 3_000, close: false }),
  };
}

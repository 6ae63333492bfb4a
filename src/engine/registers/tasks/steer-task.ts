import { record, staffOrigin } from '../../audit/record.ts';
import { may } from '../../staff/roles.ts';
import { removeFile } from './files.ts';
import { registerTaskQueue } from './queue.ts';
import { beginsAnew, isInterrupted } from './task.ts';
import { changeTask, findRecentTasks, findTask, lockTask } from './tasks.store.ts';
import type { Context } from '../../context.ts';
import type { Actor } from '../../staff/person.ts';
import type { RegisterTask, TaskOptions } from './task.ts';
import type { TaskChange } from './tasks.store.ts';

/** The task of this id; null: there is none. */
export function readTask(ctx: Context, id: number): Promise<RegisterTask | null> {
  return findTask(ctx.db.query, id);
}

/** Tasks of the last day, and those that still have a file. */
export function readTasks(ctx: Context): Promise<RegisterTask[]> {
  return findRecentTasks(ctx.db.query);
}

/** What somebody does with a task: reads the file otherwise, brings it in, lets it be, or begins interrupted work anew. */
export type Steering =
  { what: 'options'; options: TaskOptions } | { what: 'confirm' } | { what: 'discard' } | { what: 'retry' };

/** What steering ends in. `not-now`: the task stands where this cannot be done; it may have gone on meanwhile. */
export type SteerResult =
  { kind: 'done' } | { kind: 'not-now' } | { kind: 'not-found' } | { kind: 'not-allowed' };

/** Steers a task, which is held meanwhile: pressing twice does it once. Whoever confirms is who brings the file in. */
export async function steerTask(
  ctx: Context,
  actor: Actor,
  id: number,
  steering: Steering,
): Promise<SteerResult> {
  if (!may(actor.role, 'register.import')) return { kind: 'not-allowed' };
  let gone: string | null = null;
  const result = await ctx.db.query.transaction().execute(async (trx): Promise<SteerResult> => {
    const task = await lockTask(trx, id);
    if (task === null) return { kind: 'not-found' };
    const change = changeFor(task, steering);
    if (change === null) return { kind: 'not-now' };
    if (steering.what === 'discard') gone = task.stored;
    const attempt = task.attempt + 1;
    const by = steering.what === 'confirm' ? { by: actor } : {};
    await changeTask(trx, id, { ...change, ...by, attempt });
    await record(trx, {
      ...staffOrigin(actor),
      action: 'import.prepared',
      subject: `register-task:${id}`,
      data: { what: steering.what },
    });
    if (steering.what !== 'discard')
      await ctx.jobs.enqueue(trx, registerTaskQueue, { taskId: String(id), attempt: String(attempt) });
    return { kind: 'done' };
  });
  if (gone !== null) await removeFile(ctx.importDir, gone);
  if (result.kind === 'done' && steering.what !== 'discard') ctx.jobs.nudge(registerTaskQueue);
  return result;
}

function changeFor(task: RegisterTask, steering: Steering): TaskChange | null {
  const { state, stored } = task;
  switch (steering.what) {
    case 'options': {
      if ((state !== 'checked' && state !== 'unreadable') || stored === null) return null;
      const fresh = { problem: null, summary: null, samples: null };
      return { state: 'to-check', options: steering.options, ...fresh };
    }
    case 'confirm':
      return state === 'checked' && stored !== null ? { state: 'to-import', samples: null } : null;
    case 'discard': {
      const may = ['checked', 'unreadable', 'failed'].includes(state) || isInterrupted(task);
      return may && task.kind === 'import' && stored !== null
        ? { state: 'discarded', stored: null, samples: null, header: null }
        : null;
    }
    case 'retry': {
      const to = beginsAnew(task);
      return to === null ? null : { state: to, problem: null };
    }
  }
}

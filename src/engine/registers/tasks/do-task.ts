import { staffOrigin } from '../../audit/record.ts';
import { rm } from 'node:fs/promises';
import { pathOf } from './files.ts';
import { keepReport } from './keep-report.ts';
import { registerTaskQueue } from './queue.ts';
import { beat, beginTask, changeTask, failTask } from './tasks.store.ts';
import type { Context } from '../../context.ts';
import type { ImportRequest, Progress } from '../import/import-register.ts';
import type { AtWork, RegisterTask, Samples } from './task.ts';

/** How often a sign of life is given, in milliseconds. */
const beatEvery = 1000;

/** After how many seconds it is tried again, when another import is at work. */
const waitForOthers = 5;

/**
 * Does the work of a task, once for each attempt, whoever begins it: the dry run of a file, its import, or the undoing of one. The
 * register and the state of the task change in one transaction, so a kill leaves both as they were, or both as they are to be.
 * What fails by surprise is told by the task, and begun anew by somebody's hand.
 */
export async function doTask(ctx: Context, id: number, attempt: number): Promise<void> {
  const task = await beginTask(ctx.db.query, id, attempt);
  if (task === null) return;
  const during = task.state as AtWork;
  const life = showLife(ctx, id);
  try {
    const ended = await workOn(ctx, task, during, life.tell);
    if (ended === 'busy') {
      const back = { checking: 'to-check', importing: 'to-import', undoing: 'to-undo' } as const;
      await changeTask(ctx.db.query, id, { state: back[during] });
      const again = { taskId: String(id), attempt: String(attempt) };
      await ctx.jobs.enqueue(ctx.db.query, registerTaskQueue, again, waitForOthers);
    }
  } catch (error) {
    ctx.log.error('register.task.failed', error, { task: id, during });
    // What failed behind the commit leaves the import where it is: in the register.
    await failTask(ctx.db.query, id, during);
  } finally {
    await life.end();
  }
}

/** Tells every second that somebody is at work, and how far they are. */
function showLife(
  ctx: Context,
  id: number,
): { tell: (progress: Progress) => void; end: () => Promise<void> } {
  let progress: Progress | null = null;
  let writing: Promise<void> = Promise.resolve();
  // The embedded database has one connection, which the import holds: nobody could read a sign of life either.
  const timer =
    ctx.db.kind === 'embedded'
      ? undefined
      : setInterval(() => {
          writing = beat(ctx.db.query, id, progress).catch((error: unknown) =>
            ctx.log.error('register.task.beat', error, { task: id }),
          );
        }, beatEvery);
  return {
    tell: (now) => void (progress = now),
    end: async () => {
      clearInterval(timer);
      await writing;
    },
  };
}

async function workOn(
  ctx: Context,
  task: RegisterTask,
  during: AtWork,
  progress: (progress: Progress) => void,
): Promise<'ended' | 'busy'> {
  const by = task.by.name;
  const origin = staffOrigin({ id: task.by.id, place: task.place });
  if (during === 'undoing') return undo(ctx, task, by, origin);
  if (task.stored === null) {
    await changeTask(ctx.db.query, task.id, { state: 'failed', problem: { kind: 'gone' } });
    return 'ended';
  }
  const path = pathOf(ctx.importDir, task.stored);
  // Loaded when there is work: the portal itself reads no tables.
  const { importRegister } = await import('../import/import-register.ts');
  if (during === 'checking' && !(await readHeaderOf(ctx, task, path))) return 'ended';
  const { columns, encoding, delimiter } = task.options;
  let samples: Samples | null = null;
  const request: ImportRequest = {
    path,
    name: task.file,
    by,
    origin,
    dryRun: during === 'checking',
    mapping: { columns: columns ?? {}, words: {} },
    ...(encoding && { encoding }),
    ...(delimiter && { delimiter }),
    progress,
    // With the import, or not at all.
    within: (trx, summary) =>
      changeTask(trx, task.id, { state: 'done', importId: summary.importId, summary }),
    report: async (report) => {
      samples = await keepReport(ctx, task, report);
    },
  };
  const result = await importRegister(ctx.db, request);
  switch (result.kind) {
    case 'busy':
      return 'busy';
    case 'unreadable':
      await changeTask(ctx.db.query, task.id, {
        state: 'unreadable',
        problem: { kind: 'file', problem: result.problem },
      });
      return 'ended';
    case 'done':
      // Not within the report: the embedded database has one connection, which that holds.
      await changeTask(ctx.db.query, task.id, {
        ...(during === 'checking' && { state: 'checked', summary: result.summary }),
        samples,
      });
      // What is in the register need not lie about as a file.
      if (during === 'importing') await rm(path, { force: true });
      return 'ended';
  }
}

/** Keeps the first line of the file, for whoever says what its columns mean. `false`: it cannot be read, and the task has ended. */
async function readHeaderOf(ctx: Context, task: RegisterTask, path: string): Promise<boolean> {
  const { openTable } = await import('../../../platform/tables/open-table.ts');
  const { TableError } = await import('../../../platform/tables/table-error.ts');
  const { encoding, delimiter } = task.options;
  try {
    const table = await openTable(path, { ...(encoding && { encoding }), ...(delimiter && { delimiter }) });
    await table.close();
    const { header: cells, encoding: found, delimiter: separated } = table;
    await changeTask(ctx.db.query, task.id, { header: { cells, encoding: found, delimiter: separated } });
    return true;
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    const problem = { kind: 'file', problem: { code: error.code, facts: error.facts } } as const;
    await changeTask(ctx.db.query, task.id, { state: 'unreadable', problem, header: null });
    return false;
  }
}

async function undo(
  ctx: Context,
  task: RegisterTask,
  by: string,
  origin: ReturnType<typeof staffOrigin>,
): Promise<'ended' | 'busy'> {
  const { undoImport } = await import('../import/undo-import.ts');
  const result = await undoImport(ctx.db, task.importId ?? 0, {
    by,
    origin,
    reason: task.reason,
    within: (trx) => changeTask(trx, task.id, { state: 'undone' }),
  });
  if (result.kind === 'busy') return 'busy';
  if (result.kind === 'undone') return 'ended';
  const problem =
    result.kind === 'built-on' ? ({ kind: 'built-on', by: result.by } as const) : ({ kind: 'gone' } as const);
  await changeTask(ctx.db.query, task.id, { state: 'not-undone', problem });
  return 'ended';
}

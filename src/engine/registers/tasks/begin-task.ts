import { randomUUID } from 'node:crypto';
import { record, staffOrigin } from '../../audit/record.ts';
import { cleanText } from '../../../platform/i18n/fold.ts';
import { may } from '../../staff/roles.ts';
import { isOurs } from '../office/where-register.ts';
import { findImport } from '../import/undo.store.ts';
import { removeFile, writeFileOf } from './files.ts';
import { registerTaskQueue } from './queue.ts';
import { countStored, insertTask } from './tasks.store.ts';
import type { Readable } from 'node:stream';
import type { Context } from '../../context.ts';
import type { Actor } from '../../staff/person.ts';
import type { NewTask } from './tasks.store.ts';

/** How many files may wait at once. */
const mostWaiting = 10;

/** What sending a file ends in. Only `received` keeps it. */
export type ReceiveResult =
  | { kind: 'received'; id: number }
  | { kind: 'empty' }
  | { kind: 'too-large' }
  | { kind: 'no-room' }
  | { kind: 'too-many' }
  | { kind: 'elsewhere' }
  | { kind: 'not-allowed' };

/**
 * Takes a file that somebody sends, as it comes, into the folder of the data, and begins its dry run: a job does it, whether the
 * browser stays or not. Who breaks off leaves nothing.
 */
export async function receiveFile(
  ctx: Context,
  actor: Actor,
  { name, content }: { name: string; content: Readable },
): Promise<ReceiveResult> {
  if (!may(actor.role, 'register.import')) return { kind: 'not-allowed' };
  if (!isOurs(ctx)) return { kind: 'elsewhere' };
  if ((await countStored(ctx.db.query)) >= mostWaiting) return { kind: 'too-many' };
  const file = fileName(name);
  // A workbook is told by its ending when it is none.
  const ending = /\.xls[xm]?$/i.exec(file)?.[0].toLowerCase() ?? '.csv';
  const stored = `${randomUUID()}${ending}`;
  const written = await writeFileOf(content, ctx.importDir, stored);
  if (written.kind !== 'written') return written;
  if (written.size === 0) {
    await removeFile(ctx.importDir, stored);
    return { kind: 'empty' };
  }
  try {
    const { size } = written;
    const id = await begin(ctx, actor, {
      kind: 'import',
      state: 'to-check',
      importId: null,
      file,
      stored,
      size,
      reason: '',
    });
    return { kind: 'received', id };
  } catch (error) {
    await removeFile(ctx.importDir, stored);
    throw error;
  }
}

/** The name of a file without folders, and no longer than any. */
function fileName(name: string): string {
  const last = cleanText(name).split(/[\\/]/).at(-1)?.trim() ?? '';
  return last === '' ? 'register' : last.slice(-200);
}

/** What asking for an undoing ends in. */
export type AskUndoResult =
  | { kind: 'begun'; id: number }
  | { kind: 'invalid'; reason: 'needed' | 'too-long' }
  | { kind: 'not-found' }
  /** It is undone already, or a later import stands. */
  | { kind: 'not-last' }
  | { kind: 'not-allowed' };

/** How long the reason of an undoing may be. */
const mostUndoCharacters = 500;

/** Begins the undoing of the last import, for a reason: a job does it, and sees then whether anything was built on it. */
export async function askUndo(
  ctx: Context,
  actor: Actor,
  importId: number,
  typed: string,
): Promise<AskUndoResult> {
  if (!may(actor.role, 'register.import')) return { kind: 'not-allowed' };
  const found = await findImport(ctx.db.query, importId);
  if (found === null) return { kind: 'not-found' };
  if (!found.isLast) return { kind: 'not-last' };
  const reason = cleanText(typed, { lines: true });
  if (reason === '') return { kind: 'invalid', reason: 'needed' };
  if (reason.length > mostUndoCharacters) return { kind: 'invalid', reason: 'too-long' };
  const { file } = found.import;
  const task = { kind: 'undo', state: 'to-undo', importId, file, stored: null, size: null, reason } as const;
  return { kind: 'begun', id: await begin(ctx, actor, task) };
}

async function begin(ctx: Context, actor: Actor, task: Omit<NewTask, 'staff'>): Promise<number> {
  const id = await ctx.db.query.transaction().execute(async (trx) => {
    const added = await insertTask(trx, { ...task, staff: actor });
    await record(trx, {
      ...staffOrigin(actor),
      action: 'import.prepared',
      subject: `register-task:${added}`,
      data: { what: task.kind === 'undo' ? 'undo' : 'file', import: task.importId, size: task.size },
    });
    await ctx.jobs.enqueue(trx, registerTaskQueue, { taskId: String(added), attempt: '1' });
    return added;
  });
  ctx.jobs.nudge(registerTaskQueue);
  return id;
}

import { open } from 'node:fs/promises';
import { record, staffOrigin } from '../../audit/record.ts';
import { reportPathOf } from './files.ts';
import { findTask } from './tasks.store.ts';
import type { Readable } from 'node:stream';
import type { Context } from '../../context.ts';
import type { Actor } from '../../staff/person.ts';

/**
 * Opens the report of a task to be sent away: lines of the file with the reasons. That it was asked for is recorded before anything
 * leaves. Null: there is no such task, or its report is not there, or not any more.
 */
export async function openReport(ctx: Context, actor: Actor, id: number): Promise<Readable | null> {
  const task = await findTask(ctx.db.query, id);
  if (task === null || task.stored === null || task.samples === null) return null;
  const file = await open(reportPathOf(ctx.importDir, task.stored)).catch(() => null);
  if (file === null) return null;
  await record(ctx.db.query, {
    ...staffOrigin(actor),
    action: 'register.exported',
    subject: `register-task:${id}`,
  });
  return file.createReadStream();
}

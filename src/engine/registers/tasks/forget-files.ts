import { removeFile, removeStrays } from './files.ts';
import { changeTask, findOldFiles, findStoredNames } from './tasks.store.ts';
import type { Context } from '../../context.ts';

/**
 * Deletes files of the register, their reports and what of their lines was kept, a day after anybody touched them, and what a kill
 * has left in the folder. Returns how many files that were.
 */
export async function forgetFiles(ctx: Context): Promise<number> {
  const old = await findOldFiles(ctx.db.query);
  for (const { id, stored, state } of old) {
    await removeFile(ctx.importDir, stored);
    const ended = state === 'done' || state === 'discarded' ? {} : { state: 'discarded' as const };
    await changeTask(ctx.db.query, id, { ...ended, stored: null, samples: null, header: null });
  }
  await removeStrays(ctx.importDir, new Set(await findStoredNames(ctx.db.query)));
  return old.length;
}

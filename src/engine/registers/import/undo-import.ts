import { sql } from 'kysely';
import { record } from '../../audit/record.ts';
import { lockImports, unlockImports } from './merge.store.ts';
import { findBuiltOn, findImport, listImports, lockImport, takeBack } from './undo.store.ts';
import type { Origin } from '../../audit/record.ts';
import type { Database } from '../../../platform/db/database.ts';
import type { Connection } from './staged.store.ts';
import type { BuiltOn, Import } from './undo.store.ts';

export type { BuiltOn, Import };

/** What undoing an import ends in. Nothing was changed unless it is `undone`. */
export type UndoResult =
  | { kind: 'undone'; import: Import }
  | { kind: 'unknown' }
  | { kind: 'undone-before'; import: Import }
  /** Something was built on it: it stays, and this is what. */
  | { kind: 'built-on'; by: BuiltOn[] }
  /** Another import is at work. */
  | { kind: 'busy' };

/**
 * Takes an import back, as long as nothing was built on it: the register is then as it was before. `within` is done in the same
 * transaction, at its end.
 */
export async function undoImport(
  db: Database,
  importId: number,
  {
    by,
    origin,
    reason = '',
    within,
  }: { by: string; origin: Origin; reason?: string; within?: (trx: Connection) => Promise<void> },
): Promise<UndoResult> {
  return db.query.connection().execute(async (connection) => {
    if (!(await lockImports(connection))) return { kind: 'busy' };
    await sql`set statement_timeout = 0`.execute(connection);
    try {
      return await connection.transaction().execute(async (trx): Promise<UndoResult> => {
        const found = await lockImport(trx, importId);
        if (!found) return { kind: 'unknown' };
        if (found.undoneAt !== null) return { kind: 'undone-before', import: found };
        const builtOn = await findBuiltOn(trx, importId);
        if (builtOn.length > 0) return { kind: 'built-on', by: builtOn };
        await takeBack(trx, importId, by);
        await record(trx, {
          ...origin,
          action: 'import.undone',
          subject: `import:${importId}`,
          reason,
          data: { ...(origin.actor.kind === 'command' && { by }), file: found.file, sha256: found.sha256 },
        });
        await within?.(trx);
        return { kind: 'undone', import: found };
      });
    } finally {
      await sql`reset statement_timeout`.execute(connection);
      await unlockImports(connection);
    }
  });
}

/** The imports that were made, the newest first: a thousand, or a page of them before one. */
export function readImports(
  db: Database,
  { before = null, limit = 1000 }: { before?: number | null; limit?: number } = {},
): Promise<Import[]> {
  return listImports(db.query, { before, limit });
}

/** Of how many permits and contractors an undoing is looked into before it is asked for. Of more, only while it is done. */
const mostLookedInto = 100_000;

/** What undoing an import would meet. `builtOn`: what stands in its way; null when it is too large to be looked into now. */
export type UndoPreview = { import: Import; isLast: boolean; builtOn: BuiltOn[] | null };

/** Looks what undoing an import would meet. Changes nothing. Null: there is no such import. */
export async function previewUndo(db: Database, importId: number): Promise<UndoPreview | null> {
  const found = await findImport(db.query, importId);
  if (found === null) return null;
  const { import: record, isLast } = found;
  const { added, changed, addedContractors, changedContractors } = record.counts;
  if (added + changed + addedContractors + changedContractors > mostLookedInto)
    return { import: record, isLast, builtOn: null };
  const builtOn = await db.query.transaction().execute((trx) => findBuiltOn(trx, importId));
  return { import: record, isLast, builtOn };
}

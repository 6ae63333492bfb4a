import { readLast } from './audit.store.ts';
import { findDeparture, newestCheckpoint } from './keep-checkpoint.ts';
import type { Database } from '../../platform/db/database.ts';
import type { AuditKey } from './audit-key.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { AuditFinding } from './verify-audit.ts';

/** Who signs the audit, and the folder of what was signed. `openKey` gives `null` where there is no key, or none that can be read. */
export type AuditSigning = { openKey: () => Promise<AuditKey | null>; folder: string };

/**
 * How the audit stands: how many entries there are, and the checkpoint that reaches furthest. `unsigned`: nobody signs; `new`: nothing was
 * signed yet; `departed`: it no longer has what was signed.
 */
export type AuditHealth = { entries: number } & (
  | { kind: 'unsigned' }
  | { kind: 'new' }
  | { kind: 'good'; checkpoint: Checkpoint }
  | { kind: 'departed'; checkpoint: Checkpoint; finding: AuditFinding }
);

/** Tells how the audit stands. It looks at the last checkpoint only; whether every entry follows, an export that is verified tells. */
export async function readAuditHealth(db: Database, signing: AuditSigning | undefined): Promise<AuditHealth> {
  const key = (await signing?.openKey()) ?? null;
  const checkpoint =
    key === null || signing === undefined ? null : await newestCheckpoint(signing.folder, key);
  const { entries } = await readLast(db.query);
  if (key === null) return { kind: 'unsigned', entries };
  if (checkpoint === null) return { kind: 'new', entries };
  const finding = await findDeparture(db, checkpoint);
  return finding === null
    ? { kind: 'good', entries, checkpoint }
    : { kind: 'departed', entries, checkpoint, finding };
}

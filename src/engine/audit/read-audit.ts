import { findEntries } from './audit.store.ts';
import type { Database } from '../../platform/db/database.ts';
import type { AuditFilter } from './audit-filter.ts';
import type { ChainedEntry } from './chain.ts';

/** Entries of the audit, the newest first; `next` is where the following page begins, `null` at the end. */
export type AuditPage = { entries: ChainedEntry[]; next: number | null };

/** Reads a page of the entries that fit. `before`: the `next` of the page before. */
export async function readAudit(
  db: Database,
  filter: AuditFilter,
  page: { before?: number | undefined; limit: number },
): Promise<AuditPage> {
  const { before, limit } = page;
  const found = await findEntries(db.query, filter, {
    ...(before !== undefined && { before }),
    limit: limit + 1,
  });
  const entries = found.slice(0, limit);
  return { entries, next: found.length > limit ? (entries.at(-1)?.id ?? null) : null };
}

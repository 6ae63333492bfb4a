import { selectFiling } from './filings.store.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Filing } from './filing.ts';

/**
 * Who filed this application at the counter, when, and what they saw; null: its contractor submitted it. Whoever asks
 * within a transaction gives that, so that the embedded database is asked on its one connection.
 */
export function whoFiled(db: Kysely<Schema>, applicationId: number): Promise<Filing | null> {
  return selectFiling(db, applicationId);
}

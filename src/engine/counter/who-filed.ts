import { togetherOf } from '../../platform/db/together.ts';
import { selectFilings } from './filings.store.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Filing } from './filing.ts';

/**
 * Who filed this application at the counter, when, and what they saw; null: its contractor submitted it. Whoever asks
 * within a transaction gives that, so that the embedded database is asked on its one connection.
 */
export function whoFiled(db: Kysely<Schema>, applicationId: number): Promise<Filing | null> {
  return selectFilings(db, [applicationId]).then(([filing = null]) => filing);
}

/** The same, not in a transaction: those who ask at the same moment are told by one statement. */
export const whoFiledTogether = togetherOf(selectFilings, String);

import { findCase, lockCase } from './cases.store.ts';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { OfficeApplication } from './cases.store.ts';

/** The application of this id as the office sees it. */
export function readCase(db: Kysely<Schema>, id: number): Promise<OfficeApplication | null> {
  return findCase(db, id);
}

/** The same, held until the transaction ends: nobody else decides it. */
export function holdCase(trx: Transaction<Schema>, id: number): Promise<OfficeApplication | null> {
  return lockCase(trx, id);
}

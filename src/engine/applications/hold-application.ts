import { findCompletable, lockCompletable } from './completions.store.ts';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Completable } from './completions.store.ts';

/** An application with every event of it that is not between the people of the office only. */
export type HeldApplication = Completable;

/** The application of this id, for what its contractor may do with it; null: there is none, or it was erased. */
export function readApplication(db: Kysely<Schema>, id: number): Promise<HeldApplication | null> {
  return findCompletable(db, id);
}

/** The same, held until the transaction ends against whoever decides, completes, ends or erases it. */
export function holdApplication(trx: Transaction<Schema>, id: number): Promise<HeldApplication | null> {
  return lockCompletable(trx, id);
}

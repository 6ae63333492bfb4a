import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Answers } from '../define/answers.ts';

/**
 * Finds the row that answers name, in the city's database or elsewhere; `null` when there is none. Throws when the
 * register cannot be reached. `hold`: the row must stay as it is until the transaction `db` ends.
 */
export type RegisterSource = {
  find: (answers: Answers, db: Kysely<Schema>, options: { hold: boolean }) => Promise<unknown>;
};

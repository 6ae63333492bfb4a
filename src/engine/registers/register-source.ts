import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Answers } from '../define/answers.ts';

/**
 * What a register says of the answers: its row, or `null` when it has none. `learntAt`: when this was learnt, if the
 * register was not asked now but what it said earlier is remembered; `null` when it was asked now.
 */
export type RegisterAnswer = { row: unknown; learntAt: Date | null };

/**
 * Finds the row that answers name, in the city's database or elsewhere. Throws when the register cannot be reached and
 * nothing is remembered. `hold`: the row must stay as it is until the transaction `db` ends.
 */
export type RegisterSource = {
  find: (answers: Answers, db: Kysely<Schema>, options: { hold: boolean }) => Promise<RegisterAnswer>;
};

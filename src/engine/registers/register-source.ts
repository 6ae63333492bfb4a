import type { Kysely, Transaction } from 'kysely';
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
  /** The terms of its rows, when they are ours to add to; a register elsewhere keeps its own. */
  terms?: RegisterTerms;
};

/** A term of a row. `applicationId`: the renewal that added it; `null`: the register has it of its own. */
export type RegisterTerm = {
  ordinal: number;
  from: string | null;
  until: string;
  applicationId: number | null;
};

/** Reads and adds terms. What is added or taken away is so when the transaction commits. */
export type RegisterTerms = {
  /** All of them, the first one first. */
  list: (answers: Answers, db: Kysely<Schema>) => Promise<RegisterTerm[]>;
  /** Nobody else changes the row, or what hangs on it, until the transaction ends. */
  lock: (answers: Answers, trx: Transaction<Schema>) => Promise<void>;
  add: (answers: Answers, trx: Transaction<Schema>, term: AddedTerm) => Promise<void>;
  /** Takes the term of an application away. `false`: it is not the last one any more, so it stays. */
  takeBack: (answers: Answers, trx: Transaction<Schema>, applicationId: number) => Promise<boolean>;
};

/** The term that an application adds. */
export type AddedTerm = { ordinal: number; from: string; until: string; applicationId: number };

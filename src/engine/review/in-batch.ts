import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Context } from '../context.ts';

/**
 * The row of a batch for which something is done: its number stands in the audit, and `keep` writes down what the
 * transaction ended in, within it. It throws when that was written down before: then nothing is done a second time.
 */
export type InBatch<Result> = {
  number: number;
  keep: (trx: Transaction<Schema>, result: Result) => Promise<void>;
};

/** One transaction, and with it what it ended in, when it is for a row of a batch. */
export function keeping<Result>(
  ctx: Context,
  row: InBatch<Result> | undefined,
  work: (trx: Transaction<Schema>) => Promise<Result>,
): Promise<Result> {
  return ctx.db.query.transaction().execute(async (trx) => {
    const result = await work(trx);
    await row?.keep(trx, result);
    return result;
  });
}

/** The number of the batch, for the data of an entry of the audit. */
export function batchOf(row: { number: number } | undefined): { batch?: number } {
  return row === undefined ? {} : { batch: row.number };
}

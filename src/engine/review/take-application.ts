import { record, staffOrigin } from '../audit/record.ts';
import { whyNotAllowed } from './allowed.ts';
import { findCase } from './cases.store.ts';
import { batchOf, keeping } from './in-batch.ts';
import { deleteEndedLeases, deleteLease, extendLease, findLease, takeLease } from './leases.store.ts';
import type { Transaction } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import type { Schema } from '../../platform/db/schema.ts';
import type { Context } from '../context.ts';
import type { Actor } from './actor.ts';
import type { NotAllowed } from './allowed.ts';
import type { InBatch } from './in-batch.ts';

/** Another person has the application in hand, until then at least. */
export type Held = { kind: 'held'; by: string; until: Date };

/** What taking an application ends in. */
export type TakeResult = { kind: 'taken'; until: Date } | Held | { kind: 'not-found' } | NotAllowed;

/**
 * Takes an application in hand: a lease of ten minutes, which every action of its holder renews and which ends by itself.
 * Of two at once one has it, by one statement and the database's clock; the other is told who, and until when.
 */
export async function take(
  ctx: Context,
  actor: Actor,
  applicationId: number,
  row?: InBatch<Date>,
): Promise<TakeResult> {
  // Again when a lease ended between the two looks.
  for (let attempt = 0; attempt < 5; attempt++) {
    const application = await findCase(ctx.db.query, applicationId);
    if (application === null) return { kind: 'not-found' };
    const not = whyNotAllowed(actor, 'take', application);
    if (not !== null) return not;
    const until = await takeRecorded(ctx, actor, applicationId, row);
    if (until !== null) return { kind: 'taken', until };
    const lease = await findLease(ctx.db.query, applicationId);
    if (lease !== null && lease.by.id !== actor.id)
      return { kind: 'held', by: lease.by.name, until: lease.until };
  }
  throw new Error('An application is open and in nobody’s hand, but could not be taken');
}

/** Takes the lease and records it, or neither; null: somebody else has it. */
export async function takeRecorded(
  ctx: Context,
  actor: Actor,
  applicationId: number,
  row?: InBatch<Date>,
): Promise<Date | null> {
  return ctx.db.query.transaction().execute(async (trx) => {
    const until = await takeLease(trx, actor, applicationId);
    if (until === null) return null;
    await recordOf(trx, actor, 'application.taken', applicationId, row);
    await row?.keep(trx, until);
    return until;
  });
}

function recordOf(
  trx: Transaction<Schema>,
  actor: Actor,
  action: 'application.taken' | 'application.released',
  applicationId: number,
  row?: { number: number },
): Promise<void> {
  const subject = `application:${applicationId}`;
  return record(trx, { ...staffOrigin(actor), action, subject, data: batchOf(row) });
}

/** Makes the lease last longer while its holder works; null when they do not have it any more. */
export async function renewLease(ctx: Context, actor: Actor, applicationId: number): Promise<Date | null> {
  return extendLease(ctx.db.query, actor, applicationId);
}

/** Gives an application back before its lease ends; did this person have it? */
export async function release(
  ctx: Context,
  actor: Actor,
  applicationId: number,
  row?: InBatch<boolean>,
): Promise<boolean> {
  return keeping(ctx, row, async (trx) => {
    const had = await deleteLease(trx, applicationId, actor);
    if (had) await recordOf(trx, actor, 'application.released', applicationId, row);
    return had;
  });
}

/** Deletes what is left of leases that ended by themselves. */
export async function forgetEndedLeases(db: Database): Promise<void> {
  await deleteEndedLeases(db.query);
}

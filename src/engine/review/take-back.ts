import { record, staffOrigin } from '../audit/record.ts';
import { batchOf } from './in-batch.ts';
import { takeLease } from './leases.store.ts';
import { insertInternalEvent, setPreparedBy } from './preparations.store.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Actor } from './actor.ts';
import type { Preparation } from './office-event.ts';

/**
 * Takes a prepared decision back, in the transaction `trx`, which has the application locked. Who prepared it may until
 * somebody confirmed it, and has the application in hand again, unless its contractor has it.
 */
export async function takeBack(
  trx: Transaction<Schema>,
  actor: Actor,
  applicationId: number,
  { by }: Preparation,
  withContractor: boolean,
  row?: { number: number },
): Promise<{ kind: 'undone' } | { kind: 'not-yours'; by: string }> {
  if (by.id !== actor.id) return { kind: 'not-yours', by: by.name };
  await insertInternalEvent(trx, applicationId, 'taken-back', { id: actor.id, name: actor.name });
  await setPreparedBy(trx, applicationId, null);
  if (!withContractor) await takeLease(trx, actor, applicationId);
  await record(trx, {
    ...staffOrigin(actor),
    action: 'application.taken-back',
    subject: `application:${applicationId}`,
    data: batchOf(row),
  });
  return { kind: 'undone' };
}

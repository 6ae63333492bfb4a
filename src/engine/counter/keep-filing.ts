import { record, staffOrigin } from '../audit/record.ts';
import { insertFiling } from './filings.store.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { CounterProof } from '../journey/draft.ts';
import type { Actor } from '../staff/person.ts';

/**
 * Keeps with an application that it was filed at the counter, in the transaction `trx` which makes it, and records it.
 * The representative's name stays out of the audit.
 */
export async function keepFiling(
  trx: Transaction<Schema>,
  actor: Actor,
  applicationId: number,
  proof: CounterProof,
): Promise<void> {
  await insertFiling(trx, applicationId, { id: actor.id, name: actor.name }, proof);
  await record(trx, {
    ...staffOrigin(actor),
    action: 'application.filed',
    subject: `application:${applicationId}`,
    data: { paper: proof.paper, represented: proof.representative !== null },
  });
}

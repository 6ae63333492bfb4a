import { record, staffOrigin } from '../audit/record.ts';
import { twoPairsOf } from '../settings/of-service.ts';
import { batchOf } from './in-batch.ts';
import { deleteLease } from './leases.store.ts';
import { insertInternalEvent, setPreparedBy } from './preparations.store.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Decided } from '../applications/close-application.ts';
import type { AuditEntry } from '../audit/record.ts';
import type { Service } from '../define/define-service.ts';
import type { SettingsToday } from '../settings/settings.ts';
import type { Actor } from './actor.ts';

/** Does this decision need a second pair of eyes, by the settings in force? */
export function needsConfirming(settings: SettingsToday, service: Service, kind: Decided['kind']): boolean {
  const policy = twoPairsOf(settings, service);
  return policy === 'all' || (policy === 'approvals' && kind === 'approved');
}

/**
 * Writes a decision down as prepared, in the transaction `trx`, which has the application locked: nothing is decided, no
 * term is given, and its contractor sees nothing of it. It waits for somebody else to confirm it.
 */
export async function prepareDecision(
  trx: Transaction<Schema>,
  actor: Actor,
  applicationId: number,
  decided: Decided,
  row?: { number: number },
): Promise<{ kind: 'prepared' }> {
  await insertInternalEvent(trx, applicationId, 'prepared', { id: actor.id, name: actor.name }, { decided });
  await setPreparedBy(trx, applicationId, actor.id);
  await deleteLease(trx, applicationId);
  await record(trx, {
    ...staffOrigin(actor),
    action: 'application.prepared',
    subject: `application:${applicationId}`,
    ...auditOf(decided, batchOf(row)),
  });
  return { kind: 'prepared' };
}

/** A decision as the audit keeps it: nobody's words to a contractor; of a term that is not the rule's, why it was given. */
export function auditOf(
  decided: Decided,
  more: Readonly<Record<string, unknown>> = {},
): Pick<AuditEntry, 'data' | 'reason'> {
  if (decided.kind === 'refused') return { data: { kind: decided.kind, code: decided.reason.code, ...more } };
  const { kind, term, adjusted } = decided;
  if (!adjusted) return { data: { kind, term, ...more } };
  return { data: { kind, term, instead: adjusted.instead, ...more }, reason: adjusted.reason };
}

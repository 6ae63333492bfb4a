import { closeApplication } from '../applications/close-application.ts';
import { record, staffOrigin } from '../audit/record.ts';
import { askRegister, settingsOfBothDays } from './ask-register.ts';
import { findCase } from './cases.store.ts';
import { holdPreparation } from './hold-preparation.ts';
import { judgeApproval, RegisterDown } from './judge-approval.ts';
import { findNotes } from './notes.store.ts';
import { serviceOf } from './open-case.ts';
import { auditOf } from './prepare-decision.ts';
import { stillFits } from './prepared-term.ts';
import { readRevision } from './revision.ts';
import { whatCame, whatChanged } from './what-changed.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Context } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { Actor } from './actor.ts';
import type { BothDays } from './ask-register.ts';
import type { HeldPreparation, NotHeld } from './hold-preparation.ts';
import type { NotApprovable } from './judge-approval.ts';
import type { Revision } from './revision.ts';

/** What confirming ends in. */
export type ConfirmResult =
  | { kind: 'confirmed'; state: 'approved' | 'refused'; finalAt: Date }
  /** The register would give another term now than was prepared: it goes back to the office. */
  | { kind: 'outdated' }
  | NotApprovable
  | { kind: 'register-down' }
  | { kind: 'invalid-revision' }
  | NotHeld;

/**
 * Confirms a prepared decision, by a second person and as it was prepared: what the first one wrote is what its
 * contractor reads. Everything is judged again, as when one person decides, and the register's term must still be the
 * prepared one. `revision`: what was seen, as `openCase` gave it.
 */
export async function confirmDecision(
  ctx: Context,
  actor: Actor,
  wanted: { id: number; revision: string },
): Promise<ConfirmResult> {
  const seen = readRevision(wanted.revision);
  if (seen === null) return { kind: 'invalid-revision' };
  const application = await findCase(ctx.db.query, wanted.id);
  if (application === null) return { kind: 'not-found' };
  const service = serviceOf(ctx, application);
  const days = await settingsOfBothDays(ctx, application);
  // Read before the transaction: a refusal holds nothing of the register, and one that is down stops no refusal.
  const before = await askRegister(ctx, service, application, days, ctx.db.query, { hold: false });
  const work = ctx.db.query.transaction().execute(async (trx): Promise<ConfirmResult> => {
    const held = await holdPreparation(trx, actor, 'confirm', wanted.id);
    if (held.kind !== 'held') return held;
    const notes = await findNotes(trx, wanted.id);
    const came = whatCame(seen, actor, { events: held.application.events, notes });
    if (came !== null) return { kind: 'changed', changes: came };
    if (held.preparation.decided.kind === 'approved')
      return confirmApproval(ctx, trx, actor, service, held, days, seen);
    const changes = whatChanged(seen, before);
    if (changes !== null) return { kind: 'changed', changes };
    return close(ctx, trx, actor, held);
  });
  return work.catch((error: unknown) => {
    if (error instanceof RegisterDown) return { kind: 'register-down' };
    throw error;
  });
}

async function confirmApproval(
  ctx: Context,
  trx: Transaction<Schema>,
  actor: Actor,
  service: Service,
  held: HeldPreparation,
  days: BothDays,
  seen: Revision,
): Promise<ConfirmResult> {
  const { decided } = held.preparation;
  const judged = await judgeApproval(ctx, trx, service, held.application, days, seen);
  if (judged.kind !== 'approvable') return judged;
  if (decided.kind !== 'approved' || !stillFits(decided, judged)) return { kind: 'outdated' };
  await judged.give(decided.term);
  // What stands on the document is what holds when it is confirmed.
  const { document } = judged;
  const preparation = { ...held.preparation, decided: { ...decided, ...(document && { document }) } };
  return close(ctx, trx, actor, { ...held, preparation });
}

async function close(
  ctx: Context,
  trx: Transaction<Schema>,
  actor: Actor,
  { application, preparation, by, lent }: HeldPreparation,
): Promise<ConfirmResult> {
  const { decided } = preparation;
  await record(trx, {
    ...staffOrigin(actor),
    action: 'application.confirmed',
    subject: `application:${application.id}`,
    ...auditOf(decided, {
      preparedBy: preparation.by.id,
      ...(lent && { delegation: lent.delegation }),
    }),
  });
  const { finalAt } = await closeApplication(ctx, trx, application.id, decided, by);
  return { kind: 'confirmed', state: decided.kind, finalAt };
}

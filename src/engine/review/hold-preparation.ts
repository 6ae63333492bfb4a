import { whoFiled } from '../counter/who-filed.ts';
import { holdLent } from '../delegations/lent-right.ts';
import { lentAction } from '../delegations/delegation.ts';
import { may } from '../staff/roles.ts';
import { whyNotAllowed } from './allowed.ts';
import { lockCase } from './cases.store.ts';
import { preparationOf } from './office-event.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Lent } from '../delegations/delegation.ts';
import type { Actor } from './actor.ts';
import type { NotAllowed } from './allowed.ts';
import type { OfficeApplication } from './cases.store.ts';
import type { OwnFiling } from './decide.ts';
import type { Doer, Preparation } from './office-event.ts';

/** A prepared decision in the hand of somebody else than who prepared it. */
export type HeldPreparation = {
  kind: 'held';
  application: OfficeApplication;
  preparation: Preparation;
  /** Who acts, and by whose delegation, if it is not by their role. */
  by: Doer;
  lent: Lent | null;
};

/**
 * Why a preparation is not for this person. `own`: they prepared it themselves; `own-filing`: they filed the application at
 * the counter, and do not confirm what is decided of it.
 */
export type NotHeld = { kind: 'own' } | OwnFiling | { kind: 'not-found' } | NotAllowed;

/**
 * Locks an application of which a decision is prepared, for somebody who confirms it or sends it back: a second person,
 * by their role or by a delegation that holds now and until the transaction ends.
 */
export async function holdPreparation(
  trx: Transaction<Schema>,
  actor: Actor,
  action: 'confirm' | 'send-back',
  applicationId: number,
): Promise<HeldPreparation | NotHeld> {
  const application = await lockCase(trx, applicationId);
  if (application === null) return { kind: 'not-found' };
  const lent = may(actor.role, lentAction) ? null : await holdLent(trx, actor.id);
  const not = whyNotAllowed(actor, action, application, lent ? [lentAction] : []);
  if (not !== null) return not;
  const preparation = preparationOf(application.events);
  if (preparation === null) throw new Error('An application waits to be confirmed, and nothing is prepared');
  if (preparation.by.id === actor.id) return { kind: 'own' };
  if (action === 'confirm' && (await whoFiled(trx, applicationId))?.by.id === actor.id)
    return { kind: 'own-filing' };
  const by = { id: actor.id, name: actor.name, ...(lent && { delegatedBy: lent.from }) };
  return { kind: 'held', application, preparation, by, lent };
}

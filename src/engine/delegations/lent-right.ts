import { may } from '../staff/roles.ts';
import { lentAction } from './delegation.ts';
import { findLent, findLentHeld } from './delegations.store.ts';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Context } from '../context.ts';
import type { Action, Role } from '../staff/roles.ts';
import type { Lent } from './delegation.ts';

/** The delegation that lets this person confirm today, by the database's clock; null: none does. */
export function lentTo(db: Kysely<Schema>, staffId: number): Promise<Lent | null> {
  return findLent(db, staffId);
}

/** The same, held until the transaction ends: who ends it meanwhile waits for us, or is seen. */
export function holdLent(trx: Transaction<Schema>, staffId: number): Promise<Lent | null> {
  return findLentHeld(trx, staffId);
}

/**
 * May a person do this now, by their role or by a delegation? The table of the roles stays the truth: a delegation lends
 * the one action only.
 */
export async function mayNow(
  ctx: Context,
  person: { id: number; role: Role },
  action: Action,
): Promise<boolean> {
  if (may(person.role, action)) return true;
  return action === lentAction && (await lentTo(ctx.db.query, person.id)) !== null;
}

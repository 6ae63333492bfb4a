import { may } from '../staff/roles.ts';
import { borrowingRoles, delegationStateOn, lendingRoles } from './delegation.ts';
import { readBorrowers, readDelegations } from './delegations.store.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../staff/person.ts';
import type { Delegation, DelegationState } from './delegation.ts';

/** A delegation as a person of the office sees it. */
export type ListedDelegation = Delegation & {
  state: DelegationState;
  /** May this person end it now? */
  mayEnd: boolean;
};

/** The delegations that a person may see, and to whom they may give one: nobody, where they may give none. */
export type DelegationList = {
  rows: ListedDelegation[];
  /** Do they see everybody's? */
  all: boolean;
  borrowers: { id: number; name: string }[];
  /** The day in Amman. */
  today: Temporal.PlainDate;
};

/** The delegations that a person gave or has; who neither gives nor has any looks after them, and sees all. */
export async function listDelegations(ctx: Context, actor: Actor): Promise<DelegationList> {
  const { today } = await ctx.settings.now();
  const isParty = lendingRoles.includes(actor.role) || borrowingRoles.includes(actor.role);
  const rows = await readDelegations(ctx.db.query, isParty ? actor.id : null);
  return {
    rows: rows.map((row) => {
      const state = delegationStateOn(row, today.toString());
      const mine = row.from.id === actor.id || row.to.id === actor.id;
      const mayEnd = may(actor.role, 'delegation.end') && mine && (state === 'holds' || state === 'later');
      return { ...row, state, mayEnd };
    }),
    all: !isParty,
    borrowers: may(actor.role, 'delegation.give') ? await readBorrowers(ctx.db.query) : [],
    today,
  };
}

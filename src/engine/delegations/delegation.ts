import { may, roleNames } from '../staff/roles.ts';
import type { Action, Role } from '../staff/roles.ts';

/** Somebody of the office, as they are called now. */
type Party = { id: number; name: string };

/** How a delegation stands on a day: it begins later, it holds, its days are over, or somebody ended it. */
export type DelegationState = 'later' | 'holds' | 'over' | 'ended';

/** Whose right to confirm somebody else has, and on which days, both of them included. Days are `YYYY-MM-DD`. */
export type Delegation = {
  id: number;
  from: Party;
  to: Party;
  firstDay: string;
  lastDay: string;
  reason: string;
  givenAt: Date;
  /** Who ended it before its last day, and when. */
  ended: { by: Party; at: Date } | null;
};

/** The action that a delegation lends. Nothing else of a role goes with it. */
export const lentAction = 'decision.confirm' satisfies Action;

/** Who may lend it: whoever has it by their role. What was lent is not lent on. */
export const lendingRoles: readonly Role[] = roleNames.filter((role) => may(role, lentAction));

/** Who may have it lent: whoever prepares decisions and cannot confirm any by their role. */
export const borrowingRoles: readonly Role[] = roleNames.filter(
  (role) => may(role, 'application.decide') && !may(role, lentAction),
);

/** How a delegation stands on a day. */
export function delegationStateOn({ firstDay, lastDay, ended }: Delegation, day: string): DelegationState {
  if (ended !== null) return 'ended';
  if (lastDay < day) return 'over';
  return firstDay > day ? 'later' : 'holds';
}

/** The right to confirm that somebody has for now: by which delegation, and whose it is. */
export type Lent = { delegation: number; from: { id: number; name: string } };

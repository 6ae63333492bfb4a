import { may } from '../staff/roles.ts';
import { officeStateOf } from './office-event.ts';
import type { Role, Action as Right } from '../staff/roles.ts';
import type { Actor } from './actor.ts';
import type { OfficeEvent, OfficeState } from './office-event.ts';

/** What the office may do with an application. */
export type Action =
  'take' | 'approve' | 'refuse' | 'undo' | 'note' | 'bring-forward' | 'confirm' | 'send-back';

const byState: Record<OfficeState, readonly Action[]> = {
  'waiting-for-register': ['note'],
  'under-review': ['take', 'approve', 'refuse', 'note', 'bring-forward'],
  'not-renewable': ['note'],
  approved: ['undo', 'note'],
  refused: ['undo', 'note'],
  'to-confirm': ['confirm', 'send-back', 'undo', 'note'],
};

/** What the table of the roles calls each of them. */
const rightFor: Record<Action, Right> = {
  take: 'application.take',
  approve: 'application.decide',
  refuse: 'application.decide',
  undo: 'decision.undo',
  note: 'application.note',
  'bring-forward': 'application.take',
  confirm: 'decision.confirm',
  'send-back': 'decision.confirm',
};

/**
 * Why something may not be done. `state`: where the application stands does not allow it, and who brought it there,
 * when; nobody of the office did when `by` is null.
 */
export type NotAllowed =
  | { kind: 'not-allowed'; why: 'role' }
  | { kind: 'not-allowed'; why: 'state'; state: OfficeState; by: string | null; at: Date | null };

/**
 * What this person may do with an application where it stands: the same table shows a button and obeys it. `lent`: what
 * somebody else's delegation lends them beside the rights of their role.
 */
export function allowedActions(role: Role, state: OfficeState, lent: readonly Right[] = []): Action[] {
  return byState[state].filter((action) => has(role, lent, rightFor[action]));
}

function has(role: Role, lent: readonly Right[], right: Right): boolean {
  return may(role, right) || lent.includes(right);
}

/** Why this person may not do this with an application of these events; null when they may. */
export function whyNotAllowed(
  actor: Actor,
  action: Action,
  events: readonly OfficeEvent[],
  lent: readonly Right[] = [],
): NotAllowed | null {
  if (!has(actor.role, lent, rightFor[action])) return { kind: 'not-allowed', why: 'role' };
  const state = officeStateOf(events);
  if (byState[state].includes(action)) return null;
  const last = events.at(-1);
  return { kind: 'not-allowed', why: 'state', state, by: last?.by?.name ?? null, at: last?.at ?? null };
}

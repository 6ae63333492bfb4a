import { stateOf } from '../applications/application.ts';
import { may } from '../staff/roles.ts';
import type { State } from '../applications/application.ts';
import type { Role, Action as Right } from '../staff/roles.ts';
import type { Actor } from './actor.ts';
import type { OfficeEvent } from './office-event.ts';

/** What the office may do with an application. */
export type Action = 'take' | 'approve' | 'refuse' | 'undo' | 'note' | 'bring-forward';

const byState: Record<State, readonly Action[]> = {
  'waiting-for-register': ['note'],
  'under-review': ['take', 'approve', 'refuse', 'note', 'bring-forward'],
  'not-renewable': ['note'],
  approved: ['undo', 'note'],
  refused: ['undo', 'note'],
};

/** What the table of the roles calls each of them. */
const rightFor: Record<Action, Right> = {
  take: 'application.take',
  approve: 'application.decide',
  refuse: 'application.decide',
  undo: 'decision.undo',
  note: 'application.note',
  'bring-forward': 'application.take',
};

/**
 * Why something may not be done. `state`: where the application stands does not allow it, and who brought it there,
 * when; nobody of the office did when `by` is null.
 */
export type NotAllowed =
  | { kind: 'not-allowed'; why: 'role' }
  | { kind: 'not-allowed'; why: 'state'; state: State; by: string | null; at: Date | null };

/** What this person may do with an application where it stands: the same table shows a button and obeys it. */
export function allowedActions(role: Role, state: State): Action[] {
  return byState[state].filter((action) => may(role, rightFor[action]));
}

/** Why this person may not do this with an application of these events; null when they may. */
export function whyNotAllowed(
  actor: Actor,
  action: Action,
  events: readonly OfficeEvent[],
): NotAllowed | null {
  if (!may(actor.role, rightFor[action])) return { kind: 'not-allowed', why: 'role' };
  const state = stateOf(events);
  if (byState[state].includes(action)) return null;
  const last = events.at(-1);
  return { kind: 'not-allowed', why: 'state', state, by: last?.by?.name ?? null, at: last?.at ?? null };
}

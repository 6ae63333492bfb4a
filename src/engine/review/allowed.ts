import { returnOf, stateOf } from '../applications/application.ts';
import { may } from '../staff/roles.ts';
import type { State } from '../applications/application.ts';
import type { Role, Action as Right } from '../staff/roles.ts';
import type { Actor } from './actor.ts';
import type { OfficeEvent } from './office-event.ts';

/** What the office may do with an application. */
export type Action =
  'take' | 'approve' | 'refuse' | 'undo' | 'note' | 'bring-forward' | 'return' | 'resume' | 'adjust-term';

const byState: Record<State, readonly Action[]> = {
  'waiting-for-register': ['note'],
  'under-review': ['take', 'approve', 'refuse', 'note', 'bring-forward', 'return', 'adjust-term'],
  // With its contractor: not approved before it is completed, or the return is taken back.
  returned: ['undo', 'refuse', 'resume', 'note'],
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
  return: 'application.decide',
  resume: 'application.decide',
  'adjust-term': 'term.adjust',
};

/** As long as a return can be undone, nothing else ends it: its contractor has not read it yet. */
const whenFinal: readonly Action[] = ['refuse', 'resume'];

/**
 * Why something may not be done. `state`: where the application stands does not allow it, and who brought it there,
 * when; nobody of the office did when `by` is null.
 */
export type NotAllowed =
  | { kind: 'not-allowed'; why: 'role' }
  | { kind: 'not-allowed'; why: 'state'; state: State; by: string | null; at: Date | null };

/**
 * What this person may do with an application of these events at a moment: the same table shows a button and obeys it.
 */
export function allowedActions(role: Role, events: readonly OfficeEvent[], now: Date): Action[] {
  return possible(events, now).filter((action) => may(role, rightFor[action]));
}

function possible(events: readonly OfficeEvent[], now: Date): readonly Action[] {
  const returned = returnOf(events);
  const isFresh = returned !== null && now < returned.finalAt;
  return byState[stateOf(events)].filter((action) => !isFresh || !whenFinal.includes(action));
}

/** Why this person may not do this with an application of these events at a moment; null when they may. */
export function whyNotAllowed(
  actor: Actor,
  action: Action,
  { events, now }: { events: readonly OfficeEvent[]; now: Date },
): NotAllowed | null {
  if (!may(actor.role, rightFor[action])) return { kind: 'not-allowed', why: 'role' };
  if (possible(events, now).includes(action)) return null;
  const last = events.at(-1);
  return {
    kind: 'not-allowed',
    why: 'state',
    state: stateOf(events),
    by: last?.by?.name ?? null,
    at: last?.at ?? null,
  };
}

import { returnOf } from '../applications/application.ts';
import { may } from '../staff/roles.ts';
import { officeStateOf, withoutInternal } from './office-event.ts';
import type { Role, Action as Right } from '../staff/roles.ts';
import type { Actor } from './actor.ts';
import type { OfficeEvent, OfficeState } from './office-event.ts';

/** What the office may do with an application. */
export type Action =
  | 'take'
  | 'approve'
  | 'refuse'
  | 'undo'
  | 'note'
  | 'bring-forward'
  | 'return'
  | 'resume'
  | 'adjust-term'
  | 'confirm'
  | 'send-back';

const byState: Record<OfficeState, readonly Action[]> = {
  'waiting-for-register': ['note'],
  'under-review': ['take', 'approve', 'refuse', 'note', 'bring-forward', 'return', 'adjust-term'],
  // With its contractor: not approved before it is completed, or the return is taken back.
  returned: ['undo', 'refuse', 'resume', 'note'],
  'not-renewable': ['note'],
  approved: ['undo', 'note'],
  refused: ['undo', 'note'],
  lapsed: ['note'],
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
  return: 'application.decide',
  resume: 'application.decide',
  'adjust-term': 'term.adjust',
  confirm: 'decision.confirm',
  'send-back': 'decision.confirm',
};

/** As long as a return can be undone, nothing else ends it: its contractor has not read it yet. */
const whenFinal: readonly Action[] = ['refuse', 'resume'];

/**
 * Why something may not be done. `state`: where the application stands does not allow it, and who brought it there,
 * when; nobody of the office did when `by` is null.
 */
export type NotAllowed =
  | { kind: 'not-allowed'; why: 'role' }
  | { kind: 'not-allowed'; why: 'state'; state: OfficeState; by: string | null; at: Date | null };

/**
 * What this person may do with an application of these events at a moment: the same table shows a button and obeys it.
 * `lent`: what somebody else's delegation lends them beside the rights of their role.
 */
export function allowedActions(
  role: Role,
  events: readonly OfficeEvent[],
  now: Date,
  lent: readonly Right[] = [],
): Action[] {
  return possible(events, now).filter((action) => has(role, lent, rightFor[action]));
}

function has(role: Role, lent: readonly Right[], right: Right): boolean {
  return may(role, right) || lent.includes(right);
}

function possible(events: readonly OfficeEvent[], now: Date): readonly Action[] {
  const returned = returnOf(withoutInternal(events));
  const isFresh = returned !== null && now < returned.finalAt;
  return byState[officeStateOf(events)].filter((action) => !isFresh || !whenFinal.includes(action));
}

/** Why this person may not do this with an application of these events at a moment; null when they may. */
export function whyNotAllowed(
  actor: Actor,
  action: Action,
  { events, now }: { events: readonly OfficeEvent[]; now: Date },
  lent: readonly Right[] = [],
): NotAllowed | null {
  if (!has(actor.role, lent, rightFor[action])) return { kind: 'not-allowed', why: 'role' };
  if (possible(events, now).includes(action)) return null;
  const last = events.at(-1);
  return {
    kind: 'not-allowed',
    why: 'state',
    state: officeStateOf(events),
    by: last?.by?.name ?? null,
    at: last?.at ?? null,
  };
}

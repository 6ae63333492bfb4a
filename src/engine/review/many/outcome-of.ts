import type { DecideResult } from '../decide.ts';
import type { NotAllowed } from '../allowed.ts';
import type { TakeResult } from '../take-application.ts';
import type { UndoResult } from '../undo-decision.ts';
import type { NotDone, Outcome, Undone } from './batch.ts';

/** What deciding ended in, as a row of a batch keeps it. A further result of deciding needs a line here, and its words. */
export function outcomeOf(result: DecideResult): Outcome {
  switch (result.kind) {
    case 'decided': {
      const finalAt = result.finalAt.toISOString();
      if (result.state === 'refused') return { kind: 'refused', finalAt };
      return { kind: 'approved', until: result.term?.until ?? null, finalAt };
    }
    case 'changed': {
      const { events, notes, register, until } = result.changes;
      return {
        kind: 'changed',
        register,
        events: events.length,
        notes: notes.length,
        until: until?.now ?? null,
      };
    }
    case 'refused-by-rule':
      return { kind: 'rule', outcome: result.outcome };
    case 'invalid':
      return { kind: 'no-such-reason' };
    case 'invalid-term':
    // Many at once are given no other last day.
    case 'invalid-revision':
      // It was not looked at in the dry run, so it was not chosen either; and nothing is decided unseen.
      return { kind: 'changed', register: true, events: 0, notes: 0, until: null };
    case 'held':
      return { kind: 'held', by: result.by, until: result.until.toISOString() };
    case 'not-allowed':
      return notAllowedOf(result);
    case 'prepared':
    case 'own-filing':
    case 'register-down':
    case 'not-found':
      return { kind: result.kind };
  }
}

/** The same of taking. */
export function outcomeOfTaking(result: TakeResult): Outcome {
  switch (result.kind) {
    case 'taken':
      return { kind: 'taken', until: result.until.toISOString() };
    case 'held':
      return { kind: 'held', by: result.by, until: result.until.toISOString() };
    case 'not-allowed':
      return notAllowedOf(result);
    case 'not-found':
      return { kind: 'not-found' };
  }
}

/** Why somebody may not, as it is kept. */
export function notAllowedOf(not: NotAllowed): NotDone {
  if (not.why === 'role') return { kind: 'role' };
  return { kind: 'state', state: not.state, by: not.by, at: not.at?.toISOString() ?? null };
}

/** What undoing ended in, as it is kept. */
export function undoneOf(result: UndoResult): Undone {
  switch (result.kind) {
    case 'undone':
    case 'too-late':
    case 'taken-meanwhile':
      return result.kind;
    case 'not-yours':
    case 'not-found':
    case 'not-allowed':
      return 'decided-anew';
  }
}

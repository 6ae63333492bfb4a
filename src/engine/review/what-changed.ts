import { seenOf } from './ask-register.ts';
import { notesOfOthers } from './open-case.ts';
import type { Actor } from './actor.ts';
import type { Judgement } from './ask-register.ts';
import type { InternalNote } from './internal-note.ts';
import type { OfficeEvent } from './office-event.ts';
import type { Revision } from './revision.ts';

/** What changed since a case was opened. Events and notes are those that came since. */
export type Changes = {
  events: OfficeEvent[];
  notes: InternalNote[];
  /** The register says something else now: see the case. */
  register: boolean;
  /** The last day of the term that an approval adds was another one. */
  until: { before: string; now: string } | null;
};

/** What came to an application since it was seen; null: nothing. What one wrote oneself is no news. */
export function whatCame(
  seen: Revision,
  actor: Actor,
  now: { events: readonly OfficeEvent[]; notes: readonly InternalNote[] },
): Changes | null {
  const events = now.events.slice(seen.events);
  const notes = notesOfOthers(now.notes, actor).slice(seen.notes);
  return events.length === 0 && notes.length === 0 ? null : { events, notes, register: false, until: null };
}

/** What of the register is not as it was seen; null: nothing. A register that is down now says nothing new. */
export function whatChanged(seen: Revision, register: Judgement): Changes | null {
  const now = seenOf(register);
  if (register.kind === 'down' || (now.register === seen.register && now.until === seen.until)) return null;
  const until = now.until === seen.until ? null : { before: seen.until, now: now.until };
  return { events: [], notes: [], register: now.register !== seen.register, until };
}

import { decisionOf, readEvent, stateOf } from '../applications/application.ts';
import type { ApplicationEvent, State, StoredEvent } from '../applications/application.ts';
import type { Decided } from '../applications/close-application.ts';

/** Who of the office did something, as they were called then. */
export type Staff = { id: number; name: string };

/** The same, and by whose delegation, when it was not by a right of their own. */
export type Doer = Staff & { delegatedBy?: Staff };

/**
 * What happens between the people of the office before there is a decision. A type of its own, as notes have one: an
 * application as its contractor sees it has no room for it.
 */
export type InternalEvent =
  /** Somebody prepared a decision, which somebody else is to confirm. */
  | { kind: 'prepared'; at: Date; decided: Decided }
  /** Somebody who could have confirmed it gave it back, with words to the office. */
  | { kind: 'sent-back'; at: Date; words: string }
  /** Who had prepared it took it back. */
  | { kind: 'taken-back'; at: Date };

/** An event as the office sees it: all of them, at once, and by whom. `by`: null when it was not the office. */
export type OfficeEvent = (ApplicationEvent | InternalEvent) & { id: number; by: Doer | null };

/** Where an application stands in the office. To its contractor, one that waits to be confirmed is under review. */
export type OfficeState = State | 'to-confirm';

/** A decision that was prepared and stands, and by whom. */
export type Preparation = Extract<InternalEvent, { kind: 'prepared' }> & { id: number; by: Doer };

/** Is this between the people of the office only? */
function isInternal<Event extends { kind: string }>(
  event: Event,
): event is Extract<Event, { kind: InternalEvent['kind'] }> {
  return event.kind === 'prepared' || event.kind === 'sent-back' || event.kind === 'taken-back';
}

/** The events without those that are between the people of the office only. */
export function withoutInternal<Event extends { kind: string }>(
  events: readonly Event[],
): Exclude<Event, { kind: InternalEvent['kind'] }>[] {
  return events.filter(
    (event): event is Exclude<Event, { kind: InternalEvent['kind'] }> => !isInternal(event),
  );
}

/** Where an application of these events stands in the office. */
export function officeStateOf(events: readonly (ApplicationEvent | InternalEvent)[]): OfficeState {
  return preparedOf(events) === null ? stateOf(withoutInternal(events)) : 'to-confirm';
}

/**
 * The decision that was prepared and waits to be confirmed: neither sent back, nor taken back, nor confirmed. One whose
 * confirmation was undone waits again. A refusal that was prepared while its contractor had the application is void when
 * they complete it: it was prepared without what they gave. So is whatever was prepared before an objection was upheld.
 */
export function preparationOf(events: readonly OfficeEvent[]): Preparation | null {
  const prepared = preparedOf(events);
  if (prepared === null || prepared.by === null) return null;
  return { ...prepared, by: prepared.by };
}

function preparedOf<Event extends ApplicationEvent | InternalEvent>(
  events: readonly Event[],
): Extract<Event, { kind: 'prepared' }> | null {
  const last = events.findLast(
    (event) => isInternal(event) || event.kind === 'completed' || event.kind === 'reopened',
  );
  if (last === undefined || last.kind !== 'prepared') return null;
  return decisionOf(withoutInternal(events)) === null ? (last as Extract<Event, { kind: 'prepared' }>) : null;
}

/** An event as it is stored, as the office reads it. */
export type StoredOfficeEvent = Omit<StoredEvent, 'kind' | 'data'> & {
  kind: OfficeEvent['kind'];
  data: StoredEvent['data'] & { decided?: Decided; delegatedBy?: Staff };
};

/** Reads an event that was stored. */
export function readOfficeEvent({ kind, at, data }: StoredOfficeEvent): ApplicationEvent | InternalEvent {
  if (kind === 'prepared')
    return { kind, at: new Date(at), decided: data.decided ?? { kind: 'approved', term: null } };
  if (kind === 'sent-back') return { kind, at: new Date(at), words: data.words ?? '' };
  if (kind === 'taken-back') return { kind, at: new Date(at) };
  return readEvent({ kind, at, data });
}

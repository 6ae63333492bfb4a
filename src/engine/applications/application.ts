import type { Lang } from '../../platform/i18n/lang.ts';
import type { NotPossible } from '../journey/draft.ts';
import type { Frozen } from '../documents/document.ts';
import type { Shown } from './freeze.ts';

/** A term as an event keeps it; days are `YYYY-MM-DD`. */
export type TermGiven = { ordinal: number; from: string; until: string };

/** That a supervisor gave a term another last day than the rule's, and why. No contractor reads it. */
export type Adjusted = { instead: string; reason: string };

/** Why an application was refused, in the words that the city's list had then. */
export type ReasonGiven = { code: string; ar: string; en: string };

/** What happened to an application. It only ever grows, and says where the application stands. */
export type ApplicationEvent =
  /** `unchecked`: the register was down, and is asked as soon as it answers. `assisted`: filed at the counter. */
  | { kind: 'submitted'; at: Date; unchecked: boolean; assisted?: true }
  /** The register answered: it can be renewed, or whatever was asked for. */
  | { kind: 'checked'; at: Date }
  /** The register answered, and there can be no application: this one has ended. */
  | { kind: 'not-renewable'; at: Date; outcome: NotPossible }
  /** The office approved. `finalAt`: until then it may be undone, and its contractor does not see it. */
  | { kind: 'approved'; at: Date; finalAt: Date; term: TermGiven | null; adjusted?: Adjusted }
  /** The office refused, with a reason of its list and a clerk's own words. */
  | { kind: 'refused'; at: Date; finalAt: Date; reason: ReasonGiven; words: string }
  /** The decision before was taken back. */
  | { kind: 'undone'; at: Date }
  /** The office asks its contractor to complete these answers, in a clerk's own words, until the end of a day. */
  | { kind: 'returned'; at: Date; finalAt: Date; fields: string[]; words: string; completeBy: string }
  /** The contractor completed what was asked for. What did not change is not among `changed`. */
  | { kind: 'completed'; at: Date; changed: Readonly<Record<string, Change>> }
  /** The office took a return back: it goes on with what it has. */
  | { kind: 'resumed'; at: Date }
  /** Nobody completed what was returned until the end of a day: it has ended, and may be asked for anew. */
  | { kind: 'lapsed'; at: Date; lastDay: string }
  /** An objection to the refusal before was upheld: it is decided anew. */
  | { kind: 'reopened'; at: Date };

/** An answer as it was and as it is: what was read, and the words in which it was read back. */
export type Change = Readonly<Record<'before' | 'after', { value: string; words: string }>>;

/** What the office decides. */
export type Decision = Extract<ApplicationEvent, { kind: 'approved' | 'refused' }>;

/** What the office asks of a contractor. */
export type Returned = Extract<ApplicationEvent, { kind: 'returned' }>;

/** Where an application stands. */
export type State =
  'waiting-for-register' | 'under-review' | 'returned' | 'not-renewable' | 'approved' | 'refused' | 'lapsed';

/** An application as it was submitted, and what happened to it since, as far as its contractor sees it. */
export type Application = {
  id: number;
  reference: string;
  service: string;
  lang: Lang;
  shown: Shown;
  phone: string;
  submittedAt: Date;
  promisedOn: string;
  events: ApplicationEvent[];
};

/** Events without what was taken back: each `undone` goes, and the decision before it. */
export function standing<Event extends ApplicationEvent>(events: readonly Event[]): Event[] {
  const stands: Event[] = [];
  for (const event of events)
    if (event.kind === 'undone') stands.pop();
    else stands.push(event);
  return stands;
}

/** Where an application stands: it follows from the last event that stands. */
export function stateOf(events: readonly ApplicationEvent[]): State {
  const last = standing(events).at(-1);
  switch (last?.kind) {
    case 'not-renewable':
    case 'returned':
    case 'approved':
    case 'refused':
    case 'lapsed':
      return last.kind;
    case 'submitted':
      return last.unchecked ? 'waiting-for-register' : 'under-review';
    case 'checked':
    case 'completed':
    case 'resumed':
    case 'reopened':
    case 'undone':
    case undefined:
      return 'under-review';
  }
}

/** Has an application of this state ended? A refusal may still be objected to. */
export function hasEnded(state: State): boolean {
  return state === 'not-renewable' || state === 'approved' || state === 'refused' || state === 'lapsed';
}

/** Why an application ended before the office had it, if it did. */
export function whyEnded(events: readonly ApplicationEvent[]): NotPossible | null {
  const last = standing(events).at(-1);
  return last?.kind === 'not-renewable' ? last.outcome : null;
}

/** The decision of the office that stands, if there is one. */
export function decisionOf(events: readonly ApplicationEvent[]): Decision | null {
  const last = standing(events).at(-1);
  return last?.kind === 'approved' || last?.kind === 'refused' ? last : null;
}

/** What the office asks to be completed, if its contractor has the application now. */
export function returnOf<Event extends ApplicationEvent>(
  events: readonly Event[],
): Extract<Event, { kind: 'returned' }> | null {
  const last = standing(events).at(-1);
  return last?.kind === 'returned' ? (last as Extract<Event, { kind: 'returned' }>) : null;
}

/** An event as it is stored; times are texts, since they come inside of JSON. */
export type StoredEvent = {
  kind: ApplicationEvent['kind'];
  at: string;
  data: {
    unchecked?: true;
    assisted?: true;
    outcome?: NotPossible;
    finalAt?: string;
    term?: TermGiven;
    reason?: ReasonGiven;
    words?: string;
    adjusted?: Adjusted;
    fields?: string[];
    completeBy?: string;
    changed?: Record<string, Change>;
    /** Of `completed`, `resumed` and `lapsed`: the return that ended so, by the number of its event. */
    returned?: number;
    /** Of `lapsed`: the day until the end of which it could have been completed. */
    lastDay?: string;
    /** Of an approval that issues a document: what will stand on it. */
    document?: Frozen;
  };
};

/** Reads an event that was stored. */
export function readEvent({ kind, at: moment, data }: StoredEvent): ApplicationEvent {
  const at = new Date(moment);
  const finalAt = new Date(data.finalAt ?? moment);
  switch (kind) {
    case 'submitted':
      return {
        kind,
        at,
        unchecked: data.unchecked === true,
        ...(data.assisted === true && { assisted: true }),
      };
    case 'checked':
    case 'undone':
    case 'resumed':
    case 'reopened':
      return { kind, at };
    case 'lapsed':
      return { kind, at, lastDay: data.lastDay ?? '' };
    case 'not-renewable':
      return { kind, at, outcome: data.outcome ?? { kind: 'miss' } };
    case 'approved':
      return {
        kind,
        at,
        finalAt,
        term: data.term ?? null,
        ...(data.adjusted && { adjusted: data.adjusted }),
      };
    case 'refused': {
      const reason = data.reason ?? { code: '', ar: '', en: '' };
      return { kind, at, finalAt, reason, words: data.words ?? '' };
    }
    case 'returned': {
      const { fields = [], words = '', completeBy = '' } = data;
      return { kind, at, finalAt, fields, words, completeBy };
    }
    case 'completed':
      return { kind, at, changed: data.changed ?? {} };
  }
}

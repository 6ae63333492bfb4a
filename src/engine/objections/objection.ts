import { standing } from '../applications/application.ts';
import type { ApplicationEvent, ReasonGiven } from '../applications/application.ts';

/** How long the words of an objection, and of its answer, may be, in characters. */
export const mostObjectionCharacters = 2000;

/** What an objection ends in: the application is decided anew, or the refusal stays. */
export type Answer = 'upheld' | 'rejected';

/** The answer to an objection, and who of the office gave it. */
export type Answered = { answer: Answer; words: string; by: { id: number; name: string }; at: Date };

/** That a contractor does not accept a refusal: one for each, answered once, never by who refused. */
export type Objection = {
  id: number;
  applicationId: number;
  /** The refusal, by the number of its event. */
  refusalId: number;
  words: string;
  at: Date;
  /** By when an answer is promised, `YYYY-MM-DD`. */
  answerBy: string;
  answered: Answered | null;
};

/** A refusal that may be objected to. */
export type Refusal = { id: number; at: Date; reason: ReasonGiven; words: string };

/** The refusal that stands and that its contractor has been told of, or may have been; null: none does. */
export function refusalThatStands(
  events: readonly (ApplicationEvent & { id: number })[],
  now: Date,
): Refusal | null {
  const last = standing(events).at(-1);
  if (last?.kind !== 'refused' || last.finalAt > now) return null;
  const { id, at, reason, words } = last;
  return { id, at, reason, words };
}

import type { Answers } from './answers.ts';
import type { FoundRow } from './register.ts';

/**
 * A made-up application of the demo's past, decided long ago, so that figures and charts have something to show. Minutes are of the
 * day in Amman.
 */
export type DemoApplication = {
  answers: Answers;
  found: FoundRow;
  /** E.164, nobody's. */
  phone: string;
  submittedOn: Temporal.PlainDate;
  submittedMinute: number;
  /** Working days after it was submitted. */
  decidedAfter: number;
  decidedMinute: number;
  /** The code of a refusal; null: it was approved. */
  refusedFor: string | null;
  /** What its contractor answered when the decision was there; null: nothing. */
  satisfaction: { answer: number; comment: string } | null;
};

/** A made-up application that waits in the demo's office; the engine finds a permit for each. Minutes are of the day in Amman. */
export type DemoWaiting = {
  /** All answers but those that name the permit. */
  answers: Answers;
  workingDaysAgo: number;
  minute: number;
  /** What the office did with it since. `days`: until the day on which it comes back. */
  since:
    | { kind: 'nothing' | 'taken' | 'prepared' }
    | { kind: 'returned'; words: string }
    | { kind: 'set-aside'; words: string; days: number };
};

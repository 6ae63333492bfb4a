import type { OfficeState } from '../office-event.ts';
import type { NotPossible } from '../../journey/draft.ts';

/** What can be done with many applications at once. */
export const batchActions = ['approve', 'refuse', 'take', 'release'] as const;
export type BatchAction = (typeof batchActions)[number];

/** How many applications a batch has at most. */
export const mostAtOnce = 100;

/** Why something was not done with an application, or will not be. Moments are ISO texts: it is kept as JSON. */
export type NotDone =
  | { kind: 'held'; by: string; until: string }
  /** Where it stands does not allow it, and who brought it there. */
  | { kind: 'state'; state: OfficeState; by: string | null; at: string | null }
  | { kind: 'rule'; outcome: NotPossible }
  | { kind: 'register-down' }
  /** Something came since the dry run: it is to be looked at. */
  | { kind: 'changed'; register: boolean; events: number; notes: number; until: string | null }
  /** To be given back, and in somebody else's hand or in nobody's. */
  | { kind: 'not-in-hand' }
  /** Its service has no such reason of a refusal. */
  | { kind: 'no-such-reason' }
  /** Two people are to decide, and this one filed it at the counter. */
  | { kind: 'own-filing' }
  | { kind: 'role' }
  | { kind: 'not-found' };

/** Why an application should be looked at before it is decided with many others. */
export type Look = 'phone-differs' | 'noted' | 'rule-today';

/**
 * What the dry run says of an application: `until` is the last day of the term that an approval adds; `byTwo`: it is only
 * prepared, and somebody else is to confirm it.
 */
export type Forecast =
  | { kind: 'can'; until: string | null; byTwo?: true }
  | { kind: 'look'; why: Look[]; until: string | null; byTwo?: true }
  | { kind: 'cannot'; why: NotDone };

/** What was done with an application. */
export type Done =
  | { kind: 'approved'; until: string | null; finalAt: string }
  | { kind: 'refused'; finalAt: string }
  /** Two people decide: it waits for another one to confirm it. */
  | { kind: 'prepared' }
  | { kind: 'taken'; until: string }
  | { kind: 'released' };

/** What became of an application in a batch. */
export type Outcome = Done | NotDone;

/** What undoing a decision of a batch ended in. */
export type Undone = 'undone' | 'too-late' | 'taken-meanwhile' | 'decided-anew';

/** One application of a batch. `forecast` is null until it was looked at, `outcome` until it was its turn. */
export type BatchRow = {
  id: number;
  reference: string;
  name: string | null;
  label: string | null;
  revision: string;
  forecast: Forecast | null;
  chosen: boolean;
  outcome: Outcome | null;
  undone: Undone | null;
  /** What this person prepared of it waits to be confirmed now. */
  waits: boolean;
};

/** What a person of the office wants done with many applications. Without `confirmedAt` it is a dry run. */
export type Batch = {
  id: number;
  action: BatchAction;
  reason: string;
  words: string;
  madeAt: Date;
  confirmedAt: Date | null;
  rows: BatchRow[];
};

/** Was it done? */
export function isDone(outcome: Outcome): outcome is Done {
  return ['approved', 'refused', 'prepared', 'taken', 'released'].includes(outcome.kind);
}

/** The rows of a confirmed batch whose turn is still to come. */
export function rowsLeft(batch: Batch): BatchRow[] {
  if (batch.confirmedAt === null) return [];
  return batch.rows.filter((row) => row.chosen && row.outcome === null);
}

/** The decisions of a batch that may still be undone at this moment; what was prepared may be until it is confirmed. */
export function rowsToUndo(batch: Batch, now: Date): BatchRow[] {
  return batch.rows.filter(
    ({ outcome, undone, waits }) =>
      undone === null &&
      ((outcome?.kind === 'prepared' && waits) ||
        ((outcome?.kind === 'approved' || outcome?.kind === 'refused') && now < new Date(outcome.finalAt))),
  );
}

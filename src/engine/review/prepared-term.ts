import type { TermGiven } from '../applications/application.ts';
import type { Decided } from '../applications/close-application.ts';
import type { LastDays } from './adjust-term.ts';

/**
 * Does a prepared decision still fit what the register gives now? The rule must give the term that it gave then; another
 * last day that a supervisor gave must still be one that may be given.
 */
export function stillFits(
  decided: Decided,
  now: { term: TermGiven | null; lastDays: LastDays | null },
): boolean {
  if (decided.kind === 'refused') return true;
  const { term, adjusted } = decided;
  if (!adjusted || term === null) return sameTerm(term, now.term);
  const { lastDays } = now;
  return (
    sameTerm({ ...term, until: adjusted.instead }, now.term) &&
    lastDays !== null &&
    lastDays.first <= term.until &&
    term.until <= lastDays.last
  );
}

function sameTerm(prepared: TermGiven | null, now: TermGiven | null): boolean {
  return prepared?.ordinal === now?.ordinal && prepared?.from === now?.from && prepared?.until === now?.until;
}

import { cleanText, foldNumberText } from '../../platform/i18n/fold.ts';
import type { Adjusted, TermGiven } from '../applications/application.ts';
import type { Service } from '../define/define-service.ts';
import type { SettingsToday } from '../settings/settings.ts';

/** How long the reason for another last day may be, in characters. */
const mostTermReasonCharacters = 500;

/** The first and the last day that may be the last one of a term. */
export type LastDays = { first: string; last: string };

/** Another last day as it was typed, `2026-12-31`, and why. */
export type TypedTerm = { until: string; reason: string };

/** What of another last day cannot be. */
export type InvalidTerm = {
  kind: 'invalid-term';
  until: 'not-a-day' | 'too-early' | 'too-late' | 'no-term' | null;
  reason: 'needed' | 'too-long' | null;
};

/**
 * Between which days the last day of a term may be put: neither before today nor before the term begins, and no later than
 * the city's longest term. Null: nothing is added, or the service knows no longest term.
 */
export function lastDaysOf(
  term: TermGiven | null,
  { today, of }: SettingsToday,
  service: Service,
): LastDays | null {
  const longest = of(service)['longest-term']?.value;
  if (term === null || typeof longest !== 'number') return null;
  const from = Temporal.PlainDate.from(term.from);
  const first = Temporal.PlainDate.compare(from, today) > 0 ? from : today;
  // Counted as those of a renewal: from the last day of the term before.
  return { first: first.toString(), last: from.subtract({ days: 1 }).add({ days: longest }).toString() };
}

/** Gives a term the last day that was typed, if it may have it. The day that it has anyway is no adjustment. */
export function adjustTerm(
  term: TermGiven | null,
  typed: TypedTerm,
  allowed: LastDays | null,
): { kind: 'adjusted'; term: TermGiven; adjusted?: Adjusted } | InvalidTerm {
  const reason = cleanText(typed.reason, { lines: true });
  const text = foldNumberText(typed.until);
  const wrong = {
    until: whyNotUntil(text, allowed),
    reason:
      reason === ''
        ? ('needed' as const)
        : reason.length > mostTermReasonCharacters
          ? ('too-long' as const)
          : null,
  };
  if (term === null || wrong.until !== null || wrong.reason !== null)
    return { kind: 'invalid-term', ...wrong };
  if (text === term.until) return { kind: 'adjusted', term };
  return { kind: 'adjusted', term: { ...term, until: text }, adjusted: { instead: term.until, reason } };
}

function whyNotUntil(text: string, allowed: LastDays | null): InvalidTerm['until'] {
  if (allowed === null) return 'no-term';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return 'not-a-day';
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    return 'not-a-day';
  }
  if (text < allowed.first) return 'too-early';
  return text > allowed.last ? 'too-late' : null;
}

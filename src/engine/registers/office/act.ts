import { hash } from 'node:crypto';
import { cleanText } from '../../../platform/i18n/fold.ts';
import type { Choice } from '../../define/settings.ts';
import type { Action, Role } from '../../staff/roles.ts';
import { may } from '../../staff/roles.ts';
import type { StopEvent } from './register-rows.ts';

/** What the office may do to a permit or a contractor; each is undone by its opposite. */
export type Act = 'withdraw' | 'restore' | 'suspend' | 'reinstate';

/** What each act is done to, the event that it writes, and who may. */
export const acts: Record<
  Act,
  { of: 'permit' | 'contractor'; writes: StopEvent['kind']; rule: Action; stops: boolean }
> = {
  withdraw: { of: 'permit', writes: 'withdrawn', rule: 'permit.withdraw', stops: true },
  restore: { of: 'permit', writes: 'restored', rule: 'permit.withdraw', stops: false },
  suspend: { of: 'contractor', writes: 'suspended', rule: 'contractor.suspend', stops: true },
  reinstate: { of: 'contractor', writes: 'reinstated', rule: 'contractor.suspend', stops: false },
};

/** The act that is open for a row as it stands, if this role may do it; null: none. */
export function actFor(role: Role, of: 'permit' | 'contractor', isStopped: boolean): Act | null {
  const act: Act =
    of === 'permit' ? (isStopped ? 'restore' : 'withdraw') : isStopped ? 'reinstate' : 'suspend';
  return may(role, acts[act].rule) ? act : null;
}

/** How far back and ahead the day of an act may lie, in days. */
const mostDaysBack = 366;
const mostDaysAhead = 90;

/** How long the words of a reason may be. */
const mostReasonCharacters = 1000;

/** The first and the last day that an act may name. */
export type DayBounds = { first: string; last: string };

/**
 * Stopping may be announced for a day to come; what was stopped is let go on today or since an earlier day. What is said next
 * never lies before what was said last, unless that was announced.
 */
export function dayBounds(act: Act, today: Temporal.PlainDate, lastDay: string | null): DayBounds {
  const now = today.toString();
  const back = today.subtract({ days: mostDaysBack }).toString();
  const since = lastDay !== null && lastDay < now ? lastDay : lastDay === null ? back : now;
  return {
    first: since > back ? since : back,
    last: acts[act].stops ? today.add({ days: mostDaysAhead }).toString() : now,
  };
}

/** What was typed to do an act. */
export type ActForm = { reason: string; words: string; day: string };

/** What is wrong with it. */
export type ActMistakes = {
  reason: 'unknown' | null;
  words: 'needed' | 'too-long' | null;
  day: 'not-a-day' | 'too-early' | 'too-late' | null;
};

/** Reads what was typed to do an act: a reason of the list, words where it needs them, a day within the bounds. */
export function readAct(
  typed: ActForm,
  reasons: readonly Choice[],
  bounds: DayBounds,
):
  | { ok: true; given: { code: string; ar: string; en: string }; words: string; day: string }
  | { ok: false; mistakes: ActMistakes } {
  const reason = reasons.find(({ code }) => code === typed.reason);
  const words = cleanText(typed.words, { lines: true });
  const day = readDay(typed.day);
  const mistakes: ActMistakes = {
    reason: reason === undefined ? 'unknown' : null,
    words:
      words.length > mostReasonCharacters
        ? 'too-long'
        : reason?.needsWords === true && words === ''
          ? 'needed'
          : null,
    day:
      day === null ? 'not-a-day' : day < bounds.first ? 'too-early' : day > bounds.last ? 'too-late' : null,
  };
  if (reason === undefined || day === null || mistakes.words !== null || mistakes.day !== null)
    return { ok: false, mistakes };
  const { code, ar, en } = reason;
  return { ok: true, given: { code, ar, en }, words, day };
}

/** A day as `2026-11-24`, or as the city's documents write it: `24-11-2026`, `24/11/2026`, in digits of any kind. */
function readDay(typed: string): string | null {
  const text = cleanText(typed).replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const ours = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/.exec(text);
  const [year, month, day] = iso ? iso.slice(1) : ours ? ours.slice(1).toReversed() : [];
  if (year === undefined) return null;
  try {
    return Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: 'reject' },
    ).toString();
  } catch {
    return null;
  }
}

/** What an act would hit, as it stands now. */
export type Hits = {
  /** Open applications, the first fifty; `openCount` says how many there are. `heldBy`: the clerk who has it in hand. */
  open: { id: number; reference: string; submittedAt: Date; promisedOn: string; heldBy: string | null }[];
  openCount: number;
  /** Permits in force, the twenty that are good for longest, and how many there are. */
  permits: { id: number; number: number; year: number; validUntil: string }[];
  permitsCount: number;
  /** Until when the last of them is good. */
  lastUntil: string | null;
  /** Renewals that are approved, and whose contractor was not told yet. */
  untold: { id: number; reference: string; until: string }[];
};

/** What was seen before an act: another one is done only on what was seen. */
export function actRevision(lastEvent: number | null, hits: Hits): string {
  const seen = [
    lastEvent,
    hits.open.map(({ id }) => id),
    hits.openCount,
    hits.permits.map(({ id, validUntil }) => [id, validUntil]),
    hits.permitsCount,
    hits.lastUntil,
    hits.untold.map(({ id }) => id),
  ];
  return hash('sha256', JSON.stringify(seen)).slice(0, 16);
}

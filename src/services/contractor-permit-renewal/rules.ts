import type { Facts, PermitRow, Refusal, RuleContext } from '../../engine/define/register.ts';
import type { RenewalSettings } from './settings.ts';

/** Why a permit cannot be renewed. */
export type RefusalCode = 'withdrawn' | 'suspended' | 'too-early' | 'past-grace';

type Context = RuleContext<RenewalSettings>;

/**
 * May this permit be renewed today? A permit is valid to the end of its last named day in Amman, so on that day it
 * has not ended yet. The rules are tried from the gravest to the mildest, and the first that holds is told.
 */
export function whyNotRenewable(
  permit: PermitRow,
  { today, settings }: Context,
): Refusal<RefusalCode> | null {
  const endsOn = Temporal.PlainDate.from(permit.validUntil);
  const refuse = (code: RefusalCode, facts: Facts): Refusal<RefusalCode> => ({ code, facts });
  if (permit.withdrawnOn !== null) return refuse('withdrawn', { since: date(permit.withdrawnOn) });
  if (permit.suspendedOn !== null) return refuse('suspended', { since: date(permit.suspendedOn) });

  const opensOn = endsOn.subtract({ days: settings.window.value });
  if (Temporal.PlainDate.compare(today, opensOn) < 0)
    return refuse('too-early', {
      endsOn: date(endsOn),
      opensOn: date(opensOn),
      window: { kind: 'days', days: settings.window.value },
      ruleSince: date(settings.window.since),
    });

  const closedOn = endsOn.add({ days: settings.grace.value });
  if (Temporal.PlainDate.compare(today, closedOn) > 0)
    return refuse('past-grace', {
      endsOn: date(endsOn),
      closedOn: date(closedOn),
      grace: { kind: 'days', days: settings.grace.value },
      ruleSince: date(settings.grace.since),
    });
  return null;
}

/**
 * The term that a renewal adds. It is chained to the one before: it begins on the day after that one ended, also
 * when the renewal is asked for within the grace period, so that no day is left uncovered.
 */
export function nextTerm(
  permit: Pick<PermitRow, 'validUntil' | 'term'>,
  termDays: number,
): { ordinal: number; from: Temporal.PlainDate; until: Temporal.PlainDate } {
  const endsOn = Temporal.PlainDate.from(permit.validUntil);
  return {
    ordinal: permit.term + 1,
    from: endsOn.add({ days: 1 }),
    until: endsOn.add({ days: termDays }),
  };
}

function date(day: string | Temporal.PlainDate): { kind: 'date'; date: string } {
  return { kind: 'date', date: day.toString() };
}

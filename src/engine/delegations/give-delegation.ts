import { record, staffOrigin } from '../audit/record.ts';
import { cleanText, foldNumberText } from '../../platform/i18n/fold.ts';
import { borrowingRoles, lendingRoles } from './delegation.ts';
import { holdParties, insertDelegation, overlaps } from './delegations.store.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../staff/person.ts';

/** How long the reason of a delegation may be, in characters. */
const mostReasonCharacters = 500;

/** How many days a delegation may hold: an absence, and no second supervisor for good. */
export const mostDelegatedDays = 366;

/** What is typed to give a delegation: a person by number, and days as `YYYY-MM-DD`. */
export type TypedDelegation = { to: string; firstDay: string; lastDay: string; reason: string };

/** What of a day cannot be. */
export type WrongDay = 'not-a-day' | 'past' | 'before-first' | 'too-long';

/** What giving a delegation ends in. */
export type GiveResult =
  | { kind: 'given'; id: number }
  | {
      kind: 'invalid';
      /** `unknown`: nobody to whom the right may be lent. `overlaps`: they have it on one of these days already. */
      to: 'unknown' | 'overlaps' | null;
      firstDay: WrongDay | null;
      lastDay: WrongDay | null;
      reason: 'empty' | 'too-long' | null;
    }
  /** Who asks has no right of their own to lend. */
  | { kind: 'not-allowed' };

/**
 * Lends one's own right to confirm decisions to a clerk, from one day to another, both included. Both people are held
 * meanwhile, so that nobody gives what they no longer have, and the same two cannot have it twice.
 */
export async function giveDelegation(
  ctx: Context,
  actor: Actor,
  typed: TypedDelegation,
): Promise<GiveResult> {
  if (!lendingRoles.includes(actor.role)) return { kind: 'not-allowed' };
  const { today } = await ctx.settings.now();
  const to = /^[1-9][0-9]{0,14}$/.test(typed.to) ? Number(typed.to) : 0;
  const reason = cleanText(typed.reason, { lines: true });
  const days = readDays(typed, today);
  const wrong = {
    to: to === 0 || to === actor.id ? ('unknown' as const) : null,
    firstDay: days.firstDay,
    lastDay: days.lastDay,
    reason:
      reason === ''
        ? ('empty' as const)
        : reason.length > mostReasonCharacters
          ? ('too-long' as const)
          : null,
  };
  const invalid = (what: Partial<typeof wrong> | { to: 'overlaps' }) =>
    ({ kind: 'invalid', ...wrong, ...what }) as const;
  if (Object.values(wrong).some((each) => each !== null)) return invalid({});
  const { first, last } = days;
  const delegation = { from: actor.id, to, firstDay: first, lastDay: last, reason };
  return ctx.db.query.transaction().execute(async (trx): Promise<GiveResult> => {
    const held = await holdParties(trx, delegation);
    if (held.from === null || !lendingRoles.includes(held.from)) return { kind: 'not-allowed' };
    if (held.to === null || !borrowingRoles.includes(held.to)) return invalid({ to: 'unknown' });
    if (await overlaps(trx, delegation)) return invalid({ to: 'overlaps' });
    const id = await insertDelegation(trx, delegation);
    await record(trx, {
      ...staffOrigin(actor),
      action: 'delegation.given',
      subject: `delegation:${id}`,
      reason,
      data: { to, firstDay: first, lastDay: last },
    });
    return { kind: 'given', id };
  });
}

/** Reads the days; one that is wrong is an empty text beside what is wrong with it. */
function readDays(
  typed: TypedDelegation,
  today: Temporal.PlainDate,
): { first: string; last: string; firstDay: WrongDay | null; lastDay: WrongDay | null } {
  const first = readDay(typed.firstDay);
  const last = readDay(typed.lastDay);
  const before = (a: Temporal.PlainDate, b: Temporal.PlainDate) => Temporal.PlainDate.compare(a, b) < 0;
  const from = first !== null && before(today, first) ? first : today;
  const wrongLast = (): WrongDay | null => {
    if (last === null) return 'not-a-day';
    if (before(last, today)) return 'past';
    if (first !== null && before(last, first)) return 'before-first';
    return before(from.add({ days: mostDelegatedDays - 1 }), last) ? 'too-long' : null;
  };
  return {
    first: first?.toString() ?? '',
    last: last?.toString() ?? '',
    firstDay: first === null ? 'not-a-day' : before(first, today) ? 'past' : null,
    lastDay: wrongLast(),
  };
}

function readDay(typed: string): Temporal.PlainDate | null {
  const text = foldNumberText(typed);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    return null;
  }
}

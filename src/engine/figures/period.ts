/** The days that figures are about, both counted in. */
export type Period = { from: Temporal.PlainDate; until: Temporal.PlainDate };

/** The periods that have a name, and one that is said by its days. */
export const periodNames = ['week', 'month', 'last-month', 'quarter', 'year', 'range'] as const;

/** The name of a period. */
export type PeriodName = (typeof periodNames)[number];

/** How many days a period may have: two years, so that nobody makes the database count for minutes. */
const mostDays = 731;

/** What is drawn as one: a day, a week or a month. */
export type Unit = 'day' | 'week' | 'month';

/** What reading a period ends in; `invalid` says what of its days cannot be. */
export type ReadPeriod =
  | { kind: 'period'; name: PeriodName; period: Period }
  | {
      kind: 'invalid';
      from: 'not-a-day' | 'future' | null;
      until: 'not-a-day' | 'before' | 'too-far' | null;
    };

/**
 * The days that a name means today; those of `range` are `from` and `until` as they were typed, `YYYY-MM-DD`. No period goes
 * beyond today. A week begins on the first working day after the weekend.
 */
export function readPeriod(
  asked: { name: PeriodName; from: string; until: string },
  today: Temporal.PlainDate,
  weekend: readonly number[],
): ReadPeriod {
  const { name } = asked;
  const since = (from: Temporal.PlainDate): ReadPeriod => ({
    kind: 'period',
    name,
    period: { from, until: today },
  });
  const firstOfMonth = today.with({ day: 1 });
  switch (name) {
    case 'week':
      return since(startOf(today, 'week', weekend));
    case 'month':
      return since(firstOfMonth);
    case 'last-month':
      return { kind: 'period', name, period: monthOf(firstOfMonth.subtract({ days: 1 })) };
    case 'quarter':
      return since(firstOfMonth.subtract({ months: (today.month - 1) % 3 }));
    case 'year':
      return since(today.with({ month: 1, day: 1 }));
    case 'range':
      return readRange(asked, today);
  }
}

function readRange(asked: { from: string; until: string }, today: Temporal.PlainDate): ReadPeriod {
  const from = readDay(asked.from);
  const typedUntil = readDay(asked.until);
  if (from === null || typedUntil === null)
    return {
      kind: 'invalid',
      from: from === null ? 'not-a-day' : null,
      until: typedUntil === null ? 'not-a-day' : null,
    };
  if (compare(from, today) > 0) return { kind: 'invalid', from: 'future', until: null };
  const until = compare(typedUntil, today) > 0 ? today : typedUntil;
  if (compare(until, from) < 0) return { kind: 'invalid', from: null, until: 'before' };
  if (from.until(until).days >= mostDays) return { kind: 'invalid', from: null, until: 'too-far' };
  return { kind: 'period', name: 'range', period: { from, until } };
}

/** A day as it is typed, `YYYY-MM-DD`; null when it is none. */
export function readDay(text: string): Temporal.PlainDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    return null;
  }
}

/** The whole month of a day. */
export function monthOf(day: Temporal.PlainDate): Period {
  return { from: day.with({ day: 1 }), until: day.with({ day: day.daysInMonth }) };
}

/** What is drawn as one, so that there are some thirty at most. */
export function unitOf({ from, until }: Period): Unit {
  const { days } = from.until(until);
  if (days < 35) return 'day';
  return days < 190 ? 'week' : 'month';
}

/** The first day of the day's week or month; the day itself when that is the unit. */
export function startOf(day: Temporal.PlainDate, unit: Unit, weekend: readonly number[]): Temporal.PlainDate {
  if (unit === 'day') return day;
  if (unit === 'month') return day.with({ day: 1 });
  return day.subtract({ days: (day.dayOfWeek - firstDayOfWeek(weekend) + 7) % 7 });
}

/** The ISO number of the day on which a week begins: the first one after the weekend. Without one it is Sunday. */
export function firstDayOfWeek(weekend: readonly number[]): number {
  const days = [1, 2, 3, 4, 5, 6, 7];
  return days.find((day) => !weekend.includes(day) && weekend.includes(day === 1 ? 7 : day - 1)) ?? 7;
}

/** The parts of a period in their order; the first and the last may be cut by its ends. */
export function partsOf(period: Period, unit: Unit, weekend: readonly number[]): Period[] {
  const parts: Period[] = [];
  for (let from = period.from; compare(from, period.until) <= 0;) {
    const start = startOf(from, unit, weekend);
    const next = start.add(unit === 'day' ? { days: 1 } : unit === 'week' ? { days: 7 } : { months: 1 });
    const last = next.subtract({ days: 1 });
    parts.push({ from, until: compare(last, period.until) > 0 ? period.until : last });
    from = next;
  }
  return parts;
}

function compare(a: Temporal.PlainDate, b: Temporal.PlainDate): number {
  return Temporal.PlainDate.compare(a, b);
}

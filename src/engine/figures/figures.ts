import { partsOf, startOf } from './period.ts';
import type { FactKind } from './facts.store.ts';
import type { Period, Unit } from './period.ts';

/** How many of each kind. `received`: applications that came in; the others: what was done, whenever they came. */
export type Counts = Record<FactKind, number>;

/** A day, a week or a month of the period. */
export type Part = Period & { counts: Counts };

/**
 * How long decisions took, in working days as the promise counts them, and in whole office hours; the time in which the contractor had
 * it is none.
 */
export type Times = {
  decided: number;
  /** On the promised day or before. */
  inTime: number;
  /** Half of the decisions, and nine of ten, took so long or less; null when there is none. */
  median: { days: number; hours: number } | null;
  ninety: { days: number; hours: number } | null;
  /** How many took so many working days, from the shortest; a number of days that no decision took is left out. */
  byDays: { days: number; count: number }[];
};

/** What one person of the office did. */
export type PersonFigures = {
  id: number;
  approved: number;
  refused: number;
  returned: number;
  undone: number;
  inTime: number;
};

/** The figures of a period. What they are narrowed to is the caller's; nothing in them is about a contractor. */
export type Figures = {
  period: Period;
  unit: Unit;
  counts: Counts;
  /** Of the received ones, those that were filed at the counter. */
  assisted: number;
  refusedFor: { code: string; count: number }[];
  byReason: { code: string | null; received: number; approved: number; refused: number }[];
  parts: Part[];
  times: Times;
  byPerson: PersonFigures[];
};

/** A row as the database groups facts: only the columns of its group are there. */
export type FactGroup = {
  group: 'part' | 'kind' | 'reason' | 'time' | 'person';
  part: string | null;
  kind: FactKind | null;
  code: string | null;
  assisted: boolean | null;
  reason: string | null;
  days: number | null;
  hours: number | null;
  inTime: boolean | null;
  staffId: number | null;
  count: number;
};

/** Nothing of any kind. */
export function noCounts(): Counts {
  return {
    received: 0,
    approved: 0,
    refused: 0,
    returned: 0,
    'not-renewable': 0,
    undone: 0,
    lapsed: 0,
    reopened: 0,
  };
}

/** How many were decided. */
export function decidedOf({ approved, refused }: Pick<Counts, 'approved' | 'refused'>): number {
  return approved + refused;
}

/** A share in percent, whole; null of nothing. Neither 0 nor 100 is said of what is not quite that. */
export function shareOf(part: number, whole: number): number | null {
  if (whole === 0) return null;
  const percent = Math.round((part / whole) * 100);
  if (part > 0 && percent === 0) return 1;
  return part < whole && percent === 100 ? 99 : percent;
}

/** Puts the figures of a period together of the rows that the database grouped. */
export function figuresOf(
  groups: readonly FactGroup[],
  period: Period,
  unit: Unit,
  weekend: readonly number[],
): Figures {
  const of = (group: FactGroup['group']) => groups.filter((row) => row.group === group);
  const counts = noCounts();
  let assisted = 0;
  const refusedFor = new Map<string, number>();
  for (const row of of('kind')) {
    add(counts, row);
    if (row.assisted === true) assisted += row.count;
    if (row.kind === 'refused')
      refusedFor.set(row.code ?? '', (refusedFor.get(row.code ?? '') ?? 0) + row.count);
  }
  const parts = partsOf(period, unit, weekend).map((part): Part => ({ ...part, counts: noCounts() }));
  const partAt = new Map(parts.map((part) => [startOf(part.from, unit, weekend).toString(), part]));
  for (const row of of('part')) {
    const part = partAt.get(row.part ?? '');
    if (part) add(part.counts, row);
  }
  return {
    period,
    unit,
    counts,
    assisted,
    refusedFor: [...refusedFor]
      .map(([code, count]) => ({ code, count }))
      .toSorted((a, b) => b.count - a.count || a.code.localeCompare(b.code)),
    byReason: reasonsOf(of('reason')),
    parts,
    times: timesOf(of('time')),
    byPerson: peopleOf(of('person')),
  };
}

function add(counts: Counts, { kind, count }: FactGroup): void {
  if (kind !== null) counts[kind] += count;
}

function reasonsOf(rows: readonly FactGroup[]): Figures['byReason'] {
  const reasons = new Map<string | null, Figures['byReason'][number]>();
  for (const { reason, kind, count } of rows) {
    if (kind !== 'received' && kind !== 'approved' && kind !== 'refused') continue;
    const found = reasons.get(reason) ?? { code: reason, received: 0, approved: 0, refused: 0 };
    found[kind] += count;
    reasons.set(reason, found);
  }
  return [...reasons.values()].toSorted(
    (a, b) =>
      b.received - a.received || decidedOf(b) - decidedOf(a) || (a.code ?? '').localeCompare(b.code ?? ''),
  );
}

function timesOf(rows: readonly FactGroup[]): Times {
  const days = new Map<number, number>();
  const hours = new Map<number, number>();
  let decided = 0;
  let inTime = 0;
  for (const row of rows) {
    if (row.days === null || row.hours === null) continue;
    decided += row.count;
    if (row.inTime === true) inTime += row.count;
    days.set(row.days, (days.get(row.days) ?? 0) + row.count);
    hours.set(row.hours, (hours.get(row.hours) ?? 0) + row.count);
  }
  const at = (share: number) => {
    const [ofDays, ofHours] = [percentile(days, share), percentile(hours, share)];
    return ofDays === null || ofHours === null ? null : { days: ofDays, hours: ofHours };
  };
  return {
    decided,
    inTime,
    median: at(0.5),
    ninety: at(0.9),
    byDays: [...days].map(([each, count]) => ({ days: each, count })).toSorted((a, b) => a.days - b.days),
  };
}

/**
 * The least value that at least this share of all do not exceed; null of nothing. `counts`: how often each value is there. It is
 * always a value that occurred: nobody waited for two days and a half.
 */
export function percentile(counts: ReadonlyMap<number, number>, share: number): number | null {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let soFar = 0;
  for (const [value, count] of [...counts].toSorted(([a], [b]) => a - b)) {
    soFar += count;
    // In whole numbers: a tenth is no exact number of a computer.
    if (soFar * 100 >= all * Math.round(share * 100)) return value;
  }
  return null;
}

function peopleOf(rows: readonly FactGroup[]): PersonFigures[] {
  const people = new Map<number, PersonFigures>();
  for (const { staffId, kind, inTime, count } of rows) {
    if (staffId === null) continue;
    const empty = { id: staffId, approved: 0, refused: 0, returned: 0, undone: 0, inTime: 0 };
    const found = people.get(staffId) ?? empty;
    if (kind === 'approved' || kind === 'refused' || kind === 'returned' || kind === 'undone')
      found[kind] += count;
    if ((kind === 'approved' || kind === 'refused') && inTime === true) found.inTime += count;
    people.set(staffId, found);
  }
  // By the number of their row: an order that says nothing about anybody.
  return [...people.values()].toSorted((a, b) => a.id - b.id);
}

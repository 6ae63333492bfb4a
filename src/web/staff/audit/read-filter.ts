import { foldNumberText } from '../../../platform/i18n/fold.ts';
import { actionWords, words } from './audit-words.ts';
import type { AuditFilter } from '../../../engine/audit/audit-filter.ts';
import type { Text } from '../../ui/words.ts';

/** The fields of the search, as they were typed. */
export const filterNames = ['actor', 'action', 'subject', 'from', 'until'] as const;

/** One of them. */
export type FilterName = (typeof filterNames)[number];

/** What was typed. */
export type TypedFilter = Record<FilterName, string>;

/** What a search asks for, and what is wrong with it. */
export type ReadFilter = {
  typed: TypedFilter;
  filter: AuditFilter;
  wrong: { name: FilterName; text: Text }[];
};

/** Reads a search from the query of an address. What is in a list and is no choice of it is left aside. */
export function readFilter(query: Readonly<Record<string, unknown>>): ReadFilter {
  const text = (name: FilterName) => {
    const value = query[name];
    return typeof value === 'string' ? value.trim().slice(0, 200) : '';
  };
  const typed = Object.fromEntries(filterNames.map((name) => [name, text(name)])) as TypedFilter;
  const filter: AuditFilter = {};
  const wrong: ReadFilter['wrong'] = [];
  if (/^(?:staff:[1-9][0-9]{0,14}|command|contractor|system|stranger)$/.test(typed.actor))
    filter.actor = typed.actor;
  if (Object.hasOwn(actionWords, typed.action)) filter.action = typed.action;
  if (typed.subject !== '') {
    const subject = foldNumberText(typed.subject).toLowerCase();
    if (/^[a-z-]{1,30}(?::[a-z0-9._-]{1,100})?$/.test(subject)) filter.subject = subject;
    else wrong.push({ name: 'subject', text: words.subjectInvalid });
  }
  for (const name of ['from', 'until'] as const) {
    if (typed[name] === '') continue;
    const day = readDay(typed[name]);
    if (day === null) wrong.push({ name, text: words.dayInvalid });
    else filter[name] = day;
  }
  if (filter.from && filter.until && Temporal.PlainDate.compare(filter.from, filter.until) > 0)
    wrong.push({ name: 'until', text: words.orderInvalid });
  return { typed, filter, wrong };
}

/** A day as people here write it, `22-11-2026` or `22/11/2026` in any digits, or as programs do. */
function readDay(typed: string): Temporal.PlainDate | null {
  const text = foldNumberText(typed);
  const ours = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
  const theirs = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const [day, month, year] = ours ? ours.slice(1) : (theirs?.slice(1).toReversed() ?? []);
  if (day === undefined || month === undefined || year === undefined) return null;
  try {
    return Temporal.PlainDate.from(
      { day: Number(day), month: Number(month), year: Number(year) },
      { overflow: 'reject' },
    );
  } catch {
    return null;
  }
}

/** A search as the query of an address; empty when it asks for everything. */
export function writeQuery(typed: Partial<TypedFilter>, before?: number): string {
  const query = new URLSearchParams();
  for (const name of filterNames) if (typed[name]) query.set(name, typed[name]);
  if (before !== undefined) query.set('before', String(before));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

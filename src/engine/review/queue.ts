import { togetherOf } from '../../platform/db/together.ts';
import { workingDaysBetween } from '../../platform/clock/calendar.ts';
import { readMobile } from '../../platform/i18n/phone.ts';
import { readReference } from '../../platform/ids/reference.ts';
import { wordsOf } from '../applications/search-words.ts';
import { findDecided } from './decided.store.ts';
import { officeStateOf, readOfficeEvent } from './office-event.ts';
import { may } from '../staff/roles.ts';
import {
  countInHand,
  countPreparedByOthers,
  countQueue,
  findQueueTogether,
  mostCounted,
  searchQueue,
} from './queue.store.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { WorkingWeek } from '../../platform/clock/calendar.ts';
import type { Context } from '../context.ts';
import type { SettingsToday } from '../settings/settings.ts';
import type { Actor } from './actor.ts';
import type { OfficeState } from './office-event.ts';
import type { DecidedRecord } from './decided.store.ts';
import type { QueueFilter, QueuePlace, QueueRecord, Search } from './queue.store.ts';

/**
 * Why a row stands where it stands. Days are working days; `overdue` counts those since the promised one, none over a
 * weekend.
 */
export type Why =
  | { kind: 'overdue'; days: number }
  | { kind: 'due-today' }
  | { kind: 'due'; days: number }
  | { kind: 'set-aside'; until: string }
  /** Its contractor is to complete it by the end of a day; `overdue`: they did not. */
  | { kind: 'returned'; completeBy: string; overdue: boolean }
  /** Decided or found by a search, and ended: who decided, if the office did. */
  | { kind: 'ended'; at: Date; by: string | null };

/** One application in the queue. */
export type QueueRow = {
  id: number;
  reference: string;
  service: string;
  /** The contractor's name and the paper's label; null while the register has said nothing. */
  name: string | null;
  label: string | null;
  /** The code of its reason. */
  reason: string | null;
  phone: string;
  submittedAt: Date;
  /** Somebody of the office filed it at the counter. */
  assisted: boolean;
  promisedOn: string;
  state: OfficeState;
  why: Why;
  /** It was set aside until this day, which has come. */
  broughtForward: string | null;
  /** Who has it in hand, and until when. */
  lease: { by: string; mine: boolean; until: Date } | null;
};

/** How many there are; `mostCounted` stands for that many or more. */
export type QueueCounts = Record<
  'all' | 'overdue' | 'waiting' | 'toConfirm' | 'mine' | 'returned' | 'setAside' | 'dueToday' | 'backToday',
  number
>;

/** One page of the queue. `next`: where another page begins; null when there is none. */
export type Queue = {
  rows: QueueRow[];
  next: QueuePlace | DecidedPlace | null;
  counts: QueueCounts;
  /** The search was for words of which none can be searched for. */
  emptySearch: boolean;
};

/** Where a page of decided applications ends: at this decision. */
export type DecidedPlace = { decision: number };

/**
 * What is asked of the queue. `search` is as it was typed; a search has one page. `decided`: not what is open, but what
 * was decided so in the last days.
 */
export type QueueQuery = {
  filter?: QueueFilter;
  search?: string;
  decided?: 'approved' | 'refused';
  after?: QueuePlace | DecidedPlace | null;
  /** How many rows the page has; `mostRowsOfPage` at most. */
  rows?: number;
};

/** How many rows a page has, and how many it has when many are to be worked on at once. */
export const rowsOfPage = 25;
export const mostRowsOfPage = 100;

export { mostCounted };

/**
 * One page of the queue: what is open, in the order in which it was promised, or what a search finds, decided ones as
 * well. Reads as many rows as it shows, however many there are.
 */
export async function readQueue(ctx: Context, actor: Actor, query: QueueQuery): Promise<Queue> {
  const settings = await ctx.settings.now();
  const today = settings.today.toString();
  const { filter = {}, after: place = null } = query;
  const typed = query.search?.trim() ?? '';
  const search = typed === '' ? null : readSearch(typed);
  const emptySearch = search !== null && 'words' in search && search.words.length === 0;
  const db = ctx.db.reads;
  const size = Math.min(query.rows ?? rowsOfPage, mostRowsOfPage);
  const more = size + 1;
  const find = async (): Promise<(QueueRecord | DecidedRecord)[]> => {
    if (search !== null) return emptySearch ? [] : searchQueue(db, actor, search, filter, today, size);
    if (query.decided) {
      const after = place && 'decision' in place ? place.decision : null;
      return findDecided(db, query.decided, { after, limit: more });
    }
    const after = place && 'promisedOn' in place ? place : null;
    return findQueueTogether(db, { actor, filter, today, page: { after, limit: more } });
  };
  const [found, counts] = await Promise.all([find(), countTogether(db, actor, today)]);
  const week: WorkingWeek = {
    weekend: settings.portal['calendar.weekend'].value,
    holidays: new Set(settings.portal['calendar.holidays'].value.map(({ day }) => day)),
  };
  const known = daysKnown.get(settings) ?? new Map<string, number>();
  daysKnown.set(settings, known);
  const daysLeft = (until: string): number => {
    const days = known.get(until) ?? workingDaysBetween(settings.today, Temporal.PlainDate.from(until), week);
    known.set(until, days);
    return days;
  };
  const shown = found.slice(0, size);
  const last = found.length > size ? shown.at(-1) : undefined;
  return {
    rows: shown.map((record) => toRow(record, actor, settings.today, daysLeft)),
    next: last ? placeOf(last, filter) : null,
    counts,
    emptySearch,
  };
}

/** Working days from a settings' day to others: all rows of all pages share them, and each is walked to day by day. */
const daysKnown = new WeakMap<SettingsToday, Map<string, number>>();

async function countTogether(db: Kysely<Schema>, { id }: Actor, today: string): Promise<QueueCounts> {
  const [all, mine] = await Promise.all([countAll(db, today), countMine(db, { id, today })]);
  return { ...all, mine };
}

/** What everybody is told alike: counted once for those who ask at the same moment. */
const countAll = togetherOf(
  (db: Kysely<Schema>, days: string[]) => Promise.all(days.map((day) => countQueue(db, counted, day))),
  (day) => day,
);

const countMine = togetherOf(async (db: Kysely<Schema>, asked: { id: number; today: string }[]) => {
  const days = [...new Set(asked.map(({ today }) => today))];
  const counts = await Promise.all(
    days.map((day) => countInHand(db, [...new Set(asked.map(({ id }) => id))], day)),
  );
  return asked.map(({ id, today }) => counts[days.indexOf(today)]?.get(id) ?? 0);
});

const counted: Record<Exclude<keyof QueueCounts, 'mine'>, QueueFilter> = {
  all: {},
  overdue: { overdue: true },
  waiting: { state: 'waiting-for-register' },
  toConfirm: { state: 'to-confirm' },
  returned: { state: 'returned' },
  setAside: { state: 'set-aside' },
  dueToday: { dueToday: true },
  backToday: { backToday: true },
};

function placeOf(record: QueueRecord | DecidedRecord, { state }: QueueFilter): QueuePlace | DecidedPlace {
  if ('eventId' in record) return { decision: record.eventId };
  const { id, promisedOn, returnedOn } = record;
  return { promisedOn: state === 'returned' && returnedOn !== null ? returnedOn : promisedOn, id };
}

/** How many there are of each kind, without the rows: a few looks into an index. */
export async function countsOfQueue(
  ctx: Pick<Context, 'db' | 'settings'>,
  actor: Actor,
): Promise<QueueCounts> {
  const { today } = await ctx.settings.now();
  return countTogether(ctx.db.reads, actor, today.toString());
}

/**
 * How many prepared decisions wait for this person: those of others, for who may confirm by their role; `mostCounted` stands
 * for that many or more. A look into an index, so that every page of the office can say it.
 */
export async function countToConfirm(
  ctx: Pick<Context, 'db' | 'settings'>,
  actor: Pick<Actor, 'id' | 'role'>,
): Promise<number> {
  if (!may(actor.role, 'decision.confirm')) return 0;
  return countPreparedByOthers(ctx.db.reads, actor.id);
}

/** More words than anybody searches for are left out. */
const mostSearchWords = 8;

/** Reads what was typed: a whole reference or phone means that one thing, anything else is words, folded. */
function readSearch(typed: string): Search {
  const text = typed.slice(0, 200);
  const reference = readReference(text);
  if (reference !== null) return { reference };
  const mobile = readMobile(text);
  if (mobile.ok) return { words: [mobile.e164.slice(-4)], phone: mobile.e164 };
  return { words: [...new Set(wordsOf(text))].slice(0, mostSearchWords), phone: null };
}

function toRow(
  record: QueueRecord,
  actor: Actor,
  today: Temporal.PlainDate,
  daysLeft: (until: string) => number,
): QueueRow {
  const { id, reference, service, name, label, reason, phone, submittedAt, promisedOn } = record;
  const { returnsOn, heldBy, heldUntil } = record;
  const lease = heldBy !== null && heldUntil !== null;
  const hasReturned = returnsOn !== null && returnsOn <= today.toString();
  return {
    id,
    reference,
    service,
    name,
    label,
    reason,
    phone,
    submittedAt,
    assisted: record.assisted,
    promisedOn,
    state: stateOfRow(record),
    why: whyThere(record, today.toString(), daysLeft),
    broughtForward: hasReturned ? returnsOn : null,
    lease: lease ? { by: heldBy, mine: record.heldById === actor.id, until: heldUntil } : null,
  };
}

/** Where a row stands. Of what was undone, sent or taken back, the claim says more than the last event. */
function stateOfRow({ toConfirm, returnedOn, last }: QueueRecord): OfficeState {
  if (toConfirm) return 'to-confirm';
  return returnedOn === null ? officeStateOf([readOfficeEvent(last)]) : 'returned';
}

function whyThere(record: QueueRecord, today: string, daysLeft: (until: string) => number): Why {
  const { returnsOn, completeBy, last, promisedOn } = record;
  if (!record.isOpen) return { kind: 'ended', at: new Date(last.at), by: last.by };
  if (completeBy !== null) return { kind: 'returned', completeBy, overdue: completeBy < today };
  if (returnsOn !== null && returnsOn > today) return { kind: 'set-aside', until: returnsOn };
  if (promisedOn === today) return { kind: 'due-today' };
  const days = daysLeft(promisedOn);
  return promisedOn < today ? { kind: 'overdue', days: 0 - days } : { kind: 'due', days };
}

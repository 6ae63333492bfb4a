import { answeredOf, answers, leastAnswers } from './satisfaction.ts';
import { countAnswers, countMonths, findComments } from './satisfaction.store.ts';
import type { Context } from '../context.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Period } from '../figures/period.ts';
import type { AnswerCounts, Moment } from './satisfaction.ts';
import type { Comment, MonthOfService } from './satisfaction.store.ts';

export type { Comment, MonthOfService };

/** How many months the public page goes back. */
const mostMonths = 24;

const remembered = new WeakMap<Database, { day: string; months: Promise<MonthOfService[]> }>();

/**
 * The answers of months that are over, for everybody: by month and service, only where five or more answered. They change once a
 * month, so each process counts them once a day, however many people look.
 */
export async function readResults(ctx: Pick<Context, 'db' | 'settings'>): Promise<MonthOfService[]> {
  const day = (await ctx.settings.now()).today.toString();
  const known = remembered.get(ctx.db);
  if (known?.day === day) return known.months;
  const months = countMonths(ctx.db.query, mostMonths);
  remembered.set(ctx.db, { day, months });
  // What failed is not remembered.
  months.catch(() => remembered.delete(ctx.db));
  return months;
}

/** The answers of a period by moment, null where fewer than five answered; and all of those that are told. */
export type Satisfaction = Record<Moment | 'all', AnswerCounts | null>;

/** Counts the answers of a period, of one service or of all. What few answered is not told, not even to the office. */
export async function readSatisfaction(
  ctx: Pick<Context, 'db'>,
  { from, until }: Period,
  service?: string,
): Promise<Satisfaction> {
  const rows = await countAnswers(ctx.db.query, {
    from: from.toString(),
    until: until.toString(),
    ...(service !== undefined && { service }),
  });
  const of = (moment: Moment) => {
    const found = rows.find((row) => row.moment === moment)?.counts;
    return found !== undefined && answeredOf(found) >= leastAnswers ? found : null;
  };
  const [receipt, decision] = [of('receipt'), of('decision')];
  return { receipt, decision, all: sumOf([receipt, decision]) };
}

/** Only of what is shown by itself: what is left out could be told from a sum. */
function sumOf(shown: readonly (AnswerCounts | null)[]): AnswerCounts | null {
  if (shown.every((counts) => counts === null)) return null;
  const all: AnswerCounts = { 5: 0, 4: 0, 3: 0, 2: 0, 1: 0 };
  for (const counts of shown) if (counts) for (const answer of answers) all[answer] += counts[answer];
  return all;
}

/** More comments than anybody reads at once are left out. */
export const mostComments = 200;

/** What people wrote in a period, the newest first, without saying about which application. */
export function readComments(
  ctx: Pick<Context, 'db'>,
  { from, until }: Period,
  service?: string,
): Promise<Comment[]> {
  const days = { from: from.toString(), until: until.toString() };
  return findComments(ctx.db.query, { ...days, ...(service !== undefined && { service }) }, mostComments);
}

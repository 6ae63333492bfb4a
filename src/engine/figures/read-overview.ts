import { countsOfQueue, mostCounted } from '../review/queue.ts';
import { may } from '../staff/roles.ts';
import { decidedOf, shareOf } from './figures.ts';
import { readFigures } from './read-figures.ts';
import type { QueueCounts } from '../review/queue.ts';
import type { Actor } from '../staff/person.ts';
import type { FiguresContext } from './read-figures.ts';

/** What somebody finds on their first page; each part only for those who may look at what it counts. */
export type Overview = {
  /** `mostCounted` stands for that many or more. */
  queue: QueueCounts | null;
  /** What was decided today, and the share of it in time, in percent. */
  today: { day: Temporal.PlainDate; decided: number; inTime: number | null } | null;
};

export { mostCounted };

/** Counts what waits and what was done today: a few looks into an index, and the events of one day. */
export async function readOverview(ctx: FiguresContext, actor: Actor): Promise<Overview> {
  const queue = may(actor.role, 'queue.read') ? await countsOfQueue(ctx, actor) : null;
  if (!may(actor.role, 'figures.read')) return { queue, today: null };
  const { today } = await ctx.settings.now();
  const { counts, times } = await readFigures(ctx, { from: today, until: today });
  return {
    queue,
    today: { day: today, decided: decidedOf(counts), inTime: shareOf(times.inTime, times.decided) },
  };
}

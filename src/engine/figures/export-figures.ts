import { todayAt } from '../../platform/clock/calendar.ts';
import { decisionOf, readEvent, stateOf } from '../applications/application.ts';
import { pausesOf } from '../applications/service-clock.ts';
import { record } from '../audit/record.ts';
import { readListed } from './exports.store.ts';
import { readFigures } from './read-figures.ts';
import { daysTaken, workingTime } from './working-time.ts';
import type { State } from '../applications/application.ts';
import type { Origin } from '../audit/record.ts';
import type { Part } from './figures.ts';
import type { Period } from './period.ts';
import type { FiguresContext, FiguresFilter } from './read-figures.ts';

/** What can be saved as a file: the days of a period, its applications, or what a month's bulletin says. */
export type ExportKind = 'daily' | 'applications' | 'bulletin';

/**
 * One application of a list. Days are working days from its submitting to its decision, without those
 * on which its contractor had it; null: it is not decided.
 */
export type Listed = {
  reference: string;
  service: string;
  submittedOn: string;
  promisedOn: string;
  state: State;
  decidedOn: string | null;
  days: number | null;
  inTime: boolean | null;
  reason: string | null;
  refusedFor: string | null;
  /** Only with `personal`. */
  name: string | null;
  phone: string | null;
};

/** Records that somebody saves a file, before anything of it leaves. Nothing personal is in the record. */
export async function recordExport(
  ctx: FiguresContext,
  origin: Origin,
  what: {
    kind: ExportKind;
    format: 'csv' | 'xlsx';
    period: Period;
    filter: FiguresFilter;
    personal: boolean;
  },
): Promise<void> {
  const { kind, format, period, filter, personal } = what;
  await record(ctx.db.query, {
    ...origin,
    action: 'figures.exported',
    subject: `figures:${kind}`,
    data: { format, from: period.from.toString(), until: period.until.toString(), ...filter, personal },
  });
}

/** The figures of every day of a period. */
export async function readDaily(ctx: FiguresContext, period: Period, filter: FiguresFilter): Promise<Part[]> {
  return (await readFigures(ctx, period, filter, 'day')).parts;
}

/** The applications that were received in a period, as they stand now, some at a time. `personal`: with names and phones. */
export async function* listApplications(
  ctx: FiguresContext,
  period: Period,
  filter: Pick<FiguresFilter, 'service' | 'reason'>,
  { personal }: { personal: boolean },
): AsyncGenerator<Listed[]> {
  const settings = await ctx.settings.now();
  const until = settings.today;
  const calendar = await workingTime(ctx, { from: period.from, until });
  const reasons = new Map(ctx.services.map(({ slug, review }) => [slug, review.reason]));
  const days = { from: period.from.toString(), until: period.until.toString() };
  for await (const records of readListed(ctx.db.query, days, filter, personal)) {
    const listed = records.map((found): Listed => {
      const { reference, service, submittedAt, promisedOn, name, phone } = found;
      const events = found.events.map(readEvent);
      const decision = decisionOf(events);
      const decidedOn = decision && todayAt(decision.at).toString();
      return {
        reference,
        service,
        submittedOn: todayAt(submittedAt).toString(),
        promisedOn,
        state: stateOf(events),
        decidedOn,
        days: decision && daysTaken(calendar, submittedAt, pausesOf(events), decision.at),
        inTime: decidedOn === null ? null : decidedOn <= promisedOn,
        reason: found.answers[reasons.get(service) ?? ''] ?? null,
        refusedFor: decision?.kind === 'refused' ? decision.reason.code : null,
        name,
        phone,
      };
    });
    yield filter.reason === undefined ? listed : listed.filter(({ reason }) => reason === filter.reason);
  }
}

import { judgeRenewal } from './judge-renewal.ts';
import { deleteOldReminders, deleteTellings, findTellings } from './reminders.store.ts';
import type { Context } from '../context.ts';

/** Whether a reminder may leave the house, after it waited for a gateway or for the end of quiet hours. */
export type Wanted = 'yes' | 'no' | 'ask-again';

/**
 * Is everything still so that a reminder says, and is it still wanted? If not it is not sent: what of it is still so is told by
 * the next day's. `ask-again`: a register does not answer.
 */
export async function isStillWanted(ctx: Context, messageId: string): Promise<Wanted> {
  const tellings = await findTellings(ctx.db.query, messageId);
  const settings = await ctx.settings.now();
  for (const { service: slug, answers, endsOn, stopped } of tellings) {
    const service = ctx.services.find((each) => each.slug === slug);
    if (stopped || service === undefined) return takeBack(ctx, messageId);
    const renewal = await judgeRenewal(ctx, service, answers, settings);
    if (renewal.kind === 'down') return 'ask-again';
    const isOver = Temporal.PlainDate.compare(settings.today, Temporal.PlainDate.from(endsOn)) > 0;
    if (renewal.kind === 'may-not' || isOver || renewal.endsOn.toString() !== endsOn)
      return takeBack(ctx, messageId);
  }
  return 'yes';
}

async function takeBack(ctx: Context, messageId: string): Promise<'no'> {
  await deleteTellings(ctx.db.query, messageId);
  return 'no';
}

/** How long reminders of a term that has ended are kept, in days. */
const keptDays = 400;

/** Forgets reminders of terms that ended long ago. */
export async function forgetReminders(ctx: Context): Promise<void> {
  await deleteOldReminders(ctx.db.query, keptDays);
}

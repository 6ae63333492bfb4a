import { sql } from 'kysely';
import type { Context } from '../context.ts';

/** How long a message that is about no application is kept, in days: as long as what a reminder tells. */
const keptDays = 400;

/**
 * Deletes old messages that are about no application: reminders, answers to SMS, withdrawals, alarms, trials. Those of an
 * application go with it, and codes go with their draft. What is still to be sent, or is told by a reminder that is kept, stays.
 */
export async function forgetMessages(ctx: Pick<Context, 'db'>): Promise<void> {
  await sql`delete from messages m
    where m.application_id is null and m.kind <> 'code' and m.state not in ('queued', 'sending')
      and m.created_at < moment() - make_interval(days => ${keptDays}::int)
      and not exists (select from reminders r where r.message_id = m.id)
      and not exists (select from reminder_links l where l.message_id = m.id)`.execute(ctx.db.query);
}

import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';

/** Writes an alarm to each address. `false`: one of its subject was written within the last hour. */
export async function insertAlarm(
  trx: Transaction<Schema>,
  messages: readonly { id: string; email: string }[],
  { subject, text }: { subject: string; text: string },
): Promise<boolean> {
  // Processes that see the same at once write one.
  await sql`select pg_advisory_xact_lock(hashtext('tajdeed alarm'))`.execute(trx);
  const { rows } = await sql`select from messages
    where kind = 'alarm' and subject = ${subject} and created_at > moment() - interval '1 hour' limit 1`.execute(
    trx,
  );
  if (rows.length > 0) return false;
  for (const { id, email } of messages)
    await sql`insert into messages (id, kind, email, subject, lang, text)
      values (${id}::uuid, 'alarm', ${email}, ${subject}, 'ar', ${text})`.execute(trx);
  return true;
}

/** SMS of the last hour that were given up or are unknown, and those that wait for a gateway for a quarter of an hour. */
export type Troubles = { failed: number; unknown: number; late: number };

/** What of the messages somebody should look at. */
export async function countTroubles(db: Kysely<Schema>): Promise<Troubles> {
  const { rows } = await sql<Troubles>`
    select count(*) filter (where state = 'failed' and state_at > moment() - interval '1 hour')::int as failed,
      count(*) filter (where state = 'unknown' and state_at > moment() - interval '1 hour')::int as unknown,
      count(*) filter (where state = 'queued' and created_at < moment() - interval '15 minutes')::int as late
    from messages
    where email is null and created_at > moment() - interval '3 days'
      and (state = 'unknown' or (state = 'failed' and why <> 'expired')
        or (state = 'queued' and why in ('not-taken', 'no-gateway')))`.execute(db);
  return rows[0] ?? { failed: 0, unknown: 0, late: 0 };
}

import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';

/** Where a walk through what was returned stands. */
export type ReturnedPlace = { completeBy: string; id: number };

/**
 * What was returned and is to be completed until a day, the earliest first, after a place. What waits for a second person to
 * confirm a refusal does not end by itself.
 */
export async function findReturnedUntil(
  db: Kysely<Schema>,
  until: string,
  after: ReturnedPlace | null,
  limit: number,
): Promise<ReturnedPlace[]> {
  const place = after ?? { completeBy: '0001-01-01', id: 0 };
  const { rows } = await sql<ReturnedPlace>`
    select complete_by as "completeBy", application_id as id from open_applications
    where complete_by <= ${until}::date and (complete_by, application_id) > (${place.completeBy}::date, ${place.id}::bigint)
      and prepared_by is null
    order by complete_by, application_id limit ${limit}`.execute(db);
  return rows;
}

/** The shortest grace and the longest warning that any service ever had, in days: nothing else ends or is warned of now. */
export async function findBounds(db: Kysely<Schema>): Promise<{ grace: number; warning: number }> {
  const { rows } = await sql<{ grace: number | null; warning: number | null }>`
    select min(value::int) filter (where key like '%.completion-grace') as grace,
      max(value::int) filter (where key like '%.completion-warning') as warning
    from settings where key like '%.completion-grace' or key like '%.completion-warning'`.execute(db);
  return { grace: rows[0]?.grace ?? 0, warning: rows[0]?.warning ?? 0 };
}

/** Does a refusal of it wait for a second person? */
export async function isPrepared(trx: Transaction<Schema>, applicationId: number): Promise<boolean> {
  const { rows } = await sql`select from open_applications
    where application_id = ${applicationId} and prepared_by is not null`.execute(trx);
  return rows.length > 0;
}

/** Ends what was returned and never completed: the event, which the table takes once for a return, and the claim. */
export async function insertLapsed(
  trx: Transaction<Schema>,
  applicationId: number,
  data: { returned: number; lastDay: string },
): Promise<number> {
  const { rows } = await sql<{
    id: number;
  }>`insert into application_events (application_id, kind, actor, data)
    values (${applicationId}, 'lapsed', 'system', ${JSON.stringify(data)}::jsonb) returning id`.execute(trx);
  await sql`delete from open_applications where application_id = ${applicationId}`.execute(trx);
  const [row] = rows;
  if (!row) throw new Error('An event was not inserted');
  return row.id;
}

import { sql } from 'kysely';
import type { Portal } from './portal.ts';

/** The numbers that stand on a permit. */
export type PermitNumbers = { contractorNumber: string; permitNumber: string; permitYear: string };

/**
 * Permits of the demo that can be renewed today and end on a later day, each of another contractor, so that what one
 * test does to a permit or its contractor is nothing to another.
 */
export async function renewablePermits(portal: Portal): Promise<PermitNumbers[]> {
  const { rows } = await sql<PermitNumbers>`
    select distinct on (c.number) c.number::text as "contractorNumber", p.number::text as "permitNumber",
      p.year::text as "permitYear"
    from permits p
      join contractors c on c.id = p.contractor_id
    where p.valid_until - (moment() at time zone 'Asia/Amman')::date between 3 and 28
      and not exists (select from permit_events where permit_id = p.id)
      and not exists (select from contractor_events where contractor_id = c.id)
    order by c.number, p.id`.execute(portal.db.query);
  return rows;
}

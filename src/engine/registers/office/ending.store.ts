import { sql } from 'kysely';
import { besidePermit, permitColumns } from './register-rows.store.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../../platform/db/schema.ts';
import type { PermitRecord } from './register-rows.ts';

/** Permits whose last day is between two days, in that order: those that ended last are in the middle. */
export async function findEnding(
  db: Kysely<Schema>,
  { from, until, limit }: { from: string; until: string; limit: number },
): Promise<PermitRecord[]> {
  // A range of each index first: the last term of a permit is looked for only where some term ends in these days.
  const { rows } = await sql<PermitRecord>`
    with near as materialized (
      select id from permits where valid_until between ${from}::date and ${until}::date
      union select permit_id from permit_terms where valid_until between ${from}::date and ${until}::date)
    select ${permitColumns} from near join permits p on p.id = near.id ${besidePermit}
    where coalesce(t.valid_until, p.valid_until) between ${from}::date and ${until}::date
    order by coalesce(t.valid_until, p.valid_until), p.id limit ${limit}`.execute(db);
  return rows;
}

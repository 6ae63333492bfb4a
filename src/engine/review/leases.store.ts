import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Actor } from './actor.ts';

/** Who has an application in hand, and until when. */
export type Lease = { by: { id: number; name: string }; until: Date };

/** How long a lease lasts from the last thing that its holder did, in minutes. */
const leaseMinutes = 10;

/**
 * Takes an open application that the register was asked about and no decision is prepared for, or takes it for longer, in one statement. Null: it is not
 * open, or another has it.
 */
export async function takeLease(db: Kysely<Schema>, actor: Actor, id: number): Promise<Date | null> {
  const { rows } = await sql<{ until: Date }>`
    insert into leases (application_id, staff_id, staff_name, until)
    select application_id, ${actor.id}, ${actor.name}, moment() + make_interval(mins => ${leaseMinutes}::int)
    from open_applications where application_id = ${id} and not waiting and prepared_by is null
    on conflict (application_id) do update
      set staff_id = excluded.staff_id, staff_name = excluded.staff_name, until = excluded.until
      where leases.staff_id = excluded.staff_id or leases.until <= moment()
    returning until`.execute(db);
  return rows[0]?.until ?? null;
}

/** Makes a lease that is still good last longer. Null: this person has none. */
export async function extendLease(db: Kysely<Schema>, actor: Actor, id: number): Promise<Date | null> {
  const { rows } = await sql<{ until: Date }>`
    update leases set until = moment() + make_interval(mins => ${leaseMinutes}::int)
    where application_id = ${id} and staff_id = ${actor.id} and until > moment()
    returning until`.execute(db);
  return rows[0]?.until ?? null;
}

/** Who has the application in hand now. */
export async function findLease(db: Kysely<Schema>, id: number): Promise<Lease | null> {
  const { rows } = await sql<{ lease: StoredLease | null }>`
    select ${leaseOf} as lease from (select ${id}::bigint as id) as a`.execute(db);
  return readLease(rows[0]?.lease ?? null);
}

/** Who has the application `a` of a query in hand now, for `readLease`. */
export const leaseOf = sql`(select jsonb_build_object('by', jsonb_build_object('id', l.staff_id, 'name', l.staff_name), 'until', l.until)
  from leases l where l.application_id = a.id and l.until > moment())`;

/** What `leaseOf` gives. */
export type StoredLease = Omit<Lease, 'until'> & { until: string };

/** Reads a lease as `leaseOf` gives it. */
export function readLease(stored: StoredLease | null): Lease | null {
  return stored && { ...stored, until: new Date(stored.until) };
}

/** Ends a lease, one person's or whoever's; was there one? */
export async function deleteLease(db: Kysely<Schema>, id: number, actor?: Actor): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('leases')
    .where('application_id', '=', id)
    .$if(actor !== undefined, (query) => query.where('staff_id', '=', actor?.id ?? 0))
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Deletes the rows of leases that have ended by themselves. */
export async function deleteEndedLeases(db: Kysely<Schema>): Promise<void> {
  await db
    .deleteFrom('leases')
    .where('until', '<=', sql<Date>`moment()`)
    .execute();
}

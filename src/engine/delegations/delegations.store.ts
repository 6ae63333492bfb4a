import { sql } from 'kysely';
import { borrowingRoles, lendingRoles } from './delegation.ts';
import type { Kysely, RawBuilder, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Role } from '../staff/roles.ts';
import type { Delegation, Lent } from './delegation.ts';

const today = sql`(moment() at time zone 'Asia/Amman')::date`;

/**
 * The delegation that lets this person confirm today; the oldest of several. It holds while who gave it still has the
 * right by their role, and who has it still may have it.
 */
export async function findLent(db: Kysely<Schema>, staffId: number): Promise<Lent | null> {
  return readLent(db, staffId, sql``);
}

/** The same, held until the transaction ends. */
export async function findLentHeld(trx: Transaction<Schema>, staffId: number): Promise<Lent | null> {
  return readLent(trx, staffId, sql`for share of d`);
}

async function readLent(
  db: Kysely<Schema>,
  staffId: number,
  held: RawBuilder<unknown>,
): Promise<Lent | null> {
  const { rows } = await sql<{ delegation: number; id: number; name: string }>`
    select d.id as delegation, giver.id, giver.name
    from delegations d
    join staff giver on giver.id = d.from_id and giver.disabled_at is null and giver.role = any(${lendingRoles}::text[])
    join staff taker on taker.id = d.to_id and taker.disabled_at is null and taker.role = any(${borrowingRoles}::text[])
    where d.to_id = ${staffId} and d.ended_at is null and ${today} between d.first_day and d.last_day
    order by d.id limit 1 ${held}`.execute(db);
  const [row] = rows;
  return row ? { delegation: row.delegation, from: { id: row.id, name: row.name } } : null;
}

/** Delegations, the last one first: all, or those that one person gave or has. */
export async function readDelegations(db: Kysely<Schema>, ofStaff: number | null): Promise<Delegation[]> {
  const mine = ofStaff === null ? sql`true` : sql`${ofStaff} in (d.from_id, d.to_id)`;
  const { rows } = await sql<Omit<Delegation, 'ended'> & { endedAt: Date | null; endedBy: Delegation['to'] }>`
    select d.id, jsonb_build_object('id', giver.id, 'name', giver.name) as "from",
      jsonb_build_object('id', taker.id, 'name', taker.name) as "to", d.first_day as "firstDay", d.last_day as "lastDay",
      d.reason, d.given_at as "givenAt", d.ended_at as "endedAt",
      jsonb_build_object('id', ender.id, 'name', ender.name) as "endedBy"
    from delegations d
    join staff giver on giver.id = d.from_id
    join staff taker on taker.id = d.to_id
    left join staff ender on ender.id = d.ended_by
    where ${mine} order by d.id desc limit 200`.execute(db);
  return rows.map(({ endedAt, endedBy, ...row }) => ({
    ...row,
    ended: endedAt === null ? null : { by: endedBy, at: endedAt },
  }));
}

/** Everybody to whom the right may be lent. */
export async function readBorrowers(db: Kysely<Schema>): Promise<{ id: number; name: string }[]> {
  return db
    .selectFrom('staff')
    .select(['id', 'name'])
    .where('disabled_at', 'is', null)
    .where('role', 'in', [...borrowingRoles])
    .orderBy('name')
    .orderBy('id')
    .execute();
}

/** The roles of two people who are not disabled, both held until the transaction ends. */
export async function holdParties(
  trx: Transaction<Schema>,
  parties: { from: number; to: number },
): Promise<{ from: Role | null; to: Role | null }> {
  const { rows } = await sql<{ id: number; role: Role }>`
    select id, role from staff where id in (${parties.from}, ${parties.to}) and disabled_at is null
    order by id for no key update`.execute(trx);
  const roleOf = (id: number) => rows.find((row) => row.id === id)?.role ?? null;
  return { from: roleOf(parties.from), to: roleOf(parties.to) };
}

/** What a delegation is made of. */
export type NewDelegation = { from: number; to: number; firstDay: string; lastDay: string; reason: string };

/** Does one of the same two people stand on one of these days already? */
export async function overlaps(trx: Transaction<Schema>, delegation: NewDelegation): Promise<boolean> {
  const { rows } = await sql`select from delegations
    where from_id = ${delegation.from} and to_id = ${delegation.to} and ended_at is null
      and first_day <= ${delegation.lastDay}::date and last_day >= ${delegation.firstDay}::date limit 1`.execute(
    trx,
  );
  return rows.length > 0;
}

/** Writes a delegation down. */
export async function insertDelegation(trx: Transaction<Schema>, delegation: NewDelegation): Promise<number> {
  const { from, to, firstDay, lastDay, reason } = delegation;
  const { rows } = await sql<{ id: number }>`
    insert into delegations (from_id, to_id, first_day, last_day, reason)
    values (${from}, ${to}, ${firstDay}::date, ${lastDay}::date, ${reason}) returning id`.execute(trx);
  return rows[0]?.id ?? 0;
}

/** Ends a delegation that is not over, if this person gave or has it; was it there to be ended? */
export async function writeEnded(trx: Transaction<Schema>, id: number, staffId: number): Promise<boolean> {
  const { rows } = await sql`update delegations set ended_at = moment(), ended_by = ${staffId}
    where id = ${id} and ${staffId} in (from_id, to_id) and ended_at is null and last_day >= ${today}
    returning id`.execute(trx);
  return rows.length > 0;
}

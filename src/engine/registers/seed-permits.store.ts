import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { DemoPermit } from '../define/register.ts';

/**
 * Puts made-up permits into the register, with their contractors, terms and events. Those that are there already get
 * the given dates; what renewals added to them stays.
 */
export async function seedPermits(trx: Transaction<Schema>, permits: readonly DemoPermit[]): Promise<void> {
  const given = sql`jsonb_to_recordset(${JSON.stringify(permits)}::jsonb) as g (
    "contractorNumber" bigint, "contractorName" text, "contractorPhone" text, "suspendedOn" date,
    "permitNumber" bigint, "permitYear" smallint, type text, location text, "utilityOwner" text,
    "validFrom" date, "validUntil" date, "withdrawnOn" date)`;
  const { rows } = await sql`select from ${given} where not exists (
    select from permits p
    where p.number = "permitNumber" and p.year = "permitYear" and p.valid_until = "validUntil") limit 1`.execute(
    trx,
  );
  // All of them are there with these dates: another start of the same day.
  if (rows.length === 0) return;
  await sql`insert into contractors (number, name)
    select distinct on ("contractorNumber") "contractorNumber", "contractorName" from ${given}
    on conflict (number) do nothing`.execute(trx);
  await sql`insert into contractor_events (contractor_id, kind, day, reason)
    select distinct on (c.id) c.id, 'suspended', "suspendedOn", 'demo'
    from ${given} join contractors c on c.number = "contractorNumber"
    where "suspendedOn" is not null and not exists (select from contractor_events where contractor_id = c.id)`.execute(
    trx,
  );
  await sql`insert into permits (contractor_id, number, year, type, location, utility_owner, phone, issued_on,
      valid_from, valid_until)
    select c.id, "permitNumber", "permitYear", type, location, "utilityOwner", "contractorPhone", "validFrom",
      "validFrom", "validUntil"
    from ${given} join contractors c on c.number = "contractorNumber"
    on conflict (year, number) do update
      set valid_from = excluded.valid_from, valid_until = excluded.valid_until
      where permits.valid_until <> excluded.valid_until`.execute(trx);
  await sql`insert into permit_events (permit_id, kind, day, reason)
    select p.id, 'withdrawn', "withdrawnOn", 'demo'
    from ${given} join permits p on p.number = "permitNumber" and p.year = "permitYear"
    where "withdrawnOn" is not null and not exists (select from permit_events where permit_id = p.id)`.execute(
    trx,
  );
}

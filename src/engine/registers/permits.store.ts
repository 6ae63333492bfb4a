import { sql } from 'kysely';
import type { PermitRow } from '../define/register.ts';
import type { RegisterSource } from './register-source.ts';

/**
 * The city's register of permits in our own database. What a permit is follows from its last term, its last event, and
 * its contractor's last event.
 */
export const permitsInDatabase: RegisterSource = {
  find: async (answers, db, { hold }) => {
    const { rows } = await sql<PermitRow>`
      select p.id as "permitId", p.number as "permitNumber", p.year as "permitYear", p.type, p.location,
        c.number as "contractorNumber", c.name as "contractorName", c.phone as "contractorPhone",
        t.ordinal as term, t.valid_from as "validFrom", t.valid_until as "validUntil",
        (select case kind when 'withdrawn' then day end from permit_events
          where permit_id = p.id order by id desc limit 1) as "withdrawnOn",
        (select case kind when 'suspended' then day end from contractor_events
          where contractor_id = c.id order by id desc limit 1) as "suspendedOn"
      from permits p
        join contractors c on c.id = p.contractor_id
        join lateral (select ordinal, valid_from, valid_until from permit_terms
          where permit_id = p.id order by ordinal desc limit 1) t on true
      where p.year = ${answers['permitYear']}::smallint and p.number = ${answers['permitNumber']}::bigint
        and c.number = ${answers['contractorNumber']}::bigint
      ${hold ? sql`for share of p, c` : sql``}`.execute(db);
    return rows[0] ?? null;
  },
};

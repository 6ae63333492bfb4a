import { sql } from 'kysely';
import { inOrder, togetherOf } from '../../platform/db/together.ts';
import { permitTerms } from './terms.store.ts';
import type { Kysely, RawBuilder } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Answers } from '../define/answers.ts';
import type { PermitRow } from '../define/register.ts';
import type { RegisterSource } from './register-source.ts';

/**
 * The city's register of permits in our own database. A permit is valid to the end of the last term that a
 * renewal added, or else of its own; whether it is withdrawn follows from its last event, whether its contractor is
 * suspended from the contractor's.
 */
export const permitsInDatabase: RegisterSource = {
  find: async (answers, db, { hold }) => {
    if (!hold) return { row: await findTogether(db, answers), learntAt: null };
    const { permitYear, permitNumber, contractorNumber } = answers;
    const { rows } = await sql<PermitRow>`${permit(
      sql`${permitYear}::smallint`,
      sql`${permitNumber}::bigint`,
      sql`${contractorNumber}::bigint`,
    )} for share of p, c`.execute(db);
    return { row: rows[0] ?? null, learntAt: null };
  },
  terms: permitTerms,
};

const findTogether = togetherOf(async (db: Kysely<Schema>, asked: Answers[]) => {
  const all = (name: string) => asked.map((answers) => answers[name]);
  const { rows } = await sql<PermitRow & { n: number }>`
    select n, permit.* from unnest(${all('permitYear')}::smallint[], ${all('permitNumber')}::bigint[],
      ${all('contractorNumber')}::bigint[]) with ordinality as asked (year, number, contractor, n)
    cross join lateral (${permit(sql`asked.year`, sql`asked.number`, sql`asked.contractor`)} limit 1) as permit`.execute(
    db,
  );
  return inOrder(asked, rows);
});

function permit(year: RawBuilder<unknown>, number: RawBuilder<unknown>, contractor: RawBuilder<unknown>) {
  return sql`
    select p.number as "permitNumber", p.year as "permitYear", p.type, p.location,
      c.number as "contractorNumber", c.name as "contractorName", p.phone as "contractorPhone",
      coalesce(t.ordinal, 1) as term, coalesce(t.valid_from, p.valid_from) as "validFrom",
      coalesce(t.valid_until, p.valid_until) as "validUntil",
      (select case kind when 'withdrawn' then day end from permit_events
        where permit_id = p.id order by id desc limit 1) as "withdrawnOn",
      (select case kind when 'suspended' then day end from contractor_events
        where contractor_id = c.id order by id desc limit 1) as "suspendedOn"
    from permits p
      join contractors c on c.id = p.contractor_id
      left join lateral (select ordinal, valid_from, valid_until from permit_terms
        where permit_id = p.id order by ordinal desc limit 1) t on true
    where p.year = ${year} and p.number = ${number} and c.number = ${contractor}`;
}

import { sql } from 'kysely';
import type { Connection } from './staged.store.ts';

/** Some thousand permits of the register as a file has them, in the order in which they came. */
export async function* readRegister(connection: Connection): AsyncGenerator<(string | null)[][]> {
  type Row = { cells: (string | null)[]; id: number };
  for (let after = 0; ;) {
    const { rows } = await sql<Row>`
      select p.id, jsonb_build_array(c.number::text, c.name,
        case when (select kind from contractor_events where contractor_id = c.id order by id desc limit 1) = 'suspended'
          then 'suspended' else 'active' end,
        p.number::text, p.year::text, p.type, p.location, p.utility_owner, p.issued_on::text,
        coalesce(t.valid_from, p.valid_from)::text, coalesce(t.valid_until, p.valid_until)::text,
        case when (select kind from permit_events where permit_id = p.id order by id desc limit 1) = 'withdrawn'
          then 'withdrawn'
          when coalesce(t.valid_until, p.valid_until) < (moment() at time zone 'Asia/Amman')::date then 'expired'
          else 'active' end, p.phone,
        case when p.reminders and not exists (select from reminder_stops s where s.phone = p.phone) then 'yes' else 'no' end) as cells
      from permits p join contractors c on c.id = p.contractor_id
        left join lateral (select valid_from, valid_until from permit_terms where permit_id = p.id
          order by ordinal desc limit 1) t on true
      where p.id > ${after} order by p.id limit 5000`.execute(connection);
    if (rows.length > 0) yield rows.map(({ cells }) => cells);
    if (rows.length < 5000) return;
    after = rows.at(-1)?.id ?? after;
  }
}

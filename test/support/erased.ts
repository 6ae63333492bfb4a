import { sql } from 'kysely';
import type { Portal } from './portal.ts';

/** Every row of every table in which a text stands, as `table: count`; the audit and what is no person's aside. */
export async function whereItStands(portal: Portal, text: string): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`select tablename as name from pg_tables
    where schemaname = 'public' order by 1`.execute(portal.db.query);
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(name)} as t
      where strpos(t::text, ${text}) > 0`.execute(portal.db.query);
    if ((rows[0]?.count ?? 0) > 0) found.push(`${name}: ${rows[0]?.count}`);
  }
  return found;
}

import { sql } from 'kysely';
import { ConfigError } from './config.ts';
import type { Database } from '../platform/db/database.ts';

/**
 * The rights of the user of the database that the portal runs as: it may read and write data, but neither change tables nor say
 * which migrations were applied. To the audit it may only add, at a time that the database says; docs/how-to/deploy.md has the
 * same lines.
 */
export const rights: readonly string[] = [
  'grant usage on schema public, jobs to tajdeed;',
  'grant select, insert, update, delete on all tables in schema public, jobs to tajdeed;',
  'grant usage on all sequences in schema public, jobs to tajdeed;',
  'grant execute on all functions in schema public, jobs to tajdeed;',
  'revoke insert, update, delete on migrations, clock, audit from tajdeed;',
  'revoke all on audit_inbox from tajdeed;',
  'grant insert (actor, action, subject, reason, place, data) on audit_inbox to tajdeed;',
  'revoke execute on function chain_audit() from tajdeed;',
];

/**
 * Gives a role its rights; to be done after every migration, as the owner of the tables.
 * @throws ConfigError when there is no such role
 */
export async function grantRights(db: Database, role: string): Promise<void> {
  const { rows } = await sql`select from pg_roles where rolname = ${role}`.execute(db.query);
  if (rows.length === 0)
    throw new ConfigError(`DATABASE_APP_ROLE names the user ${role}, whom the database does not know.`);
  await db.query.transaction().execute(async (trx) => {
    for (const right of rights)
      await sql.raw(right.replace(/ tajdeed;$/, ` "${role.replaceAll('"', '""')}";`)).execute(trx);
  });
}

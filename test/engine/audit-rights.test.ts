// What the database's user of the portal may do to the audit. On a server only: the embedded database has one user.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { readAudit } from '../../src/engine/audit/read-audit.ts';
import { record } from '../../src/engine/audit/record.ts';
import { ConfigError } from '../../src/main/config.ts';
import { grantRights, rights } from '../../src/main/grant-rights.ts';
import { databaseOn } from '../../src/platform/db/database.ts';
import { openPostgres } from '../../src/platform/db/postgres.ts';
import { byTest } from '../support/by-test.ts';
import { freshDatabase } from '../support/database.ts';
import type { Database } from '../../src/platform/db/database.ts';

const server = process.env['TEST_DATABASE_URL'];

it('the rights that are given are those that are written down', () => {
  const deploy = readFileSync(new URL('../../docs/how-to/deploy.md', import.meta.url), 'utf8');
  assert.ok(deploy.includes(`\n${rights.join('\n')}\n`));
});

it('a role that there is not is named', async () => {
  const db = await freshDatabase();
  await assert.rejects(grantRights(db, 'nobody_at_all'), (error) => {
    assert.ok(error instanceof ConfigError);
    assert.match(error.message, /^DATABASE_APP_ROLE .*nobody_at_all/);
    return true;
  });
  await db.close();
});

if (server !== undefined)
  describe('the portal’s user', () => {
    const role = `tajdeed_app_${randomUUID().slice(0, 8)}`;
    const password = randomUUID();
    let owner: Database;
    let app: Database;
    before(async () => {
      owner = await freshDatabase();
      await owner.execute(`create role ${role} login password '${password}'`);
      await grantRights(owner, role);
      await grantRights(owner, role);
      const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(owner.query);
      const url = new URL(server);
      url.username = role;
      url.password = password;
      url.pathname = `/${rows[0]!.name}`;
      app = databaseOn('postgres', openPostgres(url.href, 20));
    });
    after(async () => {
      await app.close();
      await owner.execute(`drop owned by ${role}; drop role ${role}`);
      await owner.close();
    });

    it('records, also twenty at once, and reads', async () => {
      await Promise.all(
        Array.from({ length: 20 }, async (_, worker) => {
          for (let n = 0; n < 50; n++)
            await app.query.transaction().execute(async (trx) => {
              await record(trx, { ...byTest.origin, action: 'register.read', subject: `${worker}/${n}` });
              await sql`select pg_sleep(0.0005)`.execute(trx);
            });
        }),
      );
      const { entries } = await readAudit(app, {}, { limit: 2000 });
      assert.deepEqual(
        entries.map(({ id }) => id),
        Array.from({ length: 1000 }, (_, at) => 1000 - at),
      );
      for (const [at, entry] of entries.slice(0, -1).entries())
        assert.equal(entry.previous, entries[at + 1]!.hash);
    });

    const forbidden: Record<string, string> = {
      'change a row': `update audit set actor = 'x'`,
      'change a hash': `update audit set hash = '\\x00' where id = 1`,
      'delete a row': 'delete from audit where id = 1000',
      'empty the table': 'truncate audit',
      'add a row past the chain': `insert into audit values (1001, now(), 'a', 'b', '', '', '', '{}', '\\x00', '\\x01')`,
      'choose the time': `insert into audit_inbox (at, actor, action, subject, reason, place, data) values (now(), 'a', 'b', '', '', '', '{}')`,
      'move the clock': `update clock set shift = '1 day'`,
      'take back what it recorded': 'delete from audit_inbox',
      'turn the guards off': 'alter table audit disable trigger all',
      'drop the table': 'drop table audit',
      'replace the chaining': `create or replace function chain_audit() returns trigger language plpgsql as 'begin return null; end'`,
      'chain by a trigger of its own': `create temp table mine (like audit_inbox);
        create trigger chain after insert on mine for each row execute function chain_audit()`,
      'be without triggers': `set session_replication_role = replica`,
    };
    for (const [what, statement] of Object.entries(forbidden))
      it(`cannot ${what}`, async () => {
        await assert.rejects(app.execute(statement), { code: '42501' });
      });
  });

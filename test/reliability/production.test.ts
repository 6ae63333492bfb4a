// What a city does to start in production: migrate, load its settings, start.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { demoPortalSettings } from '../../src/engine/settings/portal-settings.ts';
import { demoSettings } from '../../src/services/contractor-permit-renewal/examples.ts';
import { freshDataDir } from '../support/database.ts';
import { ask } from './http-client.ts';
import { renewal } from './intents.ts';
import { ownDatabase, postgresServer } from './own-database.ts';
import { command, killAll, startPortal } from './portal-process.ts';

after(killAll);

if (postgresServer !== null)
  describe('production', () => {
    it('starts after migrating and setting, without anything of the demo', { timeout: 90_000 }, async () => {
      const { url, drop } = await ownDatabase();
      after(drop);
      const env = {
        TAJDEED_MODE: 'production',
        DATABASE_URL: url,
        PUBLIC_URL: 'https://portal.example',
        TAJDEED_SECRET: 'a secret of these tests, which is long enough',
      };
      const migrated = await command(['migrate'], env);
      assert.equal(migrated.code, 0, migrated.err);
      assert.match((await command(['migrate'], env)).out, /up to date/);

      const early = await command(['start'], env);
      assert.equal(early.code, 1);
      assert.match(early.err, /^No value is set for .*portal\.name.*contractor-permit-renewal\.window.*\n$/);
      assert.equal((await command(['doctor'], env)).code, 1);
      assert.equal((await command(['demo', 'reset'], env)).code, 2);
      assert.equal((await command(['demo', 'register'], env)).code, 2);

      const values: Record<string, unknown> = { ...demoPortalSettings };
      for (const [name, value] of Object.entries(demoSettings))
        values[`contractor-permit-renewal.${name}`] = value;
      const file = join(await freshDataDir(), 'settings.json');
      writeFileSync(file, JSON.stringify({ ...values, 'contractor-permit-renewal.window': -1 }));
      const bad = await command(['settings', 'load', file], env);
      assert.equal(bad.code, 2);
      assert.match(bad.err, /contractor-permit-renewal\.window/);
      assert.equal((await command(['settings', 'get'], env)).out, '', 'all or none');
      writeFileSync(file, JSON.stringify(values));
      const loaded = await command(['settings', 'load', file, '--by', 'council'], env);
      assert.equal(loaded.code, 0, loaded.err);
      assert.equal(loaded.out.trim().split('\n').length, Object.keys(values).length);

      const portal = await startPortal(env);
      const answerTo = async (path: string) => {
        const outcome = await ask(portal.url, { method: 'GET', path });
        assert.ok(outcome.kind === 'answer');
        return outcome;
      };
      assert.equal((await answerTo('/ar')).status, 200);
      assert.equal((await answerTo('/demo/phone')).status, 404);
      assert.equal((await answerTo('/demo/phone.json?phone=%2B962790000042')).status, 404);
      const page = await answerTo(`${renewal}/permit`);
      const [cookie = ''] = page.headers['set-cookie'] ?? [];
      assert.match(cookie, /^__Host-tajdeed=/);
      assert.match(cookie, /; Secure/);
      assert.match(cookie, /; HttpOnly/);
      assert.match(page.headers['strict-transport-security'] ?? '', /max-age/);
      // A form that names another origin than the city's is not taken.
      const foreign = await ask(portal.url, { method: 'POST', path: `${renewal}/permit`, fields: {} });
      assert.ok(foreign.kind === 'answer' && foreign.status === 403);
      assert.doesNotMatch(portal.said().out, /demo/i);
      assert.equal((await portal.stop()).code, 0);
    });
  });

// What is wrong with the environment is told in one sentence that names the variable, and the start ends.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, describe, it } from 'node:test';
import { freshDataDir } from '../support/database.ts';
import { migratedDataDir, ownDatabase, postgresServer } from './own-database.ts';
import { command, freePort, killAll } from './portal-process.ts';
import type { Ended } from './portal-process.ts';

after(killAll);

const secret = 'a secret of these tests, which is long enough';
const production = {
  TAJDEED_MODE: 'production',
  DATABASE_URL: 'postgres://nobody:hidden-password@127.0.0.1:1/none',
  PUBLIC_URL: 'https://portal.example',
  TAJDEED_SECRET: secret,
};

/** One line, nothing of a stack, and no password. */
function assertOneSentence({ err }: Ended, named: RegExp): void {
  assert.match(err, named);
  assert.match(err, /^[^\n]+\n$/, 'one line');
  assert.doesNotMatch(err, /\bat .*:\d+:\d+|hidden-password/);
}

describe('a wrong environment stops the start, code 2', () => {
  const wrong: { what: string; named: RegExp; env: Record<string, string> }[] = [
    { what: 'PORT is no number', named: /^PORT /, env: { PORT: 'abc' } },
    { what: 'PORT is too high', named: /^PORT /, env: { PORT: '65536' } },
    { what: 'another kind of database', named: /^DATABASE_URL /, env: { DATABASE_URL: 'mysql://x@y/z' } },
    { what: 'an unknown mode', named: /^TAJDEED_MODE /, env: { TAJDEED_MODE: 'prod' } },
    { what: 'PUBLIC_URL with a path', named: /^PUBLIC_URL /, env: { PUBLIC_URL: 'https://x.example/a' } },
    { what: 'a short secret', named: /^TAJDEED_SECRET /, env: { TAJDEED_SECRET: 'short' } },
    { what: 'proxies that are none', named: /^TRUST_PROXY /, env: { TRUST_PROXY: 'everyone!' } },
    {
      what: 'a file of the register that is not there',
      named: /^REGISTER_FILE /,
      env: { REGISTER_FILE: '/nonexistent/register.json' },
    },
    {
      what: 'production without PostgreSQL',
      named: /^DATABASE_URL /,
      env: { ...production, DATABASE_URL: '' },
    },
    { what: 'production without PUBLIC_URL', named: /^PUBLIC_URL /, env: { ...production, PUBLIC_URL: '' } },
    {
      what: 'production without a secret',
      named: /^TAJDEED_SECRET /,
      env: { ...production, TAJDEED_SECRET: '' },
    },
    {
      what: 'production with the secret of the demo',
      named: /^TAJDEED_SECRET .*everybody knows/,
      env: { ...production, TAJDEED_SECRET: 'a demo secret that everybody knows, for made-up data only' },
    },
  ];
  for (const { what, named, env } of wrong)
    it(what, async () => {
      const ended = await command(['start'], { DATA_DIR: '/nonexistent/never', ...env });
      assert.equal(ended.code, 2, ended.err);
      assertOneSentence(ended, named);
    });
});

describe('what cannot be reached stops the start, code 1', () => {
  it('the database does not answer', async () => {
    const ended = await command(['start'], production);
    assert.equal(ended.code, 1);
    assertOneSentence(ended, /^DATABASE_URL .*ECONNREFUSED/);
  });

  it('the port is taken', async () => {
    const holder = createServer().listen(await freePort(), '127.0.0.1');
    await once(holder, 'listening');
    const address = holder.address();
    assert.ok(address !== null && typeof address === 'object');
    try {
      const env = { DATA_DIR: await migratedDataDir(), PORT: String(address.port) };
      const ended = await command(['start'], env);
      assert.equal(ended.code, 1);
      assertOneSentence(ended, /^PORT /);
    } finally {
      holder.close();
    }
  });

  it('the data folder cannot be made', async () => {
    const ended = await command(['start'], { DATA_DIR: '/dev/null/data' });
    assert.equal(ended.code, 1);
    assertOneSentence(ended, /^DATA_DIR /);
  });

  if (postgresServer !== null)
    it('the database does not exist, or is not migrated', async () => {
      const { url, drop } = await ownDatabase();
      try {
        const none = await command(['start'], { ...production, DATABASE_URL: `${url}_none` });
        assert.equal(none.code, 1);
        assertOneSentence(none, /^DATABASE_URL .*does not exist/);
        const empty = await command(['start'], { ...production, DATABASE_URL: url });
        assert.equal(empty.code, 2);
        assertOneSentence(empty, /tajdeed migrate/);
      } finally {
        await drop();
      }
    });

  it('nothing is left in the folder of a start that was refused', async () => {
    const dataDir = await freshDataDir();
    assert.equal((await command(['start'], { DATA_DIR: `${dataDir}/x`, PORT: 'abc' })).code, 2);
    await assert.rejects(import('node:fs/promises').then(({ readdir }) => readdir(`${dataDir}/x`)));
  });
});

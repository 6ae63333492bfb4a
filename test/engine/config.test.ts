import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, readConfig } from '../../src/main/config.ts';

const secret = 'x'.repeat(32);
const production = {
  TAJDEED_MODE: 'production',
  DATABASE_URL: 'postgres://portal@db/portal',
  PUBLIC_URL: 'https://eservices.example',
  TAJDEED_SECRET: secret,
};

const signOn = {
  OIDC_ISSUER: 'https://login.example',
  OIDC_CLIENT_ID: 'permits',
  OIDC_CLIENT_SECRET: 'a secret',
  OIDC_ROLES: 'permits-clerk=clerk, cn=permits-admin=administrator',
};

test('the city’s own sign-in is read whole, with what is usual where nothing is said', () => {
  assert.equal(readConfig({}).signOn, null);
  const read = readConfig(signOn).signOn;
  assert.ok(read);
  assert.equal(read.scopes, 'openid profile email');
  assert.equal(read.claim, 'roles');
  assert.deepEqual(
    [...read.roles],
    [
      ['permits-clerk', 'clerk'],
      ['cn=permits-admin', 'administrator'],
    ],
  );
  assert.equal(
    readConfig({ ...signOn, OIDC_ISSUER: 'http://127.0.0.1:9000' }).signOn?.name.en,
    'Single sign-on',
  );
});

/** The environment that is wrong, and the variable that the sentence begins with. */
const wrong: [Record<string, string | undefined>, string][] = [
  [{ TAJDEED_MODE: 'staging' }, 'TAJDEED_MODE'],
  [{ TAJDEED_MODE: 'Production' }, 'TAJDEED_MODE'],
  [{ PORT: '65536' }, 'PORT'],
  [{ PORT: '-1' }, 'PORT'],
  [{ PORT: '80 81' }, 'PORT'],
  [{ PORT: '0x50' }, 'PORT'],
  [{ HOST: 'a b' }, 'HOST'],
  [{ HOST: 'http://a' }, 'HOST'],
  [{ DATABASE_URL: 'mysql://db/portal' }, 'DATABASE_URL'],
  [{ DATABASE_URL: 'portal' }, 'DATABASE_URL'],
  [{ PUBLIC_URL: 'eservices.example' }, 'PUBLIC_URL'],
  [{ PUBLIC_URL: 'ftp://eservices.example' }, 'PUBLIC_URL'],
  [{ PUBLIC_URL: 'https://eservices.example/portal' }, 'PUBLIC_URL'],
  [{ PUBLIC_URL: 'https://eservices.example/?a' }, 'PUBLIC_URL'],
  [{ TAJDEED_SECRET: 'too short' }, 'TAJDEED_SECRET'],
  [{ DATABASE_APP_ROLE: 'Robert"; drop' }, 'DATABASE_APP_ROLE'],
  [{ DEMO_APPLICATIONS: 'many' }, 'DEMO_APPLICATIONS'],
  [{ OIDC_ISSUER: 'http://login.example' }, 'OIDC_ISSUER'],
  [{ OIDC_ISSUER: 'https://login.example/?a' }, 'OIDC_ISSUER'],
  [{ OIDC_ISSUER: 'login.example' }, 'OIDC_ISSUER'],
  [{ OIDC_ISSUER: 'https://login.example' }, 'OIDC_CLIENT_ID'],
  [{ OIDC_NAME_EN: 'City' }, 'OIDC_ISSUER'],
  [{ ...signOn, OIDC_ROLES: undefined }, 'OIDC_ROLES'],
  [{ ...signOn, OIDC_ROLES: 'a=boss' }, 'OIDC_ROLES'],
  [{ ...signOn, OIDC_ROLES: 'clerk' }, 'OIDC_ROLES'],
  [{ ...signOn, OIDC_ROLES: 'a=clerk,a=auditor' }, 'OIDC_ROLES'],
  [{ ...signOn, OIDC_ROLES: 'a=clerk,' }, 'OIDC_ROLES'],
  [{ ...signOn, OIDC_SCOPES: 'profile' }, 'OIDC_SCOPES'],
  [{ ...signOn, OIDC_CLIENT_SECRET: undefined }, 'OIDC_CLIENT_SECRET'],
  [{ TRUST_PROXY: 'all' }, 'TRUST_PROXY'],
  [{ TRUST_PROXY: 'true' }, 'TRUST_PROXY'],
  [{ TRUST_PROXY: 'bad' }, 'TRUST_PROXY'],
  [{ TRUST_PROXY: '10.0.0.1, 10.0.0.300' }, 'TRUST_PROXY'],
  [{ TRUST_PROXY: '10.0.0.0/33' }, 'TRUST_PROXY'],
  [{ ...production, DATABASE_URL: undefined }, 'DATABASE_URL'],
  [{ ...production, DATABASE_URL: ' ' }, 'DATABASE_URL'],
  [{ ...production, PUBLIC_URL: undefined }, 'PUBLIC_URL'],
  [{ ...production, TAJDEED_SECRET: undefined }, 'TAJDEED_SECRET'],
  [
    { ...production, TAJDEED_SECRET: 'a demo secret that everybody knows, for made-up data only' },
    'TAJDEED_SECRET',
  ],
];

for (const [env, name] of wrong)
  test(`a wrong environment is told in a sentence: ${JSON.stringify(env).slice(0, 110)}`, () => {
    assert.throws(
      () => readConfig(env),
      (error) => {
        assert.ok(error instanceof ConfigError);
        assert.ok(error.message.startsWith(`${name} `), error.message);
        assert.match(error.message, /\.$/);
        return true;
      },
    );
  });

test('no sentence repeats a secret or a password', () => {
  for (const env of [{ TAJDEED_SECRET: 'hunter2' }, { DATABASE_URL: 'mysql://u:hunter2@db' }])
    assert.throws(
      () => readConfig(env),
      (error: Error) => !error.message.includes('hunter2'),
    );
});

test('the demo needs nothing, listens to this machine alone, and takes empty variables as missing', () => {
  for (const env of [{}, { PORT: '', TAJDEED_MODE: ' ', PUBLIC_URL: '' }]) {
    const config = readConfig(env);
    assert.deepEqual([config.mode, config.host, config.port], ['demo', '127.0.0.1', 3000]);
    assert.deepEqual([config.publicUrl, config.databaseUrl, config.trustProxy], [null, undefined, []]);
    assert.ok(config.secret.length >= 32);
  }
});

test('a right environment is read', () => {
  const config = readConfig({
    ...production,
    PUBLIC_URL: ' https://eservices.example/ ',
    PORT: '0',
    HOST: '::',
    TRUST_PROXY: '10.0.0.1, 10.1.0.0/16,::1 fd00::/8',
  });
  assert.equal(config.mode, 'production');
  assert.equal(config.publicUrl, 'https://eservices.example');
  assert.equal(config.secret, secret);
  assert.deepEqual([config.port, config.host], [0, '::']);
  assert.deepEqual(config.trustProxy, ['10.0.0.1', '10.1.0.0/16', '::1', 'fd00::/8']);
});

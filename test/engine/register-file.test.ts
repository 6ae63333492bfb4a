import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { ConfigError, readConfig } from '../../src/main/config.ts';
import { freshDataDir } from '../support/database.ts';

const examples = join(import.meta.dirname, '../../docs/examples');
const http = read('register-http.json');
const sqlFile = read('register-sql.json');
const secrets = { REGISTER_KEY: 'hidden-key', REGISTER_DATABASE_URL: 'postgres://u:hidden@127.0.0.1/city' };
const production = {
  TAJDEED_MODE: 'production',
  DATABASE_URL: 'postgres://portal@db/portal',
  PUBLIC_URL: 'https://eservices.example',
  TAJDEED_SECRET: 'x'.repeat(32),
};
const credentials = {
  kind: 'client-credentials',
  tokenUrl: 'https://city.example/token',
  clientId: 'portal',
  clientSecret: { env: 'REGISTER_KEY' },
};

let file = '';
before(async () => {
  file = join(await freshDataDir(), 'register.json');
});

function read(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(examples, name), 'utf8')) as Record<string, unknown>;
}

const readPlace = (content: unknown, env: Record<string, string> = {}) => {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readConfig({ ...secrets, ...env, REGISTER_FILE: file }).register;
};

test('without a file the register is in our own tables', () => {
  assert.equal(readConfig({}).register, null);
});

test('the examples are right, and their secrets come from the environment', () => {
  const place = readPlace(http);
  assert.ok(place?.kind === 'http' && place.auth.kind === 'key');
  assert.equal(place.auth.value, 'hidden-key');
  assert.equal(readPlace(sqlFile)?.url, secrets.REGISTER_DATABASE_URL);
});

test('what is left out has a default', () => {
  const { limits: _, notFound: __, ...rest } = http;
  const place = readPlace({ ...rest, row: undefined });
  assert.deepEqual(place?.limits, {
    timeoutMs: 3000,
    atOnce: 10,
    queue: 50,
    failures: 5,
    openForMs: 30_000,
  });
  assert.ok(place?.kind === 'http');
  assert.deepEqual(
    [place.method, place.row, place.notFound],
    ['GET', '', { status: [404], absentRow: false }],
  );
});

const fields = http['fields'] as Record<string, string>;
const { validUntil: _, ...withoutEnd } = fields;
const at = (url: string) => ({ REGISTER_DATABASE_URL: url });

/** What is wrong, the file, what the sentence names, and the environment. */
const wrong: [string, unknown, RegExp, Record<string, string>?][] = [
  ['no JSON', '{', /the file is no JSON\.$/],
  ['another kind', { kind: 'soap' }, /«kind»/],
  ['a key that is unknown', { ...http, timeout: 5 }, /«timeout»/],
  ['a secret in the file', { ...sqlFile, url: 'postgres://u:hidden@h/d' }, /«url»/],
  ['a variable that is missing', sqlFile, /«url».*REGISTER_DATABASE_URL/, at(' ')],
  ['a key that is missing', http, /«auth\.value».*REGISTER_KEY/, { REGISTER_KEY: '' }],
  ['a key of two lines', http, /«auth\.value».*REGISTER_KEY/, { REGISTER_KEY: 'hidden\nx: y' }],
  ['a field that is needed', { ...http, fields: withoutEnd }, /«fields\.validUntil»/],
  ['a field that is unknown', { ...http, fields: { ...fields, name: 'x' } }, /«fields\.name»/],
  ['a patience beyond ours', { ...http, limits: { timeoutMs: 9000 } }, /«limits\.timeoutMs»/],
  ['a password in the address', { ...http, url: 'https://u:hidden@h/{permitYear}/{permitNumber}' }, /«url»/],
  ['no number in the address', { ...http, url: 'https://h/permits' }, /«url».*permitNumber/],
  ['another word in braces', { ...http, url: 'https://h/{permitYear}/{permitNumber}/{phone}' }, /«url»/],
  ['a body for GET', { ...http, body: { no: 'permitNumber' } }, /«body»/],
  ['a view of three parts', { ...sqlFile, view: 'a.b.c' }, /«view»/],
  ['no view', { ...sqlFile, view: 'a".b' }, /«view»/],
  ['another database', sqlFile, /«url».*REGISTER_DATABASE_URL/, at('mysql://u:hidden@h/d')],
  ['an unchecked certificate', sqlFile, /sslmode/, at('postgres://u:hidden@h/d?sslmode=no-verify')],
  ['a half-checked one', sqlFile, /sslmode/, at('postgres://u:hidden@h/d?sslmode=require')],
  ['options of the session', sqlFile, /\?options/, at('postgres://u:hidden@h/d?options=-c%20x')],
  ['checking switched off', http, /NODE_TLS_REJECT_UNAUTHORIZED/, { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
  ['plain HTTP', { ...http, url: 'http://h/{permitYear}/{permitNumber}' }, /«url»/, production],
  [
    'plain HTTP to the server of tokens',
    { ...http, auth: { ...credentials, tokenUrl: 'http://h/token' } },
    /«auth\.tokenUrl»/,
    production,
  ],
  ['a plain database', sqlFile, /sslmode/, { ...production, ...at('postgres://u:hidden@city/d') }],
];

for (const [what, content, named, env] of wrong)
  test(`a wrong file is told in a sentence: ${what}`, () => {
    assert.throws(
      () => readPlace(content, env),
      (error) => {
        assert.ok(error instanceof ConfigError, String(error));
        assert.ok(error.message.startsWith(`REGISTER_FILE ${file}: `), error.message);
        assert.match(error.message, named);
        assert.match(error.message, /\.$/);
        assert.doesNotMatch(error.message, /hidden/);
        return true;
      },
    );
  });

test('a file that is not there is told', () => {
  assert.throws(
    () => readConfig({ REGISTER_FILE: '/nonexistent.json' }),
    /^ConfigError: REGISTER_FILE \/non.*read\.$/,
  );
});

test('production takes what is encrypted, and this machine', () => {
  const right: [unknown, Record<string, string>?][] = [
    [http],
    [{ ...http, url: 'https://city.example/{permitYear}/{permitNumber}', auth: credentials }],
    [sqlFile],
    [sqlFile, at('postgres://u:p@city.example/d?sslmode=verify-full')],
  ];
  for (const [content, env] of right) assert.ok(readPlace(content, { ...production, ...env }));
});

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { httpRegister } from '../../src/engine/registers/http-register.ts';
import { answerJson, openCityServer } from '../support/city-server.ts';
import type { HttpPlace } from '../../src/engine/registers/http-register.ts';
import type { Answering, CityServer } from '../support/city-server.ts';

const asked = { contractorNumber: '1042', permitNumber: '287', permitYear: '2026' };
const contractor = 'شركة كناري للمقاولات';
const permit = { no: '٢٨٧', year: 2026, to: '2026-05-01T00:00:00', owner: { no: 1042, name: contractor } };
const right: Answering = (response) => answerJson(response, 200, { data: { permit } });

let city: CityServer;
before(async () => {
  city = await openCityServer(right);
});
after(() => city.close());
beforeEach(() => {
  city.answering = right;
  city.asked.length = 0;
});

const place = (change: Partial<HttpPlace> = {}): HttpPlace => ({
  kind: 'http',
  method: 'GET',
  url: `${city.url}/permits/{permitYear}/{permitNumber}?contractor={contractorNumber}`,
  body: null,
  numbersAre: 'text',
  auth: { kind: 'none' },
  row: 'data.permit',
  fields: {
    contractorNumber: 'owner.no',
    contractorName: 'owner.name',
    permitNumber: 'no',
    permitYear: 'year',
    validUntil: 'to',
  },
  notFound: { status: [404], absentRow: false },
  ...change,
});

const find = (change: Partial<HttpPlace> = {}, ms = 2000, numbers = asked) =>
  httpRegister(place(change), 500).find(numbers, AbortSignal.timeout(ms));

test('a permit is found by its address', async () => {
  const row = await find();
  assert.deepEqual(
    [row?.permitNumber, row?.contractorName, row?.validUntil, row?.withdrawnOn],
    [287, contractor, '2026-05-01', null],
  );
  assert.deepEqual(
    city.asked.map(({ method, url }) => `${method} ${url}`),
    ['GET /permits/2026/287?contractor=1042'],
  );
});

test('numbers are written so that they stay one part of the address', async () => {
  await assert.rejects(find({}, 2000, { ...asked, permitNumber: '../1?x=&y#' }));
  assert.equal(city.asked[0]?.url, '/permits/2026/..%2F1%3Fx%3D%26y%23?contractor=1042');
});

test('a permit is asked for by POST, with the names and the kind of numbers that the register wants', async () => {
  const body = { permitNo: 'permitNumber', year: 'permitYear', holder: 'contractorNumber' } as const;
  const url = `${city.url}/search`;
  assert.ok(await find({ method: 'POST', url, body }));
  assert.ok(await find({ method: 'POST', url, body, numbersAre: 'number' }));
  assert.deepEqual(
    city.asked.map((each) => [each.method, each.url, each.headers['content-type'], each.body]),
    [
      ['POST', '/search', 'application/json', '{"permitNo":"287","year":"2026","holder":"1042"}'],
      ['POST', '/search', 'application/json', '{"permitNo":287,"year":2026,"holder":1042}'],
    ],
  );
});

test('the key goes in the header that the register names', async () => {
  await find({ auth: { kind: 'key', header: 'X-Api-Key', value: 'the key' } });
  assert.equal(city.asked[0]?.headers['x-api-key'], 'the key');
});

const misses: [string, Answering, Partial<HttpPlace>?][] = [
  ['404', (response) => answerJson(response, 404, { error: 'none' })],
  ['404 without a body', (response) => response.writeHead(404).end()],
  ['null', (response) => answerJson(response, 200, { data: { permit: null } })],
  ['null before its place', (response) => answerJson(response, 200, { data: null })],
  ['an empty list', (response) => answerJson(response, 200, { data: { permit: [] } })],
  ['an empty object', (response) => answerJson(response, 200, { data: { permit: {} } })],
  [
    'nothing, where that is agreed',
    (response) => answerJson(response, 200, { data: {} }),
    { notFound: { status: [], absentRow: true } },
  ],
  [
    '204, where that is agreed',
    (response) => response.writeHead(204).end(),
    { notFound: { status: [204], absentRow: false } },
  ],
];

for (const [what, answering, change] of misses)
  test(`no such permit: ${what}`, async () => {
    city.answering = answering;
    assert.equal(await find(change), null);
  });

test('a list with one permit will do', async () => {
  city.answering = (response) => answerJson(response, 200, [permit]);
  assert.ok(await find({ row: '' }));
});

test('a path that may be missing ends in a question mark; another must lead somewhere', async () => {
  const { fields } = place();
  assert.equal((await find({ fields: { ...fields, withdrawnOn: 'cancelled?' } }))?.withdrawnOn, null);
  await assert.rejects(find({ fields: { ...fields, withdrawnOn: 'cancelled' } }), {
    name: 'WrongRowError',
    message: 'The register’s row has no cancelled',
  });
});

test('a register that is not told the contractor has no permit of another one', async () => {
  const url = `${city.url}/permits/{permitYear}/{permitNumber}`;
  assert.ok(await find({ url }));
  assert.equal(await find({ url }, 2000, { ...asked, contractorNumber: '1043' }), null);
});

const withRow = (change: object): Answering => {
  const body = { data: { permit: { ...permit, ...change } } };
  return (response) => answerJson(response, 200, body);
};

const wrong: [string, Answering, RegExp][] = [
  ['500', (response) => answerJson(response, 500, { data: { permit } }), /answers 500/],
  ['400', (response) => answerJson(response, 400, { message: contractor }), /answers 400/],
  ['a refused key', (response) => answerJson(response, 401, {}), /answers 401/],
  [
    'broken JSON',
    (response) => response.writeHead(200, { 'content-type': 'application/json' }).end(`{"${contractor}`),
    /no JSON/,
  ],
  [
    'a page',
    (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(contractor),
    /not in JSON/,
  ],
  [
    'a page that says 404',
    (response) => response.writeHead(404, { 'content-type': 'text/html' }).end('?'),
    /not in JSON/,
  ],
  ['a body without a type', (response) => response.writeHead(200).end('{}'), /not in JSON/],
  [
    'what is not UTF-8',
    (response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(Buffer.from([0x22, 0xff, 0x22])),
    /UTF-8/,
  ],
  [
    'a redirect',
    (response) => response.writeHead(302, { location: `${city.url}/elsewhere` }).end(),
    /leads elsewhere/,
  ],
  ['no row', (response) => answerJson(response, 200, { error: 'busy' }), /no row/],
  ['nothing', (response) => response.writeHead(200).end(), /no row/],
  [
    'several rows',
    (response) => answerJson(response, 200, { data: { permit: [permit, permit] } }),
    /several rows/,
  ],
  [
    'a text for a row',
    (response) => answerJson(response, 200, { data: { permit: contractor } }),
    /several rows/,
  ],
  ['another permit', withRow({ no: 288 }), /another permitNumber/],
  ['another year', withRow({ year: 2025 }), /another permitYear/],
  ['another contractor', withRow({ owner: { no: 1043, name: contractor } }), /another contractorNumber/],
  ['a day that is none', withRow({ to: contractor }), /cannot be used: validUntil/],
  ['a cut connection', (response) => response.destroy(), /cannot be reached/],
  [
    'a cut answer',
    (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' }).write('{');
      setTimeout(() => response.destroy(), 20);
    },
    /cannot be reached/,
  ],
];

for (const [what, answering, says] of wrong)
  test(`what is no answer is an error that quotes nothing: ${what}`, async () => {
    city.answering = answering;
    await assert.rejects(find(), (error: Error) => {
      assert.match(error.name, /^(RegisterError|WrongRowError)$/);
      assert.match(error.message, says);
      assert.doesNotMatch(`${error.message} ${error.stack}`, new RegExp(`${contractor}|287|127\\.0`));
      return true;
    });
    assert.ok(
      city.asked.every(({ url }) => url !== '/elsewhere'),
      'nothing is followed',
    );
  });

test('a huge answer is not read to its end', async () => {
  let sent = 0;
  city.answering = async (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const part = Buffer.alloc(100_000, ' ');
    for (let times = 0; times < 2000 && !response.destroyed; times++) {
      sent += part.length;
      if (!response.write(part)) await wait(1);
    }
    response.end();
  };
  await assert.rejects(find(), /more than 1000000 bytes/);
  await wait(100);
  assert.ok(sent < 100_000_000, `${sent} bytes were sent`);
});

test('one that hangs is given up, in the head of its answer and in the body', async () => {
  for (const answering of [
    () => undefined,
    ((response) => response.writeHead(200, { 'content-type': 'application/json' }).write('{')) as Answering,
  ]) {
    city.answering = answering;
    const began = performance.now();
    await assert.rejects(find({}, 100), /took too long/);
    assert.ok(performance.now() - began < 1000);
  }
});

// Tokens -----------------------------------------------------------------------------------------

const credentials = (change = {}): HttpPlace['auth'] => ({
  kind: 'client-credentials',
  tokenUrl: `${city.url}/token`,
  clientId: 'the portal',
  clientSecret: 's:c&t',
  scope: 'permits.read',
  sendAs: 'header',
  ...change,
});

/** Gives tokens, `token-1` and on, and refuses those that `refused` names. */
function tokens(lasts: number | undefined, refused: (token: string) => boolean = () => false) {
  let given = 0;
  city.answering = (response, { url, headers }) => {
    if (url === '/token') {
      given += 1;
      const answer = { access_token: `token-${given}`, token_type: 'Bearer', expires_in: lasts };
      return void setTimeout(() => answerJson(response, 200, answer), 20);
    }
    const token = headers.authorization?.replace('Bearer ', '') ?? '';
    if (!token || refused(token)) return answerJson(response, 401, {});
    return right(response, { method: '', url, headers, body: '' });
  };
  return () => given;
}

const openRegister = (auth = credentials()) => {
  const register = httpRegister(place({ auth }), 300);
  return () => register.find(asked, AbortSignal.timeout(2000));
};

test('one token is fetched for many that wait, and kept', async () => {
  const given = tokens(3600);
  const look = openRegister();
  await Promise.all(Array.from({ length: 10 }, look));
  await look();
  assert.equal(given(), 1);
  const [first, second] = city.asked;
  assert.equal(first?.headers.authorization, `Basic ${btoa('the+portal:s%3Ac%26t')}`);
  assert.equal(first?.body, 'grant_type=client_credentials&scope=permits.read');
  assert.equal(second?.headers.authorization, 'Bearer token-1');
});

test('client and secret may stand in the form', async () => {
  tokens(3600);
  await openRegister(credentials({ sendAs: 'form', scope: null }))();
  const [first] = city.asked;
  assert.equal(first?.headers.authorization, undefined);
  assert.equal(first?.body, 'grant_type=client_credentials&client_id=the+portal&client_secret=s%3Ac%26t');
});

test('a token is fetched anew before it ends', async () => {
  const given = tokens(1);
  const look = openRegister();
  await look();
  await look();
  assert.equal(given(), 1);
  await wait(600);
  await look();
  assert.equal(given(), 2);
});

test('a refused token is exchanged, once; a second refusal is the register’s', async () => {
  const given = tokens(3600, (token) => token === 'token-1');
  const look = openRegister();
  assert.ok(await look());
  assert.equal(given(), 2);
  const none = tokens(3600, () => true);
  await assert.rejects(openRegister()(), /answers 401/);
  assert.equal(none(), 2);
});

test('a server of tokens that gives none is an error, and is asked again the next time', async () => {
  for (const answering of [
    ((response) => answerJson(response, 401, { error: 'invalid_client' })) as Answering,
    ((response) => answerJson(response, 200, { access_token: '' })) as Answering,
    ((response) => answerJson(response, 200, { access_token: 'a\r\nb' })) as Answering,
    () => undefined,
  ]) {
    city.answering = answering;
    const look = openRegister();
    await assert.rejects(look(), { name: 'RegisterError' });
    tokens(3600);
    assert.ok(await look());
  }
});

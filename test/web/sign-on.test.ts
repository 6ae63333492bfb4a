import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { addPerson, disablePerson, enablePerson, readPerson } from '../../src/engine/staff/manage-staff.ts';
import { byTest } from '../support/by-test.ts';
import { openCityServer } from '../support/city-server.ts';
import { signedIn } from '../support/office.ts';
import { openPortal, origin } from '../support/portal.ts';
import { clientId, openProviderServer, signOnAt } from '../support/provider.ts';
import type { KeyObject } from 'node:crypto';
import type { Browser, Page } from '../support/browser.ts';
import type { Portal } from '../support/portal.ts';
import type { ProviderServer } from '../support/provider.ts';

let portal: Portal;
let provider: ProviderServer;
before(async () => {
  portal = await openPortal();
  provider = await openProviderServer(origin);
  portal.ctx.singleSignOn = provider.signOn;
});
after(async () => {
  await provider.close();
  await portal.close();
});

const clerk = (name: string, login: string) => ({
  name,
  preferred_username: login,
  groups: ['permits-clerk', 'others'],
});

/** Presses the button at the door: where it leads. */
async function begin(browser: Browser, lang = 'en', next = ''): Promise<string> {
  const page = await browser.get(`/${lang}/staff/sign-in${next && `?next=${encodeURIComponent(next)}`}`);
  const link = /href="(\/..\/staff\/sign-on[^"]*)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const sent = await browser.get(link);
  assert.equal(sent.status, 303);
  assert.ok(sent.location.startsWith(provider.issuer));
  return sent.location;
}

const comeBack = (browser: Browser, address: string) => browser.get(address.slice(origin.length));

/** The whole way: the page at its end. */
async function signOn(browser: Browser, subject: string, lang = 'en', next = ''): Promise<Page> {
  return comeBack(browser, await provider.walk(await begin(browser, lang, next), subject));
}

async function refusals(): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ subject: string; data: Record<string, unknown> }>`
    select subject, data from audit where action = 'staff.refused' order by id`.execute(portal.db.query);
  return rows.map(({ subject, data }) => ({ subject, ...data }));
}

/** So that each test's refusals are first ones. */
const forgetCounts = () => sql`delete from counters`.execute(portal.db.query);

test('who has a role comes in at the first sign-in, with name, login and role of the city, and goes on where they began', async () => {
  provider.accounts.set('s-1', clerk('رنا الخالدي', 'Rana.Khaldi'));
  const browser = portal.browser();
  const page = await signOn(browser, 's-1', 'en', '/en/staff/queue');
  assert.equal(page.status, 200, 'a page of ours, since a strict cookie follows no redirect of another site');
  assert.match(page.html, /<meta http-equiv="refresh" content="0;url=\/en\/staff\/queue" \/>/);
  const person = await readPerson(portal.db, { login: 'rana.khaldi' });
  assert.ok(person);
  assert.equal(person.name, 'رنا الخالدي');
  assert.equal(person.role, 'clerk');
  assert.equal(person.hasPassword, false);
  assert.equal(person.mustChangePassword, false);
  assert.equal((await browser.get('/en/staff/queue')).status, 200);
  const { rows } = await sql<{
    actor: string;
    action: string;
    data: Record<string, unknown>;
  }>`select actor, action, data from audit
    where subject = ${`staff:${person.id}`} order by id`.execute(portal.db.query);
  assert.deepEqual(rows, [
    { actor: 'system', action: 'staff.added', data: { role: 'clerk', way: 'single-sign-on' } },
    {
      actor: `staff:${person.id}`,
      action: 'staff.signed-in',
      data: { way: 'single-sign-on', complete: true },
    },
  ]);
  for (const password of ['', 'none', 'any'])
    assert.notEqual(
      (await portal.browser().post('/en/staff/sign-in', { login: person.login, password })).status,
      303,
    );
  const again = portal.browser();
  assert.equal((await signOn(again, 's-1')).status, 200);
  assert.equal((await readPerson(portal.db, { id: person.id }))?.role, 'clerk');
  const ways = await again.get('/en/staff/ways');
  assert.match(ways.text, /Single sign-on/);
  assert.doesNotMatch(ways.html, /name="password"/, 'who has no password adds no passkey');
});

test('the cookie of a try is lax and short, that of the session strict', async () => {
  const browser = portal.browser();
  const page = await browser.get('/ar/staff/sign-on');
  const [cookie] = page.response.cookies as {
    name: string;
    sameSite?: string;
    httpOnly?: boolean;
    maxAge?: number;
  }[];
  assert.deepEqual(
    [cookie?.name, cookie?.sameSite, cookie?.httpOnly, cookie?.maxAge],
    ['tajdeed-sign-on', 'Lax', true, 900],
  );
  const asked = new URL(page.location).searchParams;
  assert.equal(asked.get('code_challenge_method'), 'S256');
  assert.ok(asked.get('state') && asked.get('nonce'));
  const back = await comeBack(browser, await provider.walk(page.location, 's-1'));
  const session = (back.response.cookies as { name: string; sameSite?: string }[]).find(
    ({ name }) => name === 'tajdeed-staff',
  );
  assert.equal(session?.sameSite, 'Strict');
});

test('who has no role is told so in words, in their language, and it is recorded', async () => {
  await forgetCounts();
  provider.accounts.set('s-2', { name: 'بلا دور', preferred_username: 'no.role', groups: ['others'] });
  for (const [lang, words] of [
    ['ar', 'لا دور لك في مكتب التصاريح'],
    ['en', 'You have no role in the permits office'],
  ] as const) {
    const browser = portal.browser();
    const page = await signOn(browser, 's-2', lang);
    assert.equal(page.status, 403);
    assert.ok(page.text.includes(words));
    assert.equal(browser.cookies.size, 0);
  }
  assert.equal(await readPerson(portal.db, { login: 'no.role' }), null);
  assert.deepEqual((await refusals()).at(-1), {
    subject: 'staff:unknown',
    why: 'no-role',
    way: 'single-sign-on',
  });
});

test('the role follows the claim: another one ends other sessions, none ends them all', async () => {
  provider.accounts.set('s-3', clerk('سامر العلي', 'samer'));
  const first = portal.browser();
  await signOn(first, 's-3');
  assert.equal((await first.get('/en/staff/queue')).status, 200);
  provider.accounts.set('s-3', {
    ...clerk('سامر العلي', 'samer'),
    groups: ['permits-clerk', 'permits-admin'],
  });
  const second = portal.browser();
  assert.equal((await signOn(second, 's-3')).status, 200);
  assert.equal(
    (await readPerson(portal.db, { login: 'samer' }))?.role,
    'administrator',
    'the first of the list',
  );
  assert.equal((await first.get('/en/staff')).status, 303, 'the session of before is over');
  assert.equal((await second.get('/en/staff/people')).status, 200);
  provider.accounts.set('s-3', { ...clerk('سامر العلي', 'samer'), groups: 'others' });
  assert.equal((await signOn(portal.browser(), 's-3')).status, 403);
  assert.equal((await second.get('/en/staff')).status, 303);
});

test('who is disabled here stays disabled', async () => {
  provider.accounts.set('s-4', clerk('ليلى حداد', 'layla'));
  await signOn(portal.browser(), 's-4');
  const person = (await readPerson(portal.db, { login: 'layla' }))!;
  await disablePerson(portal.db, { id: person.id, by: byTest.origin });
  const page = await signOn(portal.browser(), 's-4');
  assert.equal(page.status, 403);
  assert.match(page.text, /Your account is disabled/);
  await enablePerson(portal.db, { id: person.id, by: byTest.origin });
  assert.equal((await signOn(portal.browser(), 's-4')).status, 200);
});

test('a person with this login is not taken over: an administrator links, and unlinks', async () => {
  const added = await addPerson(portal.db, { login: 'huda', name: 'هدى', role: 'inspector' }, byTest.origin);
  assert.ok(added.kind === 'added');
  const { id } = added.person;
  provider.accounts.set('s-5', clerk('هدى أخرى', 'huda'));
  const page = await signOn(portal.browser(), 's-5');
  assert.equal(page.status, 403);
  assert.match(page.text, /not linked to the single sign-on/);
  assert.equal((await readPerson(portal.db, { id }))?.linked, false);
  assert.equal((await signOn(portal.browser(), 's-5')).status, 403, 'asking twice changes nothing');

  const admin = await signedIn(portal, 'administrator');
  const own = await admin.get(`/en/staff/people/${id}`);
  const identity = /name="identity" value="(\d+)"/.exec(own.html)?.[1] ?? '';
  assert.notEqual(identity, '');
  const post = (path: string, fields = {}, headers = {}) =>
    admin.post(`/en/staff/people/${id}/${path}`, fields, headers);
  assert.equal((await post('link', { identity }, { origin: 'https://evil.example' })).status, 403);
  await post('link', { identity: '999999' });
  assert.equal((await readPerson(portal.db, { id }))?.linked, false);
  assert.equal((await post('link', { identity })).status, 303);
  const browser = portal.browser();
  assert.equal((await signOn(browser, 's-5')).status, 200);
  assert.equal((await readPerson(portal.db, { id }))?.role, 'clerk', 'the role is the city’s now');
  assert.equal((await readPerson(portal.db, { id }))?.name, 'هدى', 'the name stays');
  assert.match((await admin.get(`/en/staff/people/${id}`)).text, /Linked since/);
  assert.equal((await post('unlink')).status, 303);
  assert.equal((await browser.get('/en/staff')).status, 303);
  assert.equal((await signOn(portal.browser(), 's-5')).status, 403);
});

test('two first sign-ins at once make one person', async () => {
  provider.accounts.set('s-6', clerk('توأم', 'twin.sign'));
  const browsers = [portal.browser(), portal.browser()];
  const backs = await Promise.all(
    browsers.map(async (browser) => provider.walk(await begin(browser), 's-6')),
  );
  const pages = await Promise.all(browsers.map((browser, index) => comeBack(browser, backs[index]!)));
  assert.deepEqual(
    pages.map(({ status }) => status),
    [200, 200],
  );
});

test('an answer is good once, in the browser that asked, in its time, and as the provider gave it', async () => {
  provider.accounts.set('s-7', clerk('محاولة', 'tried'));
  const refused = async (browser: Browser, address: string, why: string) => {
    await forgetCounts();
    const cookies = new Map(browser.cookies);
    const page = await comeBack(browser, address);
    assert.equal(page.status, 403, why);
    assert.match(page.text, /was not completed|لم يكتمل الدخول/, why);
    assert.ok(!browser.cookies.has('tajdeed-staff'), why);
    assert.equal((await refusals()).at(-1)?.['why'], 'sign-on', why);
    browser.setCookies(cookies);
  };
  const change = (address: string, name: string, value: string) => {
    const url = new URL(address);
    url.searchParams.set(name, value);
    return url.href;
  };
  const fresh = async () => {
    const browser = portal.browser();
    return { browser, back: await provider.walk(await begin(browser), 's-7') };
  };

  let { browser, back } = await fresh();
  await refused(portal.browser(), back, 'another browser');
  const cookies = new Map(browser.cookies);
  assert.equal((await comeBack(browser, back)).status, 200);
  browser.setCookies(cookies);
  await refused(browser, back, 'replayed, with the cookie of before');

  ({ browser, back } = await fresh());
  await refused(browser, change(back, 'state', 'A'.repeat(22)), 'another state');
  await refused(browser, change(back, 'iss', 'https://evil.example'), 'another issuer in the address');

  ({ browser, back } = await fresh());
  const other = await fresh();
  await refused(
    browser,
    change(back, 'code', new URL(other.back).searchParams.get('code') ?? ''),
    'the code of another try',
  );

  browser = portal.browser();
  await refused(
    browser,
    await provider.walk(change(await begin(browser), 'nonce', 'another'), 's-7'),
    'another nonce',
  );
  browser = portal.browser();
  const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
  await refused(
    browser,
    await provider.walk(change(await begin(browser), 'code_challenge', challenge), 's-7'),
    'another challenge',
  );

  browser = portal.browser();
  const state = new URL(await begin(browser)).searchParams.get('state') ?? '';
  await refused(
    browser,
    `${origin}/ar/staff/sign-on/back?error=access_denied&state=${state}`,
    'refused by the provider',
  );
  await refused(browser, `${origin}/ar/staff/sign-on/back`, 'nothing at all');

  ({ browser, back } = await fresh());
  await portal.moveClock('16 minutes');
  await refused(browser, back, 'too late');
  await portal.moveClock('-16 minutes');
});

test('sign-out ends ours, and shows the way out of the provider', async () => {
  const browser = portal.browser();
  await signOn(browser, 's-1');
  const token = new Map(browser.cookies);
  const out = await browser.post('/en/staff/sign-out');
  assert.equal(out.location, '/en/staff/sign-on/left');
  const page = await browser.get(out.location);
  const link = /href="(http:[^"]+)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  assert.ok(link.startsWith(`${provider.issuer}/session/end?`));
  assert.equal(new URL(link).searchParams.get('client_id'), clientId);
  assert.equal((await fetch(link)).status, 200, 'the provider knows the way');
  browser.setCookies(token);
  assert.equal((await browser.get('/en/staff')).status, 303, 'the token of before opens nothing');
});

test('a provider that is down: the page says so, and the password still opens', async () => {
  const gone = await openProviderServer(origin);
  portal.ctx.singleSignOn = gone.signOn;
  const browser = portal.browser();
  const back = `${origin}/ar/staff/sign-on/back?code=x&iss=${encodeURIComponent(gone.issuer)}&state=`;
  const sent = await browser.get('/en/staff/sign-on');
  const state = new URL(sent.location).searchParams.get('state') ?? '';
  await gone.close();
  try {
    assert.equal((await comeBack(browser, back + state)).status, 503, 'down between going and coming');
    portal.ctx.singleSignOn = signOnAt(gone.issuer);
    for (const [lang, words] of [
      ['ar', 'الدخول الموحد لا يجيب الآن'],
      ['en', 'does not answer now'],
    ] as const) {
      const page = await portal.browser().get(`/${lang}/staff/sign-on`);
      assert.equal(page.status, 503);
      assert.ok(page.text.includes(words));
      assert.match(page.html, /name="password"/);
    }
    const left = await portal.browser().get('/en/staff/sign-on/left');
    assert.equal(left.status, 200);
    assert.equal((await (await signedIn(portal, 'clerk')).get('/ar/staff')).status, 200);
  } finally {
    portal.ctx.singleSignOn = provider.signOn;
  }
});

/** An id token, signed by hand. */
function idToken(claims: Record<string, unknown>, key: KeyObject | null): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: key ? 'RS256' : 'none', kid: 'k' })}.${part(claims)}`;
  return `${text}.${key ? sign('sha256', Buffer.from(text), key).toString('base64url') : ''}`;
}

test('an id token that is forged, for another client, of another issuer or too old is refused', async () => {
  const ours = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 });
  let token = '';
  const city = await openCityServer((response, { url }) => {
    const json = (body: object) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(body));
    };
    if (url.startsWith('/.well-known'))
      return json({
        issuer: says,
        authorization_endpoint: `${city.url}/auth`,
        token_endpoint: `${city.url}/token`,
        jwks_uri: `${city.url}/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
      });
    if (url === '/keys')
      return json({
        keys: [{ ...ours.publicKey.export({ format: 'jwk' }), kid: 'k', use: 'sig', alg: 'RS256' }],
      });
    return json({ access_token: 'a', token_type: 'bearer', id_token: token });
  });
  let says = city.url;
  const tried = async (more: Record<string, unknown>, key: KeyObject | null = ours.privateKey) => {
    portal.ctx.singleSignOn = signOnAt(city.url);
    const browser = portal.browser();
    const sent = await browser.get('/en/staff/sign-on');
    if (sent.status !== 303) return sent.status;
    const asked = new URL(sent.location).searchParams;
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: city.url,
      aud: clientId,
      sub: 'forged',
      iat: now,
      exp: now + 60,
      nonce: asked.get('nonce'),
    };
    token = idToken({ ...claims, ...clerk('مزوّر', 'forged'), ...more }, key);
    return (await browser.get(`/ar/staff/sign-on/back?code=c&state=${asked.get('state')}`)).status;
  };
  try {
    assert.equal(await tried({}), 200, 'one that is right');
    assert.equal(await tried({}, theirs.privateKey), 403, 'another key');
    assert.equal(await tried({}, null), 403, 'not signed');
    assert.equal(await tried({ aud: 'another' }), 403, 'another client');
    assert.equal(await tried({ iss: 'https://evil.example' }), 403, 'another issuer');
    assert.equal(await tried({ exp: 1 }), 403, 'too old');
    assert.equal(await tried({ nonce: 'x' }), 403, 'another nonce');
    assert.equal(await tried({ preferred_username: 'مرحبا', sub: 'unnamed' }), 403, 'no login');
    says = 'https://evil.example';
    assert.equal(await tried({}), 503, 'it calls itself another');
  } finally {
    portal.ctx.singleSignOn = provider.signOn;
    await city.close();
  }
});

test('neither name nor login nor subject nor code of a single sign-on is in the log or in the audit’s data', async () => {
  const log = portal.log.join('');
  const { rows } = await sql<{ whole: string }>`select audit::text as whole from audit`.execute(
    portal.db.query,
  );
  const audit = rows.map(({ whole }) => whole).join('\n');
  for (const secret of ['رنا', 'rana', 's-1"', 'code=', 'preferred']) {
    assert.ok(!log.includes(secret), `log: ${secret}`);
    assert.ok(!audit.includes(secret), `audit: ${secret}`);
  }
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { openPortal } from '../support/portal.ts';
import { firstPermit, walkToDone } from '../support/walk.ts';
import { renewalIn } from './pages.ts';
import type { LightMyRequestResponse } from 'fastify';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
let encrypted: Portal;
before(async () => {
  portal = await openPortal();
  encrypted = await openPortal({ publicUrl: 'https://portal.test', demo: false });
});
after(async () => {
  await portal.close();
  await encrypted.close();
});

const get = (url: string, headers: Record<string, string> = {}, from = portal) =>
  from.app.inject({ method: 'GET', url, headers });

/** What every answer must have, whatever it is. */
function assertGuarded({ headers }: LightMyRequestResponse, label: string): void {
  const policy = String(headers['content-security-policy']);
  assert.doesNotMatch(policy, /unsafe|\*|data:|blob:|https?:/, label);
  for (const directive of [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "frame-ancestors 'none'",
  ])
    assert.ok(policy.split(';').includes(directive), `${label}: ${directive}`);
  for (const directive of ["base-uri 'none'", "form-action 'self'"])
    assert.ok(policy.split(';').includes(directive), `${label}: ${directive}`);
  assert.equal(headers['x-content-type-options'], 'nosniff', label);
  assert.equal(headers['x-frame-options'], 'DENY', label);
  assert.equal(headers['referrer-policy'], 'same-origin', label);
  assert.equal(headers['cross-origin-opener-policy'], 'same-origin', label);
  assert.equal(headers['server'], undefined, label);
  assert.equal(headers['x-powered-by'], undefined, label);
}

const addresses = [
  '/',
  '/ar',
  '/en',
  '/ar/services',
  '/ar/services?q=x',
  renewalIn('ar'),
  `${renewalIn('ar')}/start`,
  `${renewalIn('ar')}/permit`,
  `${renewalIn('ar')}/renewal`,
  `${renewalIn('ar')}/code`,
  `${renewalIn('ar')}/check`,
  `${renewalIn('ar')}/done`,
  `${renewalIn('ar')}/resume`,
  '/ar/track',
  '/ar/track/status',
  '/ar/contact',
  '/ar/nowhere',
  '/ar/%',
  '/favicon.ico',
  '/robots.txt',
  '/health/live',
  '/health/ready',
  '/assets/nothing.css',
  '/demo/phone',
  '/demo/phone.json',
];

test('every answer carries the guards, and no page has a script, style or handler of its own', async () => {
  const browser = portal.browser();
  const done = await walkToDone(portal, browser, firstPermit());
  assert.equal(done.status, 200);
  for (const url of addresses)
    for (const page of [await portal.browser().get(url), await browser.get(url)]) {
      assertGuarded(page.response, url);
      if (!String(page.response.headers['content-type']).startsWith('text/html')) continue;
      assert.equal(page.response.headers['cache-control'], 'no-store', url);
      assert.doesNotMatch(
        page.html,
        /<style|<script(?! type="module" src="\/assets\/)|\sstyle=|\son[a-z]+="|javascript:/,
        url,
      );
      assert.doesNotMatch(page.html, /src="(?!\/)/, url);
    }
  const refused = await portal.app.inject({ method: 'POST', url: '/ar/track' });
  assertGuarded(refused, 'a refused form');
});

test('the cookie cannot be read by scripts, nor sent by other sites', async () => {
  const open = String((await get('/ar/track')).headers['set-cookie']);
  assert.match(open, /^tajdeed=[A-Za-z0-9_-]{22}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/);
  const secure = await get('/ar/track', {}, encrypted);
  const key = String(secure.headers['set-cookie']);
  assert.match(
    key,
    /^__Host-tajdeed=[A-Za-z0-9_-]{22}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  assert.match(String(secure.headers['strict-transport-security']), /^max-age=31536000/);
  assert.equal((await get('/ar/track')).headers['strict-transport-security'], undefined);
  // Pages that keep nothing set no cookie.
  for (const url of ['/ar', '/ar/services', renewalIn('ar'), '/ar/contact', '/ar/nowhere', '/robots.txt'])
    assert.equal((await get(url)).headers['set-cookie'], undefined, url);
});

test('a redirect leads nowhere that a request names', async () => {
  for (const url of [
    '/?next=//evil',
    '/?url=https://evil',
    `${renewalIn('ar')}/start?next=//evil`,
    `${renewalIn('ar')}/check?to=evil`,
    '/ar/track/status?next=//evil',
    '/favicon.ico?x=evil',
  ]) {
    const response = await get(url, { referer: 'https://evil.example/', host: 'evil.example' });
    assert.ok([302, 303].includes(response.statusCode), url);
    assert.match(String(response.headers.location), /^\/(ar|assets)(\/[a-z][a-z0-9./-]*)?$/, url);
    assert.doesNotMatch(String(response.headers.location), /evil|\/\//, url);
  }
});

test('the simulated phones exist in the demo alone', async () => {
  for (const url of [
    '/demo/phone',
    '/demo/phone.json',
    '/demo/phone?phone=0791234567',
    '/demo/phone.json?phone=0791234567',
  ]) {
    assert.equal((await get(url)).statusCode, 200, url);
    assert.equal((await get(url, {}, encrypted)).statusCode, 404, url);
  }
  assert.match((await get('/ar')).payload, /class="demo"/);
  assert.doesNotMatch((await get('/ar', {}, encrypted)).payload, /class="demo"|\/demo\//);
});

test('health is JSON of three words, for programs', async () => {
  for (const url of ['/health/live', '/health/ready']) {
    const response = await get(url);
    assert.equal(response.statusCode, 200);
    assert.deepEqual(response.json(), { status: 'ok', bootId: 'test', version: 'test' });
    assert.equal(response.headers['cache-control'], 'no-store');
  }
});

test('robots and the icon are where they are looked for', async () => {
  const robots = await get('/robots.txt');
  assert.match(String(robots.headers['content-type']), /^text\/plain/);
  assert.match(robots.payload, /^User-agent: \*\nDisallow: /);
  const icon = await get('/favicon.ico');
  assert.equal(icon.statusCode, 302);
  assert.equal((await get(String(icon.headers.location))).headers['content-type'], 'image/svg+xml');
});

test('files have names of their content, are kept for ever, and come as the browser likes them', async () => {
  const { payload } = await get(`${renewalIn('ar')}/done`, {});
  assert.equal(payload.trim(), '');
  const page = await get('/ar');
  const named = [...new Set([...page.payload.matchAll(/"(\/assets\/[^"]+)"/g)].map((each) => each[1] ?? ''))];
  assert.ok(named.length >= 4);
  for (const url of named) {
    assert.match(url, /^\/assets\/[a-z0-9-]+\.[0-9a-f]{10}\.(css|js|svg|woff2)$/);
    const plain = await get(url);
    assert.equal(plain.statusCode, 200, url);
    assertGuarded(plain, url);
    assert.equal(plain.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(plain.headers['content-encoding'], undefined);
    if (url.endsWith('.woff2')) continue;
    assert.equal(plain.headers['vary'], 'accept-encoding');
    const variants: [string, string | undefined][] = [
      ['br', 'br'],
      ['gzip, deflate, br', 'br'],
      ['gzip', 'gzip'],
      ['gzip, br;q=0', 'gzip'],
      ['GZIP;q=0.5', 'gzip'],
      ['br; q=0.000, gzip; q=0', undefined],
      ['identity', undefined],
      ['brotli, xgzip', undefined],
    ];
    for (const [accepts, coding] of variants) {
      const response = await get(url, { 'accept-encoding': accepts });
      assert.equal(response.headers['content-encoding'], coding, `${url} for ${accepts}`);
      const bytes = response.rawPayload;
      const content =
        coding === 'br' ? brotliDecompressSync(bytes) : coding === 'gzip' ? gunzipSync(bytes) : bytes;
      assert.ok(content.equals(plain.rawPayload), `${url} for ${accepts}`);
    }
    for (const other of [
      `${url}.map`,
      url.replace(/[0-9a-f]{10}/, '0000000000'),
      url.toUpperCase(),
      url.replace(/\.[0-9a-f]{10}/, ''),
    ])
      assert.equal((await get(other)).statusCode, 404, other);
  }
});

test('a page is the same in every coding', async () => {
  const plain = await get('/ar');
  for (const [accepts, open] of [
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const) {
    const response = await get('/ar', { 'accept-encoding': accepts });
    assert.equal(response.headers['content-encoding'], accepts);
    assert.equal(open(response.rawPayload).toString('utf8'), plain.payload);
  }
  assert.equal((await get('/ar', { 'accept-encoding': 'br;q=0, gzip;q=0' })).payload, plain.payload);
});

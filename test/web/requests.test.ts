import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPortal, origin } from '../support/portal.ts';
import { assertOurPage, langs, renewalIn } from './pages.ts';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Portal } from '../support/portal.ts';
import type { Lang } from './pages.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
});
after(() => portal.close());

/** Stands in addresses and bodies; no answer may repeat it. */
const mark = 'zz9evil';
const form = 'application/x-www-form-urlencoded';

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'TRACE';

function ask(
  method: Method,
  url: string,
  headers: Record<string, string> = {},
  payload?: string,
): Promise<LightMyRequestResponse> {
  // Node's types know no TRACE here, the server does.
  const options = { method, url, headers, ...(payload !== undefined && { payload }) } as InjectOptions;
  return portal.app.inject(options);
}

function post(
  url: string,
  payload: string,
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> {
  return ask('POST', url, { origin, 'content-type': form, ...headers }, payload);
}

function assertRefused(response: LightMyRequestResponse, status: number, lang: Lang, label: string): void {
  assert.equal(response.statusCode, status, label);
  assertOurPage(response, lang, label);
  assertNotEchoed(response, label);
}

function assertNotEchoed(response: LightMyRequestResponse, label: string): void {
  assert.ok(!response.payload.includes(mark), `${label}: the page does not repeat it`);
  assert.ok(!JSON.stringify(response.headers).includes(mark), `${label}: the headers do not repeat it`);
}

const strangeAddresses = [
  `/fr`,
  `/${mark}`,
  `/ar/${mark}`,
  `/ar/services/${mark}`,
  `/ar/services/${mark}/permit`,
  `/ar/services/contractor-permit-renewal/${mark}`,
  `/ar/services/contractor-permit-renewal/permit/${mark}`,
  `/ar/services/contractor-permit-renewal/permit/picture.png?of=${mark}`,
  `/ar/services/contractor-permit-renewal/permit/sound.wav`,
  `/ar/services/contractor-permit-renewal/forget`,
  `/ar/services/contractor-permit-renewal/resume/${mark}`,
  `/ar/services/contractor-permit-renewal/resume/..%2f..%2fforget`,
  `/ar/services/contractor-permit-renewal/__proto__`,
  `/ar/services/__proto__`,
  `/ar/services/constructor/permit`,
  `/constructor`,
  `//${mark}`,
  `//${mark}/ar`,
  `/ar/..%2f..%2fetc%2fpasswd`,
  `/ar/../../etc/passwd`,
  `/ar/%2e%2e%2f`,
  `/ar/%252e%252e%252f${mark}`,
  `/ar/services/%00`,
  `/ar/%`,
  `/ar/%ff${mark}`,
  `/ar/%zz${mark}`,
  `/%c0%ae%c0%ae/`,
  `/ar/${mark}?x=%`,
  `/ar/services/${mark.repeat(1000)}`,
  `/ar/${encodeURIComponent('<script>')}${mark}`,
  `/ar/${encodeURIComponent('\r\nset-cookie: x=1')}${mark}`,
  `/ar\\${mark}`,
  `/arx`,
  `/assets/${mark}`,
  `/assets/../server.ts`,
  `/assets/..%2f..%2fserver.ts`,
  `/assets/%2e%2e/%2e%2e/package.json`,
  `/demo/${mark}`,
  `/health/${mark}`,
  `/.env`,
  `/.git/config`,
];

test('an address that is not ours gives our page «not found», which does not repeat it', async () => {
  for (const url of strangeAddresses) assertRefused(await ask('GET', url), 404, 'ar', url);
  for (const url of strangeAddresses.filter((each) => /^\/ar\/(?!\.\.\/)/.test(each))) {
    const english = url.replace(/^\/ar/, '/en');
    assertRefused(await ask('GET', english), 404, 'en', english);
  }
});

test('a slash at the end is the same address', async () => {
  for (const url of [
    '/ar/',
    '/ar/services/',
    `${renewalIn('ar')}/`,
    `${renewalIn('ar')}/permit/`,
    '/ar/track/',
  ])
    assert.equal((await ask('GET', url)).statusCode, 200, url);
});

for (const lang of langs) {
  const permit = `${renewalIn(lang)}/permit`;
  const right = 'contractorNumber=1&permitNumber=2&permitYear=2026';

  test(`${lang}: fields that the form does not have are refused, and what was typed stays`, async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => `f${index}=1`).join('&');
    const bodies = {
      'an unknown field': `${right}&${mark}=1`,
      'a field twice': `${right}&permitNumber=3`,
      'a field as a list': right.replace('permitNumber=2', 'permitNumber[]=2'),
      __proto__: `${right}&__proto__=${mark}`,
      'in __proto__': `${right}&__proto__[x]=${mark}`,
      constructor: `${right}&constructor=${mark}`,
      'constructor.prototype': `${right}&constructor[prototype][x]=${mark}`,
      toString: `${right}&toString=${mark}`,
      'ten thousand fields': `${right}&${many}`,
    };
    for (const [label, body] of Object.entries(bodies)) {
      const response = await post(permit, body);
      assertRefused(response, 400, lang, label);
      assert.match(response.payload, /id="contractorNumber"[^>]* value="1"/, label);
      const track = await post(`/${lang}/track`, body);
      assertRefused(track, 400, lang, `${label} on the status page`);
    }
    assert.equal(({} as Record<string, unknown>)['x'], undefined);
  });

  test(`${lang}: other kinds of body are refused before they are read`, async () => {
    for (const type of [
      'application/json',
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/xml',
      mark,
    ]) {
      const response = await post(permit, right, { 'content-type': type });
      assertRefused(response, 415, lang, type);
    }
    const none = await ask('POST', permit, { origin }, right);
    assertRefused(none, 415, lang, 'no type');
    const empty = await ask('POST', permit, { origin });
    assert.equal(empty.statusCode, 422, 'an empty form is a form that was left empty');
    for (const charset of ['utf-16', 'windows-1256', 'x'.repeat(200)])
      assert.ok(
        (await post(permit, right, { 'content-type': `${form}; charset=${charset}` })).statusCode < 500,
      );
    const large = await post(permit, `contractorNumber=${'9'.repeat(600_000)}`);
    assertRefused(large, 413, lang, 'too large');
    const compressed = await post(permit, right, { 'content-encoding': 'gzip' });
    assert.ok(compressed.statusCode < 500);
  });

  test(`${lang}: a form that another site sent is refused`, async () => {
    const sent = (headers: Record<string, string>) =>
      ask('POST', permit, { 'content-type': form, ...headers }, right);
    const foreign: Record<string, string>[] = [
      {},
      { origin: 'null' },
      { origin: '' },
      { origin: `https://${mark}.example` },
      { origin: `${origin}.${mark}.example` },
      { origin: origin.replace('http', 'https') },
      { origin: `${origin}:81` },
      { origin: `${origin}/` },
      { referer: `https://${mark}.example/` },
      { referer: `https://${mark}.example/${origin}` },
      { referer: mark },
      { origin: 'null', referer: `${origin}/ar` },
      // Neither the host nor what a proxy says of it makes another site ours.
      { origin: `http://${mark}.example`, host: `${mark}.example` },
      { origin: `http://${mark}.example`, 'x-forwarded-host': `${mark}.example` },
    ];
    for (const headers of foreign) assertRefused(await sent(headers), 403, lang, JSON.stringify(headers));
    assert.equal((await sent({ origin })).statusCode, 303);
    assert.equal((await sent({ referer: `${origin}/${lang}` })).statusCode, 303, 'the referrer is enough');
  });

  test(`${lang}: methods that a page does not have are refused`, async () => {
    const addresses = [permit, `/${lang}`, `/${lang}/track`, `${renewalIn(lang)}/done`];
    for (const url of addresses)
      for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'] as const) {
        assertRefused(await ask(method, url), 403, lang, `${method} ${url}`);
        assertRefused(await ask(method, url, { origin }), 404, lang, `${method} ${url} from our origin`);
      }
    for (const url of [`/${lang}`, `/${lang}/services`, renewalIn(lang), `/${lang}/contact`])
      assertRefused(await post(url, ''), 404, lang, `POST ${url}`);
    const head = await ask('HEAD', permit);
    assert.equal(head.statusCode, 200);
    assert.equal(head.payload, '');
  });
}

test('what a request says of the host never comes into a page', async () => {
  const browser = portal.browser();
  const started = await browser.submit(await browser.open(`${renewalIn('ar')}/start`), {
    contractorNumber: '1042',
    permitNumber: '287',
    permitYear: String(Temporal.Now.plainDateISO('Asia/Amman').year),
  });
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const lies = {
    host: `${mark}.example`,
    'x-forwarded-host': `${mark}.example`,
    'x-forwarded-proto': mark,
    forwarded: `host=${mark}`,
  };
  for (const url of [
    started.path,
    `${renewalIn('ar')}/resume`,
    '/ar',
    '/',
    `${renewalIn('ar')}/done`,
    `${renewalIn('ar')}/start`,
  ])
    for (const headers of [lies, { ...lies, cookie }]) assertNotEchoed(await ask('GET', url, headers), url);
  const kept = await ask('GET', `${renewalIn('ar')}/resume`, { ...lies, cookie });
  assert.ok(
    kept.payload.includes(`href="${origin}${renewalIn('ar')}/resume/`),
    'the link is of our own origin',
  );
});

test('who a request comes from is believed of configured proxies alone', async () => {
  await portal.set('limits.status', {
    address: { max: 2, seconds: 600 },
    reference: { max: 999, seconds: 600 },
  });
  const wrong = (remoteAddress: string, forwarded: string) =>
    portal.app.inject({
      method: 'POST',
      url: '/ar/track',
      remoteAddress,
      headers: { origin, 'content-type': form, 'x-forwarded-for': forwarded },
      payload: 'reference=4K7-M92-QHK&phoneEnding=1234',
    });
  const statuses = async (remote: string, forwarded: (index: number) => string) => {
    const all: number[] = [];
    for (let index = 0; index < 4; index++) all.push((await wrong(remote, forwarded(index))).statusCode);
    return all;
  };
  const each = (index: number) => `198.51.100.${index + 1}`;
  assert.deepEqual(
    await statuses('203.0.113.9', each),
    [422, 422, 429, 429],
    'a stranger names others in vain',
  );
  assert.deepEqual(await statuses('127.0.0.1', each), [422, 422, 422, 422], 'the proxy names four people');
  assert.deepEqual(
    await statuses('127.0.0.1', (index) => `${each(index + 9)}, 203.0.113.77`),
    [422, 422, 429, 429],
    'what stands before the proxy’s own word is not believed',
  );
});

test('nothing of it broke', () => {
  assert.doesNotMatch(portal.log.join(''), /"level":"error"/);
  assert.ok(!portal.log.join('').includes(mark));
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Fastify from 'fastify';
import { sql } from 'kysely';
import { Secret, TOTP } from 'otpauth';
import { demoPassword } from '../../src/engine/staff/demo-people.ts';
import { addPerson, readPerson } from '../../src/engine/staff/manage-staff.ts';
import { actionNames, actions, may, roleNames, roles } from '../../src/engine/staff/roles.ts';
import { guardStaffRoutes, staffRules } from '../../src/web/staff/frame/staff-route.ts';
import { byTest } from '../support/by-test.ts';
import { signedIn as signedInTo } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { assertMarked, assertOurPage, fieldOf, langs } from './pages.ts';
import type { Role } from '../../src/engine/staff/roles.ts';
import type { Browser, Page } from '../support/browser.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
});
after(() => portal.close());

/** The same portal as in production: the second step is asked for. */
async function inProduction(work: () => Promise<void>): Promise<void> {
  portal.ctx.demo = false;
  try {
    await work();
  } finally {
    portal.ctx.demo = true;
  }
}

const signedIn = (role: Role) => signedInTo(portal, role);

async function enter(
  browser: Browser,
  login: string,
  password = demoPassword,
  path = '/ar/staff',
): Promise<Page> {
  return browser.submit(await browser.open(path), { login, password });
}

let people = 0;

async function freshPerson(role: Role = 'clerk') {
  people += 1;
  const added = await addPerson(
    portal.db,
    { login: `web.person${people}`, name: 'شخص كناري', role },
    byTest.origin,
  );
  assert.ok(added.kind === 'added');
  return { ...added.person, password: added.password };
}

/** The code of the app that a page offers, or of a secret. */
async function codeFrom(secret: string, steps = 0): Promise<string> {
  const { rows } = await sql<{ now: Date }>`select moment() as now`.execute(portal.db.query);
  const totp = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) });
  return totp.generate({ timestamp: rows[0]!.now.getTime() + steps * 30_000 });
}

const secretOn = (page: Page) => /<p class="key"><bdi dir="ltr">([A-Z2-7 ]+)</.exec(page.html)?.[1] ?? '';

/** Every route of the office that the app answers, read out of what Fastify draws. */
function routesOfOffice(): string[] {
  const found: string[] = [];
  const above: string[] = [];
  for (const line of portal.app.printRoutes({ commonPrefix: false }).split('\n')) {
    const read = /^(.*)── (\S*)(?: \((.*)\))?$/.exec(line);
    if (!read) continue;
    const depth = (read[1] ?? '').length;
    above.splice(Math.floor(depth / 4));
    above.push(read[2] ?? '');
    const url = above.join('');
    if (!/^\/:lang\/staff(?:\/|$)/.test(url)) continue;
    for (const method of (read[3] ?? '').split(', '))
      if (method !== 'HEAD' && method !== '') found.push(`${method} ${url}`);
  }
  return found.toSorted();
}

test('every route of the office has a rule', () => {
  const rules = [...staffRules(portal.app).keys()].toSorted();
  assert.ok(rules.length >= 16);
  assert.deepEqual(routesOfOffice(), rules);
});

test('a route of the office without a rule does not let the portal start', () => {
  const app = Fastify();
  guardStaffRoutes(app);
  for (const url of ['/:lang/staff', '/:lang/staff/secret', '/:lang/staff/people/:id', '/ar/staff/x'])
    assert.throws(() => app.get(url, () => 'no rule'), /has no rule/, url);
  assert.throws(() => app.post('/:lang/staff/secret', () => 'no rule'), /has no rule/);
  app.get('/:lang/services', () => 'not of the office');
});

function splitRoute(route: string): { method: 'GET' | 'POST'; url: string } {
  const [method, url = ''] = route.split(' ');
  return { method: method as 'GET' | 'POST', url };
}

test('role × route: each role gets in where the table says so, and nowhere else', async () => {
  const target = await freshPerson('inspector');
  for (const role of roleNames) {
    const browser = await signedIn(role);
    for (const [route, rule] of staffRules(portal.app)) {
      if (rule === 'anyone') continue;
      const { method, url } = splitRoute(route);
      const path = url.replace(':lang', 'en').replace(':id', String(target.id));
      // A form that says nothing changes nothing where it is let in; these need no words.
      if (/\/(?:disable|reset)$/.test(path) && may(role, 'staff.manage')) continue;
      const page = await (method === 'GET' ? browser.get(path) : browser.post(path));
      const allowed = rule === 'entering' || rule === 'signed-in' || may(role, rule);
      const said = `${role}: ${route}: ${page.status}`;
      if (allowed) assert.notEqual(page.status, 403, said);
      else {
        assert.equal(page.status, 403, said);
        assertOurPage(page.response, 'en', said);
        assert.match(page.html, /href="\/en\/staff"/, said);
      }
    }
  }
  const after = await readPerson(portal.db, { id: target.id });
  assert.equal(after?.role, 'inspector');
});

test('a stranger gets into no route: all lead to the sign-in', async () => {
  for (const [route, rule] of staffRules(portal.app)) {
    if (rule === 'anyone') continue;
    const { method, url } = splitRoute(route);
    const path = url.replace(':lang', 'ar').replace(':id', '1');
    const browser = portal.browser();
    browser.setCookies(new Map([['tajdeed-staff', 'AAAAAAAAAAAAAAAAAAAAAA']]));
    const page = await (method === 'GET' ? browser.get(path) : browser.post(path));
    assert.equal(page.status, 303, route);
    assert.match(page.location, /^\/ar\/staff\/sign-in/, route);
  }
});

test('the page of the roles is the table', async () => {
  for (const lang of langs) {
    const page = await (await signedIn('auditor')).get(`/${lang}/staff/roles`);
    for (const action of actionNames) {
      const row = page.html.slice(page.html.indexOf(`<th scope="row">${actions[action].text[lang]}</th>`));
      const cells = [...row.slice(0, row.indexOf('</tr>')).matchAll(/<td( class="yes")?>/g)];
      assert.deepEqual(
        cells.map(([, yes]) => yes !== undefined),
        roleNames.map((role) => may(role, action)),
        action,
      );
    }
    for (const role of roleNames) assert.ok(page.text.includes(roles[role][lang]), role);
  }
});

test('nobody, a wrong password and a disabled person look the same, and take about the same time', async () => {
  const disabled = await freshPerson();
  await sql`update staff set disabled_at = now() where id = ${disabled.id}`.execute(portal.db.query);
  const owner = await freshPerson();
  const tried = async (login: string, password: string) => {
    const browser = portal.browser();
    const page = await browser.open('/en/staff');
    const from = performance.now();
    const sent = await browser.send(page, { login, password });
    const took = performance.now() - from;
    assert.equal(browser.cookies.size, 0);
    const html = sent.html.replaceAll(login, '');
    return { status: sent.status, size: html.length, html, took, page: sent };
  };
  const kinds = [
    { login: owner.login, password: 'not the password' },
    { login: 'web.nobody', password: 'not the password' },
    { login: disabled.login, password: disabled.password },
  ];
  const all = [];
  for (const { login, password } of kinds) all.push(await tried(login, password));
  for (const each of all) {
    assert.equal(each.status, 422);
    assert.equal(each.html, all[0]?.html);
  }
  // The quickest of several: others use the machine, too.
  const quickest = [Infinity, Infinity, Infinity];
  for (let round = 0; round < 6; round++)
    for (const [index, { login, password }] of kinds.entries())
      quickest[index] = Math.min(quickest[index]!, (await tried(login, password)).took);
  assert.ok(Math.min(...quickest) * 2 > Math.max(...quickest), quickest.join(', '));
  assertMarked(all[0]!.page.html, 'login', 'wrong');
  assert.equal(fieldOf(all[0]!.page.html, 'login').value, owner.login, 'what was typed is there');
  assert.doesNotMatch(all[0]!.page.html, /not the password/);
  const empty = await portal.browser().post('/ar/staff/sign-in', { login: ' ', password: '' });
  assert.equal(empty.status, 422);
  assertMarked(empty.html, 'password', 'empty');
});

test('the address waits after too many wrong ones, and others do not', async () => {
  const { login, password } = await freshPerson();
  const browser = portal.browser();
  const statuses: number[] = [];
  for (let tries = 0; tries < 6; tries++) statuses.push((await enter(browser, login, 'wrong')).status);
  assert.deepEqual(statuses, [422, 422, 422, 422, 422, 429]);
  const limited = await browser.post('/ar/staff/sign-in', { login, password });
  assert.equal(limited.status, 429);
  assert.ok(Number(limited.response.headers['retry-after']) > 0);
  assert.equal((await enter(portal.browser(), login, password)).path, '/ar/staff/password');
});

test('the whole way in production: password, app, password of one’s own, and a code is used once', async () => {
  await inProduction(async () => {
    const person = await freshPerson('administrator');
    const browser = portal.browser();
    const second = await enter(browser, person.login, person.password, '/en/staff/people');
    assert.equal(second.path, '/en/staff/second-step');
    assert.doesNotMatch(second.html, /demo-tajdeed-demo/);
    for (const path of ['', '/people', '/password'])
      assert.match((await browser.get(`/en/staff${path}`)).location, /\/second-step/, path);
    const secret = secretOn(second);
    assert.equal(secretOn(await browser.open('/en/staff')), secret);
    const wrong = await browser.send(second, { code: '000000' });
    assert.equal(wrong.status, 422);
    assertMarked(wrong.html, 'code', 'wrong code');
    const before = browser.cookies.get('tajdeed-staff');
    const code = await codeFrom(secret);
    const choose = await browser.submit(second, { code });
    assert.equal(choose.path, '/en/staff/password');
    assert.notEqual(browser.cookies.get('tajdeed-staff'), before, 'the token is new');
    assert.match((await browser.get('/en/staff')).location, /\/password/);
    const short = await browser.send(choose, { password: 'short', again: 'short' });
    assertMarked(short.html, 'password', 'short');
    const password = 'A long walk in Jerash';
    const inside = await browser.submit(choose, { password, again: password });
    assert.equal(inside.path, '/en/staff/people', 'where it began');

    const other = portal.browser();
    const asked = await enter(other, person.login, password);
    assert.equal(secretOn(asked), '', 'the key is not shown again');
    assert.equal((await other.send(asked, { code })).status, 422, 'used');
    assert.equal((await other.submit(asked, { code: await codeFrom(secret, 1) })).path, '/ar/staff');
  });
});

test('a token that a stranger planted opens nothing after the sign-in', async () => {
  const browser = portal.browser();
  browser.setCookies(new Map([['tajdeed-staff', 'BBBBBBBBBBBBBBBBBBBBBB']]));
  await enter(browser, 'clerk');
  const token = browser.cookies.get('tajdeed-staff') ?? '';
  assert.notEqual(token, 'BBBBBBBBBBBBBBBBBBBBBB');
  const planted = portal.browser();
  planted.setCookies(new Map([['tajdeed-staff', 'BBBBBBBBBBBBBBBBBBBBBB']]));
  assert.equal((await planted.get('/ar/staff')).status, 303);
  // Signing in as somebody else ends the session of before.
  await browser.post('/ar/staff/sign-in', { login: 'auditor', password: demoPassword });
  const old = portal.browser();
  old.setCookies(new Map([['tajdeed-staff', token]]));
  assert.equal((await old.get('/ar/staff')).status, 303);
});

test('after sign-out the token opens nothing', async () => {
  const browser = await signedIn('clerk');
  const token = new Map(browser.cookies);
  const out = await browser.post('/en/staff/sign-out');
  assert.equal(out.location, '/en/staff/sign-in');
  assert.equal(browser.cookies.size, 0);
  browser.setCookies(token);
  assert.equal((await browser.get('/ar/staff')).status, 303);
  assert.equal((await portal.browser().post('/ar/staff/sign-out')).status, 303, 'without a session, too');
});

test('the cookie: for this host, this window, encrypted, and for no foreign link', async () => {
  const page = await portal.browser().post('/ar/staff/sign-in', { login: 'clerk', password: demoPassword });
  const [cookie] = page.response.cookies as {
    name: string;
    sameSite?: string;
    httpOnly?: boolean;
    maxAge?: number;
    expires?: Date;
  }[];
  assert.equal(cookie?.name, 'tajdeed-staff');
  assert.equal(cookie?.sameSite, 'Strict');
  assert.equal(cookie?.httpOnly, true);
  assert.equal(cookie?.maxAge ?? cookie?.expires, undefined);
  const { publicUrl } = portal.ctx;
  portal.ctx.publicUrl = 'https://portal.test';
  try {
    const secure = await portal.app.inject({
      method: 'POST',
      url: '/ar/staff/sign-in',
      headers: {
        origin: 'https://portal.test',
        'content-type': 'application/x-www-form-urlencoded',
        'x-forwarded-for': '10.8.0.1',
      },
      payload: `login=clerk&password=${demoPassword}`,
    });
    assert.match(
      String(secure.headers['set-cookie']),
      /^__Host-tajdeed-staff=[\w-]{22}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
  } finally {
    portal.ctx.publicUrl = publicUrl;
  }
});

test('no link leads out of the office after the sign-in', async () => {
  const evil = [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/ar/staff//evil.example',
    '/ar/staff/../../x',
    '/ar/services',
    '/en/staffing',
    '/ar/staff\r\nx: y',
    'javascript:alert(1)',
  ];
  for (const next of evil) {
    const browser = portal.browser();
    const page = await browser.get(`/ar/staff/sign-in?next=${encodeURIComponent(next)}`);
    assert.equal(page.status, 200, next);
    const sent = await browser.post('/ar/staff/sign-in', { login: 'clerk', password: demoPassword, next });
    assert.equal(sent.location, '/ar/staff', next);
  }
  const page = await portal.browser().open('/en/staff/roles?x=1');
  assert.match(page.html, /name="next" value="\/en\/staff\/roles\?x=1"/);
});

test('a form of another site changes nothing', async () => {
  const browser = await signedIn('administrator');
  const target = await freshPerson();
  for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }] as const) {
    for (const path of [`people/${target.id}/disable`, 'sign-out', 'people'])
      assert.equal((await browser.post(`/ar/staff/${path}`, {}, headers)).status, 403);
    assert.equal(
      (await browser.post('/ar/staff/sign-in', { login: 'clerk', password: demoPassword }, headers)).status,
      403,
    );
  }
  assert.equal((await readPerson(portal.db, { id: target.id }))?.disabled, false);
  assert.equal((await browser.get('/ar/staff')).status, 200);
});

test('an administrator adds a person, changes the role, resets, disables and enables', async () => {
  const browser = await signedIn('administrator');
  const wrong = await browser.post('/ar/staff/people', { name: 'دانا "<b>', login: 'دانا', role: 'boss' });
  assert.equal(wrong.status, 422);
  assertMarked(wrong.html, 'login', 'login');
  assertMarked(wrong.html, 'role', 'role');
  assert.equal(fieldOf(wrong.html, 'name').value, 'دانا "<b>');
  assertMarked(
    (await browser.post('/ar/staff/people', { name: 'س', login: 'Clerk', role: 'clerk' })).html,
    'login',
    'taken',
  );
  const added = await browser.post('/ar/staff/people', { name: 'دانا', login: 'Dana', role: 'clerk' });
  assert.equal(added.status, 200);
  const password = /[a-z2-9]{4}(?:-[a-z2-9]{4}){3}/.exec(added.html)?.[0] ?? '';
  const dana = portal.browser();
  const choose = await enter(dana, 'dana', password);
  await dana.submit(choose, { password: 'a long walk in Umm Qais', again: 'a long walk in Umm Qais' });
  assert.equal((await dana.get('/ar/staff')).status, 200);
  const { id } = (await readPerson(portal.db, { login: 'dana' }))!;
  const post = (what: string, fields = {}) => browser.post(`/en/staff/people/${id}/${what}`, fields);
  assert.equal((await post('role', { role: 'boss' })).status, 422);
  assert.equal((await post('role', { role: 'auditor' })).location, `/en/staff/people/${id}`);
  assert.equal((await dana.get('/ar/staff')).status, 303, 'another role ends the session');
  assert.equal((await enter(dana, 'dana', 'a long walk in Umm Qais')).path, '/ar/staff');
  await post('disable');
  assert.equal((await dana.get('/ar/staff')).status, 303, 'disabling ends the session');
  assert.match((await browser.get(`/ar/staff/people/${id}`)).html, /people\/\d+\/enable/);
  await post('enable');
  const again = (await post('reset')).html;
  assert.equal((await enter(dana, 'dana', 'a long walk in Umm Qais')).status, 422);
  const fresh = /[a-z2-9]{4}(?:-[a-z2-9]{4}){3}/.exec(again)?.[0] ?? '';
  assert.equal((await enter(dana, 'dana', fresh)).path, '/ar/staff/password');
  const self = (await readPerson(portal.db, { login: 'admin' }))!;
  assert.equal((await browser.post(`/ar/staff/people/${self.id}/disable`)).status, 422);
  for (const path of ['/people/999999', '/people/0', '/people/x', '/nowhere'])
    assert.equal((await browser.get(`/ar/staff${path}`)).status, 404, path);
  assert.equal((await browser.post('/ar/staff/people/999999/disable')).status, 404);
});

test('a password is changed with the one of before, and other browsers are signed out', async () => {
  const person = await freshPerson();
  const browser = portal.browser();
  const first = 'a long walk in Ajloun';
  await browser.submit(await enter(browser, person.login, person.password), {
    password: first,
    again: first,
  });
  const other = portal.browser();
  await enter(other, person.login, first);
  const page = await browser.open('/ar/staff/password');
  const password = 'a long walk in Dana';
  assertMarked(
    (await browser.send(page, { current: 'no', password, again: password })).html,
    'current',
    'wrong',
  );
  assertMarked(
    (await browser.send(page, { current: first, password, again: first })).html,
    'again',
    'differs',
  );
  assert.equal((await browser.submit(page, { current: first, password, again: password })).path, '/ar/staff');
  assert.equal((await other.get('/ar/staff')).status, 303);
});

test('idle for half an hour, it is over', async () => {
  const browser = await signedIn('clerk');
  await portal.moveClock('31 minutes');
  assert.match((await browser.get('/ar/staff/roles')).location, /sign-in\?next=%2Far%2Fstaff%2Froles/);
  await portal.moveClock('-31 minutes');
});

test('pages are kept by nobody, and neither login nor password nor name nor token is in the log', async () => {
  const person = await freshPerson();
  const browser = portal.browser();
  const pages = [await browser.open('/ar/staff'), await enter(browser, person.login, person.password)];
  for (const page of pages) assertOurPage(page.response, 'ar', page.path);
  await enter(portal.browser(), person.login, 'كلمة خاطئة كناري');
  await sql`alter table staff rename to broken`.execute(portal.db.query);
  try {
    const form = { login: person.login, password: person.password };
    assert.equal((await portal.browser().post('/ar/staff/sign-in', form)).status, 500);
  } finally {
    await sql`alter table broken rename to staff`.execute(portal.db.query);
  }
  const log = portal.log.join('');
  const token = browser.cookies.get('tajdeed-staff') ?? '';
  for (const each of [person.login, person.password, person.name, token, 'كناري', demoPassword])
    assert.ok(each.length > 3 && !log.includes(each), each);
});

test('what a role may not do is recorded when it is tried: by whom, the right, and the route without its numbers', async () => {
  const browser = await signedIn('inspector');
  const { rows: last } = await sql<{ id: number }>`select max(id) as id from audit`.execute(portal.db.query);
  await sql`delete from counters`.execute(portal.db.query);
  await browser.post('/en/staff/people/7/disable');
  await browser.post('/en/staff/people/8/disable');
  const { rows } = await sql<{
    subject: string;
    actor: string;
    data: object;
  }>`select subject, actor, data from audit
    where id > ${last[0]!.id} and action = 'staff.refused'`.execute(portal.db.query);
  assert.equal(rows.length, 1, 'the same try, twice');
  assert.equal(rows[0]?.actor, rows[0]?.subject);
  assert.deepEqual(rows[0]?.data, {
    why: 'role',
    route: 'POST /:lang/staff/people/:id/disable',
    right: 'staff.manage',
  });
});

test('ways to sign in: one’s own sessions are shown and ended, and a form of another site does nothing', async () => {
  const here = await signedIn('supervisor');
  const there = await signedIn('supervisor');
  const page = await here.get('/en/staff/ways');
  assert.equal(page.status, 200);
  assert.match(page.text, /This device/);
  const foreign = { origin: 'https://evil.example' };
  for (const path of [
    'ways/sessions/end',
    'ways/passkeys',
    'ways/passkey',
    'ways/passkeys/1/remove',
    'ways/passkeys/1/name',
    'ways/app',
    'ways/app/remove',
    'sign-in/passkey',
    'sign-in/passkey/challenge',
    'second-step/passkey',
    'second-step/passkey/challenge',
  ])
    assert.equal((await here.post(`/en/staff/${path}`, {}, foreign)).status, 403, path);
  assert.equal((await there.get('/en/staff')).status, 200);
  assert.equal((await here.post('/en/staff/ways/sessions/end')).location, '/en/staff/ways');
  assert.equal((await there.get('/en/staff')).status, 303);
  assert.match((await here.get('/en/staff/ways')).text, /signed in on no other device/);
});

test('passkeys without encryption are not offered, and where they are the door says nothing of who has one', async () => {
  const plain = await portal.browser().open('/en/staff');
  assert.doesNotMatch(plain.html, /passkey/);
  assert.equal((await portal.browser().post('/en/staff/sign-in/passkey/challenge')).status, 404);
  const { publicUrl } = portal.ctx;
  portal.ctx.publicUrl = 'https://portal.test';
  const secure = { origin: 'https://portal.test' };
  try {
    assert.match((await portal.browser().open('/en/staff')).html, /data-passkey="get"/);
    const asked = await portal.browser().post('/en/staff/sign-in/passkey/challenge', {}, secure);
    assert.equal(asked.status, 200);
    assert.equal(asked.response.headers['cache-control'], 'no-store');
    const options = asked.response.json<{ challenge: string }>();
    assert.deepEqual(Object.keys(options).toSorted(), [
      'allowCredentials',
      'challenge',
      'rpId',
      'timeout',
      'userVerification',
    ]);
    const wrong = await portal.browser().post('/en/staff/sign-in/passkey', { credential: 'x' }, secure);
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /This passkey was not accepted/);
  } finally {
    portal.ctx.publicUrl = publicUrl;
  }
});

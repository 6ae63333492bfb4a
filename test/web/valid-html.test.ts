import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { sql } from 'kysely';
import { checkApplication } from '../../src/engine/applications/check-application.ts';
import { permitsInDatabase } from '../../src/engine/registers/permits.store.ts';
import { demoPassword } from '../../src/engine/staff/demo-people.ts';
import { readPerson } from '../../src/engine/staff/manage-staff.ts';
import { openPortal } from '../support/portal.ts';
import { withSwitch } from '../support/register-switch.ts';
import { act } from '../support/unchecked.ts';
import { firstPermit, freshPhone, newestCode } from '../support/walk.ts';
import { langs, permitsToRenew, renewalIn, withoutLimits } from './pages.ts';
import type { ConfigData } from 'html-validate';
import type { Page } from '../support/browser.ts';
import type { Portal } from '../support/portal.ts';
import type { Lang } from './pages.ts';

let portal: Portal;
let validator: HtmlValidate;
before(async () => {
  const rules = await readFile(new URL('../../.htmlvalidate.json', import.meta.url), 'utf8');
  validator = new HtmlValidate(JSON.parse(rules) as ConfigData);
  portal = await openPortal({ sources: { permits: register } });
  await withoutLimits(portal);
});
after(() => portal.close());

/** A page of ours, and how it came about. */
type Seen = { state: string; page: Page; status: number };

const register = withSwitch(permitsInDatabase);
const permit = permitsToRenew();
const year = firstPermit().permitYear;
const strange = { draft: '', strange: '1' };

/** Pages that stand without a journey. */
async function plainPages(lang: Lang): Promise<Seen[]> {
  const browser = portal.browser();
  const seen: Seen[] = [];
  const see = async (state: string, page: Promise<Page>, status = 200) => {
    seen.push({ state, page: await page, status });
  };
  await see('home', browser.get(`/${lang}`));
  await see('services', browser.get(`/${lang}/services`));
  await see('a search', browser.get(`/${lang}/services?q=${encodeURIComponent('تجديد "<b>')}`));
  await see('a search without results', browser.get(`/${lang}/services?q=zzz`));
  await see('the service', browser.get(renewalIn(lang)));
  await see('contact', browser.get(`/${lang}/contact`));
  await see('guides', browser.get(`/${lang}/guide`));
  await see('guide', browser.get(`/${lang}/guide/contractor-permit-renewal`));
  await see('status', browser.get(`/${lang}/track`));
  await see('status, empty', browser.post(`/${lang}/track`, { reference: '', phoneEnding: '' }), 422);
  const pair = { reference: '4K7-M92-QHK', phoneEnding: '1234' };
  await see('status, wrong', browser.post(`/${lang}/track`, pair), 422);
  await see('status, strange', browser.post(`/${lang}/track`, { ...pair, ...strange }), 400);
  await see('not found', browser.get(`/${lang}/nowhere`), 404);
  await see('foreign', browser.post(`/${lang}/track`, pair, { origin: 'https://other.example' }), 403);
  await see('another kind', browser.post(`/${lang}/track`, pair, { 'content-type': 'text/plain' }), 415);
  await see('too large', browser.post(`/${lang}/track`, { reference: '9'.repeat(600_000) }), 413);
  await see('a resume link that is none', browser.get(`${renewalIn(lang)}/resume/x`), 404);
  await see('a form without a draft', browser.post(`${renewalIn(lang)}/check`), 400);
  return seen;
}

/** The states of the look-up. */
async function lookUpPages(lang: Lang): Promise<Seen[]> {
  const seen: Seen[] = [];
  const start = `${renewalIn(lang)}/start`;
  const submit = async (state: string, numbers: Record<string, string>, status = 200) => {
    const browser = portal.browser();
    seen.push({ state, page: await browser.submit(await browser.open(start), numbers), status });
    return browser;
  };
  seen.push({ state: 'the first form', page: await portal.browser().open(start), status: 200 });
  await submit('empty', { contractorNumber: '', permitNumber: '', permitYear: '' }, 422);
  await submit('strange', { ...firstPermit(), ...strange }, 400);
  const known = await submit('found', firstPermit());
  seen.push({ state: 'unfinished', page: await known.get(`${renewalIn(lang)}/permit`), status: 200 });
  seen.push({ state: 'later', page: await known.get(`${renewalIn(lang)}/resume`), status: 200 });
  const link = /resume\/[A-Za-z0-9_-]{43}/.exec(seen.at(-1)?.page.html ?? '')?.[0] ?? '';
  seen.push({ state: 'resume', page: await portal.browser().get(`${renewalIn(lang)}/${link}`), status: 200 });
  await known.post(`${renewalIn(lang)}/forget`);
  seen.push({ state: 'gone', page: await known.post(`${renewalIn(lang)}/${link}`), status: 404 });
  const numbers = (contractorNumber: number, permitNumber: number, permitYear = year) => ({
    contractorNumber: String(contractorNumber),
    permitNumber: String(permitNumber),
    permitYear,
  });
  await submit('miss', numbers(1042, 999_999));
  await submit('too early', numbers(1042, 288));
  await submit('too late', numbers(1055, 96, String(Number(year) - 2)));
  await submit('withdrawn', numbers(1060, 410));
  await submit('suspended', numbers(1077, 512));
  register.state = 'down';
  await submit('the register is down', firstPermit());
  register.state = 'up';
  const one = { max: 1, seconds: 600 };
  const free = { max: 1_000_000, seconds: 600 };
  await portal.set('limits.look-up-misses', { address: free, number: one, all: free });
  await submit('the last miss', numbers(lang === 'ar' ? 5005 : 5006, 1));
  await submit('limited', numbers(lang === 'ar' ? 5005 : 5006, 1), 429);
  await withoutLimits(portal);
  return seen;
}

/** The states of the later steps, to the receipt and the status. */
async function laterPages(lang: Lang): Promise<Seen[]> {
  const seen: Seen[] = [];
  const browser = portal.browser();
  const see = (state: string, page: Page, status = 200) => {
    seen.push({ state, page, status });
    return page;
  };
  const phone = freshPhone();
  const numbers = permit();
  const renewal = await browser.submit(await browser.open(`${renewalIn(lang)}/start`), numbers);
  see(
    'renewal, empty',
    await browser.send(renewal, { reason: '', details: 'x'.repeat(600), phone: '' }),
    422,
  );
  see('renewal, strange', await browser.send(renewal, strange), 400);
  await portal.set('contractor-permit-renewal.code-policy', 'screen');
  const filled = { reason: 'other', details: 'سطر\n"<b>&', phone: phone.typed };
  const screen = see('code on the screen', await browser.submit(renewal, filled));
  see('code on the screen, wrong', await browser.send(screen, { code: '000000', action: 'check' }), 422);
  see('code by SMS instead', await browser.submit(screen, { action: 'sms' }));
  await portal.set('contractor-permit-renewal.code-policy', 'sms');
  const code = see('code by SMS', await browser.open(`${renewalIn(lang)}/code`));
  see('code, empty', await browser.send(code, { code: '' }), 422);
  see('code, wrong', await browser.send(code, { code: '000000' }), 422);
  see('code, asked for at once again', await browser.send(code, { action: 'resend' }), 429);
  await portal.moveClock('20 minutes');
  see('code, over', await browser.open(`${renewalIn(lang)}/code`));
  const again = await browser.submit(code, { action: 'resend' });
  const check = see('check', await browser.submit(again, { code: await newestCode(portal, phone.e164, 2) }));
  see('check, strange', await browser.send(check, strange), 400);
  see('receipt', await browser.submit(check, {}));
  see('status', await browser.open(`/${lang}/track/status`));
  see('status of this browser', await browser.open(`/${lang}/track`));
  const other = portal.browser();
  see('open already', await other.submit(await other.open(`${renewalIn(lang)}/start`), numbers));
  await portal.moveClock('20 days');
  const { reference, phone_ending } = await lastApplication();
  const tracked = { reference, phoneEnding: phone_ending };
  see('status, late', await other.submit(await other.open(`/${lang}/track`), tracked));
  await portal.moveClock('-20 days');
  return seen;
}

/** What is met when the register is down, to each end that it may have. */
async function pagesWithoutRegister(lang: Lang): Promise<Seen[]> {
  const seen: Seen[] = [];
  const see = (state: string, page: Page, status = 200) => {
    seen.push({ state, page, status });
    return page;
  };
  const start = `${renewalIn(lang)}/start`;
  const numbers = (contractorNumber: string, permitNumber: string, permitYear = year) => ({
    contractorNumber,
    permitNumber,
    permitYear,
  });
  for (const [what, asked] of Object.entries({
    found: permit(),
    missed: numbers('99999', lang === 'ar' ? '1' : '2'),
    refused: numbers('1055', '96', String(Number(year) - 2)),
  })) {
    const browser = portal.browser();
    const phone = freshPhone();
    register.state = 'down';
    const down = await browser.submit(await browser.open(start), asked);
    const renewal = see(`${what}: renewal`, await act(browser, down, 'go-on'));
    see(`${what}: permit`, await browser.get(`${renewalIn(lang)}/permit`));
    const code = await browser.submit(renewal, { reason: 'weather', details: '', phone: phone.typed });
    const check = await browser.submit(code, { code: await newestCode(portal, phone.e164) });
    see(`${what}: check`, check);
    if (what === 'found') {
      register.state = 'up';
      see('the register answers again', await browser.submit(check, {}));
      continue;
    }
    see(`${what}: receipt`, await browser.submit(check, {}));
    see(`${what}: waiting`, await browser.open(`/${lang}/track/status`));
    register.state = 'up';
    await checkApplication(portal.ctx, String((await lastApplication()).id));
    see(`${what}: ended`, await browser.open(`/${lang}/track/status`));
    see(`${what}: receipt afterwards`, await browser.open(`${renewalIn(lang)}/done`));
  }
  const browser = portal.browser();
  register.learntAt = new Date('2026-01-02T03:04:05Z');
  see('remembered', await browser.submit(await browser.open(start), firstPermit()));
  register.learntAt = null;
  return seen;
}

async function lastApplication(): Promise<{ id: number; reference: string; phone_ending: string }> {
  const { rows } = await sql<{ id: number; reference: string; phone_ending: string }>`
    select id, reference, right(phone, 4) as phone_ending from applications order by id desc limit 1`.execute(
    portal.db.query,
  );
  assert.ok(rows[0]);
  return rows[0];
}

/** The door of the office, in every state. */
async function staffPages(lang: Lang): Promise<Seen[]> {
  const browser = portal.browser();
  const seen: Seen[] = [];
  const see = (state: string, page: Page, status = 200) => {
    seen.push({ state, page, status });
    return page;
  };
  const to = (path: string) => `/${lang}/staff${path}`;
  see('sign-in', await browser.open(to('')));
  see('sign-in, empty', await browser.post(to('/sign-in'), { login: '', password: '' }), 422);
  const admin = { login: 'admin', password: demoPassword };
  portal.ctx.demo = false;
  try {
    const offer = see('an app to be connected', await browser.submit(await browser.open(to('')), admin));
    see('an app, wrong code', await browser.send(offer, { code: '' }), 422);
  } finally {
    portal.ctx.demo = true;
  }
  see('home', await browser.submit(await portal.browser().open(to('')), admin));
  see('roles', await browser.get(to('/roles')));
  see('password', await browser.get(to('/password')));
  see('password, wrong', await browser.post(to('/password'), { current: '', password: '', again: '' }), 422);
  see('people', await browser.get(to('/people')));
  const typed = { name: '"<b>&', login: '', role: '' };
  see('people, wrong', await browser.post(to('/people'), typed), 422);
  const added = await browser.post(to('/people'), { ...typed, login: `valid-${lang}`, role: 'clerk' });
  see('a one-time password', added);
  const person = await readPerson(portal.db, { login: `valid-${lang}` });
  assert.ok(person);
  see('a person', await browser.get(to(`/people/${person.id}`)));
  see('a person, wrong role', await browser.post(to(`/people/${person.id}/role`), { role: '' }), 422);
  const clerk = portal.browser();
  see('home of a clerk', await clerk.submit(await clerk.open(to('')), { ...admin, login: 'clerk' }));
  see('not allowed', await clerk.get(to('/people')), 403);
  return seen;
}

const collections = { plainPages, lookUpPages, laterPages, pagesWithoutRegister, staffPages };

for (const lang of langs)
  for (const [name, collect] of Object.entries(collections))
    test(`${lang}, ${name}: every state of every page is valid`, async () => {
      const titles = new Set<string>();
      const found: string[] = [];
      for (const { state, page, status } of await collect(lang)) {
        assert.equal(page.status, status, state);
        assert.match(page.html, new RegExp(`<html lang="${lang}"`), state);
        assert.equal(page.html.match(/<h1[ >]/g)?.length, 1, `${state}: one title`);
        assert.doesNotMatch(page.html, /\{[a-zA-Z]+\}|undefined|\[object|NaN/, state);
        titles.add(/<title>([^<]*)/.exec(page.html)?.[1] ?? '');
        const report = await validator.validateString(page.html, state);
        for (const result of report.results)
          for (const each of result.messages)
            found.push(`${state}: ${each.ruleId} at ${each.line}: ${each.message}`);
      }
      assert.deepEqual(found, []);
      assert.ok(titles.size > 2);
    });

test('the demo’s page of simulated phones is valid as well', async () => {
  for (const url of ['/demo/phone', '/demo/phone?phone=079', '/demo/phone?phone=0790000000']) {
    const report = await validator.validateString((await portal.browser().get(url)).html, url);
    assert.deepEqual(
      report.results.flatMap((result) => result.messages.map((each) => each.message)),
      [],
    );
  }
});

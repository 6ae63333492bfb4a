import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { readAudit } from '../../src/engine/audit/read-audit.ts';
import { openSetting } from '../../src/engine/settings/read-settings.ts';
import { allSettings } from '../../src/engine/settings/settings.ts';
import { services } from '../../src/services/index.ts';
import { morePermits, signedIn, submit } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { renewal } from '../support/walk.ts';
import { assertMarked, assertOurPage, langs } from './pages.ts';
import type { ConfigData } from 'html-validate';
import type { Browser, Page } from '../support/browser.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
let admin: Browser;
let validator: HtmlValidate;
let today: Temporal.PlainDate;
before(async () => {
  const rules = await readFile(new URL('../../.htmlvalidate.json', import.meta.url), 'utf8');
  validator = new HtmlValidate(JSON.parse(rules) as ConfigData);
  portal = await openPortal();
  admin = await signedIn(portal, 'administrator');
  today = (await portal.ctx.settings.now()).today;
});
after(() => portal.close());

const room = (lang: string) => `/${lang}/staff/settings`;
const of = (key: string, lang = 'ar') => `${room(lang)}/${key.replaceAll('.', '_')}`;
const key = (name: string) => `contractor-permit-renewal.${name}`;
const inDays = (days: number) => today.add({ days }).toString();

async function opened(of: string) {
  const setting = await openSetting(portal.ctx, of);
  assert.ok(setting);
  return setting;
}

/** Asserts that a page is HTML without a mistake. */
async function assertValid(page: Page, label: string): Promise<void> {
  const { results } = await validator.validateString(page.html);
  const found = results.flatMap(({ messages }) => messages.map((each) => `${each.ruleId}: ${each.message}`));
  assert.deepEqual(found, [], label);
}

/** Asserts that a field is marked, and what is said of it. */
function marked(page: Page, name: string, said: string): void {
  assertMarked(page.html, name, said);
  assert.ok(page.text.includes(said), `${said}: ${page.text.slice(0, 300)}`);
}

/** Fills the form of a setting and presses one of its buttons. */
async function press(
  which: string,
  fields: Record<string, string>,
  lang = 'ar',
  browser = admin,
): Promise<Page> {
  const page = await browser.open(`${of(which, lang)}/change`);
  assert.equal(page.status, 200);
  return browser.send(page, { from: inDays(1), reason: 'قرار المجلس 12', do: 'preview', ...fields });
}

test('the list and every setting are told in both languages, with a form for who may change', async () => {
  const auditor = await signedIn(portal, 'auditor');
  for (const lang of langs) {
    const list = await auditor.get(room(lang));
    assertOurPage(list.response, lang, 'list');
    await assertValid(list, 'list');
    for (const [which, { name }] of allSettings(services)) {
      assert.ok(list.html.includes(`href="${of(which, lang)}"`), which);
      assert.ok(list.text.includes(name[lang]), which);
    }
    for (const which of allSettings(services).keys()) {
      const page = await auditor.get(of(which, lang));
      assertOurPage(page.response, lang, which);
      assert.doesNotMatch(
        page.html,
        /\/change"|<form [^>]*\/period/,
        'who may not change is offered nothing',
      );
      assert.equal((await auditor.get(`${of(which, lang)}/change`)).status, 403);
      const form = await admin.get(`${of(which, lang)}/change`);
      assertOurPage(form.response, lang, `${which} form`);
      await assertValid(page, which);
      await assertValid(form, `${which} form`);
      assert.doesNotMatch(form.text, /\[object|undefined|\{"/, 'no raw value');
    }
  }
  assert.equal((await admin.get(of('no.such'))).status, 404);
});

test('a rule is changed after its preview, which shows the difference and who would be refused', async () => {
  const [permit] = await morePermits(portal, 1);
  const { id, reference } = await submit(portal, permit!);
  const preview = await press(key('window'), { value: '٥' }, 'en');
  assert.equal(preview.status, 200);
  await assertValid(preview, 'preview');
  assert.match(preview.text, /30 days.*5 days/);
  assert.match(preview.text, /1 of the applications submitted since/);
  assert.match(preview.text, /Allowed before, refused now 1/);
  assert.ok(preview.html.includes(`/en/staff/applications/${id}`) && preview.text.includes(reference));
  assert.equal((await opened(key('window'))).coming.length, 0, 'nothing is changed yet');
  const { entries } = await readAudit(portal.db, { action: 'application.listed' }, { limit: 1 });
  assert.equal(entries[0]?.subject, `setting:${key('window')}`);
  assert.deepEqual(JSON.parse(entries[0]?.data ?? ''), { applications: [id] }, 'who was shown is recorded');

  const done = await admin.send(preview, { do: 'confirm' });
  assert.equal(done.status, 303);
  const page = await admin.open(done.location);
  assert.match(page.text, /The change is kept/);
  const { coming, value } = await opened(key('window'));
  assert.deepEqual([value, coming[0]?.value, coming[0]?.from], [30, 5, inDays(1)]);
  assert.match(page.text, /قرار المجلس 12/);
  assert.match((await admin.get(room('en'))).text, /From \d\d-\d\d-\d{4} : 5 days/);
  const [line] = portal.log.filter((each) => each.includes('settings.changed'));
  assert.doesNotMatch(line ?? '', /المجلس/);
});

test('what is wrong is said at its field, in the reader’s language, and what was typed stays', async () => {
  for (const lang of langs) {
    const page = await press(key('grace'), { value: 'كثير', from: '2020-01-01', reason: ' ' }, lang);
    assert.equal(page.status, 422);
    marked(page, 'value', lang === 'ar' ? 'اكتب عددًا صحيحًا' : 'Write a whole number from 0 to 3660');
    marked(page, 'from', lang === 'ar' ? 'الماضي لا يُغيَّر' : 'the past is not changed');
    marked(page, 'reason', lang === 'ar' ? 'اكتب سبب التغيير' : 'Write why');
    assert.match(page.html, /value="كثير"/);
  }
  const same = await press(key('grace'), { value: '15' });
  assert.equal(same.status, 422);
  assert.match(same.text, /لا فرق/);
  assert.equal((await admin.post(`${of(key('grace'))}/change`, { strange: '1' })).status, 400);
});

test('a change that is confirmed is judged again, whatever was done to its form', async () => {
  const preview = await press(key('term'), { value: '31' });
  for (const fields of [{ value: '-5' }, { from: inDays(-3) }, { reason: '' }])
    assert.equal(
      (await admin.send(preview, { ...fields, do: 'confirm' })).status,
      422,
      JSON.stringify(fields),
    );
  assert.equal((await opened(key('term'))).changes.length, 0);
  const edited = await admin.send(preview, { do: 'edit' });
  assert.equal(edited.status, 200);
  assert.match(edited.html, /name="value"[^>]*value="31"|value="31"[^>]*name="value"/);
});

test('two administrators at once: the second sees what the first did, and is asked again', async () => {
  const other = await signedIn(portal, 'administrator');
  const mine = await press(key('fee'), { value: '5' });
  const theirs = await press(key('fee'), { value: '7.250' }, 'en', other);
  assert.match(theirs.text, /JOD 7\.250/);
  assert.equal((await other.send(theirs, { do: 'confirm' })).status, 303);
  const late = await admin.send(mine, { do: 'confirm' });
  assert.equal(late.status, 409);
  assert.match(late.text, /غيّر غيرك هذا الإعداد قبلك/);
  assert.match(late.html, /value="5"/, 'what was typed stays');
  assert.equal((await opened(key('fee'))).coming[0]?.value, 7250);
  const again = await admin.send(late, { value: '5', from: inDays(1), reason: 'سبب', do: 'preview' });
  assert.equal(again.status, 200);
  assert.match(again.text, /7\.250/, 'the difference is to what the other set');
  assert.equal((await admin.send(again, { do: 'confirm' })).status, 303);
  const { coming, changes } = await opened(key('fee'));
  assert.deepEqual([coming[0]?.value, changes.length], [5000, 2]);
});

test('a fee and an emblem of the city are on its pages from their day', async () => {
  const svg = '<svg viewBox="0 0 9 9"><circle cx="4.5" cy="4.5" r="4"/></svg>';
  const preview = await press('portal.emblem', { value: svg, from: today.toString() });
  await assertValid(preview, 'preview of a look');
  assert.ok(preview.html.includes(`<span class="emblem" aria-hidden="true">${svg}`), 'drawn in the header');
  assert.equal((await admin.send(preview, { value: svg, do: 'confirm' })).status, 303);
  const bad = await press('portal.emblem', { value: '<svg><foreignObject/></svg>' }, 'en');
  marked(bad, 'value', 'foreignObject');
  const fee = await press(key('fee'), { value: '12.500', from: today.toString() });
  assert.match(fee.text, /لا رسم.*12\.500/);
  assert.equal((await admin.send(fee, { do: 'confirm' })).status, 303);
  const visitor = await portal.browser().open(renewal);
  assert.ok(visitor.html.includes(svg));
  assert.match(visitor.text, /12\.500/);
});

test('an SMS is seen with a real application before it is sent so, with its parts', async () => {
  const which = key('sms-submitted');
  const [permit] = await morePermits(portal, 1, 700_101);
  const { id, reference } = await submit(portal, permit!);
  const missing = await press(
    which,
    { 'value-ar': 'استلمنا {nobody}', 'value-en': 'We have {reference}' },
    'en',
  );
  marked(missing, 'value-ar', '{nobody}');
  const words = { 'value-ar': 'وصل طلبكم {reference}، والقرار بـ {promised}', 'value-en': 'Got {reference}' };
  const preview = await press(which, { ...words, from: today.toString() });
  assert.match(preview.text, new RegExp(`وصل طلبكم \\u2066${reference}\\u2069، والقرار بـ \\u2066`));
  assert.match(preview.text, /الأجزاء: 1 .*UCS-2.*الأجزاء: 1 .*GSM-7/);
  const { entries } = await readAudit(portal.db, { action: 'application.read' }, { limit: 1 });
  assert.equal(entries[0]?.subject, `application:${id}`, 'the read is recorded');
  assert.equal((await admin.send(preview, { do: 'confirm' })).status, 303);
  const [next] = await morePermits(portal, 1, 700_102);
  const sent = await submit(portal, next!);
  const [sms] = await portal.messages(sent.phone.e164, 2);
  assert.match(sms?.text ?? '', /^وصل طلبكم/);
  const example = await press(key('sms-refused'), {
    'value-ar': 'لا {reference}',
    'value-en': 'No {reference}',
  });
  assert.match(example.text, /لم يمر طلب بهذا بعد/);
});

test('a list gets rows, and loses those that are emptied; holidays are pasted', async () => {
  const which = key('renewal-reasons');
  const page = await admin.open(`${of(which)}/change`);
  const fields: Record<string, string> = {};
  for (const [, name, value] of page.html.matchAll(/<input [^>]*?name="(value-[^"]+)"[^>]*?value="([^"]*)"/g))
    if (name && !name.endsWith('needsWords')) fields[name] = value ?? '';
  for (const part of ['code', 'ar', 'en', 'order']) fields[`value-0-${part}`] = '';
  const fresh = {
    'value-8-code': 'flood',
    'value-8-ar': 'سيول',
    'value-8-en': 'Floods',
    'value-8-order': '1',
  };
  const more = await admin.send(page, { ...fields, ...fresh, do: 'more' });
  assert.equal(more.status, 200);
  const preview = await admin.send(page, {
    ...fields,
    ...fresh,
    'value-6-needsWords': 'on',
    from: inDays(1),
    reason: 'سبب',
    do: 'preview',
  });
  assert.match(preview.text, /flood · سيول · Floods/);
  assert.equal((await admin.send(preview, { do: 'confirm' })).status, 303);
  const [period] = (await opened(which)).coming;
  assert.ok(period);
  const codes = (period.value as { code: string; needsWords: boolean }[]).map(({ code }) => code);
  assert.deepEqual([codes[0], codes.length, codes.includes('unfinished')], ['flood', 7, false]);

  const wrong = await press('calendar.holidays', { value: '2027-05-01 عيد العمال | Labour Day\nغدًا' }, 'en');
  assert.match(wrong.text, /Line 2: write it like/);
  const pasted = await press('calendar.holidays', { value: '2027-05-01 عيد العمال | Labour Day' });
  assert.match(pasted.text, /01-05-2027 عيد العمال · Labour Day/);
});

test('a coming period is moved and removed from its setting’s page', async () => {
  const which = 'register.remembered-for';
  const preview = await press(which, { value: '12', from: inDays(5) });
  await admin.send(preview, { do: 'confirm' });
  const post = async (fields: Record<string, string>) =>
    admin.post(`${of(which, 'en')}/period`, {
      from: inDays(5),
      revision: (await opened(which)).revision,
      [`reason-${fields['from'] ?? inDays(5)}`]: 'postponed',
      ...fields,
    });
  const past = await post({ do: 'move', [`to-${inDays(5)}`]: inDays(-2) });
  assert.equal(past.status, 422);
  marked(past, 'to', 'the past is not changed');
  assert.equal((await post({ do: 'move', [`to-${inDays(5)}`]: inDays(7) })).status, 303);
  assert.equal((await post({ do: 'remove' })).status, 409, 'it is not there any more');
  assert.match((await admin.get(of(which, 'en'))).text, /was moved from/);
  assert.equal((await post({ do: 'remove', from: inDays(7) })).status, 303);
  assert.equal((await opened(which)).coming.length, 0);
});

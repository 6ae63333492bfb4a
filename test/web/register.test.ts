// The register in the office: the search, a contractor, a permit, withdrawing and suspending; what each role may not.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { morePermits, signedIn as signedInTo, submit, where } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { assertMarked, assertOurPage, langs } from './pages.ts';
import type { Role } from '../../src/engine/staff/roles.ts';
import type { Page } from '../support/browser.ts';
import type { Portal } from '../support/portal.ts';
import type { PermitNumbers } from '../support/renewable.ts';

let portal: Portal;
let permits: PermitNumbers[];
before(async () => {
  portal = await openPortal();
  permits = await morePermits(portal, 40);
});
after(() => portal.close());

const signedIn = (role: Role) => signedInTo(portal, role);
const revisionOf = (page: Page) => /name="revision" value="([^"]*)"/.exec(page.html)?.[1] ?? '';

async function next(): Promise<
  PermitNumbers & { numbers: PermitNumbers; permit: string; contractor: string }
> {
  const numbers = permits.shift();
  assert.ok(numbers);
  const { rows } = await sql<{ permit: number; contractor: number }>`
    select id as permit, contractor_id as contractor from permits where ${where(numbers)}`.execute(
    portal.db.query,
  );
  assert.ok(rows[0]);
  return {
    ...numbers,
    numbers,
    permit: `/ar/staff/register/permits/${rows[0].permit}`,
    contractor: `/ar/staff/register/contractors/${rows[0].contractor}`,
  };
}

test('a clerk finds a permit by its number, goes to it and to its contractor, and sees everything of them', async () => {
  const numbers = await next();
  const { reference } = await submit(portal, numbers.numbers);
  const clerk = await signedIn('clerk');
  const room = await clerk.open('/ar/staff/register');
  assert.equal(room.status, 200);
  const found = await clerk.post('/ar/staff/register', { search: `${numbers.permitNumber}/2026` });
  assert.equal(found.status, 200);
  assert.ok(found.html.includes(`href="${numbers.permit}"`));
  const permit = await clerk.open(numbers.permit);
  for (const words of [
    'ساري',
    'المدد',
    'الطلب القائم',
    reference,
    `شركة المشاعل ${numbers.contractorNumber} للمقاولات`,
  ])
    assert.ok(permit.text.includes(words), words);
  const contractor = await clerk.open(numbers.contractor);
  for (const words of [numbers.contractorNumber, 'فعّال', reference, `${numbers.permitNumber} / 2026`])
    assert.ok(contractor.text.includes(words), words);
  const byName = await clerk.post('/en/staff/register', { search: `المشاعل ${numbers.contractorNumber}` });
  assert.ok(byName.html.includes(numbers.contractor.replace('/ar/', '/en/')));
});

test('many results come page by page, by POST alone; nothing found and nothing typed say what to do', async () => {
  const clerk = await signedIn('clerk');
  const first = await clerk.post('/ar/staff/register', { search: 'مشاعل' });
  assert.ok(first.text.includes('لا مقاول ولا تصريح'), 'a word is found by its beginning');
  const seen = new Set<string>();
  let page = await clerk.post('/ar/staff/register', { search: 'المشاعل' });
  for (let pages = 0; pages < 10; pages++) {
    for (const [link] of page.html.matchAll(/\/register\/contractors\/\d+/g)) seen.add(link);
    const word = /name="word" value="([^"]*)"/.exec(page.html)?.[1];
    if (word === undefined) break;
    const id = /name="id" value="(\d+)"/.exec(page.html)?.[1] ?? '';
    page = await clerk.post('/ar/staff/register', { search: 'المشاعل', word, id });
    assert.equal(page.status, 200);
  }
  assert.equal(seen.size, 40);
  for (const lang of langs) {
    const empty = await clerk.post(`/${lang}/staff/register`, { search: '' });
    assert.equal(empty.status, 422);
    assertMarked(empty.html, 'search', lang);
    assertOurPage(empty.response, lang, 'empty search');
  }
  const strange = await clerk.post('/ar/staff/register', { search: 'x', more: 'y' });
  assert.equal(strange.status, 400);
});

test('what a person typed is drawn as text, whatever it is', async () => {
  const clerk = await signedIn('clerk');
  const page = await clerk.post('/ar/staff/register', { search: '"><script>alert(1)</script>' });
  assert.equal(page.status, 200);
  assert.ok(!page.html.includes('<script>alert'));
});

test('a supervisor withdraws a permit: first what it hits, mistakes at their fields, then done; and restores it', async () => {
  const numbers = await next();
  const { id, reference } = await submit(portal, numbers.numbers);
  const clerk = await signedIn('clerk');
  await clerk.post(`/ar/staff/applications/${id}/take`);
  const supervisor = await signedIn('supervisor');
  const view = await supervisor.open(numbers.permit);
  assert.ok(view.html.includes(`href="${numbers.permit}/withdraw"`));
  const before = await supervisor.open(`${numbers.permit}/withdraw`);
  for (const words of ['ما يمسّه', reference, 'ليان العمري', 'تصاريح سارية', 'سبب السحب'])
    assert.ok(before.text.includes(words), words);
  const wrong = await supervisor.post(`${numbers.permit}/withdraw`, {
    revision: revisionOf(before),
    reason: 'other',
    words: '',
    day: '99-99-2026',
  });
  assert.equal(wrong.status, 422);
  assertMarked(wrong.html, 'words', 'words');
  assertMarked(wrong.html, 'day', 'day');
  assert.ok(wrong.html.includes('99-99-2026'), 'what was typed is still there');
  const day = Temporal.Now.plainDateISO('Asia/Amman');
  const form = { reason: 'unsafe', words: 'انهيار في الرصيف', day: `${day.day}-${day.month}-${day.year}` };
  const done = await supervisor.post(`${numbers.permit}/withdraw`, { revision: revisionOf(wrong), ...form });
  assert.equal(done.status, 303);
  assert.equal(done.location, numbers.permit);
  const withdrawn = await supervisor.open(numbers.permit);
  for (const words of [
    'مسحوب',
    'سُحب التصريح',
    'الموقع يهدد السلامة العامة',
    'انهيار في الرصيف',
    'طارق الحوراني',
  ])
    assert.ok(withdrawn.text.includes(words), words);
  const seen = await clerk.open(`/ar/staff/applications/${id}`);
  assert.ok(seen.text.includes('هذا التصريح مسحوب'), 'the case shows it');
  const again = await supervisor.post(`${numbers.permit}/withdraw`, {
    revision: revisionOf(before),
    ...form,
  });
  assert.equal(again.status, 409);
  assert.ok(again.text.includes('مسحوب من قبل'));
  const restoring = await supervisor.open(`${numbers.permit}/restore`);
  const restored = await supervisor.post(`${numbers.permit}/restore`, {
    ...form,
    revision: revisionOf(restoring),
    reason: 'put-right',
  });
  assert.equal(restored.status, 303);
  assert.ok((await supervisor.open(numbers.permit)).text.includes('أُعيد التصريح'));
});

test('a contractor is suspended and reinstated; what changed meanwhile is shown again, with what was typed', async () => {
  const numbers = await next();
  const supervisor = await signedIn('supervisor');
  const before = await supervisor.open(`${numbers.contractor}/suspend`);
  await submit(portal, numbers.numbers);
  const form = {
    reason: 'dues',
    words: 'لم تُدفع الرسوم',
    day: Temporal.Now.plainDateISO('Asia/Amman').toString(),
  };
  const changed = await supervisor.post(`${numbers.contractor}/suspend`, {
    revision: revisionOf(before),
    ...form,
  });
  assert.equal(changed.status, 409);
  assert.ok(changed.text.includes('تغيّر شيء بعد أن فتحت هذه الصفحة'));
  assert.ok(changed.html.includes('لم تُدفع الرسوم'));
  const done = await supervisor.post(`${numbers.contractor}/suspend`, {
    revision: revisionOf(changed),
    ...form,
  });
  assert.equal(done.status, 303);
  assert.ok((await supervisor.open(numbers.contractor)).text.includes('موقوف'));
  const english = await supervisor.open(`${numbers.contractor.replace('/ar/', '/en/')}/reinstate`);
  assert.ok(english.text.includes('Reinstate contractor'));
  const back = await supervisor.post(`${numbers.contractor}/reinstate`, {
    ...form,
    revision: revisionOf(english),
    reason: 'put-right',
  });
  assert.equal(back.status, 303);
});

test('who may only read sees no button, and is refused when they press one all the same', async () => {
  const numbers = await next();
  for (const role of ['clerk', 'inspector', 'auditor', 'administrator'] as const) {
    const browser = await signedIn(role);
    for (const path of [numbers.permit, numbers.contractor]) {
      const view = await browser.open(path);
      assert.equal(view.status, 200, role);
      assert.ok(!/\/(?:withdraw|restore|suspend|reinstate)"/.test(view.html), `${role} ${path}`);
    }
    for (const path of [`${numbers.permit}/withdraw`, `${numbers.contractor}/suspend`]) {
      assert.equal((await browser.get(path)).status, 403, `${role} ${path}`);
      assert.equal((await browser.post(path, { reason: 'other' })).status, 403, `${role} ${path}`);
    }
  }
  const supervisor = await signedIn('supervisor');
  for (const id of ['0', 'x', '1e3', '999999999'])
    for (const path of [`permits/${id}`, `contractors/${id}`, `permits/${id}/withdraw`])
      assert.equal((await supervisor.get(`/ar/staff/register/${path}`)).status, 404, path);
});

test('what is read and done in the register is in the audit by numbers of rows; no name or phone is, nor in the log', async () => {
  const numbers = await next();
  const clerk = await signedIn('clerk');
  await clerk.post('/ar/staff/register', { search: `المشاعل ${numbers.contractorNumber}` });
  await clerk.open(numbers.permit);
  await clerk.open(numbers.contractor);
  const { rows } = await sql<{ subject: string; data: { contractors?: number[] }; whole: string }>`
    select subject, data, audit::text as whole from audit where action = 'register.read' order by id desc limit 3`.execute(
    portal.db.query,
  );
  const id = Number(numbers.contractor.split('/').at(-1));
  assert.deepEqual(
    rows.map(({ subject }) => subject),
    [`contractor:${id}`, `permit:${numbers.permit.split('/').at(-1)}`, 'register'],
  );
  assert.deepEqual(rows[2]?.data.contractors, [id]);
  const log = portal.log.join('');
  for (const { whole } of rows) assert.ok(!whole.includes('المشاعل'));
  assert.ok(!log.includes('المشاعل') && !log.includes('"level":"error"'), log.slice(-500));
});

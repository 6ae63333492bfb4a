// The counter: an application filed for a person who stands there, by the contractors' own journey and rules.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { identifyPerson } from '../../src/engine/applications/identify-person.ts';
import { submitApplication } from '../../src/engine/applications/submit-application.ts';
import { whoFiled } from '../../src/engine/counter/who-filed.ts';
import { keyedHash } from '../../src/platform/ids/secret.ts';
import { morePermits, opened, signedIn as signedInTo } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { freshPhone, renewal, walkToCheck } from '../support/walk.ts';
import { assertMarked, fieldOf } from './pages.ts';
import type { Role } from '../../src/engine/staff/roles.ts';
import type { Browser, Page } from '../support/browser.ts';
import type { Portal } from '../support/portal.ts';
import type { PermitNumbers } from '../support/renewable.ts';

let portal: Portal;
let permits: PermitNumbers[];
before(async () => {
  portal = await openPortal();
  permits = await morePermits(portal, 20);
});
after(() => portal.close());

const signedIn = (role: Role) => signedInTo(portal, role);
const counter = (lang = 'ar') => `/${lang}/staff/counter/contractor-permit-renewal`;

function permit(): PermitNumbers {
  const next = permits.shift();
  assert.ok(next);
  return next;
}

const identity = {
  seen: 'yes',
  paper: 'national-id',
  paperWords: '',
  present: 'contractor',
  representative: '',
  lang: 'ar',
};

/** The form of the step, filled in: the longest form of a page of the office is the one that is meant. */
async function toIdentity(clerk: Browser, numbers = permit(), phone = freshPhone(), lang = 'ar') {
  let page = await clerk.open(`${counter(lang)}/permit?new`);
  page = await clerk.submit(page, numbers);
  assert.equal(page.path, `${counter(lang)}/renewal`, page.text);
  page = await clerk.submit(page, { reason: 'weather', details: '', phone: phone.typed });
  assert.equal(page.path, `${counter(lang)}/code`, page.text);
  return { page, phone, numbers };
}

async function toReceipt(clerk: Browser, seen: Partial<typeof identity> = {}) {
  const { page, phone, numbers } = await toIdentity(clerk);
  const check = await clerk.submit(page, { ...identity, ...seen });
  assert.equal(check.path, `${counter()}/check`, check.text);
  const receipt = await clerk.submit(check, {});
  const id = Number(/receipts\/(\d+)$/.exec(receipt.path)?.[1]);
  assert.ok(id > 0, receipt.path);
  return { check, receipt, phone, numbers, id };
}

const idIn = (page: Page) => /name="draft" value="([^"]*)"/.exec(page.html)?.[1] ?? '';

test('a clerk files for a person who is there: no code, the same receipt, the same message, and it says so', async () => {
  const clerk = await signedIn('clerk');
  const home = await clerk.open('/ar/staff/counter');
  assert.ok(home.text.includes('تجديد تصريح مقاولين'));
  const { check, receipt, phone, id } = await toReceipt(clerk, {
    present: 'representative',
    representative: 'نائل الزيات',
  });
  assert.ok(check.text.includes('نائل الزيات') && check.text.includes('بطاقة الأحوال المدنية'));
  const messages = await portal.messages(phone.e164);
  assert.equal(messages.length, 1, 'no code was sent');
  assert.match(messages[0]?.text ?? '', /استلمنا طلب التجديد/);
  const { application, filing } = await opened(portal, id);
  assert.ok(receipt.text.includes(application.reference));
  assert.match(receipt.html, /data-print/);
  assert.deepEqual(
    { ...filing, at: 0, by: filing?.by.name },
    { at: 0, by: 'ليان العمري', paper: 'national-id', paperWords: '', representative: 'نائل الزيات' },
  );
  const [submitted] = application.events;
  assert.ok(submitted?.kind === 'submitted' && submitted.assisted === true);
  const queue = await clerk.open('/ar/staff/queue');
  const row = queue.html.slice(queue.html.indexOf(application.reference)).split('</tr>')[0] ?? '';
  assert.ok(row.includes('عند الشباك'));
  const view = await clerk.open(`/ar/staff/applications/${id}`);
  assert.ok(view.text.includes('قُدّم عند الشباك') && view.text.includes('نائل الزيات'));
  const { rows } = await sql<{ proof: unknown; actor: string }>`
    select a.proof, e.actor from applications a join application_events e on e.application_id = a.id
    where a.id = ${id}`.execute(portal.db.query);
  assert.deepEqual(rows, [{ proof: { kind: 'counter', staffId: filing?.by.id }, actor: 'counter' }]);
});

test('the contractor follows it as any other, and reads nothing of what the office saw', async () => {
  const clerk = await signedIn('clerk');
  const { id, phone } = await toReceipt(clerk, { present: 'representative', representative: 'رامز الحياري' });
  const { application } = await opened(portal, id);
  const contractor = portal.browser();
  const status = await contractor.submit(await contractor.open('/ar/track'), {
    reference: application.reference,
    phoneEnding: phone.e164.slice(-4),
  });
  assert.ok(status.text.includes('قيد الدراسة'), status.text);
  for (const inside of ['رامز', 'ليان', 'الشباك', 'بطاقة']) assert.ok(!status.text.includes(inside), inside);
});

test('messages and receipt speak the language of the person, whatever the clerk reads', async () => {
  const clerk = await signedIn('clerk');
  const { id, receipt, phone } = await toReceipt(clerk, { lang: 'en' });
  assert.match((await portal.messages(phone.e164))[0]?.text ?? '', /^[\x20-\x7e\u2066\u2069\n]+$/);
  assert.match(receipt.html, /<div class="slip" lang="en" dir="ltr">/);
  assert.ok(receipt.text.includes('Reference number'));
  const { application } = await opened(portal, id);
  assert.equal(application.lang, 'en');
  assert.ok(application.shown.answers.some(({ question }) => question === 'Permit number'));
});

test('without having seen the paper nothing is filed; what is wrong stands beside its field, what was typed stays', async () => {
  const clerk = await signedIn('clerk');
  const { page } = await toIdentity(clerk);
  const wrong = await clerk.send(page, {
    ...identity,
    seen: '',
    paper: 'other',
    present: 'representative',
    lang: 'fr',
  });
  assert.equal(wrong.status, 422);
  for (const name of ['seen', 'paperWords', 'representative']) assertMarked(wrong.html, name, name);
  assert.ok(wrong.text.includes('اختر لغة الرسائل'));
  assert.match(wrong.html, /<option value="other" selected>/);
  assert.match(wrong.html, /value="representative"[^>]* checked/);
  const long = await clerk.send(page, { ...identity, paper: 'other', paperWords: 'و'.repeat(201) });
  assert.equal(long.status, 422);
  assert.equal(fieldOf(long.html, 'paperWords').value, 'و'.repeat(201));
  const ahead = await clerk.get(`${counter()}/check`);
  assert.equal(ahead.location, `${counter()}/code`);
  await clerk.post(`${counter()}/check`, { draft: idIn(page) });
  const { rows } = await sql`select from applications where intent = ${idIn(page)}::uuid`.execute(
    portal.db.query,
  );
  assert.equal(rows.length, 0);
  const other = await clerk.submit(page, { ...identity, paper: 'other', paperWords: 'دفتر خدمة العلم' });
  assert.ok(other.text.includes('دفتر خدمة العلم'));
});

test('who the person is was seen for this permit and this phone: another one is seen anew', async () => {
  const clerk = await signedIn('clerk');
  const { page, numbers } = await toIdentity(clerk);
  await clerk.submit(page, identity);
  let back = await clerk.open(`${counter()}/renewal`);
  back = await clerk.submit(back, { reason: 'weather', details: '', phone: freshPhone().typed });
  assert.equal(back.path, `${counter()}/code`, 'another phone');
  assert.equal((await clerk.submit(back, identity)).path, `${counter()}/check`);
  const again = await clerk.open(`${counter()}/permit`);
  const looked = await clerk.submit(again, numbers);
  assert.equal(looked.path, `${counter()}/code`, 'another look-up');
});

test('folding, mistakes, misses and refusals are those of the portal, in its words', async () => {
  const clerk = await signedIn('clerk');
  const numbers = permit();
  const arabic = (text: string) => text.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? '');
  let page = await clerk.open(`${counter()}/permit?new`);
  const empty = await clerk.send(page, { ...numbers, permitNumber: '' });
  assert.equal(empty.status, 422);
  assertMarked(empty.html, 'permitNumber', 'empty');
  const missed = await clerk.submit(page, { ...numbers, permitNumber: '99999999' });
  assert.ok(missed.text.includes('لم نجد تصريحًا بهذه الأرقام'));
  page = await clerk.submit(missed, {
    contractorNumber: arabic(numbers.contractorNumber),
    permitNumber: ` ${arabic(numbers.permitNumber)} `,
    permitYear: arabic(numbers.permitYear),
  });
  assert.equal(page.path, `${counter()}/renewal`);
  const phone = await clerk.send(page, { reason: 'weather', details: '', phone: '0751234567' });
  assert.equal(phone.status, 422);
  assertMarked(phone.html, 'phone', 'phone');
  await sql`insert into permit_events (permit_id, kind, day) select id, 'withdrawn', '2026-01-01' from permits
    where number = ${numbers.permitNumber}::bigint and year = 2026`.execute(portal.db.query);
  page = await clerk.submit(page, { reason: 'weather', details: '', phone: freshPhone().typed });
  page = await clerk.submit(page, identity);
  const refused = await clerk.submit(page, {});
  assert.equal(refused.path, `${counter()}/permit`, 'judged again when it is submitted');
  assert.ok(refused.text.includes('هذا التصريح مسحوب'));
});

test('a permit with an open application leads the clerk to the queue, not to the page for contractors', async () => {
  const clerk = await signedIn('clerk');
  const { numbers } = await toReceipt(clerk);
  const page = await clerk.open(`${counter()}/permit?new`);
  const open = await clerk.submit(page, numbers);
  assert.ok(open.text.includes('هناك طلب تجديد قائم'));
  assert.match(open.html, /href="\/ar\/staff\/queue"[^>]*>ابحث عنه في القائمة/);
  assert.doesNotMatch(open.html, /href="\/ar\/track/);
  assert.doesNotMatch(open.html, /\/ar\/services\//, 'no way leads out of the office');
});

test('pressing twice files once, and both presses end at the same receipt', async () => {
  const clerk = await signedIn('clerk');
  const { page } = await toIdentity(clerk);
  const check = await clerk.submit(page, identity);
  const sent = await Promise.all([clerk.send(check, {}), clerk.send(check, {}), clerk.send(check, {})]);
  assert.equal(new Set(sent.map(({ location }) => location)).size, 1);
  assert.match(sent[0]?.location ?? '', /\/counter\/receipts\/\d+$/);
  const again = await clerk.send(check, {});
  assert.equal(again.location, sent[0]?.location);
});

test('a receipt of another draft is not shown when two were filed in two tabs', async () => {
  const clerk = await signedIn('clerk');
  const first = await toIdentity(clerk);
  const firstCheck = await clerk.submit(first.page, identity);
  const second = await toReceipt(clerk);
  const receipt = await clerk.submit(firstCheck, {});
  assert.notEqual(receipt.path, second.receipt.path);
  assert.ok(receipt.text.includes(first.numbers.permitNumber));
});

test('drafts of the counter are apart from what the same browser begins as a contractor, and from other clerks', async () => {
  const clerk = await signedIn('clerk');
  const own = permit();
  const phone = freshPhone();
  await walkToCheck(portal, clerk, own, phone);
  const { numbers } = await toIdentity(clerk);
  const citizen = await clerk.open(`${renewal}/check`);
  assert.ok(citizen.text.includes(own.permitNumber) && !citizen.text.includes(numbers.permitNumber));
  const atCounter = await clerk.open(`${counter()}/permit`);
  assert.equal(fieldOf(atCounter.html, 'permitNumber').value, numbers.permitNumber);
  await clerk.submit(citizen, {});
  assert.ok((await clerk.open('/ar/staff/counter')).text.includes('بدأتَ طلبًا ولم يكتمل'));
  const elsewhere = await signedIn('clerk');
  assert.ok(
    (await elsewhere.open('/ar/staff/counter')).text.includes('بدأتَ طلبًا ولم يكتمل'),
    'not of a browser',
  );
  const supervisor = await signedIn('supervisor');
  assert.ok(!(await supervisor.open('/ar/staff/counter')).text.includes('بدأتَ طلبًا'));
  const theirs = await supervisor.post(`${counter()}/check`, { draft: idIn(atCounter) });
  assert.equal(theirs.location, `${counter()}/permit`, 'another’s draft is none');
  const forgotten = await clerk.post(`${counter()}/forget`);
  assert.equal(forgotten.location, '/ar/staff/counter');
  assert.ok(!(await clerk.open('/ar/staff/counter')).text.includes('بدأتَ طلبًا'));
  assert.ok(
    (await clerk.open(`${renewal}/done`)).text.includes(own.permitNumber),
    'theirs as a contractor stays',
  );
});

test('what a clerk saw proves nothing outside of the counter', async () => {
  const holder = keyedHash(portal.ctx.secret, 'a stranger', '1');
  const stranger = { holder, address: '10.9.9.9' };
  const service = portal.ctx.services[0]!;
  const step = service.journey.find((each) => each.kind === 'prove');
  assert.ok(step?.kind === 'prove');
  await assert.rejects(
    identifyPerson(portal.ctx, stranger, { service, step, draftId: crypto.randomUUID(), sent: identity }),
    /Only the counter/,
  );
  const clerk = await signedIn('clerk');
  const { page } = await toIdentity(clerk);
  const check = await clerk.submit(page, identity);
  await sql`update drafts set holder = ${holder} where id = ${idIn(check)}::uuid`.execute(portal.db.query);
  const request = { service, lang: 'ar', draftId: idIn(check) } as const;
  assert.deepEqual(await submitApplication(portal.ctx, stranger, request), { kind: 'go', step: 'code' });
});

test('an application taken at the counter while the register is down waits for it, assisted', async () => {
  const clerk = await signedIn('clerk');
  const numbers = permit();
  const source = portal.ctx.sources['permits']!;
  const find = source.find.bind(source);
  let down = true;
  source.find = (...given) => (down ? Promise.reject(new Error('down')) : find(...given));
  try {
    let page = await clerk.open(`${counter()}/permit?new`);
    page = await clerk.submit(page, numbers);
    assert.ok(page.text.includes('السجل لا يجيب الآن'));
    assert.match(
      page.html,
      new RegExp(`action="${counter()}/permit"[^>]*>\\s*<input[^>]*>\\s*<button[^>]*value="go-on"`),
    );
    page = await clerk.submit(
      await clerk.open(
        (await clerk.post(`${counter()}/permit`, { draft: idIn(page), action: 'go-on' })).location,
      ),
      { reason: 'weather', details: '', phone: freshPhone().typed },
    );
    page = await clerk.submit(page, identity);
    const receipt = await clerk.submit(page, {});
    const id = Number(/receipts\/(\d+)$/.exec(receipt.path)?.[1]);
    const { application, state } = await opened(portal, id);
    assert.equal(state, 'waiting-for-register');
    const [first] = application.events;
    assert.ok(first?.kind === 'submitted' && first.assisted === true && first.unchecked);
  } finally {
    down = false;
    source.find = find;
  }
});

test('who filed is in the audit with what was read on the way, and no name of theirs', async () => {
  const clerk = await signedIn('clerk');
  const { id, phone } = await toReceipt(clerk, { present: 'representative', representative: 'سامر القضاة' });
  const { rows } = await sql<{ action: string; actor: string; whole: string }>`
    select action, actor, audit::text as whole from audit order by id`.execute(portal.db.query);
  const filed = rows.find(
    ({ action, whole }) => action === 'application.filed' && whole.includes(`application:${id}`),
  );
  assert.match(filed?.actor ?? '', /^staff:\d+$/);
  assert.ok(rows.some(({ action }) => action === 'counter.read'));
  for (const { whole } of rows)
    assert.ok(!whole.includes('سامر') && !whole.includes(phone.typed.slice(-6)), whole);
  assert.ok(!portal.log.join('').includes('سامر'));
});

test('whose role may not file gets in nowhere; a receipt is only of what was filed here', async () => {
  for (const role of ['administrator', 'inspector', 'auditor'] as const) {
    const browser = await signedIn(role);
    assert.equal((await browser.get('/ar/staff/counter')).status, 403);
    assert.equal((await browser.post(`${counter()}/permit`, permitless)).status, 403);
    assert.ok(!(await browser.open('/ar/staff')).html.includes('/staff/counter'));
  }
  const contractor = portal.browser();
  await walkToCheck(portal, contractor, permit()).then((page) => contractor.submit(page, {}));
  const { rows } = await sql<{ id: number }>`select max(id) as id from applications`.execute(portal.db.query);
  const id = rows[0]!.id;
  assert.equal(await whoFiled(portal.db.query, id), null);
  const clerk = await signedIn('clerk');
  for (const each of [String(id), '0', 'x', '99999999'])
    assert.equal((await clerk.get(`/ar/staff/counter/receipts/${each}`)).status, 404, each);
  for (const path of [`${counter()}/nothing`, '/ar/staff/counter/nothing/permit'])
    assert.equal((await clerk.get(path)).status, 404, path);
});

const permitless = { contractorNumber: '1', permitNumber: '1', permitYear: '2026' };

test('in English too', async () => {
  const clerk = await signedIn('supervisor');
  const { page } = await toIdentity(clerk, permit(), freshPhone(), 'en');
  for (const words of ['Who is here?', 'Kind of document', 'I saw the identity document'])
    assert.ok(page.text.includes(words), words);
  const check = await clerk.submit(page, identity);
  assert.ok(check.text.includes('Read the declaration to the person'));
});

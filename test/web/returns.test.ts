// Returning for completion in browsers: the clerk's form, the contractor's link and status page, another phone, the ends.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { morePermits, signedIn as signedInTo, submit } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { asked, returnedLink } from '../support/returns.ts';
import { freshPhone, newestCode, renewal } from '../support/walk.ts';
import { assertOurPage } from './pages.ts';
import type { Role } from '../../src/engine/staff/roles.ts';
import type { Page } from '../support/browser.ts';
import type { Submitted } from '../support/office.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
});
after(() => portal.close());

let permits = 710_000;
async function submitted(): Promise<Submitted> {
  permits += 1;
  const [permit] = await morePermits(portal, 1, permits);
  assert.ok(permit);
  return submit(portal, permit);
}

const signedIn = (role: Role) => signedInTo(portal, role);
const address = (id: number, what = '') => `/ar/staff/applications/${id}${what}`;
const revisionOf = (page: Page) => /name="revision" value="([^"]*)"/.exec(page.html)?.[1] ?? '';

test('a clerk names what is missing, sees what will be read, returns it, and may undo that for a moment', async () => {
  const one = await submitted();
  const clerk = await signedIn('clerk');
  const view = await clerk.open(address(one.id));
  for (const words of ['إعادة للاستكمال', 'ما المطلوب استكماله؟', 'ساعات العمل المنقضية'])
    assert.ok(view.text.includes(words), words);
  for (const name of ['reason', 'details', 'phone'])
    assert.ok(view.html.includes(`name="ask-${name}"`), name);
  assert.ok(!view.html.includes('ask-permitNumber'), 'the numbers of the look-up are not asked for');
  const revision = revisionOf(view);
  const empty = await clerk.post(address(one.id, '/return'), { revision, do: 'decide', asked: '' });
  assert.equal(empty.status, 422);
  for (const words of ['حدد ما المطلوب استكماله', 'اكتب للمقاول ما المطلوب'])
    assert.equal(empty.text.split(words).length, 3, `${words}: beside its field and in the summary`);
  const half = await clerk.post(address(one.id, '/return'), { revision, do: 'decide', asked });
  assert.equal(half.status, 422);
  assert.ok(half.html.includes(asked), 'what was typed is still there');
  const fields = { revision, asked, 'ask-details': 'yes' };
  const preview = await clerk.post(address(one.id, '/return'), { ...fields, do: 'preview' });
  assert.equal(preview.status, 200);
  for (const words of ['ما سيقرؤه المقاول', 'طلبك بحاجة لاستكمال', '/ar/complete/…'])
    assert.ok(preview.text.includes(words), words);
  assert.match(preview.html, /name="ask-details" value="yes" checked/);
  const strange = await clerk.post(address(one.id, '/return'), { ...fields, 'ask-permitNumber': 'yes' });
  assert.equal(strange.status, 400);
  const returned = await clerk.post(address(one.id, '/return'), { ...fields, do: 'decide' });
  assert.equal(returned.status, 303);
  const after = await clerk.open(address(one.id));
  for (const words of ['بانتظار المقاول', 'تغادر الرسالة في', asked, 'الموعد متوقف'])
    assert.ok(after.text.includes(words), words);
  for (const what of ['/approve', '/refuse', '/resume', '/return'])
    assert.ok(!after.html.includes(`action="${address(one.id, what)}"`), what);
  assert.ok(!(await clerk.open('/ar/staff/queue')).text.includes(one.reference));
  const tab = await clerk.open('/ar/staff/queue?which=returned');
  assert.ok(tab.text.includes(one.reference) && tab.text.includes('عند المقاول حتى'));
  assert.equal((await clerk.post(address(one.id, '/undo'))).status, 303);
  assert.match((await clerk.open(address(one.id))).text, /قيد الدراسة/);
  const again = await clerk.post(address(one.id, '/return'), { ...fields, do: 'decide' });
  assert.equal(again.status, 409, 'two events came since the case was opened');
  assert.ok(again.html.includes(asked));
});

test('by the link: only what is asked for, prefilled; errors beside fields; once; and nothing more afterwards', async () => {
  const one = await submitted();
  const clerk = await signedIn('clerk');
  const path = await returnedLink(portal, one, ['reason']);
  const browser = portal.browser();
  const page = await browser.open(path);
  assert.equal(page.status, 200);
  assertOurPage(page.response, 'ar', 'the link');
  assert.ok(page.text.includes(asked) && page.text.includes('أكمله حتى نهاية يوم'));
  assert.match(page.html, /<option value="weather" selected/);
  assert.ok(page.html.includes('name="details"') && !page.html.includes('name="phone"'));
  const secrets = [
    'شركة المشاعل',
    one.permit.permitNumber,
    one.phone.typed,
    one.phone.e164.slice(-4),
    'سلمى',
    one.reference,
  ];
  for (const secret of secrets) assert.ok(!page.text.includes(secret), `the link says ${secret}`);
  const wrong = await browser.send(page, { reason: 'other', details: '' });
  assert.equal(wrong.status, 422);
  assert.equal(wrong.text.split('اكتب سبب التجديد، لأنك اخترت سببًا آخر').length, 3);
  assert.match(wrong.html, /<option value="other" selected/);
  const strange = await browser.send(page, { reason: 'other', details: 'x', permitNumber: '5' });
  assert.equal(strange.status, 400);
  const ignored = await browser.send(page, { reason: 'other', details: '<b>مقطع</b>', phone: '0791112223' });
  assert.equal(ignored.status, 303);
  assert.equal(ignored.location, path);
  const done = await browser.open(path);
  assert.match(done.text, /استلمنا ما أكملته.*القرار في موعد أقصاه/);
  const twice = await browser.send(page, { reason: 'materials', details: 'مرة أخرى' });
  assert.equal(twice.location, path, 'by Back, or in another tab: nothing happens again');
  const view = await clerk.open(address(one.id));
  assert.match(
    view.text,
    /ما أكمله المقاول.*سبب التجديد أحوال الطقس سبب آخر.*تفاصيل السبب فارغ <b>مقطع<\/b>/,
  );
  assert.ok(view.html.includes('&lt;b&gt;مقطع'), 'escaped');
  assert.ok(
    !view.text.includes('0791112223') && !view.text.includes('مرة أخرى'),
    'what was not asked for is not taken',
  );
  assert.ok((await clerk.open('/ar/staff/queue')).text.includes(one.reference));
  const english = await browser.open(path.replace('/ar/', '/en/'));
  assert.match(english.text, /We received what you completed/);
  const lost = await browser.open(`${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`);
  assert.equal(lost.status, 404);
  assertOurPage(lost.response, 'ar', 'a link that is not ours');
  assert.equal((await browser.open('/ar/complete/x')).status, 404);
});

test('from the status page: the form is there, the phone is not, and everything else stays as it was', async () => {
  const one = await submitted();
  await returnedLink(portal, one, ['details', 'phone']);
  const stranger = portal.browser();
  assert.equal(
    (await stranger.post('/ar/track/complete', { round: '1', details: 'x' })).location,
    '/ar/track/status',
  );
  assert.equal(
    (await stranger.open('/ar/track/status')).path,
    '/ar/track',
    'who may look at nothing completes nothing',
  );
  const track = await stranger.open('/ar/track');
  const page = await stranger.submit(track, {
    reference: one.reference,
    phoneEnding: one.phone.e164.slice(-4),
  });
  assert.match(page.text, /^بحاجة لاستكمال.*طلبك بحاجة لاستكمال.*بانتظار ما تكمله/);
  assert.ok(!page.text.includes('في موعد أقصاه'), 'the time stands still');
  assert.ok(!page.html.includes(one.phone.typed.slice(3)), 'who knows four digits learns no more');
  const wrong = await stranger.send(page, { details: 'سطر لا يضيع', phone: '' });
  assert.equal(wrong.status, 422);
  assert.ok(wrong.html.includes('سطر لا يضيع') && wrong.text.includes('أدخل رقم هاتفك المحمول'));
  assert.ok(wrong.text.includes('بيانات الطلب'), 'the whole status page');
  const english = await stranger.open('/en/track/status');
  assert.match(english.text, /^To be completed.*Send what you completed/);
  const done = await stranger.submit(page, { details: 'سطر', phone: one.phone.typed });
  assert.equal(done.path, '/ar/track/status');
  assert.match(done.text, /^قيد الدراسة.*أعدنا الطلب إليك للاستكمال.*أكملت الطلب.*القرار في موعد أقصاه/);
  assert.equal((await stranger.post('/ar/track/complete', { round: '1', details: 'x' })).status, 303);
});

test('another phone gets a code first; both phones are told, and the new one opens the status from then on', async () => {
  const one = await submitted();
  const path = await returnedLink(portal, one, ['phone']);
  const browser = portal.browser();
  const form = await browser.open(path);
  assert.ok(form.html.includes(one.phone.typed.slice(-4)), 'prefilled: the link was sent to it');
  const phone = freshPhone();
  const page = await browser.submit(form, { phone: phone.typed });
  assert.equal(page.path, `${path}/code`);
  assert.ok(page.text.includes('كود التحقق') && page.text.includes('أرسلنا رسالة قصيرة'));
  const elsewhere = portal.browser();
  assert.equal((await elsewhere.open(`${path}/code`)).path, path, 'the code belongs to one browser');
  for (const [code, words] of [
    ['', 'أدخل كود التحقق'],
    ['12', 'الكود ستة أرقام'],
    ['000000', 'الكود غير صحيح'],
  ] as const) {
    const wrong = await browser.send(page, { code, action: 'check' });
    assert.equal(wrong.status, 422, words);
    assert.ok(wrong.text.includes(words), words);
  }
  const soon = await browser.send(page, { action: 'resend' });
  assert.match(soon.text, /أرسلنا كودًا قبل لحظات/);
  const back = await browser.open(path);
  assert.equal(back.status, 200, 'the form is open still');
  const done = await browser.submit(page, { code: await newestCode(portal, phone.e164), action: 'check' });
  assert.match(done.text, /استلمنا ما أكملته/);
  const told = await portal.messages(phone.e164, 2);
  assert.ok(told.some(({ text }) => text.includes('استلمنا ما أكملته')));
  const before = await portal.messages(one.phone.e164, 4);
  assert.ok(
    before.some(({ text }) => text.includes('استلمنا ما أكملته')),
    'its first owner learns of it',
  );
  const track = await elsewhere.open('/ar/track');
  const ending = (e164: string) => ({ reference: one.reference, phoneEnding: e164.slice(-4) });
  assert.equal((await elsewhere.send(track, ending(one.phone.e164))).status, 422);
  assert.match((await elsewhere.submit(track, ending(phone.e164))).text, /^قيد الدراسة/);
  const clerk = await signedIn('clerk');
  const found = await clerk.post('/ar/staff/queue', { search: phone.typed });
  assert.ok(found.text.includes(one.reference), 'the office finds it by the new phone');
  const old = await clerk.post('/ar/staff/queue', { search: one.phone.typed });
  assert.ok(!old.text.includes(one.reference), 'and not by the old one');
});

test('the office takes a return back; the receipt and the link say how it stands', async () => {
  const one = await submitted();
  const path = await returnedLink(portal, one);
  assert.match((await one.browser.open(`${renewal}/done`)).text, /طلبك بحاجة لاستكمال/);
  const form = await one.browser.open(path);
  const clerk = await signedIn('clerk');
  assert.equal((await clerk.post(address(one.id, '/resume'))).status, 303);
  assert.equal((await clerk.post(address(one.id, '/resume'))).status, 409);
  const late = await one.browser.submit(form, { details: 'جاء متأخرًا' });
  assert.match(late.text, /لا استكمال مطلوب منك الآن/);
  assert.match(
    (await one.browser.open('/ar/track/status')).text,
    /^قيد الدراسة.*تابعنا دراسة الطلب دون استكمال/,
  );
  assert.ok(!(await clerk.open(address(one.id))).text.includes('جاء متأخرًا'));
});

test('a supervisor gives another last day; its mistakes stand at their fields; a clerk has no such form', async () => {
  const one = await submitted();
  const [clerk, supervisor] = [await signedIn('clerk'), await signedIn('supervisor')];
  assert.ok(!(await clerk.open(address(one.id))).html.includes('name="termReason"'));
  const view = await supervisor.open(address(one.id));
  assert.ok(view.text.includes('الموافقة بآخر يوم آخر'));
  const revision = revisionOf(view);
  const adjusting = { revision, adjust: 'yes', do: 'decide' };
  const wrong = await supervisor.post(address(one.id, '/approve'), {
    ...adjusting,
    until: '2199-01-01',
    termReason: '',
  });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /أو قبله.*اكتب سبب تغيير آخر يوم/);
  assert.ok(wrong.html.includes('2199-01-01'));
  const until = Temporal.Now.plainDateISO('Asia/Amman').add({ days: 50 }).toString();
  const fields = { ...adjusting, until, termReason: 'سبب داخلي' };
  const preview = await supervisor.post(address(one.id, '/approve'), { ...fields, do: 'preview' });
  assert.ok(preview.text.includes(until.split('-').toReversed().join('-')));
  assert.equal(
    (await clerk.post(address(one.id, '/approve'), fields)).status,
    409,
    'the right is the supervisor’s',
  );
  assert.equal((await supervisor.post(address(one.id, '/approve'), fields)).status, 303);
  const decided = await clerk.open(address(one.id));
  assert.match(decided.text, /بدل .*سبب داخلي/);
  assert.ok(!portal.log.join('').includes('"level":"error"'));
});

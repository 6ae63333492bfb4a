// In a browser: preparing and confirming, delegations, and the views of the queue that somebody keeps.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { readPerson } from '../../src/engine/staff/manage-staff.ts';
import { morePermits, signedIn as signedInTo, submit } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { assertMarked, assertOurPage, fieldOf } from './pages.ts';
import type { Role } from '../../src/engine/staff/roles.ts';
import type { Browser, Page } from '../support/browser.ts';
import type { Submitted } from '../support/office.ts';
import type { Portal } from '../support/portal.ts';
import type { PermitNumbers } from '../support/renewable.ts';

let portal: Portal;
let permits: PermitNumbers[];
before(async () => {
  portal = await openPortal();
  permits = await morePermits(portal, 20);
  await portal.set('contractor-permit-renewal.two-pairs-of-eyes', 'all');
});
after(() => portal.close());

const signedIn = (role: Role) => signedInTo(portal, role);
const address = (id: number, what = '') => `/ar/staff/applications/${id}${what}`;
const revisionOf = (page: Page) => /name="revision" value="([^"]*)"/.exec(page.html)?.[1] ?? '';

async function submitted(): Promise<Submitted> {
  const permit = permits.shift();
  assert.ok(permit);
  return submit(portal, permit);
}

/** An application of which this browser's person prepared an approval. */
async function prepared(browser: Browser): Promise<Submitted> {
  const one = await submitted();
  const revision = revisionOf(await browser.open(address(one.id)));
  const sent = await browser.post(address(one.id, '/approve'), { revision, do: 'decide' });
  assert.equal(sent.status, 303);
  return one;
}

test('a clerk prepares, a supervisor sees it in its tab as it will be read, and confirms', async () => {
  const [clerk, supervisor] = [await signedIn('clerk'), await signedIn('supervisor')];
  const one = await submitted();
  const view = await clerk.open(address(one.id));
  assert.match(view.text, /أعدّ الموافقة حتى/);
  assert.match(view.text, /لا يصدر القرار حتى يعتمده شخص آخر/);
  await clerk.post(address(one.id, '/approve'), { revision: revisionOf(view), do: 'decide' });
  const own = await clerk.open(address(one.id));
  assert.match(own.text, /بانتظار الاعتماد/);
  assert.match(own.text, /أنت أعددت القرار، فيعتمده شخص آخر/);
  assert.doesNotMatch(own.html, /\/confirm"|\/send-back"|\/approve"/);
  assert.match(own.html, new RegExp(`action="${address(one.id, '/undo')}"`));
  const queue = await supervisor.open('/ar/staff/queue?which=toConfirm');
  assert.ok(queue.text.includes(one.reference));
  const shown = await supervisor.open(address(one.id));
  assert.match(shown.text, /قرار من إعداد ليان العمري ?: الموافقة حتى/);
  assert.match(shown.text, /ما سيقرؤه المقاول.*وافقنا على/);
  assert.match((await one.browser.open('/ar/track/status')).text, /^قيد الدراسة/);
  const confirmed = await supervisor.post(address(one.id, '/confirm'), { revision: revisionOf(shown) });
  assert.equal(confirmed.status, 303);
  const after = await supervisor.open(address(one.id));
  assert.match(after.text, /ما جرى الموافقة.*طارق الحوراني.*إعداد القرار.*ليان العمري/);
  const again = await supervisor.post(address(one.id, '/confirm'), { revision: revisionOf(shown) });
  assert.equal(again.status, 409);
  assert.match(again.text, /طارق الحوراني/, 'who confirmed it');
  assert.equal((await supervisor.post(address(one.id, '/undo'))).status, 303);
  assert.match((await supervisor.open(address(one.id))).text, /بانتظار الاعتماد/, 'undone, it waits again');
});

test('sent back: words are needed, kept when they are wrong, and stand before whoever prepares anew', async () => {
  const [clerk, supervisor] = [await signedIn('clerk'), await signedIn('supervisor')];
  const { id } = await prepared(clerk);
  const empty = await supervisor.post(address(id, '/send-back'), { toOffice: ' ' });
  assert.equal(empty.status, 422);
  assertMarked(empty.html, 'toOffice', 'empty');
  const long = await supervisor.post(address(id, '/send-back'), { toOffice: 'كناري '.repeat(1000) });
  assert.equal(long.status, 422);
  assert.ok(long.html.includes('كناري كناري'));
  assert.equal((await supervisor.post(address(id, '/send-back'), { toOffice: 'x', other: 'y' })).status, 400);
  const sent = await supervisor.post(address(id, '/send-back'), { toOffice: 'راجعي <b>العنوان' });
  assert.equal(sent.status, 303);
  const view = await clerk.open(address(id));
  assert.match(view.text, /أُعيد من طارق الحوراني ?: راجعي/);
  assert.ok(view.html.includes('راجعي &lt;b&gt;العنوان'));
  assert.match(view.text, /الإعادة إلى المكتب/);
  const late = await supervisor.post(address(id, '/send-back'), { toOffice: 'مرة أخرى' });
  assert.equal(late.status, 409);
  assert.ok(late.text.includes('قيد الدراسة'));
});

test('who prepared it is refused when they confirm all the same, and what changed is shown first', async () => {
  const [clerk, supervisor] = [await signedIn('clerk'), await signedIn('supervisor')];
  const one = await prepared(supervisor);
  const own = await supervisor.open(address(one.id));
  assert.doesNotMatch(own.html, /\/confirm"/);
  const refused = await supervisor.post(address(one.id, '/confirm'), { revision: '2_0_down_none' });
  assert.equal(refused.status, 409);
  assert.match(refused.text, /من أعدّ القرار لا يعتمده/);
  assert.equal((await clerk.post(address(one.id, '/confirm'), { revision: 'x' })).status, 403);
  const other = await prepared(clerk);
  const stale = revisionOf(await supervisor.open(address(other.id)));
  await clerk.post(address(other.id, '/note'), { note: 'اتصل المقاول', day: '' });
  const changed = await supervisor.post(address(other.id, '/confirm'), { revision: stale });
  assert.equal(changed.status, 409);
  assert.match(changed.text, /ملاحظة جديدة من ليان العمري/);
  assert.equal((await supervisor.post(address(other.id, '/confirm'), { revision: 'x' })).status, 400);
});

test('a supervisor lends a clerk the confirming; the clerk confirms, and the case says by whose delegation', async () => {
  const [clerk, supervisor] = [await signedIn('clerk'), await signedIn('supervisor')];
  const one = await prepared(supervisor);
  assert.equal((await clerk.post(address(one.id, '/confirm'), { revision: '2_0_down_none' })).status, 403);
  const page = await supervisor.open('/ar/staff/delegations');
  const today = (await portal.ctx.settings.now()).today.toString();
  assert.equal(fieldOf(page.html, 'firstDay').value, today);
  const wrong = await supervisor.post('/ar/staff/delegations', {
    to: '',
    firstDay: today,
    lastDay: 'الخميس "<b>',
    reason: '',
  });
  assert.equal(wrong.status, 422);
  for (const name of ['to', 'lastDay', 'reason']) assertMarked(wrong.html, name, name);
  assert.equal(fieldOf(wrong.html, 'lastDay').value, 'الخميس "<b>');
  const person = await readPerson(portal.db, { login: 'clerk' });
  const fields = { to: String(person?.id), firstDay: today, lastDay: today, reason: 'إجازة كناري' };
  const given = await supervisor.post('/ar/staff/delegations', fields);
  assert.equal(given.location, '/ar/staff/delegations');
  const listed = await clerk.open('/ar/staff/delegations');
  assert.match(listed.text, /سارٍ طارق الحوراني ليان العمري إجازة كناري/);
  assert.doesNotMatch(listed.html, /name="reason"/, 'a clerk gives none');
  const shown = await clerk.open(address(one.id));
  assert.match(shown.text, /تعتمده بتفويض من طارق الحوراني/);
  const confirmed = await clerk.post(address(one.id, '/confirm'), { revision: revisionOf(shown) });
  assert.equal(confirmed.status, 303);
  const after = await clerk.open(`/en/staff/applications/${one.id}`);
  assert.match(after.text, /Approved .* ليان العمري · by delegation of طارق الحوراني/);

  const path = /\/ar\/staff\/delegations\/\d+\/end/.exec(listed.html)?.[0] ?? '';
  assert.equal((await clerk.post(path)).location, '/ar/staff/delegations');
  const again = await clerk.post(path);
  assert.equal(again.status, 409);
  assert.match(again.text, /لم يعد هذا التفويض قائمًا.*أُنهي قبل موعده بيد ليان العمري/);
  const next = await prepared(supervisor);
  assert.equal((await clerk.post(address(next.id, '/confirm'), { revision: 'x' })).status, 403, 'ended');
  const auditor = await signedIn('auditor');
  const all = await auditor.open('/en/staff/delegations');
  assertOurPage(all.response, 'en', 'delegations');
  assert.match(all.text, /Ended early/);
  assert.doesNotMatch(all.html, /\/end"/);
  assert.equal((await auditor.post('/ar/staff/delegations', fields)).status, 403);
  assert.equal((await (await signedIn('inspector')).get('/ar/staff/delegations')).status, 403);
  assert.ok(!portal.log.join('').includes('كناري'));
});

test('a view of the queue is saved under a name, is a tab, opens first, is renamed and deleted', async () => {
  const clerk = await signedIn('clerk');
  const plain = await clerk.open('/ar/staff/queue');
  assert.doesNotMatch(plain.html, /name="part"/, 'what is shown anyway needs no saving');
  const narrowed = await clerk.open('/ar/staff/queue?which=overdue&reason=weather');
  const hidden = { part: 'overdue', reason: 'weather' };
  for (const [name, value] of Object.entries(hidden))
    assert.ok(narrowed.html.includes(`<input type="hidden" name="${name}" value="${value}" />`), name);
  const wrong = await clerk.post('/ar/staff/queue/views', { ...hidden, name: '' });
  assert.equal(wrong.status, 422);
  assertMarked(wrong.html, 'name', 'empty');
  const strange = [
    { ...hidden, part: 'nothing', name: 'x' },
    { ...hidden, reason: '../x', name: 'x' },
    { ...hidden, name: 'x', search: 'x' },
  ];
  for (const fields of strange) assert.equal((await clerk.post('/ar/staff/queue/views', fields)).status, 400);
  const saved = await clerk.post('/ar/staff/queue/views', { ...hidden, name: 'الطقس <b>' });
  assert.match(saved.location, /^\/ar\/staff\/queue\?view=\d+$/);
  const shown = await clerk.open(saved.location);
  assert.ok(shown.html.includes('الطقس &lt;b&gt;'));
  assert.match(shown.html, /<option value="weather" selected/);
  assert.doesNotMatch(shown.html, /name="part"/, 'what is saved needs no saving');
  const taken = await clerk.post('/ar/staff/queue/views', { ...hidden, name: 'الطقس <b>' });
  assertMarked(taken.html, 'name', 'taken');
  assert.equal(fieldOf(taken.html, 'name').value, 'الطقس <b>');

  const id = /view=(\d+)$/.exec(saved.location)?.[1] ?? '';
  const views = (what: string, fields = {}) => clerk.post(`/ar/staff/queue/views/${id}/${what}`, fields);
  assert.equal((await views('first', { first: 'yes' })).location, '/ar/staff/queue/views');
  const one = await submitted();
  const opens = await clerk.open('/ar/staff/queue');
  assert.match(opens.html, new RegExp(`view=${id}" aria-current="page"`));
  assert.ok(!opens.text.includes(one.reference), 'it is not overdue');
  assert.ok((await clerk.open('/ar/staff/queue?which=all')).text.includes(one.reference));
  const found = await clerk.post('/ar/staff/queue', { search: one.reference });
  assert.ok(found.text.includes(one.reference), 'a search goes through everything');
  const named = await views('rename', { [`name-${id}`]: '' });
  assert.equal(named.status, 422);
  assertMarked(named.html, `name-${id}`, 'empty');
  assert.equal((await views('rename', { [`name-${id}`]: 'طقس اليوم' })).status, 303);
  const list = await clerk.open('/en/staff/queue/views');
  assert.match(list.text, /طقس اليوم Shows: Overdue · Weather The queue opens with it/);
  const other = await signedIn('supervisor');
  assert.ok(!(await other.open('/ar/staff/queue')).html.includes('طقس اليوم'));
  assert.equal((await other.post(`/ar/staff/queue/views/${id}/delete`)).status, 404);
  assert.ok((await other.open(saved.location)).text.includes(one.reference), 'another’s view is no view');
  assert.equal((await views('delete')).status, 303);
  assert.equal((await views('delete')).status, 404);
  assert.equal((await (await signedIn('auditor')).get('/ar/staff/queue/views')).status, 403);
});

test('the decided lists are tabs, with the day and who decided, and are not narrowed by a reason', async () => {
  await portal.set('contractor-permit-renewal.two-pairs-of-eyes', 'off');
  const clerk = await signedIn('clerk');
  const { id, reference } = await submitted();
  const revision = revisionOf(await clerk.open(address(id)));
  await clerk.post(address(id, '/approve'), { revision, do: 'decide' });
  const page = await clerk.open('/ar/staff/queue?which=approved');
  assert.ok(page.text.includes(reference) && /موافق عليه [\d-]+ [\d:]+ ليان العمري/.test(page.text));
  assert.doesNotMatch(page.html, /<select id="reason"/);
  assert.ok(!(await clerk.open('/en/staff/queue?which=refused')).text.includes(reference));
  await sql`update application_events set at = at - interval '31 days' where application_id = ${id} and kind = 'approved'`.execute(
    portal.db.query,
  );
  assert.ok(!(await clerk.open('/ar/staff/queue?which=approved')).text.includes(reference));
  for (const after of ['decided.999999999', 'decided.x', '2026-01-01.1', 'x'])
    assert.equal((await clerk.open(`/ar/staff/queue?which=approved&after=${after}`)).status, 200, after);
  assert.equal((await clerk.open('/ar/staff/queue?after=decided.5')).status, 200);
});

// Many at once in a browser: boxes in the queue, the dry run, the confirmation, what became of each, undoing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { signedIn as signedInTo } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { preparedApplications } from '../support/prepared.ts';
import { assertMarked } from './pages.ts';
import type { Role } from '../../src/engine/staff/roles.ts';
import type { Browser, Page } from '../support/browser.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
let ids: number[];
before(async () => {
  portal = await openPortal();
  ids = await preparedApplications(portal, 60);
});
after(() => portal.close());

const signedIn = (role: Role) => signedInTo(portal, role);
const next = (count: number) => ids.splice(0, count);
const picks = (picked: readonly number[]) => Object.fromEntries(picked.map((id) => [`pick-${id}`, 'yes']));
const boxes = (page: Page) => [...page.html.matchAll(/<input type="checkbox" name="pick-(\d+)"[^>]*>/g)];
const ticked = (page: Page) =>
  boxes(page).flatMap(([tag, id]) => (tag.includes(' checked') ? [Number(id)] : []));

async function dryRun(clerk: Browser, action: string, picked: readonly number[], lang = 'ar') {
  const sent = await clerk.post(`/${lang}/staff/many`, { do: action, ...picks(picked) });
  assert.equal(sent.status, 303, sent.text);
  return { at: sent.location, page: await clerk.open(sent.location) };
}

test('from the queue to the results: picked, foreseen, confirmed, undone; without a script', async () => {
  const clerk = await signedIn('clerk');
  const queue = await clerk.open('/ar/staff/queue');
  assert.equal(boxes(queue).length, 25);
  assert.equal(ticked(queue).length, 0);
  const all = /href="([^"]*all=1)"[^>]*>اختيار الكل في الصفحة/.exec(queue.html)?.[1];
  assert.ok(all);
  const picked = ticked(await clerk.open(all.replaceAll('&amp;', '&')));
  assert.equal(picked.length, 25);
  assert.match(queue.html, /<form method="post" action="\/ar\/staff\/many\?which=all" class="many">/);
  const own = next(3);
  const { at, page } = await dryRun(clerk, 'approve', own);
  assert.ok(page.text.includes('لم يُنفّذ شيء بعد') && page.text.includes('الموافقة حتى'), page.text);
  assert.deepEqual(ticked(page), own);
  const confirmed = await clerk.post(`${at}/confirm`, picks(own));
  assert.equal(confirmed.location, at);
  const result = await clerk.open(at);
  assert.ok(result.text.includes('انتهى التنفيذ') && result.text.includes('موافق عليه حتى'));
  assert.ok(result.text.includes('تغادر أولى الرسائل'));
  assert.equal((await clerk.post(`${at}/undo`, { row: String(own[0]) })).location, at);
  assert.ok((await clerk.open(at)).text.includes('رُجع عن القرار'));
  await clerk.post(`${at}/undo`, { row: 'all' });
  const undone = await clerk.open(at);
  assert.ok(!undone.text.includes('تغادر أولى الرسائل') && !undone.text.includes('موافق عليه'));
  assert.ok((await clerk.open('/ar/staff/many')).text.includes('الموافقة على عدة طلبات'));
});

test('pressing again, or going back and pressing, shows the result and does nothing twice', async () => {
  const clerk = await signedIn('clerk');
  const [one, two] = next(2);
  assert.ok(one && two);
  const { at } = await dryRun(clerk, 'approve', [one, two]);
  const presses = await Promise.all([1, 2, 3].map(() => clerk.post(`${at}/confirm`, picks([one]))));
  for (const press of presses) assert.equal(press.location, at);
  assert.equal((await clerk.post(`${at}/confirm`, picks([one, two]))).location, at);
  const { rows } = await sql<{ id: number; kinds: string[] }>`
    select application_id as id, json_agg(kind order by id) as kinds from application_events
    where application_id in (${one}, ${two}) group by application_id order by application_id`.execute(
    portal.db.query,
  );
  assert.deepEqual(rows, [
    { id: one, kinds: ['submitted', 'approved'] },
    { id: two, kinds: ['submitted'] },
  ]);
});

test('what cannot be done has no box and says why; what was not done is told, and may be tried again', async () => {
  const [clerk, supervisor] = [await signedIn('clerk'), await signedIn('supervisor')];
  const [fine, held, late] = next(3);
  assert.ok(fine && held && late);
  await supervisor.post(`/ar/staff/applications/${held}/take`);
  const { at, page } = await dryRun(clerk, 'approve', [fine, held, late]);
  assert.deepEqual(
    boxes(page).map(([, id]) => Number(id)),
    [fine, late],
  );
  assert.match(page.text, /لا يُنفّذ مع طارق الحوراني حتى/);
  await supervisor.post(`/ar/staff/applications/${late}/take`);
  await clerk.post(`${at}/confirm`, picks([fine, late]));
  const result = await clerk.open(at);
  assert.match(result.text, /لم يُنفّذ مع طارق الحوراني حتى/);
  assert.match(result.html, new RegExp(`<input type="hidden" name="pick-${late}" value="yes"`));
  assert.doesNotMatch(result.html, new RegExp(`<input type="hidden" name="pick-${fine}"`));
  const again = await dryRun(clerk, 'approve', [held]);
  assert.ok(again.page.text.includes('لا يمكن تنفيذ شيء'));
});

test('a refusal keeps what was typed and ticked, and marks what is wrong at its field', async () => {
  const clerk = await signedIn('clerk');
  const [one, two] = next(2);
  assert.ok(one && two);
  const { at } = await dryRun(clerk, 'refuse', [one, two]);
  const wrong = await clerk.post(`${at}/confirm`, { ...picks([two]), reason: 'other', words: '' });
  assert.equal(wrong.status, 422);
  assertMarked(wrong.html, 'words', 'words');
  assert.match(wrong.html, /<option value="other" selected>/);
  assert.deepEqual(ticked(wrong), [two]);
  const none = await clerk.post(`${at}/confirm`, { reason: 'other', words: 'كلمات كتبها الموظف' });
  assert.equal(none.status, 422);
  assert.ok(none.text.includes('اختر طلبًا واحدًا على الأقل مما يمكن تنفيذه'));
  assert.ok(none.html.includes('كلمات كتبها الموظف'));
  await clerk.post(`${at}/confirm`, { ...picks([one, two]), reason: 'other', words: 'كلمات كتبها الموظف' });
  assert.ok((await clerk.open(at)).text.includes('نُفّذ 2'));
  assert.ok(!portal.log.join('').includes('كلمات كتبها الموظف'));
});

test('picking none, too many, or nothing to do with them comes back to the queue with what was picked', async () => {
  const clerk = await signedIn('clerk');
  const none = await clerk.post('/ar/staff/many?which=all', { do: 'approve' });
  assert.equal(none.status, 422);
  assert.ok(none.text.includes('اختر طلبًا واحدًا على الأقل'));
  const [one] = ids;
  assert.ok(one);
  const nothing = await clerk.post('/ar/staff/many', picks([one]));
  assert.equal(nothing.status, 422);
  assert.deepEqual(ticked(nothing), [one]);
  const many = Array.from({ length: 101 }, (_, n) => n + 1);
  const tooMany = await clerk.post('/ar/staff/many', { do: 'take', ...picks(many) });
  assert.equal(tooMany.status, 422);
  assert.ok(tooMany.text.includes('اختر 100 طلب على الأكثر'));
  assert.equal((await clerk.post('/ar/staff/many', { do: 'take', strange: '1' })).status, 400);
});

test('a search may be picked from as well, and stands in no address', async () => {
  const clerk = await signedIn('clerk');
  const { rows } = await sql<{ ending: string }>`select right(phone, 4) as ending from applications
    where exists (select from application_words w where w.application_id = applications.id)
    and exists (select from open_applications o where o.application_id = applications.id) limit 1`.execute(
    portal.db.query,
  );
  const search = rows[0]?.ending ?? '';
  const found = await clerk.post('/ar/staff/queue', { search });
  assert.ok(boxes(found).length > 0);
  assert.ok(!found.html.includes(`?search`) && !/href="[^"]*all=1/.test(found.html));
  const all = await clerk.post('/ar/staff/queue', { search, all: '1' });
  assert.equal(ticked(all).length, boxes(found).length);
  const wrong = await clerk.post('/ar/staff/many', { do: 'approve', search });
  assert.equal(wrong.status, 422);
  assert.match(wrong.html, new RegExp(`name="search" value="${search}"`));
});

test('a hundred stand on a page when asked for, and its links keep that', async () => {
  const clerk = await signedIn('clerk');
  const long = await clerk.open('/ar/staff/queue?rows=100');
  assert.ok(boxes(long).length > 25);
  assert.match(long.html, /href="\/ar\/staff\/queue\?which=mine&amp;rows=100"/);
  assert.match(long.html, /action="\/ar\/staff\/many\?which=all&amp;rows=100"/);
});

test('who may not decide has no boxes and gets in nowhere; another’s batch is none', async () => {
  const clerk = await signedIn('clerk');
  const { at } = await dryRun(clerk, 'take', next(1));
  for (const role of ['auditor', 'administrator'] as const) {
    const browser = await signedIn(role);
    assert.equal(boxes(await browser.open('/ar/staff/queue')).length, 0);
    assert.equal((await browser.get(at)).status, 403);
    assert.equal((await browser.post('/ar/staff/many', { do: 'take' })).status, 403);
  }
  const supervisor = await signedIn('supervisor');
  for (const path of [at, '/ar/staff/many/0', '/ar/staff/many/x'])
    assert.equal((await supervisor.get(path)).status, 404, path);
  const forms = { confirm: picks([1]), 'go-on': {}, look: { do: 'again' }, undo: { row: 'all' } };
  for (const [what, fields] of Object.entries<Record<string, string>>(forms))
    assert.equal((await supervisor.post(`${at}/${what}`, fields)).status, 404, what);
});

test('in English too; what a page shows is in the audit by the numbers of the applications', async () => {
  const clerk = await signedIn('clerk');
  const own = next(2);
  const { at, page } = await dryRun(clerk, 'take', own, 'en');
  for (const words of ['Nothing is done yet', 'Taking many', 'You take it', 'Will be done 2'])
    assert.ok(page.text.includes(words), words);
  await clerk.post(`${at}/confirm`, picks(own));
  assert.ok((await clerk.open(at)).text.includes('With you until'));
  const batch = /\d+$/.exec(at)?.[0];
  const { rows } = await sql<{ data: unknown }>`select data from audit
    where action = 'application.listed' and subject = ${`batch:${batch}`} limit 1`.execute(portal.db.query);
  assert.deepEqual(rows[0]?.data, { applications: own });
});

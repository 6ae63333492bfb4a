// The office in a browser: the queue, taking, the one view, deciding, undoing, notes; what each role may not.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { morePermits, signedIn as signedInTo, submit } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import type { Role } from '../../src/engine/staff/roles.ts';
import type { Page } from '../support/browser.ts';
import type { Submitted } from '../support/office.ts';
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

async function submitted(): Promise<Submitted> {
  const permit = permits.shift();
  assert.ok(permit);
  return submit(portal, permit);
}

const address = (id: number, what = '') => `/ar/staff/applications/${id}${what}`;
const revisionOf = (page: Page) => /name="revision" value="([^"]*)"/.exec(page.html)?.[1] ?? '';

test('a clerk takes the next application, sees everything, approves, and may undo it for a moment', async () => {
  const { id, reference, browser: contractor } = await submitted();
  const clerk = await signedIn('clerk');
  const queue = await clerk.open('/ar/staff/queue');
  assert.equal(queue.status, 200);
  assert.ok(queue.text.includes(reference));
  const taken = await clerk.post('/ar/staff/next');
  assert.equal(taken.location, address(id));
  const view = await clerk.open(taken.location);
  for (const words of ['ما قدّمه المقاول', 'السجل الآن', 'الطلب معك حتى', 'ملاحظات المكتب'])
    assert.ok(view.text.includes(words), words);
  const preview = await clerk.post(address(id, '/approve'), { revision: revisionOf(view), do: 'preview' });
  assert.ok(preview.text.includes('ما سيقرؤه المقاول'));
  assert.ok(preview.text.includes(reference));
  const decided = await clerk.post(address(id, '/approve'), { revision: revisionOf(view), do: 'decide' });
  assert.equal(decided.status, 303);
  const after = await clerk.open(address(id));
  assert.ok(after.text.includes('موافق عليه'));
  assert.ok(after.text.includes('تغادر الرسالة في'));
  assert.ok(
    !after.text.includes('لا تجوز الموافقة'),
    'what would stand in the way of another approval is no news',
  );
  assert.ok(
    (await contractor.open('/ar/track/status')).text.includes('قيد الدراسة'),
    'not told before it is final',
  );
  assert.equal((await clerk.post(address(id, '/undo'))).status, 303);
  assert.ok((await clerk.open(address(id))).text.includes('قيد الدراسة'));
  const again = await clerk.open(address(id));
  await clerk.post(address(id, '/approve'), { revision: revisionOf(again), do: 'decide' });
  await portal.moveClock('2 minutes');
  assert.ok((await contractor.open('/ar/track/status')).text.includes('موافق عليه'));
  const late = await clerk.post(address(id, '/undo'));
  assert.equal(late.status, 409);
  assert.ok(!(await clerk.open('/ar/staff/queue')).text.includes(reference));
});

test('a refusal needs a reason, keeps what was typed, and is read by the contractor as it was written', async () => {
  const { id, browser: contractor } = await submitted();
  const clerk = await signedIn('clerk');
  const view = await clerk.open(address(id));
  const revision = revisionOf(view);
  const wrong = await clerk.post(address(id, '/refuse'), {
    revision,
    do: 'decide',
    reason: '',
    words: 'كلمات كتبها الموظف',
  });
  assert.equal(wrong.status, 422);
  assert.ok(wrong.text.includes('اختر سبب الرفض'));
  assert.ok(wrong.html.includes('كلمات كتبها الموظف'), 'what was typed is still there');
  const reason = /<option value="([a-z-]+)"/.exec(wrong.html)?.[1] ?? '';
  const right = await clerk.post(address(id, '/refuse'), {
    revision,
    do: 'decide',
    reason,
    words: 'كلمات كتبها الموظف',
  });
  assert.equal(right.status, 303);
  await portal.moveClock('2 minutes');
  const status = await contractor.open('/ar/track/status');
  assert.ok(status.text.includes('مرفوض'));
  assert.ok(status.text.includes('كلمات كتبها الموظف'));
});

test('what another has in hand, decided or noted meanwhile is told, and nothing is decided', async () => {
  const { id } = await submitted();
  const [clerk, supervisor] = [await signedIn('clerk'), await signedIn('supervisor')];
  await clerk.post(address(id, '/take'));
  const held = await supervisor.post(address(id, '/take'));
  assert.equal(held.status, 409);
  assert.ok(held.text.includes('ليان العمري'));
  const seen = await clerk.open(address(id));
  await supervisor.post(address(id, '/note'), { note: 'اتصل المقاول', day: '' });
  const view = await clerk.open(address(id));
  await clerk.post(address(id, '/release'));
  await supervisor.post(address(id, '/take'));
  const noted = await supervisor.open(address(id));
  assert.ok(view.html.length > 0 && noted.html.length > 0);
  const changed = await clerk.post(address(id, '/approve'), { revision: revisionOf(seen), do: 'decide' });
  assert.equal(changed.status, 409);
  await supervisor.post(address(id, '/approve'), { revision: revisionOf(noted), do: 'decide' });
  const late = await clerk.post(address(id, '/approve'), { revision: revisionOf(view), do: 'decide' });
  assert.equal(late.status, 409);
  assert.ok(late.text.includes('طارق الحوراني'), 'who decided');
});

test('a note with a day takes the application off the queue until then; its mistakes stand at their fields', async () => {
  const { id, reference } = await submitted();
  const clerk = await signedIn('clerk');
  const wrong = await clerk.post(address(id, '/note'), { note: '', day: 'غدًا' });
  assert.equal(wrong.status, 422);
  assert.ok(wrong.text.includes('اكتب الملاحظة') && wrong.html.includes('غدًا'));
  const day = Temporal.Now.plainDateISO('Asia/Amman').add({ days: 5 }).toString();
  assert.equal((await clerk.post(address(id, '/note'), { note: 'ننتظر مخططًا', day })).status, 303);
  assert.ok(!(await clerk.open('/ar/staff/queue')).text.includes(reference));
  assert.ok((await clerk.open('/ar/staff/queue?which=setAside')).text.includes(reference));
});

test('the search finds by reference, permit, name and the end of a phone, and stands in no address', async () => {
  const { reference, permit, phone } = await submitted();
  const clerk = await signedIn('clerk');
  for (const search of [reference, permit.permitNumber, phone.e164.slice(-4), phone.typed]) {
    const found = await clerk.post('/ar/staff/queue', { search });
    assert.equal(found.status, 200);
    assert.ok(found.text.includes(reference), search);
  }
  const nothing = await clerk.post('/ar/staff/queue', { search: 'لا أحد بهذا الاسم' });
  assert.ok(nothing.text.includes('لا طلبات هنا'));
});

test('who may only read sees no button, and is refused when they press one all the same', async () => {
  const { id } = await submitted();
  for (const role of ['auditor', 'administrator'] as const) {
    const browser = await signedIn(role);
    const view = await browser.open(address(id));
    assert.equal(view.status, 200);
    for (const what of ['/take', '/approve', '/refuse', '/undo', '/note']) {
      assert.ok(!view.html.includes(`action="${address(id, what)}"`), `${role} ${what}`);
      assert.equal((await browser.post(address(id, what), { revision: 'x' })).status, 403, `${role} ${what}`);
    }
  }
  const clerk = await signedIn('clerk');
  for (const id of ['999999', '0', 'x', '1e3'])
    assert.equal((await clerk.get(`/ar/staff/applications/${id}`)).status, 404, id);
});

test('in English too, and nothing typed by the office is in the log', async () => {
  const { id } = await submitted();
  const clerk = await signedIn('clerk');
  const view = await clerk.open(`/en/staff/applications/${id}`);
  for (const words of ['What the contractor submitted', 'The register now', 'Nobody has it'])
    assert.ok(view.text.includes(words), words);
  assert.ok(!portal.log.join('').includes('كلمات كتبها الموظف'));
  assert.ok(
    !portal.log.join('').includes('"level":"error"'),
    portal.log.filter((line) => line.includes('error')).join(''),
  );
});

test('what is read and done in the office is in the audit, by whom and from where, and no name or phone is', async () => {
  const { id, phone } = await submitted();
  const clerk = await signedIn('clerk');
  const view = await clerk.open(address(id));
  await clerk.post(address(id, '/take'));
  await clerk.post(address(id, '/note'), { note: `اتصل على ${phone.typed}`, day: '' });
  await clerk.post(address(id, '/release'));
  await clerk.post(address(id, '/refuse'), {
    revision: revisionOf(view),
    do: 'decide',
    reason: /<option value="([a-z-]+)"/.exec(view.html)?.[1] ?? '',
    words: 'أُغلق ملف التصريح',
  });
  await clerk.post(address(id, '/undo'));
  await clerk.post('/ar/staff/queue', { search: phone.typed.slice(-4) });
  const { rows } = await sql<{ action: string; actor: string; place: string; whole: string }>`
    select action, actor, place, audit::text as whole from audit
    where subject = ${`application:${id}`} or action = 'application.listed' order by id`.execute(
    portal.db.query,
  );
  const actions = rows.map(({ action }) => action.replace('application.', ''));
  for (const action of ['read', 'taken', 'noted', 'released', 'decided', 'undone', 'listed'])
    assert.ok(actions.includes(action), `${action}: ${actions.join(' ')}`);
  for (const { actor, place, whole } of rows) {
    assert.match(actor, /^staff:\d+$/);
    assert.match(place, /^address:[0-9a-f]{32}$/);
    assert.ok(!whole.includes(phone.typed.slice(-6)), whole);
  }
});

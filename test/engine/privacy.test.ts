// A copy and the erasure of somebody's data: what is found, what must be kept and why, and what is raced against it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { erasePerson } from '../../src/engine/privacy/erase-person.ts';
import { exportPerson } from '../../src/engine/privacy/export-person.ts';
import { findPerson, readWhose } from '../../src/engine/privacy/find-person.ts';
import { fileObjection } from '../../src/engine/objections/file-objection.ts';
import { decide } from '../../src/engine/review/decide.ts';
import { sweep } from '../../src/engine/retention/sweep.ts';
import { whereItStands } from '../support/erased.ts';
import { morePermits, omar, opened, salma, signedIn, submit, testOrigin } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { openStatusOf, refuseForGood } from '../support/refusals.ts';
import { freshPhone, renewal } from '../support/walk.ts';
import type { Submitted } from '../support/office.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
});
after(() => portal.close());

let permits = 750_000;
async function next(phone = freshPhone()): Promise<Submitted> {
  permits += 1;
  const [permit] = await morePermits(portal, 1, permits);
  assert.ok(permit);
  return submit(portal, permit, phone);
}

const contractorOf = ({ permit }: Submitted) => ({ contractor: permit.contractorNumber });

test('whose data: a number or a phone as people write them, never both', () => {
  assert.deepEqual(readWhose({ contractor: '٠٠٧٥٠', phone: '' }), { contractor: '750' });
  assert.deepEqual(readWhose({ contractor: '', phone: '079 000 0042' }), { phone: '+962790000042' });
  for (const typed of [
    { contractor: '', phone: '' },
    { contractor: '1', phone: '0790000042' },
    { contractor: "1' or 1=1", phone: '' },
  ])
    assert.equal(readWhose(typed), null);
});

test('a dry run says what is erased and what stays; erasing does that, and no more', async () => {
  const phone = freshPhone();
  const [refused, open, approved] = [await next(phone), await next(phone), await next(phone)];
  const stranger = await next();
  const page = await portal.browser().open(`${renewal}/start`);
  assert.equal(page.status, 200);
  await refuseForGood(portal, refused.id, omar, 'كلمات إلى المقاول');
  const { revision } = await opened(portal, approved.id);
  await decide(portal.ctx, salma, { id: approved.id, revision, kind: 'approve' });
  const whose = { phone: phone.e164 };
  for (const each of [refused, open, stranger])
    await sql`insert into reminder_consents (service, subject, answers, phone, lang, through, application_id)
      select service, subject, '{}', phone, lang, 'receipt', id from applications where id = ${each.id}`.execute(
      portal.db.query,
    );
  const early = await findPerson(portal.ctx, whose, testOrigin);
  assert.deepEqual(
    early.applications.map(({ kept }) => kept?.why ?? null),
    [null, 'open', 'not-told'],
  );
  await portal.moveClock('2 minutes');
  await sql`update documents set hash = '\\x01', signature = '\\x01', key_id = (select min(id) from document_keys), issued_at = moment()
    where application_id = ${approved.id} and hash is null`.execute(portal.db.query);
  const plan = await findPerson(portal.ctx, whose, testOrigin);
  assert.deepEqual(
    plan.applications.map(({ id, kept }) => [id, kept?.why ?? null]),
    [
      [refused.id, null],
      [open.id, 'open'],
      [approved.id, 'term'],
    ],
  );
  assert.ok(plan.applications[2]?.kept?.until);
  assert.deepEqual((await findPerson(portal.ctx, contractorOf(refused), testOrigin)).applications.length, 1);
  assert.deepEqual((await findPerson(portal.ctx, { contractor: '1' }, testOrigin)).applications, []);
  const copy = JSON.stringify(await exportPerson(portal.ctx, whose, testOrigin));
  for (const each of [refused, open, approved]) assert.ok(copy.includes(each.reference));
  assert.ok(copy.includes('كلمات إلى المقاول') && copy.includes('المشاعل'));
  assert.ok(!copy.includes(stranger.reference));
  assert.equal(copy.split('"ended":null').length - 1, 2, 'the two agreements to be reminded');

  const wanted = { fingerprint: plan.fingerprint, reason: 'طلب مكتوب' };
  assert.deepEqual(await erasePerson(portal.ctx, testOrigin, whose, { ...wanted, reason: ' ' }), {
    kind: 'invalid',
    reason: 'empty',
  });
  const results = await Promise.all([1, 2].map(() => erasePerson(portal.ctx, testOrigin, whose, wanted)));
  assert.deepEqual(results.map(({ kind }) => kind).toSorted(), ['changed', 'erased'], 'once');
  const done = results.find(({ kind }) => kind === 'erased');
  assert.deepEqual(done, { kind: 'erased', applications: 1, kept: 2, drafts: 0 });
  await portal.moveClock('8 days');
  await sweep(portal.ctx);
  const left = await whereItStands(portal, 'كلمات إلى المقاول');
  assert.deepEqual(left, []);
  const { rows: agreed } = await sql<{
    id: number;
  }>`select application_id as id from reminder_consents`.execute(portal.db.query);
  assert.deepEqual(agreed, [{ id: stranger.id }], 'agreeing to be reminded goes, also with what is kept');
  assert.equal((await opened(portal, open.id)).phone.given, phone.e164, 'what is kept is whole');
  const { rows } = await sql<{ action: string; subject: string; reason: string; data: object }>`
    select action, subject, reason, data from audit where action like 'privacy.%' order by id desc limit 1`.execute(
    portal.db.query,
  );
  assert.deepEqual(rows[0], {
    action: 'privacy.erased',
    subject: 'person',
    reason: 'طلب مكتوب',
    data: { applications: [refused.id], kept: { [open.id]: 'open', [approved.id]: 'term' }, drafts: 0 },
  });
  const { rows: numbers } = await sql`select from audit where action like 'privacy.%'
    and (strpos(data::text, ${phone.e164}) > 0 or strpos(data::text, ${refused.permit.contractorNumber}) > 0)`.execute(
    portal.db.query,
  );
  assert.equal(numbers.length, 0, 'nobody’s number is in the audit');
  const { rows: stones } = await sql<{
    rule: string;
  }>`select rule from tombstones where subject = ${`application:${refused.id}`}`.execute(portal.db.query);
  assert.deepEqual(stones, [{ rule: 'asked-for' }]);
});

test('an objection that comes at the moment of erasing: either it is there and nothing is erased, or it is too late', async () => {
  for (let n = 0; n < 5; n++) {
    const one = await next();
    const refusal = await refuseForGood(portal, one.id, omar);
    await openStatusOf(one);
    const whose = contractorOf(one);
    const { fingerprint } = await findPerson(portal.ctx, whose, testOrigin);
    const { rows } = await sql<{
      holder: Buffer;
    }>`select holder from applications where id = ${one.id}`.execute(portal.db.query);
    const visitor = { holder: rows[0]?.holder ?? Buffer.alloc(32), address: '10.9.9.4' };
    const [filed, erased] = await Promise.all([
      fileObjection(portal.ctx, visitor, { refusal, words: 'اعتراض' }),
      erasePerson(portal.ctx, testOrigin, whose, { fingerprint, reason: 'x' }),
    ]);
    const stands = (await whereItStands(portal, one.phone.e164)).some((line) =>
      line.startsWith('applications'),
    );
    if (filed.kind === 'filed' && erased.kind === 'changed') assert.ok(stands);
    else
      assert.ok(
        erased.kind === 'erased' && filed.kind !== 'filed' && !stands,
        `${filed.kind} ${erased.kind}`,
      );
  }
});

test('the page: administrators only, by POST, a copy and an erasure', async () => {
  const one = await next();
  await refuseForGood(portal, one.id, omar);
  const clerk = await signedIn(portal, 'clerk');
  assert.equal((await clerk.open('/ar/staff/privacy')).status, 403);
  assert.equal(
    (await clerk.post('/ar/staff/privacy/copy', { contractor: one.permit.contractorNumber })).status,
    403,
  );
  const administrator = await signedIn(portal, 'administrator');
  const typed = { contractor: one.permit.contractorNumber, phone: '' };
  assert.equal((await administrator.post('/ar/staff/privacy', { contractor: '', phone: '' })).status, 422);
  const found = await administrator.post('/ar/staff/privacy', typed);
  assert.match(found.text, new RegExp(`${one.reference}.*يُمحى`));
  const copy = await administrator.post('/ar/staff/privacy/copy', typed);
  assert.match(copy.response.headers['content-disposition'] as string, /^attachment/);
  assert.equal(JSON.parse(copy.html).applications[0].reference, one.reference);
  const fingerprint = /name="fingerprint" value="([^"]+)"/.exec(found.html)?.[1] ?? '';
  const unsure = await administrator.post('/ar/staff/privacy/erase', {
    ...typed,
    fingerprint,
    reason: 'طلب',
  });
  assert.equal(unsure.status, 422);
  const done = await administrator.post('/ar/staff/privacy/erase', {
    ...typed,
    fingerprint,
    reason: 'طلب',
    sure: 'yes',
  });
  assert.match(done.text, /مُحيت البيانات/);
  assert.ok(!portal.log.join('').includes(one.phone.e164));
});

// A register that is elsewhere: the room says so, looks up by the three numbers, and changes nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { permitsInDatabase } from '../../src/engine/registers/permits.store.ts';
import { morePermits, signedIn } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { upload } from '../support/upload.ts';
import { assertMarked, langs } from './pages.ts';
import type { RegisterAnswer, RegisterSource } from '../../src/engine/registers/register-source.ts';
import type { Portal } from '../support/portal.ts';
import type { PermitNumbers } from '../support/renewable.ts';

/** Finds what our tables have, but keeps its terms for itself, as a register elsewhere does. */
let learntAt: Date | null = null;
let isDown = false;
const elsewhere: RegisterSource = {
  find: async (answers, db, options): Promise<RegisterAnswer> => {
    if (isDown) throw new Error('The register is down');
    return { ...(await permitsInDatabase.find(answers, db, options)), learntAt };
  },
};

let portal: Portal;
let permit: PermitNumbers;
before(async () => {
  portal = await openPortal({ sources: { permits: elsewhere } });
  [permit] = (await morePermits(portal, 1)) as [PermitNumbers];
});
after(() => portal.close());

test('the room says where the register is and what is remembered, and finds by the three numbers', async () => {
  const clerk = await signedIn(portal, 'clerk');
  const room = await clerk.open('/ar/staff/register');
  for (const words of ['السجل في نظام آخر', 'خلال آخر 24 ساعة', 'بالأرقام الثلاثة'])
    assert.ok(room.text.includes(words), words);
  const found = await clerk.post('/ar/staff/register', permit);
  assert.equal(found.status, 200);
  assert.ok(found.text.includes('شركة المشاعل 700001 للمقاولات'));
  const miss = await clerk.post('/ar/staff/register', { ...permit, permitYear: '2001' });
  assert.ok(miss.text.includes('لا يعرف السجل تصريحًا'));
  learntAt = new Date('2026-01-02T03:04:05Z');
  const remembered = await clerk.post('/en/staff/register', permit);
  learntAt = null;
  assert.ok(remembered.text.includes('This is what it said on'));
  isDown = true;
  const down = await clerk.post('/ar/staff/register', permit);
  isDown = false;
  assert.ok(down.text.includes('السجل لا يجيب الآن'));
  await portal.set('register.remembered-for', 0);
  assert.ok((await clerk.open('/ar/staff/register')).text.includes('لا يُحفظ منه شيء'));
});

test('mistakes stand at their fields, with what was typed', async () => {
  const clerk = await signedIn(portal, 'clerk');
  for (const lang of langs) {
    const wrong = await clerk.post(`/${lang}/staff/register`, {
      contractorNumber: 'x',
      permitNumber: '0',
      permitYear: '26',
    });
    assert.equal(wrong.status, 422);
    for (const name of ['contractorNumber', 'permitNumber', 'permitYear'])
      assertMarked(wrong.html, name, lang);
  }
});

test('nothing is offered to be changed there, and nothing can be', async () => {
  const supervisor = await signedIn(portal, 'supervisor');
  for (const path of ['permits/1', 'contractors/1', 'permits/1/withdraw', 'contractors/1/suspend'])
    assert.equal((await supervisor.get(`/ar/staff/register/${path}`)).status, 404, path);
  const admin = await signedIn(portal, 'administrator');
  const imports = await admin.open('/ar/staff/register/imports');
  assert.ok(!imports.html.includes('multipart/form-data') && imports.text.includes('فلا يُستورد إليه من هنا'));
  const refused = await upload(portal, admin, { name: 'x.csv', bytes: Buffer.from('x') });
  assert.equal(refused.statusCode, 409);
});

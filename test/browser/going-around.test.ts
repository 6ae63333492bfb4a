import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { renewablePermit } from './support/permits.ts';
import { openStage } from './support/stage.ts';
import {
  codeOn,
  fillPermit,
  fillRenewal,
  freshPhone,
  goOn,
  pathOf,
  pressAndWait,
  room,
  walkToCheck,
} from './support/walk.ts';
import type { Stage } from './support/stage.ts';

let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

async function applications(): Promise<number> {
  const { count } = await stage.portal.db.query
    .selectFrom('applications')
    .select((row) => row.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

test('back and forth and loading again lose nothing that was typed', async () => {
  const { page, troubles, close } = await stage.open();
  const numbers = renewablePermit();
  const phone = freshPhone();
  await page.goto(room('ar', 'permit'));
  await fillPermit(page, numbers);
  await fillRenewal(page, { reason: 'other', details: 'سبب من سطرين\nوهذا الثاني', phone });
  assert.equal(pathOf(page), room('ar', 'code'));

  await page.goBack();
  assert.equal(pathOf(page), room('ar', 'renewal'));
  const kept = async () => {
    assert.equal(await page.inputValue('#reason'), 'other');
    assert.equal(await page.inputValue('#details'), 'سبب من سطرين\nوهذا الثاني');
    assert.equal(await page.inputValue('#phone'), phone);
  };
  await kept();
  await page.reload();
  await kept();
  await pressAndWait(page, '.back');
  for (const [name, value] of Object.entries(numbers))
    assert.equal(await page.inputValue(`#${name}`), value, name);
  await page.goForward().catch(() => null);
  await page.goto(room('ar', 'renewal'));
  await goOn(page);
  assert.equal(pathOf(page), room('ar', 'code'));
  await page.reload();
  await page.fill('#code', await codeOn(page, phone));
  await goOn(page);
  await page.reload();
  assert.equal(pathOf(page), room('ar', 'check'));
  assert.deepEqual(troubles, []);
  await close();
});

test('what was typed wrongly stands there to be corrected, and a reload asks nothing', async () => {
  const { page, close } = await stage.open();
  await page.goto(room('ar', 'permit'));
  await fillPermit(page, renewablePermit());
  await fillRenewal(page, { reason: 'weather', details: 'كلام', phone: '12' });
  assert.equal(await page.inputValue('#phone'), '12');
  assert.equal(await page.inputValue('#details'), 'كلام');
  await page.goto(room('ar', 'renewal'));
  assert.equal(await page.inputValue('#details'), 'كلام', 'what was right is kept as well');
  await close();
});

test('the language changes in the middle of everything', async () => {
  const { page, troubles, close } = await stage.open();
  const phone = freshPhone();
  await page.goto(room('ar', 'permit'));
  await fillPermit(page, renewablePermit());
  await fillRenewal(page, { details: 'تفصيل', phone });
  await pressAndWait(page, '.lang');
  assert.equal(pathOf(page), room('en', 'code'));
  assert.equal(await page.getAttribute('html', 'dir'), 'ltr');
  await page.goto(room('en', 'renewal'));
  assert.equal(await page.inputValue('#details'), 'تفصيل');
  await page.goto(room('en', 'code'));
  await page.fill('#code', await codeOn(page, phone));
  await goOn(page);
  await pressAndWait(page, '.lang');
  assert.equal(pathOf(page), room('ar', 'check'));
  await goOn(page);
  await pressAndWait(page, '.lang');
  assert.equal(pathOf(page), room('en', 'done'));
  assert.deepEqual(troubles, []);
  await close();
});

test('a double click submits once, and so does going back to submit again', async () => {
  const { page, troubles, close } = await stage.open();
  await walkToCheck(page, 'ar');
  const earlier = await applications();
  await page.locator('main form .btn.primary').dblclick();
  await page.waitForURL(`**${room('ar', 'done')}`);
  const reference = await page.innerText('.reference .big');
  await page.goBack();
  await page.waitForLoadState('load');
  if (pathOf(page) === room('ar', 'check')) await goOn(page);
  await page.goto(room('ar', 'done'));
  await page.reload();
  assert.equal(await page.innerText('.reference .big'), reference);
  assert.equal(await applications(), earlier + 1);
  assert.deepEqual(troubles, []);
  await close();
});

test('two tabs of one application: the one that submits first does, the other sees the receipt', async () => {
  const { page, context, troubles, close } = await stage.open();
  await walkToCheck(page, 'ar');
  const earlier = await applications();
  const other = await context.newPage();
  await other.goto(room('ar', 'check'));
  await Promise.all([goOn(page), goOn(other)]);
  assert.equal(pathOf(page), room('ar', 'done'));
  assert.equal(pathOf(other), room('ar', 'done'));
  assert.equal(await page.innerText('.reference .big'), await other.innerText('.reference .big'));
  assert.equal(await applications(), earlier + 1);
  assert.deepEqual(troubles, []);
  await close();
});

test('two tabs with two applications do not mix', async () => {
  const { page, context, close } = await stage.open();
  const [one, two] = [renewablePermit(), renewablePermit()];
  await page.goto(room('ar', 'permit'));
  const other = await context.newPage();
  await page.fill('#contractorNumber', one.contractorNumber);
  await fillPermit(page, one);
  await other.goto(room('ar', 'permit'));
  await pressAndWait(other, '.notice .btn.ghost');
  await fillPermit(other, two);
  assert.equal(pathOf(other), room('ar', 'renewal'));
  await fillRenewal(page, { details: 'الأول', phone: freshPhone() });
  await pressAndWait(page, '.later a');
  const link = (await page.getAttribute('.resume-link a', 'href')) ?? '';
  await other.goto(link);
  await pressAndWait(other, 'main form .btn');
  assert.match(await other.innerText('main'), /رسالة قصيرة/);
  await other.goto(room('ar', 'renewal'));
  assert.equal(await other.inputValue('#details'), 'الأول');
  assert.ok((await other.innerText('.found')).includes(one.permitNumber));
  await close();
});

test('the resume link goes on in another browser, with everything that was typed', async () => {
  const { page, troubles, close } = await stage.open();
  const numbers = renewablePermit();
  const phone = freshPhone();
  await page.goto(room('ar', 'permit'));
  await fillPermit(page, numbers);
  await fillRenewal(page, { details: 'من الهاتف', phone });
  await pressAndWait(page, '.later a');
  const link = (await page.getAttribute('.resume-link a', 'href')) ?? '';
  const code = await codeOn(page, phone);

  const elsewhere = await stage.open({ width: 1280 });
  await elsewhere.page.goto(link);
  await pressAndWait(elsewhere.page, 'main form .btn');
  assert.equal(pathOf(elsewhere.page), room('ar', 'code'));
  await elsewhere.page.fill('#code', code);
  await goOn(elsewhere.page);
  assert.ok((await elsewhere.page.innerText('main')).includes('من الهاتف'));
  await goOn(elsewhere.page);
  assert.equal(pathOf(elsewhere.page), room('ar', 'done'));
  assert.deepEqual([...troubles, ...elsewhere.troubles], []);
  await elsewhere.close();
  await close();
});

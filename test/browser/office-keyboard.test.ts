// The day of each role with the keyboard alone, at both widths: every stop is seen, and the focus goes where something is to be read.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { demoPassword, demoPeople } from '../../src/engine/staff/demo-people.ts';
import { decide } from '../../src/engine/review/decide.ts';
import { morePermits, opened, salma, submit } from '../support/office.ts';
import { registerFile } from '../support/register-file.ts';
import { choose, enterKey, focusedOn, follow, pressKey, reach, tab, typeInto } from './support/keyboard.ts';
import { openStage } from './support/stage.ts';
import { pathOf } from './support/walk.ts';
import type { Page } from 'playwright-core';
import type { Role } from '../../src/engine/staff/roles.ts';
import type { Lang } from '../../src/platform/i18n/lang.ts';
import type { Stage } from './support/stage.ts';
import type { Window } from './support/window.ts';

let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

const ways = [
  { lang: 'ar', width: 390, from: 760_001 },
  { lang: 'en', width: 1280, from: 761_001 },
] as const;

type Way = (typeof ways)[number];

/** Signs somebody of this role in, from the first stop of the page to their own. */
async function signIn(way: Way, role: Role): Promise<Window> {
  const window = await stage.open(way);
  const { page } = window;
  await page.goto(`/${way.lang}/staff`);
  await focusFromTop(page);
  await enterKey(page);
  await typeInto(page, '#login', demoPeople.find((each) => each.role === role)?.login ?? '');
  await follow(page, 'main form button.primary');
  await focusedOn(page, '#errors');
  await typeInto(page, '#password', demoPassword);
  await enterKey(page);
  assert.equal(pathOf(page), `/${way.lang}/staff`);
  return window;
}

/** The first stop of a page skips to its work; the form's first button is what Enter in a field presses. */
async function focusFromTop(page: Page): Promise<void> {
  const first = await tab(page);
  assert.equal(first.tag, 'a');
  await page.keyboard.press('Enter');
  await page.waitForURL('**#main');
  await reach(page, '#login');
}

/** Goes to a room by the menu, which a phone opens first. */
async function goTo(page: Page, lang: Lang, room: string): Promise<void> {
  if ((page.viewportSize()?.width ?? 0) < 600) {
    await pressKey(page, '.opener summary', 'Enter');
    assert.ok(await page.locator('.menu nav').isVisible(), 'the menu opens');
  }
  await follow(page, `.menu a[href="/${lang}/staff${room}"]`);
}

/** Submits applications, and gives their numbers. */
async function submitted(from: number, count: number): Promise<number[]> {
  const permits = await morePermits(stage.portal, count, from);
  const ids: number[] = [];
  for (const permit of permits) ids.push((await submit(stage.portal, permit)).id);
  return ids;
}

const state = async (id: number) => {
  const { rows } = await sql<{
    kind: string;
  }>`select kind from application_events where application_id = ${id}
    order by id desc limit 1`.execute(stage.portal.db.query);
  return rows[0]?.kind;
};

for (const way of ways) {
  const { lang, width, from } = way;
  const how = `${lang}, ${width} px`;
  const timeout = 180_000;
  const caseAt = (id: number) => `/${lang}/staff/applications/${id}`;

  test(
    `a clerk takes, reads, approves, undoes, returns, refuses and notes: ${how}`,
    { timeout },
    async () => {
      const second = (await submitted(from, 2)).at(-1);
      assert.ok(second);
      const { page, troubles, close } = await signIn(way, 'clerk');
      await goTo(page, lang, '/queue');
      await follow(page, 'form.next button');
      const first = Number(/\/applications\/(\d+)$/.exec(pathOf(page))?.[1]);
      await follow(page, 'form[action$="/release"] button');
      await page.goto(`/${lang}/staff/queue?which=all`);
      await follow(page, `th a[href="${caseAt(first)}"]`);
      await follow(page, 'form[action$="/take"] button');
      await follow(page, 'form[action$="/approve"] button[value="preview"]');
      await focusedOn(page, '.preview');
      await page.keyboard.press('Shift+Tab');
      await follow(page, 'form[action$="/approve"] button[value="decide"]');
      assert.equal(await state(first), 'approved');
      await follow(page, 'form[action$="/undo"] button');
      assert.equal(await state(first), 'undone');

      await pressKey(page, 'details:has([action$="/return"]) > summary', 'Enter');
      await follow(page, 'form[action$="/return"] button[value="decide"]');
      await focusedOn(page, '#errors');
      await pressKey(page, '#errors a', 'Enter');
      await pressKey(page, '#askedFor input', 'Space');
      await typeInto(page, '#asked', 'اذكر مقطع الشارع الذي لم يكتمل.');
      await follow(page, 'form[action$="/return"] button[value="decide"]');
      assert.equal(await state(first), 'returned');

      await page.goto(caseAt(second));
      await pressKey(page, 'details:has([action$="/refuse"]) > summary', 'Enter');
      await follow(page, 'form[action$="/refuse"] button[value="decide"]');
      await focusedOn(page, '#errors');
      await tab(page);
      await page.keyboard.press('Enter');
      await focusedOn(page, '#reason');
      await choose(page, '#reason', 'works-finished');
      await typeInto(page, '#note', '');
      await page.keyboard.type('اتصلت بالمقاول.');
      await follow(page, 'form[action$="/note"] button');
      assert.ok((await page.innerText('main')).includes('اتصلت بالمقاول.'));
      await pressKey(page, 'details:has([action$="/refuse"]) > summary', 'Enter');
      await choose(page, '#reason', 'works-finished');
      await follow(page, 'form[action$="/refuse"] button[value="decide"]');
      assert.equal(await state(second), 'refused');
      assert.deepEqual(troubles, []);
      await close();
    },
  );

  test(
    `a supervisor gives another term, confirms, does many at once and reads the figures: ${how}`,
    { timeout },
    async () => {
      const [first, prepared, third, fourth] = await submitted(from + 100, 4);
      assert.ok(first && prepared && third && fourth);
      await stage.portal.set('contractor-permit-renewal.two-pairs-of-eyes', 'all');
      const { revision } = await opened(stage.portal, prepared);
      await decide(stage.portal.ctx, salma, { id: prepared, revision, kind: 'approve' });
      await stage.portal.set('contractor-permit-renewal.two-pairs-of-eyes', 'off');
      const { page, troubles, close } = await signIn(way, 'supervisor');
      await goTo(page, lang, '/queue?which=toConfirm');
      await follow(page, `th a[href="${caseAt(prepared)}"]`);
      await follow(page, 'form[action$="/confirm"] button');
      assert.equal(await state(prepared), 'approved');

      await page.goto(caseAt(first));
      await pressKey(page, 'details:has([name="adjust"]) > summary', 'Enter');
      await follow(page, 'form:has([name="adjust"]) button[value="decide"]');
      await focusedOn(page, '#errors');
      const { today } = await stage.portal.ctx.settings.now();
      await typeInto(page, '#until', today.add({ days: 45 }).toString());
      await typeInto(page, '#termReason', 'الأعمال قرب مدرسة.');
      await follow(page, 'form:has([name="adjust"]) button[value="decide"]');
      assert.equal(await state(first), 'approved');

      await page.goto(`/${lang}/staff/queue?which=all&rows=100`);
      for (const id of [third, fourth]) await pressKey(page, `[name="pick-${id}"]`, 'Space');
      await follow(page, '.many-bar button[value="approve"]');
      await follow(page, 'main button.primary');
      await page.waitForSelector('button[value="all"]');
      assert.equal(await state(fourth), 'approved');
      await follow(page, 'button[value="all"]');
      assert.equal(await state(fourth), 'undone');
      await goTo(page, lang, '/figures');
      await choose(page, '#period', 'last-month');
      await follow(page, '.narrowing button');
      assert.deepEqual(troubles, []);
      await close();
    },
  );

  test(
    `an administrator adds a person, changes a role, a setting and the register: ${how}`,
    { timeout },
    async () => {
      const { page, troubles, close } = await signIn(way, 'administrator');
      await goTo(page, lang, '/people');
      await follow(page, 'form[action$="/people"] button');
      await focusedOn(page, '#errors');
      await typeInto(page, '#name', `رنا الصالح ${from}`);
      await typeInto(page, '#login', `rana.${from}`);
      await choose(page, '#role', 'clerk');
      await follow(page, 'form[action$="/people"] button');
      await follow(page, 'main a.btn');
      await follow(page, `a:text-matches("${from}")`.replace(/.*/, 'tbody th a'));
      await choose(page, '#role', 'inspector');
      await follow(page, 'form[action$="/role"] button');

      await goTo(page, lang, '/settings');
      await follow(page, 'th a[href$="_window"]');
      await follow(page, 'main a[href$="/change"]');
      await typeInto(page, '#value', 'x');
      await follow(page, 'button[value="preview"]');
      await focusedOn(page, '#errors');
      await typeInto(page, '#value', lang === 'ar' ? '25' : '20');
      await typeInto(page, '#reason', 'قرار المجلس');
      await follow(page, 'button[value="preview"]');
      await follow(page, 'button[value="confirm"]');

      await goTo(page, lang, '/register');
      await follow(page, 'main a[href$="/register/imports"]');
      await follow(page, 'form[enctype] button');
      await focusedOn(page, '#errors');
      await reach(page, 'input[type="file"]');
      const number = String(from + 900);
      const line = { contractor_number: number, permit_number: number };
      // The window in which a file is chosen is the system's: it is answered, not worked with.
      await page.setInputFiles('input[type="file"]', registerFile([line]));
      await follow(page, 'form[enctype] button');
      await settled(page, 'form[action$="/confirm"]');
      await follow(page, 'form[action$="/confirm"] button');
      await settled(page, 'main [role="status"] a');
      await follow(page, 'main [role="status"] a');
      await follow(page, 'form[action$="/undo"] button');
      await focusedOn(page, '#errors');
      await typeInto(page, '#reason', 'أُرسل بالخطأ');
      await follow(page, 'form[action$="/undo"] button');
      await settled(page, '.task-ways a');
      assert.deepEqual(troubles, []);
      await close();
    },
  );

  test(`an auditor sees every room, and no button there changes anything: ${how}`, { timeout }, async () => {
    const [id] = await submitted(from + 200, 1);
    const { page, troubles, close } = await signIn(way, 'auditor');
    await goTo(page, lang, '/audit');
    await typeInto(page, '#from', 'x');
    await follow(page, 'main form button.primary');
    await focusedOn(page, '#errors');
    await page.goto(`/${lang}/staff/audit`);
    await pressKey(page, 'tbody summary', 'Enter');
    assert.ok(await page.locator('tbody details[open]').first().isVisible());
    const rooms = await page
      .locator('.menu nav a')
      .evaluateAll((all) => all.map((each) => each.getAttribute('href') ?? ''));
    assert.ok(rooms.length >= 8, 'the auditor reads everything');
    for (const path of [...rooms, caseAt(id ?? 0)]) {
      assert.equal((await page.goto(path))?.status(), 200, path);
      const posts = await page
        .locator('main form[method="post"]')
        .evaluateAll((all) => all.map((each) => each.getAttribute('action') ?? ''));
      // Searching and saving what is read are POSTs as well, so that nobody's name stands in an address.
      const searches = ['queue', 'register', 'audit/export'].map((each) => `/${lang}/staff/${each}`);
      assert.deepEqual(
        posts.filter((action) => !searches.includes(action)),
        [],
        path,
      );
    }
    assert.deepEqual(troubles, []);
    await close();
  });

  test(
    `an inspector finds a permit, reads its application and changes nothing: ${how}`,
    { timeout },
    async () => {
      const [id] = await submitted(from + 300, 1);
      const { page, troubles, close } = await signIn(way, 'inspector');
      await goTo(page, lang, '/register');
      await typeInto(page, '#search', String(from + 300));
      await enterKey(page);
      await follow(page, 'main a[href*="/permits/"]');
      await follow(page, `main a[href="${caseAt(id ?? 0)}"]`);
      assert.equal(await page.locator('main form[method="post"]').count(), 0);
      assert.equal((await page.goto(`/${lang}/staff/queue`))?.status(), 403);
      assert.deepEqual(troubles, []);
      await close();
    },
  );
}

/** Until the worker did what was asked, by loading again as the page itself does. */
async function settled(page: Page, selector: string): Promise<void> {
  for (let tries = 0; tries < 100 && (await page.locator(selector).count()) === 0; tries++) {
    await page.waitForTimeout(100);
    await page.reload();
  }
}

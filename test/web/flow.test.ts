import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mainForm } from '../support/browser.ts';
import { openPortal } from '../support/portal.ts';
import { freshPhone, newestCode, renewal, walkToCheck, walkToDone } from '../support/walk.ts';
import { assertMarked, fieldOf, permitsToRenew, withoutLimits } from './pages.ts';
import type { Page } from '../support/browser.ts';
import type { Portal } from '../support/portal.ts';

let portal: Portal;
before(async () => {
  portal = await openPortal();
  await withoutLimits(portal);
});
after(() => portal.close());

const permit = permitsToRenew();

const steps = ['permit', 'renewal', 'code', 'check'];
const draftOf = (page: Page) => mainForm(page.html).hidden['draft'] ?? '';
const referenceOf = (page: Page) => /[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}/.exec(page.text)?.[0] ?? '';

async function applicationsOf(intents: string[]) {
  return portal.db.query
    .selectFrom('applications')
    .select(['intent', 'reference', 'subject', 'answers', 'phone'])
    .where('intent', 'in', intents)
    .execute();
}

test('the address of a later step leads to the first that is unfinished', async () => {
  const browser = portal.browser();
  const phone = freshPhone();
  const leads = async (to: string, ...from: string[]) => {
    for (const step of from) {
      const page = await browser.get(`${renewal}/${step}`);
      assert.equal(page.status, 303, step);
      assert.equal(page.location, `${renewal}/${to}`, step);
      const posted = await browser.post(`${renewal}/${step}`, {
        draft: '00000000-0000-4000-8000-000000000000',
      });
      assert.ok(posted.status === 303 && posted.location === `${renewal}/permit`, `a form of ${step}`);
    }
  };
  await leads('permit', 'renewal', 'code', 'check');
  assert.equal((await browser.get(`${renewal}/done`)).location, `${renewal}/permit`);
  let page = await browser.submit(await browser.open(`${renewal}/start`), permit());
  await leads('renewal', 'code', 'check');
  page = await browser.submit(page, { reason: 'weather', details: '', phone: phone.typed });
  await leads('code', 'check');
  page = await browser.submit(page, { code: await newestCode(portal, phone.e164) });
  assert.equal(page.path, `${renewal}/check`);
  for (const step of steps) assert.equal((await browser.get(`${renewal}/${step}`)).status, 200, step);
});

test('submitting twice, one after the other or at once, makes one application and one receipt', async () => {
  for (const atOnce of [false, true]) {
    const browser = portal.browser();
    const phone = freshPhone();
    const check = await walkToCheck(portal, browser, permit(), phone);
    const times = Array.from({ length: 6 }, () => () => browser.send(check, {}));
    const sent: Page[] = [];
    if (atOnce) sent.push(...(await Promise.all(times.map((send) => send()))));
    else for (const send of times) sent.push(await send());
    for (const each of sent) assert.equal(each.location, `${renewal}/done`);
    const made = await applicationsOf([draftOf(check)]);
    assert.equal(made.length, 1);
    for (let reloads = 0; reloads < 3; reloads++)
      assert.equal(referenceOf(await browser.open(`${renewal}/done`)), made[0]?.reference);
    const messages = await portal.db.query
      .selectFrom('messages')
      .select('id')
      .where('phone', '=', phone.e164)
      .where('kind', '=', 'submitted')
      .execute();
    assert.equal(messages.length, 1, 'one SMS');
  }
});

test('«back» after submitting leads to the receipt; an old first form begins an application of its own', async () => {
  const browser = portal.browser();
  const first = await browser.open(`${renewal}/start`);
  const done = await walkToDone(portal, browser, permit());
  for (const step of ['renewal', 'code', 'check'])
    assert.equal((await browser.get(`${renewal}/${step}`)).location, `${renewal}/done`, step);
  assert.equal(fieldOf((await browser.get(`${renewal}/permit`)).html, 'permitNumber').value, '');
  // The form that the browser kept still has the id of the application that was made of it.
  const old = mainForm(first.html).action;
  const applied = await portal.db.query
    .selectFrom('applications')
    .select('intent')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  const phone = freshPhone();
  let page = await browser.post(old, { draft: applied.intent, ...permit() });
  assert.equal(page.location, `${renewal}/renewal`);
  page = await browser.open(page.location);
  page = await browser.submit(page, { reason: 'weather', details: '', phone: phone.typed });
  page = await browser.submit(page, { code: await newestCode(portal, phone.e164) });
  const second = await browser.submit(page, {});
  assert.equal(second.path, `${renewal}/done`);
  assert.notEqual(referenceOf(second), referenceOf(done));
});

test('two tabs with two permits keep their own', async () => {
  const browser = portal.browser();
  const phones = [freshPhone(), freshPhone()] as const;
  const permits = [permit(), permit()] as const;
  const one = await browser.submit(await browser.open(`${renewal}/start`), permits[0]);
  const fresh = await browser.post(`${renewal}/start`);
  assert.equal(fresh.location, `${renewal}/permit?new`);
  const form = await browser.open(fresh.location);
  assert.equal(fieldOf(form.html, 'permitNumber').value, '');
  const two = await browser.submit(form, permits[1]);
  assert.notEqual(draftOf(one), draftOf(two));
  const codeOne = await browser.submit(one, { reason: 'weather', details: 'الأول', phone: phones[0].typed });
  const codeTwo = await browser.submit(two, {
    reason: 'materials',
    details: 'الثاني',
    phone: phones[1].typed,
  });
  const checkTwo = await browser.submit(codeTwo, { code: await newestCode(portal, phones[1].e164) });
  const checkOne = await browser.submit(codeOne, { code: await newestCode(portal, phones[0].e164) });
  await browser.submit(checkOne, {});
  await browser.submit(checkTwo, {});
  const made = await applicationsOf([draftOf(one), draftOf(two)]);
  assert.equal(made.length, 2);
  for (const [tab, permitOf, phone, details] of [
    [one, permits[0], phones[0], 'الأول'],
    [two, permits[1], phones[1], 'الثاني'],
  ] as const) {
    const application = made.find((each) => each.intent === draftOf(tab));
    assert.equal(application?.phone, phone.e164);
    const answers = application.answers as Record<string, string>;
    assert.equal(answers['permitNumber'], permitOf.permitNumber);
    assert.equal(answers['details'], details);
  }
});

test('two tabs on one application lose nothing of each other, also at once', async () => {
  const browser = portal.browser();
  const [was, becomes] = [permit(), permit()];
  const renewalPage = await browser.submit(await browser.open(`${renewal}/start`), was);
  const permitPage = await browser.open(`${renewal}/permit`);
  assert.equal(draftOf(permitPage), draftOf(renewalPage));
  const phone = freshPhone();
  const sent = await Promise.all([
    browser.send(permitPage, becomes),
    browser.send(renewalPage, { reason: 'stopped', details: 'معًا', phone: phone.typed }),
  ]);
  for (const each of sent) assert.equal(each.status, 303);
  assert.equal(
    fieldOf((await browser.open(`${renewal}/permit`)).html, 'permitNumber').value,
    becomes.permitNumber,
  );
  const later = await browser.open(`${renewal}/renewal`);
  assert.equal(fieldOf(later.html, 'details').value, 'معًا');
  assert.equal(fieldOf(later.html, 'reason').value, 'stopped');
});

test('another language in the middle keeps everything, also what is wrong', async () => {
  const browser = portal.browser();
  const numbers = permit();
  const start = await browser.send(await browser.open(`${renewal}/start`), { ...numbers, permitYear: 'سنة' });
  assert.equal(start.status, 422);
  assertMarked(start.html, 'permitYear', 'the year');
  const switchTo = (page: Page) => /<a class="lang" href="([^"]+)"/.exec(page.html)?.[1] ?? '';
  const english = await browser.open(switchTo(start));
  assert.match(english.html, /^<!DOCTYPE html>\n<html lang="en"/);
  assert.equal(fieldOf(english.html, 'permitYear').value, 'سنة');
  assert.equal(fieldOf(english.html, 'permitNumber').value, numbers.permitNumber);
  let page = await browser.submit(english, numbers);
  assert.equal(page.path, '/en/services/contractor-permit-renewal/renewal');
  const wrong = await browser.send(page, { reason: 'other', details: '', phone: '079' });
  assert.equal(wrong.status, 422);
  page = await browser.open(switchTo(wrong));
  assert.equal(page.path, `${renewal}/renewal`);
  assert.equal(fieldOf(page.html, 'reason').value, 'other');
  assert.equal(fieldOf(page.html, 'phone').value, '079');
  const phone = freshPhone();
  page = await browser.submit(page, { reason: 'other', details: 'سبب', phone: phone.typed });
  const code = await browser.open(switchTo(page));
  page = await browser.submit(code, { code: await newestCode(portal, phone.e164) });
  page = await browser.open(switchTo(page));
  page = await browser.submit(page, {});
  assert.match(page.text, new RegExp(referenceOf(page)));
  const other = await browser.open(switchTo(page));
  assert.equal(referenceOf(other), referenceOf(page), 'the receipt as well');
});

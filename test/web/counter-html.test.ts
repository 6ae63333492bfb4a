// Every state of the pages of the counter and of many at once is valid HTML, with one title, in both languages.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { take } from '../../src/engine/review/take-application.ts';
import { omar, morePermits, signedIn } from '../support/office.ts';
import { openPortal } from '../support/portal.ts';
import { preparedApplications } from '../support/prepared.ts';
import { freshPhone } from '../support/walk.ts';
import { langs } from './pages.ts';
import type { ConfigData } from 'html-validate';
import type { Page } from '../support/browser.ts';
import type { Portal } from '../support/portal.ts';
import type { PermitNumbers } from '../support/renewable.ts';
import type { Lang } from './pages.ts';

let portal: Portal;
let validator: HtmlValidate;
let permits: PermitNumbers[];
let ids: number[];
before(async () => {
  const rules = await readFile(new URL('../../.htmlvalidate.json', import.meta.url), 'utf8');
  validator = new HtmlValidate(JSON.parse(rules) as ConfigData);
  portal = await openPortal();
  permits = await morePermits(portal, 4);
  ids = await preparedApplications(portal, 20);
});
after(() => portal.close());

type Seen = { state: string; page: Page; status: number };

async function counterPages(lang: Lang): Promise<Seen[]> {
  const clerk = await signedIn(portal, 'clerk');
  const seen: Seen[] = [];
  const see = (state: string, page: Page, status = 200) => {
    seen.push({ state, page, status });
    return page;
  };
  const at = `/${lang}/staff/counter/contractor-permit-renewal`;
  see('the counter', await clerk.open(`/${lang}/staff/counter`));
  let page = see('look-up', await clerk.open(`${at}/permit?new`));
  see('look-up, empty', await clerk.send(page, {}), 422);
  const permit = permits.shift();
  assert.ok(permit);
  see('a miss', await clerk.submit(page, { ...permit, permitNumber: '99999999' }));
  page = see('questions', await clerk.submit(page, permit));
  page = see(
    'identity',
    await clerk.submit(page, { reason: 'weather', details: '', phone: freshPhone().typed }),
  );
  const representative = '"<b>&';
  const typed = { seen: '', paper: 'other', paperWords: '', present: 'representative', representative, lang };
  see('identity, wrong', await clerk.send(page, typed), 422);
  page = see('read-back', await clerk.submit(page, { ...typed, seen: 'yes', paperWords: '"<i>&' }));
  see('the counter, unfinished', await clerk.open(`/${lang}/staff/counter`));
  see('look-up, unfinished', await clerk.open(`${at}/permit`));
  const receipt = see('receipt', await clerk.submit(page, {}));
  const id = /\d+$/.exec(receipt.path)?.[0];
  see('the case', await clerk.open(`/${lang}/staff/applications/${id}`));
  see('the counter, filed', await clerk.open(`/${lang}/staff/counter`));
  return seen;
}

async function manyPages(lang: Lang): Promise<Seen[]> {
  const clerk = await signedIn(portal, 'clerk');
  const seen: Seen[] = [];
  const see = (state: string, page: Page, status = 200) => {
    seen.push({ state, page, status });
    return page;
  };
  const own = ids.splice(0, 8);
  const picks = (picked: readonly number[]) => Object.fromEntries(picked.map((id) => [`pick-${id}`, 'yes']));
  const many = `/${lang}/staff/many`;
  see('no batches', await clerk.open(many));
  see('the queue', await clerk.open(`/${lang}/staff/queue`));
  see('the queue, all picked', await clerk.open(`/${lang}/staff/queue?which=mine&all=1`));
  see('the queue, searched', await clerk.post(`/${lang}/staff/queue`, { search: '"<b>&' }));
  see('none picked', await clerk.post(many, { do: 'approve' }), 422);
  await take(portal.ctx, omar, own[0] ?? 0);
  const approving = (await clerk.post(many, { do: 'approve', ...picks(own.slice(0, 4)) })).location;
  see('dry run', await clerk.open(approving));
  see('nothing ticked', await clerk.post(`${approving}/confirm`), 422);
  await take(portal.ctx, omar, own[1] ?? 0);
  await clerk.post(`${approving}/confirm`, picks(own.slice(0, 4)));
  see('results', await clerk.open(approving));
  await clerk.post(`${approving}/undo`, { row: String(own[2]) });
  see('one undone', await clerk.open(approving));
  const refusing = (await clerk.post(many, { do: 'refuse', ...picks(own.slice(4)) })).location;
  see('dry run of a refusal', await clerk.open(refusing));
  const wrong = { ...picks(own.slice(4)), reason: 'other', words: '' };
  see('a refusal, wrong', await clerk.post(`${refusing}/confirm`, wrong), 422);
  const nothing = (await clerk.post(many, { do: 'release', ...picks(own.slice(0, 1)) })).location;
  see('nothing can be done', await clerk.open(nothing));
  see('batches', await clerk.open(many));
  return seen;
}

for (const lang of langs)
  for (const collect of [counterPages, manyPages])
    test(`${lang}, ${collect.name}: every state of every page is valid`, async () => {
      const found: string[] = [];
      for (const { state, page, status } of await collect(lang)) {
        assert.equal(page.status, status, state);
        assert.match(page.html, new RegExp(`<html lang="${lang}"`), state);
        assert.equal(page.html.match(/<h1[ >]/g)?.length, 1, `${state}: one title`);
        assert.doesNotMatch(page.html, /\{[a-zA-Z]+\}|undefined|\[object|NaN/, state);
        const report = await validator.validateString(page.html, state);
        for (const result of report.results)
          for (const each of result.messages)
            found.push(`${state}: ${each.ruleId} at ${each.line}: ${each.message}`);
      }
      assert.deepEqual(found, []);
    });

import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { words } from '../../../src/web/verify/words.ts';
import { issue } from '../../support/issued.ts';
import { morePermits, submit } from '../../support/office.ts';
import { returnedLink } from '../../support/returns.ts';
import { registerOfTour } from './tour.ts';
import { goOn, pressAndWait } from './walk.ts';
import type { Text } from '../../../src/web/ui/words.ts';
import type { Page } from 'playwright-core';
import type { Lang } from '../../../src/platform/i18n/lang.ts';
import type { Submitted } from '../../support/office.ts';
import type { Stage } from './stage.ts';
import type { WindowOptions } from './window.ts';

/** How many states the tour of what comes back from the office has. */
export const papersStates = 19;

/**
 * Walks through what a contractor, or anybody, meets after the office decided: completing, the decision and its document,
 * how it was, and the check of a document in each of its answers. Calls `look` at each.
 */
export async function papersTour(
  stage: Stage,
  lang: Lang,
  options: WindowOptions & { from: number },
  look: (name: string, page: Page) => Promise<void>,
): Promise<void> {
  const { portal } = stage;
  const [toComplete, toIssue] = await morePermits(portal, 2, options.from);
  if (!toComplete || !toIssue) throw new Error('There are two permits');
  const { page, close } = await stage.open({ ...options, lang });
  const at = async (name: string, path?: string) => {
    if (path !== undefined) await page.goto(path);
    await look(name, page);
  };
  /** Opens the status of an application as whoever has its reference and phone. */
  const openStatus = async ({ reference, phone }: Submitted) => {
    await page.goto(`/${lang}/track`);
    await page.fill('#reference', reference);
    await page.fill('#phoneEnding', phone.e164.slice(-4));
    await goOn(page);
  };

  const one = await submit(portal, toComplete);
  const link = (await returnedLink(portal, one)).replace(/^\/(?:ar|en)/, `/${lang}`);
  await at('to complete, by the link', link);
  await page.fill('#details', '');
  await pressAndWait(page, 'main form .btn.primary');
  await at('completed with nothing new, or with errors');
  await openStatus(one);
  await at('status of what is to be completed');
  await at('a link of nobody', `/${lang}/complete/${'A'.repeat(22)}`);

  const issued = await issue(portal, toIssue);
  await openStatus(issued);
  assert.ok(await page.locator('main a[href*="document"]').first().isVisible());
  await at('status with a document');
  await page.click('.survey summary');
  await page.fill('#comment', '👍'.repeat(600));
  await pressAndWait(page, '.survey button[value="4"]');
  await at('how it was, with too many words');
  await page.fill('#comment', 'وصلت الرسالة قبل أن أفتح الصفحة.');
  await pressAndWait(page, '.survey button[value="5"]');
  await at('how it was, answered');
  await at('how it was for all', `/${lang}/satisfaction`);

  await at('check of a document', `/${lang}/verify`);
  const check = async (code: string) => {
    await page.goto(`/${lang}/verify`);
    await page.fill('#code', code);
    await pressAndWait(page, 'form[action$="/verify/answer"] button');
  };
  await check('');
  await at('check without a code');
  await check('22222222');
  await at('check of nothing');
  const answers = async (name: string, says: Text, code = issued.code) => {
    await check(code);
    assert.ok((await page.innerText('main .notice')).includes(says[lang]), name);
    await at(`check of a document ${name}`);
  };
  await answers('whose term has not begun', words.notYet);
  await portal.moveClock('12 days');
  await answers('that is good', words.valid);
  registerOfTour.state = 'down';
  await answers('while the register is down', words.valid);
  registerOfTour.state = 'up';
  const newer = await issue(portal, toIssue);
  await portal.moveClock('30 days');
  await answers('with a newer term', words.superseded);
  await portal.moveClock('40 days');
  await answers('whose term is over', words.ended, newer.code);
  await portal.moveClock('-82 days');
  await sql`insert into permit_events (permit_id, kind, day)
    select id, 'withdrawn', (moment() at time zone 'Asia/Amman')::date from permits
    where number = ${toIssue.permitNumber}::bigint and year = 2026`.execute(portal.db.query);
  await answers('whose permit was withdrawn', words.withdrawn);
  await openStatus(issued);
  await at('status of a permit that was withdrawn');

  await page.goto(`/${lang}/verify#${'A'.repeat(80)}`);
  await page.locator('[data-verdict]:not([data-verdict="checking"]):not([hidden])').waitFor();
  await at('check of a code that is not ours');
  await close();
}

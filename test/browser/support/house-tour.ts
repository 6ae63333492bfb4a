import { sql } from 'kysely';
import { morePermits, submit } from '../../support/office.ts';
import { registerFile } from '../../support/register-file.ts';
import { enter } from './enter.ts';
import { longName, rename } from './tour.ts';
import { open, pressAndWait } from './walk.ts';
import type { Page } from 'playwright-core';
import type { Lang } from '../../../src/platform/i18n/lang.ts';
import type { Stage } from './stage.ts';
import type { WindowOptions } from './window.ts';

type Look = (name: string, page: Page) => Promise<void>;
type At = (name: string, path?: string) => Promise<void>;

/** How many states the tour of the other rooms has. */
export const houseStates = 47;

/**
 * Walks through the rooms in which nothing is decided about an application: the register with its acts and imports, settings,
 * figures, the audit, one's own ways to sign in; each as somebody who may do most there, and what an auditor and an inspector
 * see. Calls `look` at each state.
 */
export async function houseTour(
  stage: Stage,
  lang: Lang,
  options: WindowOptions & { from: number },
  look: Look,
): Promise<void> {
  const { portal } = stage;
  const [permit] = await morePermits(portal, 1, options.from);
  if (!permit) throw new Error('There is a permit');
  await rename(portal, permit.contractorNumber, longName);
  await submit(portal, permit);
  const walk = async (role: Parameters<typeof enter>[3], states: (page: Page, at: At) => Promise<void>) => {
    const { page, close } = await enter(stage, lang, options, role);
    await states(page, async (name, path) => {
      if (path !== undefined) await open(page, `/${lang}/staff${path}`);
      await look(`office: ${name}`, page);
    });
    await close();
  };
  await walk('supervisor', async (page, at) => {
    await at('home of a supervisor', '');
    await at('messages', '/messages');
    await registerStates(page, at, permit.contractorNumber);
    await figureStates(at);
  });
  await walk('administrator', async (page, at) => {
    await at('jobs', '/jobs');
    await settingStates(page, at);
    await importStates(page, at, options.from);
    await waysStates(page, at);
  });
  await walk('auditor', async (page, at) => {
    await at('home of an auditor', '');
    await auditStates(page, at);
    const { rows } = await sql<{ id: number }>`select max(id) as id from applications`.execute(
      portal.db.query,
    );
    await at('a case as an auditor sees it', `/applications/${rows[0]?.id}`);
    await at('the queue as an auditor sees it', '/queue?which=all');
  });
  await walk('inspector', async (_page, at) => {
    await at('home of an inspector', '');
    await at('the register as an inspector sees it', '/register');
  });
}

async function registerStates(page: Page, at: At, number: string): Promise<void> {
  const search = async (words: string) => {
    await page.fill('#search', words);
    await pressAndWait(page, 'main form .btn');
  };
  await at('the register', '/register');
  await search('');
  await at('the register, with errors');
  await search('قوس قزح');
  await at('the register, nothing found');
  await search(number);
  await at('the register, what was found');
  await pressAndWait(page, 'main a[href*="/contractors/"]');
  await at('a contractor');
  const contractor = page.url();
  await pressAndWait(page, 'main a[href$="/suspend"]');
  await at('before a contractor is suspended');
  await page.goto(contractor);
  await pressAndWait(page, 'main a[href*="/permits/"]');
  await at('a permit');
  await pressAndWait(page, 'main a[href$="/withdraw"]');
  await at('before a permit is withdrawn');
  await page.fill('#day', 'x');
  await pressAndWait(page, 'main form .btn');
  await at('before a permit is withdrawn, with errors');
  await page.selectOption('#reason', 'other');
  await page.fill('#words', 'بكتاب من الدائرة القانونية، لمخالفات متكررة في الموقع.');
  await page.fill('#day', (await page.inputValue('#day')) === 'x' ? await today(page) : '');
  await pressAndWait(page, 'main form .btn');
  await at('a permit that was withdrawn');
}

/** Today as people here write it, from the clock of the page. */
function today(page: Page): Promise<string> {
  return page.evaluate(`(() => {
    const parts = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Amman' }).format(new Date());
    return parts.replaceAll('/', '-');
  })()`);
}

async function settingStates(page: Page, at: At): Promise<void> {
  const service = 'contractor-permit-renewal';
  const path = (key: string) => `/settings/${key.replaceAll('.', '_')}`;
  const change = (key: string) => `${path(key)}/change`;
  await at('settings', '/settings');
  await at('a setting', path(`${service}.renewal-reasons`));
  await at('a list of choices to be changed', change(`${service}.renewal-reasons`));
  await at('holidays to be changed', change('calendar.holidays'));
  await at('an emblem to be changed', change('portal.emblem'));
  await at('contact to be changed', change('portal.contact'));
  await at('limits to be changed', change('limits.look-up-misses'));
  await at('a message to be changed', change(`${service}.sms-submitted`));
  await at('a number to be changed', change(`${service}.window`));
  await page.fill('#value', 'x');
  await pressAndWait(page, 'button[value="preview"]');
  await at('a number to be changed, with errors');
  await page.fill('#value', '3');
  await page.fill('#reason', 'قرار مجلس الأمانة رقم 12 لسنة 2026');
  await pressAndWait(page, 'button[value="preview"]');
  await at('what a change would do, rehearsed');
}

async function figureStates(at: At): Promise<void> {
  await at('figures', '/figures');
  await at('figures of no day', '/figures?period=range&from=2001-01-01&until=2001-01-02');
  await at('the month for the press', '/figures/monthly');
  await at('what people wrote', '/figures/comments');
}

async function importStates(page: Page, at: At, from: number): Promise<void> {
  const year = '2026';
  const line = (number: number, more = {}) => ({
    permit_number: String(number),
    permit_year: year,
    contractor_number: String(number),
    ...more,
  });
  const send = async (lines: Parameters<typeof registerFile>[0]) => {
    await page.setInputFiles('input[type="file"]', registerFile(lines));
    await pressAndWait(page, 'form[enctype] .btn');
  };
  /** Until the worker did what was asked, by loading again as the page itself does. */
  const settled = async (selector: string) => {
    for (let tries = 0; tries < 100 && (await page.locator(selector).count()) === 0; tries++) {
      await page.waitForTimeout(100);
      await page.reload();
    }
  };
  await at('imports', '/register/imports');
  await pressAndWait(page, 'form[enctype] .btn');
  await at('imports, without a file');
  await send([
    line(from + 500),
    line(from + 501, { contractor_name: longName }),
    line(from + 502, { valid_until: 'غدًا' }),
  ]);
  await settled('form[action$="/confirm"]');
  await at('what an import would do');
  await pressAndWait(page, 'form[action$="/confirm"] .btn');
  await settled('main a[href*="/register/imports/"]');
  await at('an import that is done');
  await pressAndWait(page, 'main [role="status"] a[href*="/register/imports/"]');
  await at('an import, and what taking it back would do');
  await pressAndWait(page, 'form[action$="/undo"] .btn');
  await at('an import to be taken back, with errors');
  await page.fill('#reason', 'ملف قديم أُرسل بالخطأ');
  await pressAndWait(page, 'form[action$="/undo"] .btn');
  await settled('.task-ways a');
  await at('an import that was taken back');
  await at('all imports', '/register/imports');
}

async function waysStates(page: Page, at: At): Promise<void> {
  await at('ways to sign in', '/ways');
  await at('an app to be connected', '/ways/app');
  await pressAndWait(page, 'form[action$="/ways/app"] .btn');
  await at('an app to be connected, with errors, on one’s own page');
}

async function auditStates(page: Page, at: At): Promise<void> {
  await at('the audit', '/audit');
  await page.fill('#from', 'x');
  await pressAndWait(page, 'main form .btn.primary');
  await at('the audit, with errors');
  await at('the audit, nothing found', '/audit?subject=application:999999999');
  await page.goBack();
}

import { sql } from 'kysely';
import { keyedDigits } from '../../../src/platform/ids/secret.ts';
import { checkApplication } from '../../../src/engine/applications/check-application.ts';
import { permitsInDatabase } from '../../../src/engine/registers/permits.store.ts';
import { withSwitch } from '../../support/register-switch.ts';
import { missingPermit, refusedPermit, renewablePermit } from './permits.ts';
import { codeOn, fillPermit, fillRenewal, freshPhone, goOn, pressAndWait, room } from './walk.ts';
import type { Page } from 'playwright-core';
import type { Lang } from '../../../src/platform/i18n/lang.ts';
import type { Portal } from '../../support/portal.ts';
import type { Stage } from './stage.ts';
import type { Numbers } from './permits.ts';
import type { WindowOptions } from './window.ts';

/** The register of permits, which the tour takes away for a while. */
export const registerOfTour = withSwitch(permitsInDatabase);

/** A name as long as companies have. */
export const longName =
  'شركة المهندسين المتحدين وأولادهم للمقاولات الإنشائية والكهروميكانيكية وأعمال البنية التحتية والطرق والجسور المساهمة المحدودة';

/** Gives the contractor of a permit another name. */
export async function rename(portal: Portal, contractorNumber: string, name: string): Promise<void> {
  await sql`update contractors set name = ${name} where number = ${contractorNumber}::bigint`.execute(
    portal.db.query,
  );
}

/** The code that the picture on a page shows, as only the portal's secret tells it. */
export async function codeOnScreen(portal: Portal, page: Page): Promise<string> {
  const address = await page.getAttribute('img.code-picture', 'src');
  const id = new URL(address ?? '', page.url()).searchParams.get('of') ?? '';
  return keyedDigits(portal.ctx.secret, ['screen code', id]);
}

/**
 * Walks through every page of the portal in every state that a citizen can bring it to, and calls `look` at each.
 * The stage must have `registerOfTour` as its source `permits`.
 */
export async function tour(
  stage: Stage,
  lang: Lang,
  options: WindowOptions,
  look: (name: string, page: Page) => Promise<void>,
): Promise<void> {
  const { page, close } = await stage.open({ ...options, lang });
  const at = async (name: string, path?: string) => {
    if (path !== undefined) await page.goto(path);
    await look(name, page);
  };
  await at('home', `/${lang}`);
  await at('services', `/${lang}/services`);
  await at('search with a result', `/${lang}/services?q=${encodeURIComponent('تجديد')}`);
  await at('search without a result', `/${lang}/services?q=${encodeURIComponent('رخصة بناء')}`);
  await at('service', `/${lang}/services/contractor-permit-renewal`);
  await at('contact', `/${lang}/contact`);
  await at('guides', `/${lang}/guide`);
  await at('guide', `/${lang}/guide/contractor-permit-renewal`);
  await at('no such page', `/${lang}/nothing`);
  await at('track', `/${lang}/track`);
  await goOn(page);
  await at('track with errors');
  await page.fill('#reference', '222-222-222');
  await page.fill('#phoneEnding', '0000');
  await goOn(page);
  await at('track of nothing');

  await at('permit', room(lang, 'permit'));
  await goOn(page);
  await at('permit with errors');
  for (const code of ['too-early', 'past-grace', 'withdrawn', 'suspended']) {
    await fillPermit(page, refusedPermit(code));
    await at(`permit refused: ${code}`);
  }
  await fillPermit(page, missingPermit);
  await at('permit missed');

  const numbers = renewablePermit();
  await rename(stage.portal, numbers.contractorNumber, longName);
  const phone = freshPhone();
  await fillPermit(page, numbers);
  await at('renewal');
  await goOn(page);
  await at('renewal with errors');
  await at('permit with an unfinished application', room(lang, 'permit'));
  await page.goto(room(lang, 'renewal'));
  await fillRenewal(page, { reason: 'other', details: longDetails, phone });
  await at('code by SMS');
  await page.fill('#code', '12');
  await goOn(page);
  await at('code with errors');
  await pressAndWait(page, 'button[value="resend"]');
  await at('code asked for too soon');
  await page.fill('#code', await codeOn(page, phone));
  await goOn(page);
  await at('check');
  await at('finish later', room(lang, 'resume'));
  await at('resume', (await page.getAttribute('.resume-link a', 'href')) ?? '');
  await at('resume of nothing', room(lang, `resume/${'A'.repeat(22)}`));
  await page.goto(room(lang, 'check'));
  await goOn(page);
  await at('receipt');
  await at('status', `/${lang}/track/status`);
  await at('track with an application of this browser', `/${lang}/track`);
  await page.goto(room(lang, 'start'));
  await fillPermit(page, numbers);
  await at('permit with an open application');
  await at('phone of the demo', `/demo/phone?phone=${phone}`);
  await close();
  await onTheScreen(stage, lang, options, look);
  await withoutRegister(stage, lang, options, look);
}

const longDetails =
  'تأخر وصول مواسير الحديد المرن من المورّد بسبب إغلاق الميناء، ثم توقفت الأعمال أسبوعًا كاملًا لتعارضها مع خط كهرباء لم يظهر في المخططات.\nنحتاج إلى ثلاثة أسابيع لإتمام الردم وإعادة الرصيف.';

async function onTheScreen(
  stage: Stage,
  lang: Lang,
  options: WindowOptions,
  look: (name: string, page: Page) => Promise<void>,
): Promise<void> {
  await stage.portal.set('contractor-permit-renewal.code-policy', 'screen');
  const { page, close } = await stage.open({ ...options, lang });
  await page.goto(room(lang, 'permit'));
  await fillPermit(page, renewablePermit());
  await fillRenewal(page, { phone: freshPhone() });
  await look('code on the screen', page);
  await page.fill('#code', '12');
  await goOn(page);
  await look('code on the screen with errors', page);
  await close();
  await stage.portal.set('contractor-permit-renewal.code-policy', 'sms');
}

/** What is met when the register is down, to the end; and when what it said earlier is remembered. */
async function withoutRegister(
  stage: Stage,
  lang: Lang,
  options: WindowOptions,
  look: (name: string, page: Page) => Promise<void>,
): Promise<void> {
  const { page, close } = await stage.open({ ...options, lang });
  const walk = async (numbers: Numbers, name: string) => {
    registerOfTour.state = 'down';
    await page.goto(`${room(lang, 'permit')}?new`);
    await fillPermit(page, numbers);
    if (name !== '') await look('register down', page);
    await pressAndWait(page, 'button[value="go-on"]');
    if (name !== '') await look('renewal without the register', page);
    const phone = freshPhone();
    await fillRenewal(page, { phone });
    await page.fill('#code', await codeOn(page, phone));
    await goOn(page);
    if (name !== '') await look('check without the register', page);
  };
  await walk(renewablePermit(), '');
  registerOfTour.state = 'up';
  await goOn(page);
  await look('check as the register answers again', page);

  await walk(refusedPermit('past-grace'), 'shown');
  await goOn(page);
  await look('receipt without the register', page);
  await page.goto(`/${lang}/track/status`);
  await look('status while waiting for the register', page);
  const { rows } = await sql<{ id: number }>`select max(id)::int as id from applications`.execute(
    stage.portal.db.query,
  );
  registerOfTour.state = 'up';
  await checkApplication(stage.portal.ctx, String(rows[0]?.id));
  await page.reload();
  await look('status of what was not accepted', page);
  await page.goto(room(lang, 'done'));
  await look('receipt of what was not accepted', page);

  registerOfTour.learntAt = new Date(Date.now() - 30 * 3_600_000);
  await page.goto(`${room(lang, 'permit')}?new`);
  await fillPermit(page, renewablePermit());
  await look('renewal as the register is remembered', page);
  registerOfTour.learntAt = null;
  await close();
}

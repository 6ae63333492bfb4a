import { seedQueue } from '../../src/engine/review/demo-queue.ts';
import { demoPassword, demoPeople } from '../../src/engine/staff/demo-people.ts';
import { seedPast } from '../../src/main/prepare-database.ts';
import { services } from '../../src/services/index.ts';
import { scenesOf } from '../../src/web/guide/guide.ts';
import { officeGuide } from '../../src/web/staff/guide/office-guide.ts';
import { openStage } from '../../test/browser/support/stage.ts';
import { pressAndWait } from '../../test/browser/support/walk.ts';
import { setClock } from '../../test/support/portal.ts';
import { visit } from './visit.ts';
import { GuideError, looker } from './look.ts';
import { moment } from './walk-service.ts';
import { wordsOf } from './words-of.ts';
import type { Page } from 'playwright-core';
import type { Role } from '../../src/engine/staff/roles.ts';
import type { Lang } from '../../src/platform/i18n/lang.ts';
import type { KeptGuide } from '../../src/web/guide/kept-guide.ts';
import type { Stage } from '../../test/browser/support/stage.ts';
import type { Made } from './make-service-guide.ts';

/** Makes the office's guide in one language, on the demo's data, as a clerk and as an administrator. */
export async function makeOfficeGuide(lang: Lang, folder: string | null): Promise<Made> {
  const stage = await openStage({ services, at: moment });
  try {
    const { ctx, db } = stage.portal;
    await seedPast(db, services);
    await seedQueue(ctx);
    await setClock(db, moment);
    const guide = officeGuide(lang);
    const seen: KeptGuide[Lang]['scenes'] = {};
    const look = looker(lang, seen, folder);
    const see = async (page: Page, name: string) => {
      const scene = scenesOf(guide).find((each) => each.name === name);
      if (scene === undefined) throw new GuideError(`The office's guide has no page ${name}`);
      await look(page, scene);
    };
    await asClerk(stage, lang, see);
    await asAdministrator(stage, lang, see);
    return { guide, settings: await ctx.settings.now(), kept: { words: wordsOf(guide), scenes: seen } };
  } finally {
    await stage.close();
  }
}

type See = (page: Page, name: string) => Promise<void>;

async function asClerk(stage: Stage, lang: Lang, see: See): Promise<void> {
  const { page, close } = await openOffice(stage, lang);
  await fillSignIn(page, 'clerk');
  await see(page, 'sign-in');
  await pressAndWait(page, 'main button.primary');
  await visit(page, `/${lang}/staff/queue?which=all`);
  await see(page, 'queue');
  await pressAndWait(page, 'form.next button');
  await see(page, 'case');
  await page.locator('form[action$="/refuse"]').locator('xpath=ancestor::details/summary').click();
  await see(page, 'refuse');
  await close();
}

async function asAdministrator(stage: Stage, lang: Lang, see: See): Promise<void> {
  const { page, close } = await openOffice(stage, lang);
  await fillSignIn(page, 'administrator');
  await pressAndWait(page, 'main button.primary');
  await visit(page, `/${lang}/staff/register/imports`);
  await see(page, 'imports');
  await page.setInputFiles('#file', {
    name: 'permits.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      'contractor_number,contractor_name,permit_number,permit_year,valid_from,valid_until\n' +
        '1042,شركة قناطر الحجر الأبيض للمقاولات,9001,2026,2026-03-01,2026-03-30\n',
    ),
  });
  await pressAndWait(page, 'form[enctype="multipart/form-data"] button');
  await page.locator('form[action$="/confirm"] button').waitFor();
  await see(page, 'import-checked');
  await close();
}

async function openOffice(stage: Stage, lang: Lang): ReturnType<Stage['open']> {
  const window = await stage.open({ lang, width: 1190, scale: 1.5, bypassCsp: true });
  await visit(window.page, `/${lang}/staff`);
  return window;
}

async function fillSignIn(page: Page, role: Role): Promise<void> {
  await page.fill('#login', demoPeople.find((each) => each.role === role)?.login ?? '');
  await page.fill('#password', demoPassword);
}

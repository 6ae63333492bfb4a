import { sql } from 'kysely';
import { approve } from '../../test/support/issued.ts';
import { setClock } from '../../test/support/portal.ts';
import { drawCode } from '../../src/platform/screen-code/picture.ts';
import { codeOn, goOn } from '../../test/browser/support/walk.ts';
import { visit } from './visit.ts';
import { GuideError } from './look.ts';
import type { Page } from 'playwright-core';
import type { Service } from '../../src/engine/define/define-service.ts';
import type { ProveStep, Step } from '../../src/engine/define/journey.ts';
import type { Lang } from '../../src/platform/i18n/lang.ts';
import type { Scene } from '../../src/web/guide/guide.ts';
import type { Stage } from '../../test/browser/support/stage.ts';
import type { Look } from './look.ts';

/** The moment of all pictures: a Sunday morning. */
export const moment = '2026-03-01 10:00:00+03';

/**
 * Walks the journey of a service as its definition says, with the answers of its demo, and looks at every scene of its
 * guide that is wanted, until there is none left.
 * @throws GuideError when the journey stops
 */
export async function walkService(
  stage: Stage,
  service: Service,
  lang: Lang,
  scenes: readonly Scene[],
  look: Look,
): Promise<void> {
  const { page, close } = await stage.open({ lang, width: 1024, scale: 1.5, bypassCsp: true });
  const named = (name: string) => scenes.find((scene) => scene.name === name);
  let left = scenes.length;
  const see = async (name: string) => {
    const scene = named(name);
    if (scene === undefined) return;
    await look(page, scene);
    left -= 1;
  };
  const root = `/${lang}/services/${service.slug}`;
  await visit(page, `/${lang}`);
  await see('home');
  await visit(page, root);
  await see('service');
  await visit(page, `${root}/start`);
  for (const step of service.journey) {
    if (!page.url().endsWith(`${root}/${step.name}`))
      throw new GuideError(
        `${lang}: the journey stops before «${step.name}», at ${new URL(page.url()).pathname}`,
      );
    await answer(stage, page, service, step, see);
    if (left === 0) return close();
    await goOn(page);
  }
  await see('receipt');
  await seeAsStranger(stage, lang, scenes, look);
  if (named('approved') !== undefined) {
    await approveNewest(stage);
    await untilLink(page, lang, named('approved'));
    await see('approved');
  }
  await close();
}

/** Pages that do not know their visitor: with an application of their own they would offer it. */
async function seeAsStranger(stage: Stage, lang: Lang, scenes: readonly Scene[], look: Look): Promise<void> {
  const { page, close } = await stage.open({ lang, width: 1024, scale: 1.5, bypassCsp: true });
  const see = async (name: string) => {
    const scene = scenes.find((each) => each.name === name);
    if (scene !== undefined) await look(page, scene);
  };
  await visit(page, `/${lang}/track`);
  await page.fill('#reference', '4K7-M92-QHK');
  await page.fill('#phoneEnding', '0042');
  await see('track');
  await visit(page, `/${lang}/verify`);
  await page.fill('#code', 'K7M4-92QH');
  await see('verify');
  await close();
}

/** Fills in the page of a step, and looks at it. */
async function answer(
  stage: Stage,
  page: Page,
  service: Service,
  step: Step,
  see: (name: string) => Promise<void>,
): Promise<void> {
  const { today } = await stage.portal.ctx.settings.now();
  const answers = service.demo.answers(today);
  switch (step.kind) {
    case 'lookUp':
    case 'ask':
      for (const name of step.asks) {
        const value = answers[name] ?? '';
        if (service.answers[name]?.kind === 'choice') await page.selectOption(`#${name}`, value);
        else await page.fill(`#${name}`, value);
      }
      return see(`step-${step.name}`);
    case 'prove':
      return prove(stage, page, service, step, answers[step.phone] ?? '', see);
    case 'readBack':
      return see(`step-${step.name}`);
  }
}

/** Both ways to a code are shown, whichever the demo asks for; the SMS leads on. */
async function prove(
  stage: Stage,
  page: Page,
  service: Service,
  step: ProveStep,
  phone: string,
  see: (name: string) => Promise<void>,
): Promise<void> {
  // The digits of every picture are others: here they are always the same.
  const body = drawCode('482913', 1);
  await page.route('**/picture.png*', (route) => route.fulfill({ contentType: 'image/png', body }));
  await stage.portal.set(`${service.slug}.code-policy`, 'screen');
  await page.reload();
  await see(`step-${step.name}-screen`);
  await stage.portal.set(`${service.slug}.code-policy`, 'sms');
  await page.reload();
  await page.fill('#code', '482913');
  await see(`step-${step.name}`);
  await page.fill('#code', await codeOn(page, phone));
  // What happens from here on has the moment of all pictures, to the minute.
  await setClock(stage.portal.db, moment);
  stage.portal.ctx.settings.forget();
}

async function approveNewest(stage: Stage): Promise<void> {
  const { rows } = await sql<{ id: number }>`select max(id)::int as id from applications`.execute(
    stage.portal.db.query,
  );
  await setClock(stage.portal.db, moment);
  await approve(stage.portal, rows[0]?.id ?? 0);
}

/** The document of an approval is made by a job: the page has its link when it is there. */
async function untilLink(page: Page, lang: Lang, scene: Scene | undefined): Promise<void> {
  const name = scene?.marks[0]?.name ?? '';
  for (let tries = 0; tries < 100; tries++) {
    await visit(page, `/${lang}/track/status`);
    if (await page.getByRole('link', { name, exact: true }).isVisible()) return;
    await page.waitForTimeout(100);
  }
  throw new GuideError(`${lang}: no document came within ten seconds`);
}

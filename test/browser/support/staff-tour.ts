import { addPerson } from '../../../src/engine/staff/manage-staff.ts';
import { demoPassword } from '../../../src/engine/staff/demo-people.ts';
import { byTest } from '../../support/by-test.ts';
import type { Page } from 'playwright-core';
import type { Lang } from '../../../src/platform/i18n/lang.ts';
import type { Stage } from './stage.ts';
import type { WindowOptions } from './window.ts';

/** Walks through every page of the office's door in every state, as an administrator, and calls `look` at each. */
export async function staffTour(
  stage: Stage,
  lang: Lang,
  options: WindowOptions,
  look: (name: string, page: Page) => Promise<void>,
): Promise<void> {
  const { ctx, db } = stage.portal;
  const inspector = { login: `tour.${lang}`, name: 'عبد الرحمن بن عبد الله المومني', role: 'inspector' };
  await addPerson(db, inspector, byTest.origin);
  const { page, close } = await stage.open({ ...options, lang });
  const at = async (name: string, path?: string) => {
    if (path !== undefined) await page.goto(`/${lang}/staff${path}`);
    await look(`office: ${name}`, page);
  };
  const press = () => page.click('main button.primary');
  const signIn = async () => {
    await page.fill('#login', 'admin');
    await page.fill('#password', demoPassword);
    await press();
  };
  await at('sign-in', '');
  await press();
  await at('sign-in with errors');
  ctx.demo = false;
  try {
    await signIn();
    await at('an app to be connected');
    await press();
    await at('an app to be connected, with errors');
    await page.click('main button.quiet');
  } finally {
    ctx.demo = true;
  }
  await signIn();
  await at('home');
  await at('roles', '/roles');
  await at('guide', '/guide');
  await at('password', '/password');
  await press();
  await at('password with errors');
  await at('people', '/people');
  await press();
  await at('people with errors');
  await page.click('tbody a:has-text("عبد الرحمن")');
  await at('a person');
  await page.selectOption('#role', '');
  await page.click('form[action$="/role"] button');
  await at('a person with errors');
  await page.click('form[action$="/reset"] button');
  await at('a one-time password');
  await at('no such page', '/nothing');
  await close();
}

/** How many states the tour of the office has. */
export const staffStates = 15;

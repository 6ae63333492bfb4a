import { demoPassword, demoPeople } from '../../../src/engine/staff/demo-people.ts';
import type { Role } from '../../../src/engine/staff/roles.ts';
import type { Lang } from '../../../src/platform/i18n/lang.ts';
import type { Stage } from './stage.ts';
import type { Window, WindowOptions } from './window.ts';

/** A window in which the demo's person of this role is signed in, on their first page. */
export async function enter(
  stage: Pick<Stage, 'open'>,
  lang: Lang,
  options: WindowOptions,
  role: Role,
): Promise<Window> {
  const window = await stage.open({ ...options, lang });
  const { page } = window;
  await page.goto(`/${lang}/staff/sign-in`);
  await page.fill('#login', demoPeople.find((person) => person.role === role)?.login ?? '');
  await page.fill('#password', demoPassword);
  await page.click('main button.primary');
  await page.waitForURL(`**/${lang}/staff`);
  return window;
}

import { openSetting } from '../../../engine/settings/read-settings.ts';
import { Refused } from '../../http/refusals.ts';
import { keyOf } from './address.ts';
import { words } from './settings-words.ts';
import type { DayProblem } from '../../../engine/settings/period.ts';
import type { Web } from '../../http/web.ts';
import type { Text } from '../../ui/words.ts';
import type { Inside } from '../frame/staff-route.ts';
import type { Setting } from './setting-page.ts';

/** The setting that an address names. */
export async function settingOf(web: Web, { params }: Inside): Promise<Setting> {
  const setting = await openSetting(web.ctx, keyOf(params['id'] ?? ''));
  if (setting === null) throw new Refused('not-found');
  return setting;
}

/** What is said of a day that cannot be. */
export const dayWords: Record<DayProblem, Text> = {
  'not-a-day': words.notADay,
  past: words.dayPast,
  'too-far': words.dayTooFar,
};

import { guideOf } from '../../src/web/guide/service-guide.ts';
import { scenesOf } from '../../src/web/guide/guide.ts';
import { openStage } from '../../test/browser/support/stage.ts';
import { looker } from './look.ts';
import { moment, walkService } from './walk-service.ts';
import { wordsOf } from './words-of.ts';
import type { Service } from '../../src/engine/define/define-service.ts';
import type { SettingsToday } from '../../src/engine/settings/settings.ts';
import type { Lang } from '../../src/platform/i18n/lang.ts';
import type { Guide } from '../../src/web/guide/guide.ts';
import type { KeptGuide } from '../../src/web/guide/kept-guide.ts';

/** Where the portal of the guides is reached, as they say it. */
const exampleOrigin = 'https://services.example.jo';

/** A guide as it was made: what is kept of it, and what it is printed from. */
export type Made = { guide: Guide; settings: SettingsToday; kept: KeptGuide[Lang] };

/**
 * Makes the guide of a service in one language from a portal that runs in this process, on the demo's data: what it says,
 * and what its pages mean. Pictures go to `folder`, if there is one. `only`: the one page to look at.
 */
export async function makeServiceGuide(
  service: Service,
  lang: Lang,
  folder: string | null,
  only?: string,
): Promise<Made> {
  const stage = await openStage({ services: [service], at: moment });
  try {
    const settings = await stage.portal.ctx.settings.now();
    const guide = guideOf(service, settings, lang, exampleOrigin);
    const scenes: KeptGuide[Lang]['scenes'] = {};
    // With both ways to a code every page is there that a city's settings may bring.
    const everything = guideOf(service, withBothCodes(settings), lang, exampleOrigin);
    const wanted = scenesOf(everything).filter(({ name }) => only === undefined || name === only);
    await walkService(stage, service, lang, wanted, looker(lang, scenes, folder));
    return { guide, settings, kept: { words: wordsOf(guide), scenes } };
  } finally {
    await stage.close();
  }
}

function withBothCodes(settings: SettingsToday): SettingsToday {
  const both = { 'code-policy': { value: 'both', since: Temporal.PlainDate.from('2000-01-01') } };
  return { ...settings, of: (service) => ({ ...settings.of(service), ...both }) };
}

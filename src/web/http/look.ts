import type { Context } from '../../engine/context.ts';
import type { SettingsToday } from '../../engine/settings/settings.ts';
import type { PortalLook } from '../ui/page.ts';
import type { Assets } from './assets.ts';

/** The portal's look and the settings of the moment, for one page. */
export type Look = { portal: PortalLook; settings: SettingsToday };

/**
 * Tells the portal's look now. It is made anew only when a setting changed. While the settings cannot be read, the last
 * look serves on, so that a page can say so.
 */
export function openLook(ctx: Context, assets: Assets): () => Promise<Look> {
  const ourEmblem = assets.text('emblem.svg');
  let last: Look | null = null;
  return async () => {
    const settings = await ctx.settings.now().catch((error: unknown) => {
      if (last === null) throw error;
      return last.settings;
    });
    if (last?.settings.edition === settings.edition) return last;
    const { portal } = settings;
    last = {
      settings,
      portal: {
        name: portal['portal.name'].value,
        subtitle: portal['portal.subtitle'].value,
        emblem: portal['portal.emblem'].value || ourEmblem,
        topBar: portal['portal.top-bar'].value,
        contact: portal['portal.contact'].value,
        demo: ctx.demo,
        asset: assets.address,
      },
    };
    return last;
  };
}

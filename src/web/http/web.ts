import type { Context } from '../../engine/context.ts';
import type { Service } from '../../engine/define/define-service.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import { Refused } from './refusals.ts';
import type { Look } from './look.ts';
import type { Visitors } from './visitor.ts';

/** What every room of the portal works with. */
export type Web = { ctx: Context; visitors: Visitors; look: () => Promise<Look> };

/** The language of an address. Another word there is no page of ours. */
export function langOf(params: { lang: string }): Lang {
  if (params.lang === 'ar' || params.lang === 'en') return params.lang;
  throw new Refused('not-found');
}

/** The service of an address, and its language. */
export function serviceOf(
  web: Web,
  params: { lang: string; service: string },
): { service: Service; lang: Lang } {
  const lang = langOf(params);
  const service = web.ctx.services.find((each) => each.slug === params.service);
  if (!service) throw new Refused('not-found');
  return { service, lang };
}

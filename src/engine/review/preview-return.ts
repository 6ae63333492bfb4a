import { applicationSms } from '../notifications/application-sms.ts';
import { showLink } from '../notifications/links.ts';
import { completeByOf } from '../settings/of-service.ts';
import { findCase } from './cases.store.ts';
import { serviceOf } from './open-case.ts';
import { readReturn } from './read-return.ts';
import type { Returned } from '../applications/application.ts';
import type { Context } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { InvalidReturn } from './read-return.ts';

/** A return as its contractor will read it, in the language of the application. */
export type ReturnPreview = { kind: 'return'; service: Service; lang: Lang; returned: Returned; sms: string };

/** Shows what returning would tell the contractor. Nothing is returned; the key of the link is not made yet. */
export async function previewReturn(
  ctx: Context,
  id: number,
  wanted: { fields: readonly string[]; words: string },
): Promise<ReturnPreview | InvalidReturn | { kind: 'not-found' }> {
  const found = await findCase(ctx.db.query, id);
  if (found === null) return { kind: 'not-found' };
  const service = serviceOf(ctx, found);
  const read = readReturn(service, wanted);
  if (read.kind !== 'return') return read;
  const settings = await ctx.settings.now();
  const completeBy = completeByOf(settings, service);
  const { lang, reference, now: at } = found;
  const returned: Returned = {
    ...read,
    kind: 'returned',
    at,
    finalAt: at,
    completeBy: completeBy.toString(),
  };
  const of = { lang, reference, origin: ctx.publicUrl };
  const text = applicationSms(settings, service, of, { kind: 'returned', completeBy });
  const sms = showLink(text, ctx.publicUrl, lang, 'returned');
  return { kind: 'return', service, lang, returned, sms };
}

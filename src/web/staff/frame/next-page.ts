import type { Lang } from '../../../platform/i18n/lang.ts';

/**
 * Where to go on after signing in: a page of the office that was asked for, in either language; anything else is left
 * aside, so that no link can lead out of it.
 */
export function readNext(typed: unknown, lang: Lang): string {
  const home = `/${lang}/staff`;
  if (typeof typed !== 'string' || typed.length > 500) return home;
  return /^\/(?:ar|en)\/staff(?:\/[A-Za-z0-9_-]+)*(?:\?[A-Za-z0-9_.~=&%+-]*)?$/.test(typed) ? typed : home;
}

/** The address of a step on the way in, which remembers where to go on. The first page needs no remembering. */
export function withNext(lang: Lang, path: string, next: string): string {
  const to = `/${lang}/staff${path}`;
  return /^\/(?:ar|en)\/staff$/.test(next) ? to : `${to}?next=${encodeURIComponent(next)}`;
}

import type { Lang } from '../../platform/i18n/lang.ts';

/** The address of a page in a language. The home page, `/`, has no slash at its end: `/ar`. */
export function address(lang: Lang, path: string): string {
  return path === '/' ? `/${lang}` : `/${lang}${path}`;
}

import type { Lang } from '../../../platform/i18n/lang.ts';

/** The path of a setting after `/ar/staff`. A key's dot is written `_`, which no key has: addresses of the office have no dots. */
export function settingPath(key: string): string {
  return `/settings/${key.replaceAll('.', '_')}`;
}

/** The address of a setting. */
export function settingAddress(key: string, lang: Lang): string {
  return `/${lang}/staff${settingPath(key)}`;
}

/** The key that a path names. */
export function keyOf(part: string): string {
  return part.replaceAll('_', '.');
}

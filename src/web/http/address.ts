import type { Lang } from '../../platform/i18n/lang.ts';

/** The language of an address that may be none of ours; Arabic unless it says English. */
export function langOfAddress(url: string): Lang {
  return /^\/en(?![^/?])/.test(url) ? 'en' : 'ar';
}

/** Does an address lie in the office? */
export function isOffice(url: string): boolean {
  return /^\/(?:ar|en)\/staff(?![^/?])/.test(url);
}

/**
 * An address as the router can read it. One whose escapes are broken (`/%`, `/%ff`) never reaches our own pages
 * otherwise: the framework would answer by itself, in English, and repeat it.
 */
export function readableAddress(url: string): string {
  const [path = ''] = url.split('?');
  if (!path.includes('%')) return url;
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return `/${langOfAddress(url)}/-`;
  }
}

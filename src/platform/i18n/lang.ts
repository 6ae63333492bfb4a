/** The languages of the portal. Arabic is the base: it comes first wherever both stand. */
export type Lang = 'ar' | 'en';

/** All languages, the base first. */
export const langs: readonly Lang[] = ['ar', 'en'];

/** The writing direction of a language, as the `dir` attribute wants it. */
export function dir(lang: Lang): 'rtl' | 'ltr' {
  return lang === 'ar' ? 'rtl' : 'ltr';
}

import type { Lang } from '../../platform/i18n/lang.ts';

/** One text in every language of the portal; one that lacks a language does not compile. */
export type Text = Readonly<Record<Lang, string>>;

/** The words of the frame and the components themselves. What a page says comes from the page. */
export const words = {
  skip: { ar: 'انتقل إلى المحتوى', en: 'Skip to the content' },
  menu: { ar: 'القائمة', en: 'Menu' },
  mainMenu: { ar: 'القائمة الرئيسية', en: 'Main menu' },
  contact: { ar: 'تواصل معنا', en: 'Contact us' },
  pages: { ar: 'صفحات الموقع', en: 'Pages' },
  phone: { ar: 'هاتف', en: 'Phone' },
  email: { ar: 'بريد إلكتروني', en: 'Email' },
  satisfaction: { ar: 'رضا متلقي الخدمة', en: 'Satisfaction with the services' },
  demo: { ar: 'نسخة تجريبية: كل البيانات مصطنعة.', en: 'Demonstration: all data is made up.' },
  error: { ar: 'خطأ', en: 'Error' },
  optional: { ar: 'اختياري', en: 'optional' },
  done: { ar: 'تمّ', en: 'done' },
  now: { ar: 'الآن', en: 'now' },
  todo: { ar: 'لم يبدأ بعد', en: 'not yet' },
} as const satisfies Record<string, Text>;

/** The name of each language, written in that language: what the language switch shows. */
export const ownName: Text = { ar: 'العربية', en: 'English' };

/** Where a journey stands: "2 من 4". */
export const stepOf: Readonly<Record<Lang, (step: number, all: number) => string>> = {
  ar: (step, all) => `${step} من ${all}`,
  en: (step, all) => `${step} of ${all}`,
};

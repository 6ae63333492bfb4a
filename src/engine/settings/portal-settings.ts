import { z } from 'zod';
import { bothLanguages, choices } from '../define/settings.ts';
import type { Choice, SettingDefinition, SettingsOf } from '../define/settings.ts';

const limit = z.strictObject({ max: z.int().min(1).max(10_000_000), seconds: z.int().min(1).max(604_800) });
const isoDay = z.iso.date();
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time like 08:00');

/** How often something may happen within so many seconds. */
export type Limit = z.infer<typeof limit>;

function setting<Value>(about: string, schema: z.ZodType<Value>): SettingDefinition<Value> {
  return { schema, about };
}

/**
 * The settings of the portal itself. A service's own are declared in its folder and are kept under
 * `<service>.<setting>`.
 */
export const portalSettings = {
  'portal.name': setting('Name of the portal’s owner, in the header and on receipts', bothLanguages),
  'portal.subtitle': setting('The line under the name', bothLanguages),
  'portal.emblem': setting(
    'Emblem as SVG, drawn in the header; no script, no outside address',
    z.string().max(20_000).refine(isHarmlessSvg, 'an SVG without scripts, styles, handlers or addresses'),
  ),
  'portal.contact': setting(
    'How people reach the municipality',
    z.strictObject({
      phone: z.string().max(40),
      email: z.email(),
      address: bothLanguages,
      hours: bothLanguages,
    }),
  ),
  'portal.top-bar': setting(
    'The links of the top bar: pages of the portal (/…) or of the city’s own site (https://…)',
    z
      .array(
        z.strictObject({
          text: bothLanguages,
          href: z.string().regex(/^(\/[a-z0-9/-]*|https:\/\/[^\s"<>]+)$/),
        }),
      )
      .max(10),
  ),
  'calendar.weekend': setting(
    'Days of the weekend, 1 Monday to 7 Sunday',
    z.array(z.int().min(1).max(7)).max(6),
  ),
  'calendar.holidays': setting(
    'Public holidays',
    z.array(z.strictObject({ day: isoDay, name: bothLanguages })).max(1000),
  ),
  'calendar.hours': setting(
    'Office hours on a working day, in Amman’s time; what arrives later belongs to the next working day',
    z
      .strictObject({ from: clockTime, to: clockTime })
      .refine(({ from, to }) => from < to, 'the hours end before they begin'),
  ),
  'register.remembered-for': setting(
    'Hours for which what a register elsewhere said of a permit may answer in its stead; 0: nothing is remembered',
    z.int().min(0).max(720),
  ),
  'limits.look-up-misses': setting(
    'Wrong look-ups: per address, per contractor number, and in all (where the alarm is raised)',
    z.strictObject({ address: limit, number: limit, all: limit }),
  ),
  'limits.sms-codes': setting(
    'Codes by SMS: wait between two to one request, and how many per phone, number range, address, and in all',
    z.strictObject({ wait: z.int().min(5).max(600), phone: limit, range: limit, address: limit, all: limit }),
  ),
  'limits.wrong-codes': setting(
    'Wrong codes: per phone over all its codes, and per address for codes on the screen',
    z.strictObject({ phone: limit, address: limit }),
  ),
  'limits.status': setting(
    'Wrong pairs on the status page: per address and per reference',
    z.strictObject({ address: limit, reference: limit }),
  ),
  'register.reasons': setting(
    'Why the office withdraws or restores a permit, suspends or reinstates a contractor',
    z.strictObject({
      withdraw: reasonsFor('withdrawing a permit'),
      restore: reasonsFor('restoring a permit'),
      suspend: reasonsFor('suspending a contractor'),
      reinstate: reasonsFor('reinstating a contractor'),
    }),
  ),
  'limits.document-checks': setting(
    'Codes that are no document’s, on the page that checks documents: per address, and in all (where the alarm is raised)',
    z.strictObject({ address: limit, all: limit }),
  ),
};

function reasonsFor(what: string) {
  return choices(`Reasons for ${what}`).schema;
}

/** The portal's settings in force on one day, typed. */
export type PortalSettings = SettingsOf<typeof portalSettings>;

/** The demo's values; a city sets its own. Links of the top bar lead to the site that the user guide names. */
export const demoPortalSettings: { [K in keyof PortalSettings]: PortalSettings[K]['value'] } = {
  'portal.name': { ar: 'أمانة عمّان الكبرى', en: 'Greater Amman Municipality' },
  'portal.subtitle': { ar: 'بوابة الخدمات الإلكترونية', en: 'E-services portal' },
  'portal.emblem': '',
  'portal.contact': {
    phone: '06 500 0000',
    email: 'eservices@portal.example',
    address: { ar: 'عمّان، المبنى الرئيسي، دائرة التصاريح', en: 'Permits department, main building, Amman' },
    hours: { ar: 'الأحد إلى الخميس، 8:00 إلى 15:00', en: 'Sunday to Thursday, 8:00 to 15:00' },
  },
  'portal.top-bar': [
    { text: { ar: 'الرئيسية', en: 'Home' }, href: '/' },
    { text: { ar: 'أمانة عمان الكبرى', en: 'The municipality' }, href: 'https://www.ammancity.gov.jo' },
    { text: { ar: 'الخدمات الإلكترونية', en: 'E-services' }, href: '/services' },
    { text: { ar: 'مشاريعنا', en: 'Our projects' }, href: 'https://www.ammancity.gov.jo' },
    { text: { ar: 'خدماتنا', en: 'Our services' }, href: 'https://www.ammancity.gov.jo' },
    { text: { ar: 'علاقتنا', en: 'Our relations' }, href: 'https://www.ammancity.gov.jo' },
    {
      text: { ar: 'السياحة في عمان', en: 'Tourism in Amman' },
      href: 'https://www.ammancity.gov.jo',
    },
    { text: { ar: 'اتصل بنا', en: 'Contact us' }, href: '/contact' },
  ],
  'calendar.weekend': [5, 6],
  'calendar.holidays': [],
  'calendar.hours': { from: '08:00', to: '15:00' },
  'register.remembered-for': 24,
  'limits.look-up-misses': {
    address: { max: 40, seconds: 3600 },
    number: { max: 40, seconds: 3600 },
    all: { max: 2000, seconds: 3600 },
  },
  'limits.sms-codes': {
    wait: 30,
    phone: { max: 8, seconds: 3600 },
    range: { max: 100, seconds: 3600 },
    address: { max: 60, seconds: 3600 },
    all: { max: 5000, seconds: 3600 },
  },
  'limits.wrong-codes': { phone: { max: 6, seconds: 3600 }, address: { max: 60, seconds: 3600 } },
  'limits.status': { address: { max: 40, seconds: 3600 }, reference: { max: 10, seconds: 3600 } },
  'register.reasons': {
    withdraw: [
      reason('conditions', 'مخالفة شروط التصريح', 'The permit’s conditions were not kept'),
      reason('unsafe', 'الموقع يهدد السلامة العامة', 'The site endangers the public'),
      reason('holder-asked', 'بطلب من المقاول', 'The contractor asked for it'),
      reason('issued-wrongly', 'صدر التصريح بالخطأ', 'The permit was issued by mistake'),
      reason('other', 'سبب آخر', 'Another reason', true),
    ],
    restore: [
      reason('put-right', 'زال سبب السحب', 'What it was withdrawn for is put right'),
      reason('withdrawn-wrongly', 'سُحب التصريح بالخطأ', 'It was withdrawn by mistake'),
      reason('ruling', 'بقرار أو حكم', 'By a ruling'),
      reason('other', 'سبب آخر', 'Another reason', true),
    ],
    suspend: [
      reason('violations', 'مخالفات متكررة', 'Repeated violations'),
      reason('dues', 'مستحقات لم تُدفع', 'Dues that were not paid'),
      reason('ruling', 'بقرار أو حكم', 'By a ruling'),
      reason('other', 'سبب آخر', 'Another reason', true),
    ],
    reinstate: [
      reason('put-right', 'زال سبب الإيقاف', 'What they were suspended for is put right'),
      reason('suspended-wrongly', 'أُوقف المقاول بالخطأ', 'They were suspended by mistake'),
      reason('ruling', 'بقرار أو حكم', 'By a ruling'),
      reason('other', 'سبب آخر', 'Another reason', true),
    ],
  },
  'limits.document-checks': { address: { max: 20, seconds: 3600 }, all: { max: 2000, seconds: 3600 } },
};

function reason(code: string, ar: string, en: string, needsWords = false): Choice {
  return { code, ar, en, needsWords };
}

/** The emblem is drawn into pages as it is: nothing in it may run, load or restyle. Empty: our own simple drawing. */
function isHarmlessSvg(svg: string): boolean {
  if (svg === '') return true;
  const forbidden =
    /<(?!\/?(svg|g|path|rect|circle|ellipse|polygon|polyline|line|title|defs|linearGradient|stop)\b)|[\s/"']on\w+\s*=|href|style|url\(\s*[^#\s]|javascript:|&#/i;
  return svg.startsWith('<svg') && svg.endsWith('</svg>') && !forbidden.test(svg);
}

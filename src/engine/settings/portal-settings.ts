import { z } from 'zod';
import { bothLanguages, bothLanguagesForm, rowsOf } from '../define/settings.ts';
import { demoDocumentSettings, documentSettings } from './document-settings.ts';
import { findHarm } from './harmless-svg.ts';
import { limitSettings } from './limit-settings.ts';
import { demoReasons, reasonSettings } from './reason-settings.ts';
import type { Bilingual, SettingForm } from '../define/setting-form.ts';
import type { SettingDefinition, SettingGroup, SettingsOf } from '../define/settings.ts';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time like 08:00');

type Rest = { group: SettingGroup; form: SettingForm; rehearsed?: boolean };

function setting<Value>(
  name: Bilingual,
  hint: Bilingual,
  schema: z.ZodType<Value>,
  { group, form, rehearsed = false }: Rest,
): SettingDefinition<Value> {
  return { schema, name, hint, group, form, rehearsed };
}

const mostOfEmblem = 20_000;

/** An emblem is text that is drawn as it is; empty, it is our own simple drawing. */
const emblem = z
  .string()
  .max(mostOfEmblem)
  .superRefine((svg, context) => {
    const harm = findHarm(svg);
    if (harm === null) return;
    const message = `an SVG without scripts, styles, handlers or addresses; not allowed: ${harm.what}`;
    context.addIssue({ code: 'custom', message, params: { because: harm.kind, names: harm.what } });
  });

const contactParts: SettingForm = {
  kind: 'parts',
  parts: [
    { key: 'phone', name: { ar: 'الهاتف', en: 'Phone' }, form: { kind: 'text', max: 40, holds: 'phone' } },
    {
      key: 'email',
      name: { ar: 'البريد الإلكتروني', en: 'Email' },
      form: { kind: 'text', max: 200, holds: 'email' },
    },
    { key: 'address', name: { ar: 'العنوان', en: 'Address' }, form: bothLanguagesForm },
    { key: 'hours', name: { ar: 'أوقات الدوام', en: 'Opening hours' }, form: bothLanguagesForm },
  ],
};

const topBarRows: SettingForm = {
  kind: 'rows',
  most: 10,
  parts: [
    { key: 'text', name: { ar: 'الاسم', en: 'Name' }, form: bothLanguagesForm },
    { key: 'href', name: { ar: 'العنوان', en: 'Address' }, form: { kind: 'text', max: 300, holds: 'link' } },
  ],
};

const officeHours: SettingForm = {
  kind: 'parts',
  said: { ar: 'من {from} إلى {to}', en: 'from {from} to {to}' },
  parts: [
    { key: 'from', name: { ar: 'من الساعة', en: 'From' }, form: { kind: 'text', max: 5, holds: 'time' } },
    { key: 'to', name: { ar: 'إلى الساعة', en: 'To' }, form: { kind: 'text', max: 5, holds: 'time' } },
  ],
};

const quietHours: SettingForm = {
  kind: 'parts',
  said: {
    ar: 'من {from} إلى {to}، وكل يوم عطلة: {daysOff}',
    en: 'from {from} to {to}; all of every day off: {daysOff}',
  },
  parts: [
    { key: 'from', name: { ar: 'من الساعة', en: 'From' }, form: { kind: 'text', max: 5, holds: 'time' } },
    { key: 'to', name: { ar: 'إلى الساعة', en: 'To' }, form: { kind: 'text', max: 5, holds: 'time' } },
    {
      key: 'daysOff',
      name: { ar: 'وكل يوم عطلة', en: 'And all of every day off' },
      form: { kind: 'yes-no' },
    },
  ],
};

const alarmRows: SettingForm = {
  kind: 'rows',
  most: 5,
  parts: [
    {
      key: 'email',
      name: { ar: 'البريد الإلكتروني', en: 'Email' },
      form: { kind: 'text', max: 200, holds: 'email' },
    },
  ],
};

/**
 * The settings of the portal itself. A service's own are declared in its folder and are kept under
 * `<service>.<setting>`.
 */
export const portalSettings = {
  'portal.name': setting(
    { ar: 'اسم الجهة', en: 'Name of the owner' },
    { ar: 'في رأس الصفحات وعلى الإيصالات.', en: 'In the header and on receipts.' },
    bothLanguages,
    { group: 'portal', form: bothLanguagesForm },
  ),
  'portal.subtitle': setting(
    { ar: 'السطر تحت الاسم', en: 'The line under the name' },
    { ar: 'في رأس الصفحات.', en: 'In the header.' },
    bothLanguages,
    { group: 'portal', form: bothLanguagesForm },
  ),
  'portal.emblem': setting(
    { ar: 'الشعار', en: 'Emblem' },
    {
      ar: 'ملف SVG مربع يُرسم في رأس الصفحات، دون برامج ولا أنماط ولا عناوين. إن تُرك فارغًا رُسم شعار البوابة البسيط.',
      en: 'A square SVG, drawn in the header, without scripts, styles or addresses. Empty: the portal’s own simple drawing.',
    },
    emblem,
    { group: 'portal', form: { kind: 'emblem', max: mostOfEmblem } },
  ),
  'portal.contact': setting(
    { ar: 'التواصل', en: 'Contact' },
    { ar: 'في صفحة التواصل وأسفل الصفحات.', en: 'On the contact page and in the footer.' },
    z.strictObject({
      phone: z.string().min(1).max(40),
      email: z.email().max(200),
      address: bothLanguages,
      hours: bothLanguages,
    }),
    { group: 'portal', form: contactParts },
  ),
  'portal.top-bar': setting(
    { ar: 'الشريط العلوي', en: 'Top bar' },
    {
      ar: 'روابط رأس الصفحات: صفحات البوابة تبدأ بـ «\u2066/\u2069»، ومواقع الأمانة بـ «\u2066https://\u2069».',
      en: 'The links of the header: pages of the portal begin with “/”, the city’s own sites with “https://”.',
    },
    rowsOf(
      z.strictObject({
        text: bothLanguages,
        href: z.string().regex(/^(\/[a-z0-9/-]*|https:\/\/[^\s"<>]+)$/),
      }),
      10,
    ),
    { group: 'portal', form: topBarRows },
  ),
  'calendar.weekend': setting(
    { ar: 'عطلة نهاية الأسبوع', en: 'Weekend' },
    { ar: 'أيام لا تُحسب من أيام العمل.', en: 'Days that are no working days.' },
    z.array(z.int().min(1).max(7)).max(6),
    { group: 'calendar', form: { kind: 'weekdays' }, rehearsed: true },
  ),
  'calendar.holidays': setting(
    { ar: 'العطل الرسمية', en: 'Public holidays' },
    {
      ar: 'أيام لا تُحسب من أيام العمل، مثل عطلة نهاية الأسبوع.',
      en: 'Days that are no working days, as the weekend is.',
    },
    z.array(z.strictObject({ day: z.iso.date(), name: bothLanguages })).max(1000),
    { group: 'calendar', form: { kind: 'holidays' }, rehearsed: true },
  ),
  'calendar.hours': setting(
    { ar: 'ساعات الدوام', en: 'Office hours' },
    {
      ar: 'في كل يوم عمل، بتوقيت عمّان. ما يصل بعدها يُحسب من يوم العمل التالي.',
      en: 'On each working day, in Amman’s time. What arrives later belongs to the next working day.',
    },
    z.strictObject({ from: clockTime, to: clockTime }).refine(({ from, to }) => from < to, {
      message: 'the hours end before they begin',
      params: { because: 'hours-backwards' },
    }),
    { group: 'calendar', form: officeHours, rehearsed: true },
  ),
  'messages.quiet-hours': setting(
    { ar: 'ساعات الهدوء', en: 'Quiet hours' },
    {
      ar: 'لا تُرسل فيها رسالة قصيرة، وتنتظر حتى تنتهي. كود التحقق يُرسل دائمًا. إن تساوت الساعتان فلا ساعات هدوء.',
      en: 'No SMS is sent in them; it waits until they end. Verification codes are always sent. Both hours alike: there are none.',
    },
    z.strictObject({ from: clockTime, to: clockTime, daysOff: z.boolean() }),
    { group: 'calendar', form: quietHours },
  ),
  'messages.alarm-addresses': setting(
    { ar: 'بريد الإنذارات', en: 'Addresses for alarms' },
    {
      ar: 'إليها يُرسل إنذار، مثل رسائل لم تُرسل، مرة في الساعة على الأكثر لكل نوع. يمكن أن تبقى فارغة.',
      en: 'Told of alarms, such as messages that were not sent, once an hour at most for each kind. There may be none.',
    },
    rowsOf(z.strictObject({ email: z.email().max(200) }), 5),
    { group: 'limits', form: alarmRows },
  ),
  ...limitSettings,
  ...documentSettings,
  ...reasonSettings,
};

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
  // Whoever tries the demo at night waits for its SMS.
  'messages.quiet-hours': { from: '00:00', to: '00:00', daysOff: false },
  'messages.alarm-addresses': [],
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
  'limits.sms-answers': { phone: { max: 20, seconds: 86_400 }, all: { max: 2000, seconds: 3600 } },
  'limits.document-checks': { address: { max: 20, seconds: 3600 }, all: { max: 2000, seconds: 3600 } },
  ...demoDocumentSettings,
  ...demoReasons,
};

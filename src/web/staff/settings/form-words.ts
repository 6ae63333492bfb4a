import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Text } from '../../ui/words.ts';

/** A number with its noun, which in Arabic follows the number. `few` is 3 to 10, `many` above. */
type Noun = {
  ar: { one: string; two: string; few: string; many: string };
  en: { one: string; more: string };
};

/** A number of things as it is said. */
export function countOf(count: number, noun: Noun, lang: Lang): string {
  if (lang === 'en') return count === 1 ? `1 ${noun.en.one}` : `${count} ${noun.en.more}`;
  if (count === 1) return noun.ar.one;
  if (count === 2) return noun.ar.two;
  const lastTwo = count % 100;
  if (count !== 0 && lastTwo >= 3 && lastTwo <= 10) return `${count} ${noun.ar.few}`;
  return `${count} ${noun.ar.many}`;
}

/** What is counted by settings. */
export const nouns = {
  days: {
    ar: { one: 'يوم واحد', two: 'يومان', few: 'أيام', many: 'يومًا' },
    en: { one: 'day', more: 'days' },
  },
  'working-days': {
    ar: { one: 'يوم عمل واحد', two: 'يوما عمل', few: 'أيام عمل', many: 'يوم عمل' },
    en: { one: 'working day', more: 'working days' },
  },
  hours: {
    ar: { one: 'ساعة واحدة', two: 'ساعتان', few: 'ساعات', many: 'ساعة' },
    en: { one: 'hour', more: 'hours' },
  },
  minutes: {
    ar: { one: 'دقيقة واحدة', two: 'دقيقتان', few: 'دقائق', many: 'دقيقة' },
    en: { one: 'minute', more: 'minutes' },
  },
  seconds: {
    ar: { one: 'ثانية واحدة', two: 'ثانيتان', few: 'ثوانٍ', many: 'ثانية' },
    en: { one: 'second', more: 'seconds' },
  },
  times: {
    ar: { one: 'مرة واحدة', two: 'مرتان', few: 'مرات', many: 'مرة' },
    en: { one: 'time', more: 'times' },
  },
} as const satisfies Record<string, Noun>;

/** The units of a span of time, the largest first, each in seconds. */
export const spans = [
  { code: 'days', seconds: 86_400, name: { ar: 'يوم', en: 'days' } },
  { code: 'hours', seconds: 3600, name: { ar: 'ساعة', en: 'hours' } },
  { code: 'minutes', seconds: 60, name: { ar: 'دقيقة', en: 'minutes' } },
  { code: 'seconds', seconds: 1, name: { ar: 'ثانية', en: 'seconds' } },
] as const;

/** What is said of a field that does not fit. `{…}` is filled in. */
export const wrongWords = {
  number: { ar: 'اكتب عددًا صحيحًا من {min} إلى {max}', en: 'Write a whole number from {min} to {max}' },
  money: {
    ar: 'اكتب المبلغ بالدينار، مثل 12.500، ولا يزيد على {max}',
    en: 'Write the amount in dinars, like 12.500, and no more than {max}',
  },
  duration: {
    ar: 'اكتب عددًا صحيحًا ووحدته، {range}',
    en: 'Write a whole number and its unit, {range}',
  },
  'one-of': { ar: 'اختر من القائمة', en: 'Choose from the list' },
  words: { ar: 'اكتب من حرف إلى {max} حرف', en: 'Write from 1 to {max} characters' },
  phone: { ar: 'اكتب رقم الهاتف، في 40 حرفًا على الأكثر', en: 'Write the phone, in 40 characters at most' },
  email: {
    ar: 'اكتب بريدًا إلكترونيًا، مثل name@example.jo',
    en: 'Write an email address, like name@example.jo',
  },
  link: {
    ar: 'اكتب صفحة من البوابة تبدأ بـ «\u2066/\u2069»، أو موقعًا يبدأ بـ «\u2066https://\u2069»',
    en: 'Write a page of the portal that begins with “/”, or a site that begins with “https://”',
  },
  code: {
    ar: 'اكتب رمزًا من حروف لاتينية صغيرة وأرقام وشرطات، يبدأ بحرف، مثل late-materials',
    en: 'Write a code of small letters a–z, digits and dashes, beginning with a letter, like late-materials',
  },
  time: {
    ar: 'اكتب الساعة والدقيقة، مثل 08:00 أو 15:30',
    en: 'Write hours and minutes, like 08:00 or 15:30',
  },
  'hours-backwards': {
    ar: 'ينتهي الدوام قبل أن يبدأ: اكتب نهاية بعد البداية',
    en: 'The hours end before they begin: write an end after the beginning',
  },
  weekdays: { ar: 'اترك يوم عمل واحدًا على الأقل', en: 'Leave one working day at least' },
  rowsNone: { ar: 'اكتب صفًا واحدًا على الأقل', en: 'Write one row at least' },
  rowsMany: { ar: 'صفوف كثيرة: {max} على الأكثر', en: 'Too many rows: {max} at most' },
  'same-code': { ar: 'رمزان متطابقان: لكل صف رمز وحده', en: 'Two rows have one code: each needs its own' },
  'unknown-name': { ar: 'لا يُملأ {names} في هذه الرسالة', en: '{names} is not filled in in this message' },
  'name-missing': { ar: 'لا بد من {names} في النص', en: 'The text must hold {names}' },
  'lone-brace': {
    ar: 'احذف الأقواس { } التي لا اسم فيها',
    en: 'Remove the braces { } that hold no name',
  },
  holiday: {
    ar: 'السطر {line}: اكتبه مثل {example}',
    en: 'Line {line}: write it like {example}',
  },
  holidayTwice: {
    ar: 'السطر {line}: هذا اليوم مكتوب قبله',
    en: 'Line {line}: this day stands above already',
  },
  holidaysMany: { ar: 'أيام كثيرة: 1000 على الأكثر', en: 'Too many days: 1000 at most' },
  'no-svg': {
    ar: 'الصق ملف SVG كاملًا، يبدأ بـ <svg وينتهي بـ </svg>',
    en: 'Paste a whole SVG, from <svg to </svg>',
  },
  'bad-element': {
    ar: 'في الشعار عنصر غير مسموح به: {names}',
    en: 'The emblem has an element that is not allowed: {names}',
  },
  'bad-attribute': {
    ar: 'في الشعار خاصية غير مسموح بها: {names}',
    en: 'The emblem has an attribute that is not allowed: {names}',
  },
  'bad-address': {
    ar: 'في الشعار عنوان خارجي غير مسموح به: {names}',
    en: 'The emblem has an outside address, which is not allowed: {names}',
  },
  'bad-sign': {
    ar: 'في الشعار رمز مكتوب بالأرقام غير مسموح به: {names}',
    en: 'The emblem has a sign written as a number, which is not allowed: {names}',
  },
  emblem: { ar: 'الشعار أطول من {max} حرف', en: 'The emblem is longer than {max} characters' },
} as const satisfies Record<string, Text>;

/** A holiday as it is typed. */
export const holidayExample = '2027-05-01 عيد العمال | Labour Day';

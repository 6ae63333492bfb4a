import type { CodeProblem } from '../../engine/applications/prove-phone.ts';
import type { Problem } from '../../engine/journey/read-answer.ts';
import type { Lang } from '../../platform/i18n/lang.ts';

type AnyProblem = Problem | CodeProblem;
type Words = {
  [Code in AnyProblem['code']]: (problem: Extract<AnyProblem, { code: Code }>, required: string) => string;
};

/** What is wrong, and what to do, for every problem there is. `required` is the service's own sentence for an empty field. */
const words: Record<Lang, Words> = {
  ar: {
    required: (_, required) => required,
    'not-digits': () => 'اكتب أرقامًا فقط، مثل 1042',
    'too-many-digits': ({ max }) => `الرقم طويل جدًا: ${max} خانات على الأكثر`,
    'not-a-year': ({ from, to }) => `اكتب السنة بأربعة أرقام، بين ${from} و${to}`,
    'not-a-choice': () => 'اختر من القائمة',
    'too-long': ({ max, length }) => `النص طويل: ${length} حرف، والحد ${max}. اختصره`,
    'phone-not-a-number': () => 'اكتب رقم الهاتف بالأرقام، مثل 0791234567',
    'phone-wrong-length': () => 'الرقم أطول من رقم هاتف. اكتب عشرة أرقام، مثل 0791234567',
    'phone-not-jordanian': () => 'اكتب رقمًا أردنيًا، مثل 0791234567',
    'phone-not-mobile': () => 'اكتب رقم هاتف محمول من عشرة أرقام يبدأ بـ 077 أو 078 أو 079',
    'code-required': () => 'أدخل كود التحقق',
    'code-not-six-digits': () => 'الكود ستة أرقام. أدخل الأرقام الستة',
    'code-wrong': () => 'الكود غير صحيح. انظر في آخر رسالة وصلتك وأعد كتابته، أو اطلب كودًا جديدًا',
    'screen-code-wrong': () => 'الكود غير صحيح. هذا كود جديد، فاكتب أرقامه',
    'code-tries': ({ seconds }) => `أدخلت كودًا غير صحيح مرات كثيرة. حاول بعد ${arabicMinutes(seconds)}`,
    'code-wait': ({ seconds }) =>
      `أرسلنا كودًا قبل لحظات. إذا لم يصل فاطلب غيره بعد ${arabicSeconds(seconds)}`,
    'code-not-sent': ({ seconds }) =>
      `أُرسلت أكواد كثيرة، فلا نستطيع إرسال غيرها الآن. حاول بعد ${arabicMinutes(seconds)}`,
  },
  en: {
    required: (_, required) => required,
    'not-digits': () => 'Write digits only, like 1042',
    'too-many-digits': ({ max }) => `The number is too long: ${max} digits at most`,
    'not-a-year': ({ from, to }) => `Write the year with four digits, from ${from} to ${to}`,
    'not-a-choice': () => 'Choose from the list',
    'too-long': ({ max, length }) => `The text is too long: ${length} characters of ${max}. Shorten it`,
    'phone-not-a-number': () => 'Write the phone number in digits, like 0791234567',
    'phone-wrong-length': () => 'This is longer than a phone number. Write ten digits, like 0791234567',
    'phone-not-jordanian': () => 'Write a Jordanian number, like 0791234567',
    'phone-not-mobile': () => 'Write a mobile number of ten digits that begins with 077, 078 or 079',
    'code-required': () => 'Enter the verification code',
    'code-not-six-digits': () => 'The code has six digits. Enter all six',
    'code-wrong': () =>
      'The code is not right. Look at the last message and enter it again, or ask for a new one',
    'screen-code-wrong': () => 'The code is not right. This is a new one; enter its digits',
    'code-tries': ({ seconds }) => `A wrong code was entered too often. Try again in ${minutes(seconds)}`,
    'code-wait': ({ seconds }) =>
      `We sent a code a moment ago. If it does not arrive, ask again in ${seconds} seconds`,
    'code-not-sent': ({ seconds }) =>
      `Too many codes were sent, so we cannot send another now. Try again in ${minutes(seconds)}`,
  },
};

/** A problem in the reader's language. */
export function problemWords(problem: AnyProblem, lang: Lang, required = ''): string {
  // The table is complete by its type; that the entry fits the problem's code is what a compiler cannot follow.
  const say = words[lang][problem.code] as (problem: AnyProblem, required: string) => string;
  return say(problem, required);
}

function minutes(seconds: number): string {
  const count = Math.max(1, Math.ceil(seconds / 60));
  return count === 1 ? 'a minute' : `${count} minutes`;
}

function arabicMinutes(seconds: number): string {
  return arabicCount(Math.max(1, Math.ceil(seconds / 60)), 'دقيقة', 'دقيقتين', 'دقائق');
}

function arabicSeconds(seconds: number): string {
  return arabicCount(Math.max(1, seconds), 'ثانية', 'ثانيتين', 'ثوانٍ');
}

function arabicCount(count: number, one: string, two: string, few: string): string {
  if (count === 1) return one;
  if (count === 2) return two;
  return count <= 10 ? `${count} ${few}` : `${count} ${one}`;
}

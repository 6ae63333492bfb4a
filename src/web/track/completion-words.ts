import type { Text } from '../ui/words.ts';

/** The words of completing what the office returned. */
export const words = {
  title: { ar: 'استكمال الطلب', en: 'Complete your application' },
  returnedTitle: { ar: 'طلبك بحاجة لاستكمال', en: 'Your application needs completing' },
  fieldsAsked: { ar: 'المطلوب استكماله:', en: 'What to complete:' },
  dueBy: { ar: 'أكمله حتى نهاية يوم', en: 'Complete it by the end of' },
  wasDue: { ar: 'انتهت المهلة يوم', en: 'The time ended on' },
  clockStands: {
    ar: 'موعد القرار متوقف إلى أن تكمله.',
    en: 'The time to the decision stands still until you do.',
  },
  stillOpen: {
    ar: 'ما زال بإمكانك إكماله ما لم يصدر قرار.',
    en: 'You can still complete it as long as nothing is decided.',
  },
  endsItself: {
    ar: 'إن لم تكمله حتى نهاية يوم {day} ينتهي الطلب، ويمكنك التقديم من جديد.',
    en: 'If you do not complete it by the end of {day}, the application ends, and you can apply anew.',
  },
  formTitle: { ar: 'أكمل هنا', en: 'Complete it here' },
  phoneNote: {
    ar: 'إذا غيّرت رقم الهاتف نرسل إليه كود تحقق قبل أن نقبله.',
    en: 'If you change the phone number, we send it a verification code before we take it.',
  },
  phoneHidden: {
    ar: 'لا نعرض رقمك هنا. اكتبه كاملًا، كما كان أو الجديد.',
    en: 'Your number is not shown here. Write it in full, the same or the new one.',
  },
  send: { ar: 'أرسل ما أكملته', en: 'Send what you completed' },
  askedAnew: {
    ar: 'تغيّر المطلوب منك منذ فتحت الصفحة. اقرأه ثم أكمل',
    en: 'What is asked of you changed since you opened the page. Read it, then complete it',
  },
  strangeForm: {
    ar: 'لم نفهم ما أُرسل. املأ الخانات وأعد الإرسال',
    en: 'We could not read what was sent. Fill the boxes and send again',
  },
  doneTitle: { ar: 'استلمنا ما أكملته', en: 'We received what you completed' },
  doneText: {
    ar: 'عاد طلبك {reference} إلى الدراسة. القرار في موعد أقصاه {promised}.',
    en: 'Your application {reference} is under review again. Decision by {promised}.',
  },
  overTitle: { ar: 'لا استكمال مطلوب منك الآن', en: 'There is nothing to complete now' },
  overText: {
    ar: 'انظر أين وصل طلبك في «تتبّع طلب»، بالرقم المرجعي وآخر أربعة أرقام من هاتفك.',
    en: 'See where your application stands under “Follow an application”, with its reference and the last four digits of your phone.',
  },
  expiredTitle: { ar: 'انتهت مدة هذا الرابط', en: 'This link is over' },
  expiredText: {
    ar: 'كان صالحًا حتى نهاية يوم {day}. ما زال بإمكانك الإكمال من «تتبّع طلب» ما لم يصدر قرار.',
    en: 'It was good until the end of {day}. You can still complete it under “Follow an application” as long as nothing is decided.',
  },
  unknownTitle: { ar: 'لا يفتح هذا الرابط شيئًا', en: 'This link opens nothing' },
  unknownText: {
    ar: 'انسخ الرابط كاملًا من الرسالة القصيرة، أو أكمل من «تتبّع طلب».',
    en: 'Copy the whole link from the SMS, or complete it under “Follow an application”.',
  },
  track: { ar: 'تتبّع طلب', en: 'Follow an application' },
  codeTitle: { ar: 'كود التحقق', en: 'Verification code' },
  codeBack: { ar: 'غيّر رقم الهاتف', en: 'Change the phone number' },
} as const satisfies Record<string, Text>;

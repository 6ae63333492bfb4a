import type { Text } from '../ui/words.ts';

/** The words of changing the phone of an application. */
export const words = {
  title: { ar: 'تغيير رقم الهاتف', en: 'Change the phone number' },
  lead: {
    ar: 'نرسل إلى الرقم الجديد كود تحقق، ونُعلم الرقم السابق. يتغيّر الرقم بعد انتظار يمكن للرقم السابق إيقافه خلاله.',
    en: 'We send a verification code to the new number, and tell the old one. The number changes after a wait, in which the old number can stop it.',
  },
  label: { ar: 'الرقم الجديد', en: 'The new number' },
  hint: { ar: 'هاتف محمول أردني، مثل {example}', en: 'A Jordanian mobile, like {example}' },
  send: { ar: 'أرسل كود التحقق', en: 'Send the verification code' },
  needed: { ar: 'أدخل الرقم الجديد', en: 'Enter the new number' },
  notMobile: {
    ar: 'أدخل رقم هاتف محمول أردني، مثل 0790000042',
    en: 'Enter a Jordanian mobile number, like 0790000042',
  },
  same: { ar: 'هذا هو رقم الطلب الآن', en: 'This is the number of the application now' },
  strangeForm: {
    ar: 'لم نفهم ما أُرسل. أدخل الرقم وأعد الإرسال',
    en: 'We could not read what was sent. Enter the number and send it again',
  },
  waitingTitle: { ar: 'رقم جديد بانتظار التغيير', en: 'A new number is waiting' },
  waitingText: {
    ar: 'يصير {phone} رقم الطلب بعد {day}، ما لم يوقفه الرقم السابق.',
    en: '{phone} becomes the number of the application after {day}, unless the old number stops it.',
  },
  toConfirmTitle: { ar: 'رقم جديد بانتظار المكتب', en: 'A new number waits for the office' },
  toConfirmText: {
    ar: 'الرقم {phone} ليس رقم المقاول في السجل، فينظر فيه المكتب قبل أن يتغيّر.',
    en: '{phone} is not the contractor’s number in the register, so the office looks at it before it changes.',
  },
  stoppedTitle: { ar: 'أُوقف تغيير الرقم', en: 'The change was stopped' },
  stoppedText: {
    ar: 'بقي الرقم كما كان. لتغييره راجع دائرة التصاريح ومعك إثبات شخصيتك.',
    en: 'The number stays as it was. To change it, come to the permits department with your identification.',
  },
  stopTitle: { ar: 'إيقاف تغيير رقم الهاتف', en: 'Stop the change of the phone' },
  stopLead: {
    ar: 'طُلب أن تصل رسائل طلبك إلى رقم آخر. إن لم تطلب ذلك فأوقفه.',
    en: 'Somebody asked that the messages of your application go to another number. If it was not you, stop it.',
  },
  stop: { ar: 'أوقف التغيير', en: 'Stop the change' },
  stoppedNow: {
    ar: 'أوقفنا التغيير، وتبقى رسائل الطلب على هذا الرقم.',
    en: 'We stopped it: the messages stay with this number.',
  },
  tooLateTitle: { ar: 'لم يعد إيقافه ممكنًا', en: 'It cannot be stopped any more' },
  tooLateText: {
    ar: 'تغيّر الرقم أو لم يعد التغيير قائمًا. إن لم تطلبه فراجع دائرة التصاريح.',
    en: 'The number has changed, or the change is not to be done any more. If it was not you, see the permits department.',
  },
  unknownTitle: { ar: 'لا يفتح هذا الرابط شيئًا', en: 'This link opens nothing' },
  unknownText: { ar: 'انسخ الرابط كاملًا من الرسالة القصيرة.', en: 'Copy the whole link from the SMS.' },
} as const satisfies Record<string, Text>;

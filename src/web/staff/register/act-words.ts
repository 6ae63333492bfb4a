import type { Act } from '../../../engine/registers/office/act.ts';
import type { Text } from '../../ui/words.ts';

type ActWords = Record<'title' | 'button' | 'lead' | 'already' | 'day' | 'reason', Text>;

/** The words of each act: withdrawing and restoring a permit, suspending and reinstating a contractor. */
export const actWords: Record<Act, ActWords> = {
  withdraw: {
    title: { ar: 'سحب التصريح {number}', en: 'Withdraw permit {number}' },
    button: { ar: 'اسحب التصريح', en: 'Withdraw the permit' },
    lead: {
      ar: 'التصريح المسحوب لا يُجدَّد، ولا تجوز الموافقة على طلب قائم له. يمكن إعادته بعد ذلك.',
      en: 'A withdrawn permit is not renewed, and an open application for it cannot be approved. It can be restored later.',
    },
    already: { ar: 'هذا التصريح مسحوب من قبل.', en: 'This permit is withdrawn already.' },
    day: { ar: 'مسحوب من', en: 'Withdrawn from' },
    reason: { ar: 'سبب السحب', en: 'Reason of the withdrawal' },
  },
  restore: {
    title: { ar: 'إعادة التصريح {number}', en: 'Restore permit {number}' },
    button: { ar: 'أعد التصريح', en: 'Restore the permit' },
    lead: {
      ar: 'يعود التصريح كما كان: يسري إلى آخر مدته ويمكن تجديده. ويبقى السحب في تاريخه.',
      en: 'The permit is as it was: good to the end of its term, and it can be renewed. The withdrawal stays in its history.',
    },
    already: { ar: 'هذا التصريح غير مسحوب.', en: 'This permit is not withdrawn.' },
    day: { ar: 'معاد من', en: 'Restored from' },
    reason: { ar: 'سبب الإعادة', en: 'Reason of the restoration' },
  },
  suspend: {
    title: { ar: 'إيقاف المقاول {number}', en: 'Suspend contractor {number}' },
    button: { ar: 'أوقف المقاول', en: 'Suspend the contractor' },
    lead: {
      ar: 'لا يُجدَّد أي تصريح لمقاول موقوف، ولا تجوز الموافقة على طلب قائم له. تبقى تصاريحه السارية سارية. يمكن رفع الإيقاف بعد ذلك.',
      en: 'No permit of a suspended contractor is renewed, and none of their open applications can be approved. Permits in force stay in force. The suspension can be lifted later.',
    },
    already: { ar: 'هذا المقاول موقوف من قبل.', en: 'This contractor is suspended already.' },
    day: { ar: 'موقوف من', en: 'Suspended from' },
    reason: { ar: 'سبب الإيقاف', en: 'Reason of the suspension' },
  },
  reinstate: {
    title: { ar: 'رفع إيقاف المقاول {number}', en: 'Reinstate contractor {number}' },
    button: { ar: 'ارفع الإيقاف', en: 'Lift the suspension' },
    lead: {
      ar: 'تعود تصاريح المقاول قابلة للتجديد. ويبقى الإيقاف في تاريخه.',
      en: 'The contractor’s permits can be renewed again. The suspension stays in the history.',
    },
    already: { ar: 'هذا المقاول غير موقوف.', en: 'This contractor is not suspended.' },
    day: { ar: 'مرفوع الإيقاف من', en: 'Reinstated from' },
    reason: { ar: 'سبب رفع الإيقاف', en: 'Reason of the reinstatement' },
  },
};

/** The words that all acts have in common. */
export const words = {
  hits: { ar: 'ما يمسّه', en: 'What it hits' },
  openApplications: { ar: 'طلبات قائمة', en: 'Open applications' },
  noOpen: { ar: 'لا طلب قائم.', en: 'No open application.' },
  held: { ar: 'مع {name}', en: 'with {name}' },
  promised: { ar: 'القرار في موعد أقصاه {day}', en: 'to be decided by {day}' },
  permitsInForce: { ar: 'تصاريح سارية', en: 'Permits in force' },
  noPermits: { ar: 'لا تصريح ساري.', en: 'No permit in force.' },
  goodUntil: { ar: 'حتى {day}', en: 'until {day}' },
  andMore: { ar: 'وغيرها، وعددها كلها {count}.', en: 'and others, {count} in all.' },
  untold: { ar: 'موافقات لم تُبلَّغ بعد', en: 'Approvals not yet told' },
  untoldText: {
    ar: 'وُوفق على هذه الطلبات وستصل الرسالة أصحابها. هذا لا يوقف الرسالة.',
    en: 'These were approved, and their contractors are about to be told. This does not stop the message.',
  },
  reasonPlaceholder: { ar: 'اختر السبب', en: 'Choose a reason' },
  reasonRequired: { ar: 'اختر السبب من القائمة', en: 'Choose a reason from the list' },
  words: { ar: 'التفاصيل', en: 'Details' },
  wordsHint: { ar: 'يقرؤها المكتب فقط', en: 'Only the office reads them' },
  wordsNeeded: { ar: 'اكتب التفاصيل: هذا السبب يحتاجها', en: 'Write the details: this reason needs them' },
  wordsTooLong: { ar: 'اكتب 1000 حرف على الأكثر', en: 'Write 1000 characters at most' },
  dayHint: { ar: 'من {first} إلى {last}', en: 'From {first} to {last}' },
  notADay: { ar: 'اكتب تاريخًا مثل {day}', en: 'Write a date, as {day}' },
  tooEarly: { ar: 'أقرب تاريخ يُقبل هو {day}', en: 'The earliest date is {day}' },
  tooLate: { ar: 'أبعد تاريخ يُقبل هو {day}', en: 'The latest date is {day}' },
  changedTitle: { ar: 'تغيّر شيء بعد أن فتحت هذه الصفحة', en: 'Something changed since you opened this page' },
  changedText: {
    ar: 'لم يُنفَّذ شيء. راجع ما يلي كما هو الآن، ثم أكّد.',
    en: 'Nothing was done. Look at what follows as it is now, then confirm.',
  },
  back: { ar: 'رجوع دون تغيير', en: 'Back without a change' },
} as const satisfies Record<string, Text>;

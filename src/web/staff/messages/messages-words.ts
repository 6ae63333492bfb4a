import type { MessagePart } from '../../../engine/notifications/list-messages.ts';
import type { MessageState } from '../../../engine/notifications/message.ts';
import type { MessagesTable } from '../../../platform/db/schema.ts';
import type { Text } from '../../ui/words.ts';

/** What every kind of message is about. */
export const kindWords: Readonly<Record<MessagesTable['kind'], Text>> = {
  code: { ar: 'كود التحقق', en: 'Verification code' },
  submitted: { ar: 'استلام الطلب', en: 'Application received' },
  'not-renewable': { ar: 'عدم القبول', en: 'Not accepted' },
  returned: { ar: 'طلب الاستكمال', en: 'To be completed' },
  completed: { ar: 'استلام ما استُكمل', en: 'Completed' },
  approved: { ar: 'الموافقة', en: 'Approved' },
  refused: { ar: 'الرفض', en: 'Refused' },
  withdrawn: { ar: 'سحب التصريح', en: 'Permit withdrawn' },
  restored: { ar: 'إعادة التصريح', en: 'Permit restored' },
  'completion-warning': { ar: 'تنبيه قبل انتهاء الطلب', en: 'Warning: it ends soon' },
  lapsed: { ar: 'انتهاء الطلب دون استكمال', en: 'Ended, never completed' },
  objected: { ar: 'استلام اعتراض', en: 'Objection received' },
  'objection-upheld': { ar: 'قبول الاعتراض', en: 'Objection upheld' },
  'objection-rejected': { ar: 'رد الاعتراض', en: 'Objection rejected' },
  'phone-change': { ar: 'طلب تغيير الهاتف', en: 'Another phone asked for' },
  'phone-changed': { ar: 'تغيّر الهاتف', en: 'Phone changed' },
  reminder: { ar: 'تذكير', en: 'Reminder' },
  answer: { ar: 'جواب عن رسالة واردة', en: 'Answer to an SMS' },
  alarm: { ar: 'إنذار للمكتب', en: 'Alarm for the office' },
  test: { ar: 'تجربة البوابة', en: 'Trial of a gateway' },
};

/** Where a message stands. */
export const stateWords: Readonly<Record<MessageState, { text: Text; tone: string }>> = {
  queued: { text: { ar: 'تنتظر الإرسال', en: 'Waiting' }, tone: '' },
  sending: { text: { ar: 'تُرسل الآن', en: 'Being sent' }, tone: '' },
  sent: { text: { ar: 'أُرسلت', en: 'Sent' }, tone: 'good' },
  delivered: { text: { ar: 'وصلت', en: 'Delivered' }, tone: 'good' },
  failed: { text: { ar: 'لم تُرسل', en: 'Not sent' }, tone: 'stop' },
  unknown: { text: { ar: 'لا يُعرف', en: 'Not known' }, tone: 'warn' },
};

/** Why it waits, or was given up, for the person who reads it. */
export const whyWords: Readonly<Record<string, Text>> = {
  quiet: { ar: 'ساعات الهدوء', en: 'Quiet hours' },
  'not-wanted': {
    ar: 'لم يعد لها داعٍ: طلب جديد أو تذكير أوقف',
    en: 'No longer wanted: renewed since, or reminders stopped',
  },
  'register-down': { ar: 'السجل لا يجيب الآن', en: 'The register does not answer now' },
  'no-gateway': { ar: 'لا بوابة رسائل بعد', en: 'No gateway is connected yet' },
  'not-taken': { ar: 'لا بوابة تجيب الآن، وتُعاد المحاولة', en: 'No gateway answers now; it is tried again' },
  'gave-up': { ar: 'لم تقبلها بوابة بعد محاولات يوم', en: 'No gateway took it within a day of trying' },
  refused: { ar: 'رفضتها كل البوابات', en: 'Every gateway refused it' },
  expired: { ar: 'انتهت صلاحية الكود قبل إرساله', en: 'Its code was over before it could be sent' },
  undelivered: { ar: 'لم تصل إلى الهاتف', en: 'It did not reach the phone' },
  'lost-answer': {
    ar: 'طُلب إرسالها وضاع الجواب: ربما وصلت',
    en: 'A gateway was asked and its answer was lost: it may have arrived',
  },
  interrupted: {
    ar: 'انقطع الإرسال في منتصفه: ربما وصلت',
    en: 'Sending was cut off in the middle: it may have arrived',
  },
};

/** The parts of the list. */
export const partWords: Readonly<Record<MessagePart, Text>> = {
  all: { ar: 'الكل', en: 'All' },
  waiting: { ar: 'تنتظر', en: 'Waiting' },
  sent: { ar: 'أُرسلت', en: 'Sent' },
  delivered: { ar: 'وصلت', en: 'Delivered' },
  failed: { ar: 'لم تُرسل', en: 'Not sent' },
  unknown: { ar: 'لا يُعرف', en: 'Not known' },
};

/** What an attempt ended in. */
export const outcomeWords: Readonly<Record<string, Text>> = {
  accepted: { ar: 'قبلتها', en: 'took it' },
  refused: { ar: 'رفضتها', en: 'refused it' },
  'not-taken': { ar: 'لم تأخذها', en: 'did not take it' },
  unknown: { ar: 'لم يصل جوابها', en: 'answer lost' },
};

/** The words of the list, and of the messages of an application. */
export const words = {
  messages: { ar: 'الرسائل', en: 'Messages' },
  lead: {
    ar: 'كل رسالة إلى المقاولين وما آلت إليه. لا تُعرض نصوصها، ومن الهاتف آخر أربعة أرقام.',
    en: 'Every message to contractors and what became of it. Texts are not shown, and of a phone the last four digits.',
  },
  filters: { ar: 'أجزاء القائمة', en: 'Parts of the list' },
  none: { ar: 'لا رسائل هنا.', en: 'No messages here.' },
  state: { ar: 'المآل', en: 'What became of it' },
  what: { ar: 'الرسالة', en: 'Message' },
  about: { ar: 'عن', en: 'About' },
  to: { ar: 'آخر الهاتف', en: 'Phone ends in' },
  when: { ar: 'متى', en: 'When' },
  attempts: { ar: 'المحاولات', en: 'Attempts' },
  noAttempts: { ar: 'لا محاولة بعد', en: 'None yet' },
  ending: { ar: 'هاتف ينتهي بـ {digits}', en: 'phone ending in {digits}' },
  email: { ar: 'بريد المكتب', en: 'Office e-mail' },
  until: { ar: 'حتى {moment}', en: 'until {moment}' },
  open: { ar: 'جارية', en: 'going on' },
  retry: { ar: 'أعد الإرسال', en: 'Send again' },
  retryUnknown: { ar: 'أعد الإرسال وقد تصل مرتين', en: 'Send again, and it may arrive twice' },
  retriedBy: { ar: 'أعاد إرسالها {name} في {moment}', en: 'Sent again by {name}, {moment}' },
  retried: { ar: 'ستُرسل الرسالة مرة أخرى.', en: 'The message will be sent again.' },
  notPossible: {
    ar: 'لم تُعَد: أُرسلت في هذه الأثناء، أو تُرسل الآن.',
    en: 'It was not sent again: it was sent meanwhile, or is being sent.',
  },
  older: { ar: 'الأقدم', en: 'Older' },
  newest: { ar: 'الأحدث', en: 'Newest' },
} as const satisfies Record<string, Text>;

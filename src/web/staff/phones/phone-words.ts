import type { PhoneChangeState } from '../../../engine/phone-changes/phone-change.ts';
import type { Text } from '../../ui/words.ts';

/** The words of another phone in the office. */
export const words = {
  title: { ar: 'تغيير الهاتف', en: 'Another phone' },
  asked: { ar: 'طُلب في {moment}', en: 'Asked for on {moment}' },
  explain: {
    ar: 'وصل كود التحقق إلى الرقم الجديد، ولم يوقفه الرقم السابق. هو غير رقم السجل، فتأكد من صاحبه قبل اعتماده.',
    en: 'A code reached the new number, and the old one did not stop it. It is not the register’s: make sure whose it is before you confirm.',
  },
  confirm: { ar: 'اعتمد الرقم', en: 'Confirm the number' },
  decline: { ar: 'لا تعتمده', en: 'Decline it' },
  over: { ar: 'لم يعد هذا التغيير قائمًا.', en: 'This change is not to be done any more.' },
  waiting: { ar: 'هواتف بانتظار الاعتماد', en: 'Phones waiting to be confirmed' },
} as const satisfies Record<string, Text>;

/** Where another phone stands, as the office calls it. */
export const stateWords: Readonly<Record<PhoneChangeState, Text>> = {
  waiting: { ar: 'ينتظر، ويمكن للرقم السابق إيقافه', en: 'Waiting; the old number can stop it' },
  'to-confirm': { ar: 'بانتظار اعتمادكم', en: 'To be confirmed' },
  changed: { ar: 'تغيّر', en: 'Changed' },
  stopped: { ar: 'أوقفه الرقم السابق', en: 'Stopped by the old number' },
  declined: { ar: 'لم يُعتمد', en: 'Declined' },
  void: { ar: 'سقط', en: 'Void' },
};

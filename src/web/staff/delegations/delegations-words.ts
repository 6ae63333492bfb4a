import type { DelegationState } from '../../../engine/delegations/delegation.ts';
import type { Text } from '../../ui/words.ts';

/** The words of the page of the delegations. */
export const words = {
  delegations: { ar: 'التفويضات', en: 'Delegations' },
  lead: {
    ar: 'عند الغياب يفوّض المشرف موظفًا باعتماد القرارات أيامًا محددة. لا ينتقل بالتفويض غير الاعتماد، ومن فُوّض لا يفوّض غيره.',
    en: 'When away, a supervisor lends a clerk the confirming of decisions for certain days. Nothing else goes with it, and what was lent is not lent on.',
  },
  none: { ar: 'لا تفويضات.', en: 'There are none.' },
  from: { ar: 'المشرف', en: 'Lent by' },
  to: { ar: 'الموظف', en: 'Lent to' },
  days: { ar: 'الأيام', en: 'Days' },
  state: { ar: 'الحالة', en: 'State' },
  reason: { ar: 'السبب', en: 'Reason' },
  fromUntil: { ar: 'من {first} حتى {last}', en: '{first} to {last}' },
  end: { ar: 'أنهِ التفويض', en: 'End it' },
  endFor: { ar: 'الذي لدى {name} من {day}', en: 'of {name} from {day}' },
  endedBy: { ar: 'بيد {name}، {moment}', en: 'by {name}, {moment}' },
  what: { ar: 'الإنهاء', en: 'End' },
  tooLate: {
    ar: 'لم يعد هذا التفويض قائمًا، أو لست طرفًا فيه.',
    en: 'This delegation does not stand any more, or is not yours.',
  },

  giveTitle: { ar: 'تفويض جديد', en: 'A new delegation' },
  chooseClerk: { ar: 'اختر الموظف', en: 'Choose the clerk' },
  clerk: { ar: 'الموظف', en: 'Clerk' },
  noClerks: {
    ar: 'لا موظف يمكن تفويضه الآن.',
    en: 'There is no clerk to lend it to now.',
  },
  firstDay: { ar: 'من يوم', en: 'From' },
  lastDay: { ar: 'حتى يوم', en: 'Until' },
  dayHint: { ar: 'مثال: 2026-12-31', en: 'Example: 2026-12-31' },
  reasonHint: { ar: 'مثال: إجازة سنوية', en: 'Example: annual leave' },
  give: { ar: 'فوّض', en: 'Lend it' },
  toUnknown: { ar: 'اختر موظفًا من القائمة', en: 'Choose a clerk from the list' },
  toOverlaps: {
    ar: 'لهذا الموظف تفويض منك في بعض هذه الأيام',
    en: 'This clerk has it from you on some of these days already',
  },
  notADay: { ar: 'اكتب اليوم هكذا: 2026-12-31', en: 'Write the day like 2026-12-31' },
  past: { ar: 'اختر اليوم أو يومًا بعده', en: 'Choose today or a later day' },
  beforeFirst: { ar: 'اختر يومًا لا يسبق أول يوم', en: 'Choose a day that is not before the first one' },
  tooLong: { ar: 'يدوم التفويض سنة على الأكثر', en: 'A delegation lasts a year at most' },
  reasonEmpty: { ar: 'اكتب سبب التفويض', en: 'Write the reason' },
  reasonTooLong: { ar: 'اكتب السبب في 500 حرف على الأكثر', en: 'Write the reason in 500 characters at most' },
} as const satisfies Record<string, Text>;

/** How a delegation stands. */
export const stateWords: Readonly<Record<DelegationState, { text: Text; tone: 'good' | 'warn' | '' }>> = {
  holds: { text: { ar: 'سارٍ', en: 'In force' }, tone: 'good' },
  later: { text: { ar: 'لم يبدأ', en: 'Not yet' }, tone: 'warn' },
  over: { text: { ar: 'انتهى', en: 'Over' }, tone: '' },
  ended: { text: { ar: 'أُنهي قبل موعده', en: 'Ended early' }, tone: '' },
};

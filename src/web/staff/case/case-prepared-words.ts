import type { Text } from '../../ui/words.ts';

/** The words of a decision that one person prepares and another confirms. */
export const preparing = {
  approve: { ar: 'أعدّ الموافقة', en: 'Prepare the approval' },
  approveUntil: { ar: 'أعدّ الموافقة حتى {until}', en: 'Prepare the approval until {until}' },
  refuse: { ar: 'أعدّ الرفض', en: 'Prepare the refusal' },
  needsOther: {
    ar: 'لا يصدر القرار حتى يعتمده شخص آخر.',
    en: 'Nothing is decided until somebody else confirms it.',
  },

  prepared: { ar: 'قرار من إعداد {name}: {decision}.', en: '{name} prepared this decision: {decision}.' },
  approval: { ar: 'الموافقة', en: 'approval' },
  approvalUntil: { ar: 'الموافقة حتى {until}', en: 'approval until {until}' },
  refusal: { ar: 'الرفض، {reason}', en: 'refusal, {reason}' },
  mine: {
    ar: 'أنت أعددت القرار، فيعتمده شخص آخر.',
    en: 'You prepared it, so somebody else confirms it.',
  },
  takeBack: { ar: 'ارجع عن الإعداد', en: 'Take it back' },
  lent: { ar: 'تعتمده بتفويض من {name}.', en: 'You confirm it by delegation of {name}.' },
  delegatedBy: { ar: 'بتفويض من {name}', en: 'by delegation of {name}' },
  confirmApproval: { ar: 'اعتمد الموافقة', en: 'Confirm the approval' },
  confirmRefusal: { ar: 'اعتمد الرفض', en: 'Confirm the refusal' },
  outdated: {
    ar: 'يعطي السجل الآن مدة غير التي أُعدّت، فلا يُعتمد القرار. أعده إلى المكتب ليُعدّ من جديد.',
    en: 'The register gives another term now than the prepared one, so this cannot be confirmed. Send it back to be prepared anew.',
  },
  ruleRefuses: {
    ar: 'لا تجوز الموافقة الآن. أعد الطلب إلى المكتب.',
    en: 'It cannot be approved now. Send it back to the office.',
  },
  registerDown: {
    ar: 'السجل لا يجيب الآن. تعتمد الموافقة بعد أن يجيب.',
    en: 'The register does not answer now. Confirm the approval when it answers.',
  },
  ownFiling: {
    ar: 'أنت قدمت هذا الطلب عند الشباك، فلا تُعدّ قراره ولا تعتمده. يقرر فيه شخصان آخران.',
    en: 'You filed this application at the counter, so you neither prepare nor confirm its decision. Two other people decide it.',
  },
  own: {
    ar: 'من أعدّ القرار لا يعتمده، ولا يعيده. يمكنك الرجوع عن الإعداد.',
    en: 'Who prepared it neither confirms it nor sends it back. You can take it back.',
  },

  sendBackTitle: { ar: 'إعادة إلى المكتب', en: 'Send it back to the office' },
  toOffice: { ar: 'كلمات للمكتب', en: 'Words to the office' },
  toOfficeHint: { ar: 'لا يراها المقاول أبدًا', en: 'The contractor never sees them' },
  sendBack: { ar: 'أعده إلى المكتب', en: 'Send it back' },
  toOfficeEmpty: { ar: 'اكتب للمكتب سبب الإعادة', en: 'Write to the office why' },
  toOfficeTooLong: { ar: 'النص أطول من المسموح', en: 'The text is too long' },
  sentBack: { ar: 'أُعيد من {name}:', en: '{name} sent it back:' },
} as const satisfies Record<string, Text>;

import type { OfficeEvent, OfficeState } from '../../../engine/review/office-event.ts';
import type { Text } from '../../ui/words.ts';

/** The words of the one view of an application. */
export const words = {
  application: { ar: 'طلب', en: 'Application' },
  queue: { ar: 'قائمة الطلبات', en: 'Queue' },
  backToQueue: { ar: 'إلى القائمة', en: 'To the queue' },
  promised: { ar: 'الموعد', en: 'Promised' },
  late: { ar: 'تجاوز الموعد', en: 'Overdue' },
  submitted: { ar: 'قُدّم', en: 'Submitted' },

  answers: { ar: 'ما قدّمه المقاول', en: 'What the contractor submitted' },
  register: { ar: 'السجل الآن', en: 'The register now' },
  registerDown: {
    ar: 'السجل لا يجيب الآن. يمكنك الرفض أو كتابة ملاحظة، أما الموافقة فبعد أن يجيب.',
    en: 'The register does not answer now. You can refuse or write a note; to approve, wait until it answers.',
  },
  registerMiss: {
    ar: 'لم يعد التصريح في السجل بهذه الأرقام.',
    en: 'The register no longer has this permit.',
  },
  registerAsOf: {
    ar: 'السجل لا يجيب الآن. هذا ما قاله في {moment}.',
    en: 'The register does not answer now. This is what it said on {moment}.',
  },
  stands: {
    ar: 'لا تجوز الموافقة',
    en: 'It cannot be approved',
  },
  wasInTime: {
    ar: 'قدّم المقاول طلبه في الموعد، وما انقضى بعده لا يُحسب عليه.',
    en: 'The contractor applied in time; what has run out since does not count.',
  },
  terms: { ar: 'المدد', en: 'Terms' },
  term: { ar: 'المدة', en: 'Term' },
  from: { ar: 'من', en: 'From' },
  until: { ar: 'حتى', en: 'Until' },
  source: { ar: 'المصدر', en: 'Source' },
  ofRegister: { ar: 'السجل', en: 'Register' },
  ofRenewal: { ar: 'تجديد', en: 'Renewal' },
  phone: { ar: 'الهاتف', en: 'Phone' },
  phoneGiven: { ar: 'في الطلب', en: 'Given' },
  phoneRegister: { ar: 'في السجل', en: 'In the register' },
  phoneSame: { ar: 'مطابق للسجل', en: 'Same as in the register' },
  phoneDiffers: { ar: 'يختلف عن السجل', en: 'Differs from the register' },
  phoneUnknown: { ar: 'لا رقم في السجل', en: 'None in the register' },
  others: { ar: 'طلبات أخرى للمقاول', en: 'Other applications of this contractor' },
  noOthers: { ar: 'لا طلبات أخرى.', en: 'There are none.' },
  history: { ar: 'ما جرى', en: 'History' },

  decision: { ar: 'القرار', en: 'Decision' },
  take: { ar: 'استلم الطلب', en: 'Take it' },
  release: { ar: 'أعده إلى القائمة', en: 'Give it back' },
  yours: { ar: 'الطلب معك حتى {time}.', en: 'You have it until {time}.' },
  held: { ar: 'الطلب مع {name} حتى {time}.', en: '{name} has it until {time}.' },
  free: { ar: 'لم يستلمه أحد. القرار يستلمه لك.', en: 'Nobody has it. Deciding takes it for you.' },
  approve: { ar: 'وافق', en: 'Approve' },
  approveUntil: { ar: 'وافق حتى {until}', en: 'Approve until {until}' },
  refuse: { ar: 'ارفض', en: 'Refuse' },
  refuseTitle: { ar: 'رفض الطلب', en: 'Refuse the application' },
  preview: { ar: 'اعرض ما سيقرؤه المقاول', en: 'Show what the contractor will read' },
  reason: { ar: 'سبب الرفض', en: 'Reason of the refusal' },
  chooseReason: { ar: 'اختر السبب…', en: 'Choose the reason…' },
  words: { ar: 'كلمات للمقاول', en: 'Words to the contractor' },
  wordsHint: { ar: 'يقرؤها المقاول كما تكتبها', en: 'The contractor reads them as you write them' },
  willRead: { ar: 'ما سيقرؤه المقاول', en: 'What the contractor will read' },
  sms: { ar: 'الرسالة القصيرة', en: 'The SMS' },
  onPage: { ar: 'صفحة الحالة', en: 'The status page' },
  reasonRequired: { ar: 'اختر سبب الرفض', en: 'Choose the reason of the refusal' },
  reasonUnknown: { ar: 'لم يعد هذا السبب في القائمة', en: 'This reason is not on the list any more' },
  wordsRequired: { ar: 'اكتب للمقاول سبب الرفض', en: 'Write to the contractor why' },
  wordsTooLong: { ar: 'النص أطول من المسموح', en: 'The text is too long' },

  undo: { ar: 'ارجع عن القرار', en: 'Undo the decision' },
  undoUntil: {
    ar: 'تغادر الرسالة في {time}. قبل ذلك يمكنك الرجوع عن القرار.',
    en: 'The message leaves at {time}. Until then you can undo the decision.',
  },
  next: { ar: 'الطلب التالي', en: 'Next application' },

  notes: { ar: 'ملاحظات المكتب', en: 'Notes of the office' },
  notesInside: { ar: 'لا يراها المقاول أبدًا.', en: 'The contractor never sees them.' },
  note: { ar: 'ملاحظة', en: 'Note' },
  bringForward: { ar: 'أعده إلى القائمة يوم', en: 'Return it to the queue on' },
  bringForwardHint: {
    ar: 'اتركه فارغًا ليبقى في القائمة. مثال: 2026-12-31',
    en: 'Leave it empty to keep it in the queue. Example: 2026-12-31',
  },
  bringForwardSet: { ar: 'يعود إلى القائمة يوم', en: 'Returns to the queue on' },
  writeNote: { ar: 'أضف الملاحظة', en: 'Add the note' },
  noteEmpty: { ar: 'اكتب الملاحظة', en: 'Write the note' },
  noteTooLong: { ar: 'الملاحظة طويلة جدًا', en: 'The note is too long' },
  notADay: { ar: 'اكتب اليوم هكذا: 2026-12-31', en: 'Write the day like 2026-12-31' },
  notLater: { ar: 'اختر يومًا بعد اليوم', en: 'Choose a day after today' },
  tooFar: { ar: 'اختر يومًا خلال سنة', en: 'Choose a day within a year' },

  changed: {
    ar: 'تغيّر شيء منذ فتحت الطلب، فلم نسجّل القرار',
    en: 'Something changed since you opened it; nothing was decided',
  },
  changedLook: { ar: 'انظر في ما تغيّر، ثم قرر من جديد:', en: 'Look at what changed, then decide again:' },
  changedRegister: { ar: 'السجل يقول الآن غير ما كان.', en: 'The register says something else now.' },
  changedUntil: {
    ar: 'آخر يوم في المدة الجديدة صار {now} بدل {before}.',
    en: 'The last day of the new term is now {now}, not {before}.',
  },
  changedNote: { ar: 'ملاحظة جديدة من {name}.', en: 'A new note by {name}.' },
  changedEvent: { ar: 'حدث جديد: {what}.', en: 'Something happened: {what}.' },
  notAllowedState: {
    ar: 'لم يعد ذلك ممكنًا: الطلب {state}',
    en: 'This is not possible any more: the application is {state}',
  },
  byWhom: { ar: '{name}، {moment}', en: '{name}, {moment}' },
  refusedByRule: {
    ar: 'لا تجوز الموافقة على هذا الطلب الآن.',
    en: 'This application cannot be approved now.',
  },
  notYours: { ar: 'قرّره {name}، وهو وحده يرجع عنه.', en: '{name} decided it, and alone can undo it.' },
  tooLate: { ar: 'غادرت الرسالة، فلا رجوع عن القرار.', en: 'The message has left: it cannot be undone.' },
  takenMeanwhile: {
    ar: 'قُدّم طلب آخر لهذا التصريح أو أُضيفت مدة بعد القرار، فلا رجوع عنه.',
    en: 'Another application for this permit came, or a term was added since: it cannot be undone.',
  },
  errorTitle: { ar: 'صحّح ما يلي لتتابع', en: 'Correct this to go on' },
  notDone: { ar: 'لم يُنفّذ', en: 'It was not done' },
  document: { ar: 'الوثيقة الصادرة', en: 'The document issued' },
  documentCode: { ar: 'كود الوثيقة', en: 'Document code' },
  documentDownload: { ar: 'نزّل الوثيقة (PDF)', en: 'Download the document (PDF)' },
  documentWaiting: { ar: 'تُعد الوثيقة الآن.', en: 'The document is being made.' },
} as const satisfies Record<string, Text>;

/** Where an application stands, as the office calls it, and how grave that is. */
export const stateWords: Readonly<Record<OfficeState, { text: Text; tone: 'good' | 'warn' | 'stop' }>> = {
  'waiting-for-register': { text: { ar: 'بانتظار السجل', en: 'waiting for the register' }, tone: 'warn' },
  'under-review': { text: { ar: 'قيد الدراسة', en: 'under review' }, tone: 'warn' },
  returned: { text: { ar: 'بانتظار المقاول', en: 'with the contractor' }, tone: 'warn' },
  'not-renewable': { text: { ar: 'لم يُقبل', en: 'not accepted' }, tone: 'stop' },
  approved: { text: { ar: 'موافق عليه', en: 'approved' }, tone: 'good' },
  refused: { text: { ar: 'مرفوض', en: 'refused' }, tone: 'stop' },
  'to-confirm': { text: { ar: 'بانتظار الاعتماد', en: 'waiting to be confirmed' }, tone: 'warn' },
};

/** What happened, as the office calls it. */
export const eventWords: Readonly<Record<OfficeEvent['kind'], Text>> = {
  submitted: { ar: 'قُدّم الطلب', en: 'Submitted' },
  checked: { ar: 'أجاب السجل', en: 'The register answered' },
  'not-renewable': { ar: 'لم يُقبل', en: 'Not accepted' },
  approved: { ar: 'الموافقة', en: 'Approved' },
  refused: { ar: 'الرفض', en: 'Refused' },
  undone: { ar: 'الرجوع عن القرار', en: 'The decision was undone' },
  returned: { ar: 'الإعادة للاستكمال', en: 'Returned for completion' },
  completed: { ar: 'أكمله المقاول', en: 'Completed by the contractor' },
  resumed: { ar: 'إلغاء طلب الاستكمال', en: 'The return was taken back' },
  prepared: { ar: 'إعداد القرار', en: 'A decision was prepared' },
  'sent-back': { ar: 'الإعادة إلى المكتب', en: 'Sent back to the office' },
  'taken-back': { ar: 'الرجوع عن الإعداد', en: 'The prepared decision was taken back' },
};

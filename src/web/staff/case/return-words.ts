import type { Text } from '../../ui/words.ts';

/** The words of returning an application for completion, of the clock, and of another last day. */
export const words = {
  returnTitle: { ar: 'إعادة للاستكمال', en: 'Return for completion' },
  fields: { ar: 'ما المطلوب استكماله؟', en: 'What is to be completed?' },
  fieldsHint: {
    ar: 'لا يغيّر المقاول إلا ما تحدده. وإذا غيّر السبب فقد يحتاج إلى تفاصيله، فتُفتح معه.',
    en: 'The contractor can change nothing else. Another reason may need its details, so they open with it.',
  },
  fieldsRequired: { ar: 'حدد ما المطلوب استكماله', en: 'Choose what is to be completed' },
  asked: { ar: 'كلمات للمقاول', en: 'Words to the contractor' },
  askedHint: {
    ar: 'يقرؤها المقاول كما تكتبها. اذكر ما ينقص وكيف يكمله.',
    en: 'The contractor reads them as you write them. Say what is missing, and how to complete it.',
  },
  askedRequired: { ar: 'اكتب للمقاول ما المطلوب', en: 'Write to the contractor what is asked for' },
  askedTooLong: { ar: 'النص أطول من المسموح', en: 'The text is too long' },
  until: { ar: 'يكمله المقاول حتى نهاية يوم {day}.', en: 'To be completed by the end of {day}.' },
  doReturn: { ar: 'أعده إلى المقاول', en: 'Return it to the contractor' },
  undo: { ar: 'ارجع عن الإعادة', en: 'Undo the return' },
  undoUntil: {
    ar: 'تغادر الرسالة في {time}. قبل ذلك يمكنك الرجوع عن الإعادة.',
    en: 'The message leaves at {time}. Until then you can undo the return.',
  },
  withContractor: {
    ar: 'الطلب عند المقاول ليكمله حتى نهاية يوم {day}.',
    en: 'The contractor has it, to be completed by the end of {day}.',
  },
  overdue: {
    ar: 'انتهت مهلة المقاول يوم {day} ولم يكمل. يمكنك انتظاره أو إلغاء طلب الاستكمال أو الرفض.',
    en: 'The contractor’s time ended on {day}. You can wait, take the return back, or refuse.',
  },
  endsItself: {
    ar: 'إن لم يكمله حتى نهاية يوم {day} ينتهي الطلب وحده.',
    en: 'Not completed by the end of {day}, it ends by itself.',
  },
  resume: { ar: 'ألغِ طلب الاستكمال', en: 'Take the return back' },
  resumeHint: {
    ar: 'يعود الطلب إلى القائمة كما هو، ويستأنف الموعد.',
    en: 'It goes back into the queue as it is, and its time goes on.',
  },
  completedTitle: { ar: 'ما أكمله المقاول', en: 'What the contractor completed' },
  nothingChanged: {
    ar: 'أعاد المقاول الإرسال دون أن يغيّر شيئًا.',
    en: 'The contractor sent it again and changed nothing.',
  },
  changes: { ar: 'قبل وبعد', en: 'Before and after' },
  question: { ar: 'السؤال', en: 'Question' },
  before: { ar: 'كان', en: 'Before' },
  after: { ar: 'صار', en: 'After' },
  nothing: { ar: 'فارغ', en: 'empty' },
  atWork: { ar: 'ساعات العمل المنقضية', en: 'Hours of work so far' },
  paused: { ar: 'عند المقاول', en: 'with the contractor' },
  stands: { ar: 'الموعد متوقف عند المقاول', en: 'the time stands still with the contractor' },
  termTitle: { ar: 'الموافقة بآخر يوم آخر', en: 'Approve with another last day' },
  termUntil: { ar: 'آخر يوم في المدة', en: 'Last day of the term' },
  termHint: {
    ar: 'من {first} إلى {last}. مثال: {example}',
    en: 'From {first} to {last}. Example: {example}',
  },
  termReason: { ar: 'السبب', en: 'Reason' },
  termReasonHint: {
    ar: 'يُحفظ في سجل التدقيق، ولا يقرؤه المقاول.',
    en: 'Kept in the audit trail; the contractor does not read it.',
  },
  termApprove: { ar: 'وافق بهذا اليوم', en: 'Approve with this day' },
  termPrepare: { ar: 'أعدّ الموافقة بهذا اليوم', en: 'Prepare the approval with this day' },
  notADay: { ar: 'اكتب اليوم هكذا: 2026-12-31', en: 'Write the day like 2026-12-31' },
  tooEarly: { ar: 'اختر {first} أو بعده', en: 'Choose {first} or later' },
  tooLate: { ar: 'اختر {last} أو قبله', en: 'Choose {last} or earlier' },
  noTerm: { ar: 'لا مدة تُضاف بهذه الموافقة', en: 'This approval adds no term' },
  reasonRequired: { ar: 'اكتب سبب تغيير آخر يوم', en: 'Write why the last day is another one' },
  reasonTooLong: { ar: 'السبب أطول من المسموح', en: 'The reason is too long' },
  instead: { ar: 'بدل {day}', en: 'instead of {day}' },
} as const satisfies Record<string, Text>;

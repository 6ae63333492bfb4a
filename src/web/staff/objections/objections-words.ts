import type { Answer } from '../../../engine/objections/objection.ts';
import type { Text } from '../../ui/words.ts';

/** The words of the objections in the office. */
export const words = {
  objections: { ar: 'الاعتراضات', en: 'Objections' },
  lead: {
    ar: 'يرد على الاعتراض مشرف لم يُعدّ قرار الرفض ولم يتخذه.',
    en: 'A supervisor answers who neither prepared nor took the refusal.',
  },
  open: { ar: 'بانتظار الرد', en: 'Waiting for an answer' },
  answeredLately: { ar: 'رُدّ عليها في آخر 30 يومًا', en: 'Answered in the last 30 days' },
  noneOpen: { ar: 'لا اعتراض بانتظار الرد.', en: 'No objection waits for an answer.' },
  noneAnswered: { ar: 'لا ردود.', en: 'There are none.' },
  waiting: { ar: 'اعتراضات بانتظار الرد: {count}', en: 'Objections waiting for an answer: {count}' },
  see: { ar: 'اعرضها', en: 'See them' },
  answerBy: { ar: 'الرد حتى', en: 'Answer by' },
  late: { ar: 'تجاوز الموعد', en: 'Overdue' },
  reference: { ar: 'الطلب', en: 'Application' },
  who: { ar: 'المقاول', en: 'Contractor' },
  reason: { ar: 'سبب الرفض', en: 'Refused for' },
  refusedBy: { ar: 'رفضه', en: 'Refused by' },
  answer: { ar: 'الرد', en: 'Answer' },
  by: { ar: 'من', en: 'By' },
  when: { ar: 'متى', en: 'When' },
  objection: { ar: 'اعتراض المقاول', en: 'The contractor’s objection' },
  filed: { ar: 'قدّمه في {moment}. الرد حتى {day}.', en: 'Filed on {moment}. Answer by {day}.' },
  answeredBy: { ar: '{answer}، {name}، {moment}', en: '{answer}, {name}, {moment}' },
  uphold: {
    ar: 'اقبله: يعود الطلب إلى الدراسة ليُقرَّر من جديد',
    en: 'Uphold it: the application is reviewed and decided anew',
  },
  reject: { ar: 'لا تقبله: يبقى الرفض', en: 'Reject it: the refusal stays' },
  wordsLabel: { ar: 'كلمات للمقاول', en: 'Words to the contractor' },
  wordsHint: {
    ar: 'يقرؤها المقاول كما تكتبها. لازمة عند عدم القبول.',
    en: 'The contractor reads them as you write them. Needed to reject.',
  },
  send: { ar: 'أرسل الرد', en: 'Send the answer' },
  answerNeeded: { ar: 'اختر الرد', en: 'Choose the answer' },
  wordsNeeded: { ar: 'اكتب للمقاول لماذا لم يُقبل اعتراضه', en: 'Write to the contractor why it is rejected' },
  wordsTooLong: { ar: 'النص أطول من المسموح', en: 'The text is too long' },
  ownRefusal: {
    ar: 'رفضت هذا الطلب أو أعددت رفضه، فيرد على الاعتراض مشرف غيرك.',
    en: 'You refused this application, or prepared that: another supervisor answers.',
  },
  takenMeanwhile: {
    ar: 'للتصريح نفسه طلب آخر مفتوح، فلا يُعاد هذا الطلب إلى الدراسة معه.',
    en: 'Another application for the same permit is open: this one cannot be reviewed beside it.',
  },
  there: { ar: 'رُدّ على هذا الاعتراض من قبل.', en: 'This objection was answered before.' },
} as const satisfies Record<string, Text>;

/** The answers, as the office calls them. */
export const answerWords: Readonly<Record<Answer, Text>> = {
  upheld: { ar: 'قُبل الاعتراض', en: 'Upheld' },
  rejected: { ar: 'لم يُقبل الاعتراض', en: 'Rejected' },
};

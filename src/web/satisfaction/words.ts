import type { Answer } from '../../engine/satisfaction/satisfaction.ts';
import type { Text } from '../ui/words.ts';

/** The words of the five answers. */
export const answerWords: Record<Answer, Text> = {
  5: { ar: 'راضٍ جدًا', en: 'Very satisfied' },
  4: { ar: 'راضٍ', en: 'Satisfied' },
  3: { ar: 'بين بين', en: 'Neither' },
  2: { ar: 'غير راضٍ', en: 'Dissatisfied' },
  1: { ar: 'غير راضٍ أبدًا', en: 'Very dissatisfied' },
};

/** The words of the survey. */
export const words = {
  askReceipt: { ar: 'كيف كان تقديم الطلب؟', en: 'How was applying?' },
  askDecision: { ar: 'كيف كانت الخدمة كلها؟', en: 'How was the whole service?' },
  lead: {
    ar: 'بضغطة واحدة. لا يُحفظ اسمك ولا هاتفك مع إجابتك.',
    en: 'One tap. Neither your name nor your phone is kept with your answer.',
  },
  addComment: { ar: 'أضف كلمة', en: 'Add a word' },
  comment: { ar: 'ما الذي نحسّنه؟', en: 'What should we improve?' },
  commentHint: {
    ar: '500 حرف على الأكثر، يقرؤها المكتب فقط. لا تكتب أسماء ولا أرقامًا. ثم اضغط إجابتك.',
    en: '500 characters at most, read by the office only. Write no names or numbers. Then tap your answer.',
  },
  thanks: { ar: 'شكرًا، وصلت إجابتك', en: 'Thank you, we have your answer' },
  youSaid: { ar: 'أجبت: {answer}.', en: 'You answered: {answer}.' },
  change: { ar: 'غيّر إجابتك', en: 'Change your answer' },
  errorTitle: { ar: 'لم تُحفظ الإجابة', en: 'The answer was not kept' },
  missing: { ar: 'اضغط إحدى الإجابات الخمس', en: 'Tap one of the five answers' },
  tooLong: { ar: 'اكتب 500 حرف على الأكثر', en: 'Write 500 characters at most' },
  limited: {
    ar: 'إجابات كثيرة من هذا العنوان. حاول بعد ساعة',
    en: 'Too many answers from this address. Try again in an hour',
  },
  tooLate: {
    ar: 'مضى يوم على إجابتك، فبقيت كما هي',
    en: 'A day has passed since you answered, so it stays as it was',
  },
  results: { ar: 'رضا متلقي الخدمة', en: 'Satisfaction with the services' },
  banner: { ar: 'نتائج قياس رضا متلقي الخدمة', en: 'What people say of the services: the results' },
  bannerText: {
    ar: 'ماذا يقول من استعمل خدماتنا؟ اطلع على النتائج.',
    en: 'How satisfied people are with our e-services.',
  },
  resultsLead: {
    ar: 'نسأل كل من قدّم طلبًا: بعد التقديم، وبعد القرار. تُنشر نتائج كل شهر بعد انتهائه، إذا أجاب خمسة أو أكثر.',
    en: 'We ask everybody who applied, after applying and after the decision. The results of a month are published when it is over, if five or more answered.',
  },
  noResults: { ar: 'لا نتائج بعد.', en: 'There are no results yet.' },
  monthOf: { ar: 'شهر {month}', en: '{month}' },
  summary: { ar: '{share} راضون، من {count} إجابة', en: '{share} satisfied, of {count} answers' },
  answer: { ar: 'الإجابة', en: 'Answer' },
  count: { ar: 'العدد', en: 'Number' },
  share: { ar: 'النسبة', en: 'Share' },
} as const satisfies Record<string, Text>;

import type { Text } from '../ui/words.ts';

/** The words of objecting to a refusal. */
export const words = {
  title: { ar: 'الاعتراض على الرفض', en: 'Object to the refusal' },
  lead: {
    ar: 'ينظر في اعتراضك مشرف لم يتخذ قرار الرفض. يمكنك تقديم اعتراض واحد حتى نهاية يوم {day}.',
    en: 'A supervisor who did not refuse it looks at your objection. You can object once, by the end of {day}.',
  },
  refusedFor: { ar: 'سبب الرفض', en: 'Refused for' },
  label: { ar: 'لماذا تعترض؟', en: 'Why do you object?' },
  hint: {
    ar: 'اذكر ما لم يؤخذ في الحسبان، بكلماتك',
    en: 'Say in your own words what was not considered',
  },
  send: { ar: 'قدّم الاعتراض', en: 'Send the objection' },
  needed: { ar: 'اكتب سبب اعتراضك', en: 'Write why you object' },
  tooLong: { ar: 'اكتب اعتراضك في 2000 حرف على الأكثر', en: 'Write it in 2000 characters at most' },
  strangeForm: {
    ar: 'لم نفهم ما أُرسل. اكتب الاعتراض وأعد الإرسال',
    en: 'We could not read what was sent. Write the objection and send it again',
  },
  filedTitle: { ar: 'اعتراضك قيد النظر', en: 'Your objection is being looked at' },
  filedText: {
    ar: 'وصلنا في {filed}. الرد في موعد أقصاه {day}.',
    en: 'We received it on {filed}. Answer by {day}.',
  },
  yours: { ar: 'ما كتبته', en: 'What you wrote' },
  rejectedTitle: { ar: 'لم يُقبل اعتراضك', en: 'Your objection was rejected' },
  rejectedText: { ar: 'يبقى قرار الرفض. هذا رد المشرف:', en: 'The refusal stays. The supervisor’s answer:' },
  upheldTitle: { ar: 'قُبل اعتراضك', en: 'Your objection was upheld' },
  upheldText: {
    ar: 'عاد طلبك إلى الدراسة ليصدر فيه قرار جديد.',
    en: 'Your application is reviewed anew, and will be decided again.',
  },
} as const satisfies Record<string, Text>;

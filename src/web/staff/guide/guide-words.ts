import type { Text } from '../../ui/words.ts';

/** What the office's guide says in its own words; everything else it takes from the office's pages. */
export const words = {
  title: { ar: 'دليل موظفي الخدمات الإلكترونية', en: 'Guide for the staff of the e-services' },
  titleShort: { ar: 'دليل الموظف', en: 'Staff guide' },
  lead: {
    ar: 'من تسجيل الدخول إلى القرار، واستيراد السجل.',
    en: 'From signing in to the decision, and bringing in the register.',
  },
  aimText: {
    ar: 'يشرح هذا الدليل لموظف الأمانة كيف يجد الطلبات ويقرر فيها، وكيف يُستورد سجل التصاريح من ملف. ما يجوز لكل دور تجده في صفحة «{roles}».',
    en: 'This guide shows the staff how to find applications and decide on them, and how the register of permits is brought in from a file. What each role may do is on the page “{roles}”.',
  },
  entering: { ar: 'أولًا: الدخول', en: 'First: signing in' },
  queue: { ar: 'ثانيًا: قائمة الطلبات', en: 'Second: the queue' },
  queueText: {
    ar: 'أقرب الطلبات موعدًا في أول القائمة. الطلب الذي تأخذه يبقى معك عشر دقائق، وكل ما تفعله فيه يبدأها من جديد.',
    en: 'What is promised first stands first. An application that you take is yours for ten minutes, and everything you do with it begins them anew.',
  },
  decision: { ar: 'ثالثًا: القرار', en: 'Third: the decision' },
  caseText: {
    ar: 'في صفحة الطلب ما قدّمه المقاول وما يقوله السجل الآن والمدد السابقة والملاحظات وما جرى. قارنها قبل أن تقرر.',
    en: 'The page of an application has what the contractor submitted, what the register says now, earlier terms, notes and what happened. Compare them before you decide.',
  },
  approveSays: {
    ar: 'تُضاف المدة الجديدة وتُعد وثيقتها، ويُخبر المقاول بعد دقيقة.',
    en: 'The new term is added and its document made; the contractor is told a minute later.',
  },
  undoText: {
    ar: 'خلال دقيقة من القرار يمكنك الرجوع عنه بزر «{undo}»؛ قبلها لا يغادر المكتبَ شيء.',
    en: 'For a minute after deciding you can take it back with “{undo}”; nothing has left the office before.',
  },
  import: { ar: 'رابعًا: استيراد السجل', en: 'Fourth: bringing in the register' },
  importStates: { ar: 'حالات الملف ومعناها', en: 'Where a file may stand, and what that means' },
} as const satisfies Record<string, Text>;

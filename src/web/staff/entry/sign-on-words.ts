import type { Text } from '../../ui/words.ts';

/** The words of the way in by the city's own sign-in. */
export const words = {
  down: {
    ar: 'الدخول الموحد لا يجيب الآن. ادخل بكلمة المرور، أو أعد المحاولة بعد قليل',
    en: 'The single sign-on does not answer now. Sign in with your password, or try again in a while',
  },
  limited: {
    ar: 'محاولات كثيرة من هذا المكان. توقفنا قليلًا، فحاول بعد ربع ساعة',
    en: 'Too many tries from this place. We pause; try again in a quarter of an hour',
  },
  inTitle: { ar: 'دخلت', en: 'You are signed in' },
  go: { ar: 'إلى المكتب', en: 'To the office' },
  again: { ar: 'صفحة الدخول', en: 'Sign-in page' },
  leftTitle: { ar: 'خرجت من المكتب', en: 'You are signed out of the office' },
  leftText: {
    ar: 'ما زلت داخلًا في الدخول الموحد على هذا الجهاز. إن كان الجهاز لغيرك فاخرج منه أيضًا.',
    en: 'You are still signed in at the single sign-on on this device. If others use it, sign out there as well.',
  },
  leave: { ar: 'اخرج من الدخول الموحد', en: 'Sign out of the single sign-on' },
  leaveHow: {
    ar: 'أغلق كل نوافذ المتصفح لتخرج منه.',
    en: 'Close every window of the browser to sign out there.',
  },
} as const satisfies Record<string, Text>;

/** Why somebody who came from the city's sign-in is not let in, and what to do. */
export const refusalWords = {
  refused: {
    title: { ar: 'لم يكتمل الدخول', en: 'The sign-in was not completed' },
    text: {
      ar: 'رفض الدخول الموحد الطلب، أو مضى وقت طويل، أو بدأ الدخول في متصفح آخر. ابدأ من صفحة الدخول.',
      en: 'The single sign-on refused, or too much time went by, or it was begun in another browser. Begin at the sign-in page.',
    },
  },
  'no-role': {
    title: { ar: 'لا دور لك في مكتب التصاريح', en: 'You have no role in the permits office' },
    text: {
      ar: 'عرفك الدخول الموحد، لكن حسابك فيه لا يحمل دورًا في هذا المكتب. إن كان هذا عملك فاطلب الدور ممن يدير حسابات الأمانة.',
      en: 'The single sign-on knows you, but your account there has no role in this office. If this is your work, ask whoever looks after the accounts of the municipality.',
    },
  },
  disabled: {
    title: { ar: 'حسابك معطّل', en: 'Your account is disabled' },
    text: {
      ar: 'عُطّل حسابك في مكتب التصاريح. راجع مدير النظام.',
      en: 'Your account in the permits office was disabled. Ask an administrator.',
    },
  },
  'not-linked': {
    title: {
      ar: 'حسابك هنا غير مربوط بالدخول الموحد',
      en: 'Your account here is not linked to the single sign-on',
    },
    text: {
      ar: 'في المكتب حساب باسم دخولك. اطلب من مدير النظام أن يربطه: يجد طلبك في صفحة حسابك. وحتى ذلك الحين ادخل بكلمة المرور.',
      en: 'The office has an account with your login. Ask an administrator to link it: your request is on the page of your account. Until then, sign in with your password.',
    },
  },
  'no-login': {
    title: { ar: 'لم يصلنا اسم دخولك', en: 'We were not told your login' },
    text: {
      ar: 'لم يرسل الدخول الموحد اسم دخول نستطيع استعماله. أخبر من يدير حسابات الأمانة.',
      en: 'The single sign-on told no login that we can use. Tell whoever looks after the accounts of the municipality.',
    },
  },
} as const satisfies Record<string, { title: Text; text: Text }>;

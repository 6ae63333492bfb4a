import type { Text } from '../../ui/words.ts';

/** The words of the passkeys at the door. */
export const words = {
  or: { ar: 'أو', en: 'or' },
  signIn: { ar: 'الدخول بمفتاح المرور', en: 'Sign in with a passkey' },
  secondStep: { ar: 'أكّد بمفتاح المرور', en: 'Confirm with a passkey' },
  secondTitle: { ar: 'تأكيد الدخول', en: 'Confirm your sign-in' },
  secondStepLead: {
    ar: 'أكّد دخولك بمفتاح المرور الذي أضفته إلى حسابك.',
    en: 'Confirm that it is you, with the passkey that you added to your account.',
  },
  secondStepBoth: {
    ar: 'أكّد دخولك بمفتاح المرور، أو برمز من تطبيق الرموز.',
    en: 'Confirm that it is you, with a passkey or with a code of your app.',
  },
  without: {
    ar: 'هذا المتصفح لا يستعمل مفاتيح المرور هنا. افتح الصفحة في المتصفح الذي أضفت فيه المفتاح، أو راجع مدير النظام.',
    en: 'This browser cannot use passkeys here. Open the page in the browser where you added yours, or ask an administrator.',
  },
  wrong: {
    ar: 'لم يُقبل مفتاح المرور هذا. أعد المحاولة، أو ادخل بطريقة أخرى',
    en: 'This passkey was not accepted. Try again, or sign in another way',
  },
  copied: {
    ar: 'رُفض مفتاح المرور لأنه يبدو منسوخًا. ادخل بطريقة أخرى، واحذفه، وأخبر مدير النظام',
    en: 'This passkey was refused, since it seems to have been copied. Sign in another way, remove it, and tell an administrator',
  },
  notUsed: {
    ar: 'لم يُستعمل مفتاح المرور. أعد المحاولة، أو ادخل بطريقة أخرى.',
    en: 'No passkey was used. Try again, or sign in another way.',
  },
  notMade: {
    ar: 'لم يُنشأ مفتاح المرور. أعد المحاولة حين تكون مستعدًا، أو عُد دون إضافته.',
    en: 'No passkey was made. Try again when you are ready, or go back without one.',
  },
  limited: {
    ar: 'محاولات كثيرة. انتظر ربع ساعة ثم أعد المحاولة.',
    en: 'Too many tries. Wait a quarter of an hour, then try again.',
  },
} as const satisfies Record<string, Text>;

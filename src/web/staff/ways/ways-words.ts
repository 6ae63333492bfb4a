import type { Text } from '../../ui/words.ts';

/** The words of the page about one's own ways to sign in. */
export const words = {
  title: { ar: 'طرق الدخول', en: 'Ways to sign in' },
  lead: {
    ar: 'كيف تدخل إلى المكتب، وأين دخلت الآن.',
    en: 'How you sign in to the office, and where you are signed in now.',
  },
  back: { ar: 'طرق الدخول', en: 'Ways to sign in' },
  password: { ar: 'كلمة المرور', en: 'Password' },
  noPassword: {
    ar: 'لا كلمة مرور لك هنا: تدخل بالدخول الموحد.',
    en: 'You have none here: you use the single sign-on.',
  },
  signOn: { ar: 'الدخول الموحد', en: 'Single sign-on' },
  linked: {
    ar: 'مربوط بحسابك. يأتي دورك منه عند كل دخول.',
    en: 'Linked to your account. Your role comes from there.',
  },

  app: { ar: 'تطبيق الرموز', en: 'App for codes' },
  appOn: { ar: 'مربوط', en: 'Connected' },
  appOff: { ar: 'غير مربوط', en: 'Not connected' },
  connectApp: { ar: 'اربط تطبيقًا', en: 'Connect an app' },
  disconnectApp: { ar: 'افصل التطبيق', en: 'Disconnect the app' },
  connectTitle: { ar: 'ربط تطبيق الرموز', en: 'Connect an app for codes' },
  connect: { ar: 'اربط التطبيق', en: 'Connect the app' },
  appLast: {
    ar: 'لا يُفصل التطبيق لأنه خطوتك الثانية الوحيدة. أضف مفتاح مرور أولًا',
    en: 'The app stays, since it is your only second step. Add a passkey first',
  },

  passkeys: { ar: 'مفاتيح المرور', en: 'Passkeys' },
  passkeysText: {
    ar: 'تدخل بمفتاح المرور ببصمتك أو وجهك أو رمز جهازك، دون كلمة مرور ودون رمز.',
    en: 'With a passkey you sign in by your finger, your face or the PIN of your device: no password, no code.',
  },
  none: { ar: 'لا مفتاح مرور في حسابك بعد.', en: 'You have no passkey yet.' },
  added: { ar: 'أُضيف في', en: 'Added on' },
  used: { ar: 'آخر استعمال', en: 'Last used' },
  never: { ar: 'لم يُستعمل بعد', en: 'Not used yet' },
  rename: { ar: 'غيّر الاسم', en: 'Change the name' },
  save: { ar: 'حفظ الاسم', en: 'Save the name' },
  remove: { ar: 'احذف', en: 'Remove' },
  last: {
    ar: 'لا يُحذف هذا المفتاح لأنه خطوتك الثانية الوحيدة. أضف مفتاحًا آخر أو اربط تطبيق الرموز أولًا',
    en: 'This passkey stays, since it is your only second step. Add another one, or connect an app for codes first',
  },
  addTitle: { ar: 'إضافة مفتاح مرور', en: 'Add a passkey' },
  name: { ar: 'اسم المفتاح', en: 'Name of the passkey' },
  nameHint: { ar: 'اسم تعرفه به، مثل «هاتفي»', en: 'A name that you know it by, such as “My phone”' },
  nameInvalid: { ar: 'أدخل اسمًا من 60 حرفًا على الأكثر', en: 'Enter a name, of 60 characters at most' },
  currentPassword: { ar: 'كلمة المرور', en: 'Password' },
  currentPasswordHint: { ar: 'لنتأكد أنك أنت', en: 'To make sure that it is you' },
  passwordWrong: { ar: 'كلمة المرور غير صحيحة', en: 'The password is not right' },
  continue: { ar: 'متابعة', en: 'Continue' },
  many: {
    ar: 'لك عشرة مفاتيح، وهذا هو الحد. احذف واحدًا لا تستعمله أولًا',
    en: 'You have ten passkeys, and that is the limit. Remove one that you do not use first',
  },
  limited: {
    ar: 'محاولات كثيرة. لحماية حسابك توقفنا، فحاول بعد ساعة',
    en: 'Too many tries. To protect your account we pause; try again in an hour',
  },
  notHere: {
    ar: 'لا تعمل مفاتيح المرور على هذا العنوان: تحتاج إلى اتصال مشفّر واسم موقع.',
    en: 'Passkeys do not work at this address: they need an encrypted connection and a name.',
  },
  makeLead: {
    ar: 'سيسألك جهازك عن بصمتك أو وجهك أو رمزه، ثم يحفظ المفتاح.',
    en: 'Your device will ask for your finger, your face or its PIN, and then keep the passkey.',
  },
  make: { ar: 'أنشئ المفتاح', en: 'Make the passkey' },
  making: { ar: 'مفتاح مرور جديد: {name}', en: 'A new passkey: {name}' },
  cannotMake: {
    ar: 'هذا المتصفح لا يعرف مفاتيح المرور. افتح الصفحة في متصفح حديث.',
    en: 'This browser does not know passkeys. Open the page in a newer one.',
  },
  notAdded: {
    ar: 'لم يُقبل المفتاح. ربما هو محفوظ في حسابك من قبل، أو لا يطلب جهازك بصمة أو رمزًا',
    en: 'The passkey was not accepted. You may have it already, or your device asks for neither finger nor PIN',
  },
  tooLate: {
    ar: 'مضى وقت طويل قبل إنشاء المفتاح. ابدأ من جديد',
    en: 'Too much time went by before the passkey was made. Begin again',
  },
  cancel: { ar: 'عُد دون إضافة', en: 'Go back without adding' },

  sessions: { ar: 'أين دخلت', en: 'Where you are signed in' },
  here: { ar: 'هذا الجهاز', en: 'This device' },
  device: { ar: 'الجهاز', en: 'Device' },
  way: { ar: 'طريقة الدخول', en: 'Way' },
  since: { ar: 'منذ', en: 'Since' },
  seen: { ar: 'آخر طلب', en: 'Last seen' },
  unknownDevice: { ar: 'جهاز غير معروف', en: 'Unknown device' },
  endOthers: { ar: 'أنهِ الدخول من الأجهزة الأخرى', en: 'Sign out everywhere else' },
  onlyHere: { ar: 'لست داخلًا من جهاز آخر.', en: 'You are signed in on no other device.' },
} as const satisfies Record<string, Text>;

/** How a session was begun, in words. */
export const wayWords = {
  password: { ar: 'كلمة المرور', en: 'Password' },
  passkey: { ar: 'مفتاح مرور', en: 'Passkey' },
  'single-sign-on': { ar: 'الدخول الموحد', en: 'Single sign-on' },
} as const satisfies Record<string, Text>;

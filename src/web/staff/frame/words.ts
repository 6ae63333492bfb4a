import type { Text } from '../../ui/words.ts';

/** The words of the door of the office. */
export const words = {
  office: { ar: 'مكتب التصاريح', en: 'Permits office' },
  officeMenu: { ar: 'قائمة المكتب', en: 'Office menu' },
  home: { ar: 'الرئيسية', en: 'Overview' },
  people: { ar: 'الموظفون', en: 'Staff' },
  matrix: { ar: 'الأدوار والصلاحيات', en: 'Roles and rights' },
  signOut: { ar: 'تسجيل الخروج', en: 'Sign out' },
  errorTitle: { ar: 'صحّح ما يلي لتتابع', en: 'Correct this to go on' },

  signIn: { ar: 'تسجيل الدخول', en: 'Sign in' },
  signInLead: { ar: 'لموظفي الأمانة.', en: 'For the staff of the municipality.' },
  login: { ar: 'اسم الدخول', en: 'Login' },
  password: { ar: 'كلمة المرور', en: 'Password' },
  loginRequired: { ar: 'أدخل اسم الدخول', en: 'Enter your login' },
  passwordRequired: { ar: 'أدخل كلمة المرور', en: 'Enter your password' },
  wrong: {
    ar: 'اسم الدخول أو كلمة المرور غير صحيح. تأكد منهما وأعد المحاولة',
    en: 'The login or the password is not right. Check both and try again',
  },
  limited: {
    ar: 'محاولات كثيرة من هذا المكان. لحماية الحسابات توقفنا قليلًا، فحاول بعد ربع ساعة',
    en: 'Too many tries from this place. To protect the accounts we pause; try again in a quarter of an hour',
  },
  forgotten: {
    ar: 'نسيت كلمة المرور أو فقدت هاتفك؟ راجع مدير النظام.',
    en: 'Forgotten your password, or lost your phone? Ask an administrator.',
  },
  demoTitle: { ar: 'حسابات التجربة', en: 'Accounts of the demo' },
  demoText: { ar: 'كلمة المرور لها جميعًا:', en: 'The password of all of them:' },

  secondStep: { ar: 'رمز الدخول', en: 'Sign-in code' },
  secondStepLead: {
    ar: 'افتح تطبيق الرموز في هاتفك، وأدخل الأرقام الستة التي يعرضها الآن.',
    en: 'Open the app for codes on your phone, and enter the six digits that it shows now.',
  },
  enrolLead: {
    ar: 'يحتاج الدخول إلى رمز من تطبيق في هاتفك. اربط التطبيق بحسابك مرة واحدة.',
    en: 'Signing in needs a code from an app on your phone. Connect the app to your account, once.',
  },
  enrolApp: {
    ar: 'افتح أي تطبيق للرموز على هاتفك، وأضف حسابًا بإدخال المفتاح يدويًا.',
    en: 'Open any app for codes on your phone, and add an account by typing its key.',
  },
  enrolKey: { ar: 'المفتاح', en: 'The key' },
  enrolLink: {
    ar: 'إن كنت تتصفح من الهاتف نفسه: {link}.',
    en: 'If this is the phone itself: {link}.',
  },
  enrolLinkText: { ar: 'افتح التطبيق من هنا', en: 'open the app from here' },
  enrolCode: {
    ar: 'أدخل الأرقام الستة التي يعرضها التطبيق.',
    en: 'Enter the six digits that the app shows.',
  },
  code: { ar: 'الرمز', en: 'Code' },
  codeHint: { ar: 'ستة أرقام تتغير كل نصف دقيقة', en: 'Six digits, new every half minute' },
  codeWrong: {
    ar: 'هذا الرمز غير صحيح أو استُعمل من قبل. انتظر الرمز التالي وأدخله',
    en: 'This code is wrong, or was used before. Wait for the next one and enter it',
  },
  codeLimited: {
    ar: 'رموز خاطئة كثيرة. لحماية حسابك توقفنا، فحاول بعد ساعة',
    en: 'Too many wrong codes. To protect your account we pause; try again in an hour',
  },
  continue: { ar: 'متابعة', en: 'Continue' },
  otherPerson: { ar: 'الدخول باسم آخر', en: 'Sign in as somebody else' },

  waysIn: { ar: 'طرق الدخول', en: 'Ways to sign in' },
  changePassword: { ar: 'تغيير كلمة المرور', en: 'Change the password' },
  choosePassword: { ar: 'اختر كلمة مرورك', en: 'Choose your password' },
  choosePasswordLead: {
    ar: 'دخلت بكلمة مرور مؤقتة. اختر واحدة لا يعرفها غيرك.',
    en: 'You signed in with a one-time password. Choose one that nobody else knows.',
  },
  changePasswordLead: {
    ar: 'بعد التغيير ينتهي دخولك من كل جهاز آخر.',
    en: 'After the change you are signed out on every other device.',
  },
  currentPassword: { ar: 'كلمة المرور الحالية', en: 'Present password' },
  newPassword: { ar: 'كلمة المرور الجديدة', en: 'New password' },
  newPasswordHint: {
    ar: '12 حرفًا أو أكثر. جملة تتذكرها خير من رموز تنساها',
    en: '12 characters or more. A sentence that you remember is better than signs that you forget',
  },
  again: { ar: 'كلمة المرور الجديدة مرة أخرى', en: 'New password once more' },
  passwordWrong: { ar: 'كلمة المرور الحالية غير صحيحة', en: 'The present password is not right' },
  passwordShort: { ar: 'استعمل 12 حرفًا أو أكثر', en: 'Use 12 characters or more' },
  passwordLong: { ar: 'استعمل 200 حرف على الأكثر', en: 'Use 200 characters at most' },
  passwordLogin: {
    ar: 'لا تبنِ كلمة المرور على اسم الدخول',
    en: 'Do not make the password from your login',
  },
  passwordCommon: {
    ar: 'هذه من أكثر كلمات المرور شيوعًا، فاختر غيرها',
    en: 'This is among the commonest passwords: choose another one',
  },
  passwordSame: { ar: 'اختر كلمة غير الحالية', en: 'Choose another one than the present one' },
  passwordDiffers: { ar: 'الكلمتان مختلفتان. أعد كتابتهما', en: 'The two differ. Type both again' },
  passwordLimited: {
    ar: 'محاولات كثيرة. لحماية حسابك توقفنا، فحاول بعد ساعة',
    en: 'Too many tries. To protect your account we pause; try again in an hour',
  },
  savePassword: { ar: 'حفظ كلمة المرور', en: 'Save the password' },

  welcome: { ar: 'أهلًا، {name}', en: 'Welcome, {name}' },
  role: { ar: 'الدور', en: 'Role' },
  places: { ar: 'افتح', en: 'Open' },
  myRights: { ar: 'ما يتيحه دورك', en: 'What your role may do' },

  now: { ar: 'الآن', en: 'Now' },
  inHand: { ar: 'معي', en: 'with me' },
  dueToday: { ar: 'موعدها اليوم', en: 'due today' },
  overdue: { ar: 'تجاوزت الموعد', en: 'overdue' },
  backToday: { ar: 'عادت اليوم من التأجيل', en: 'back today from being set aside' },
  toConfirm: { ar: 'بانتظار الاعتماد', en: 'to be confirmed' },
  waiting: { ar: 'في قائمة الطلبات', en: 'in the queue' },
  decidedToday: { ar: 'قرارات اليوم', en: 'decided today' },
  inTimeToday: { ar: 'منها في الموعد', en: 'of them in time' },
} as const satisfies Record<string, Text>;

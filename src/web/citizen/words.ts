import type { Text } from '../ui/words.ts';

/** The words of the journey's pages that are the same for every service. */
export const words = {
  back: { ar: 'رجوع', en: 'Back' },
  stepsLabel: { ar: 'خطوات الطلب', en: 'Steps of the application' },
  errorTitle: { ar: 'صحّح ما يلي لتتابع', en: 'Correct this to go on' },
  strangeForm: {
    ar: 'وصل مع النموذج ما لا نعرفه، فلم نحفظ شيئًا. راجع ما كتبته وأعد الإرسال.',
    en: 'Something came with the form that we do not know, so nothing was kept. Look it over and send it again.',
  },
  choose: { ar: 'اختر…', en: 'Choose…' },
  ruleTitle: { ar: 'القاعدة', en: 'The rule' },
  followIt: { ar: 'تتبّع الطلب القائم', en: 'Follow the open application' },
  down: { ar: 'السجل لا يجيب الآن', en: 'The register does not answer now' },
  downNext: {
    ar: 'ما كتبته محفوظ. تابع دون انتظار، فنستلم طلبك الآن ونتحقق منه حين يجيب السجل: لن تتأخر بسببنا. أو حاول مرة أخرى بعد دقيقة.',
    en: 'What you entered is kept. Go on without waiting: we take your application now and check it when the register answers, so you are not late because of us. Or try again in a minute.',
  },
  downGoOn: { ar: 'تابع دون انتظار السجل', en: 'Go on without waiting for the register' },
  downAgain: { ar: 'حاول مرة أخرى', en: 'Try again' },
  unchecked: {
    ar: 'سنتحقق من هذه الأرقام حين يجيب السجل',
    en: 'We will check these numbers when the register answers',
  },
  uncheckedText: {
    ar: 'تابع طلبك. إذا تعذّر قبوله أخبرناك بالسبب.',
    en: 'Go on with your application. If it cannot be accepted, we will tell you why.',
  },
  answersAgain: { ar: 'السجل يجيب من جديد', en: 'The register answers again' },
  answersAgainNext: {
    ar: 'لم نقدّم الطلب بعد. انظر فيما يقوله السجل، ثم تابع.',
    en: 'Your application is not submitted yet. Look at what the register says, then go on.',
  },
  asOf: { ar: 'كما في السجل بتاريخ', en: 'As the register said on' },
  changed: { ar: 'تغيّر شيء منذ رأيت هذه الصفحة', en: 'Something changed since you saw this page' },
  changedNext: {
    ar: 'لم نقدّم الطلب بعد. انظر في المعلومات كما هي الآن، ثم تابع.',
    en: 'Your application is not submitted yet. Look at the information as it is now, then go on.',
  },
  limited: { ar: 'محاولات كثيرة بأرقام غير صحيحة', en: 'Too many tries with wrong numbers' },
  limitedNext: {
    ar: 'لحماية السجل أوقفنا البحث من هذا الاتصال لبعض الوقت. أرقامك محفوظة، حاول بعد قليل.',
    en: 'To protect the register we stopped searches from this connection for a while. Your numbers are kept; try later.',
  },
  unfinished: { ar: 'لديك طلب لم يكتمل', en: 'You have an unfinished application' },
  unfinishedText: {
    ar: 'تابع من حيث توقفت، أو ابدأ طلبًا جديدًا. الأرقام أدناه من الطلب الذي لم يكتمل.',
    en: 'Go on where you stopped, or begin a new one. The numbers below are from the unfinished application.',
  },
  goOn: { ar: 'أكمل الطلب', en: 'Go on with it' },
  beginNew: { ar: 'ابدأ طلبًا جديدًا', en: 'Begin a new one' },
  noCookie: { ar: 'متصفحك لا يحفظ بيانات هذا الموقع', en: 'Your browser keeps nothing for this site' },
  noCookieText: {
    ar: 'اسمح بملفات الارتباط (الكوكيز) لهذا الموقع ثم أعد المحاولة؛ بدونها لا نستطيع حفظ ما تكتبه.',
    en: 'Allow cookies for this site, then try again; without them we cannot keep what you enter.',
  },
  later: { ar: 'أكمل لاحقًا', en: 'Finish later' },
  laterTitle: { ar: 'أكمل طلبك لاحقًا', en: 'Finish your application later' },
  laterText: {
    ar: 'ما كتبته محفوظ. احفظ هذا الرابط، وافتحه من أي هاتف أو حاسوب لتتابع من حيث توقفت.',
    en: 'What you entered is kept. Save this link, and open it on any phone or computer to go on where you stopped.',
  },
  laterDays: {
    ar: 'الرابط صالح {days} من آخر استخدام، ثم يُحذف ما كتبته.',
    en: 'The link is good for {days} after its last use; then what you entered is deleted.',
  },
  laterWarning: {
    ar: 'من يملك الرابط يفتح الطلب. لا تعطه إلا لمن يقدّم الطلب عنك.',
    en: 'Whoever has the link opens the application. Give it only to someone who applies for you.',
  },
  resumeTitle: { ar: 'متابعة طلب محفوظ', en: 'Go on with a kept application' },
  resumeText: {
    ar: 'اضغط متابعة لتفتح الطلب في هذا المتصفح.',
    en: 'Press continue to open the application in this browser.',
  },
  resumeGone: { ar: 'لم نجد الطلب المحفوظ', en: 'We did not find the kept application' },
  resumeGoneText: {
    ar: 'ربما قُدّم الطلب، أو حُذف لانتهاء مدته، أو نُسخ الرابط ناقصًا.',
    en: 'It may have been submitted, or deleted when its time was over, or the link was copied in part.',
  },
  forget: { ar: 'احذف ما كتبته من هذا الجهاز', en: 'Delete what I entered from this device' },
  forgotten: { ar: 'حُذف ما كتبته', en: 'What you entered is deleted' },
  go: { ar: 'متابعة', en: 'Continue' },
  // The code
  codeSent: { ar: 'أرسلنا رسالة قصيرة إلى {phone}', en: 'We sent an SMS to {phone}' },
  codeSentText: {
    ar: 'فيها كود من ستة أرقام، قبله الحرفان {prefix}. الكود صالح {minutes} دقائق.',
    en: 'It holds a code of six digits after the letters {prefix}. The code is good for {minutes} minutes.',
  },
  codeNone: {
    ar: 'لم نرسل كودًا بعد، أو انتهى وقت الكود السابق',
    en: 'No code was sent yet, or its time is over',
  },
  codeNoneText: {
    ar: 'اضغط «أرسل الكود» ليصلك إلى {phone}.',
    en: 'Press “Send the code” to get it on {phone}.',
  },
  codeSend: { ar: 'أرسل الكود', en: 'Send the code' },
  codeLabel: { ar: 'كود التحقق', en: 'Verification code' },
  codeSmsHint: { ar: 'الأرقام الستة في الرسالة', en: 'The six digits of the message' },
  codeScreenHint: {
    ar: 'الأرقام الستة في الصورة أو الصوت',
    en: 'The six digits in the picture or the sound',
  },
  codeResend: { ar: 'لم يصل الكود؟ أرسله مرة أخرى', en: 'No code? Send it again' },
  codeOtherPhone: { ar: 'غيّر رقم الهاتف', en: 'Change the phone number' },
  codeScreenTitle: { ar: 'اكتب الأرقام التي تراها', en: 'Write the digits you see' },
  codeScreenWhy: {
    ar: 'بهذا نعرف أن من يقدّم الطلب إنسان لا برنامج.',
    en: 'It tells us that a person applies, not a program.',
  },
  codePicture: {
    ar: 'صورة فيها ستة أرقام للتحقق. إذا لم ترها فاستمع إلى التسجيل تحتها، أو اطلب الكود برسالة قصيرة.',
    en: 'A picture of six digits, for verification. If you cannot see it, listen to the recording below, or ask for an SMS.',
  },
  codeListen: { ar: 'استمع إلى الأرقام', en: 'Listen to the digits' },
  codeAnother: { ar: 'صورة أخرى', en: 'Another picture' },
  codeBySms: {
    ar: 'لا أستطيع رؤية الكود ولا سماعه: أرسله برسالة قصيرة',
    en: 'I can neither see nor hear it: send an SMS',
  },
  codeByScreen: { ar: 'استخدم الكود المصوّر', en: 'Use the code in the picture' },
  workWorking: { ar: 'نتحقق من المتصفح…', en: 'Checking the browser…' },
  workDone: { ar: 'تم التحقق من المتصفح', en: 'The browser is checked' },
  // Check and receipt
  change: { ar: 'تغيير', en: 'Change' },
  details: { ar: 'بيانات الطلب', en: 'What you submitted' },
  answersPart: { ar: 'إجاباتك', en: 'Your answers' },
  declarationTitle: { ar: 'إقرار', en: 'Declaration' },
  reference: { ar: 'رقم الطلب المرجعي', en: 'Reference number' },
  keepReference: {
    ar: 'احفظ هذا الرقم. أرسلناه إليك أيضًا برسالة قصيرة.',
    en: 'Keep this number. We have sent it to you by SMS as well.',
  },
  receivedTitle: {
    ar: 'سنتحقق من طلبك حين يجيب السجل',
    en: 'We will check your application when the register answers',
  },
  received: { ar: 'استلمنا طلبك يوم', en: 'We received it on' },
  receivedText: {
    ar: 'وهذا هو الوقت المعتمد: لن تتأخر بسبب انقطاع السجل. وإذا تعذّر قبول طلبك أخبرناك بالسبب برسالة قصيرة.',
    en: 'This is the time that counts: you are not late because the register was down. If your application cannot be accepted, we will tell you why by SMS.',
  },
  ended: { ar: 'لم يُقبل طلبك', en: 'Your application was not accepted' },
  endedText: { ar: 'تجد السبب في صفحة تتبّع الطلب.', en: 'The page of its status says why.' },
  toComplete: { ar: 'طلبك بحاجة لاستكمال', en: 'Your application needs completing' },
  toCompleteText: {
    ar: 'تجد المطلوب منك في صفحة الحالة، وهناك تكمله.',
    en: 'The status page says what is asked of you, and there you complete it.',
  },
  decided: { ar: 'صدر القرار في طلبك', en: 'Your application has been decided' },
  decidedText: { ar: 'تجد القرار في صفحة تتبّع الطلب.', en: 'The page of its status tells the decision.' },
  nextTitle: { ar: 'ماذا بعد؟', en: 'What happens next' },
  promised: { ar: 'القرار في موعد أقصاه', en: 'Decision by' },
  submittedAt: { ar: 'قُدّم الطلب', en: 'Submitted' },
  track: { ar: 'تتبّع الطلب', en: 'Follow the application' },
  print: { ar: 'اطبع الإيصال', en: 'Print the receipt' },
  another: { ar: 'قدّم طلبًا آخر', en: 'Submit another application' },
  leaveDevice: { ar: 'هذا ليس جهازي: أنهِ الجلسة', en: 'This is not my device: end here' },
} as const satisfies Record<string, Text>;

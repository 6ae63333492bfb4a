import type { Text } from '../ui/words.ts';

/** The words of the status pages. */
export const words = {
  title: { ar: 'تتبّع طلب', en: 'Follow an application' },
  intro: {
    ar: 'تجد الرقم المرجعي في الإيصال وفي الرسالة القصيرة التي وصلتك.',
    en: 'The reference is on the receipt and in the SMS that we sent you.',
  },
  reference: { ar: 'رقم الطلب المرجعي', en: 'Reference number' },
  referenceHint: {
    ar: 'تسع خانات من حروف وأرقام، مثل {example}',
    en: 'Nine letters and digits, like {example}',
  },
  referenceRequired: {
    ar: 'أدخل الرقم المرجعي كما هو في الإيصال: تسع خانات من حروف وأرقام',
    en: 'Enter the reference as it is on the receipt: nine letters and digits',
  },
  phoneEnding: { ar: 'آخر أربعة أرقام من هاتفك', en: 'Last four digits of your phone' },
  phoneEndingHint: { ar: 'من الهاتف الذي قدّمت به الطلب', en: 'Of the phone you applied with' },
  phoneEndingRequired: {
    ar: 'أدخل آخر أربعة أرقام من الهاتف، أرقامًا فقط',
    en: 'Enter the last four digits, digits only',
  },
  errorTitle: { ar: 'صحّح ما يلي لتتابع', en: 'Correct this to go on' },
  wrong: {
    ar: 'لا طلب بهذا الرقم المرجعي وهذا الهاتف. قارنهما بالإيصال وأعد المحاولة',
    en: 'There is no application with this reference and phone. Compare them with the receipt and try again',
  },
  limited: {
    ar: 'محاولات كثيرة. لحماية الطلبات توقفنا قليلًا، فحاول بعد ساعة',
    en: 'Too many tries. To protect applications we pause for a while; try again in an hour',
  },
  show: { ar: 'اعرض حالة الطلب', en: 'Show where it stands' },
  strangeForm: {
    ar: 'لم نفهم ما أُرسل. املأ الخانتين وأعد الإرسال',
    en: 'We could not read what was sent. Fill both boxes and send again',
  },
  yours: { ar: 'قدّمت طلبًا من هذا المتصفح', en: 'You applied in this browser' },
  openYours: { ar: 'اعرض حالته', en: 'See where it stands' },
  yourApplication: { ar: 'طلبك', en: 'Your application' },
  underReview: { ar: 'قيد الدراسة', en: 'Under review' },
  waiting: { ar: 'بانتظار السجل', en: 'Waiting for the register' },
  notAccepted: { ar: 'لم يُقبل', en: 'Not accepted' },
  approved: { ar: 'موافق عليه', en: 'Approved' },
  refused: { ar: 'مرفوض', en: 'Refused' },
  toComplete: { ar: 'بحاجة لاستكمال', en: 'To be completed' },
  returned: { ar: 'أعدنا الطلب إليك للاستكمال', en: 'Returned to you for completion' },
  completed: { ar: 'أكملت الطلب', en: 'You completed it' },
  resumed: { ar: 'تابعنا دراسة الطلب دون استكمال', en: 'We went on without what was to be completed' },
  lapsed: { ar: 'انتهى الطلب دون استكمال', en: 'Ended: it was not completed' },
  reopened: {
    ar: 'قبلنا اعتراضك وأعدنا الطلب إلى الدراسة',
    en: 'We upheld your objection, and review it anew',
  },
  lapsedShort: { ar: 'انتهى دون استكمال', en: 'Ended' },
  lapsedText: {
    ar: 'كان استكماله ممكنًا حتى نهاية يوم {day}. يمكنك تقديم طلب جديد للتصريح نفسه.',
    en: 'It could be completed until the end of {day}. You can apply anew for the same permit.',
  },
  completing: { ar: 'بانتظار ما تكمله', en: 'Waiting for you to complete it' },
  approvedTitle: { ar: 'وافقنا على طلبك', en: 'We approved your application' },
  refusedTitle: { ar: 'لم نوافق على طلبك', en: 'We refused your application' },
  download: { ar: 'نزّل التصريح المجدد (PDF)', en: 'Download the renewed permit (PDF)' },
  documentCode: { ar: 'كود الوثيقة', en: 'Document code' },
  documentHint: {
    ar: 'أبقِ نسخة مطبوعة في الموقع. يتحقق منها أي شخص بالكود أو بالرمز المربع عليها.',
    en: 'Keep a printed copy at the site. Anybody can check it with the code, or with the square on it.',
  },
  documentWaiting: {
    ar: 'نُعد وثيقة التصريح المجدد، وتجدها هنا خلال دقائق.',
    en: 'We are making the document of the renewed permit; you find it here within minutes.',
  },
  why: { ar: 'السبب', en: 'Reason' },
  checking: { ar: 'التحقق في السجل', en: 'Checking in the register' },
  checkingText: {
    ar: 'لم يكن السجل يجيب حين قدّمت طلبك. نتحقق حين يجيب، ويُحسب طلبك من وقت تقديمه.',
    en: 'The register did not answer when you applied. We check as soon as it does, and the time you applied is the one that counts.',
  },
  checked: { ar: 'تحققنا من السجل', en: 'Checked in the register' },
  ended: { ar: 'انتهى الطلب دون قبوله', en: 'Ended without being accepted' },
  applyAnew: { ar: 'قدّم طلبًا جديدًا', en: 'Apply anew' },
  submitted: { ar: 'قُدّم الطلب', en: 'Submitted' },
  reviewing: { ar: 'قيد الدراسة', en: 'Under review' },
  expected: { ar: 'القرار', en: 'Decision' },
  by: { ar: 'في موعد أقصاه', en: 'by' },
  late: {
    ar: 'تأخرنا عن الموعد الذي وعدناك به، ونعتذر. طلبك باقٍ في دوره.',
    en: 'We are later than we promised, and we are sorry. Your application keeps its place.',
  },
  next: { ar: 'طلبك هو التالي في الدور.', en: 'Yours is the next in the queue.' },
  before: { ar: 'أمامك في الدور {count}.', en: 'Before yours in the queue: {count}.' },
  manyBefore: {
    ar: 'أمامك في الدور أكثر من ألف طلب.',
    en: 'More than a thousand applications are before yours.',
  },
  details: { ar: 'بيانات الطلب', en: 'What you submitted' },
  another: { ar: 'تتبّع طلبًا آخر', en: 'Follow another application' },
  nothingOpen: { ar: 'أدخل الرقم المرجعي أولًا', en: 'Enter the reference first' },

  linkText: {
    ar: 'من هنا ترى القرار وتنزّل الوثيقة. لا ترسل هذا الرابط لغيرك.',
    en: 'See the decision here, and download the document. Do not pass this link on.',
  },
  linkOpen: { ar: 'افتح الطلب', en: 'Open the application' },
  linkOver: { ar: 'هذا الرابط لا يفتح طلبًا', en: 'This link opens no application' },
  linkOverText: {
    ar: 'يعمل الرابط تسعين يومًا من إرسال الرسالة. الطلب باقٍ: تتبّعه برقمه المرجعي.',
    en: 'A link works for ninety days from its message. The application is still there: follow it by its reference.',
  },
} as const satisfies Record<string, Text>;

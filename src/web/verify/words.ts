import type { Text } from '../ui/words.ts';

/** The words of the page that checks documents. */
export const words = {
  title: { ar: 'التحقق من صحة الوثيقة الإلكترونية', en: 'Check an electronic document' },
  intro: {
    ar: 'امسح الرمز المربع المطبوع على الوثيقة، أو اكتب الكود المطبوع بجانبه. ثم قارن ما يظهر هنا بما على الورق.',
    en: 'Scan the square printed on the document, or type the code beside it. Then compare what appears here with the paper.',
  },
  code: { ar: 'كود الوثيقة', en: 'Document code' },
  codeHint: {
    ar: 'ثماني خانات من حروف وأرقام، مثل {example}',
    en: 'Eight letters and digits, like {example}',
  },
  codeRequired: {
    ar: 'أدخل كود الوثيقة كما هو مطبوع: ثماني خانات من حروف وأرقام',
    en: 'Enter the code as it is printed: eight letters and digits',
  },
  check: { ar: 'تحقق', en: 'Check' },
  errorTitle: { ar: 'صحّح ما يلي لتتابع', en: 'Correct this to go on' },
  limited: {
    ar: 'محاولات كثيرة لا توافق وثيقة. توقفنا قليلًا، فحاول بعد ساعة',
    en: 'Too many codes that are no document’s. We pause for a while; try again in an hour',
  },
  strangeForm: {
    ar: 'لم نفهم ما أُرسل. أدخل الكود وأعد الإرسال',
    en: 'We could not read what was sent. Enter the code and send again',
  },
  valid: { ar: 'وثيقة صحيحة وسارية', en: 'Genuine and valid' },
  validText: { ar: 'تسري حتى نهاية يوم {until}.', en: 'It is valid to the end of {until}.' },
  notYet: { ar: 'وثيقة صحيحة، لم تبدأ مدتها بعد', en: 'Genuine, its term has not begun yet' },
  notYetText: {
    ar: 'تسري من {from} حتى نهاية يوم {until}.',
    en: 'It is valid from {from} to the end of {until}.',
  },
  ended: { ar: 'وثيقة صحيحة، لكن مدتها انتهت', en: 'Genuine, but its term has ended' },
  forgottenText: {
    ar: 'صدرت عن الأمانة وثيقة بهذا الكود، مدتها من {from} حتى {until}. انقضت مدة حفظ بياناتها، فلا نعرض غير ذلك.',
    en: 'The municipality issued a document with this code, for {from} to {until}. The time to keep its details is over, so nothing else is shown.',
  },
  endedText: { ar: 'انتهت في {until}.', en: 'It ended on {until}.' },
  superseded: { ar: 'وثيقة صحيحة، وصدر بعدها تجديد أحدث', en: 'Genuine, and renewed since' },
  supersededText: {
    ar: 'حلت محلها المدة رقم {term}، من {from} حتى نهاية يوم {until}. اطلب وثيقة المدة الأحدث.',
    en: 'Term number {term} has taken its place, from {from} to the end of {until}. Ask for the document of that term.',
  },
  withdrawn: { ar: 'التصريح مسحوب', en: 'The permit is withdrawn' },
  withdrawnText: {
    ar: 'صدرت هذه الوثيقة عن الأمانة، وسُحب التصريح في {on}. لا يجوز العمل به.',
    en: 'The municipality issued this document, and withdrew the permit on {on}. No works may go on under it.',
  },
  unknown: {
    ar: 'لم تصدر عن الأمانة وثيقة بهذا الكود',
    en: 'The municipality issued no document with this code',
  },
  unknownText: {
    ar: 'قارن الكود بالوثيقة حرفًا حرفًا. إن كان مطابقًا فلا تعتمد الوثيقة، واتصل بالأمانة.',
    en: 'Compare the code with the document letter by letter. If it is the same, do not rely on the document; contact the municipality.',
  },
  registerDown: {
    ar: 'السجل لا يجيب الآن. إن سُحب التصريح قبل وقت قصير فلن يظهر ذلك هنا، فأعد التحقق بعد قليل.',
    en: 'The register does not answer now. If the permit was withdrawn a short while ago, it does not show here; check again later.',
  },
  conditions: { ar: 'شروط التصريح', en: 'Conditions of the permit' },
  compare: { ar: 'قارن بما على الورق', en: 'Compare with the paper' },
  permit: { ar: 'رقم التصريح وسنته', en: 'Permit number and year' },
  holder: { ar: 'اسم المقاول', en: 'Contractor' },
  holderNumber: { ar: 'رقم المقاول', en: 'Contractor number' },
  term: { ar: 'رقم المدة', en: 'Term number' },
  from: { ar: 'من تاريخ', en: 'Valid from' },
  until: { ar: 'حتى نهاية يوم', en: 'Valid to the end of' },
  another: { ar: 'تحقق من وثيقة أخرى', en: 'Check another document' },
  // The page as an app
  appName: { ar: 'فحص التصاريح', en: 'Permit check' },
  scan: { ar: 'امسح الرمز بالكاميرا', en: 'Scan with the camera' },
  picture: { ar: 'اختر صورة فيها الرمز', en: 'Choose a picture of it' },
  aim: {
    ar: 'وجّه الكاميرا إلى الرمز المربع حتى يملأ أكثر الصورة.',
    en: 'Aim at the square until it fills most of the picture.',
  },
  stopScan: { ar: 'أوقف الكاميرا', en: 'Stop the camera' },
  typeTitle: { ar: 'أو اكتب الكود', en: 'Or type the code' },
  offlineToo: {
    ar: 'تعمل هذه الصفحة دون شبكة أيضًا بعد فتحها مرة: أضفها إلى شاشة هاتفك الرئيسية.',
    en: 'Once opened, this page also works without a network: add it to your phone’s home screen.',
  },
  listReading: {
    ar: 'نقرأ قائمة المسحوب على هذا الجهاز…',
    en: 'Reading the list of withdrawn permits on this device…',
  },
  lineFresh: {
    ar: 'قائمة المسحوب على هذا الجهاز صدرت {age}.',
    en: 'The list of withdrawn permits on this device was issued {age}.',
  },
  listFresh: {
    ar: 'أجاب هذا الجهاز وحده. قائمة المسحوب عليه صدرت {age}، وما سُحب بعدها لا يظهر هنا.',
    en: 'This device answered by itself. Its list of withdrawn permits was issued {age}; what was withdrawn since does not show.',
  },
  listOld: {
    ar: 'قائمة المسحوب على هذا الجهاز قديمة',
    en: 'The list of withdrawn permits on this device is old',
  },
  listOldText: {
    ar: 'صدرت {age}. قد يكون التصريح سُحب بعدها ولا يظهر ذلك هنا. اتصل بالشبكة لتصل القائمة الأحدث.',
    en: 'It was issued {age}. The permit may have been withdrawn since, and it would not show. Connect to a network to get a newer one.',
  },
  listNone: {
    ar: 'ليس على هذا الجهاز قائمة بالمسحوب بعد',
    en: 'This device has no list of withdrawn permits yet',
  },
  listNoneText: {
    ar: 'لا يُعرف هنا هل سُحب التصريح. اتصل بالشبكة مرة لتصل القائمة.',
    en: 'Whether the permit was withdrawn is not known here. Connect to a network once to get the list.',
  },
  clockBehind: { ar: 'ساعة هذا الجهاز متأخرة', en: 'The clock of this device is behind' },
  clockBehindText: {
    ar: 'قد يظهر المنتهي ساريًا. اضبط التاريخ والساعة ثم أعد التحقق.',
    en: 'What has ended may look valid. Set date and time, then check again.',
  },
  // What the script says of a scanned code
  checking: { ar: 'نتحقق من توقيع الرمز…', en: 'Checking the signature of the code…' },
  altered: { ar: 'الرمز معدّل أو ناقص', en: 'The code was altered, or is not whole' },
  alteredText: {
    ar: 'لا يوافق الرمز توقيع الأمانة. أعد مسحه، فإن تكرر ذلك فلا تعتمد الوثيقة.',
    en: 'The code does not match the municipality’s signature. Scan it again; if this comes again, do not rely on the document.',
  },
  notOurs: { ar: 'الرمز غير موقّع من الأمانة', en: 'The code is not signed by the municipality' },
  notOursText: {
    ar: 'وقّعه طرف آخر. لا تعتمد الوثيقة، واتصل بالأمانة.',
    en: 'Somebody else signed it. Do not rely on the document; contact the municipality.',
  },
  unknownKey: {
    ar: 'الرمز غير موقّع بمفتاح يعرفه هذا الجهاز',
    en: 'The code is not signed with a key that this device knows',
  },
  unknownKeyText: {
    ar: 'لا تعتمد الوثيقة قبل أن تتصل بالشبكة وتعيد التحقق.',
    en: 'Do not rely on the document before you have connected to a network and checked again.',
  },
  noPermit: { ar: 'ليس هذا رمز تصريح', en: 'This is not the square of a permit' },
  noPermitText: {
    ar: 'امسح الرمز المربع المطبوع على التصريح المجدد. إن كان هو فلا تعتمد الوثيقة.',
    en: 'Scan the square on the renewed permit. If this is it, do not rely on the document.',
  },
  reading: { ar: 'نقرأ الصورة…', en: 'Reading the picture…' },
  noSquare: { ar: 'لا يُقرأ رمز في الصورة', en: 'No square can be read in the picture' },
  noSquareText: {
    ar: 'صوّر الرمز المربع عن قرب، مستويًا وفي ضوء كافٍ.',
    en: 'Take the square from nearby, flat and in enough light.',
  },
  noCamera: { ar: 'لا تُستخدم الكاميرا هنا', en: 'The camera cannot be used here' },
  noCameraText: {
    ar: 'اسمح للصفحة باستخدامها، أو اختر صورة، أو اكتب الكود.',
    en: 'Let the page use it, choose a picture, or type the code.',
  },
  offline: { ar: 'لا شبكة الآن', en: 'There is no network now' },
  offlineText: {
    ar: 'الكود المكتوب يُسأل عنه عبر الشبكة. امسح الرمز المربع: يُتحقق منه دونها.',
    en: 'A typed code is asked of the portal. Scan the square: that is checked without a network.',
  },
  cannot: { ar: 'لا يستطيع هذا المتصفح التحقق من الرمز', en: 'This browser cannot check the code' },
  cannotText: {
    ar: 'اكتب كود الوثيقة المطبوع بجانبه.',
    en: 'Type the document code that is printed beside it.',
  },
} as const satisfies Record<string, Text>;

import type { Text } from '../ui/words.ts';

/** The words of the page that checks documents. */
export const words = {
  title: { ar: 'التحقق من صحة الوثيقة الإلكترونية', en: 'Check an electronic document' },
  intro: {
    ar: 'اكتب كود الوثيقة المطبوع بجانب الرمز المربع، أو امسح الرمز بكاميرا هاتفك. ثم قارن ما يظهر هنا بما على الورق.',
    en: 'Type the code printed beside the square, or scan the square with your phone. Then compare what appears here with the paper.',
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
  compare: { ar: 'قارن بما على الورق', en: 'Compare with the paper' },
  permit: { ar: 'رقم التصريح وسنته', en: 'Permit number and year' },
  holder: { ar: 'اسم المقاول', en: 'Contractor' },
  holderNumber: { ar: 'رقم المقاول', en: 'Contractor number' },
  term: { ar: 'رقم المدة', en: 'Term number' },
  from: { ar: 'من تاريخ', en: 'Valid from' },
  until: { ar: 'حتى نهاية يوم', en: 'Valid to the end of' },
  another: { ar: 'تحقق من وثيقة أخرى', en: 'Check another document' },
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
  cannot: { ar: 'لا يستطيع هذا المتصفح التحقق من الرمز', en: 'This browser cannot check the code' },
  cannotText: {
    ar: 'اكتب كود الوثيقة المطبوع بجانبه.',
    en: 'Type the document code that is printed beside it.',
  },
} as const satisfies Record<string, Text>;

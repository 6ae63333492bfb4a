import type { Text } from '../ui/words.ts';

/** What a guide says in its own words; everything else it takes from the pages and services that it is about. */
export const words = {
  all: {
    ar: 'دليل استخدام الخدمات الإلكترونية والدفع الإلكتروني',
    en: 'Guide to the e-services and e-payment',
  },
  allText: {
    ar: 'كيف تستخدم كل خدمة، خطوة خطوة وبالصور.',
    en: 'How to use each service, step by step, with pictures.',
  },
  allKeywords: {
    ar: 'دليل استخدام شرح كيف طريقة تعليمات مساعدة دفع صور',
    en: 'guide manual help how instructions pay payment pictures',
  },
  payTitle: { ar: 'الدفع الإلكتروني', en: 'E-payment' },
  title: { ar: 'دليل استخدام «{service}»', en: 'Guide: {service}' },
  titleShort: { ar: 'دليل الاستخدام', en: 'User guide' },
  contents: { ar: 'محتويات الدليل', en: 'Contents' },
  pdf: { ar: 'نزّل الدليل للطباعة (PDF)', en: 'Download the guide to print (PDF)' },
  toService: { ar: 'اذهب إلى الخدمة', en: 'Go to the service' },
  madeOn: { ar: 'أُعد في {day} من الخدمة نفسها.', en: 'Made on {day} from the service itself.' },
  page: { ar: 'صفحة', en: 'Page' },
  // Chapters
  aim: { ar: 'الهدف', en: 'What this guide is for' },
  aimText: {
    ar: 'يشرح هذا الدليل لمتلقي الخدمة كيف يدخل إلى خدمة «{service}»، وكيف يقدّم طلبه خطوة خطوة، وماذا يحدث بعد ذلك.',
    en: 'This guide shows how to reach the service “{service}”, how to apply step by step, and what happens then.',
  },
  picturesText: {
    ar: 'الصور من نسخة تجريبية من الخدمة نفسها، وكل ما فيها من أسماء وأرقام وتواريخ مصنوع. كل رقم في دائرة على الصورة يقابله سطر بالرقم نفسه.',
    en: 'The pictures are from a demonstration of the same service; all names, numbers and dates in them are made up. Each number in a circle has a line with the same number.',
  },
  entering: { ar: 'أولًا: الدخول إلى الخدمة', en: 'First: reaching the service' },
  address: {
    ar: 'افتح متصفح الإنترنت على هاتفك أو حاسوبك، واكتب العنوان {address}',
    en: 'Open a web browser on your phone or computer, and enter the address {address}',
  },
  chooseService: {
    ar: 'تظهر الصفحة الرئيسية وفيها الخدمات الإلكترونية. اختر «{service}».',
    en: 'The home page shows the e-services. Choose “{service}”.',
  },
  servicePage: {
    ar: 'تظهر صفحة الخدمة وفيها شروطها وما تحتاجه. اضغط «{button}».',
    en: 'The page of the service shows its terms and what you need. Press “{button}”.',
  },
  steps: { ar: 'ثانيًا: خطوات تقديم الطلب', en: 'Second: how to apply' },
  step: { ar: 'الخطوة {n}: {title}', en: 'Step {n}: {title}' },
  lookedUp: {
    ar: 'إذا كانت المعلومات صحيحة ظهر لك في الصفحة التالية:',
    en: 'If the numbers are right, the next page shows:',
  },
  choices: { ar: 'الخيارات:', en: 'The choices:' },
  leadsTo: { ar: 'تنتقل إلى «{title}».', en: 'Leads to “{title}”.' },
  changeAnswer: {
    ar: 'تعود به إلى السؤال لتصحح جوابك.',
    en: 'Takes you back to the question, to correct it.',
  },
  declares: { ar: 'بالضغط عليه تقرّ بما يلي:', en: 'By pressing it you declare:' },
  keptFor: {
    ar: 'يمكنك التوقف في أي خطوة: رابط «{link}» يحفظ ما كتبته {days}.',
    en: 'You may stop at any step: the link “{link}” keeps what you entered for {days}.',
  },
  after: { ar: 'ثالثًا: بعد تقديم الطلب', en: 'Third: after you have applied' },
  states: { ar: 'حالات الطلب ومعناها', en: 'Where it may stand, and what that means' },
  statusText: {
    ar: 'تظهر صفحة الحالة: ما جرى لطلبك، وما بقي، وآخر موعد للقرار.',
    en: 'The status page shows what happened to your application, what is still to come, and by when.',
  },
  approvedText: {
    ar: 'إذا وافقنا على طلبك وجدت الوثيقة في صفحة الحالة نفسها.',
    en: 'When your application is approved, the document is on the same status page.',
  },
  errors: { ar: 'رابعًا: إذا ظهرت لك رسالة', en: 'Fourth: when you are shown a message' },
  errorsText: {
    ar: 'كل رسالة تقول ما تفعله. ما كتبته يبقى محفوظًا، فصحّح الخانة وحدها.',
    en: 'Every message says what to do. What you entered is kept, so correct only what it names.',
  },
  refusals: { ar: 'لا يمكن تقديم الطلب', en: 'You cannot apply' },
  messagesOf: { ar: 'رسائل «{step}»', en: 'Messages of “{step}”' },
  aDate: { ar: '[التاريخ]', en: '[date]' },
  ask: { ar: 'خامسًا: لمن تتوجه بالسؤال؟', en: 'Fifth: whom to ask' },
  // Pictures
  picture: {
    ar: 'صورة صفحة «{title}». {marks}',
    en: 'Picture of the page “{title}”. {marks}',
  },
  pictureMark: { ar: 'رقم {n}: {name}.', en: 'Number {n}: {name}.' },
} as const satisfies Record<string, Text>;

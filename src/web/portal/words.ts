import type { Text } from '../ui/words.ts';

/** The words of the portal's own pages. */
export const words = {
  home: { ar: 'الرئيسية', en: 'Home' },
  heroTitle: { ar: 'أنجز معاملتك من مكانك', en: 'Do it from where you are' },
  heroText: {
    ar: 'جدّد تصريحك وتابع طلبك من هاتفك، دون حساب ودون زيارة.',
    en: 'Renew your permit and follow your application from your phone, without an account or a visit.',
  },
  searchLabel: { ar: 'ابحث عن خدمة', en: 'Search for a service' },
  searchButton: { ar: 'بحث', en: 'Search' },
  services: { ar: 'الخدمات الإلكترونية', en: 'E-services' },
  servicesText: {
    ar: 'كل ما يمكنك إنجازه هنا دون زيارة.',
    en: 'Everything you can do here without a visit.',
  },
  resultsFor: { ar: 'نتائج البحث عن', en: 'Results for' },
  noResults: { ar: 'لا خدمة بهذا الاسم', en: 'There is no such service' },
  noResultsText: {
    ar: 'جرّب كلمة أخرى، أو اختر من القائمة.',
    en: 'Try another word, or choose from the list.',
  },
  allServices: { ar: 'كل الخدمات', en: 'All services' },
  begin: { ar: 'ابدأ الآن', en: 'Start now' },
  open: { ar: 'افتح', en: 'Open' },
  trackTitle: { ar: 'تتبّع طلب', en: 'Follow an application' },
  trackText: {
    ar: 'أين وصل طلبك؟ بالرقم المرجعي وآخر أربعة أرقام من هاتفك.',
    en: 'Where does your application stand? With its reference and the last four digits of your phone.',
  },
  trackKeywords: {
    ar: 'متابعة تتبع حالة معاملة مرجعي استعلام',
    en: 'track status follow reference where',
  },
  verifyTitle: { ar: 'التحقق من صحة الوثيقة الإلكترونية', en: 'Check an electronic document' },
  verifyText: {
    ar: 'هل الوثيقة صادرة عن الأمانة، وحتى متى تسري؟ بالكود المطبوع عليها.',
    en: 'Did the municipality issue it, and until when is it valid? With the code printed on it.',
  },
  verifyKeywords: {
    ar: 'تحقق تأكد أصلية مزورة رمز مربع كود مفتش',
    en: 'verify genuine forged authentic qr code inspector',
  },
  contactTitle: { ar: 'اتصل بنا', en: 'Contact us' },
  contactText: {
    ar: 'نساعدك في الخدمات الإلكترونية.',
    en: 'We help you with the e-services.',
  },
  phone: { ar: 'الهاتف', en: 'Phone' },
  email: { ar: 'البريد الإلكتروني', en: 'E-mail' },
  address: { ar: 'العنوان', en: 'Address' },
  hours: { ar: 'أوقات الدوام', en: 'Opening hours' },
  // The page of a service
  what: { ar: 'ما هذه الخدمة؟', en: 'What is it?' },
  who: { ar: 'لمن؟', en: 'For whom?' },
  needs: { ar: 'ما تحتاجه بين يديك', en: 'What you need at hand' },
  howLong: { ar: 'كم تستغرق؟', en: 'How long does it take?' },
  howMuch: { ar: 'كم تكلّف؟', en: 'What does it cost?' },
  steps: { ar: 'خطوات التقديم', en: 'How to apply' },
  after: { ar: 'بعد التقديم', en: 'After you have applied' },
  demoTitle: { ar: 'للتجربة', en: 'To try it out' },
  demoText: {
    ar: 'هذه نسخة تجريبية وكل ما فيها مصطنع. جرّب هذه الأرقام، وأي رقم هاتف أردني محمول؛ الرسائل تصل إلى الهاتف التجريبي لا إلى هاتف حقيقي.',
    en: 'This is a demonstration; everything in it is made up. Try these numbers, and any Jordanian mobile number: messages arrive on the demo phone, never on a real one.',
  },
  demoPhone: { ar: 'افتح الهاتف التجريبي', en: 'Open the demo phone' },
} as const satisfies Record<string, Text>;

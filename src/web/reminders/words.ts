import type { Text } from '../ui/words.ts';

/** The words of reminders. */
export const words = {
  askTitle: { ar: 'هل نذكّرك قبل انتهاء التصريح؟', en: 'Shall we remind you before the permit ends?' },
  askText: {
    ar: 'نرسل رسالة قصيرة إلى الهاتف الذي قدّمت به، وفيها رابط يجدّد التصريح. توقفها متى شئت.',
    en: 'We send an SMS to the phone that you applied with; its link renews the permit. Stop it whenever you like.',
  },
  ask: { ar: 'ذكّرني قبل الانتهاء', en: 'Remind me before it ends' },
  agreed: { ar: 'سنذكّرك قبل انتهاء التصريح', en: 'We will remind you before the permit ends' },
  agreedText: {
    ar: 'تصل الرسالة إلى الهاتف الذي قدّمت به.',
    en: 'The SMS goes to the phone that you applied with.',
  },
  noMore: { ar: 'لا تذكّرني', en: 'Do not remind me' },

  title: { ar: 'تصاريح تنتهي قريبًا', en: 'Permits that end soon' },
  lead: {
    ar: 'وصلك هذا الرابط لأنك وافقت على التذكير. اختر التصريح الذي تريد تجديده، وبياناته جاهزة.',
    en: 'You received this link because you agreed to be reminded. Choose the permit to renew; its numbers are filled in.',
  },
  endsOn: { ar: 'ينتهي بنهاية يوم', en: 'Ends at the end of' },
  renew: { ar: 'جدّد هذا التصريح', en: 'Renew this permit' },
  used: {
    ar: 'بدأ طلب بهذا الرابط من قبل، ويُستعمل مرة واحدة. إن لم يكتمل الطلب فابدأ بأرقام التصريح.',
    en: 'An application was begun with this link before; it works once. If it was not finished, begin with the permit’s numbers.',
  },
  byNumbers: { ar: 'ابدأ بأرقام التصريح', en: 'Begin with the permit’s numbers' },
  over: { ar: 'لهذا التصريح مدة جديدة', en: 'This permit has a new term' },
  overText: {
    ar: 'جُدّد التصريح بعد هذا التذكير، فلا حاجة إلى تجديده الآن.',
    en: 'It was renewed after this reminder, so there is no need to renew it now.',
  },
  limited: { ar: 'محاولات كثيرة', en: 'Too many tries' },
  limitedText: {
    ar: 'أوقفنا البحث من هذا الاتصال لبعض الوقت. حاول بعد قليل.',
    en: 'We stopped searches from this connection for a while. Try later.',
  },
  unknown: { ar: 'لا نعرف هذا الرابط', en: 'We do not know this link' },
  unknownText: {
    ar: 'انسخه من الرسالة كاملًا. وإن انتهى التصريح من زمن فابدأ بأرقامه.',
    en: 'Copy all of it from the message. If the permit ended long ago, begin with its numbers.',
  },
  services: { ar: 'الخدمات الإلكترونية', en: 'E-services' },
  stopTitle: { ar: 'لا تريد التذكير؟', en: 'You want no reminders?' },
  stopText: {
    ar: 'نوقف كل رسائل التذكير إلى هذا الهاتف. تبقى رسائل طلباتك كما هي.',
    en: 'We stop all reminders to this phone. Messages about your applications stay as they are.',
  },
  stop: { ar: 'أوقف التذكير', en: 'Stop reminders' },
  stopped: { ar: 'أوقفنا التذكير', en: 'Reminders are stopped' },
  stoppedText: {
    ar: 'لن نرسل تذكيرًا إلى هذا الهاتف. لتعود إليه اطلبه من إيصال طلبك القادم.',
    en: 'We send no more reminders to this phone. To have them again, ask for them on your next receipt.',
  },
} satisfies Record<string, Text>;

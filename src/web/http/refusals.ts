import type { Text } from '../ui/words.ts';

/** What a request may be refused for before any room is entered, and what went wrong inside. */
export type RefusalCode =
  | 'not-found'
  | 'bad-form'
  | 'foreign-origin'
  | 'not-allowed'
  | 'wrong-content-type'
  | 'too-large'
  | 'too-many'
  | 'busy'
  | 'broken';

/** The one place that gives a code its status and its words. `next` says what to do. */
export const refusals: Record<RefusalCode, { status: number; title: Text; next: Text }> = {
  'not-found': {
    status: 404,
    title: { ar: 'الصفحة غير موجودة', en: 'There is no such page' },
    next: {
      ar: 'تأكد من العنوان، أو ابدأ من صفحة الخدمات الإلكترونية.',
      en: 'Check the address, or begin at the e-services page.',
    },
  },
  'bad-form': {
    status: 400,
    title: { ar: 'لم نفهم ما أُرسل', en: 'We could not read what was sent' },
    next: {
      ar: 'لم يُحفظ شيء. عُد إلى الصفحة السابقة وأعد الإرسال.',
      en: 'Nothing was kept. Go back and send it again.',
    },
  },
  'foreign-origin': {
    status: 403,
    title: { ar: 'لم يأتِ هذا الطلب من صفحاتنا', en: 'This did not come from our pages' },
    next: {
      ar: 'حمايةً لك لا نقبل نموذجًا أُرسل من موقع آخر. افتح الصفحة من هنا وأعد المحاولة.',
      en: 'To protect you, we take no form that another site sent. Open the page from here and try again.',
    },
  },
  'not-allowed': {
    status: 403,
    title: { ar: 'ليس هذا من صلاحيات دورك', en: 'Your role may not do this' },
    next: {
      ar: 'لم يتغير شيء. إن كنت تحتاج هذه الصلاحية فاطلبها من مدير النظام.',
      en: 'Nothing was changed. If you need it, ask an administrator.',
    },
  },
  'wrong-content-type': {
    status: 415,
    title: { ar: 'صيغة الإرسال غير مقبولة', en: 'This way of sending is not accepted' },
    next: { ar: 'استخدم النموذج في الصفحة.', en: 'Use the form on the page.' },
  },
  'too-large': {
    status: 413,
    title: { ar: 'ما أُرسل كبير جدًا', en: 'What was sent is too large' },
    next: {
      ar: 'لم يُحفظ شيء. عُد واكتب نصًا أقصر.',
      en: 'Nothing was kept. Go back and write less.',
    },
  },
  'too-many': {
    status: 429,
    title: { ar: 'محاولات كثيرة', en: 'Too many tries' },
    next: { ar: 'انتظر قليلًا ثم حاول مرة أخرى.', en: 'Wait a while, then try again.' },
  },
  busy: {
    status: 503,
    title: { ar: 'الخدمة مشغولة الآن', en: 'The service is busy' },
    next: {
      ar: 'ما كتبته محفوظ. انتظر دقيقة ثم أعد تحميل الصفحة.',
      en: 'What you entered before is kept. Wait a minute, then load the page again.',
    },
  },
  broken: {
    status: 500,
    title: { ar: 'حدث خطأ عندنا', en: 'Something went wrong on our side' },
    next: {
      ar: 'ما كتبته من قبل محفوظ. أعد المحاولة، وإذا تكرر الخطأ فاتصل بنا.',
      en: 'What you entered before is kept. Try again; if it happens again, contact us.',
    },
  },
};

/** A request that is refused: thrown anywhere in `web/`, turned into its page in one place. */
export class Refused extends Error {
  override name = 'Refused';
  readonly code: RefusalCode;
  readonly retryAfter: number | null;
  constructor(code: RefusalCode, options: { retryAfter?: number } = {}) {
    super(code);
    this.code = code;
    this.retryAfter = options.retryAfter ?? null;
  }
}

import type { Kept } from '../../../engine/privacy/person.ts';
import type { Text } from '../../ui/words.ts';

/** The words of the page of personal data. */
export const words = {
  privacy: { ar: 'البيانات الشخصية', en: 'Personal data' },
  lead: {
    ar: 'نسخة من بيانات شخص، أو محوها، بطلبه. تأكد من شخصيته أولًا. البحث والنسخ والمحو تُسجَّل في سجل التدقيق.',
    en: 'A copy of somebody’s data, or their erasure, at their request. Make sure who they are first. Searching, copying and erasing are recorded in the audit.',
  },
  contractor: { ar: 'رقم المقاول', en: 'Contractor number' },
  phone: { ar: 'أو رقم الهاتف', en: 'Or phone number' },
  phoneHint: {
    ar: 'الهاتف الذي قُدّم به الطلب. املأ خانة واحدة.',
    en: 'The phone that was given. Fill one box only.',
  },
  find: { ar: 'ابحث', en: 'Find' },
  oneOfTwo: {
    ar: 'أدخل رقم المقاول أو رقم الهاتف، أحدهما فقط',
    en: 'Enter the contractor number or the phone, one of the two',
  },
  found: { ar: 'ما نحفظه', en: 'What is kept' },
  nothing: { ar: 'لا بيانات بهذا الرقم.', en: 'Nothing is kept under this number.' },
  reference: { ar: 'الطلب', en: 'Application' },
  submitted: { ar: 'قُدّم', en: 'Submitted' },
  state: { ar: 'الحالة', en: 'State' },
  fate: { ar: 'عند المحو', en: 'If erased' },
  erasable: { ar: 'يُمحى', en: 'erased' },
  document: {
    ar: 'وتبقى وثيقته {code} قابلة للتحقق حتى {day}',
    en: 'its document {code} can be checked until {day}',
  },
  drafts: {
    ar: 'طلبات لم تكتمل بهذا الهاتف: {count}، وتُحذف.',
    en: 'Unfinished applications with this phone: {count}; they are deleted.',
  },
  audit: {
    ar: 'يبقى سجل التدقيق، ولا أسماء فيه، وتبقى الأرقام دون أسماء.',
    en: 'The audit stays, which names nobody, and figures stay without a name.',
  },
  copyTitle: { ar: 'نسخة من البيانات', en: 'A copy' },
  copy: { ar: 'نزّل نسخة (JSON)', en: 'Download a copy (JSON)' },
  eraseTitle: { ar: 'المحو', en: 'Erasure' },
  reason: { ar: 'السبب', en: 'Reason' },
  reasonHint: {
    ar: 'يبقى في سجل التدقيق، فلا تكتب فيه اسمًا أو رقمًا',
    en: 'It stays in the audit: write no name or number into it',
  },
  confirm: {
    ar: 'قرأت ما يُمحى وما يبقى، وأعرف أن المحو لا رجوع عنه',
    en: 'I read what is erased and what stays, and know that it cannot be undone',
  },
  erase: { ar: 'امحُ البيانات', en: 'Erase the data' },
  reasonEmpty: { ar: 'اكتب السبب', en: 'Write the reason' },
  reasonTooLong: { ar: 'اكتب السبب في 500 حرف على الأكثر', en: 'Write it in 500 characters at most' },
  confirmNeeded: { ar: 'أكّد أنك قرأت ما يُمحى', en: 'Confirm that you read what is erased' },
  changed: {
    ar: 'تغيّر شيء منذ البحث، فلم نمحُ شيئًا. اقرأ ما يلي من جديد',
    en: 'Something changed since you looked; nothing was erased. Read it again',
  },
  doneTitle: { ar: 'مُحيت البيانات', en: 'The data are erased' },
  doneText: {
    ar: 'طلبات مُحيت: {erased}. طلبات بقيت: {kept}.',
    en: 'Applications erased: {erased}. Kept: {kept}.',
  },
} as const satisfies Record<string, Text>;

/** Why something must be kept. */
export const keptWords: Readonly<Record<Kept['why'], Text>> = {
  open: { ar: 'يبقى: ما زال مفتوحًا', en: 'kept: it is open' },
  objection: { ar: 'يبقى: عليه اعتراض لم يُرد عليه', en: 'kept: an objection waits for an answer' },
  'not-told': { ar: 'يبقى: صدر قراره قبل قليل', en: 'kept: it was decided a moment ago' },
  term: { ar: 'يبقى: مدة التصريح سارية حتى {day}', en: 'kept: the permit’s term runs until {day}' },
};

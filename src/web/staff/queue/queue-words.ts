import type { QueuePart } from '../../../engine/queue-views/view.ts';
import type { Text } from '../../ui/words.ts';

/** The words of the queue. */
export const words = {
  queue: { ar: 'قائمة الطلبات', en: 'Queue' },
  next: { ar: 'خذ الطلب التالي', en: 'Take the next one' },
  nothingNext: {
    ar: 'لا طلب ينتظر: كل ما في القائمة مع زملائك أو مؤجل',
    en: 'Nothing waits: what is in the queue is with colleagues, or set aside',
  },
  search: { ar: 'ابحث في الطلبات', en: 'Search applications' },
  searchHint: {
    ar: 'رقم مرجعي، أو رقم تصريح، أو اسم مقاول، أو آخر أربعة أرقام من الهاتف',
    en: 'A reference, a permit number, a contractor’s name, or the last four digits of a phone',
  },
  find: { ar: 'ابحث', en: 'Search' },
  found: { ar: 'نتيجة البحث عن «{words}»', en: 'Found for “{words}”' },
  all: { ar: 'الكل', en: 'All' },
  overdue: { ar: 'تجاوز الموعد', en: 'Overdue' },
  mine: { ar: 'معي', en: 'Mine' },
  waiting: { ar: 'بانتظار السجل', en: 'Waiting for the register' },
  setAside: { ar: 'مؤجل', en: 'Set aside' },
  toConfirm: { ar: 'بانتظار الاعتماد', en: 'To be confirmed' },
  approved: { ar: 'الموافق عليها', en: 'Approved' },
  refused: { ar: 'المرفوضة', en: 'Refused' },
  decidedLately: {
    ar: 'ما صدر فيه قرار خلال آخر 30 يومًا، الأحدث أولًا. ما قبله تجده بالبحث.',
    en: 'Decided in the last 30 days, the newest first. A search finds what was before.',
  },
  reason: { ar: 'السبب', en: 'Reason' },
  anyReason: { ar: 'كل الأسباب', en: 'All reasons' },
  show: { ar: 'اعرض', en: 'Show' },
  filters: { ar: 'ما يُعرض', en: 'What is shown' },
  why: { ar: 'الموعد', en: 'When' },
  decision: { ar: 'القرار', en: 'Decision' },
  when: { ar: 'التاريخ', en: 'Date' },
  by: { ar: 'صاحب القرار', en: 'Decided by' },
  reference: { ar: 'الرقم المرجعي', en: 'Reference' },
  who: { ar: 'المقاول', en: 'Contractor' },
  permit: { ar: 'التصريح', en: 'Permit' },
  submitted: { ar: 'قُدّم', en: 'Submitted' },
  hand: { ar: 'مع', en: 'With' },
  withMe: { ar: 'معك', en: 'You' },
  nobody: { ar: '–', en: '–' },
  lateBy: { ar: 'متأخر {days}', en: '{days} late' },
  lateToday: { ar: 'انقضى الموعد', en: 'The day is over' },
  dueToday: { ar: 'اليوم', en: 'Today' },
  dueIn: { ar: 'بعد {days}', en: 'In {days}' },
  asideUntil: { ar: 'مؤجل حتى {day}', en: 'Set aside until {day}' },
  broughtForward: { ar: 'عاد من التأجيل', en: 'Back from being set aside' },
  more: { ar: 'التالي في القائمة', en: 'More of the queue' },
  first: { ar: 'من أول القائمة', en: 'From the start' },
  empty: { ar: 'لا طلبات هنا.', en: 'There are no applications here.' },
  emptySearch: {
    ar: 'اكتب رقمًا أو اسمًا من حرفين أو أكثر.',
    en: 'Write a number, or a name of two letters or more.',
  },
  byName: { ar: '{state}، {name}', en: '{state}, {name}' },
} as const satisfies Record<string, Text>;

/** What each part of the queue is called, in the order of the tabs. */
export const partWords: Readonly<Record<QueuePart, Text>> = {
  all: words.all,
  overdue: words.overdue,
  mine: words.mine,
  waiting: words.waiting,
  toConfirm: words.toConfirm,
  setAside: words.setAside,
  approved: words.approved,
  refused: words.refused,
};

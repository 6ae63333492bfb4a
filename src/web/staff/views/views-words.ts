import type { Text } from '../../ui/words.ts';

/** The words of the views of the queue that somebody keeps. */
export const words = {
  views: { ar: 'عروضك', en: 'Your views' },
  lead: {
    ar: 'لك وحدك. تظهر بعد عروض القائمة، ولا تُحفظ فيها كلمات بحث.',
    en: 'For you alone. They stand after the parts of the queue; words of a search are not kept.',
  },
  none: {
    ar: 'لا عروض محفوظة. افتح القائمة، واختر ما يُعرض، ثم احفظه باسم.',
    en: 'There are none. Open the queue, choose what it shows, then save it under a name.',
  },
  toQueue: { ar: 'قائمة الطلبات', en: 'Queue' },
  save: { ar: 'احفظ هذا العرض', en: 'Save this view' },
  saveButton: { ar: 'احفظ', en: 'Save' },
  name: { ar: 'اسم العرض', en: 'Name of the view' },
  nameHint: { ar: '40 حرفًا على الأكثر', en: '40 characters at most' },
  shows: { ar: 'يعرض', en: 'Shows' },
  opensFirst: { ar: 'تُفتح القائمة به', en: 'The queue opens with it' },
  rename: { ar: 'غيّر الاسم', en: 'Rename' },
  delete: { ar: 'احذفه', en: 'Delete' },
  first: { ar: 'افتح القائمة به', en: 'Open the queue with it' },
  notFirst: { ar: 'لا تفتح القائمة به', en: 'Do not open the queue with it' },
  manage: { ar: 'رتّب عروضك', en: 'Manage your views' },
  nameEmpty: { ar: 'اكتب اسمًا للعرض', en: 'Write a name for the view' },
  nameTooLong: { ar: 'اكتب اسمًا في 40 حرفًا على الأكثر', en: 'Write a name of 40 characters at most' },
  nameTaken: { ar: 'لك عرض آخر بهذا الاسم', en: 'Another view of yours has this name' },
  tooMany: {
    ar: 'لديك 20 عرضًا، وهذا أقصى ما يُحفظ. احذف واحدًا أولًا',
    en: 'You keep 20 views, and no more are kept. Delete one first',
  },
} as const satisfies Record<string, Text>;

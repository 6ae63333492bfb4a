import type { Difference } from '../../../engine/rehearsal/judge.ts';
import type { SettingGroup } from '../../../engine/define/settings.ts';
import type { Text } from '../../ui/words.ts';

/** The words of the room of the settings. */
export const words = {
  settings: { ar: 'الإعدادات', en: 'Settings' },
  lead: {
    ar: 'ما تقرره الأمانة، لكل قيمة يوم تبدأ فيه. اليوم {day}.',
    en: 'What the municipality decides; each value begins on a day. Today is {day}.',
  },
  all: { ar: 'كل الإعدادات', en: 'All settings' },
  setting: { ar: 'الإعداد', en: 'Setting' },
  today: { ar: 'قيمته اليوم', en: 'Today' },
  since: { ar: 'منذ', en: 'Since' },
  coming: { ar: 'القادم', en: 'Coming' },
  comingOn: { ar: 'من {day}: {value}', en: 'From {day}: {value}' },
  ofDefinition: { ar: 'نص الخدمة نفسها', en: 'The service’s own words' },
  notSet: { ar: 'لم يُحدَّد', en: 'Not set' },
  by: { ar: 'حدّده {name}', en: 'by {name}' },
  more: { ar: '… والعدد كله {count}', en: '… {count} in all' },
  none: { ar: 'لا شيء', en: 'None' },
  nothing: { ar: '–', en: '–' },
  free: { ar: 'لا رسم', en: 'Free of charge' },
  ownEmblem: { ar: 'شعار البوابة البسيط', en: 'The portal’s own simple drawing' },
  emblemShown: { ar: 'الشعار مرسومًا', en: 'The emblem as drawn' },
  yes: { ar: 'نعم', en: 'Yes' },
  no: { ar: 'لا', en: 'No' },

  value: { ar: 'القيمة', en: 'Value' },
  change: { ar: 'غيّر هذا الإعداد', en: 'Change this setting' },
  periods: { ar: 'الفترات', en: 'Periods' },
  periodsLead: {
    ar: 'لا تُغيَّر فترة مضت: ما قُرّر فيها قُرّر بقيمتها.',
    en: 'A period that is over is not changed: what was decided in it was decided by its value.',
  },
  from: { ar: 'من', en: 'From' },
  until: { ar: 'إلى', en: 'To' },
  open: { ar: 'مستمرة', en: 'Open' },
  who: { ar: 'من حدّدها', en: 'Set by' },
  reason: { ar: 'السبب', en: 'Reason' },
  past: { ar: 'مضت', en: 'Over' },
  now: { ar: 'سارية', en: 'In force' },
  future: { ar: 'قادمة', en: 'Coming' },
  noPeriods: { ar: 'لم تُحدَّد قيمة بعد.', en: 'No value has been set yet.' },
  changes: { ar: 'سجل التغييرات', en: 'Changes' },
  noChanges: { ar: 'لم يتغير شيء بعد.', en: 'Nothing was changed yet.' },
  changeSet: { ar: 'من {day}: {after}', en: 'From {day}: {after}' },
  changeMoved: {
    ar: 'نُقلت بداية «{before}» من {day} إلى {to}',
    en: '“{before}” was moved from {day} to {to}',
  },
  changeRemoved: { ar: 'أُلغيت فترة {day}: {before}', en: 'The period of {day} was removed: {before}' },
  changeBefore: { ar: 'وكانت: {before}', en: 'before: {before}' },
  moveOrRemove: { ar: 'انقل هذه الفترة أو ألغها', en: 'Move or remove this period' },
  moveTo: { ar: 'تبدأ في', en: 'Begins on' },
  move: { ar: 'انقل', en: 'Move' },
  remove: { ar: 'ألغِ الفترة', en: 'Remove the period' },
  changed: { ar: 'حُفظ التغيير', en: 'The change is kept' },
  changedText: {
    ar: 'يعمل به النظام خلال ثانية من بداية يومه.',
    en: 'The portal goes by it within a second of the beginning of its day.',
  },

  changeTitle: { ar: 'تغيير: {name}', en: 'Change: {name}' },
  firstDay: { ar: 'يبدأ في', en: 'Begins on' },
  firstDayHint: {
    ar: 'اليوم أو بعده. تبقى القيمة حتى تبدأ التي بعدها.',
    en: 'Today or later. It holds until the next value begins.',
  },
  reasonHint: {
    ar: 'يُحفظ في سجل التدقيق. مثل: قرار المجلس رقم 12',
    en: 'Kept in the audit. For example: decision 12 of the council',
  },
  preview: { ar: 'عاين التغيير', en: 'Preview the change' },
  addRows: { ar: 'أضف صفوفًا', en: 'Add rows' },
  row: { ar: 'الصف {number}', en: 'Row {number}' },
  order: { ar: 'الترتيب', en: 'Order' },
  rowsHint: {
    ar: 'لحذف صف أفرغ خاناته. يُرتّب بالأرقام.',
    en: 'To delete a row, empty its fields. Rows are ordered by their numbers.',
  },
  inArabic: { ar: 'بالعربية', en: 'In Arabic' },
  inEnglish: { ar: 'بالإنجليزية', en: 'In English' },
  amountInDinars: { ar: '{name} (بالدينار)', en: '{name} (in dinars)' },
  moneyHint: { ar: 'بثلاث منازل، مثل 12.500', en: 'With three decimals, like 12.500' },
  unit: { ar: 'الوحدة', en: 'Unit' },
  placeholders: { ar: 'تُملأ عند الإرسال: {names}', en: 'Filled in when sent: {names}' },
  needed: { ar: 'لا بد منه', en: 'needed' },
  holidaysHint: {
    ar: 'عطلة في كل سطر: {example}',
    en: 'One holiday a line: {example}',
  },

  previewTitle: { ar: 'معاينة: {name}', en: 'Preview: {name}' },
  difference: { ar: 'الفرق', en: 'Difference' },
  before: { ar: 'قبل', en: 'Before' },
  after: { ar: 'بعد', en: 'After' },
  follows: { ar: 'ما يترتب عليه', en: 'What follows' },
  confirm: { ar: 'أكّد التغيير', en: 'Confirm the change' },
  edit: { ar: 'عدّل', en: 'Edit' },
  fromDay: { ar: 'يبدأ في {day}.', en: 'It begins on {day}.' },
  replaces: {
    ar: 'تحل محل القيمة التي تبدأ في اليوم نفسه. تبقى القديمة في سجل التغييرات.',
    en: 'It replaces the value that begins on the same day. The old one stays in the list of changes.',
  },
  untilNext: {
    ar: 'تبقى حتى {day}، ثم تبدأ القيمة المحددة بعدها.',
    en: 'It holds until {day}; then the value that is set after it begins.',
  },
  sinceToday: {
    ar: 'يبدأ اليوم: يُعامل به أيضًا ما قُدّم اليوم قبل الآن ولم يُقرَّر بعد، لأن القيمة تسري على اليوم كله.',
    en: 'It begins today: what was submitted earlier today and is not decided yet goes by it as well, since a value holds for a whole day.',
  },
  rulesFollow: {
    ar: 'تُعامل به الطلبات التي تُقدَّم من ذلك اليوم. ما قُدّم قبله يبقى على ما وُعد به.',
    en: 'Applications that are submitted from that day go by it. Those before keep what they were promised.',
  },
  calendarFollow: {
    ar: 'تُحسب به مواعيد القرار للطلبات التي تُقدَّم من ذلك اليوم. المواعيد السابقة لا تتغير.',
    en: 'Promised dates of applications that are submitted from that day are counted by it. Dates promised before do not change.',
  },
  textsFollow: {
    ar: 'يُكتب به ما يُرسل عن أحداث من ذلك اليوم.',
    en: 'What is sent about events from that day is written so.',
  },
  limitsFollow: { ar: 'يعمل به النظام من ذلك اليوم.', en: 'The portal goes by it from that day.' },
  portalFollow: { ar: 'يظهر في كل الصفحات من ذلك اليوم.', en: 'It is on every page from that day.' },
  look: { ar: 'رأس الصفحة وأسفلها', en: 'Header and footer' },
  lookIn: { ar: 'كما يظهر بالعربية', en: 'As it looks in Arabic' },
  lookInEnglish: { ar: 'كما يظهر بالإنجليزية', en: 'As it looks in English' },
  sms: { ar: 'كما تظهر على الهاتف', en: 'As a phone shows it' },
  smsOf: { ar: 'من الطلب {reference}', en: 'Of application {reference}' },
  smsExample: {
    ar: 'لم يمر طلب بهذا بعد: الأرقام مثال.',
    en: 'No application has met this yet: the numbers are an example.',
  },
  smsParts: {
    ar: 'الأجزاء: {parts}. الحروف: {units} من {most} ({encoding}).',
    en: 'Parts: {parts}. Characters: {units} of {most} ({encoding}).',
  },
  smsLong: {
    ar: 'أطول من جزء واحد، ويُدفع عن كل جزء.',
    en: 'Longer than one part, and each part is paid for.',
  },
  rehearsal: { ar: 'تجربة على طلبات سنة مضت', en: 'Tried out on the last year' },
  rehearsalLead: {
    ar: 'حُكم من جديد على {count} من الطلبات المقدّمة منذ {day}، كأن القيمة الجديدة كانت سارية يوم تقديمها، وقورنت بما كان ساريًا يومها.',
    en: '{count} of the applications submitted since {day} were judged again as if the new value had been in force on their day, and compared with what was in force then.',
  },
  rehearsalNone: { ar: 'لا يتغير شيء في أي منها.', en: 'Nothing changes for any of them.' },
  rehearsalUnknown: {
    ar: 'طلبات لا يُعرف عنها ما يكفي: {count}.',
    en: 'Applications of which too little is known: {count}.',
  },
  rehearsalCut: {
    ar: 'انتهى الوقت قبل نهاية السنة: حُكم على الأحدث فقط.',
    en: 'The time was over before the year was: only the newest were judged.',
  },
  rehearsalHonest: {
    ar: 'لا يُعرف من رُفض عند البحث ولم يقدّم طلبًا، ولا من لم يأتِ. ما تغير في السجل بعد التقديم لا يدخل في الحساب.',
    en: 'Who was refused at the look-up and submitted nothing is not known, nor who never came. What changed in the register after submitting is not counted.',
  },
  rehearsalListed: { ar: 'أحدثها، {count} على الأكثر', en: 'The newest, {count} at most' },
  reference: { ar: 'الرقم المرجعي', en: 'Reference' },
  permit: { ar: 'التصريح', en: 'Permit' },
  submitted: { ar: 'قُدّم', en: 'Submitted' },
  allowed: { ar: 'مقبول', en: 'Allowed' },
  endsOn: { ar: 'ينتهي في {day}', en: 'ends on {day}' },
  feeOf: { ar: 'الرسم {fee}', en: 'fee {fee}' },
  promised: { ar: 'القرار حتى {day}', en: 'decision by {day}' },
  choiceGone: { ar: 'اختياره لم يعد في القائمة', en: 'its choice is no longer in the list' },

  required: { ar: 'املأ هذه الخانة', en: 'Fill this in' },
  reasonEmpty: { ar: 'اكتب سبب التغيير', en: 'Write why it is changed' },
  reasonTooLong: { ar: 'اكتب السبب في 500 حرف على الأكثر', en: 'Write the reason in 500 characters at most' },
  notADay: { ar: 'اكتب اليوم مثل 2027-01-31', en: 'Write the day like 2027-01-31' },
  dayPast: {
    ar: 'اختر اليوم أو يومًا بعده: الماضي لا يُغيَّر',
    en: 'Choose today or a later day: the past is not changed',
  },
  dayTooFar: { ar: 'اختر يومًا خلال 20 سنة', en: 'Choose a day within 20 years' },
  noDifference: {
    ar: 'لا فرق: هذه هي القيمة السارية في ذلك اليوم',
    en: 'There is no difference: this is the value of that day',
  },
  changedMeanwhile: {
    ar: 'غيّر غيرك هذا الإعداد قبلك. لم يُحفظ تغييرك: قارن ثم عاين من جديد',
    en: 'Somebody else changed this setting before you. Yours was not kept: compare, then preview again',
  },
  changedNow: { ar: 'ما فيه الآن', en: 'What it holds now' },
  notComing: {
    ar: 'لم تعد هذه الفترة قادمة: بدأت أو أُلغيت',
    en: 'This period is not coming any more: it has begun, or was removed',
  },
  groups: { ar: 'مجموعات الإعدادات', en: 'Groups of settings' },
  whole: { ar: 'القائمة كاملة ({count})', en: 'The whole list ({count})' },
  bothLanguages: { ar: 'باللغتين', en: 'In both languages' },
  dayTaken: { ar: 'تبدأ فترة أخرى في ذلك اليوم', en: 'Another period begins on that day' },
} as const satisfies Record<string, Text>;

/** What each group of settings is called. */
export const groupWords: Record<SettingGroup, Text> = {
  rules: { ar: 'المدد والرسوم', en: 'Terms and fees' },
  work: { ar: 'عمل المكتب', en: 'The office’s work' },
  reasons: { ar: 'قوائم الأسباب', en: 'Lists of reasons' },
  texts: { ar: 'نصوص الرسائل', en: 'Texts of messages' },
  calendar: { ar: 'التقويم', en: 'Calendar' },
  limits: { ar: 'الأكواد والحدود', en: 'Codes and limits' },
  portal: { ar: 'البوابة', en: 'Portal' },
};

/** What a rehearsal counts. */
export const differenceWords: Record<Difference, Text> = {
  'now-refused': { ar: 'كان مقبولًا فيُرفض', en: 'Allowed before, refused now' },
  'now-allowed': { ar: 'كان مرفوضًا فيُقبل', en: 'Refused before, allowed now' },
  'other-end': { ar: 'تاريخ انتهاء آخر', en: 'Another end date' },
  'other-fee': { ar: 'رسم آخر', en: 'Another fee' },
  'other-promise': { ar: 'موعد قرار آخر', en: 'Another promised date' },
  'choice-gone': { ar: 'اختيار لم يعد في القائمة', en: 'A choice that is no longer offered' },
};

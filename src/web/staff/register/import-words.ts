import type { Column } from '../../../engine/registers/import/columns.ts';
import type { Samples, TaskState } from '../../../engine/registers/tasks/task.ts';
import type { Tone } from '../../ui/notice.ts';
import type { Text } from '../../ui/words.ts';

/** What each column is called on our pages. */
export const columnWords: Record<Column, Text> = {
  contractor_number: { ar: 'رقم المقاول', en: 'Contractor number' },
  contractor_name: { ar: 'اسم المقاول', en: 'Contractor name' },
  contractor_status: { ar: 'حالة المقاول', en: 'Contractor’s state' },
  permit_number: { ar: 'رقم التصريح', en: 'Permit number' },
  permit_year: { ar: 'سنة التصريح', en: 'Permit year' },
  permit_type: { ar: 'نوع التصريح', en: 'Permit type' },
  location: { ar: 'الموقع', en: 'Location' },
  utility_owner: { ar: 'الجهة المالكة', en: 'Owner of the utility' },
  issued_on: { ar: 'تاريخ الإصدار', en: 'Issued on' },
  valid_from: { ar: 'ساري من', en: 'Valid from' },
  valid_until: { ar: 'ساري حتى', en: 'Valid until' },
  status: { ar: 'حالة التصريح', en: 'Permit’s state' },
  phone: { ar: 'رقم الهاتف', en: 'Phone' },
  reminders: { ar: 'موافقة التذكير', en: 'May be reminded' },
};

/** Where a task stands, how grave that is, and what it means for the register. */
export const stateText: Record<TaskState | 'interrupted', { title: Text; tone: Tone; text: Text }> = {
  'to-check': {
    title: { ar: 'ينتظر الفحص', en: 'Waits to be checked' },
    tone: 'info',
    text: {
      ar: 'يبدأ الفحص بعد قليل. يمكنك إغلاق الصفحة: العمل يتابع وحده.',
      en: 'The check begins in a moment. You may close this page: the work goes on by itself.',
    },
  },
  checking: {
    title: { ar: 'يُفحص الملف', en: 'The file is being checked' },
    tone: 'info',
    text: {
      ar: 'لا يتغير شيء في السجل أثناء الفحص. يمكنك إغلاق الصفحة: العمل يتابع وحده.',
      en: 'Nothing in the register changes meanwhile. You may close this page: the work goes on by itself.',
    },
  },
  checked: {
    title: { ar: 'فُحص الملف، ولم يُستورد بعد', en: 'The file is checked, and not brought in yet' },
    tone: 'warn',
    text: {
      ar: 'هذا ما سيتغير في السجل إذا استوردته. لم يتغير شيء حتى الآن.',
      en: 'This is what would change in the register. Nothing has changed so far.',
    },
  },
  unreadable: {
    title: { ar: 'لا يُقبل هذا الملف', en: 'This file is not accepted' },
    tone: 'stop',
    text: { ar: 'لم يتغير شيء في السجل.', en: 'Nothing in the register was changed.' },
  },
  'to-import': {
    title: { ar: 'ينتظر الاستيراد', en: 'Waits to be brought in' },
    tone: 'info',
    text: {
      ar: 'يبدأ بعد قليل، أو حين ينتهي استيراد آخر. يمكنك إغلاق الصفحة: العمل يتابع وحده.',
      en: 'It begins in a moment, or when another import is done. You may close this page: the work goes on by itself.',
    },
  },
  importing: {
    title: { ar: 'يُستورد الملف', en: 'The file is being brought in' },
    tone: 'info',
    text: {
      ar: 'السجل كما كان إلى أن يكتمل الاستيراد كله. يمكنك إغلاق الصفحة: العمل يتابع وحده.',
      en: 'The register is as it was until all of it is in. You may close this page: the work goes on by itself.',
    },
  },
  done: {
    title: { ar: 'استُورد الملف', en: 'The file is brought in' },
    tone: 'good',
    text: { ar: 'السجل الآن كما في الملف.', en: 'The register is now as the file has it.' },
  },
  discarded: {
    title: { ar: 'تُرك هذا الملف', en: 'This file was left' },
    tone: 'info',
    text: {
      ar: 'لم يتغير شيء في السجل، وحُذف الملف.',
      en: 'Nothing in the register was changed, and the file is deleted.',
    },
  },
  'to-undo': {
    title: { ar: 'ينتظر التراجع', en: 'Waits to be taken back' },
    tone: 'info',
    text: {
      ar: 'يبدأ بعد قليل. السجل كما هو إلى أن يكتمل.',
      en: 'It begins in a moment. The register stays as it is until all of it is done.',
    },
  },
  undoing: {
    title: { ar: 'يُتراجع عن الاستيراد', en: 'The import is being taken back' },
    tone: 'info',
    text: {
      ar: 'السجل كما هو إلى أن يكتمل التراجع كله. يمكنك إغلاق الصفحة.',
      en: 'The register stays as it is until all of it is done. You may close this page.',
    },
  },
  undone: {
    title: { ar: 'تُراجع عن الاستيراد', en: 'The import is taken back' },
    tone: 'good',
    text: { ar: 'السجل الآن كما كان قبله.', en: 'The register is now as it was before it.' },
  },
  'not-undone': {
    title: { ar: 'تعذر التراجع عن الاستيراد', en: 'The import cannot be taken back' },
    tone: 'stop',
    text: {
      ar: 'بُني عليه ما يلي، فبقي السجل كما هو.',
      en: 'This was built on it, so the register stays as it is.',
    },
  },
  failed: {
    title: { ar: 'توقف العمل بخطأ عندنا', en: 'The work stopped by a fault on our side' },
    tone: 'stop',
    text: {
      ar: 'السجل كما كان قبل البدء. أعد المحاولة، وإذا تكرر الخطأ فأبلغ من يشغّل النظام.',
      en: 'The register is as it was before. Try again; if it happens again, tell whoever runs the system.',
    },
  },
  interrupted: {
    title: { ar: 'انقطع العمل قبل أن يكتمل', en: 'The work was interrupted' },
    tone: 'warn',
    text: {
      ar: 'السجل كما كان قبل البدء. أعد المحاولة.',
      en: 'The register is as it was before. Try again.',
    },
  },
};

/** The kinds of lines that a page shows some of. */
export const sampleText: Record<keyof Samples, Text> = {
  refused: { ar: 'أسطر مرفوضة', en: 'Refused lines' },
  warned: { ar: 'أسطر عليها تنبيه', en: 'Lines with a warning' },
  healed: { ar: 'خانات صُححت', en: 'Cells that were mended' },
  changed: { ar: 'تصاريح تتغير', en: 'Permits that change' },
  duplicate: { ar: 'أسطر مكررة', en: 'Duplicate lines' },
};

/** The words of the imports. */
export const words = {
  imports: { ar: 'استيراد السجل', en: 'Imports of the register' },
  upload: { ar: 'أرسل ملفًا', en: 'Send a file' },
  file: { ar: 'ملف السجل', en: 'File of the register' },
  fileHint: {
    ar: 'ملف CSV أو TSV أو XLSX، حتى {size} ميغابايت. يُفحص أولًا، ولا يتغير شيء قبل أن تؤكد.',
    en: 'CSV, TSV or XLSX, up to {size} MB. It is checked first, and nothing changes before you confirm.',
  },
  send: { ar: 'أرسل وافحص', en: 'Send and check' },
  noFile: { ar: 'اختر ملفًا فيه شيء', en: 'Choose a file that has something in it' },
  tooLarge: {
    ar: 'الملف أكبر من {size} ميغابايت. قسّمه، أو استورده من سطر الأوامر',
    en: 'The file is larger than {size} MB. Divide it, or bring it in on the command line',
  },
  noRoom: {
    ar: 'لا مكان للملف على القرص. أبلغ من يشغّل النظام',
    en: 'There is no room on the disk. Tell whoever runs the system',
  },
  tooMany: {
    ar: 'ملفات كثيرة تنتظر. أكّد بعضها أو اتركه أولًا',
    en: 'Too many files wait. Confirm or leave some of them first',
  },
  elsewhere: {
    ar: 'السجل في نظام آخر، فلا يُستورد إليه من هنا.',
    en: 'The register is in another system: nothing is brought in here.',
  },
  tasks: { ar: 'ملفات اليوم', en: 'Files of the day' },
  noTasks: { ar: 'لا ملفات.', en: 'No files.' },
  undoOf: { ar: 'تراجع عن الاستيراد {import}', en: 'Taking back import {import}' },
  done: { ar: 'ما استُورد', en: 'What was brought in' },
  noImports: { ar: 'لم يُستورد شيء بعد.', en: 'Nothing has been brought in yet.' },
  older: { ar: 'الأقدم', en: 'Older ones' },
  number: { ar: 'الرقم', en: 'Number' },
  by: { ar: 'من استورده', en: 'By' },
  at: { ar: 'متى', en: 'When' },
  state: { ar: 'الحالة', en: 'State' },
  stands: { ar: 'قائم', en: 'Stands' },
  takenBack: { ar: 'متراجَع عنه', en: 'Taken back' },
  takenBackBy: { ar: 'تراجع عنه {name}، {moment}', en: 'taken back by {name}, {moment}' },

  progress: { ar: 'التقدم', en: 'Progress' },
  reading: { ar: 'تُقرأ الأسطر: {rows}', en: 'Reading lines: {rows}' },
  comparing: { ar: 'تُقارن بالسجل: {rows} سطر', en: 'Comparing with the register: {rows} lines' },
  writing: { ar: 'تُكتب في السجل: {rows}', en: 'Writing to the register: {rows}' },
  refreshes: { ar: 'تتجدد هذه الصفحة وحدها.', en: 'This page renews itself.' },

  counts: { ar: 'الأعداد', en: 'Counts' },
  rows: { ar: 'أسطر الملف', en: 'Lines of the file' },
  accepted: { ar: 'مقبول', en: 'Accepted' },
  refused: { ar: 'مرفوض', en: 'Refused' },
  duplicate: { ar: 'مكرر', en: 'Duplicate' },
  healed: { ar: 'صُحح فيه شيء', en: 'Mended' },
  warned: { ar: 'عليه تنبيه', en: 'With a warning' },
  added: { ar: 'تصاريح جديدة', en: 'New permits' },
  changed: { ar: 'تصاريح تتغير', en: 'Changed permits' },
  unchanged: { ar: 'تصاريح كما هي', en: 'Unchanged permits' },
  missing: { ar: 'في السجل وليست في الملف (تبقى)', en: 'In the register, not in the file (they stay)' },
  addedContractors: { ar: 'مقاولون جدد', en: 'New contractors' },
  changedContractors: { ar: 'مقاولون يتغيرون', en: 'Changed contractors' },
  byColumn: { ar: 'ما يتغير بحسب العمود', en: 'What changes, by column' },
  ignored: { ar: 'أعمدة لم تُستعمل', en: 'Columns that were not used' },
  missingSome: { ar: 'منها', en: 'Among them' },
  lines: { ar: 'أسطر عليها ملاحظات', en: 'Lines with remarks' },
  line: { ar: 'السطر {line}', en: 'Line {line}' },
  sameAs: { ar: 'هو نفسه السطر {line}', en: 'the same as line {line}' },
  firstOnly: {
    ar: 'تظهر هنا أول الأسطر، وكلها في التقرير.',
    en: 'The first lines are shown; the report has all of them.',
  },
  reportTitle: { ar: 'التقرير', en: 'Report' },
  report: { ar: 'نزّل التقرير (CSV)', en: 'Download the report (CSV)' },
  reportText: {
    ar: 'كل سطر عليه ملاحظة، وسببها، كما هو في الملف.',
    en: 'Every line with a remark and its reason, as it stands in the file.',
  },

  reading2: { ar: 'كيف قُرئ الملف', en: 'How the file was read' },
  readingText: {
    ar: 'إذا قُرئ الملف خطأ فغيّر هنا، ويُعاد الفحص.',
    en: 'If the file was read wrongly, change it here, and it is checked again.',
  },
  encoding: { ar: 'الترميز', en: 'Encoding' },
  delimiter: { ar: 'الفاصل', en: 'Delimiter' },
  guessed: { ar: 'كما وُجد: {found}', en: 'As found: {found}' },
  automatic: { ar: 'يُعرف من الملف', en: 'Found by looking' },
  comma: { ar: 'فاصلة (,)', en: 'Comma (,)' },
  semicolon: { ar: 'فاصلة منقوطة (;)', en: 'Semicolon (;)' },
  tab: { ar: 'مسافة جدولة', en: 'Tab' },
  columns: { ar: 'الأعمدة', en: 'Columns' },
  notInFile: { ar: 'ليس في الملف', en: 'Not in the file' },
  again: { ar: 'افحص مرة أخرى', en: 'Check again' },
  confirm: { ar: 'استورد الملف', en: 'Bring the file in' },
  discard: { ar: 'اترك الملف', en: 'Leave the file' },
  retry: { ar: 'أعد المحاولة', en: 'Try again' },
  notNow: {
    ar: 'تغيّرت حال هذا العمل قبل أن تضغط. هذا حاله الآن.',
    en: 'This work went on before you pressed. This is where it stands now.',
  },
  gone: { ar: 'لم يعد الملف موجودًا. أرسله من جديد.', en: 'The file is no longer there. Send it again.' },
  goneUndo: { ar: 'لم يعد هذا الاستيراد قائمًا.', en: 'This import does not stand any more.' },

  undo: { ar: 'التراجع عن هذا الاستيراد', en: 'Take this import back' },
  undoText: {
    ar: 'يعود السجل كما كان قبله: يُحذف ما أضافه ({added} تصريح، {addedContractors} مقاول) ويعود ما غيّره ({changed} تصريح، {changedContractors} مقاول).',
    en: 'The register will be as it was before: what it added goes ({added} permits, {addedContractors} contractors), what it changed is as before ({changed} permits, {changedContractors} contractors).',
  },
  undoReason: { ar: 'سبب التراجع', en: 'Reason' },
  undoButton: { ar: 'تراجع عن الاستيراد', en: 'Take the import back' },
  undoNeeded: { ar: 'اكتب سبب التراجع', en: 'Write the reason' },
  undoTooLong: { ar: 'اكتب 500 حرف على الأكثر', en: 'Write 500 characters at most' },
  undoNotLast: {
    ar: 'يُتراجع عن آخر استيراد قائم أولًا.',
    en: 'The last import that stands is taken back first.',
  },
  undoLarge: {
    ar: 'هذا استيراد كبير: يُنظر عند التراجع في ما بُني عليه.',
    en: 'This import is large: what was built on it is looked into when it is taken back.',
  },
  builtOn: {
    ar: 'لا يُتراجع عنه، لأنه بُني عليه:',
    en: 'It cannot be taken back, since this was built on it:',
  },
  builtApplication: {
    ar: 'طلب {reference} للتصريح {permit}',
    en: 'application {reference} for permit {permit}',
  },
  builtTerm: { ar: 'تجديد التصريح {permit}', en: 'a renewal of permit {permit}' },
  builtDecision: {
    ar: 'سحب التصريح {permit} أو إعادته',
    en: 'a withdrawal or restoration of permit {permit}',
  },
  builtContractor: {
    ar: 'إيقاف المقاول {contractor} أو رفع إيقافه',
    en: 'a suspension or reinstatement of contractor {contractor}',
  },
  builtImport: { ar: 'الاستيراد {import} الذي جاء بعده', en: 'import {import}, which came after it' },
} as const satisfies Record<string, Text>;

import type { BatchAction, Look, Undone } from '../../../engine/review/many/batch.ts';
import type { Text } from '../../ui/words.ts';

/** The words of doing many at once. */
export const words = {
  many: { ar: 'عدة طلبات معًا', en: 'Many at once' },
  bar: { ar: 'ما اخترته من الطلبات', en: 'The applications you picked' },
  barHint: {
    ar: 'ترى ما سيحدث لكل طلب قبل أن يُنفّذ شيء.',
    en: 'You see what would happen to each before anything is done.',
  },
  pick: { ar: 'اختر الطلب {reference}', en: 'Pick application {reference}' },
  pickHead: { ar: 'اختيار', en: 'Pick' },
  pickAll: { ar: 'اختيار الكل في الصفحة', en: 'Pick all on this page' },
  pickNone: { ar: 'إلغاء الاختيار', en: 'Pick none' },
  hundred: { ar: 'اعرض 100 في الصفحة', en: 'Show 100 on a page' },
  twentyFive: { ar: 'اعرض 25 في الصفحة', en: 'Show 25 on a page' },
  history: { ar: 'ما نفّذته على عدة طلبات', en: 'What you did with many at once' },
  pickSome: { ar: 'اختر طلبًا واحدًا على الأقل', en: 'Pick at least one application' },
  tooMany: { ar: 'اختر 100 طلب على الأكثر', en: 'Pick 100 applications at most' },
  chooseAction: { ar: 'اختر ما تفعله بها', en: 'Choose what to do with them' },

  dryRun: { ar: 'لم يُنفّذ شيء بعد', en: 'Nothing is done yet' },
  dryRunText: {
    ar: 'هذا ما سيحدث لو نفّذت الآن. أزل علامة ما لا تريده، ثم نفّذ.',
    en: 'This is what would happen now. Untick what you do not want, then go on.',
  },
  can: { ar: 'يُنفّذ', en: 'Will be done' },
  look: { ar: 'يحتاج إلى نظر', en: 'Needs a look' },
  cannot: { ar: 'لا يُنفّذ', en: 'Cannot be done' },
  waiting: { ar: 'لم يُفحص بعد', en: 'Not looked at yet' },
  reference: { ar: 'الرقم المرجعي', en: 'Reference' },
  who: { ar: 'المقاول', en: 'Contractor' },
  permit: { ar: 'التصريح', en: 'Permit' },
  would: { ar: 'ما سيحدث', en: 'What would happen' },
  became: { ar: 'النتيجة', en: 'What became of it' },
  lookAgain: { ar: 'أعد الفحص', en: 'Look again' },
  lookOn: { ar: 'تابع الفحص', en: 'Go on looking' },
  noneChosen: { ar: 'اختر طلبًا واحدًا على الأقل مما يمكن تنفيذه', en: 'Choose at least one that can be done' },
  nothingCan: {
    ar: 'لا يمكن تنفيذ شيء من هذه الطلبات. افتح كل طلب وانظر فيه.',
    en: 'None of these can be done. Open each of them and look at it.',
  },
  toQueue: { ar: 'قائمة الطلبات', en: 'Queue' },

  done: { ar: 'نُفّذ', en: 'Done' },
  prepared: { ar: 'أُعدّ، وينتظر الاعتماد', en: 'Prepared, to be confirmed' },
  willPrepare: { ar: 'تُعدّه أنت، ويعتمده شخص آخر', en: 'you prepare it, somebody else confirms it' },
  notDone: { ar: 'لم يُنفّذ', en: 'Not done' },
  undone: { ar: 'رُجع عنه', en: 'Undone' },
  left: { ar: 'لم يصل إليه الدور', en: 'Its turn is still to come' },
  unfinished: { ar: 'لم تنتهِ بعد', en: 'Not finished yet' },
  unfinishedText: {
    ar: 'بقي {count} لم يصل إليها الدور. ما نُفّذ محفوظ ولا يُنفّذ مرتين.',
    en: '{count} are still to have their turn. What is done is kept, and is not done twice.',
  },
  goOn: { ar: 'تابع التنفيذ', en: 'Go on' },
  finished: { ar: 'انتهى التنفيذ', en: 'Finished' },
  retry: { ar: 'أعد المحاولة لما لم يُنفّذ', en: 'Try again with what was not done' },
  undoAll: { ar: 'ارجع عنها كلها', en: 'Undo all of them' },
  undoOne: { ar: 'ارجع', en: 'Undo' },
  undoOneOf: {
    ar: 'ارجع عن القرار في الطلب {reference}',
    en: 'Undo the decision on application {reference}',
  },
  undoUntil: {
    ar: 'تغادر أولى الرسائل في {time}. قبل ذلك يمكنك الرجوع عن القرارات.',
    en: 'The first of the messages leaves at {time}. Until then you can undo the decisions.',
  },
  undoPrepared: {
    ar: 'يمكنك الرجوع عما أعددته حتى يعتمده شخص آخر.',
    en: 'You can take back what you prepared until somebody else confirms it.',
  },
  notChosen: { ar: 'لم تختره', en: 'You did not choose it' },

  historyNone: { ar: 'لم تنفّذ شيئًا على عدة طلبات بعد.', en: 'You did nothing with many at once yet.' },
  historyWhen: { ar: 'متى', en: 'When' },
  historyWhat: { ar: 'ماذا', en: 'What' },
  historyCount: { ar: 'الطلبات', en: 'Applications' },
  historyState: { ar: 'أين وصلت', en: 'How far' },
  dryRunOnly: { ar: 'فحص لم يُنفّذ', en: 'A dry run' },

  willApprove: { ar: 'الموافقة حتى {until}', en: 'Approved until {until}' },
  willApprovePlain: { ar: 'الموافقة', en: 'Approved' },
  willRefuse: { ar: 'الرفض', en: 'Refused' },
  willTake: { ar: 'تستلمه أنت', en: 'You take it' },
  willRelease: { ar: 'يعود إلى القائمة', en: 'Returns to the queue' },
  approved: { ar: 'موافق عليه حتى {until}', en: 'Approved until {until}' },
  approvedPlain: { ar: 'موافق عليه', en: 'Approved' },
  refused: { ar: 'مرفوض', en: 'Refused' },
  taken: { ar: 'معك حتى {time}', en: 'With you until {time}' },
  released: { ar: 'عاد إلى القائمة', en: 'Back in the queue' },

  held: { ar: 'مع {name} حتى {time}', en: '{name} has it until {time}' },
  state: { ar: 'الطلب {state}', en: 'The application is {state}' },
  stateBy: { ar: 'الطلب {state}: {name}، {moment}', en: 'The application is {state}: {name}, {moment}' },
  rule: { ar: 'القاعدة: {title}', en: 'A rule: {title}' },
  registerDown: {
    ar: 'السجل لا يجيب، والموافقة تحتاج إلى جوابه',
    en: 'The register does not answer, and an approval needs its word',
  },
  changed: { ar: 'تغيّر منذ الفحص: {what}', en: 'Changed since the dry run: {what}' },
  changedRegister: { ar: 'السجل', en: 'the register' },
  changedUntil: { ar: 'آخر يوم صار {until}', en: 'the last day is now {until}' },
  changedNote: { ar: 'ملاحظة جديدة', en: 'a new note' },
  changedEvent: { ar: 'حدث جديد', en: 'something happened' },
  notInHand: { ar: 'ليس معك', en: 'It is not with you' },
  noSuchReason: { ar: 'لا يوجد هذا السبب في خدمته', en: 'Its service has no such reason' },
  notFound: { ar: 'لم نجد الطلب', en: 'There is no such application' },
  role: { ar: 'ليس من صلاحيات دورك', en: 'Your role may not do this' },
} as const satisfies Record<string, Text>;

/** What is done, as its button says it; as the title of what would be or was done; and as the button that does it. */
export const actionWords: Readonly<Record<BatchAction, { button: Text; title: Text; go: Text }>> = {
  approve: {
    button: { ar: 'وافق', en: 'Approve' },
    title: { ar: 'الموافقة على عدة طلبات', en: 'Approving many' },
    go: { ar: 'وافق على ما اخترته', en: 'Approve those that are ticked' },
  },
  refuse: {
    button: { ar: 'ارفض', en: 'Refuse' },
    title: { ar: 'رفض عدة طلبات', en: 'Refusing many' },
    go: { ar: 'ارفض ما اخترته', en: 'Refuse those that are ticked' },
  },
  take: {
    button: { ar: 'استلم', en: 'Take' },
    title: { ar: 'استلام عدة طلبات', en: 'Taking many' },
    go: { ar: 'استلم ما اخترته', en: 'Take those that are ticked' },
  },
  release: {
    button: { ar: 'أعد إلى القائمة', en: 'Give back' },
    title: { ar: 'إعادة عدة طلبات إلى القائمة', en: 'Giving many back' },
    go: { ar: 'أعد ما اخترته', en: 'Give back those that are ticked' },
  },
};

/** Why something should be looked at first. */
export const lookWords: Readonly<Record<Look, Text>> = {
  'phone-differs': { ar: 'الهاتف يختلف عن السجل', en: 'the phone differs from the register' },
  noted: { ar: 'عليه ملاحظة', en: 'there is a note on it' },
  'rule-today': { ar: 'قُدّم في موعد انقضى بعده', en: 'it was in time, and would not be today' },
};

/** What undoing ended in. */
export const undoneWords: Readonly<Record<Undone, Text>> = {
  undone: { ar: 'رُجع عن القرار', en: 'The decision was undone' },
  'too-late': { ar: 'غادرت الرسالة قبل الرجوع', en: 'The message had left before' },
  'taken-meanwhile': {
    ar: 'لا رجوع: بُني على القرار بعده',
    en: 'Not undone: something was built on it',
  },
  'decided-anew': { ar: 'لا رجوع: تغيّر القرار بعدها', en: 'Not undone: it was decided anew since' },
};

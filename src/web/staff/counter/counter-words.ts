import type { Paper } from '../../../engine/journey/draft.ts';
import type { Text } from '../../ui/words.ts';

/** The words of the counter. */
export const words = {
  counter: { ar: 'التقديم عند الشباك', en: 'At the counter' },
  lead: {
    ar: 'قدّم طلبًا باسم من حضر إليك: الأسئلة نفسها والشروط نفسها، وبدل كود التحقق تنظر في وثيقة هويته.',
    en: 'File for somebody who stands before you: the same questions and rules, and instead of a code you look at their identity document.',
  },
  begin: { ar: 'ابدأ طلبًا جديدًا', en: 'Begin a new application' },
  unfinished: { ar: 'بدأتَ طلبًا ولم يكتمل', en: 'You have an unfinished application' },
  unfinishedText: {
    ar: 'إن انصرف صاحبه فاحذفه، حتى لا تختلط بياناته ببيانات من يليه.',
    en: 'If the person has left, delete it, so that nothing of it gets into the next one.',
  },
  goOn: { ar: 'أكمل الطلب', en: 'Go on with it' },
  forget: { ar: 'احذف ما كُتب', en: 'Delete what was entered' },
  lastFiled: { ar: 'آخر إيصال قدّمته هنا', en: 'The last receipt that you filed here' },

  person: { ar: 'هوية الحاضر', en: 'Who is here' },
  personShort: { ar: 'الهوية', en: 'Identity' },
  personLead: {
    ar: 'انظر في وثيقة الهوية قبل أن تتابع. ما تكتبه هنا يبقى في المكتب، ولا يظهر للمقاول.',
    en: 'Look at the identity document before you go on. What you write here stays in the office; the contractor never sees it.',
  },
  present: { ar: 'من الحاضر؟', en: 'Who is here?' },
  presentContractor: { ar: 'المقاول نفسه', en: 'The contractor' },
  presentRepresentative: { ar: 'من ينوب عنه', en: 'A representative' },
  representative: { ar: 'اسم من ينوب عنه', en: 'Name of the representative' },
  representativeHint: {
    ar: 'إذا حضر غير المقاول، كما في وثيقة الهوية',
    en: 'When it is not the contractor, as the identity document has it',
  },
  paper: { ar: 'نوع الوثيقة', en: 'Kind of document' },
  choosePaper: { ar: 'اختر الوثيقة…', en: 'Choose the document…' },
  paperWords: { ar: 'أي وثيقة؟', en: 'Which document?' },
  paperWordsHint: { ar: 'إذا اخترت وثيقة أخرى', en: 'When you chose another document' },
  lang: { ar: 'لغة الرسائل والإيصال', en: 'Language of messages and receipt' },
  langHint: { ar: 'اسأل الحاضر', en: 'Ask the person' },
  arabic: { ar: 'العربية', en: 'Arabic' },
  english: { ar: 'الإنجليزية', en: 'English' },
  seen: {
    ar: 'رأيت وثيقة الهوية، والصورة فيها صورة الحاضر',
    en: 'I saw the identity document, and its picture is of the person here',
  },
  seenHint: {
    ar: 'ومن ينوب عن المقاول يُبرز تفويضه أيضًا.',
    en: 'A representative shows their authorization as well.',
  },
  go: { ar: 'متابعة', en: 'Continue' },

  presentNeeded: { ar: 'اختر من الحاضر', en: 'Choose who is here' },
  representativeNeeded: { ar: 'اكتب اسم من ينوب عن المقاول', en: 'Write the name of the representative' },
  paperNeeded: { ar: 'اختر نوع الوثيقة', en: 'Choose the kind of document' },
  paperWordsNeeded: { ar: 'اكتب أي وثيقة رأيت', en: 'Write which document you saw' },
  langNeeded: { ar: 'اختر لغة الرسائل', en: 'Choose the language of the messages' },
  seenNeeded: {
    ar: 'لا يُقدَّم الطلب قبل أن ترى وثيقة الهوية',
    en: 'Nothing is filed before you have seen the identity document',
  },
  tooLong: { ar: 'النص طويل: 200 حرف على الأكثر', en: 'The text is too long: 200 characters at most' },

  change: { ar: 'تغيير', en: 'Change' },
  readAloud: {
    ar: 'اقرأ الإقرار على الحاضر، وقدّم الطلب بعد موافقته.',
    en: 'Read the declaration to the person, and submit when they agree.',
  },
  followIt: { ar: 'ابحث عنه في القائمة', en: 'Find it in the queue' },
  filed: { ar: 'قُدّم الطلب', en: 'The application is filed' },
  filedText: {
    ar: 'أُرسلت رسالة قصيرة إلى الهاتف. اطبع الإيصال للحاضر.',
    en: 'An SMS is on its way to the phone. Print the receipt for the person.',
  },
  print: { ar: 'اطبع الإيصال', en: 'Print the receipt' },
  openCase: { ar: 'افتح الطلب', en: 'Open the application' },
  next: { ar: 'طلب جديد', en: 'New application' },
  office: { ar: 'مكتب التصاريح', en: 'Permits office' },

  tag: { ar: 'عند الشباك', en: 'At the counter' },
  filing: { ar: 'قُدّم عند الشباك', en: 'Filed at the counter' },
  filedBy: { ar: 'قدّمه', en: 'Filed by' },
  receipt: { ar: 'إيصال الطلب', en: 'Its receipt' },
} as const satisfies Record<string, Text>;

/** The papers by which a person is known. */
export const paperWords: Readonly<Record<Paper, Text>> = {
  'national-id': { ar: 'بطاقة الأحوال المدنية', en: 'National identity card' },
  passport: { ar: 'جواز السفر', en: 'Passport' },
  'residence-card': { ar: 'بطاقة الإقامة', en: 'Residence card' },
  other: { ar: 'وثيقة أخرى', en: 'Another document' },
};

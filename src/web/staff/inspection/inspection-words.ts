import type { Finding, NoteMistakes } from '../../../engine/inspections/inspection.ts';
import type { Text } from '../../ui/words.ts';

/** What an inspector may have found. */
export const findingWords: Readonly<Record<Finding, { text: Text; tone: 'good' | 'warn' | 'stop' }>> = {
  'in-order': { text: { ar: 'مطابق للتصريح', en: 'In order' }, tone: 'good' },
  ended: { text: { ar: 'انتهت مدة التصريح', en: 'The term has ended' }, tone: 'warn' },
  withdrawn: { text: { ar: 'التصريح مسحوب', en: 'The permit is withdrawn' }, tone: 'stop' },
  'not-found': { text: { ar: 'لا تصريح بهذا الرقم', en: 'No permit of this number' }, tone: 'stop' },
  altered: { text: { ar: 'الوثيقة معدّلة أو مزورة', en: 'The document is altered or forged' }, tone: 'stop' },
  'outside-conditions': {
    text: { ar: 'أعمال مخالفة للشروط', en: 'Works outside the conditions' },
    tone: 'stop',
  },
};

/** What is said of a field that is wrong. */
export const mistakeWords: Readonly<{
  [Name in keyof NoteMistakes]-?: Readonly<Record<NonNullable<NoteMistakes[Name]>, Text>>;
}> = {
  permitNumber: sameFor({ ar: 'أدخل رقم التصريح بالأرقام', en: 'Enter the permit number in digits' }),
  permitYear: sameFor({ ar: 'أدخل سنة التصريح من أربعة أرقام', en: 'Enter the year in four digits' }),
  documentCode: sameFor({
    ar: 'هذا ليس كود وثيقة. انقله كما هو مطبوع، أو اتركه فارغًا',
    en: 'This is no document code. Copy it as it is printed, or leave it empty',
  }),
  finding: sameFor({ ar: 'اختر ما وجدته', en: 'Choose what you found' }),
  words: {
    needed: { ar: 'اكتب أين المخالفة وما هي', en: 'Write where and what the violation is' },
    wrong: { ar: 'اكتب أين المخالفة وما هي', en: 'Write where and what the violation is' },
    'too-long': { ar: 'اكتب 2000 حرف على الأكثر', en: 'Write 2000 characters at most' },
  },
  photo: {
    needed: { ar: 'اختر صورة', en: 'Choose a picture' },
    wrong: { ar: 'ليس هذا الملف صورة JPEG أو PNG', en: 'This file is no JPEG or PNG picture' },
    'too-long': { ar: 'الصورة أكبر من 5 ميغابايت', en: 'The picture is larger than 5 MB' },
  },
};

function sameFor(text: Text): Readonly<Record<'needed' | 'wrong' | 'too-long', Text>> {
  return { needed: text, wrong: text, 'too-long': text };
}

/** The words of the inspector's pages. */
export const words = {
  inspection: { ar: 'التفتيش', en: 'Inspection' },
  listLead: {
    ar: 'تصاريح انتهت أو تنتهي قريبًا. تبقى القائمة على هذا الهاتف حتى نهاية اليوم أو تسجيل الخروج.',
    en: 'Permits that ended or end soon. The list stays on this phone until the day ends or you sign out.',
  },
  note: { ar: 'دوّن تفتيشًا', en: 'Note an inspection' },
  check: { ar: 'تحقق من وثيقة', en: 'Check a document' },
  filter: { ar: 'ابحث في القائمة', en: 'Search the list' },
  filterHint: {
    ar: 'رقم، أو كلمة من الموقع أو النوع أو اسم المقاول',
    en: 'A number, or a word of the place, kind or contractor',
  },
  fitting: { ar: 'يوافق البحث', en: 'Found' },
  ended: { ar: 'انتهت', en: 'Ended' },
  endingSoon: { ar: 'تنتهي قريبًا', en: 'Ending soon' },
  none: { ar: 'لا شيء.', en: 'None.' },
  more: {
    ar: 'القائمة أطول من هذا: ظهر أولها فقط. ابحث عن غيرها في السجل.',
    en: 'There are more: only the first ones are shown. Find others in the register.',
  },
  elsewhere: {
    ar: 'السجل في نظام آخر ولا تُستخرج منه قائمة. دوّن برقم التصريح.',
    en: 'The register is elsewhere and gives no list. Note by the permit’s number.',
  },
  oldList: { ar: 'انتهى يوم هذه القائمة', en: 'The day of this list is over' },
  oldListText: {
    ar: 'حُذفت من الهاتف. اتصل بالشبكة لتصل قائمة اليوم.',
    en: 'It was removed from the phone. Connect to a network to get today’s.',
  },
  until: { ar: 'حتى', en: 'until' },
  noteThis: { ar: 'دوّن', en: 'Note' },
  noteLead: {
    ar: 'دوّن ما وجدته ولو دون شبكة: يُحفظ على هاتفك ويُرسل حين تعود.',
    en: 'Note what you found, with a network or without: it is kept on your phone and sent when there is one.',
  },
  permitNumber: { ar: 'رقم التصريح', en: 'Permit number' },
  permitYear: { ar: 'سنة التصريح', en: 'Permit year' },
  documentCode: { ar: 'كود الوثيقة', en: 'Document code' },
  finding: { ar: 'ماذا وجدت؟', en: 'What did you find?' },
  choose: { ar: 'اختر', en: 'Choose' },
  words: { ar: 'ملاحظات', en: 'Words' },
  wordsHint: {
    ar: 'المكان وما رأيته. لا تكتب أسماء أشخاص.',
    en: 'The place and what you saw. Name no persons.',
  },
  photo: { ar: 'صورة', en: 'Photo' },
  photoHint: {
    ar: 'JPEG أو PNG. يُحذف منها مكان التقاطها قبل الإرسال.',
    en: 'JPEG or PNG. Where it was taken is removed before it is sent.',
  },
  save: { ar: 'احفظ وأرسل', en: 'Save and send' },
  sent: { ar: 'وصل إلى المكتب', en: 'The office has it' },
  saved: { ar: 'حُفظ على الهاتف', en: 'Kept on the phone' },
  savedText: {
    ar: 'يُرسل حين تعود الشبكة، ولو أُغلقت الصفحة. افتحها حينئذ.',
    en: 'It is sent when there is a network again, even if the page was closed. Open it then.',
  },
  signInText: {
    ar: 'انتهى دخولك. سجّل الدخول ليُرسل المحفوظ.',
    en: 'You are signed out. Sign in, and what is kept is sent.',
  },
  notKept: { ar: 'لم يُحفظ', en: 'It was not kept' },
  notKeptText: {
    ar: 'لا يستطيع هذا المتصفح الحفظ. صحّح المذكور أو أعد المحاولة مع شبكة.',
    en: 'This browser cannot keep it. Correct what is named, or try again with a network.',
  },
  waiting: { ar: 'بانتظار الإرسال', en: 'Waiting to be sent' },
  waitingText: {
    ar: 'محفوظة على هذا الهاتف، ولا تُحذف قبل أن تصل إلى المكتب.',
    en: 'Kept on this phone until the office has them.',
  },
  refused: { ar: 'لم يُقبل:', en: 'Not accepted:' },
  edit: { ar: 'عدّل', en: 'Correct it' },
  editing: { ar: 'صحّح ثم احفظ', en: 'Correct it and save' },
  editingText: {
    ar: 'لم يقبل المكتب ما دوّنته. صورته باقية.',
    en: 'The office did not accept the note. Its photo is still there.',
  },
  notWhole: { ar: 'ينقص شيء', en: 'Something is missing' },
  notWholeText: {
    ar: 'أدخل رقم التصريح وسنته واختر ما وجدته؛ وللأعمال المخالفة اكتب ملاحظة.',
    en: 'Enter the permit’s number and year and choose what you found; for works outside the conditions write words.',
  },
  sendNow: { ar: 'أرسل الآن', en: 'Send now' },
  mine: { ar: 'ما دوّنته', en: 'What I noted' },
  noneYet: { ar: 'لم تدوّن شيئًا بعد.', en: 'You noted nothing yet.' },
  noneHere: { ar: 'لا تفتيش بعد.', en: 'No inspections yet.' },
  inspections: { ar: 'التفتيش', en: 'Inspections' },
  takePhoto: { ar: 'نزّل الصورة', en: 'Download the photo' },
  taken: {
    ar: 'لم يُحفظ: افتح الصفحة من جديد ثم دوّن مرة أخرى',
    en: 'It was not kept: open the page anew and note it again',
  },
} as const satisfies Record<string, Text>;

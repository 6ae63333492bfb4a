import type { DemoWaiting } from '../../engine/define/history.ts';

/** The last two digits of the first phone; the others follow. */
const firstPhone = 43;

/**
 * What waits in the demo's office, made up: of the promised two working days some have all left, some none, and one is late.
 * The phones are nobody's; the demo's page of phones shows what each receives.
 */
export const demoWaiting: readonly DemoWaiting[] = [
  waiting(4, 9 * 60 + 12, 'conflict', 'ظهر كابل كهرباء لم يكن في المخططات، ونُقل مسار الحفر مترين.'),
  waiting(3, 8 * 60 + 41, 'unfinished', 'بقي ردم الجزء الأخير وإعادة الرصيف.', { kind: 'taken' }),
  waiting(2, 8 * 60 + 20, 'weather', ''),
  waiting(2, 10 * 60 + 5, 'materials', 'تأخر وصول المواسير أسبوعين.', { kind: 'prepared' }),
  waiting(2, 12 * 60 + 37, 'unfinished', ''),
  waiting(1, 8 * 60 + 58, 'unfinished', 'نحتاج إلى عشرة أيام لتركيب غرف التفتيش.'),
  waiting(1, 9 * 60 + 46, 'other', 'لم تنتهِ الأعمال.', {
    kind: 'returned',
    words: 'اذكر أي مقطع من الشارع لم يكتمل، وكم بقي من طوله.',
  }),
  waiting(1, 11 * 60 + 3, 'stopped', 'أوقفت الدائرة العمل أيام الامتحانات.', {
    kind: 'set-aside',
    words: 'بانتظار كتاب الدائرة الذي ذكره المقاول.',
    days: 5,
  }),
  waiting(1, 13 * 60 + 29, 'change-order', 'أمر تغييري بزيادة طول الخط.', { kind: 'prepared' }),
  waiting(0, 8 * 60 + 7, 'weather', 'توقف الصب ثلاثة أيام بسبب المطر.'),
  waiting(0, 8 * 60 + 34, 'materials', ''),
  waiting(0, 9 * 60 + 1, 'unfinished', ''),
  waiting(0, 9 * 60 + 18, 'conflict', 'تعارض مع خط صرف صحي قديم.'),
].map((each, index) => ({
  ...each,
  answers: { ...each.answers, phone: `+9627900000${firstPhone + index}` },
}));

function waiting(
  workingDaysAgo: number,
  minute: number,
  reason: string,
  details: string,
  since: DemoWaiting['since'] = { kind: 'nothing' },
): DemoWaiting {
  return { answers: { reason, details }, workingDaysAgo, minute, since };
}

import { choices } from '../define/settings.ts';
import type { Bilingual } from '../define/setting-form.ts';
import type { Choice, SettingDefinition } from '../define/settings.ts';

/** Reasons of the office alone: nobody was judged by them, so there is nothing to rehearse. */
function reasons(name: Bilingual, hint: Bilingual): SettingDefinition<Choice[]> {
  return { ...choices(name, hint), rehearsed: false };
}

/** Why the office stops a permit or a contractor, or lets go: `register.<act>-reasons`, for each act on the register. */
export const reasonSettings = {
  'register.withdraw-reasons': reasons(
    { ar: 'أسباب سحب التصريح', en: 'Reasons for withdrawing a permit' },
    { ar: 'ما يختار الموظف منه سبب السحب.', en: 'What staff choose from when a permit is withdrawn.' },
  ),
  'register.restore-reasons': reasons(
    { ar: 'أسباب إعادة التصريح', en: 'Reasons for restoring a permit' },
    { ar: 'ما يختار الموظف منه سبب الإعادة.', en: 'What staff choose from when a permit is restored.' },
  ),
  'register.suspend-reasons': reasons(
    { ar: 'أسباب إيقاف المقاول', en: 'Reasons for suspending a contractor' },
    { ar: 'ما يختار الموظف منه سبب الإيقاف.', en: 'What staff choose from when a contractor is suspended.' },
  ),
  'register.reinstate-reasons': reasons(
    { ar: 'أسباب رفع الإيقاف', en: 'Reasons for reinstating a contractor' },
    {
      ar: 'ما يختار الموظف منه سبب رفع الإيقاف.',
      en: 'What staff choose from when a contractor is reinstated.',
    },
  ),
};

/** The demo's reasons; a city sets its own. */
export const demoReasons: Record<keyof typeof reasonSettings, Choice[]> = {
  'register.withdraw-reasons': [
    reason('conditions', 'مخالفة شروط التصريح', 'The permit’s conditions were not kept'),
    reason('unsafe', 'الموقع يهدد السلامة العامة', 'The site endangers the public'),
    reason('holder-asked', 'بطلب من المقاول', 'The contractor asked for it'),
    reason('issued-wrongly', 'صدر التصريح بالخطأ', 'The permit was issued by mistake'),
    reason('other', 'سبب آخر', 'Another reason', true),
  ],
  'register.restore-reasons': [
    reason('put-right', 'زال سبب السحب', 'What it was withdrawn for is put right'),
    reason('withdrawn-wrongly', 'سُحب التصريح بالخطأ', 'It was withdrawn by mistake'),
    reason('ruling', 'بقرار أو حكم', 'By a ruling'),
    reason('other', 'سبب آخر', 'Another reason', true),
  ],
  'register.suspend-reasons': [
    reason('violations', 'مخالفات متكررة', 'Repeated violations'),
    reason('dues', 'مستحقات لم تُدفع', 'Dues that were not paid'),
    reason('ruling', 'بقرار أو حكم', 'By a ruling'),
    reason('other', 'سبب آخر', 'Another reason', true),
  ],
  'register.reinstate-reasons': [
    reason('put-right', 'زال سبب الإيقاف', 'What they were suspended for is put right'),
    reason('suspended-wrongly', 'أُوقف المقاول بالخطأ', 'They were suspended by mistake'),
    reason('ruling', 'بقرار أو حكم', 'By a ruling'),
    reason('other', 'سبب آخر', 'Another reason', true),
  ],
};

function reason(code: string, ar: string, en: string, needsWords = false): Choice {
  return { code, ar, en, needsWords };
}

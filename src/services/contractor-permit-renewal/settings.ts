import {
  choices,
  codePolicy,
  days,
  fils,
  officeDays,
  hours,
  sentences,
  twoPairs,
  workingDays,
} from '../../engine/define/settings.ts';
import { reminderSettings } from '../../engine/define/reminders.ts';
import type { SettingsOf } from '../../engine/define/settings.ts';

/**
 * What the city decides by date. No public text gives these figures, so none of them stands in code: the demo's
 * values are in `examples.ts` and are the demo's only.
 */
export const settings = {
  window: days(
    { ar: 'فترة التقديم قبل الانتهاء', en: 'Window before the end' },
    {
      ar: 'قبل انتهاء التصريح بكم يوم يمكن طلب تجديده.',
      en: 'How many days before a permit ends its renewal may be asked for.',
    },
  ),
  grace: days(
    { ar: 'مهلة التجديد بعد الانتهاء', en: 'Grace after the end' },
    {
      ar: 'بعد انتهاء التصريح بكم يوم يبقى تجديده ممكنًا.',
      en: 'How many days after its end a permit may still be renewed.',
    },
  ),
  term: days(
    { ar: 'مدة التجديد', en: 'Term of a renewal' },
    {
      ar: 'كم يومًا يضيف التجديد، تُحسب من آخر يوم في المدة السابقة.',
      en: 'How many days a renewal adds, counted from the last day of the term before.',
    },
  ),
  fee: fils(
    { ar: 'رسم التجديد', en: 'Fee of a renewal' },
    {
      ar: 'يظهر في صفحة الخدمة وقبل التقديم. صفر: لا رسم.',
      en: 'Shown on the service’s page and before submitting. Zero: free of charge.',
    },
  ),
  'renewal-reasons': choices(
    { ar: 'أسباب التجديد', en: 'Reasons of a renewal' },
    { ar: 'ما يختار المقاول منه سبب التجديد.', en: 'The reasons that a contractor may choose from.' },
  ),
  'refusal-reasons': choices(
    { ar: 'أسباب الرفض', en: 'Reasons of a refusal' },
    { ar: 'ما يختار الموظف منه سبب الرفض.', en: 'What a renewal may be refused for.' },
  ),
  'permit-conditions': sentences(
    { ar: 'شروط التصريح', en: 'Conditions of the permit' },
    {
      ar: 'تُكتب على التصريح المجدد، كما كانت يوم القرار.',
      en: 'They stand on the renewed permit, as they were on the day of the decision.',
    },
  ),
  'service-level': workingDays(
    { ar: 'موعد القرار', en: 'Time to a decision' },
    {
      ar: 'خلال كم يوم عمل يُعد المقاول بالقرار. يُعد بيوم واحد على الأقل.',
      en: 'Working days until a decision is promised; at least one is.',
    },
  ),
  'completion-days': officeDays(
    { ar: 'مهلة الاستكمال', en: 'Time to complete' },
    {
      ar: 'خلال كم يوم يستكمل المقاول ما أُعيد إليه. يُعطى يومًا واحدًا على الأقل.',
      en: 'Days that a contractor has to complete what was returned to them; at least one is given.',
    },
  ),
  'completion-grace': officeDays(
    { ar: 'مهلة إضافية قبل انتهاء الطلب', en: 'Grace before it ends' },
    {
      ar: 'بعد مهلة الاستكمال بكم يوم ينتهي الطلب الذي لم يُستكمل. لا ينتهي في يوم عطلة.',
      en: 'How many days after the time to complete an application ends that nobody completed. It never ends on a day off.',
    },
  ),
  'completion-warning': officeDays(
    { ar: 'التنبيه قبل انتهاء الطلب', en: 'Warning before it ends' },
    {
      ar: 'قبل انتهاء الطلب غير المستكمل بكم يوم يُنبَّه المقاول برسالة. صفر: لا تنبيه.',
      en: 'How many days before such an end the contractor is warned by SMS. Zero: never.',
    },
  ),
  'objection-days': officeDays(
    { ar: 'مهلة الاعتراض', en: 'Time to object' },
    {
      ar: 'خلال كم يوم من الرفض يمكن الاعتراض عليه. صفر: لا اعتراض.',
      en: 'Days after a refusal in which it may be objected to. Zero: not at all.',
    },
  ),
  'phone-change-hours': hours(
    { ar: 'انتظار تغيير الهاتف', en: 'Wait of another phone' },
    {
      ar: 'كم ساعة ينتظر تغيير الهاتف، ويمكن للهاتف السابق إيقافه خلالها.',
      en: 'How many hours another phone waits, in which the phone from before can stop it.',
    },
  ),
  'longest-term': officeDays(
    { ar: 'أطول مدة تجديد', en: 'Longest term' },
    {
      ar: 'أطول مدة يمنحها المشرف، بالأيام، تُحسب كمدة التجديد.',
      en: 'The longest term that a supervisor may give, in days, counted as those of a renewal.',
    },
  ),
  'code-policy': codePolicy(
    { ar: 'كود التحقق', en: 'Verification code' },
    {
      ar: 'أي كود يُطلب من المقاول قبل تقديم الطلب.',
      en: 'Which code a contractor is asked for before submitting.',
    },
  ),
  'two-pairs-of-eyes': twoPairs(
    { ar: 'اعتماد القرار من شخصين', en: 'Two pairs of eyes' },
    {
      ar: 'أي القرارات يُعدّها موظف ويعتمدها غيره.',
      en: 'Which decisions one person prepares and another confirms.',
    },
  ),
  ...reminderSettings,
};

/** The settings in force on one day, typed. */
export type RenewalSettings = SettingsOf<typeof settings>;

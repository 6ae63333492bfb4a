import type { Text } from '../../ui/words.ts';

/** What the jobs of every queue do. One that is not here keeps its own name. */
export const queueWords: Readonly<Record<string, Text>> = {
  'send-message': { ar: 'إرسال رسالة', en: 'Send a message' },
  'send-due': { ar: 'إرسال ما حان من الرسائل', en: 'Send the messages that are due' },
  'check-application': { ar: 'التحقق من طلب في السجل', en: 'Check an application in the register' },
  'tell-decision': { ar: 'إبلاغ قرار أصبح نهائيًا', en: 'Tell a decision that is final' },
  'issue-document': { ar: 'إصدار وثيقة', en: 'Issue a document' },
  'answer-sms': { ar: 'جواب رسالة واردة', en: 'Answer an SMS' },
  'withdrawal-list': { ar: 'توقيع قائمة الوثائق المسحوبة', en: 'Sign the list of withdrawn documents' },
  'register-task': { ar: 'استيراد ملف إلى السجل', en: 'Bring a file into the register' },
  sweep: { ar: 'حذف ما انتهت مدة حفظه', en: 'Delete what its time to keep is over for' },
  'keep-promises': { ar: 'مقابلة المواعيد الموعودة بالتقويم', en: 'Hold promised days against the calendar' },
  'keep-deadlines': {
    ar: 'التنبيه قبل انتهاء الطلبات وإنهاء ما لم يُستكمل',
    en: 'Warn of applications that end, and end what nobody completed',
  },
  'settle-phone-changes': { ar: 'تنفيذ تغيير الهواتف الذي حان', en: 'Change the phones that are due' },
  'erase-kept': {
    ar: 'محو ما انتهت مدة حفظه من بيانات الطلبات',
    en: 'Erase applications that were kept long enough',
  },
  remind: { ar: 'التذكير بالتصاريح التي تنتهي', en: 'Remind of permits that end' },
  'figures-close-days': { ar: 'عدّ اليوم المنتهي للأرقام', en: 'Count the day that is over for the figures' },
  'audit-checkpoint': { ar: 'توقيع سجل التدقيق', en: 'Sign the audit' },
};

/** The words of the page. */
export const words = {
  jobs: { ar: 'أعمال النظام', en: 'Jobs' },
  lead: {
    ar: 'ما يعمله النظام من نفسه. يبقى هنا ما انتهى في سبعة أيام، وليس فيه شيء شخصي.',
    en: 'What the system does by itself. What has ended stays here for seven days, and nothing of it is personal.',
  },
  scheduled: { ar: 'في مواعيدها', en: 'By the clock' },
  job: { ar: 'العمل', en: 'Job' },
  when: { ar: 'الموعد', en: 'When' },
  last: { ar: 'آخر مرة', en: 'Last time' },
  ended: { ar: 'كيف انتهت', en: 'How it ended' },
  never: { ar: 'لم تعمل بعد', en: 'Not yet' },
  completed: { ar: 'نجحت', en: 'Well' },
  failedOnce: { ar: 'لم تنجح', en: 'Failed' },
  daily: { ar: 'كل يوم {time}', en: 'every day at {time}' },
  hourly: { ar: 'كل ساعة، في الدقيقة {minute}', en: 'every hour, at minute {minute}' },
  everyFew: { ar: 'كل {minutes} دقائق', en: 'every {minutes} minutes' },
  everyFewBetween: {
    ar: 'كل {minutes} دقائق، من {from} إلى {until}',
    en: 'every {minutes} minutes, from {from} to {until}',
  },
  hourlyBetween: {
    ar: 'كل ساعة في الدقيقة {minute}، من {from} إلى {until}',
    en: 'every hour at minute {minute}, from {from} to {until}',
  },
  everyMinute: { ar: 'كل دقيقة', en: 'every minute' },
  queues: { ar: 'بحسب الحاجة', en: 'When there is need' },
  waiting: { ar: 'تنتظر', en: 'Waiting' },
  active: { ar: 'تعمل الآن', en: 'At work' },
  failed: { ar: 'لم تنجح', en: 'Failed' },
  failedTitle: { ar: 'أعمال لم تنجح', en: 'Failed jobs' },
  failedLead: {
    ar: 'جُرّبت مرارًا ثم تُركت. إعادتها لا تعمل شيئًا مرتين.',
    en: 'They were tried again and again, and then left. To have one done again does nothing twice.',
  },
  noneFailed: { ar: 'لا عمل لم ينجح.', en: 'No job has failed.' },
  about: { ar: 'عن', en: 'About' },
  since: { ar: 'تُركت في', en: 'Left at' },
  tries: { ar: 'المحاولات', en: 'Tries' },
  retry: { ar: 'أعد العمل', en: 'Do it again' },
  retried: { ar: 'سيُعاد العمل.', en: 'The job will be done again.' },
  notPossible: { ar: 'لم يُعَد: لم يبقَ بين ما لم ينجح.', en: 'It is not among the failed any more.' },
} as const satisfies Record<string, Text>;

import { z } from 'zod';
import type { Bilingual, SettingForm, SettingPart } from '../define/setting-form.ts';
import type { SettingDefinition } from '../define/settings.ts';

const mostTimes = 10_000_000;
const limit = z.strictObject({ max: z.int().min(1).max(mostTimes), seconds: z.int().min(1).max(604_800) });

/** How often something may happen within so many seconds. */
export type Limit = z.infer<typeof limit>;

function setting<Value>(
  name: Bilingual,
  hint: Bilingual,
  schema: z.ZodType<Value>,
  form: SettingForm,
): SettingDefinition<Value> {
  return { schema, name, hint, group: 'limits', form, rehearsed: false };
}

const withinWeek: SettingForm = {
  kind: 'duration',
  range: { ar: 'من ثانية إلى 7 أيام', en: 'from 1 second to 7 days' },
};
const wait: SettingForm = {
  kind: 'duration',
  range: { ar: 'من 5 ثوانٍ إلى 10 دقائق', en: 'from 5 seconds to 10 minutes' },
};

function limitPart(key: string, name: Bilingual): SettingPart {
  const form: SettingForm = {
    kind: 'parts',
    said: { ar: '{max} خلال {seconds}', en: '{max} within {seconds}' },
    parts: [
      {
        key: 'max',
        name: { ar: 'العدد', en: 'How many' },
        form: { kind: 'number', min: 1, max: mostTimes, unit: 'times' },
      },
      { key: 'seconds', name: { ar: 'خلال', en: 'Within' }, form: withinWeek },
    ],
  };
  return { key, name, form };
}

const ofAddress = limitPart('address', { ar: 'من عنوان واحد', en: 'Of one address' });
const ofPhone = limitPart('phone', { ar: 'لرقم هاتف واحد', en: 'Of one phone' });

/** What is limited, so that nobody can try for ever or send for ever. */
export const limitSettings = {
  'register.remembered-for': setting(
    { ar: 'ما يُحفظ من السجل', en: 'Memory of the register' },
    {
      ar: 'كم ساعة يصلح ما قاله سجل في مكان آخر جوابًا عنه حين لا يجيب. صفر: لا يُحفظ شيء.',
      en: 'Hours for which what a register elsewhere said of a permit may answer in its stead. Zero: nothing is remembered.',
    },
    z.int().min(0).max(720),
    { kind: 'number', min: 0, max: 720, unit: 'hours' },
  ),
  'limits.look-up-misses': setting(
    { ar: 'بحث بأرقام خاطئة', en: 'Wrong look-ups' },
    {
      ar: 'كم مرة يُبحث بأرقام لا وجود لها قبل التوقف. المجموع يرفع الإنذار فقط.',
      en: 'How many searches with wrong numbers there may be. In all: where the alarm is raised.',
    },
    z.strictObject({ address: limit, number: limit, all: limit }),
    {
      kind: 'parts',
      parts: [
        ofAddress,
        limitPart('number', { ar: 'لرقم مقاول واحد', en: 'Of one contractor number' }),
        limitPart('all', { ar: 'في المجموع', en: 'In all' }),
      ],
    },
  ),
  'limits.sms-codes': setting(
    { ar: 'أكواد الرسائل القصيرة', en: 'Codes by SMS' },
    {
      ar: 'كم كودًا يُرسل، وكم يُنتظر بين كودين للطلب نفسه.',
      en: 'How many codes are sent, and the wait between two to one request.',
    },
    z.strictObject({
      wait: z.int().min(5).max(600),
      phone: limit,
      range: limit,
      address: limit,
      all: limit,
    }),
    {
      kind: 'parts',
      parts: [
        { key: 'wait', name: { ar: 'بين كودين', en: 'Between two codes' }, form: wait },
        ofPhone,
        limitPart('range', { ar: 'لعشرة آلاف رقم متتابعة', en: 'Of ten thousand numbers in a row' }),
        ofAddress,
        limitPart('all', { ar: 'في المجموع', en: 'In all' }),
      ],
    },
  ),
  'limits.wrong-codes': setting(
    { ar: 'أكواد خاطئة', en: 'Wrong codes' },
    {
      ar: 'كم كودًا خاطئًا يُقبل إدخاله قبل التوقف.',
      en: 'How many wrong codes may be entered.',
    },
    z.strictObject({ phone: limit, address: limit }),
    { kind: 'parts', parts: [ofPhone, ofAddress] },
  ),
  'limits.status': setting(
    { ar: 'تتبّع بأرقام خاطئة', en: 'Wrong pairs on the status page' },
    {
      ar: 'كم مرة يُدخل رقم مرجعي وآخر هاتف لا يتطابقان قبل التوقف.',
      en: 'How many references with a wrong phone ending may be entered.',
    },
    z.strictObject({ address: limit, reference: limit }),
    {
      kind: 'parts',
      parts: [ofAddress, limitPart('reference', { ar: 'لرقم مرجعي واحد', en: 'Of one reference' })],
    },
  ),
  'limits.sms-answers': setting(
    { ar: 'جواب الرسائل الواردة', en: 'Answers to SMS' },
    {
      ar: 'كم رسالة يكتبها الناس إلى الأمانة يُجاب عنها. ما زاد يُترك دون جواب.',
      en: 'How many SMS that people write to the city are answered. What is beyond it is left without an answer.',
    },
    z.strictObject({ phone: limit, all: limit }),
    { kind: 'parts', parts: [ofPhone, limitPart('all', { ar: 'في المجموع', en: 'In all' })] },
  ),
  'limits.document-checks': setting(
    { ar: 'تحقق برموز خاطئة', en: 'Wrong codes of documents' },
    {
      ar: 'كم رمزًا ليس لوثيقة يُفحص في صفحة التحقق من الوثائق قبل التوقف. المجموع يرفع الإنذار فقط.',
      en: 'How many codes that are no document’s may be checked. In all: where the alarm is raised.',
    },
    z.strictObject({ address: limit, all: limit }),
    { kind: 'parts', parts: [ofAddress, limitPart('all', { ar: 'في المجموع', en: 'In all' })] },
  ),
};

import { z } from 'zod';
import type { SettingDefinition } from '../define/settings.ts';

/** What is checked in the street: the list of withdrawn documents, and the inspector's list of permits. */
export const documentSettings = {
  'documents.list-warning': {
    schema: z.int().min(1).max(720),
    name: { ar: 'التنبيه إلى قِدم قائمة المسحوب', en: 'Warning of an old list' },
    hint: {
      ar: 'بعد كم ساعة تنبّه صفحة التحقق إلى أن قائمة الوثائق المسحوبة على الجهاز قديمة.',
      en: 'After how many hours the page that checks documents warns that the list of withdrawn ones on the device is old.',
    },
    group: 'limits',
    form: { kind: 'number', min: 1, max: 720, unit: 'hours' },
    rehearsed: false,
  } satisfies SettingDefinition<number>,
  'documents.list-days': {
    schema: z.int().min(0).max(366),
    name: { ar: 'الوثائق المنتهية في القائمة', en: 'Ended documents in the list' },
    hint: {
      ar: 'كم يومًا بعد انتهاء الوثيقة يبقى في القائمة أنها سُحبت أو حلت محلها أحدث.',
      en: 'How many days after a document’s end the list still says that it was withdrawn or followed by another.',
    },
    group: 'limits',
    form: { kind: 'number', min: 0, max: 366, unit: 'days' },
    rehearsed: false,
  } satisfies SettingDefinition<number>,
  'inspection.ending-soon': {
    schema: z.int().min(0).max(366),
    name: { ar: 'قائمة المفتش: ما ينتهي قريبًا', en: 'Inspector’s list: ending soon' },
    hint: {
      ar: 'التصاريح التي تنتهي خلال كم يوم تظهر في قائمة المفتش.',
      en: 'Within how many days a permit ends that stands on the inspector’s list.',
    },
    group: 'limits',
    form: { kind: 'number', min: 0, max: 366, unit: 'days' },
    rehearsed: false,
  } satisfies SettingDefinition<number>,
  'inspection.ended-since': {
    schema: z.int().min(0).max(366),
    name: { ar: 'قائمة المفتش: ما انتهى', en: 'Inspector’s list: ended' },
    hint: {
      ar: 'كم يومًا بعد انتهاء التصريح يبقى في قائمة المفتش.',
      en: 'How many days after its end a permit stays on the inspector’s list.',
    },
    group: 'limits',
    form: { kind: 'number', min: 0, max: 366, unit: 'days' },
    rehearsed: false,
  } satisfies SettingDefinition<number>,
};

/** The demo's values. */
export const demoDocumentSettings = {
  'documents.list-warning': 24,
  'documents.list-days': 30,
  'inspection.ending-soon': 14,
  'inspection.ended-since': 30,
};

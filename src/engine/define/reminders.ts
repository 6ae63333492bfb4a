import { z } from 'zod';
import { rowsOf } from './settings.ts';
import type { SettingPart } from './setting-form.ts';
import type { SettingDefinition } from './settings.ts';

/** What a service says so that people can be reminded before something ends. */
export type Reminds<Row = unknown> = {
  /** The last day of what the row is about, `YYYY-MM-DD`: it ends with that day in Amman. */
  endsOn: (row: Row) => string;
};

/** Declares it with the type of the register's rows, as `register` does. */
export function reminds<Row>(definition: Reminds<Row>): Reminds {
  return { endsOn: (row) => definition.endsOn(row as Row) };
}

/** One rung of the ladder: so many days before the end. */
type Rung = { days: number };

/** Is a code asked for of who comes by a reminder's link? `none`: the link reached the phone, and that is enough. */
const reminderCodes = ['none', 'usual'] as const;
type ReminderCode = (typeof reminderCodes)[number];

const mostRungs = 12;
const mostDays = 366;

const ladderParts: readonly SettingPart[] = [
  {
    key: 'days',
    name: { ar: 'قبل الانتهاء بـ', en: 'Before the end' },
    form: { kind: 'number', min: 0, max: mostDays, unit: 'days' },
  },
];

const ladder: SettingDefinition<Rung[]> = {
  schema: rowsOf(z.strictObject({ days: z.int().min(0).max(mostDays) }), mostRungs).refine(
    (rungs) => new Set(rungs.map(({ days }) => days)).size === rungs.length,
    { message: 'two rungs are the same', params: { because: 'same-code' } },
  ),
  name: { ar: 'مواعيد التذكير', en: 'Ladder of reminders' },
  hint: {
    ar: 'قبل انتهاء التصريح بكم يوم يُذكَّر من وافق على التذكير. قائمة فارغة: لا تذكير.',
    en: 'How many days before the end those are reminded who agreed to it. Empty: nobody is.',
  },
  group: 'work',
  form: { kind: 'rows', parts: ladderParts, most: mostRungs },
  rehearsed: false,
};

const code: SettingDefinition<ReminderCode> = {
  schema: z.enum(reminderCodes),
  name: { ar: 'كود التحقق بعد رابط التذكير', en: 'Code after a reminder’s link' },
  hint: {
    ar: 'هل يُطلب كود ممن جاء من رابط وصل إلى هاتفه؟ إن غيّر رقم الهاتف طُلب الكود دائمًا.',
    en: 'Is a code asked for of who comes by the link that reached their phone? For another phone it always is.',
  },
  group: 'limits',
  form: {
    kind: 'one-of',
    options: [
      { value: 'none', name: { ar: 'لا، وصول الرابط يكفي', en: 'No, that the link arrived is enough' } },
      { value: 'usual', name: { ar: 'نعم، كالمعتاد', en: 'Yes, as usual' } },
    ],
  },
  rehearsed: false,
};

/** The settings of every service that reminds. */
export const reminderSettings = { 'reminder-ladder': ladder, 'reminder-code': code };

/** The settings of a service's reminders, as they are in force. */
export type ReminderValues = { 'reminder-ladder': Rung[]; 'reminder-code': ReminderCode };

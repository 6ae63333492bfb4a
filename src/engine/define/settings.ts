import { z } from 'zod';
import type { Bilingual, SettingForm, SettingPart } from './setting-form.ts';

/** Where a setting stands in the office: what applications are judged by, what is written to people, and so on. */
export type SettingGroup = 'rules' | 'work' | 'reasons' | 'texts' | 'calendar' | 'limits' | 'portal';

/** What a dated setting may hold, and what it is, for the person who sets it. */
export type SettingDefinition<Value = unknown> = {
  schema: z.ZodType<Value>;
  name: Bilingual;
  /** What it decides, in a sentence. */
  hint: Bilingual;
  group: SettingGroup;
  form: SettingForm;
  /** Applications are judged or promised by it, so a change can be rehearsed on those of the last year. */
  rehearsed: boolean;
};

/** A value in force and the day since which it is. */
export type InForce<Value> = { value: Value; since: Temporal.PlainDate };

/** The values in force on one day of the settings a service declares. */
export type SettingsOf<S extends Record<string, SettingDefinition>> = {
  [K in keyof S]: InForce<S[K] extends SettingDefinition<infer Value> ? Value : never>;
};

/** One choice of a list that the city keeps. */
export type Choice = { code: string; ar: string; en: string; needsWords: boolean };

const mostOfWords = 300;

/** Words in both languages. */
export const bothLanguages = z.strictObject({
  ar: z.string().min(1).max(mostOfWords),
  en: z.string().min(1).max(mostOfWords),
});

/** The form of words in both languages. */
export const bothLanguagesForm: SettingForm = { kind: 'words', max: mostOfWords };

const mostDays = 3660;

/** A whole number of days, zero or more. `name` and `hint` are for the person who sets it. */
export function days(name: Bilingual, hint: Bilingual): SettingDefinition<number> {
  const form: SettingForm = { kind: 'number', min: 0, max: mostDays, unit: 'days' };
  return { schema: z.int().min(0).max(mostDays), name, hint, group: 'rules', form, rehearsed: true };
}

/** A whole number of days that no application is judged or promised by. */
export function officeDays(name: Bilingual, hint: Bilingual): SettingDefinition<number> {
  return { ...days(name, hint), group: 'work', rehearsed: false };
}

/** A whole number of working days, zero or more. */
export function workingDays(name: Bilingual, hint: Bilingual): SettingDefinition<number> {
  const form: SettingForm = { kind: 'number', min: 0, max: mostDays, unit: 'working-days' };
  return { ...days(name, hint), group: 'work', form };
}

/** A whole number of hours that no application is judged or promised by. */
export function hours(name: Bilingual, hint: Bilingual): SettingDefinition<number> {
  const most = 720;
  const form: SettingForm = { kind: 'number', min: 0, max: most, unit: 'hours' };
  return { schema: z.int().min(0).max(most), name, hint, group: 'rules', form, rehearsed: false };
}

const mostFils = 1_000_000_000;

/** An amount of money in fils: a thousand are one dinar. Zero: nothing is asked for. */
export function fils(name: Bilingual, hint: Bilingual): SettingDefinition<number> {
  const form: SettingForm = { kind: 'money', max: mostFils };
  return { schema: z.int().min(0).max(mostFils), name, hint, group: 'rules', form, rehearsed: true };
}

const choiceParts: readonly SettingPart[] = [
  {
    key: 'code',
    name: { ar: 'الرمز', en: 'Code' },
    form: { kind: 'text', max: 40, holds: 'code' },
  },
  { key: 'ar', name: { ar: 'بالعربية', en: 'In Arabic' }, form: { kind: 'text', max: 120, holds: 'arabic' } },
  {
    key: 'en',
    name: { ar: 'بالإنجليزية', en: 'In English' },
    form: { kind: 'text', max: 120, holds: 'english' },
  },
  { key: 'needsWords', name: { ar: 'يحتاج إلى شرح', en: 'Needs words' }, form: { kind: 'yes-no' } },
];

const mostChoices = 60;

/** A list that is typed in rows; one that is too long says so, and not only that it does not fit. */
export function rowsOf<Row>(one: z.ZodType<Row>, most: number): z.ZodArray<z.ZodType<Row>> {
  return z.array(one).refine((list) => list.length <= most, {
    message: `no more than ${most}`,
    params: { because: 'rowsMany' },
  });
}

/** A list of choices, in the order in which people see them. */
export function choices(name: Bilingual, hint: Bilingual): SettingDefinition<Choice[]> {
  const one = z.strictObject({
    code: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
    ar: z.string().min(1).max(120),
    en: z.string().min(1).max(120),
    needsWords: z.boolean().default(false),
  });
  const schema = rowsOf(one, mostChoices)
    .min(1)
    .refine((list) => new Set(list.map((each) => each.code)).size === list.length, {
      message: 'two choices have one code',
      params: { because: 'same-code' },
    });
  return {
    schema,
    name,
    hint,
    group: 'reasons',
    form: { kind: 'rows', parts: choiceParts, most: mostChoices },
    rehearsed: true,
  };
}

const mostSentences = 12;

const sentenceParts: readonly SettingPart[] = [
  {
    key: 'ar',
    name: { ar: 'بالعربية', en: 'In Arabic' },
    form: { kind: 'text', max: mostOfWords, holds: 'arabic' },
  },
  {
    key: 'en',
    name: { ar: 'بالإنجليزية', en: 'In English' },
    form: { kind: 'text', max: mostOfWords, holds: 'english' },
  },
];

/** Sentences in both languages, in the order in which they stand on a document. */
export function sentences(name: Bilingual, hint: Bilingual): SettingDefinition<Bilingual[]> {
  return {
    schema: rowsOf(bothLanguages, mostSentences).min(1),
    name,
    hint,
    group: 'texts',
    form: { kind: 'rows', parts: sentenceParts, most: mostSentences },
    rehearsed: false,
  };
}

/** How the code is proven: `screen`, `sms`, or `both`, one after the other. */
export const codePolicies = ['screen', 'sms', 'both'] as const;
export type CodePolicy = (typeof codePolicies)[number];

/** Which decisions two people take together: one prepares, another confirms. */
export const twoPairsPolicies = ['off', 'approvals', 'all'] as const;
export type TwoPairsPolicy = (typeof twoPairsPolicies)[number];

const twoPairsNames: Record<TwoPairsPolicy, Bilingual> = {
  off: { ar: 'لا، يقرر موظف واحد', en: 'No, one person decides' },
  approvals: { ar: 'عند الموافقة', en: 'For approvals' },
  all: { ar: 'عند الموافقة والرفض', en: 'For approvals and refusals' },
};

/** Which decisions need a second pair of eyes. */
export function twoPairs(name: Bilingual, hint: Bilingual): SettingDefinition<TwoPairsPolicy> {
  return {
    schema: z.enum(twoPairsPolicies),
    name,
    hint,
    group: 'work',
    form: {
      kind: 'one-of',
      options: twoPairsPolicies.map((value) => ({ value, name: twoPairsNames[value] })),
    },
    rehearsed: false,
  };
}

const policyNames: Record<CodePolicy, Bilingual> = {
  screen: { ar: 'كود على الشاشة', en: 'A code on the screen' },
  sms: { ar: 'كود برسالة قصيرة', en: 'A code by SMS' },
  both: { ar: 'كود على الشاشة، ثم كود برسالة قصيرة', en: 'A code on the screen, then one by SMS' },
};

/** Which kind of verification code the city asks for. */
export function codePolicy(name: Bilingual, hint: Bilingual): SettingDefinition<CodePolicy> {
  return {
    schema: z.enum(codePolicies),
    name,
    hint,
    group: 'limits',
    form: {
      kind: 'one-of',
      options: codePolicies.map((value) => ({ value, name: policyNames[value] })),
    },
    rehearsed: false,
  };
}

import { z } from 'zod';

/** What a dated setting may hold, and what it is, for the person who sets it. */
export type SettingDefinition<Value = unknown> = { schema: z.ZodType<Value>; about: string };

/** A value in force and the day since which it is. */
export type InForce<Value> = { value: Value; since: Temporal.PlainDate };

/** The values in force on one day of the settings a service declares. */
export type SettingsOf<S extends Record<string, SettingDefinition>> = {
  [K in keyof S]: InForce<S[K] extends SettingDefinition<infer Value> ? Value : never>;
};

/** One choice of a list that the city keeps. */
export type Choice = { code: string; ar: string; en: string; needsWords: boolean };

/** Words in both languages. */
export const bothLanguages = z.strictObject({
  ar: z.string().min(1).max(300),
  en: z.string().min(1).max(300),
});

/** A whole number of days, zero or more. */
export function days(about: string): SettingDefinition<number> {
  return { schema: z.int().min(0).max(3660), about };
}

/** An amount of money in fils: a thousand are one dinar. Zero: nothing is asked for. */
export function fils(about: string): SettingDefinition<number> {
  return { schema: z.int().min(0).max(1_000_000_000), about };
}

/** A list of choices, in the order in which people see them. */
export function choices(about: string): SettingDefinition<Choice[]> {
  const one = z.strictObject({
    code: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
    ar: z.string().min(1).max(120),
    en: z.string().min(1).max(120),
    needsWords: z.boolean().default(false),
  });
  const schema = z
    .array(one)
    .min(1)
    .max(60)
    .refine(
      (list) => new Set(list.map((each) => each.code)).size === list.length,
      'two choices have one code',
    );
  return { schema, about };
}

/** Sentences in both languages, in the order in which they stand on a document. */
export function sentences(about: string): SettingDefinition<{ ar: string; en: string }[]> {
  return { schema: z.array(bothLanguages).min(1).max(12), about };
}

/** How the code is proven: `screen`, `sms`, or `both`, one after the other. */
export const codePolicies = ['screen', 'sms', 'both'] as const;
export type CodePolicy = (typeof codePolicies)[number];

/** Which decisions two people take together: one prepares, another confirms. */
export const twoPairsPolicies = ['off', 'approvals', 'all'] as const;
export type TwoPairsPolicy = (typeof twoPairsPolicies)[number];

/** Which decisions need a second pair of eyes. */
export function twoPairs(about: string): SettingDefinition<TwoPairsPolicy> {
  return { schema: z.enum(twoPairsPolicies), about };
}

/** Which kind of verification code the city asks for. */
export function codePolicy(about: string): SettingDefinition<CodePolicy> {
  return { schema: z.enum(codePolicies), about };
}

/** The kinds of answer a service may ask for. A value that was read is always a string, in one canonical form. */
export type AnswerDefinition =
  | { kind: 'digits'; max: number }
  | { kind: 'year' }
  | { kind: 'choice'; from: string }
  | { kind: 'longText'; max: number; neededBy: string | null }
  | { kind: 'mobile' };

/** Answers by name, each in its canonical form: `1042`, `2026`, `weather`, `+962791234567`. */
export type Answers = Record<string, string>;

/** A number of at most `max` digits; zeros in front do not count. Canonical: `1042`. */
export function digits(options: { max: number }): AnswerDefinition {
  return { kind: 'digits', max: options.max };
}

/** A year from 1990 to the next one. Canonical: `2026`. */
export function year(): AnswerDefinition {
  return { kind: 'year' };
}

/** One of a list. Canonical: the code of the choice. */
export function choice(list: ChoiceList): AnswerDefinition {
  return { kind: 'choice', from: list.setting };
}

/** The name of a setting of the service that holds choices. */
export type ChoiceList = { setting: string };

/** The list that the city keeps in the setting `setting` of this service, by date. */
export function fromSettings(setting: string): ChoiceList {
  return { setting };
}

/**
 * Words, up to `max` characters. Asked for when the choice given to `neededBy` says that it needs words; else they
 * may stay empty.
 */
export function longText(options: { max: number; neededBy?: string }): AnswerDefinition {
  return { kind: 'longText', max: options.max, neededBy: options.neededBy ?? null };
}

/** A Jordanian mobile number. Canonical: E.164, `+962791234567`. */
export function mobile(): AnswerDefinition {
  return { kind: 'mobile' };
}

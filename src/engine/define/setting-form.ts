/** Words for people in both languages: what a thing is called, or how a field is to be filled in. */
export type Bilingual = { readonly ar: string; readonly en: string };

/** One named part of a value that has several: a field, or several. */
export type SettingPart = { key: string; name: Bilingual; hint?: Bilingual; form: SettingForm };

/**
 * How a value is typed by a person and told to one, so that nobody has to write JSON. A value of several parts, or of
 * rows of them, is put together of the others; whatever form it has, its schema has the last word.
 */
export type SettingForm =
  | { kind: 'number'; min: number; max: number; unit: 'days' | 'working-days' | 'hours' | 'times' }
  /** Kept in fils, typed in dinars with three decimals. */
  | { kind: 'money'; max: number }
  /** Kept in seconds, typed as a number of seconds, minutes, hours or days. `range` says what it may be. */
  | { kind: 'duration'; range: Bilingual }
  | { kind: 'one-of'; options: readonly { value: string; name: Bilingual }[] }
  | { kind: 'yes-no' }
  /** One line. `holds` says how it is written, and what is said when it does not fit. */
  | { kind: 'text'; max: number; holds: 'phone' | 'email' | 'link' | 'code' | 'time' | 'arabic' | 'english' }
  /** One line in each language. */
  | { kind: 'words'; max: number }
  /** A message in each language, with `{names}` that are filled in; some of them must be there. */
  | { kind: 'message'; max: number; names: readonly string[]; required: readonly string[] }
  /** Days of the week, Monday 1 to Sunday 7. */
  | { kind: 'weekdays' }
  /** Days with a name in both languages, one a line. */
  | { kind: 'holidays' }
  /** An SVG, drawn into pages as it is. */
  | { kind: 'emblem'; max: number }
  /** `said`: all of it in one sentence, each part for its `{key}`. */
  | { kind: 'parts'; parts: readonly SettingPart[]; said?: Bilingual }
  /** A list in the order in which people see it. */
  | { kind: 'rows'; parts: readonly SettingPart[]; most: number };

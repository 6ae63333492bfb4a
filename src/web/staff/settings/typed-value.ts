import { showMoney } from '../../../platform/i18n/money.ts';
import { spans } from './form-words.ts';
import { writeHolidays } from './holidays-text.ts';
import type { SettingForm, SettingPart } from '../../../engine/define/setting-form.ts';

/** What stands in the fields of a form, by their names. */
export type Typed = Readonly<Record<string, string>>;

/** The name of the field, or of the fields, that a setting's value is typed in. */
export const valueName = 'value';

/** The value of a box that is ticked. */
export const ticked = 'on';

/** The name of a part's field within another's. */
export function nameOf(name: string, part: string | number): string {
  return `${name}-${part}`;
}

type Value = Record<string, unknown>;

/** A value as it stands in its fields: what `readTyped` reads back as the same value. */
export function typeValue(form: SettingForm, value: unknown, name: string): Record<string, string> {
  switch (form.kind) {
    case 'number':
      return { [name]: String(value) };
    case 'money':
      // The English form without the name of the currency.
      return { [name]: showMoney(value as number, 'en').replace(/^\D+/, '') };
    case 'duration':
      return typeSpan(value as number, name);
    case 'yes-no':
      return value === true ? { [name]: ticked } : {};
    case 'one-of':
    case 'text':
    case 'emblem':
      return { [name]: value as string };
    case 'words':
    case 'message': {
      const { ar, en } = value as { ar: string; en: string };
      return { [nameOf(name, 'ar')]: ar, [nameOf(name, 'en')]: en };
    }
    case 'weekdays':
      return Object.fromEntries((value as number[]).map((day) => [nameOf(name, day), ticked]));
    case 'holidays':
      return { [name]: writeHolidays(value as Parameters<typeof writeHolidays>[0]) };
    case 'parts':
      return typeParts(form.parts, value as Value, name);
    case 'rows':
      return Object.assign(
        {},
        ...(value as Value[]).map((row, index) => ({
          ...typeParts(form.parts, row, nameOf(name, index)),
          [nameOf(nameOf(name, index), 'order')]: String(index + 1),
        })),
      ) as Record<string, string>;
  }
}

function typeParts(parts: readonly SettingPart[], value: Value, name: string): Record<string, string> {
  return Object.assign(
    {},
    ...parts.map((part) => typeValue(part.form, value[part.key], nameOf(name, part.key))),
  ) as Record<string, string>;
}

function typeSpan(seconds: number, name: string): Record<string, string> {
  const span = spans.find((each) => seconds % each.seconds === 0) ?? spans[spans.length - 1];
  if (span === undefined) return {};
  return { [name]: String(seconds / span.seconds), [nameOf(name, 'unit')]: span.code };
}

/** The names of all fields that a form may send. */
export function fieldNames(form: SettingForm, name: string): string[] {
  switch (form.kind) {
    case 'duration':
      return [name, nameOf(name, 'unit')];
    case 'words':
    case 'message':
      return [nameOf(name, 'ar'), nameOf(name, 'en')];
    case 'weekdays':
      return [1, 2, 3, 4, 5, 6, 7].map((day) => nameOf(name, day));
    case 'parts':
      return form.parts.flatMap((part) => fieldNames(part.form, nameOf(name, part.key)));
    case 'rows':
      return rowNumbers(form.most).flatMap((index) => {
        const row = nameOf(name, index);
        return [
          nameOf(row, 'order'),
          ...form.parts.flatMap((part) => fieldNames(part.form, nameOf(row, part.key))),
        ];
      });
    case 'number':
    case 'money':
    case 'yes-no':
    case 'one-of':
    case 'text':
    case 'emblem':
    case 'holidays':
      return [name];
  }
}

/** Rows that a form may show: those that there may be, and empty ones below. */
export function rowNumbers(most: number): number[] {
  return Array.from({ length: most + emptyRows }, (_, index) => index);
}

/** How many empty rows stand below those that are filled in. */
export const emptyRows = 3;

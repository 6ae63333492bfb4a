import { errorSummary } from '../../ui/error-summary.ts';
import { words } from './words.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';

/** What is wrong with a form: beside its fields, and as a whole. */
export type FormErrors<Name extends string> = {
  fields: { name: Name; text: string }[];
  general: string[];
};

/** No mistakes. */
export const noErrors = { fields: [], general: [] };

/** The error of one field, as an option of the field. */
export function errorOf<Name extends string>(errors: FormErrors<Name>, name: Name): { error?: string } {
  const text = errors.fields.find((each) => each.name === name)?.text;
  return text === undefined ? {} : { error: text };
}

/** The summary of a form's errors, where there are any. */
export function summaryOf(errors: FormErrors<string>, lang: Lang): Html | false {
  if (errors.fields.length === 0 && errors.general.length === 0) return false;
  return errorSummary({
    lang,
    title: words.errorTitle[lang],
    errors: errors.fields,
    general: errors.general,
  });
}

import { foldDigits, foldNumberText } from '../../../platform/i18n/fold.ts';
import { cleanWords } from './clean-words.ts';
import { spans, wrongWords } from './form-words.ts';
import { readHolidays } from './holidays-text.ts';
import { nameOf, rowNumbers, ticked, typeValue } from './typed-value.ts';
import type { SettingForm, SettingPart } from '../../../engine/define/setting-form.ts';
import type { ValueProblem } from '../../../engine/settings/check-value.ts';
import type { Text } from '../../ui/words.ts';
import type { Typed } from './typed-value.ts';

/** What is wrong with a field. */
export type Wrong = { name: string; text: Text };

/** What was typed, as a value for the schema to judge; what no value could be made of; and the fields as they stand now. */
export type ReadTyped = { value: unknown; wrong: Wrong[]; typed: Typed };

/**
 * Reads the fields of a value. Rows come in their order, without those that were emptied, in `typed` as well, so that the
 * places of a value and of its fields are the same.
 */
export function readTyped(form: SettingForm, typed: Typed, name: string): ReadTyped {
  const wrong: Wrong[] = [];
  if (form.kind === 'rows') {
    const rows = filledRows(form.most, typed, name);
    const ordered = Object.assign(
      {},
      ...rows.map((row, index) => renamed(row.typed, row.name, nameOf(name, index))),
    ) as Record<string, string>;
    for (const [index] of rows.entries()) ordered[nameOf(nameOf(name, index), 'order')] = String(index + 1);
    const value = rows.map((_, index) => readParts(form.parts, ordered, nameOf(name, index), wrong));
    return { value, wrong, typed: ordered };
  }
  return { value: read(form, typed, name, wrong), wrong, typed };
}

function read(form: SettingForm, typed: Typed, name: string, wrong: Wrong[]): unknown {
  const text = cleanWords(typed[name] ?? '');
  switch (form.kind) {
    case 'number':
      return readNumber(text);
    case 'money':
      return readMoney(text);
    case 'duration': {
      const span = spans.find(({ code }) => code === typed[nameOf(name, 'unit')]);
      return readNumber(text) * (span?.seconds ?? Number.NaN);
    }
    case 'yes-no':
      return typed[name] === ticked;
    case 'one-of':
      return text;
    case 'text':
      if (form.holds === 'time') return foldDigits(text).replace(/^\d:/, '0$&');
      return form.holds === 'phone' ? foldDigits(text) : text;
    case 'emblem':
      return (typed[name] ?? '').trim();
    case 'words':
    case 'message':
      return {
        ar: cleanWords(typed[nameOf(name, 'ar')] ?? ''),
        en: cleanWords(typed[nameOf(name, 'en')] ?? ''),
      };
    case 'weekdays':
      return [1, 2, 3, 4, 5, 6, 7].filter((day) => typed[nameOf(name, day)] === ticked);
    case 'holidays': {
      const found = readHolidays(typed[name] ?? '');
      wrong.push(...found.wrong.map((each) => ({ name, text: each })));
      return found.holidays;
    }
    case 'parts':
      return readParts(form.parts, typed, name, wrong);
    case 'rows':
      return readTyped(form, typed, name).value;
  }
}

function readParts(parts: readonly SettingPart[], typed: Typed, name: string, wrong: Wrong[]): unknown {
  return Object.fromEntries(
    parts.map((part) => [part.key, read(part.form, typed, nameOf(name, part.key), wrong)]),
  );
}

/** A number that is none is for the schema to refuse. */
function readNumber(text: string): number {
  const digits = foldNumberText(text);
  return /^\d{1,12}$/.test(digits) ? Number(digits) : Number.NaN;
}

/** Dinars with up to three decimals, as fils. */
function readMoney(text: string): number {
  const [, dinars, decimals = ''] = /^(\d{1,9})(?:[.,٫](\d{1,3}))?$/.exec(foldNumberText(text)) ?? [];
  return dinars === undefined ? Number.NaN : Number(dinars) * 1000 + Number(decimals.padEnd(3, '0'));
}

type Row = { name: string; typed: Typed; order: number };

/** The rows in which something stands, in their order; one without a number stays where it is. */
function filledRows(most: number, typed: Typed, name: string): Row[] {
  const rows = rowNumbers(most).flatMap((index): Row[] => {
    const row = nameOf(name, index);
    const own = Object.entries(typed).filter(([field]) => field.startsWith(`${row}-`));
    const isFilled = own.some(
      ([field, text]) => field !== nameOf(row, 'order') && text !== ticked && text.trim() !== '',
    );
    const order = readNumber(typed[nameOf(row, 'order')] ?? '');
    return isFilled
      ? [{ name: row, typed: Object.fromEntries(own), order: Number.isNaN(order) ? index + 1 : order }]
      : [];
  });
  return rows.toSorted((one, other) => one.order - other.order);
}

function renamed(typed: Typed, from: string, to: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(typed).map(([field, text]) => [to + field.slice(from.length), text]),
  );
}

/** Says what the schema has against a value at the field where it stands. */
export function wrongOf(form: SettingForm, problems: readonly ValueProblem[], name: string): Wrong[] {
  const all = problems.map((problem) => wrongAt(form, problem, problem.path, name));
  // Of each field what was found first.
  return [...new Map(all.toReversed().map((each) => [each.name, each])).values()].toReversed();
}

function wrongAt(
  form: SettingForm,
  problem: ValueProblem,
  path: readonly (string | number)[],
  name: string,
): Wrong {
  const [first, ...rest] = path;
  if (form.kind === 'rows' && typeof first === 'number')
    return wrongAt({ kind: 'parts', parts: form.parts }, problem, rest, nameOf(name, first));
  if (form.kind === 'parts' && typeof first === 'string') {
    const part = form.parts.find(({ key }) => key === first);
    if (part) return wrongAt(part.form, problem, rest, nameOf(name, first));
  }
  const own = problem.because === null ? undefined : wrongWords[problem.because as keyof typeof wrongWords];
  const text = filled(own ?? wordsFor(form), form, problem.names);
  if ((form.kind === 'words' || form.kind === 'message') && typeof first === 'string')
    return { name: nameOf(name, first), text };
  return { name, text };
}

function wordsFor(form: SettingForm): Text {
  switch (form.kind) {
    case 'text':
      return form.holds === 'arabic' || form.holds === 'english' ? wrongWords.words : wrongWords[form.holds];
    case 'message':
      return wrongWords.words;
    case 'rows':
      return wrongWords.rowsNone;
    case 'holidays':
      return wrongWords.holidaysMany;
    case 'parts':
    case 'yes-no':
      return wrongWords['one-of'];
    case 'number':
    case 'money':
    case 'duration':
    case 'one-of':
    case 'words':
    case 'weekdays':
    case 'emblem':
      return wrongWords[form.kind];
  }
}

function filled({ ar, en }: Text, form: SettingForm, names: string): Text {
  const bound = (key: 'min' | 'max'): string => {
    if (form.kind === 'money' && key === 'max') return typeValue(form, form.max, key)[key] ?? '';
    if (form.kind === 'rows') return key === 'max' ? String(form.most) : '1';
    const value: unknown = Reflect.get(form, key);
    return typeof value === 'number' ? String(value) : '';
  };
  const range = form.kind === 'duration' ? form.range : { ar: '', en: '' };
  const fill = (text: string, lang: 'ar' | 'en') =>
    text
      .replace('{range}', range[lang])
      .replace('{min}', bound('min'))
      .replace('{max}', bound('max'))
      .replace('{names}', `\u2068${names}\u2069`);
  return { ar: fill(ar, 'ar'), en: fill(en, 'en') };
}

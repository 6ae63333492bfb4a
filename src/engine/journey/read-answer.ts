import { cleanText, foldNumberText } from '../../platform/i18n/fold.ts';
import { readMobile } from '../../platform/i18n/phone.ts';
import type { AnswerDefinition, Answers } from '../define/answers.ts';
import type { Choice } from '../define/settings.ts';

/** What is wrong with an answer. Each has its words in both languages, or the program does not compile. */
export type Problem =
  | { code: 'required' }
  | { code: 'not-digits' }
  | { code: 'too-many-digits'; max: number }
  | { code: 'not-a-year'; from: number; to: number }
  | { code: 'not-a-choice' }
  | { code: 'too-long'; max: number; length: number }
  | { code: 'phone-not-a-number' }
  | { code: 'phone-wrong-length' }
  | { code: 'phone-not-jordanian' }
  | { code: 'phone-not-mobile' };

export type Reading = { ok: true; value: string } | { ok: false; problem: Problem };

/** What reading may need beside the text. */
export type ReadingContext = { today: Temporal.PlainDate; choices: (setting: string) => readonly Choice[] };

/**
 * Reads one answer from what was typed: folds digits, tatweel, bidi marks, zero-width characters and spaces, then
 * judges. `others` are the answers of the other steps, and those of the same step that were read already.
 */
export function readAnswer(
  definition: AnswerDefinition,
  raw: string,
  context: ReadingContext,
  others: Answers,
  definitions: Record<string, AnswerDefinition>,
): Reading {
  switch (definition.kind) {
    case 'digits':
      return readDigits(raw, definition.max);
    case 'year':
      return readYear(raw, context.today.year);
    case 'choice':
      return readChoice(raw, context.choices(definition.from));
    case 'longText':
      return readLongText(raw, definition.max, needsWords(definition.neededBy, context, others, definitions));
    case 'mobile':
      return readPhone(raw);
  }
}

function readDigits(raw: string, max: number): Reading {
  const text = foldNumberText(raw);
  if (text === '') return wrong({ code: 'required' });
  if (!/^[0-9]+$/.test(text)) return wrong({ code: 'not-digits' });
  const value = text.replace(/^0+/, '');
  if (value === '') return wrong({ code: 'not-digits' });
  if (value.length > max) return wrong({ code: 'too-many-digits', max });
  return { ok: true, value };
}

/** The first year of which the register may hold permits. */
const firstYear = 1990;

function readYear(raw: string, thisYear: number): Reading {
  const text = foldNumberText(raw);
  if (text === '') return wrong({ code: 'required' });
  const value = Number(text);
  if (!/^[0-9]{4}$/.test(text) || value < firstYear || value > thisYear + 1)
    return wrong({ code: 'not-a-year', from: firstYear, to: thisYear + 1 });
  return { ok: true, value: text };
}

function readChoice(raw: string, choices: readonly Choice[]): Reading {
  if (raw === '') return wrong({ code: 'required' });
  const found = choices.find((each) => each.code === raw);
  return found ? { ok: true, value: found.code } : wrong({ code: 'not-a-choice' });
}

function readLongText(raw: string, max: number, needed: boolean): Reading {
  const value = cleanText(raw, { lines: true });
  if (value === '' && needed) return wrong({ code: 'required' });
  if (value.length > max) return wrong({ code: 'too-long', max, length: value.length });
  return { ok: true, value };
}

function needsWords(
  neededBy: string | null,
  context: ReadingContext,
  others: Answers,
  definitions: Record<string, AnswerDefinition>,
): boolean {
  const chooser = neededBy === null ? undefined : definitions[neededBy];
  if (neededBy === null || chooser?.kind !== 'choice') return false;
  return context.choices(chooser.from).some((each) => each.code === others[neededBy] && each.needsWords);
}

const phoneProblems = {
  empty: { code: 'required' },
  'not-a-number': { code: 'phone-not-a-number' },
  'too-long': { code: 'phone-wrong-length' },
  'not-jordanian': { code: 'phone-not-jordanian' },
  'not-mobile': { code: 'phone-not-mobile' },
} as const satisfies Record<string, Problem>;

function readPhone(raw: string): Reading {
  const reading = readMobile(raw);
  return reading.ok ? { ok: true, value: reading.e164 } : wrong(phoneProblems[reading.problem]);
}

function wrong(problem: Problem): Reading {
  return { ok: false, problem };
}

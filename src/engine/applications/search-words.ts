import { phoneEnding } from '../../platform/i18n/phone.ts';
import { foldForSearch } from '../../platform/i18n/fold.ts';
import { lookUpOf } from '../journey/walk.ts';
import type { Answers } from '../define/answers.ts';
import type { Service } from '../define/define-service.ts';
import type { FoundRow } from '../define/register.ts';

/** A name longer than any is cut off here: every word is a row. */
const mostWords = 40;

/**
 * What an application is found by: the words of the name that the register has, folded; what is written on the row's
 * paper; the numbers it was looked up by; the last four digits of its phone. A year alone tells nothing apart.
 */
export function searchWords(
  service: Service,
  { found, answers, phone }: { found: FoundRow | null; answers: Answers; phone: string },
): string[] {
  const numbers = lookUpOf(service).asks.flatMap((name) =>
    service.answers[name]?.kind === 'year' ? [] : [answers[name] ?? ''],
  );
  const words = [
    ...wordsOf(found?.label ?? ''),
    ...numbers.flatMap(wordsOf),
    phoneEnding(phone),
    ...wordsOf(found?.name ?? ''),
  ];
  return [...new Set(words)].slice(0, mostWords);
}

/** The words of a text, folded; `287 / 2026` is one word. */
export function wordsOf(text: string): string[] {
  return foldForSearch(text)
    .replace(/ ?\/ ?/g, '/')
    .split(/[^\p{L}\p{M}\p{N}/]+/u)
    .filter((word) => word !== '');
}

/** The words as one text, in which each stands between spaces. */
export function searchText(words: readonly string[]): string {
  return ` ${words.join(' ')} `;
}

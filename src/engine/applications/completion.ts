import { readBackAll } from './freeze.ts';
import type { Answers } from '../define/answers.ts';
import type { Service } from '../define/define-service.ts';
import type { Choice } from '../define/settings.ts';
import type { Draft } from '../journey/draft.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Change } from './application.ts';
import type { Shown } from './freeze.ts';

/**
 * The words of an application after completing: those of the named answers as they are now, in the language that it was
 * submitted in; the others stay as they were shown then, whatever the city's lists say today.
 */
export function completedShown(
  service: Service,
  application: { shown: Shown; lang: Lang },
  draft: Draft,
  given: Answers,
  choices: (setting: string) => readonly Choice[],
): Shown {
  const { shown, lang } = application;
  const now = readBackAll(service, draft, lang, choices).answers;
  const lines = Object.keys(service.answers).flatMap((name) => {
    const found = (name in given ? now : shown.answers).find((line) => line.name === name);
    return found ? [found] : [];
  });
  return { ...shown, answers: lines };
}

/** What is another answer than before, each with the words in which it was read back; what is empty has none. */
export function whatChanged(
  before: { answers: Answers; shown: Shown },
  answers: Answers,
  shown: Shown,
  given: Answers,
): Record<string, Change> {
  const wordsIn = ({ answers: lines }: Shown, name: string) =>
    lines.find((line) => line.name === name)?.answer ?? '';
  const changed = Object.keys(given).flatMap((name): [string, Change][] => {
    const [was, is] = [before.answers[name] ?? '', answers[name] ?? ''];
    if (was === is) return [];
    const change = {
      before: { value: was, words: wordsIn(before.shown, name) },
      after: { value: is, words: wordsIn(shown, name) },
    };
    return [[name, change]];
  });
  return Object.fromEntries(changed);
}

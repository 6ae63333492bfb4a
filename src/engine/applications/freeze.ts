import { showDate } from '../../platform/i18n/dates.ts';
import { showMoney } from '../../platform/i18n/money.ts';
import { maskPhone, showPhone } from '../../platform/i18n/phone.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Service } from '../define/define-service.ts';
import type { Fact, Facts, FoundRow } from '../define/register.ts';
import type { Choice } from '../define/settings.ts';
import type { Draft } from '../journey/draft.ts';

/**
 * One line read back: the question as it was put and the answer as it was shown. `plain` text runs with the language;
 * the others are isolated when drawn. `masked` is what stands where a stranger might look.
 */
export type ShownLine = {
  name: string;
  question: string;
  answer: string;
  kind: 'plain' | 'isolated';
  masked?: string;
};

/**
 * What the contractor was shown, in the language it was shown in. `learntAt`: what was found is what the register said
 * then; none, when it was asked at that moment.
 */
export type Shown = { found: ShownLine[]; answers: ShownLine[]; learntAt?: string };

/** Reads everything back, in words. At submission it is frozen so, with the definition's version. */
export function readBackAll(
  service: Service,
  draft: Draft,
  lang: Lang,
  choices: (setting: string) => readonly Choice[],
): Shown {
  const text = service.text[lang];
  const answers = Object.entries(service.answers).flatMap(([name, definition]): ShownLine[] => {
    const value = draft.answers[name];
    if (value === undefined || value === '') return [];
    const question = text.answers[name]?.label ?? name;
    if (definition.kind === 'mobile')
      return [{ name, question, answer: showPhone(value), kind: 'isolated', masked: maskPhone(value) }];
    if (definition.kind === 'choice') {
      const chosen = choices(definition.from).find((each) => each.code === value);
      return [{ name, question, answer: chosen?.[lang] ?? value, kind: 'plain' }];
    }
    return [{ name, question, answer: value, kind: definition.kind === 'longText' ? 'plain' : 'isolated' }];
  });
  return { answers, ...readBackFound(service, draft.found, draft.learntAt, lang) };
}

/** Reads back what the register said, in words: nothing, as long as it said nothing. */
export function readBackFound(
  service: Service,
  found: FoundRow | null,
  learntAt: Date | null,
  lang: Lang,
): Pick<Shown, 'found' | 'learntAt'> {
  const lines = factsInOrder(service, lang, found?.shown ?? {}).map(({ name, label, fact }) => ({
    name,
    question: label,
    ...showFact(fact, lang),
  }));
  return { found: lines, ...(learntAt && { learntAt: learntAt.toISOString() }) };
}

/** Facts with their labels, in the order of the service's text; a fee of nothing is not mentioned. */
export function factsInOrder(
  service: Service,
  lang: Lang,
  facts: Facts,
): { name: string; label: string; fact: Fact }[] {
  return Object.entries(service.text[lang].facts).flatMap(([name, label]) => {
    const fact = facts[name];
    return fact === undefined || (fact.kind === 'money' && fact.fils === 0) ? [] : [{ name, label, fact }];
  });
}

/** A fact in words of a language. Numbers, dates and money are to be isolated from the words around them. */
export function showFact(fact: Fact, lang: Lang): { answer: string; kind: 'plain' | 'isolated' } {
  switch (fact.kind) {
    case 'text':
      return { answer: fact.text, kind: 'plain' };
    case 'number':
      return { answer: fact.text, kind: 'isolated' };
    case 'date':
      return { answer: showDate(Temporal.PlainDate.from(fact.date), lang), kind: 'isolated' };
    case 'days':
      return { answer: showDays(fact.days, lang), kind: 'plain' };
    case 'money':
      return { answer: showMoney(fact.fils, lang), kind: 'plain' };
  }
}

/** A number of days as it is said: in Arabic the noun follows the number. */
export function showDays(days: number, lang: Lang): string {
  if (lang === 'en') return days === 1 ? '1 day' : `${days} days`;
  if (days === 1) return 'يوم واحد';
  if (days === 2) return 'يومين';
  const lastTwo = days % 100;
  if (days === 0 || lastTwo < 3) return `${days} يوم`;
  return lastTwo <= 10 ? `${days} أيام` : `${days} يومًا`;
}

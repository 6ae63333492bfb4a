import { countParts } from '../../platform/sms/parts.ts';
import { isolate, showDate } from '../../platform/i18n/dates.ts';
import { fillWords } from '../define/text.ts';
import { linkPlace } from './returned-sms.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Service } from '../define/define-service.ts';
import type { Bilingual } from '../define/setting-form.ts';
import type { Decision } from '../applications/application.ts';
import type { NotPossible } from '../journey/draft.ts';
import type { SettingsToday } from '../settings/settings.ts';

/** What an SMS about an application is about, and what is filled into its words. */
export type SmsFacts =
  | { kind: 'submitted'; promisedOn: Temporal.PlainDate }
  | { kind: 'unchecked'; receivedOn: Temporal.PlainDate }
  | { kind: 'not-renewable'; outcome: NotPossible }
  | { kind: 'approved'; until: Temporal.PlainDate | null }
  | { kind: 'refused' }
  | { kind: 'completion-warning'; lastDay: Temporal.PlainDate }
  | { kind: 'lapsed' | 'objection-rejected' | 'phone-changed' }
  | { kind: 'objected' | 'objection-upheld'; promisedOn: Temporal.PlainDate }
  | { kind: 'phone-change'; on: Temporal.PlainDate };

/**
 * The SMS about an application, in the words that are in force by these settings: give those of the day on which it happened.
 */
export function applicationSms(
  settings: SettingsToday,
  service: Service,
  lang: Lang,
  reference: string,
  facts: SmsFacts,
): string {
  return fillSms(settings.messages(service)[facts.kind], service, lang, reference, facts);
}

/** The same with words that are not in force, to see them before they are. */
export function fillSms(
  words: Bilingual,
  service: Service,
  lang: Lang,
  reference: string,
  facts: SmsFacts,
): string {
  const fillings = { ...fillingsOf(facts, lang), reference: isolated(reference, lang) };
  const fill = (more: Record<string, string>) => {
    const all: Record<string, string> = { ...fillings, ...more };
    return fillWords(words[lang], (name) => all[name]);
  };
  if (facts.kind !== 'not-renewable') return fill({});
  const title = titleOf(service, lang, facts.outcome);
  const whole = fill({ why: title ?? notAccepted[lang] });
  // One part of an SMS, or else without the reason, which the status page has in full.
  return countParts(whole).parts === 1 ? whole : fill({ why: notAccepted[lang] });
}

/** What a decision says in its SMS. */
export function factsOfDecision(decision: Decision): SmsFacts {
  if (decision.kind === 'refused') return { kind: 'refused' };
  const until = decision.term?.until;
  return { kind: 'approved', until: until === undefined ? null : Temporal.PlainDate.from(until) };
}

function fillingsOf(facts: SmsFacts, lang: Lang): Record<string, string> {
  const day = (date: Temporal.PlainDate) => isolated(showDate(date, lang), lang);
  switch (facts.kind) {
    case 'submitted':
    case 'objected':
    case 'objection-upheld':
      return { promised: day(facts.promisedOn) };
    case 'completion-warning':
      return { until: day(facts.lastDay) };
    case 'phone-change':
      // On a line of its own, so that nothing around it, and no sign of direction within it, can break it.
      return { until: day(facts.on), link: `\n${linkPlace}` };
    case 'unchecked':
      return { received: day(facts.receivedOn) };
    case 'approved':
      return facts.until === null ? {} : { until: day(facts.until) };
    case 'refused':
    case 'not-renewable':
    case 'lapsed':
    case 'objection-rejected':
    case 'phone-changed':
      return {};
  }
}

const notAccepted: Record<Lang, string> = { ar: 'لم يُقبل', en: 'not accepted' };

function titleOf(service: Service, lang: Lang, outcome: NotPossible): string | undefined {
  const text = service.text[lang];
  switch (outcome.kind) {
    case 'miss':
      return text.miss.title;
    case 'already-open':
      return text.alreadyOpen.title;
    case 'refused':
      return text.refusals[outcome.refusal.code]?.title;
  }
}

function isolated(words: string, lang: Lang): string {
  return lang === 'ar' ? isolate(words) : words;
}

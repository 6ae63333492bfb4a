import { countParts } from '../../platform/sms/parts.ts';
import { isolate, showDate } from '../../platform/i18n/dates.ts';
import { fillWords } from '../define/text.ts';
import { linkPlace, placeLink, sampleLink } from './links.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Service } from '../define/define-service.ts';
import type { Bilingual } from '../define/setting-form.ts';
import type { Decision } from '../applications/application.ts';
import type { NotPossible } from '../journey/draft.ts';
import type { SettingsToday } from '../settings/settings.ts';

/** What an SMS is about, and what is filled into its words. */
export type SmsFacts =
  | { kind: 'submitted'; promisedOn: Temporal.PlainDate }
  | { kind: 'unchecked'; receivedOn: Temporal.PlainDate }
  | { kind: 'not-renewable'; outcome: NotPossible }
  | { kind: 'returned'; completeBy: Temporal.PlainDate }
  | { kind: 'completed'; promisedOn: Temporal.PlainDate }
  | { kind: 'approved'; until: Temporal.PlainDate | null }
  | { kind: 'refused'; reason: Bilingual }
  | { kind: 'withdrawn' | 'restored'; permit: string; since: Temporal.PlainDate; reason: Bilingual }
  | { kind: 'completion-warning'; lastDay: Temporal.PlainDate }
  | { kind: 'lapsed' | 'objection-rejected' | 'phone-changed' }
  | { kind: 'objected' | 'objection-upheld'; promisedOn: Temporal.PlainDate }
  | { kind: 'phone-change'; on: Temporal.PlainDate }
  | { kind: 'reminder'; permits: readonly Reminded[] };

/** A permit that ends soon: what stands on its paper, and its last day. */
export type Reminded = { label: string; endsOn: Temporal.PlainDate };

/** Of which application an SMS speaks, to whom, and where the portal is reached; null: we do not know. */
export type SmsOf = { lang: Lang; reference: string; origin: string | null };

/**
 * The SMS about an application, in the words that are in force by these settings: give those of the day on which it happened.
 * A link in it is still to be made: `linkPlace` stands for it.
 */
export function applicationSms(
  settings: SettingsToday,
  service: Service,
  of: SmsOf,
  facts: SmsFacts,
): string {
  return fillSms(settings.messages(service)[facts.kind], service, of, facts);
}

/** The same with words that are not in force, to see them before they are. */
export function fillSms(
  words: Bilingual,
  service: Service,
  { lang, reference, origin }: SmsOf,
  facts: SmsFacts,
): string {
  const fillings = { ...fillingsOf(facts, lang), reference: isolated(reference, lang), link: linkPlace };
  const placed = placeLink(words[lang], origin);
  const fill = (more: Record<string, string>) => {
    const all: Record<string, string> = { ...fillings, ...more };
    return fillWords(placed, (name) => all[name]);
  };
  const partsOf = (text: string) =>
    countParts(text.replace(linkPlace, origin === null ? '' : sampleLink(origin, lang, facts.kind))).parts;
  if (facts.kind === 'not-renewable') {
    const whole = fill({ why: titleOf(service, lang, facts.outcome) ?? notAccepted[lang] });
    // One part of an SMS, or else without the reason, which the status page has in full.
    return partsOf(whole) === 1 ? whole : fill({ why: notAccepted[lang] });
  }
  if (facts.kind === 'refused') {
    const whole = fill({ why: facts.reason[lang] });
    return partsOf(whole) <= 2 ? whole : fill({ why: reasonElsewhere[lang] });
  }
  return fill({});
}

/** What a decision says in its SMS. */
export function factsOfDecision(decision: Decision): SmsFacts {
  if (decision.kind === 'refused') return { kind: 'refused', reason: decision.reason };
  const until = decision.term?.until;
  return { kind: 'approved', until: until === undefined ? null : Temporal.PlainDate.from(until) };
}

function fillingsOf(facts: SmsFacts, lang: Lang): Record<string, string> {
  const day = (date: Temporal.PlainDate) => isolated(showDate(date, lang), lang);
  switch (facts.kind) {
    case 'submitted':
    case 'completed':
    case 'objected':
    case 'objection-upheld':
      return { promised: day(facts.promisedOn) };
    case 'completion-warning':
      return { until: day(facts.lastDay) };
    case 'phone-change':
      return { until: day(facts.on) };
    case 'unchecked':
      return { received: day(facts.receivedOn) };
    case 'returned':
      return { until: day(facts.completeBy) };
    case 'approved':
      return facts.until === null ? {} : { until: day(facts.until) };
    case 'withdrawn':
    case 'restored':
      return { permit: isolated(facts.permit, lang), since: day(facts.since), why: facts.reason[lang] };
    case 'reminder':
      return { permits: permitsInWords(facts.permits, lang) };
    case 'refused':
    case 'not-renewable':
    case 'lapsed':
    case 'objection-rejected':
    case 'phone-changed':
      return {};
  }
}

/** So many permits are named in one SMS; its link leads to all of them. */
const mostNamed = 8;

/** Those that end on one day stand together, the first to end first. */
function permitsInWords(permits: readonly Reminded[], lang: Lang): string {
  const inOrder = permits.toSorted((a, b) => Temporal.PlainDate.compare(a.endsOn, b.endsOn));
  const named = Map.groupBy(inOrder.slice(0, mostNamed), ({ endsOn }) => endsOn.toString());
  const comma = lang === 'ar' ? '، ' : ', ';
  const groups = [...named].map(([day, those]) => {
    const numbers = those.map(({ label }) => isolated(label.replaceAll(' ', ''), lang)).join(comma);
    return `${numbers} (${isolated(showDate(Temporal.PlainDate.from(day), lang), lang)})`;
  });
  const more = inOrder.length - mostNamed;
  if (more > 0) groups.push(lang === 'ar' ? `وغيرها ${isolated(String(more), lang)}` : `and ${more} more`);
  return groups.join(comma);
}

const notAccepted: Record<Lang, string> = { ar: 'لم يُقبل', en: 'not accepted' };

const reasonElsewhere: Record<Lang, string> = {
  ar: 'السبب في «تتبّع طلب»',
  en: 'read why under "Follow an application"',
};

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

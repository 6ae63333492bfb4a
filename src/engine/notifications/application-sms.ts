import { isolate, showDate } from '../../platform/i18n/dates.ts';
import { fillWords } from '../define/text.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Service } from '../define/define-service.ts';
import type { Decision } from '../applications/application.ts';
import type { NotPossible } from '../journey/draft.ts';

/** The SMS about an application that was submitted: its reference, and by when it is decided. */
export function submittedSms(
  service: Service,
  lang: Lang,
  reference: string,
  promisedOn: Temporal.PlainDate,
): string {
  const fillings: Record<string, string> = {
    reference: isolated(reference, lang),
    promised: isolated(showDate(promisedOn, lang), lang),
  };
  return fillWords(service.text[lang].submittedSms, (name) => fillings[name]);
}

/** The same while the register is down: when it was received, and that the register is still to be asked. */
export function uncheckedSms(lang: Lang, reference: string, receivedOn: Temporal.PlainDate): string {
  return unchecked[lang](isolated(reference, lang), isolated(showDate(receivedOn, lang), lang));
}

/** The SMS about an application that ended when the register answered: why, and where to read more. */
export function notRenewableSms(
  service: Service,
  lang: Lang,
  reference: string,
  outcome: NotPossible,
): string {
  const shown = isolated(reference, lang);
  const title = titleOf(service, lang, outcome);
  const withWhy = ended[lang](shown, `: ${title}`);
  // One part of an SMS, or else without the reason, which the status page has in full.
  if (title !== undefined && withWhy.length <= onePart[lang]) return withWhy;
  return ended[lang](shown, notAccepted[lang]);
}

/** The SMS about a decision, in the service's own words. */
export function decisionSms(service: Service, lang: Lang, reference: string, decision: Decision): string {
  const until = decision.kind === 'approved' ? decision.term?.until : undefined;
  const fillings: Record<string, string> = {
    reference: isolated(reference, lang),
    ...(until !== undefined && { until: isolated(showDate(Temporal.PlainDate.from(until), lang), lang) }),
  };
  const { approvedSms, refusedSms } = service.text[lang];
  const words = decision.kind === 'approved' ? approvedSms : refusedSms;
  return fillWords(words, (name) => fillings[name]);
}

/** Arabic within 70 characters, Latin within 160, so that each is one part. */
const onePart: Record<Lang, number> = { ar: 70, en: 160 };

const unchecked: Record<Lang, (reference: string, day: string) => string> = {
  ar: (reference, day) => `استلمنا طلبك ${reference} في ${day}. نفحصه حين يجيب السجل.`,
  en: (reference, day) =>
    `We received your application ${reference} on ${day}. We check it as soon as the register answers.`,
};

const ended: Record<Lang, (reference: string, why: string) => string> = {
  ar: (reference, why) => `طلب ${reference}${why}. انظر «تتبّع طلب».`,
  en: (reference, why) => `Application ${reference}${why}. Read more under "Follow an application".`,
};

const notAccepted: Record<Lang, string> = { ar: ' لم يُقبل', en: ' was not accepted' };

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

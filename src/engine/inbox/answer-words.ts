import { isolate, showDate } from '../../platform/i18n/dates.ts';
import { decisionOf, returnOf } from '../applications/application.ts';
import { factsInOrder, showFact } from '../applications/freeze.ts';
import { fillWords } from '../define/text.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Application, State } from '../applications/application.ts';
import type { Service } from '../define/define-service.ts';
import type { Fact, Facts } from '../define/register.ts';
import type { Bilingual } from '../define/setting-form.ts';
import type { LookUpResult } from '../registers/look-up.ts';

const sayings = {
  stopped: {
    ar: 'أوقفنا التذكير على هذا الهاتف.',
    en: 'Reminders to this phone are stopped.',
  },
  help: {
    ar: 'أرسل رقم الطلب المرجعي، أو رقم المقاول ورقم التصريح وسنته. لإيقاف التذكير: إيقاف',
    en: 'Send your reference, or contractor number, permit number and year. To stop reminders: STOP',
  },
  noSuch: {
    ar: 'لا طلب بهذا الرقم قُدّم من هذا الهاتف.',
    en: 'No application with this reference was made with this phone.',
  },
  down: {
    ar: 'السجل لا يجيب الآن. أعد الإرسال بعد قليل.',
    en: 'The register does not answer now. Send it again later.',
  },
} as const satisfies Record<string, Bilingual>;

/** A sentence that says the same to everybody. */
export function say(what: keyof typeof sayings, lang: Lang): string {
  return sayings[what][lang];
}

const states: Readonly<Record<State, Bilingual>> = {
  'waiting-for-register': {
    ar: 'الطلب {reference}: استلمناه، ونفحصه حين يجيب السجل.',
    en: 'Application {reference}: received; we check it when the register answers.',
  },
  'under-review': {
    ar: 'الطلب {reference} قيد الدراسة. القرار في موعد أقصاه {promised}.',
    en: 'Application {reference} is under review. Decision by {promised}.',
  },
  returned: {
    ar: 'الطلب {reference} بحاجة لاستكمال حتى {until}.',
    en: 'Application {reference} needs completing by {until}.',
  },
  lapsed: {
    ar: 'الطلب {reference} انتهى دون استكمال. يمكنك التقديم من جديد.',
    en: 'Application {reference} ended: it was not completed. You can apply anew.',
  },
  'not-renewable': {
    ar: 'الطلب {reference} لم يُقبل. السبب في «تتبّع طلب».',
    en: 'Application {reference} was not accepted. Read why under "Follow an application".',
  },
  approved: {
    ar: 'الطلب {reference}: موافق عليه. التصريح صالح حتى {until}.',
    en: 'Application {reference} is approved. The permit is valid until {until}.',
  },
  refused: {
    ar: 'الطلب {reference} مرفوض: {why}',
    en: 'Application {reference} is refused: {why}',
  },
};

/** Where an application stands, in its own language. */
export function stateAnswer(application: Application, state: State): string {
  const { lang, reference, promisedOn, events } = application;
  const day = (text: string) => isolated(showDate(Temporal.PlainDate.from(text), lang), lang);
  const decision = decisionOf(events);
  const until = decision?.kind === 'approved' ? decision.term?.until : returnOf(events)?.completeBy;
  const fillings: Record<string, string> = {
    reference: isolated(reference, lang),
    promised: day(promisedOn),
    until: until === undefined ? '–' : day(until),
    why: decision?.kind === 'refused' ? decision.reason[lang] : '',
  };
  return fillWords(states[state][lang], (name) => fillings[name]);
}

/** What the look-up says of three numbers, in the words of its page; nobody's name is among them. */
export function permitAnswer(
  service: Service,
  looked: Exclude<LookUpResult, { kind: 'limited' }>,
  lang: Lang,
): string {
  const text = service.text[lang];
  if (looked.kind === 'found') {
    const days = factsInOrder(service, lang, looked.found.shown).filter(({ fact }) => fact.kind === 'date');
    const said = days.map(({ label, fact }) => `${label} ${inWords(fact, lang)}.`);
    return [`${text.found.label} ${isolated(looked.found.label, lang)}: ${text.found.tag}.`, ...said].join(
      ' ',
    );
  }
  if (looked.kind === 'unchecked' || looked.outcome.kind === 'down') return say('down', lang);
  const { outcome } = looked;
  switch (outcome.kind) {
    case 'miss':
      return text.miss.title;
    case 'already-open':
      return text.alreadyOpen.title;
    case 'refused': {
      const words = text.refusals[outcome.refusal.code];
      return words ? `${words.title}. ${filled(words.wayOut, outcome.refusal.facts, lang)}` : text.miss.title;
    }
  }
}

function filled(words: string, facts: Facts, lang: Lang): string {
  return fillWords(words, (name) => (facts[name] === undefined ? undefined : inWords(facts[name], lang)));
}

function inWords(fact: Fact, lang: Lang): string {
  const { answer, kind } = showFact(fact, lang);
  return kind === 'isolated' ? isolated(answer, lang) : answer;
}

function isolated(words: string, lang: Lang): string {
  return lang === 'ar' ? isolate(words) : words;
}

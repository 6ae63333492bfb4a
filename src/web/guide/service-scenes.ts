import { showDays } from '../../engine/applications/freeze.ts';
import { fillWords } from '../../engine/define/text.ts';
import { words as citizenWords } from '../citizen/words.ts';
import { words as portalWords } from '../portal/words.ts';
import { words as trackWords } from '../track/words.ts';
import { words as uiWords } from '../ui/words.ts';
import { words as verifyWords } from '../verify/words.ts';
import { words } from './words.ts';
import type { Service } from '../../engine/define/define-service.ts';
import type { AskStep, LookUpStep, Step } from '../../engine/define/journey.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Mark, Scene } from './guide.ts';
import type { Told } from './messages.ts';

/** The name of the page of a step as a scene; a code on the screen is a scene of its own. */
function sceneOfStep(step: Step, by: 'sms' | 'screen' = 'sms'): string {
  return step.kind === 'prove' && by === 'screen' ? `step-${step.name}-screen` : `step-${step.name}`;
}

/** The portal's home page, with the service on it. */
export function homeScene(service: Service, lang: Lang): Scene {
  const text = service.text[lang];
  return {
    name: 'home',
    title: portalWords.home[lang],
    marks: [{ role: 'link', name: text.name, says: [text.teaser] }],
  };
}

/** The service's own page. */
export function serviceScene(service: Service, lang: Lang): Scene {
  const first = service.journey[0];
  const title = service.text[lang].steps[first?.name ?? '']?.title ?? '';
  const says = [words.leadsTo[lang].replace('{title}', title)];
  return {
    name: 'service',
    title: service.text[lang].name,
    marks: [{ role: 'link', name: portalWords.begin[lang], says }],
  };
}

/** The page of a step: what it asks, in its order, and the button that goes on. */
export function stepScene(told: Told, step: Step, by: 'sms' | 'screen' = 'sms'): Scene {
  const { service, lang } = told;
  const text = service.text[lang];
  const title = text.steps[step.name]?.title ?? step.name;
  const go = { role: 'button', name: text.steps[step.name]?.button ?? citizenWords.go[lang] } as const;
  const next = service.journey[service.journey.indexOf(step) + 1];
  const nextTitle = next ? (text.steps[next.name]?.title ?? next.name) : text.receipt.title;
  const leads = words.leadsTo[lang].replace('{title}', nextTitle);
  const scene = (marks: Mark[]): Scene => ({ name: sceneOfStep(step, by), title, marks });
  switch (step.kind) {
    case 'lookUp':
    case 'ask':
      return scene([...fields(told, step), { ...go, says: [leads] }]);
    case 'prove':
      return scene([
        {
          role: 'textbox',
          name: citizenWords.codeLabel[lang],
          says: [by === 'sms' ? citizenWords.codeSmsHint[lang] : citizenWords.codeScreenHint[lang]],
        },
        { ...go, says: [leads] },
        by === 'sms'
          ? { role: 'button', name: citizenWords.codeResend[lang], says: [] }
          : { role: 'button', name: citizenWords.codeAnother[lang], says: [] },
      ]);
    case 'readBack': {
      const asked = Object.keys(service.answers)[0] ?? '';
      const change = `${citizenWords.change[lang]} ${text.answers[asked]?.label ?? ''}`;
      return scene([
        { role: 'link', name: change, says: [words.changeAnswer[lang]] },
        { ...go, says: [`${words.declares[lang]} ${text.declaration}`] },
      ]);
    }
  }
}

/** The questions of a step as the browser names them, each with its hint, or what there is to choose from. */
function fields({ service, lang, choices }: Told, step: LookUpStep | AskStep): Mark[] {
  const text = service.text[lang];
  return step.asks.flatMap((name): Mark[] => {
    const definition = service.answers[name];
    const answer = text.answers[name];
    if (definition === undefined || answer === undefined) return [];
    const max = 'max' in definition ? String(definition.max) : undefined;
    const hint = fillWords(answer.hint, (filling) => (filling === 'max' ? max : undefined));
    const says = hint === '' ? [] : [hint];
    switch (definition.kind) {
      case 'digits':
      case 'year':
        return [{ role: 'textbox', name: answer.label, says }];
      case 'mobile':
        return [{ role: 'textbox', name: answer.label, says: [...says, text.phonePurpose] }];
      case 'longText':
        return [{ role: 'textbox', name: `${answer.label} (${uiWords.optional[lang]})`, says }];
      case 'choice': {
        const offered = choices(definition.from).map((each) => each[lang]);
        const listed = `${words.choices[lang]} ${offered.join(lang === 'ar' ? '، ' : ', ')}.`;
        return [{ role: 'combobox', name: answer.label, says: [...says, listed] }];
      }
    }
  });
}

/** The receipt. */
export function receiptScene(service: Service, lang: Lang): Scene {
  const says = [trackWords.title[lang]];
  return {
    name: 'receipt',
    title: service.text[lang].receipt.title,
    marks: [
      {
        role: 'link',
        name: citizenWords.track[lang],
        says: [words.leadsTo[lang].replace('{title}', says[0] ?? '')],
      },
      { role: 'button', name: citizenWords.print[lang], says: [] },
    ],
  };
}

/** The form that asks where an application stands. */
export function trackScene(lang: Lang): Scene {
  return {
    name: 'track',
    title: trackWords.title[lang],
    marks: [
      { role: 'textbox', name: trackWords.reference[lang], says: [trackWords.intro[lang]] },
      { role: 'textbox', name: trackWords.phoneEnding[lang], says: [trackWords.phoneEndingHint[lang]] },
      { role: 'button', name: trackWords.show[lang], says: [words.statusText[lang]] },
    ],
  };
}

/** The status of an application that was approved, with its document. */
export function approvedScene(lang: Lang): Scene {
  return {
    name: 'approved',
    title: trackWords.yourApplication[lang],
    marks: [{ role: 'link', name: trackWords.download[lang], says: [trackWords.documentHint[lang]] }],
  };
}

/** The form that checks a document. */
export function verifyScene(lang: Lang): Scene {
  return {
    name: 'verify',
    title: verifyWords.title[lang],
    marks: [
      { role: 'button', name: verifyWords.scan[lang], says: [] },
      { role: 'textbox', name: verifyWords.code[lang], says: [verifyWords.codeRequired[lang]] },
      { role: 'button', name: verifyWords.check[lang], says: [] },
    ],
  };
}

/** That what was entered is kept, and how to come back to it. */
export function keptLine(service: Service, lang: Lang): string {
  return words.keptFor[lang]
    .replace('{link}', citizenWords.later[lang])
    .replace('{days}', showDays(service.keep.draft, lang));
}

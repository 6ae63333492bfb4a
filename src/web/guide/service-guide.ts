import { choicesOf } from '../../engine/settings/of-service.ts';
import { words as citizenWords } from '../citizen/words.ts';
import { words as portalWords } from '../portal/words.ts';
import { words as trackWords } from '../track/words.ts';
import { words as verifyWords } from '../verify/words.ts';
import { isolated, sayLine } from './guide.ts';
import { messagesOf } from './messages.ts';
import * as scenes from './service-scenes.ts';
import { words } from './words.ts';
import type { Service } from '../../engine/define/define-service.ts';
import type { Step } from '../../engine/define/journey.ts';
import type { Facts } from '../../engine/define/register.ts';
import type { CodePolicy } from '../../engine/define/settings.ts';
import type { SettingsToday } from '../../engine/settings/settings.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Block, Chapter, Guide, Line, Scene, Section } from './guide.ts';
import type { Told } from './messages.ts';

/**
 * The guide of a service, made of its definition, its words and the settings of the moment; in the order of the
 * municipality's own guides: the aim, reaching the service, the steps. `origin`: where the portal is reached.
 */
export function guideOf(service: Service, settings: SettingsToday, lang: Lang, origin: string): Guide {
  const text = service.text[lang];
  const told: Told = {
    service,
    lang,
    facts: service.tells(settings.of(service)),
    today: settings.today,
    policy: settings.of(service)['code-policy']?.value as CodePolicy,
    choices: choicesOf(settings, service),
  };
  return {
    title: words.title[lang].replace('{service}', text.name),
    lead: text.summary,
    chapters: [
      aim(told),
      entering(told, origin),
      steps(told),
      after(told),
      {
        id: 'messages',
        title: words.errors[lang],
        blocks: [line(words.errorsText[lang])],
        sections: messagesOf(told),
      },
      asking(settings, lang),
    ],
  };
}

/** What a service costs today. */
export function feeLine(service: Service, settings: SettingsToday, lang: Lang): Line {
  return costs(service, service.tells(settings.of(service)), lang);
}

function costs(service: Service, facts: Facts, lang: Lang): Line {
  const { free, howMuch } = service.text[lang].about;
  const fee = facts['fee'];
  return sayLine(fee?.kind === 'money' && fee.fils === 0 ? free : howMuch, facts, lang);
}

const line = (text: Line): Block => ({ kind: 'text', line: text });
const shown = (scene: Scene): Block => ({ kind: 'scene', scene });

function aim({ service, facts, lang }: Told): Chapter {
  const { about, name } = service.text[lang];
  const say = (words: string) => sayLine(words, facts, lang);
  return {
    id: 'aim',
    title: words.aim[lang],
    blocks: [
      line(words.aimText[lang].replace('{service}', name)),
      ...about.what.map((each) => line(say(each))),
      {
        kind: 'rows',
        rows: [
          { key: portalWords.who[lang], lines: [say(about.who)] },
          { key: portalWords.needs[lang], lines: about.needs.map(say) },
          { key: portalWords.howLong[lang], lines: [say(about.howLong)] },
          { key: portalWords.howMuch[lang], lines: [costs(service, facts, lang)] },
        ],
      },
      line(words.picturesText[lang]),
    ],
    sections: [],
  };
}

function entering({ service, lang }: Told, origin: string): Chapter {
  const { name } = service.text[lang];
  const address = isolated(`${origin}/${lang}`);
  return {
    id: 'entering',
    title: words.entering[lang],
    blocks: [
      line(words.address[lang].replace('{address}', address)),
      line(words.chooseService[lang].replace('{service}', name)),
      shown(scenes.homeScene(service, lang)),
      line(words.servicePage[lang].replace('{button}', portalWords.begin[lang])),
      shown(scenes.serviceScene(service, lang)),
    ],
    sections: [],
  };
}

function steps(told: Told): Chapter {
  const { service, lang } = told;
  const text = service.text[lang];
  const sections = service.journey.map((step, index): Section => {
    const { title = step.name, intro = '' } = text.steps[step.name] ?? {};
    return {
      id: `step-${step.name}`,
      title: words.step[lang].replace('{n}', String(index + 1)).replace('{title}', title),
      blocks: [...(intro === '' ? [] : [line(intro)]), ...stepBlocks(told, step)],
    };
  });
  const receipt: Section = {
    id: 'receipt',
    title: text.receipt.title,
    blocks: [
      line(citizenWords.keepReference[lang]),
      shown(scenes.receiptScene(service, lang)),
      { kind: 'list', lines: text.receipt.next },
    ],
  };
  return {
    id: 'steps',
    title: words.steps[lang],
    blocks: [line(scenes.keptLine(service, lang))],
    sections: [...sections, receipt],
  };
}

function stepBlocks(told: Told, step: Step): Block[] {
  const { lang, policy } = told;
  switch (step.kind) {
    case 'lookUp':
      return [
        shown(scenes.stepScene(told, step)),
        line(words.lookedUp[lang]),
        { kind: 'list', lines: shownFacts(told) },
      ];
    case 'prove':
      return [
        ...(policy === 'sms' ? [] : byScreen(told, step)),
        ...(policy === 'screen' ? [] : [shown(scenes.stepScene(told, step, 'sms'))]),
      ];
    case 'ask':
    case 'readBack':
      return [shown(scenes.stepScene(told, step))];
  }
}

/** What is shown of the row that was found; a fee of nothing is not mentioned. */
function shownFacts({ service, facts, lang }: Told): Line[] {
  return Object.entries(service.text[lang].facts).flatMap(([name, label]) => {
    const fact = facts[name];
    return fact?.kind === 'money' && fact.fils === 0 ? [] : [label];
  });
}

function byScreen(told: Told, step: Step): Block[] {
  const { lang } = told;
  return [
    line(`${citizenWords.codeScreenTitle[lang]}. ${citizenWords.codeScreenWhy[lang]}`),
    shown(scenes.stepScene(told, step, 'screen')),
  ];
}

function after({ service, facts, lang }: Told): Chapter {
  const text = service.text[lang];
  const say = (words: string) => sayLine(words, facts, lang);
  const states = [
    { key: trackWords.waiting[lang], lines: [trackWords.checkingText[lang]] },
    { key: trackWords.underReview[lang], lines: [say(text.about.howLong)] },
    {
      key: trackWords.toComplete[lang],
      lines: [trackWords.returned[lang], citizenWords.toCompleteText[lang]],
    },
    { key: trackWords.approved[lang], lines: [trackWords.approvedTitle[lang]] },
    { key: trackWords.refused[lang], lines: [text.refused] },
  ];
  const track: Section = {
    id: 'track',
    title: trackWords.title[lang],
    blocks: [
      shown(scenes.trackScene(lang)),
      line(`${words.states[lang]}:`),
      { kind: 'rows', rows: states },
      ...(service.issues === null ? [] : [line(words.approvedText[lang]), shown(scenes.approvedScene(lang))]),
    ],
  };
  const verify: Section = {
    id: 'verify',
    title: verifyWords.title[lang],
    blocks: [line(verifyWords.intro[lang]), shown(scenes.verifyScene(lang))],
  };
  return {
    id: 'after',
    title: words.after[lang],
    blocks: [{ kind: 'list', lines: text.about.after.map(say) }],
    sections: service.issues === null ? [track] : [track, verify],
  };
}

function asking(settings: SettingsToday, lang: Lang): Chapter {
  const { phone, email, address, hours } = settings.portal['portal.contact'].value;
  return {
    id: 'ask',
    title: words.ask[lang],
    blocks: [
      line(portalWords.contactText[lang]),
      {
        kind: 'rows',
        rows: [
          { key: portalWords.phone[lang], lines: [isolated(phone)] },
          { key: portalWords.email[lang], lines: [isolated(email)] },
          { key: portalWords.address[lang], lines: [address[lang]] },
          { key: portalWords.hours[lang], lines: [hours[lang]] },
        ],
      },
    ],
    sections: [],
  };
}

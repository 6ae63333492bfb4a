import { showDate } from '../../platform/i18n/dates.ts';
import { todayAt } from '../../platform/clock/calendar.ts';
import { button, linkButton } from '../ui/button.ts';
import { filled } from '../ui/filled.ts';
import { html, nothing } from '../ui/html.ts';
import { notice } from '../ui/notice.ts';
import { answerErrors, answerFields } from './answer-fields.ts';
import { stepAddress, stepPage } from './step-view.ts';
import { words } from './words.ts';
import type { LookUpStep } from '../../engine/define/journey.ts';
import type { Facts } from '../../engine/define/register.ts';
import type { Choice } from '../../engine/define/settings.ts';
import type { RefusalText } from '../../engine/define/text.ts';
import type { LookUpOutcome } from '../../engine/journey/draft.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { PageContent } from '../http/pages.ts';
import type { Html } from '../ui/html.ts';
import type { StepView } from './step-view.ts';

/** What the page of the look-up may say above its form. */
export type LookUpNotes = {
  /** This browser has an unfinished application: where it goes on. */
  goOn: string | null;
  /** The browser came from our own form without the cookie that it was given. */
  noCookie: boolean;
  /** Too many wrong look-ups. */
  limited: boolean;
};

/** The page on which a row of the register is looked up. */
export function lookUpPage(
  view: StepView<LookUpStep>,
  choices: (setting: string) => readonly Choice[],
  notes: LookUpNotes,
): PageContent {
  const { service, step, lang, draft } = view;
  const content = stepPage(view, {
    errors: answerErrors(view),
    before: html`${notes.noCookie && warn(words.noCookie[lang], words.noCookieText[lang])}
    ${notes.limited && warn(words.limited[lang], words.limitedNext[lang])}
    ${notes.goOn && unfinished(view, notes.goOn)}
    ${draft.outcome && !notes.limited && outcomeNotice(view, draft.outcome)}`,
    form: html`${answerFields(view, choices)}
      <p>${button({ text: service.text[lang].steps[step.name]?.button ?? words.go[lang] })}</p>`,
  });
  return draft.outcome || notes.limited ? { ...content, alert: true } : content;
}

function unfinished({ service, lang }: StepView, goOn: string): Html {
  return notice({
    tone: 'info',
    title: words.unfinished[lang],
    body: html`<p>${words.unfinishedText[lang]}</p>`,
    actions: html`${linkButton({ href: goOn, text: words.goOn[lang] })}
      <form method="post" action="${stepAddress(service, lang, 'start')}">
        ${button({ text: words.beginNew[lang], kind: 'ghost' })}
      </form>`,
  });
}

/** What the look-up said: what is wrong or which rule refuses, since when it holds, and the way out. */
function outcomeNotice({ service, lang }: StepView, outcome: LookUpOutcome): Html {
  const text = service.text[lang];
  switch (outcome.kind) {
    case 'miss':
      return framed(
        notice({
          tone: 'warn',
          title: text.miss.title,
          body: html`<ul>
            ${text.miss.check.map((line) => html`<li>${line}</li>`)}
          </ul>`,
        }),
      );
    case 'down':
      return framed(warn(words.down[lang], words.downNext[lang]));
    case 'changed':
      // Said on whatever step it leads to, see `stepPage`.
      return nothing;
    case 'refused': {
      const refusal = text.refusals[outcome.refusal.code];
      return refusal ? framed(refusalNotice(refusal, outcome.refusal.facts, lang, nothing)) : nothing;
    }
    case 'already-open': {
      const since = showDate(todayAt(new Date(outcome.since)), lang);
      const facts: Facts = { since: { kind: 'number', text: since } };
      const link = linkButton({ href: `/${lang}/track`, text: words.followIt[lang] });
      return framed(refusalNotice(text.alreadyOpen, facts, lang, link));
    }
  }
}

function refusalNotice(refusal: RefusalText, facts: Facts, lang: Lang, actions: Html): Html {
  return notice({
    tone: 'stop',
    title: refusal.title,
    body: html`<p>${filled(refusal.rule, facts, lang)} ${filled(refusal.since, facts, lang)}</p>
      <p><b>${filled(refusal.wayOut, facts, lang)}</b></p>`,
    ...(actions !== nothing && { actions }),
  });
}

/** What was just learnt takes the focus as the page opens, with or without a script. */
function framed(inner: Html): Html {
  return html`<div id="outcome" role="alert" tabindex="-1" autofocus>${inner}</div>`;
}

function warn(title: string, text: string): Html {
  return notice({ tone: 'warn', title, body: html`<p>${text}</p>` });
}

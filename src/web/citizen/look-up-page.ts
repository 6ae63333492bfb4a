import { lookUpActions } from '../../engine/applications/answer-step.ts';
import { button, linkButton } from '../ui/button.ts';
import { html, nothing } from '../ui/html.ts';
import { notice } from '../ui/notice.ts';
import { answerErrors, answerFields } from './answer-fields.ts';
import { framed, outcomeNotice } from './outcome-notice.ts';
import { roomOf, stepPage } from './step-view.ts';
import { words } from './words.ts';
import type { LookUpStep } from '../../engine/define/journey.ts';
import type { Choice } from '../../engine/define/settings.ts';
import type { LookUpOutcome } from '../../engine/journey/draft.ts';
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
    ${draft.outcome && !notes.limited && said(view, draft.outcome)}`,
    form: html`${answerFields(view, choices)}
      <p>${button({ text: service.text[lang].steps[step.name]?.button ?? words.go[lang] })}</p>`,
  });
  return draft.outcome || notes.limited ? { ...content, alert: true } : content;
}

function unfinished(view: StepView, goOn: string): Html {
  const { lang } = view;
  return notice({
    tone: 'info',
    title: words.unfinished[lang],
    body: html`<p>${words.unfinishedText[lang]}</p>`,
    actions: html`${linkButton({ href: goOn, text: words.goOn[lang] })}
      <form method="post" action="${roomOf(view, 'start')}">
        ${button({ text: words.beginNew[lang], kind: 'ghost' })}
      </form>`,
  });
}

/** What the look-up said, above its form. */
function said(view: StepView, outcome: LookUpOutcome): Html {
  switch (outcome.kind) {
    case 'down':
      return framed(downNotice(view));
    case 'changed':
    case 'answers-again':
      // Said on whatever step it leads to, see `stepPage`.
      return nothing;
    case 'miss':
    case 'refused':
    case 'already-open':
      return framed(outcomeNotice(view.service, outcome, view.lang, nothing, view.place?.follow));
  }
}

/**
 * The register does not answer: the numbers are in the draft, so both ways are a button of a form of its own. It says
 * what it sends, so that pressing Enter in a field below is never taken for going on without the register.
 */
function downNotice(view: StepView): Html {
  const { step, lang, draft } = view;
  const [again, goOn] = lookUpActions;
  return notice({
    tone: 'warn',
    title: words.down[lang],
    body: html`<p>${words.downNext[lang]}</p>`,
    actions: html`<form class="actions" method="post" action="${roomOf(view, step.name)}">
      <input type="hidden" name="draft" value="${draft.id}" />
      ${button({ text: words.downGoOn[lang], name: 'action', value: goOn, kind: 'ghost' })}
      ${button({ text: words.downAgain[lang], name: 'action', value: again, kind: 'quiet' })}
    </form>`,
  });
}

function warn(title: string, text: string): Html {
  return notice({ tone: 'warn', title, body: html`<p>${text}</p>` });
}

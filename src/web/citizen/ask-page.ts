import { factsInOrder } from '../../engine/applications/freeze.ts';
import { bdi } from '../ui/bdi.ts';
import { button } from '../ui/button.ts';
import { drawFact } from '../ui/filled.ts';
import { found } from '../ui/found.ts';
import { html } from '../ui/html.ts';
import { answerErrors, answerFields } from './answer-fields.ts';
import { asOf } from './read-back.ts';
import { uncheckedCard } from './unchecked-card.ts';
import { stepPage } from './step-view.ts';
import { words } from './words.ts';
import type { Service } from '../../engine/define/define-service.ts';
import type { AskStep } from '../../engine/define/journey.ts';
import type { FoundRow } from '../../engine/define/register.ts';
import type { Choice } from '../../engine/define/settings.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { PageContent } from '../http/pages.ts';
import type { Html } from '../ui/html.ts';
import type { StepView } from './step-view.ts';

/** A page of questions; what is known already stands above them. */
export function askPage(
  view: StepView<AskStep>,
  choices: (setting: string) => readonly Choice[],
): PageContent {
  const { service, step, lang, draft } = view;
  return stepPage(view, {
    errors: answerErrors(view),
    before: draft.found ? foundCard(service, draft.found, draft.learntAt, lang) : uncheckedCard(view),
    form: html`${answerFields(view, choices)}
      <p>${button({ text: service.text[lang].steps[step.name]?.button ?? words.go[lang] })}</p>`,
  });
}

/** The card of what the register said: the name, and what the application would do. */
function foundCard(service: Service, row: FoundRow, learntAt: Date | null, lang: Lang): Html {
  const text = service.text[lang];
  const [name, ...rest] = factsInOrder(service, lang, row.shown);
  const line = (label: string, value: Html) => html`<span class="quiet">${label}:</span> <b>${value}</b>`;
  return found({
    title: name?.label ?? text.name,
    name: row.name,
    lines: [
      line(text.found.label, bdi(row.label)),
      ...rest.map((each) => line(each.label, drawFact(each.fact, lang))),
      ...(learntAt ? [html`<span class="quiet">${asOf(learntAt, lang)}</span>`] : []),
    ],
    tag: text.found.tag,
  });
}

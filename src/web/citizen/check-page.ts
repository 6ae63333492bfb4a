import { readBackAll } from '../../engine/applications/freeze.ts';
import { stepAsking } from '../../engine/journey/walk.ts';
import { button } from '../ui/button.ts';
import { html } from '../ui/html.ts';
import { asOf, readBackRows } from './read-back.ts';
import { roomOf, stepPage } from './step-view.ts';
import { uncheckedNotice } from './unchecked-card.ts';
import { words } from './words.ts';
import type { ShownLine } from '../../engine/applications/freeze.ts';
import type { ReadBackStep } from '../../engine/define/journey.ts';
import type { Choice } from '../../engine/define/settings.ts';
import type { PageContent } from '../http/pages.ts';
import type { StepView } from './step-view.ts';

/** The last page before submitting: everything read back, each line with a way to change it, and the declaration. */
export function checkPage(
  view: StepView<ReadBackStep>,
  choices: (setting: string) => readonly Choice[],
): PageContent {
  const { service, step, lang, draft } = view;
  const text = service.text[lang];
  const shown = readBackAll(service, draft, lang, choices);
  const first = service.journey[0];
  const lookedUp = first?.kind === 'lookUp' ? first.asks : [];
  const isLookedUp = (line: ShownLine) => lookedUp.includes(line.name);
  const change = (line: ShownLine) => {
    const asking = stepAsking(service, line.name);
    if (asking === undefined) return undefined;
    const href = `${roomOf(view, asking.name)}#${line.name}`;
    return { href, text: words.change[lang], about: line.question };
  };
  const permitLines = [...shown.answers.filter(isLookedUp), ...shown.found];
  const otherLines = shown.answers.filter((line) => !isLookedUp(line));
  return stepPage(view, {
    errors: [],
    before: html`<h2>${text.found.label}</h2>
      ${readBackRows(permitLines, { masked: false, change })}
      ${draft.learntAt && html`<p class="quiet">${asOf(draft.learntAt, lang)}</p>`}
      ${draft.unchecked && uncheckedNotice(lang)}
      <h2>${words.answersPart[lang]}</h2>
      ${readBackRows(otherLines, { masked: false, change })}`,
    form: html`${view.place?.beforeDeclaration}
      <h2>${words.declarationTitle[lang]}</h2>
      <p>${text.declaration}</p>
      <p>${button({ text: text.steps[step.name]?.button ?? words.go[lang] })}</p>`,
  });
}

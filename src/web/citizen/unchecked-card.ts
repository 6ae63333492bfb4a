import { lookUpOf } from '../../engine/journey/walk.ts';
import { bdi } from '../ui/bdi.ts';
import { html, join, nothing } from '../ui/html.ts';
import { notice } from '../ui/notice.ts';
import { words } from './words.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Html } from '../ui/html.ts';
import type { StepView } from './step-view.ts';

/** Stands where the card of what was found would: what the register will be asked for, as soon as it answers. */
export function uncheckedCard({ service, lang, draft }: StepView): Html {
  const lines = lookUpOf(service).asks.map((name) => {
    const label = service.text[lang].answers[name]?.label ?? name;
    return html`<p><span class="quiet">${label}:</span> <b>${bdi(draft.answers[name] ?? '')}</b></p>`;
  });
  return uncheckedNotice(lang, html`<div>${join(lines)}</div>`);
}

/** Says that the register is still to be asked; `what` it will be asked for. */
export function uncheckedNotice(lang: Lang, what: Html = nothing): Html {
  return notice({
    tone: 'info',
    title: words.unchecked[lang],
    body: html`${what}
      <p>${words.uncheckedText[lang]}</p>`,
  });
}

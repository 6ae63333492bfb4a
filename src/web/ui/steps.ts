import type { Lang } from '../../platform/i18n/lang.ts';
import { attributes } from './attributes.ts';
import { html, type Html } from './html.ts';
import { stepOf, words } from './words.ts';

/** One step of a journey; `href` where it may be opened again. */
export type StepItem = { text: string; state: 'done' | 'current' | 'todo'; href?: string };

/** Options of the bar; `label` names it for those who listen. */
export type StepsOptions = { lang: Lang; items: readonly StepItem[]; label: string };

/** Where a journey stands, as a quiet bar. On a narrow screen only the current step is named, as "2 من 4". */
export function steps({ lang, items, label }: StepsOptions): Html {
  const at = items.findIndex(({ state }) => state === 'current');
  const place = html`<b>${items[at]?.text}</b> <span>${stepOf[lang](at + 1, items.length)}</span>`;
  return html`<nav class="steps" aria-label="${label}">
    <ol>
      ${items.map((item) => step(item, lang))}
    </ol>
    ${at >= 0 && html`<p aria-hidden="true">${place}</p>`}
  </nav>`;
}

function step({ text, state, href }: StepItem, lang: Lang): Html {
  const given = state === 'current' ? { 'aria-current': 'step' } : { class: state };
  const done = state === 'done' && html`<span class="vh">(${words.done[lang]})</span>`;
  const named = href === undefined ? html`<span>${text}</span>` : html`<a href="${href}">${text}</a>`;
  return html`<li ${attributes(given)}>${named} ${done}</li>`;
}

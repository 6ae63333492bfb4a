import { html, nothing, raw, type Html } from './html.ts';

/** What a notice means: to know, done, take care, cannot go on. */
export type Tone = 'info' | 'good' | 'warn' | 'stop';

/** Options of a notice; `actions` are buttons or links below it. */
export type NoticeOptions = { tone: Tone; title: string; body: Html; actions?: Html };

// The sign says the tone as well as the colour does: colour is never alone.
const signs: Record<Tone, Html> = {
  info: raw('<path d="M12 11v6M12 7v.5"/>'),
  good: raw('<path d="m7.5 12.5 3 3 6-6.5"/>'),
  warn: raw('<path d="M12 7v6M12 16.5v.5"/>'),
  stop: raw('<path d="m8.5 8.5 7 7m0-7-7 7"/>'),
};

/** Something to be told apart from the text around it: an outcome, a warning, a refusal with the way on. */
export function notice({ tone, title, body, actions = nothing }: NoticeOptions): Html {
  return html`<div class="notice ${tone}">
    <svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true">
      <circle cx="12" cy="12" r="10.5" />
      ${signs[tone]}
    </svg>
    <h2>${title}</h2>
    <div class="flow">${body}</div>
    ${actions !== nothing && html`<div class="actions">${actions}</div>`}
  </div>`;
}

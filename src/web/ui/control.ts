import type { Lang } from '../../platform/i18n/lang.ts';
import type { Attributes } from './attributes.ts';
import { html, type Html } from './html.ts';
import { words } from './words.ts';

/** What every question has, whatever takes the answer. `name` is the key of the answer and the id of the control. */
export type ControlOptions = {
  name: string;
  label: string;
  hint?: string;
  /** What was typed or chosen, shown again as it was. */
  value: string;
  /** What is wrong with it; its presence marks the field. */
  error?: string;
  required: boolean;
  lang: Lang;
};

/** The frame of a question: label, hint, error, then the control; the order in which they are read out. */
export function framed({ name, label, hint, error, required, lang }: ControlOptions, control: Html): Html {
  const optional = !required && html` <span class="quiet">(${words.optional[lang]})</span>`;
  return html`<div class="field${error ? ' bad' : ''}">
    <label for="${name}">${label}${optional}</label>
    ${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}${error && mistake(name, error, lang)}
    ${control}
  </div>`;
}

function mistake(name: string, error: string, lang: Lang): Html {
  const said = html`<span class="vh">${words.error[lang]}: </span>${error}`;
  return html`<p class="error" id="${name}-error">${said}</p>`;
}

/** The attributes that tie a control to its label, hint and error. */
export function tied({ name, hint, error, required }: ControlOptions): Attributes {
  const hinted = hint ? `${name}-hint` : '';
  const described = error ? `${hinted} ${name}-error`.trimStart() : hinted;
  return {
    id: name,
    name,
    required,
    'aria-describedby': described || undefined,
    'aria-invalid': error ? 'true' : undefined,
  };
}

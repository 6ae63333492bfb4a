import { attributes } from './attributes.ts';
import { tied } from './control.ts';
import { html } from './html.ts';
import { words } from './words.ts';
import type { ControlOptions } from './control.ts';
import type { Html } from './html.ts';

/** A sentence that is said yes to by ticking it: it sends `yes`, or nothing. */
export function checkBox(given: ControlOptions): Html {
  const { name, label, hint, error, value, lang } = given;
  const box = attributes(tied(given), { type: 'checkbox', value: 'yes', checked: value === 'yes' });
  return html`<div class="field${error ? ' bad' : ''}">
    ${error && html`<p class="error" id="${name}-error"><span class="vh">${words.error[lang]}: </span>${error}</p>`}
    <div class="pick"><input ${box} /> <label for="${name}">${label}</label></div>
    ${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
  </div>`;
}

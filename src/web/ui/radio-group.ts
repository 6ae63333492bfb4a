import { attributes } from './attributes.ts';
import { html } from './html.ts';
import { words } from './words.ts';
import type { ControlOptions } from './control.ts';
import type { Html } from './html.ts';

/** Options of a question that is answered by one of few, all of them in sight. */
export type RadioGroupOptions = ControlOptions & { options: readonly { value: string; text: string }[] };

/** A question with few answers to choose from. The first one has the question's name as its id: errors lead there. */
export function radioGroup(given: RadioGroupOptions): Html {
  const { name, label, hint, error, value, required, lang } = given;
  const described = [hint ? `${name}-hint` : '', error ? `${name}-error` : ''].join(' ').trim();
  const choices = given.options.map((option, index) => {
    const id = index === 0 ? name : `${name}-${option.value}`;
    const of = {
      type: 'radio',
      id,
      name,
      value: option.value,
      required,
      checked: option.value === value,
      'aria-describedby': described || undefined,
    };
    return html`<div class="pick">
      <input ${attributes(of)} /> <label for="${id}">${option.text}</label>
    </div>`;
  });
  return html`<fieldset class="field${error ? ' bad' : ''}">
    <legend>${label}</legend>
    ${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${error && html`<p class="error" id="${name}-error"><span class="vh">${words.error[lang]}: </span>${error}</p>`}
    ${choices}
  </fieldset>`;
}

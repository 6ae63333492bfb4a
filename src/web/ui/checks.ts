import { attributes } from './attributes.ts';
import { html, type Html } from './html.ts';
import { words } from './words.ts';
import type { Lang } from '../../platform/i18n/lang.ts';

/** Options of a question of which several answers may be ticked; each is a field of its own, named by `name`. */
export type ChecksOptions = {
  /** The id of the group: where an error summary leads. */
  id: string;
  label: string;
  hint?: string;
  options: readonly { name: string; text: string; checked: boolean }[];
  error?: string;
  lang: Lang;
};

/** Boxes to tick, as one question. What is ticked is sent as `yes`. */
export function checks({ id, label, hint, options, error, lang }: ChecksOptions): Html {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  const boxes = options.map(({ name, text, checked }) => {
    const given = attributes({ type: 'checkbox', name, value: 'yes', checked });
    return html`<li>
      <label class="check"><input ${given} /> ${text}</label>
    </li>`;
  });
  const group = attributes({
    id,
    tabindex: '-1',
    class: `field checks${error ? ' bad' : ''}`,
    'aria-describedby': described === '' ? undefined : described,
  });
  return html`<fieldset ${group}>
    <legend>${label}</legend>
    ${hint && html`<p class="hint" id="${id}-hint">${hint}</p>`}
    ${error && html`<p class="error" id="${id}-error"><span class="vh">${words.error[lang]}: </span>${error}</p>`}
    <ul>
      ${boxes}
    </ul>
  </fieldset>`;
}

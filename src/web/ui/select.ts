import { attributes } from './attributes.ts';
import { framed, tied, type ControlOptions } from './control.ts';
import { html, type Html } from './html.ts';

/** Options of a question that is answered by one of several. */
export type SelectOptions = ControlOptions & {
  options: readonly { value: string; text: string }[];
  /** Shown while nothing is chosen: "choose a reason". It sends the empty value. */
  placeholder: string;
};

/** A question with a list to choose from. */
export function select(given: SelectOptions): Html {
  const choices = [{ value: '', text: given.placeholder }, ...given.options].map(
    ({ value, text }) =>
      html`<option ${attributes({ value, selected: value === given.value })}>${text}</option>`,
  );
  const list = html`<select ${attributes(tied(given))}>
    ${choices}
  </select>`;
  return framed(given, html`<span class="select">${list}</span>`);
}

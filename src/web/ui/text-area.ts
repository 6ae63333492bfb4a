import { attributes } from './attributes.ts';
import { framed, tied, type ControlOptions } from './control.ts';
import { html, type Html } from './html.ts';

/** Options of a question that is answered in sentences. */
export type TextAreaOptions = ControlOptions & {
  /** The height in lines; it grows with what is written where the browser can. */
  rows: number;
  /** In UTF-16 units, as the attribute counts. */
  maxLength?: number;
};

/** A question with an answer of several lines. */
export function textArea(options: TextAreaOptions): Html {
  const { value, rows, maxLength } = options;
  const given = attributes(tied(options), { rows, maxlength: maxLength });
  // Browsers drop a line break after the tag: without this one, one that begins the value would be lost.
  return framed(options, html`<textarea ${given}>${'\n'}${value}</textarea>`);
}

import { attributes } from './attributes.ts';
import { framed, tied, type ControlOptions } from './control.ts';
import { html, type Html } from './html.ts';

/** Options of a question that is answered on one line. */
export type FieldOptions = ControlOptions & {
  /** `digits` a number of any writing, `tel` a phone, `code` a code once sent or shown, `reference` letters and digits, `password` what is not shown as it is typed, `text` anything else. */
  kind: 'digits' | 'text' | 'tel' | 'code' | 'reference' | 'password';
  /** Shows that few characters are asked for: a year, a code. */
  short?: boolean;
  /** A value of the HTML `autocomplete` attribute; a phone and a code have their own. */
  autocomplete?: string;
  /** In UTF-16 units, as the attribute counts. Leave room for what people paste along with a number. */
  maxLength?: number;
};

const kinds = {
  digits: { type: 'text', mode: 'numeric', autocomplete: 'off' },
  code: { type: 'text', mode: 'numeric', autocomplete: 'one-time-code' },
  reference: { type: 'text', mode: 'text', autocomplete: 'off' },
  tel: { type: 'tel', mode: 'tel', autocomplete: 'tel' },
  password: { type: 'password', mode: undefined, autocomplete: 'current-password' },
  text: { type: 'text', mode: undefined, autocomplete: undefined },
} as const;

/** A question with a one-line answer. Put it in a form with `novalidate`: the server's words are better. */
export function field(options: FieldOptions): Html {
  const { kind, short, value, maxLength } = options;
  const { type, mode, autocomplete } = kinds[kind];
  const given = attributes(tied(options), {
    type,
    value,
    inputmode: mode,
    // Numbers are typed left to right, but begin where the page's lines begin (the style sheet sees to that).
    dir: mode && 'ltr',
    class: short && 'short',
    autocomplete: options.autocomplete ?? autocomplete,
    maxlength: maxLength,
  });
  return framed(options, html`<input ${given} />`);
}

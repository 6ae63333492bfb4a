import { attributes } from './attributes.ts';
import { html, type Html } from './html.ts';

/** How loud a button is: one `primary` a page; `ghost` beside it; `quiet` for what is rarely wanted. */
export type ButtonKind = 'primary' | 'ghost' | 'quiet';

/** Options of a button that sends its form. */
export type ButtonOptions = { text: string; name?: string; value?: string; kind?: ButtonKind; id?: string };

/** A button that sends the form it stands in; `name` and `value` tell which of several was pressed. */
export function button({ text, name, value, kind = 'primary', id }: ButtonOptions): Html {
  return html`<button ${attributes({ type: 'submit', class: `btn ${kind}`, id, name, value })}>
    ${text}
  </button>`;
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function linkButton({
  href,
  text,
  kind = 'primary',
}: {
  href: string;
  text: string;
  kind?: ButtonKind;
}): Html {
  return html`<a class="btn ${kind}" href="${href}">${text}</a>`;
}

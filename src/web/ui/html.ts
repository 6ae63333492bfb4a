import { escapeToBuffer } from 'hono/utils/html';

/** Markup that is safe to send: it came from `html`, where every plain string is escaped, or from `raw`. */
export class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** What a template takes. `false`, `null` and `undefined` leave nothing, so `cond && html…` works. */
export type Fragment = Html | string | number | boolean | null | undefined | readonly Fragment[];

/**
 * Markup from a template. Strings are escaped (in text and in quoted attributes), `Html` is not, arrays are joined.
 */
export function html(strings: TemplateStringsArray, ...values: Fragment[]): Html {
  let text = strings[0] ?? '';
  for (let at = 0; at < values.length; at++) text += written(values[at]) + (strings[at + 1] ?? '');
  return new Html(text);
}

function written(value: Fragment): string {
  if (typeof value === 'string') return escaped(value);
  if (value instanceof Html) return value.toString();
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return '';
  let text = '';
  for (const each of value) text += written(each);
  return text;
}

/** Markup taken as it is. Only for text that we wrote or an administrator set; never for what a visitor sent. */
export function raw(trusted: string): Html {
  return new Html(trusted);
}

/** No markup. */
export const nothing: Html = raw('');

/** Pieces of markup one after another. */
export function join(parts: readonly Html[]): Html {
  return raw(parts.join(''));
}

/** A text made fit to stand in markup, as a plain string: for those who put markup together by hand. */
export function escaped(text: string): string {
  if (!/[&<>'"]/.test(text)) return text;
  const buffer: [string] = [''];
  escapeToBuffer(text, buffer);
  return buffer[0];
}

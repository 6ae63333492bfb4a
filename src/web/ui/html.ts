import { html as honoHtml, raw as honoRaw } from 'hono/html';
import { escapeToBuffer, type HtmlEscapedString } from 'hono/utils/html';

/** Markup that is safe to send: it came from `html`, where every plain string is escaped, or from `raw`. */
export type Html = HtmlEscapedString;

/** What a template takes. `false`, `null` and `undefined` leave nothing, so `cond && html…` works. */
export type Fragment = Html | string | number | boolean | null | undefined | readonly Fragment[];

/**
 * Markup from a template. Strings are escaped (in text and in quoted attributes), `Html` is not, arrays are joined.
 *
 * hono's own tag may answer with a promise when a promise is put in. Our pages are whole before they are written,
 * so the types here take none, and one that came through nevertheless is a mistake of ours: it throws.
 */
export function html(strings: TemplateStringsArray, ...values: Fragment[]): Html {
  const made = honoHtml(strings, ...values);
  if (made instanceof Promise) throw new TypeError('A promise was put into a template');
  return made;
}

/** Markup taken as it is. Only for text that we wrote or an administrator set; never for what a visitor sent. */
export function raw(trusted: string): Html {
  return honoRaw(trusted);
}

/** No markup. */
export const nothing: Html = raw('');

/** Pieces of markup one after another. */
export function join(parts: readonly Html[]): Html {
  return raw(parts.join(''));
}

/** A text made fit to stand in markup, as a plain string: for those who put markup together by hand. */
export function escaped(text: string): string {
  const buffer: [string] = [''];
  escapeToBuffer(text, buffer);
  return buffer[0];
}

import type { Lang } from '../../platform/i18n/lang.ts';
import { html, type Html } from './html.ts';

/** Options of the summary: `errors` point to fields by name, `general` are those of the whole page. */
export type ErrorSummaryOptions = {
  lang: Lang;
  title: string;
  errors: readonly { name: string; text: string }[];
  general?: readonly string[];
};

/**
 * What is wrong on a page, at its top, each with a link to its field. It takes the focus as the page opens, without
 * a script: `autofocus` works on whatever can have the focus. Give the page `alert: true` too.
 */
export function errorSummary({ lang, title, errors, general = [] }: ErrorSummaryOptions): Html {
  return html`<div class="summary" id="errors" role="alert" tabindex="-1" autofocus lang="${lang}">
    <h2>${title}</h2>
    <ul>
      ${general.map((text) => html`<li>${text}</li>`)}${errors.map(({ name, text }) => html`<li><a href="#${name}">${text}</a></li>`)}
    </ul>
  </div>`;
}

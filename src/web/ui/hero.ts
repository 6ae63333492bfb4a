import { city } from './city.ts';
import { html, type Html } from './html.ts';

/** Options of the banner; the search sends `q` to `search.action` by GET. */
export type HeroOptions = {
  title: string;
  text: string;
  search: { action: string; label: string; button: string; value: string };
};

/** The banner of the home page, with the page's only `h1`. It is as wide as the window: a direct child of main. */
export function hero({ title, text, search }: HeroOptions): Html {
  return html`<div class="hero">
    <div class="wrap">
      <h1>${title}</h1>
      <p>${text}</p>
      <form class="search" role="search" action="${search.action}">
        <label class="vh" for="q">${search.label}</label>
        <input type="search" id="q" name="q" value="${search.value}" placeholder="${search.label}" />
        <button type="submit" class="btn gold">${search.button}</button>
      </form>
    </div>
    ${city}
  </div>`;
}

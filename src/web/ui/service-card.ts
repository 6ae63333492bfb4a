import { html, type Html } from './html.ts';

/** Options of the card; `go` is the word at its foot, `first` makes it the wide one, `tag` stands above its title. */
export type ServiceCardOptions = {
  href: string;
  title: string;
  text: string;
  go: string;
  first?: boolean;
  tag?: string;
};

/** A service on the home page: the whole card is the link, its name is the link's text. Put them in `.cards`. */
export function serviceCard({ href, title, text, go, first, tag }: ServiceCardOptions): Html {
  return html`<article class="service${first ? ' first' : ''}">
    ${tag && html`<p class="tag good">${tag}</p>`}
    <h3><a href="${href}">${title}</a></h3>
    <p class="quiet">${text}</p>
    <p class="go" aria-hidden="true">${go}</p>
  </article>`;
}

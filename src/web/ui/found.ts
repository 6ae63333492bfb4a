import { html, type Html } from './html.ts';

/** Options of the card: `title` says what `name` is, `lines` what else is known, `tag` what may be done. */
export type FoundOptions = { title: string; name: string; lines: readonly Html[]; tag?: string };

/** The green card of what is known, shown before anything more is asked. */
export function found({ title, name, lines, tag }: FoundOptions): Html {
  const heading = html`<span class="quiet">${title}</span>`;
  return html`<div class="found">
    <p>${heading} ${tag && html`<span class="tag good">${tag}</span>`}</p>
    <p class="name"><bdi>${name}</bdi></p>
    ${lines.map((line) => html`<p>${line}</p>`)}
  </div>`;
}

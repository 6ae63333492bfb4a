import { html, type Html } from './html.ts';

/** Isolates what reads left to right wherever it stands: numbers, references, phones, addresses of mail. */
export function bdi(text: string): Html {
  return html`<bdi dir="ltr">${text}</bdi>`;
}

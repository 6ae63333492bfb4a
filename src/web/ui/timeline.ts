import { attributes } from './attributes.ts';
import { html, type Html } from './html.ts';

/** One event: `at` when it was or is due, `text` what to know about it. `stop`: nothing comes after it. */
export type TimelineItem = { title: string; at?: Html; text?: Html; state: 'done' | 'now' | 'todo' | 'stop' };

/** What happened to a request and what is still to come, the oldest first. */
export function timeline({ items }: { items: readonly TimelineItem[] }): Html {
  return html`<ol class="time">
    ${items.map(event)}
  </ol>`;
}

function event({ title, at, text, state }: TimelineItem): Html {
  return html`<li ${attributes({ class: state, 'aria-current': state === 'now' && 'step' })}>
    <b>${title}</b>
    ${at && html`<p class="quiet">${at}</p>`} ${text && html`<p>${text}</p>`}
  </li>`;
}

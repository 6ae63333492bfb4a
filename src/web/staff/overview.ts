import { mostCounted } from '../../engine/figures/read-overview.ts';
import { bdi } from '../ui/bdi.ts';
import { html } from '../ui/html.ts';
import { words } from './frame/words.ts';
import type { Overview } from '../../engine/figures/read-overview.ts';
import type { QueueCounts } from '../../engine/review/queue.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Html } from '../ui/html.ts';
import type { Text } from '../ui/words.ts';

const counted: readonly { which: keyof QueueCounts; text: Text; loud?: true }[] = [
  { which: 'mine', text: words.inHand },
  { which: 'dueToday', text: words.dueToday },
  { which: 'overdue', text: words.overdue, loud: true },
  { which: 'toConfirm', text: words.toConfirm },
  { which: 'backToday', text: words.backToday },
  { which: 'all', text: words.waiting },
];

/** What waits and what was done, each number a link to what it counts. */
export function overviewSection({ queue, today }: Overview, lang: Lang): Html {
  const tile = (href: string, text: string, value: string, loud = false) =>
    html`<li>
      <a href="${href}" ${loud && value !== '0' ? html`class="loud"` : ''}><b>${bdi(value)}</b> ${text}</a>
    </li>`;
  const inQueue =
    queue === null
      ? []
      : counted.flatMap(({ which, text, loud }) => {
          const count = queue[which];
          // Most offices decide alone: they are not told that nothing waits for a second person.
          if (which === 'toConfirm' && count === 0) return [];
          const href = `/${lang}/staff/queue${which === 'all' ? '' : `?which=${which}`}`;
          return [tile(href, text[lang], count >= mostCounted ? `${mostCounted}+` : String(count), loud)];
        });
  const day = today?.day.toString() ?? '';
  const figures = `/${lang}/staff/figures?period=range&from=${day}&until=${day}`;
  const done =
    today === null
      ? []
      : [
          tile(figures, words.decidedToday[lang], String(today.decided)),
          tile(figures, words.inTimeToday[lang], today.inTime === null ? '–' : `${today.inTime}%`),
        ];
  const all = [...inQueue, ...done];
  return all.length === 0
    ? html``
    : html`<section>
        <h2>${words.now[lang]}</h2>
        <ul class="tiles">
          ${all}
        </ul>
      </section>`;
}

import { batchActions } from '../../../engine/review/many/batch.ts';
import { attributes } from '../../ui/attributes.ts';
import { button } from '../../ui/button.ts';
import { html } from '../../ui/html.ts';
import { actionWords, words } from './many-words.ts';
import type { QueueRow } from '../../../engine/review/queue.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';

/** The name of the box beside an application. */
export function pickName(id: number): string {
  return `pick-${id}`;
}

/** The applications that a form picked, by the names of its boxes, in the order of the page. */
export function pickedOf(body: unknown): { names: string[]; ids: number[] } {
  const names = Object.keys(body ?? {}).filter((name) => /^pick-[1-9][0-9]{0,14}$/.test(name));
  return { names, ids: names.map((name) => Number(name.slice('pick-'.length))) };
}

/** What may be picked in the queue, and what of it is. */
export type Picks = {
  /** Where the form comes back to when something is wrong with it. */
  query: string;
  search: string | null;
  all: boolean;
  picked: readonly number[];
};

/** The box beside a row of the queue; none beside what has ended. */
export function pickBox(row: QueueRow, picks: Picks, lang: Lang): Html {
  const label = words.pick[lang].replace('{reference}', row.reference);
  const box = attributes({
    type: 'checkbox',
    name: pickName(row.id),
    value: 'yes',
    'aria-label': label,
    checked: picks.all || picks.picked.includes(row.id),
  });
  return html`<td class="pick-cell">
    ${row.why.kind !== 'ended' && html`<span class="pick"><input ${box} /></span>`}
  </td>`;
}

/** The form around the queue, and below it what may be done with what is picked. */
export function manyForm(table: Html, picks: Picks, lang: Lang): Html {
  const buttons = batchActions.map((action) =>
    button({ text: actionWords[action].button[lang], name: 'do', value: action, kind: 'ghost' }),
  );
  return html`<form method="post" action="/${lang}/staff/many${picks.query}" class="many">
    ${picks.search !== null && html`<input type="hidden" name="search" value="${picks.search}" />`} ${table}
    <div class="many-bar" role="group" aria-labelledby="many-bar">
      <p><b id="many-bar">${words.bar[lang]}</b> <span class="quiet">${words.barHint[lang]}</span></p>
      <p class="actions">${buttons}</p>
    </div>
  </form>`;
}

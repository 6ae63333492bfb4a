import { bdi } from '../../ui/bdi.ts';
import { html } from '../../ui/html.ts';
import { moment } from '../case/case-parts.ts';
import { stateWords } from '../case/case-words.ts';
import { words } from './queue-words.ts';
import type { QueueRow } from '../../../engine/review/queue.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';

/** What was decided lately: the decision, when and by whom, instead of what only matters while an application is open. */
export function decidedTable(rows: readonly QueueRow[], lang: Lang): Html {
  const columns = [words.decision, words.when, words.by, words.reference, words.who, words.permit];
  return html`<div class="scroll" role="region" aria-label="${words.queue[lang]}" tabindex="0">
    <table class="queue">
      <thead>
        <tr>
          ${columns.map((text) => html`<th scope="col">${text[lang]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => line(row, lang))}
      </tbody>
    </table>
  </div>`;
}

function line(row: QueueRow, lang: Lang): Html {
  const { tone, text } = stateWords[row.state];
  const { why } = row;
  const cell = (heading: (typeof words)[keyof typeof words], value: Html) =>
    html`<td data-label="${heading[lang]}">${value}</td>`;
  return html`<tr>
    ${cell(words.decision, html`<span class="tag ${tone}">${text[lang]}</span>`)}
    ${cell(words.when, why.kind === 'ended' ? moment(why.at, lang) : html`–`)}
    ${cell(words.by, why.kind === 'ended' && why.by !== null ? html`<bdi>${why.by}</bdi>` : html`–`)}
    <th scope="row" data-label="${words.reference[lang]}">
      <a href="/${lang}/staff/applications/${row.id}">${bdi(row.reference)}</a>
    </th>
    ${cell(words.who, html`<span dir="auto">${row.name ?? '–'}</span>`)}
    ${cell(words.permit, bdi(row.label ?? '–'))}
  </tr>`;
}

import { bdi } from '../../ui/bdi.ts';
import { html } from '../../ui/html.ts';
import { moment } from '../case/case-parts.ts';
import { actionWords, words } from './many-words.ts';
import type { BatchLine } from '../../../engine/review/many/read-batch.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { StaffPage } from '../frame/staff-page.ts';

/** What this person did with many at once, and what is not finished: nothing of it is about an application. */
export function historyPage(batches: readonly BatchLine[], actor: Actor, lang: Lang): StaffPage {
  const heads = [words.historyWhen, words.historyWhat, words.historyCount, words.historyState].map(
    (text) => html`<th scope="col">${text[lang]}</th>`,
  );
  const main = html`<p class="crumbs"><a href="/${lang}/staff/queue">${words.toQueue[lang]}</a></p>
    <h1>${words.history[lang]}</h1>
    ${
      batches.length === 0
        ? html`<p class="quiet">${words.historyNone[lang]}</p>`
        : html`<section class="scroll" aria-label="${words.history[lang]}" tabindex="0">
            <table class="queue">
              <thead>
                <tr>
                  ${heads}
                </tr>
              </thead>
              <tbody>
                ${batches.map((batch) => line(batch, lang))}
              </tbody>
            </table>
          </section>`
    }`;
  return { path: '/many', title: words.history[lang], main, actor, reads: null };
}

function line({ id, action, madeAt, confirmedAt, rows, left }: BatchLine, lang: Lang): Html {
  const state =
    confirmedAt === null
      ? html`<span class="tag">${words.dryRunOnly[lang]}</span>`
      : left > 0
        ? html`<span class="tag warn">${words.unfinished[lang]}</span>`
        : html`<span class="tag good">${words.finished[lang]}</span>`;
  return html`<tr>
    <th scope="row"><a href="/${lang}/staff/many/${id}">${moment(madeAt, lang)}</a></th>
    <td data-label="${words.historyWhat[lang]}">${actionWords[action].title[lang]}</td>
    <td data-label="${words.historyCount[lang]}">${bdi(String(rows))}</td>
    <td data-label="${words.historyState[lang]}">${state}</td>
  </tr>`;
}

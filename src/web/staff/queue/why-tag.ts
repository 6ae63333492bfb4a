import { showDays } from '../../../engine/applications/freeze.ts';
import { showDate } from '../../../platform/i18n/dates.ts';
import { bdi } from '../../ui/bdi.ts';
import { html } from '../../ui/html.ts';
import { put } from '../case/case-parts.ts';
import { stateWords } from '../case/case-words.ts';
import { words } from './queue-words.ts';
import type { QueueRow, Why } from '../../../engine/review/queue.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';

/** Why a row of the queue stands where it stands. */
export function whyTag(row: QueueRow, lang: Lang): Html {
  const forward =
    row.broughtForward !== null && html` <span class="tag">${words.broughtForward[lang]}</span>`;
  const waiting =
    (row.state === 'waiting-for-register' || row.state === 'to-confirm') &&
    html` <span class="tag">${stateWords[row.state].text[lang]}</span>`;
  return html`${saidWhy(row.why, row, lang)}${waiting}${forward}`;
}

function saidWhy(why: Why, row: QueueRow, lang: Lang): Html {
  const days = (count: number) => html`${showDays(count, lang)}`;
  switch (why.kind) {
    case 'overdue':
      return html`<span class="tag stop"
        >${why.days === 0 ? words.lateToday[lang] : put(words.lateBy[lang], { days: days(why.days) })}</span
      >`;
    case 'due-today':
      return html`<span class="tag warn">${words.dueToday[lang]}</span>`;
    case 'due':
      return html`<span class="tag good">${put(words.dueIn[lang], { days: days(why.days) })}</span>`;
    case 'set-aside':
      return html`<span class="tag"
        >${put(words.asideUntil[lang], { day: bdi(showDate(Temporal.PlainDate.from(why.until), lang)) })}</span
      >`;
    case 'returned': {
      const day = bdi(showDate(Temporal.PlainDate.from(why.completeBy), lang));
      return why.overdue
        ? html`<span class="tag stop">${put(words.returnOverdue[lang], { day })}</span>`
        : html`<span class="tag warn">${put(words.returnedUntil[lang], { day })}</span>`;
    }
    case 'ended': {
      const { text, tone } = stateWords[row.state];
      const state = html`${text[lang]}`;
      const shown =
        why.by === null ? state : put(words.byName[lang], { state, name: html`<bdi>${why.by}</bdi>` });
      return html`<span class="tag ${tone}">${shown}</span>`;
    }
  }
}

import { queueParts } from '../../../engine/queue-views/view.ts';
import { mostCounted } from '../../../engine/review/queue.ts';
import { attributes } from '../../ui/attributes.ts';
import { bdi } from '../../ui/bdi.ts';
import { button } from '../../ui/button.ts';
import { field } from '../../ui/field.ts';
import { html, nothing } from '../../ui/html.ts';
import { notice } from '../../ui/notice.ts';
import { moment, put } from '../case/case-parts.ts';
import { manyForm, pickBox } from '../many/many-bar.ts';
import { words as manyWords } from '../many/many-words.ts';
import { errorSummary } from '../../ui/error-summary.ts';
import { words as frameWords } from '../frame/words.ts';
import { phonesLine } from '../phones/phone-section.ts';
import { objectionsLine } from '../objections/objections-line.ts';
import { words as counterWords } from '../counter/counter-words.ts';
import { decidedTable } from './decided-table.ts';
import { partWords, words } from './queue-words.ts';
import { whyTag } from './why-tag.ts';
import { summaryOf } from '../frame/form-errors.ts';
import { saveViewForm, viewTabs } from '../views/view-tabs.ts';
import type { Choice } from '../../../engine/define/settings.ts';
import type { Queue, QueueCounts, QueueRow } from '../../../engine/review/queue.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { Picks } from '../many/many-bar.ts';
import type { QueuePart } from '../../../engine/queue-views/view.ts';
import type { QueueView } from './queue-view.ts';
import type { StaffPage } from '../frame/staff-page.ts';
import type { SavedViews } from '../views/view-tabs.ts';

/** The queue: what to do next, and why. */
export function queuePage(
  queue: Queue,
  view: QueueView,
  more: {
    reasons: readonly Choice[];
    search: string | null;
    mayTake: boolean;
    nothingNext: boolean;
    twoPairs: boolean;
    saved: SavedViews;
    /** What may be picked; null for who may only read. `wrong`: what is wrong with what was picked. */
    picks: Picks | null;
    wrong: string | null;
    /** How many objections wait for an answer. */
    objections: number;
    phones: readonly { applicationId: number; reference: string }[];
  },
  actor: Actor,
  lang: Lang,
): StaffPage {
  const summary = summaryOf(more.saved.errors, lang);
  const main = html`${summary}
    <div class="case-head">
      <h1>${words.queue[lang]}</h1>
      ${more.mayTake && html`<form method="post" action="/${lang}/staff/next" class="next">${button({ text: words.next[lang] })}</form>`}
    </div>
    ${more.wrong !== null && errorSummary({ lang, title: frameWords.errorTitle[lang], errors: [], general: [more.wrong] })}
    ${more.nothingNext && notice({ tone: 'info', title: words.nothingNext[lang], body: nothing })}
    ${more.objections > 0 && objectionsLine(more.objections, lang)} ${phonesLine(more.phones, lang)}
    ${searchForm(more.search ?? '', lang)}
    ${
      more.search === null
        ? filters(queue.counts, view, more, lang)
        : html`<p class="tabs-like">
            <b>${put(words.found[lang], { words: html`<bdi>${more.search}</bdi>` })}</b>
            <a href="/${lang}/staff/queue">${words.all[lang]}</a>
          </p>`
    }
    ${queue.emptySearch && html`<p>${words.emptySearch[lang]}</p>`} ${rowsOf(queue, view, more, lang)}
    ${pages(queue, view, lang)}`;
  const data = { applications: queue.rows.map(({ id }) => id) };
  const reads = { action: 'application.listed', subject: 'queue', data } as const;
  return {
    path: '/queue',
    title: words.queue[lang],
    main,
    actor,
    reads,
    alert: summary !== false || more.wrong !== null,
  };
}

function rowsOf(queue: Queue, view: QueueView, more: Parameters<typeof queuePage>[2], lang: Lang): Html {
  if (queue.emptySearch) return nothing;
  if (queue.rows.length === 0) return html`<p class="quiet">${words.empty[lang]}</p>`;
  if (more.search === null && isDecided(view.which)) return decidedTable(queue.rows, lang);
  return tableOrForm(queue, view, more, lang);
}

/** By POST: a name or the end of a phone must not stand in an address. */
function searchForm(typed: string, lang: Lang): Html {
  return html`<form method="post" action="/${lang}/staff/queue" class="search-line" role="search" novalidate>
    ${field({ name: 'search', label: words.search[lang], hint: words.searchHint[lang], value: typed, kind: 'text', autocomplete: 'off', required: true, maxLength: 200, lang })}
    ${button({ text: words.find[lang], kind: 'ghost' })}
  </form>`;
}

/** The tabs: a part for each, with its count where it is of what is open; the confirming where the city asks for it. */
function filters(
  counts: QueueCounts,
  view: QueueView,
  { reasons, twoPairs, saved }: { reasons: readonly Choice[]; twoPairs: boolean; saved: SavedViews },
  lang: Lang,
): Html {
  const shown = queueParts.filter((which) => {
    if (which === 'toConfirm' && twoPairs) return true;
    // Parts that are mostly empty are there when there is something, or when one is in them.
    if (which !== 'toConfirm' && which !== 'dueToday' && which !== 'backToday') return true;
    return counts[which] > 0 || view.which === which;
  });
  const links = shown.map((which) => {
    const reason = isDecided(which) ? '' : view.reason;
    const href = queueAddress({ which, reason, saved: null, long: view.long }, lang);
    const counted = which === 'approved' || which === 'refused' ? null : counts[which];
    const count = counted !== null && counted >= mostCounted ? `${mostCounted}+` : String(counted);
    const here = view.saved === null && which === view.which;
    return html`<li>
      <a ${attributes({ href, 'aria-current': here && 'page' })}
        >${partWords[which][lang]}${counted !== null && html` ${bdi(count)}`}</a
      >
    </li>`;
  });
  const chosen = [{ code: '', ar: words.anyReason.ar, en: words.anyReason.en }, ...reasons].map(
    (reason) =>
      html`<option ${attributes({ value: reason.code, selected: reason.code === view.reason })}>
        ${reason[lang]}
      </option>`,
  );
  return html`<nav aria-label="${words.filters[lang]}" class="tabs">
      <ul>
        ${links} ${viewTabs(saved, view, lang)}
      </ul>
      ${isDecided(view.which) ? nothing : reasonForm(chosen, view, lang)}
    </nav>
    ${isDecided(view.which) && html`<p class="quiet">${words.decidedLately[lang]}</p>`}
    ${saveViewForm(saved, view, lang)}`;
}

/** Is it a part of what is decided? There the reason of the contractor narrows nothing. */
function isDecided(which: QueuePart): boolean {
  return which === 'approved' || which === 'refused';
}

function reasonForm(chosen: readonly Html[], view: QueueView, lang: Lang): Html {
  return html`<form method="get" action="/${lang}/staff/queue">
    <input type="hidden" name="which" value="${view.which}" />
    <label for="reason">${words.reason[lang]}</label>
    <span class="select"
      ><select id="reason" name="reason">
        ${chosen}
      </select></span
    >
    ${button({ text: words.show[lang], kind: 'quiet' })}
  </form>`;
}

/** The address of a part of the queue; nothing in it is about a person. */
function queueAddress(view: Part, lang: Lang, after: Queue['next'] = null): string {
  return `/${lang}/staff/queue${queueQuery(view, after)}`;
}

type Part = Pick<QueueView, 'which' | 'reason' | 'saved' | 'long'>;

/** What in an address says which part of the queue is meant: one that says nothing opens with the person's first view. */
export function queueQuery(view: Part, after: Queue['next']): string {
  const query = new URLSearchParams({
    ...(view.saved === null && { which: view.which }),
    ...(view.saved === null && view.reason !== '' && { reason: view.reason }),
    ...(view.saved !== null && { view: String(view.saved) }),
    ...(view.long && { rows: '100' }),
    ...(after && {
      after: 'decision' in after ? `decided.${after.decision}` : `${after.promisedOn}.${after.id}`,
    }),
  });
  return `?${query.toString()}`;
}

/** The rows; for who may work on many at once in a form, each with a box. */
function tableOrForm(queue: Queue, view: QueueView, more: Parameters<typeof queuePage>[2], lang: Lang): Html {
  const { picks, reasons, search } = more;
  if (picks === null || queue.rows.every(({ why }) => why.kind === 'ended'))
    return table(queue.rows, reasons, null, lang);
  const tools = search === null ? pickLinks(picks, view, lang) : pickAllFound(search, lang);
  return html`${tools} ${manyForm(table(queue.rows, reasons, picks, lang), picks, lang)}`;
}

/** Picking all on the page is a link to the same page, so that it works without a script. */
function pickLinks(picks: Picks, view: QueueView, lang: Lang): Html {
  const here = `/${lang}/staff/queue${picks.query}`;
  const all = `${here}&all=1`;
  return html`<p class="actions pick-tools">
    ${picks.all ? html`<a href="${here}">${manyWords.pickNone[lang]}</a>` : html`<a href="${all}">${manyWords.pickAll[lang]}</a>`}
    <a href="${queueAddress({ ...view, long: !view.long }, lang)}"
      >${(view.long ? manyWords.twentyFive : manyWords.hundred)[lang]}</a
    >
    <a href="/${lang}/staff/many">${manyWords.history[lang]}</a>
  </p>`;
}

/** The same of what a search found, by POST: what was searched for must not stand in an address. */
function pickAllFound(search: string, lang: Lang): Html {
  return html`<form method="post" action="/${lang}/staff/queue" class="pick-tools">
    <input type="hidden" name="search" value="${search}" />
    ${button({ text: manyWords.pickAll[lang], name: 'all', value: '1', kind: 'quiet' })}
  </form>`;
}

function table(rows: readonly QueueRow[], reasons: readonly Choice[], picks: Picks | null, lang: Lang): Html {
  const columns = [
    words.why,
    words.reference,
    words.who,
    words.permit,
    words.reason,
    words.submitted,
    words.hand,
  ];
  return html`<section class="scroll" aria-label="${words.queue[lang]}" tabindex="0">
    <table class="queue">
      <thead>
        <tr>
          ${picks && html`<th scope="col">${manyWords.pickHead[lang]}</th>`}
          ${columns.map((text) => html`<th scope="col">${text[lang]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => line(row, reasons, picks, lang))}
      </tbody>
    </table>
  </section>`;
}

function line(row: QueueRow, reasons: readonly Choice[], picks: Picks | null, lang: Lang): Html {
  const reason = reasons.find(({ code }) => code === row.reason)?.[lang] ?? row.reason;
  const cell = (heading: (typeof words)[keyof typeof words], value: Html | null) =>
    value === null
      ? html`<td class="none" data-label="${heading[lang]}">–</td>`
      : html`<td data-label="${heading[lang]}">${value}</td>`;
  return html`<tr>
    ${picks && pickBox(row, picks, lang)} ${html`<td class="lead-cell">${whyTag(row, lang)}</td>`}
    <th scope="row" class="lead-cell">
      <a href="/${lang}/staff/applications/${row.id}">${bdi(row.reference)}</a>
      ${row.assisted && html`<span class="tag">${counterWords.tag[lang]}</span>`}
    </th>
    ${cell(words.who, row.name === null ? null : html`<span dir="auto">${row.name}</span>`)}
    ${cell(words.permit, row.label === null ? null : bdi(row.label))}
    ${cell(words.reason, reason === null ? null : html`${reason}`)}
    ${cell(words.submitted, moment(row.submittedAt, lang))}
    ${cell(words.hand, row.lease === null ? null : row.lease.mine ? html`<b>${words.withMe[lang]}</b>` : html`<bdi>${row.lease.by}</bdi>`)}
  </tr>`;
}

function pages(queue: Queue, view: QueueView, lang: Lang): Html {
  if (view.isFirst && queue.next === null) return nothing;
  return html`<p class="actions">
    ${!view.isFirst && html`<a href="${queueAddress(view, lang)}">${words.first[lang]}</a>`}
    ${queue.next && html`<a href="${queueAddress(view, lang, queue.next)}">${words.more[lang]}</a>`}
  </p>`;
}

import { isDone, rowsLeft, rowsToUndo } from '../../../engine/review/many/batch.ts';
import { showMoment } from '../../../platform/i18n/dates.ts';
import { attributes } from '../../ui/attributes.ts';
import { bdi } from '../../ui/bdi.ts';
import { button, linkButton } from '../../ui/button.ts';
import { html, nothing } from '../../ui/html.ts';
import { notice } from '../../ui/notice.ts';
import { select } from '../../ui/select.ts';
import { textArea } from '../../ui/text-area.ts';
import { put } from '../case/case-parts.ts';
import { words as caseWords } from '../case/case-words.ts';
import { errorOf, summaryOf } from '../frame/form-errors.ts';
import { pickName } from './many-bar.ts';
import { actionWords, words } from './many-words.ts';
import { forecastSaid, outcomeSaid } from './row-said.ts';
import type { Service } from '../../../engine/define/define-service.ts';
import type { Choice } from '../../../engine/define/settings.ts';
import type { Batch, BatchRow } from '../../../engine/review/many/batch.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { StaffPage } from '../frame/staff-page.ts';

/** What the form of a dry run shows: what was typed and ticked, and what is wrong. `ticked` null: as the dry run says. */
export type ConfirmForm = {
  typed: Record<'reason' | 'words', string>;
  ticked: readonly number[] | null;
  errors: FormErrors<'reason' | 'words'>;
};

type Shown = { batch: Batch; now: Date; reasons: readonly Choice[]; services: readonly Service[] };

/** What would happen to each, before anything is done: counted, and the ones that can be done ticked. */
export function dryRunPage(shown: Shown, form: ConfirmForm, actor: Actor, lang: Lang): StaffPage {
  const { batch } = shown;
  const summary = summaryOf(form.errors, lang);
  const count = (kind: string | null) =>
    batch.rows.filter(({ forecast }) => (forecast?.kind ?? null) === kind).length;
  const [can, look, waiting] = [count('can'), count('look'), count(null)];
  const counts = [
    { text: words.can[lang], tone: 'good', count: can },
    { text: words.look[lang], tone: 'warn', count: look },
    { text: words.cannot[lang], tone: 'stop', count: count('cannot') },
    { text: words.waiting[lang], tone: '', count: waiting },
  ];
  const possible = can + look;
  const rows = batch.rows.map((row) => {
    const ticked = form.ticked?.includes(row.id) ?? row.forecast?.kind === 'can';
    return line(
      row,
      box(row, ticked, lang),
      forecastSaid(batch.action, row.forecast, shown.services, lang),
      lang,
    );
  });
  const heads = [words.pickHead, words.reference, words.who, words.permit, words.would];
  const foreseen = table(heads, rows, lang);
  const at = address(batch, lang);
  const main = html`${crumbs(lang)}
    <h1>${actionWords[batch.action].title[lang]}</h1>
    ${summary}
    ${notice({ tone: 'info', title: words.dryRun[lang], body: html`<p>${words.dryRunText[lang]}</p>` })}
    ${countLine(counts)}
    ${
      possible === 0
        ? html`${foreseen}
            <p>${words.nothingCan[lang]}</p>`
        : html`<form method="post" action="${at}/confirm" class="many" novalidate>
            ${foreseen} ${batch.action === 'refuse' && refusal(shown.reasons, form, lang)}
            <p>${button({ text: actionWords[batch.action].go[lang] })}</p>
          </form>`
    }
    <form method="post" action="${at}/look">
      ${
        waiting > 0
          ? button({ text: words.lookOn[lang], kind: 'ghost' })
          : button({ text: words.lookAgain[lang], name: 'do', value: 'again', kind: 'quiet' })
      }
    </form>`;
  return page(batch, main, actor, lang, summary !== false);
}

/** What became of each; what is left goes on, and what may be undone is undone here. */
export function resultPage(shown: Shown, actor: Actor, lang: Lang): StaffPage {
  const { batch, now } = shown;
  const left = rowsLeft(batch).length;
  const toUndo = rowsToUndo(batch, now);
  const chosen = batch.rows.filter((row) => row.chosen);
  const had = chosen.filter(({ outcome }) => outcome !== null);
  const undone = had.filter((row) => row.undone === 'undone').length;
  const prepared = had.filter((row) => row.outcome?.kind === 'prepared' && row.undone !== 'undone').length;
  const done = had.filter(({ outcome }) => outcome !== null && isDone(outcome)).length - undone - prepared;
  const failed = had.filter(({ outcome }) => outcome !== null && !isDone(outcome));
  const counts = [
    { text: words.done[lang], tone: 'good', count: done },
    { text: words.prepared[lang], tone: 'warn', count: prepared },
    { text: words.notDone[lang], tone: 'stop', count: failed.length },
    { text: words.undone[lang], tone: 'warn', count: undone },
    { text: words.left[lang], tone: '', count: left },
  ];
  const undoable = new Set(toUndo.map(({ id }) => id));
  const rows = chosen.map((row) =>
    line(
      row,
      null,
      outcomeSaid(row, shown.services, lang),
      lang,
      undoable.has(row.id) ? undoOne(row, lang) : nothing,
    ),
  );
  const results = table([words.reference, words.who, words.permit, words.became], rows, lang);
  const at = address(batch, lang);
  const main = html`${crumbs(lang)}
    <h1>${actionWords[batch.action].title[lang]}</h1>
    ${left > 0 ? unfinished(at, left, lang) : notice({ tone: failed.length > 0 ? 'warn' : 'good', title: words.finished[lang], body: countLine(counts) })}
    ${left > 0 && countLine(counts)}
    ${
      toUndo.length === 0
        ? results
        : html`<form method="post" action="${at}/undo" class="many">
            ${undoLine(toUndo, lang)} ${results}
          </form>`
    }
    ${left === 0 && failed.length > 0 && retry(batch, failed, lang)}
    <p>${linkButton({ href: `/${lang}/staff/queue`, text: words.toQueue[lang], kind: 'ghost' })}</p>`;
  return page(batch, main, actor, lang, false);
}

function page(batch: Batch, main: Html, actor: Actor, lang: Lang, alert: boolean): StaffPage {
  const data = { applications: batch.rows.map(({ id }) => id) };
  return {
    path: `/many/${batch.id}`,
    title: actionWords[batch.action].title[lang],
    main,
    actor,
    reads: { action: 'application.listed', subject: `batch:${batch.id}`, data },
    alert,
  };
}

function address({ id }: Batch, lang: Lang): string {
  return `/${lang}/staff/many/${id}`;
}

function crumbs(lang: Lang): Html {
  return html`<p class="crumbs">
    <a href="/${lang}/staff/queue">${words.toQueue[lang]}</a> ·
    <a href="/${lang}/staff/many">${words.many[lang]}</a>
  </p>`;
}

function countLine(counts: readonly { text: string; tone: string; count: number }[]): Html {
  const shown = counts.filter(({ count }) => count > 0);
  return html`<p class="counts">
    ${shown.map(({ text, tone, count }) => html`<span class="tag ${tone}">${text} ${bdi(String(count))}</span> `)}
  </p>`;
}

function table(heads: readonly { ar: string; en: string }[], rows: readonly Html[], lang: Lang): Html {
  return html`<section class="scroll" aria-label="${words.bar[lang]}" tabindex="0">
    <table class="queue">
      <thead>
        <tr>
          ${heads.map((text) => html`<th scope="col">${text[lang]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
}

function line(row: BatchRow, first: Html | null, said: Html, lang: Lang, after: Html = nothing): Html {
  return html`<tr>
    ${first !== null && html`<td class="pick-cell">${first}</td>`}
    <th scope="row" data-label="${words.reference[lang]}">
      <a href="/${lang}/staff/applications/${row.id}">${bdi(row.reference)}</a>
    </th>
    <td data-label="${words.who[lang]}"><span dir="auto">${row.name ?? '–'}</span></td>
    <td data-label="${words.permit[lang]}">${bdi(row.label ?? '–')}</td>
    <td>${said} ${after}</td>
  </tr>`;
}

/** No box stands beside what cannot be done. */
function box({ id, reference, forecast }: BatchRow, ticked: boolean, lang: Lang): Html {
  if (forecast === null || forecast.kind === 'cannot') return nothing;
  const label = words.pick[lang].replace('{reference}', reference);
  const given = { type: 'checkbox', name: pickName(id), value: 'yes', 'aria-label': label, checked: ticked };
  return html`<span class="pick"><input ${attributes(given)} /></span>`;
}

function refusal(reasons: readonly Choice[], { typed, errors }: ConfirmForm, lang: Lang): Html {
  return html`<div class="card">
    ${select({
      name: 'reason',
      label: caseWords.reason[lang],
      value: typed.reason,
      placeholder: caseWords.chooseReason[lang],
      options: reasons.map((reason) => ({ value: reason.code, text: reason[lang] })),
      required: true,
      lang,
      ...errorOf(errors, 'reason'),
    })}
    ${textArea({
      name: 'words',
      label: caseWords.words[lang],
      hint: caseWords.wordsHint[lang],
      value: typed.words,
      rows: 3,
      required: false,
      lang,
      ...errorOf(errors, 'words'),
    })}
  </div>`;
}

function unfinished(at: string, left: number, lang: Lang): Html {
  return notice({
    tone: 'warn',
    title: words.unfinished[lang],
    body: html`<p>${put(words.unfinishedText[lang], { count: bdi(String(left)) })}</p>`,
    actions: html`<form method="post" action="${at}/go-on">${button({ text: words.goOn[lang] })}</form>`,
  });
}

function undoLine(toUndo: readonly BatchRow[], lang: Lang): Html {
  const ends = toUndo.flatMap(({ outcome }) =>
    outcome !== null && 'finalAt' in outcome ? [Date.parse(outcome.finalAt)] : [],
  );
  const said =
    ends.length === 0
      ? html`${words.undoPrepared[lang]}`
      : put(words.undoUntil[lang], { time: bdi(showMoment(new Date(Math.min(...ends)), lang).time) });
  return html`<p class="actions">
    <span>${said}</span>
    ${button({ text: words.undoAll[lang], name: 'row', value: 'all', kind: 'ghost' })}
  </p>`;
}

function undoOne({ id, reference }: BatchRow, lang: Lang): Html {
  const label = words.undoOneOf[lang].replace('{reference}', reference);
  return html`<button type="submit" class="btn quiet small" name="row" value="${id}" aria-label="${label}">
    ${words.undoOne[lang]}
  </button>`;
}

/** What was not done, as the picks of another dry run. */
function retry(batch: Batch, failed: readonly BatchRow[], lang: Lang): Html {
  return html`<form method="post" action="/${lang}/staff/many">
    ${failed.map(({ id }) => html`<input type="hidden" name="${pickName(id)}" value="yes" />`)}
    ${button({ text: words.retry[lang], name: 'do', value: batch.action, kind: 'ghost' })}
  </form>`;
}

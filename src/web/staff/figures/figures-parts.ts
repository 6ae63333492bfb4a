import { decidedOf, shareOf } from '../../../engine/figures/figures.ts';
import { answeredOf, answers } from '../../../engine/satisfaction/satisfaction.ts';
import { showDate } from '../../../platform/i18n/dates.ts';
import { answerWords } from '../../satisfaction/words.ts';
import { bars } from '../../ui/bars.ts';
import { bdi } from '../../ui/bdi.ts';
import { html, nothing } from '../../ui/html.ts';
import { moment, put } from '../case/case-parts.ts';
import { columnChart } from './columns.ts';
import { words } from './figures-words.ts';
import type { Figures, Part, PersonFigures, Times } from '../../../engine/figures/figures.ts';
import type { Unit } from '../../../engine/figures/period.ts';
import type { OpenNow } from '../../../engine/figures/read-figures.ts';
import type { Satisfaction } from '../../../engine/satisfaction/read-results.ts';
import type { AnswerCounts } from '../../../engine/satisfaction/satisfaction.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { Text } from '../../ui/words.ts';
import type { Choices, Coded } from './choices.ts';

const unitWords: Record<Unit, Text> = { day: words.perDay, week: words.perWeek, month: words.perMonth };

/** A table that may be wider than the page. */
export function scrolled(name: string, heads: readonly string[], rows: readonly Html[]): Html {
  return html`<div class="scroll" role="region" aria-label="${name}" tabindex="0">
    <table class="plain counts">
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

const number = (value: number) => html`<td>${bdi(String(value))}</td>`;

/** What came in and what was decided, over time: the chart, and its table. */
export function overTime({ parts, unit, counts, period }: Figures, lang: Lang): Html {
  const title = `${words.overTime[lang]}${lang === 'ar' ? '، ' : ', '}${unitWords[unit][lang]}`;
  const text = words.chartText[lang]
    .replace('{from}', showDate(period.from, lang))
    .replace('{until}', showDate(period.until, lang))
    .replace('{received}', String(counts.received))
    .replace('{decided}', String(decidedOf(counts)));
  const columns = parts.map((part) => ({
    label: shortName(part, unit),
    first: part.counts.received,
    second: decidedOf(part.counts),
  }));
  const rows = parts.map(
    (part) =>
      html`<tr>
        <th scope="row">${bdi(longName(part, unit, lang))}</th>
        ${number(part.counts.received)} ${number(decidedOf(part.counts))} ${number(part.counts.approved)}
        ${number(part.counts.refused)}
      </tr>`,
  );
  const heads = [words.when, words.received, words.decided, words.approved, words.refused].map(
    (each) => each[lang],
  );
  return html`<section>
    <h2>${title}</h2>
    <ul class="legend">
      <li>
        <svg width="14" height="14" aria-hidden="true"><rect class="first" width="14" height="14" /></svg
        >${words.received[lang]}
      </li>
      <li>
        <svg width="14" height="14" aria-hidden="true">
          <rect class="second" x="1" y="1" width="12" height="12" /></svg
        >${words.decided[lang]}
      </li>
      ${lang === 'ar' && html`<li class="quiet">${words.timeLeft[lang]}</li>`}
    </ul>
    ${columnChart({ id: 'over-time', title, text, columns })}
    <details class="behind">
      <summary>${words.table[lang]}</summary>
      ${scrolled(title, heads, rows)}
    </details>
  </section>`;
}

function shortName({ from }: Part, unit: Unit): string {
  const [day, month] = [from.day, from.month].map((each) => String(each).padStart(2, '0'));
  return unit === 'month' ? `${month}-${from.year}` : `${day}-${month}`;
}

function longName({ from, until }: Part, unit: Unit, lang: Lang): string {
  if (unit === 'day') return showDate(from, lang);
  return unit === 'month'
    ? showDate(from, lang).slice(3)
    : `${showDate(from, lang)} – ${showDate(until, lang)}`;
}

const heads = (label: string, lang: Lang) => ({ label, count: words.count[lang], share: words.share[lang] });

/** From this many working days on, decisions are one line. */
const longest = 10;

/** How many working days decisions took. */
export function timeSection({ byDays, decided }: Times, lang: Lang): Html {
  if (decided === 0) return nothing;
  const short = byDays.filter(({ days }) => days < longest);
  const long = byDays.filter(({ days }) => days >= longest).reduce((sum, { count }) => sum + count, 0);
  const label = (days: number) => (days === 0 ? html`${words.sameDay[lang]}` : bdi(String(days)));
  const rows = [
    ...short.map(({ days, count }) => ({ label: label(days), count })),
    ...(long > 0 ? [{ label: put(words.andMore[lang], { days: bdi(String(longest)) }), count: long }] : []),
  ].map((row) => ({ ...row, share: shareOf(row.count, decided) }));
  return html`<section>
    <h2>${words.timeToDecide[lang]}</h2>
    ${bars({ title: words.timeToDecide[lang], heads: heads(words.workingDays[lang], lang), rows, lang })}
  </section>`;
}

/** Why people applied, and why applications were refused. */
export function reasonSections(
  { byReason, refusedFor, counts }: Figures,
  choices: Choices,
  lang: Lang,
): Html {
  const name = (list: readonly Coded[], code: string | null) =>
    code === null || code === ''
      ? words.noReason[lang]
      : (list.find((each) => each.code === code)?.[lang] ?? code);
  const received = byReason.filter((each) => each.received > 0);
  const of = (title: string, rows: { label: string; count: number }[], all: number) =>
    rows.length > 0 &&
    html`<section>
      <h2>${title}</h2>
      ${bars({ title, heads: heads(title, lang), rows: rows.map((row) => ({ ...row, share: shareOf(row.count, all) })), lang })}
    </section>`;
  return html`${of(
    words.reasons[lang],
    received.map((each) => ({ label: name(choices.reasons, each.code), count: each.received })),
    counts.received,
  )}
  ${of(
    words.refusedFor[lang],
    refusedFor.map((each) => ({ label: name(choices.refusals, each.code), count: each.count })),
    counts.refused,
  )}`;
}

/** More days than these are of no use to anybody: the later ones are one line less to read. */
const mostPromised = 15;

/** What is open now, by the day that it was promised for. */
export function openSection({ all, withContractor, overdue, oldest, promised }: OpenNow, lang: Lang): Html {
  const rows = promised.slice(0, mostPromised).map(
    ({ day, count, isOver, late }) =>
      html`<tr>
        <th scope="row">${bdi(showDate(day, lang))}</th>
        ${number(count)}
        <td>${isOver ? html`<span class="tag stop">${bdi(String(late))}</span>` : html`–`}</td>
      </tr>`,
  );
  return html`<section>
    <h2>${words.open[lang]}</h2>
    <dl class="tiles">
      <div>
        <dt>${words.openAll[lang]}</dt>
        <dd>${bdi(String(all))}</dd>
      </div>
      <div>
        <dt>${words.overdue[lang]}</dt>
        <dd>${bdi(String(overdue))}</dd>
      </div>
      <div>
        <dt>${words.withContractor[lang]}</dt>
        <dd>${bdi(String(withContractor))}</dd>
      </div>
      ${
        oldest &&
        html`<div>
          <dt>${words.oldest[lang]}</dt>
          <dd>
            <a href="/${lang}/staff/applications/${oldest.id}">${bdi(oldest.reference)}</a>
            <small>${moment(oldest.submittedAt, lang)}</small>
          </dd>
        </div>`
      }
    </dl>
    ${
      rows.length > 0 &&
      scrolled(
        words.open[lang],
        [words.promisedFor, words.count, words.late].map((each) => each[lang]),
        rows,
      )
    }
  </section>`;
}

/** What people answered when they were asked. */
export function satisfactionSection({ all, receipt, decision }: Satisfaction, lang: Lang): Html {
  if (all === null)
    return html`<section>
      <h2>${words.satisfaction[lang]}</h2>
      <p class="quiet">${words.tooFew[lang]}</p>
    </section>`;
  const part = (title: string, counts: AnswerCounts | null) =>
    counts &&
    html`<h3>${title}</h3>
      ${answerBars(title, counts, lang)}`;
  return html`<section>
    <h2>${words.satisfaction[lang]}</h2>
    ${part(words.atReceipt[lang], receipt)} ${part(words.atDecision[lang], decision)}
  </section>`;
}

function answerBars(title: string, counts: AnswerCounts, lang: Lang): Html {
  const whole = answeredOf(counts);
  const rows = answers.map((answer) => ({
    label: answerWords[answer][lang],
    count: counts[answer],
    share: shareOf(counts[answer], whole),
  }));
  return bars({ title, heads: heads(words.answer[lang], lang), rows, lang });
}

/** What each person did, in the order of the accounts. */
export function byPersonSection(
  people: readonly PersonFigures[],
  names: ReadonlyMap<number, string>,
  lang: Lang,
): Html {
  const columns = [
    words.name,
    words.decided,
    words.approved,
    words.refused,
    words.returnedShort,
    words.undoneShort,
    words.inTime,
  ];
  const rows = people.map((each) => {
    const share = shareOf(each.inTime, decidedOf(each));
    return html`<tr>
      <th scope="row"><bdi>${names.get(each.id) ?? `#${each.id}`}</bdi></th>
      ${number(decidedOf(each))} ${number(each.approved)} ${number(each.refused)} ${number(each.returned)}
      ${number(each.undone)}
      <td>${share === null ? html`–` : bdi(`${share}%`)}</td>
    </tr>`;
  });
  return html`<section>
    <h2>${words.byPerson[lang]}</h2>
    <p class="quiet">${words.byPersonLead[lang]}</p>
    ${
      rows.length === 0
        ? html`<p>${words.none[lang]}</p>`
        : scrolled(
            words.byPerson[lang],
            columns.map((each) => each[lang]),
            rows,
          )
    }
  </section>`;
}

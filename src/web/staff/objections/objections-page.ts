import { showDate } from '../../../platform/i18n/dates.ts';
import { bdi } from '../../ui/bdi.ts';
import { html } from '../../ui/html.ts';
import { moment } from '../case/case-parts.ts';
import { answerWords, words } from './objections-words.ts';
import type { ListedObjection, ObjectionList } from '../../../engine/objections/list-objections.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { Text } from '../../ui/words.ts';
import type { StaffPage } from '../frame/staff-page.ts';

/** The objections that wait for an answer, the most urgent first, and those that were answered lately. */
export function objectionsPage(list: ObjectionList, actor: Actor, lang: Lang): StaffPage {
  const { open, answered } = list;
  const main = html`<h1>${words.objections[lang]}</h1>
    <p class="lead">${words.lead[lang]}</p>
    <h2>${words.open[lang]}</h2>
    ${open.length === 0 ? html`<p class="quiet">${words.noneOpen[lang]}</p>` : openTable(list, lang)}
    <h2>${words.answeredLately[lang]}</h2>
    ${answered.length === 0 ? html`<p class="quiet">${words.noneAnswered[lang]}</p>` : answeredTable(answered, lang)}`;
  const applications = [...open, ...answered].map(({ applicationId }) => applicationId);
  const reads = { action: 'objection.listed', subject: 'objections', data: { applications } } as const;
  return { path: '/objections', title: words.objections[lang], main, actor, reads };
}

function table(label: Text, heads: readonly Text[], rows: readonly Html[], lang: Lang): Html {
  return html`<section class="scroll" aria-label="${label[lang]}" tabindex="0">
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

const cell = (heading: Text, value: Html, lang: Lang) =>
  html`<td data-label="${heading[lang]}">${value}</td>`;

function who(each: ListedObjection, lang: Lang): Html {
  return html`<th scope="row" data-label="${words.reference[lang]}">
      <a href="/${lang}/staff/applications/${each.applicationId}">${bdi(each.reference)}</a>
    </th>
    ${cell(words.who, html`<span dir="auto">${each.name ?? '–'}</span>`, lang)}
    ${cell(words.reason, html`${each.reason[lang]}`, lang)}
    ${cell(words.refusedBy, html`<bdi>${each.refusedBy.name}</bdi>`, lang)}`;
}

function openTable({ open, today }: ObjectionList, lang: Lang): Html {
  const rows = open.map((each) => {
    const day = bdi(showDate(Temporal.PlainDate.from(each.answerBy), lang));
    const late = each.answerBy < today && html` <span class="tag stop">${words.late[lang]}</span>`;
    return html`<tr>
      ${cell(words.answerBy, html`${day}${late}`, lang)} ${who(each, lang)}
    </tr>`;
  });
  const heads = [words.answerBy, words.reference, words.who, words.reason, words.refusedBy];
  return table(words.open, heads, rows, lang);
}

function answeredTable(answered: readonly ListedObjection[], lang: Lang): Html {
  const rows = answered.flatMap((each) => {
    const { answered: given } = each;
    if (given === null) return [];
    const tone = given.answer === 'upheld' ? 'good' : 'stop';
    return [
      html`<tr>
        ${cell(words.answer, html`<span class="tag ${tone}">${answerWords[given.answer][lang]}</span>`, lang)}
        ${who(each, lang)} ${cell(words.by, html`<bdi>${given.by.name}</bdi>`, lang)}
        ${cell(words.when, moment(given.at, lang), lang)}
      </tr>`,
    ];
  });
  const heads = [
    words.answer,
    words.reference,
    words.who,
    words.reason,
    words.refusedBy,
    words.by,
    words.when,
  ];
  return table(words.answeredLately, heads, rows, lang);
}

import { may } from '../../../engine/staff/roles.ts';
import { showDate } from '../../../platform/i18n/dates.ts';
import { bdi } from '../../ui/bdi.ts';
import { button } from '../../ui/button.ts';
import { field } from '../../ui/field.ts';
import { html, nothing } from '../../ui/html.ts';
import { notice } from '../../ui/notice.ts';
import { select } from '../../ui/select.ts';
import { textArea } from '../../ui/text-area.ts';
import { moment, put } from '../case/case-parts.ts';
import { errorOf, noErrors, summaryOf } from '../frame/form-errors.ts';
import { stateWords, words } from './delegations-words.ts';
import type { DelegationList, ListedDelegation } from '../../../engine/delegations/list-delegations.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { StaffPage } from '../frame/staff-page.ts';

/** The fields of the form. */
export type DelegationField = 'to' | 'firstDay' | 'lastDay' | 'reason';

/** What was typed, what is wrong with it, and what was asked for and not done. */
export type DelegationForm = {
  typed: Record<DelegationField, string>;
  errors: FormErrors<DelegationField>;
  notDone: boolean;
};

/** Nothing was typed yet; a delegation begins today unless somebody says otherwise. */
export function emptyDelegation(today: Temporal.PlainDate): DelegationForm {
  return {
    typed: { to: '', firstDay: today.toString(), lastDay: '', reason: '' },
    errors: noErrors,
    notDone: false,
  };
}

/** Who lent the confirming to whom, on which days and why and, for supervisors, the form for another one. */
export function delegationsPage(
  list: DelegationList,
  form: DelegationForm,
  actor: Actor,
  lang: Lang,
): StaffPage {
  const summary = summaryOf(form.errors, lang);
  const main = html`<h1>${words.delegations[lang]}</h1>
    <p class="lead">${words.lead[lang]}</p>
    ${summary} ${form.notDone && notice({ tone: 'warn', title: words.tooLate[lang], body: nothing })}
    ${list.rows.length === 0 ? html`<p class="quiet">${words.none[lang]}</p>` : table(list, lang)}
    ${may(actor.role, 'delegation.give') && giveSection(list, form, lang)}`;
  return {
    path: '/delegations',
    title: words.delegations[lang],
    main,
    actor,
    reads: {
      action: 'delegation.read',
      subject: 'delegations',
      data: { ids: list.rows.map(({ id }) => id) },
    },
    alert: summary !== false,
  };
}

function day(text: string, lang: Lang): Html {
  return bdi(showDate(Temporal.PlainDate.from(text), lang));
}

function table({ rows }: DelegationList, lang: Lang): Html {
  const ends = rows.some(({ mayEnd }) => mayEnd);
  const heads = [words.days, words.state, words.from, words.to, words.reason, ...(ends ? [words.what] : [])];
  return html`<section class="scroll" aria-label="${words.delegations[lang]}" tabindex="0">
    <table class="queue">
      <thead>
        <tr>
          ${heads.map((text) => html`<th scope="col">${text[lang]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => line(row, ends, lang))}
      </tbody>
    </table>
  </section>`;
}

function line(row: ListedDelegation, ends: boolean, lang: Lang): Html {
  const { tone, text } = stateWords[row.state];
  const { firstDay, lastDay, ended } = row;
  const days = { first: day(firstDay, lang), last: day(lastDay, lang) };
  return html`<tr>
    <th scope="row" data-label="${words.days[lang]}">${put(words.fromUntil[lang], days)}</th>
    <td data-label="${words.state[lang]}">
      <span class="tag ${tone}">${text[lang]}</span>
      ${ended && html`<span class="quiet">${put(words.endedBy[lang], { name: html`<bdi>${ended.by.name}</bdi>`, moment: moment(ended.at, lang) })}</span>`}
    </td>
    <td data-label="${words.from[lang]}"><bdi>${row.from.name}</bdi></td>
    <td data-label="${words.to[lang]}"><bdi>${row.to.name}</bdi></td>
    <td data-label="${words.reason[lang]}"><span class="typed" dir="auto">${row.reason}</span></td>
    ${ends && html`<td>${row.mayEnd ? endForm(row, lang) : nothing}</td>`}
  </tr>`;
}

function endForm({ id, to, firstDay }: ListedDelegation, lang: Lang): Html {
  const which = { name: html`<bdi>${to.name}</bdi>`, day: day(firstDay, lang) };
  return html`<form method="post" action="/${lang}/staff/delegations/${id}/end">
    <button type="submit" class="btn quiet">
      ${words.end[lang]}<span class="vh"> ${put(words.endFor[lang], which)}</span>
    </button>
  </form>`;
}

function giveSection({ borrowers }: DelegationList, { typed, errors }: DelegationForm, lang: Lang): Html {
  if (borrowers.length === 0) return html`<p class="quiet">${words.noClerks[lang]}</p>`;
  const dayField = (name: 'firstDay' | 'lastDay') =>
    field({
      name,
      label: words[name][lang],
      hint: words.dayHint[lang],
      value: typed[name],
      kind: 'digits',
      required: true,
      lang,
      ...errorOf(errors, name),
    });
  return html`<section class="card" aria-labelledby="give">
    <h2 id="give">${words.giveTitle[lang]}</h2>
    <form method="post" action="/${lang}/staff/delegations" class="three" novalidate>
      ${select({
        name: 'to',
        label: words.clerk[lang],
        value: typed.to,
        placeholder: words.chooseClerk[lang],
        options: borrowers.map(({ id, name }) => ({ value: String(id), text: name })),
        required: true,
        lang,
        ...errorOf(errors, 'to'),
      })}
      ${dayField('firstDay')} ${dayField('lastDay')}
      <div class="whole">
        ${textArea({
          name: 'reason',
          label: words.reason[lang],
          hint: words.reasonHint[lang],
          value: typed.reason,
          rows: 2,
          required: true,
          lang,
          ...errorOf(errors, 'reason'),
        })}
      </div>
      <p>${button({ text: words.give[lang] })}</p>
    </form>
  </section>`;
}

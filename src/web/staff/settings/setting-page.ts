import { may } from '../../../engine/staff/roles.ts';
import { button, linkButton } from '../../ui/button.ts';
import { html, nothing } from '../../ui/html.ts';
import { notice } from '../../ui/notice.ts';
import { textArea } from '../../ui/text-area.ts';
import { moment, put } from '../case/case-parts.ts';
import { errorOf, summaryOf } from '../frame/form-errors.ts';
import { settingAddress, settingPath } from './address.ts';
import { dateField } from './date-field.ts';
import { day } from './list-page.ts';
import { words } from './settings-words.ts';
import { briefly, wholly } from './show-value.ts';
import type { openSetting } from '../../../engine/settings/read-settings.ts';
import type { Period } from '../../../engine/settings/period.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { StaffPage } from '../frame/staff-page.ts';

/** One setting with its changes. */
export type Setting = NonNullable<Awaited<ReturnType<typeof openSetting>>>;

/** The forms of the periods that are coming: which of them was sent, what was typed, and what is wrong with it. */
export type PeriodForm = { from: string; to: string; reason: string; errors: FormErrors<string> };

/** One setting: all its periods, with who set them, when and why, and every change that was made. */
export function settingPage(
  setting: Setting,
  form: PeriodForm,
  said: boolean,
  actor: Actor,
  lang: Lang,
): StaffPage {
  const { key, definition, value, periods, changes, service } = setting;
  const mayChange = may(actor.role, 'settings.change');
  const name = definition.name[lang];
  const summary = summaryOf(form.errors, lang);
  const heads = [words.from, words.until, words.value, words.who, words.reason].map(
    (text) => html`<th scope="col">${text[lang]}</th>`,
  );
  const main = html`<a class="back" href="/${lang}/staff/settings">${words.all[lang]}</a>
    <h1>${name}</h1>
    ${summary}
    ${said && notice({ tone: 'good', title: words.changed[lang], body: html`<p>${words.changedText[lang]}</p>` })}
    <p class="lead">
      ${definition.hint[lang]} ${service && html`<span class="quiet">${service.text[lang].name}</span>`}
    </p>
    <section class="card">
      <h2>${words.today[lang]}</h2>
      ${wholly(definition.form, value, lang)}
      ${setting.current === undefined && value !== undefined && html`<p class="quiet">${words.ofDefinition[lang]}</p>`}
      ${mayChange && html`<p>${linkButton({ href: `${settingAddress(key, lang)}/change`, text: words.change[lang] })}</p>`}
    </section>
    <section>
      <h2>${words.periods[lang]}</h2>
      <p class="quiet">${periods.length === 0 ? words.noPeriods[lang] : words.periodsLead[lang]}</p>
      ${
        periods.length > 0 &&
        html`<section class="scroll" aria-label="${words.periods[lang]}" tabindex="0">
          <table class="queue settings">
            <thead>
              <tr>
                ${heads}
              </tr>
            </thead>
            <tbody>
              ${periods.toReversed().map((period) => periodRow(setting, period, lang))}
            </tbody>
          </table>
        </section>`
      }
      ${mayChange && setting.coming.map((period) => moveForm(setting, period, form, lang))}
    </section>
    <section>
      <h2>${words.changes[lang]}</h2>
      ${
        changes.length === 0
          ? html`<p class="quiet">${words.noChanges[lang]}</p>`
          : html`<ol class="lines">
              ${changes.map((change) => changeItem(setting, change, lang))}
            </ol>`
      }
    </section>`;
  return { path: settingPath(key), title: name, main, actor, reads: null, alert: summary !== false };
}

function periodRow({ definition, current, today }: Setting, period: Period, lang: Lang): Html {
  const state =
    period === current
      ? html`<span class="tag good">${words.now[lang]}</span>`
      : period.from > today.toString()
        ? html`<span class="tag warn">${words.future[lang]}</span>`
        : html`<span class="tag">${words.past[lang]}</span>`;
  return html`<tr>
    <th scope="row" data-label="${words.from[lang]}">${day(period.from, lang)} ${state}</th>
    <td data-label="${words.until[lang]}">
      ${period.until === null ? words.open[lang] : day(period.until, lang)}
    </td>
    <td data-label="${words.value[lang]}">${briefly(definition.form, period.value, lang)}</td>
    <td data-label="${words.who[lang]}">
      <bdi>${period.setBy}</bdi> <small>${moment(period.setAt, lang)}</small>
    </td>
    <td data-label="${words.reason[lang]}">
      <span dir="auto">${period.reason || words.nothing[lang]}</span>
    </td>
  </tr>`;
}

/** Moves a period that has not begun, or takes it away. */
function moveForm(
  { key, definition, revision }: Setting,
  period: Period,
  form: PeriodForm,
  lang: Lang,
): Html {
  const isSent = form.from === period.from;
  const errors = isSent ? form.errors : { fields: [], general: [] };
  // Several periods stand on one page: only the fields of the one that was sent are those of the summary.
  const name = (field: string) => (isSent ? field : `${field}-${period.from}`);
  const title = put(words.comingOn[lang], {
    day: day(period.from, lang),
    value: briefly(definition.form, period.value, lang),
  });
  return html`<details class="card refuse" ${isSent ? html`open` : nothing}>
    <summary>${words.moveOrRemove[lang]}: ${day(period.from, lang)}</summary>
    <form method="post" action="${settingAddress(key, lang)}/period" novalidate>
      <input type="hidden" name="from" value="${period.from}" />
      <input type="hidden" name="revision" value="${revision}" />
      <div>${title}</div>
      ${dateField({ name: name('to'), label: words.moveTo[lang], value: isSent ? form.to : period.from, required: true, lang, ...errorOf(errors, 'to') })}
      ${textArea({ name: name('reason'), label: words.reason[lang], hint: words.reasonHint[lang], value: isSent ? form.reason : '', rows: 2, maxLength: 500, required: true, lang, ...errorOf(errors, 'reason') })}
      <p class="actions">
        ${button({ text: words.move[lang], name: 'do', value: 'move', kind: 'ghost' })}
        ${button({ text: words.remove[lang], name: 'do', value: 'remove', kind: 'ghost' })}
      </p>
    </form>
  </details>`;
}

function changeItem({ definition }: Setting, change: Setting['changes'][number], lang: Lang): Html {
  const value = (each: unknown) => briefly(definition.form, each, lang);
  const parts = {
    day: day(change.from, lang),
    before: value(change.before),
    after: value(change.after),
    to: change.movedTo === null ? nothing : day(change.movedTo, lang),
  };
  const text =
    change.movedTo !== null
      ? words.changeMoved
      : change.after === null
        ? words.changeRemoved
        : words.changeSet;
  const isSet = change.movedTo === null && change.after !== null;
  return html`<li>
    <div>${put(text[lang], parts)}</div>
    ${isSet && change.before !== null && html`<div class="quiet">${put(words.changeBefore[lang], parts)}</div>`}
    <p class="quiet">
      <bdi>${change.by}</bdi> ·
      ${moment(change.at, lang)}${change.reason !== '' && html` · <span dir="auto">${change.reason}</span>`}
    </p>
  </li>`;
}

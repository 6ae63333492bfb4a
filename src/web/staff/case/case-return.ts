import { todayAt } from '../../../platform/clock/calendar.ts';
import { showDay, showMoment } from '../../../platform/i18n/dates.ts';
import { returnOf } from '../../../engine/applications/application.ts';
import { withoutInternal } from '../../../engine/review/office-event.ts';
import { returnNotice } from '../../track/return-notice.ts';
import { bdi } from '../../ui/bdi.ts';
import { button } from '../../ui/button.ts';
import { checks } from '../../ui/checks.ts';
import { html, join, nothing } from '../../ui/html.ts';
import { textArea } from '../../ui/text-area.ts';
import { errorOf } from '../frame/form-errors.ts';
import { isolated, put } from './case-parts.ts';
import { words as caseWords } from './case-words.ts';
import { words } from './return-words.ts';
import type { Returned } from '../../../engine/applications/application.ts';
import type { Case } from '../../../engine/review/open-case.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { CaseForm } from './case-form.ts';

/** The name of the box that asks for an answer. */
export function boxOf(name: string): string {
  return `ask-${name}`;
}

function action(each: Case, lang: Lang, what: string): string {
  return `/${lang}/staff/applications/${each.application.id}/${what}`;
}

function dayIn(text: string, lang: Lang): Html {
  const { weekday, date } = showDay(Temporal.PlainDate.from(text), lang);
  return html`${weekday} ${bdi(date)}`;
}

/** Asks the contractor to complete: which answers, in which words, until when. */
export function returnForm(each: Case, { typed, ticked, errors }: CaseForm, lang: Lang): Html {
  const wrong = errors.fields.some(({ name }) => name === 'asked' || name === 'askedFor');
  const open = wrong || ticked.length > 0 || typed.asked !== '';
  const { answers } = each.service.text[lang];
  return html`<details class="refuse" ${open ? html` open` : nothing}>
    <summary>${words.returnTitle[lang]}</summary>
    <form method="post" action="${action(each, lang, 'return')}" novalidate>
      <input type="hidden" name="revision" value="${each.revision}" />
      ${checks({
        id: 'askedFor',
        label: words.fields[lang],
        hint: words.fieldsHint[lang],
        options: each.completion.fields.map((name) => ({
          name: boxOf(name),
          text: answers[name]?.label ?? name,
          checked: ticked.includes(name),
        })),
        lang,
        ...errorOf(errors, 'askedFor'),
      })}
      ${textArea({
        name: 'asked',
        label: words.asked[lang],
        hint: words.askedHint[lang],
        value: typed.asked,
        rows: 3,
        required: true,
        lang,
        ...errorOf(errors, 'asked'),
      })}
      <p>${put(words.until[lang], { day: dayIn(each.completion.completeBy, lang) })}</p>
      <p class="actions">
        ${button({ text: words.doReturn[lang], name: 'do', value: 'decide', kind: 'ghost' })}
        ${button({ text: caseWords.preview[lang], name: 'do', value: 'preview', kind: 'quiet' })}
      </p>
    </form>
  </details>`;
}

/** The contractor has it: what was asked, until when, and the ways on. */
export function returnedPart(each: Case, actor: Actor, lang: Lang): Html {
  const returned = returnOf(withoutInternal(each.application.events));
  if (returned === null) return nothing;
  const { completeBy, finalAt, by } = returned;
  const overdue = completeBy < todayAt(each.now).toString();
  const sentence = put((overdue ? words.overdue : words.withContractor)[lang], {
    day: dayIn(completeBy, lang),
  });
  const time = bdi(showMoment(finalAt, lang).time);
  const ends = each.endsOn !== null && put(words.endsItself[lang], { day: dayIn(each.endsOn, lang) });
  return html`<p>${overdue ? html`<b>${sentence}</b>` : sentence} ${ends}</p>
    ${askedList(each, returned, lang)}
    ${
      each.allowed.includes('undo') &&
      by?.id === actor.id &&
      each.now < finalAt &&
      html`<form method="post" action="${action(each, lang, 'undo')}">
        <p>${put(words.undoUntil[lang], { time })}</p>
        ${button({ text: words.undo[lang], kind: 'ghost' })}
      </form>`
    }
    ${
      each.allowed.includes('resume') &&
      html`<form method="post" action="${action(each, lang, 'resume')}" class="lease">
        <p class="quiet">${words.resumeHint[lang]}</p>
        ${button({ text: words.resume[lang], kind: 'ghost' })}
      </form>`
    }`;
}

/** What was asked for, and in which words. */
function askedList({ service }: Case, { fields, words: asked }: Returned, lang: Lang): Html {
  const names = fields.map((name) => html`<li>${service.text[lang].answers[name]?.label ?? name}</li>`);
  return html`<p class="typed" dir="auto">${asked}</p>
    <ul>
      ${names}
    </ul>`;
}

/** The return as its contractor will read it. */
export function returnPreview({ returnPreview: preview }: CaseForm, lang: Lang): Html {
  if (preview === null) return nothing;
  const { service, lang: theirs, returned, sms } = preview;
  // The link has a line of its own.
  const [text = '', link] = sms.split('\n');
  return html`<div class="preview" role="status" tabindex="-1" autofocus>
    <h3>${caseWords.willRead[lang]}</h3>
    <p class="quiet">${caseWords.sms[lang]}</p>
    <p class="sms" lang="${theirs}" dir="auto">
      ${isolated(text)}${link !== undefined && html`<br /><bdi dir="ltr">${link}</bdi>`}
    </p>
    <p class="quiet">${caseWords.onPage[lang]}</p>
    <div lang="${theirs}" dir="${theirs === 'ar' ? 'rtl' : 'ltr'}">
      ${returnNotice(service, returned, theirs)}
    </div>
  </div>`;
}

/** What the contractor completed last, answer by answer: as it was, as it is. */
export function completedSection({ application, service, state }: Case, lang: Lang): Html {
  const completed = application.events.findLast(({ kind }) => kind === 'completed');
  if (completed?.kind !== 'completed' || state === 'returned') return nothing;
  const changed = Object.entries(completed.changed);
  const cell = (text: string) =>
    text === ''
      ? html`<span class="quiet">${words.nothing[lang]}</span>`
      : html`<span class="typed" dir="auto">${text}</span>`;
  const rows = changed.map(
    ([name, { before, after }]) =>
      html`<tr>
        <th scope="row">${service.text[lang].answers[name]?.label ?? name}</th>
        <td data-label="${words.before[lang]}">${cell(before.words)}</td>
        <td data-label="${words.after[lang]}"><b>${cell(after.words)}</b></td>
      </tr>`,
  );
  const heads = [words.question, words.before, words.after].map(
    (text) => html`<th scope="col">${text[lang]}</th>`,
  );
  return html`<section class="card first-read" aria-labelledby="completed">
    <h2 id="completed">${words.completedTitle[lang]}</h2>
    <p class="quiet">
      ${bdi(showMoment(completed.at, lang).date)} ${bdi(showMoment(completed.at, lang).time)}
    </p>
    ${
      rows.length === 0
        ? html`<p>${words.nothingChanged[lang]}</p>`
        : html`<div class="scroll" role="region" aria-label="${words.changes[lang]}" tabindex="0">
            <table class="plain changes">
              <thead>
                <tr>
                  ${heads}
                </tr>
              </thead>
              <tbody>
                ${rows}
              </tbody>
            </table>
          </div>`
    }
  </section>`;
}

/** How long the office has had it in office hours, and how long its contractor. */
export function clockLine({ spent, application }: Case, lang: Lang): Html {
  const parts = [html`${words.atWork[lang]} ${bdi(hours(spent.atWork))}`];
  if (spent.paused > 0) parts.push(html`${words.paused[lang]} ${bdi(hours(spent.paused))}`);
  if (returnOf(withoutInternal(application.events)) !== null) parts.push(html`<b>${words.stands[lang]}</b>`);
  return html`<p class="quiet">
    ${join(parts.flatMap((part, n) => (n === 0 ? [part] : [html` · `, part])))}
  </p>`;
}

/** Minutes as hours and minutes: `12:05`. */
function hours(minutes: number): string {
  const whole = Math.floor(minutes);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

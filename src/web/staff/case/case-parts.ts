import { showDate, showMoment } from '../../../platform/i18n/dates.ts';
import { showPhone } from '../../../platform/i18n/phone.ts';
import { outcomeNotice } from '../../citizen/outcome-notice.ts';
import { bdi } from '../../ui/bdi.ts';
import { button } from '../../ui/button.ts';
import { field } from '../../ui/field.ts';
import { drawFact } from '../../ui/filled.ts';
import { html, join, nothing } from '../../ui/html.ts';
import { keyValues } from '../../ui/key-values.ts';
import { notice } from '../../ui/notice.ts';
import { textArea } from '../../ui/text-area.ts';
import { preparing } from './case-prepared-words.ts';
import { adjustedLine } from './case-term.ts';
import { eventWords, stateWords, words } from './case-words.ts';
import { errorOf } from '../frame/form-errors.ts';
import type { Decided } from '../../../engine/applications/close-application.ts';
import type { Case } from '../../../engine/review/open-case.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { CaseForm } from './case-form.ts';

/** Words with `{name}` replaced by what is drawn for it. */
export function put(text: string, parts: Readonly<Record<string, Html>>): Html {
  return join(
    text
      .split(/(\{\w+\})/)
      .map((part) => (part.startsWith('{') ? (parts[part.slice(1, -1)] ?? html`${part}`) : html`${part}`)),
  );
}

/** What a message isolates for phones, isolated for a page: its dates and references then stay on one line. */
export function isolated(text: string): Html {
  const parts = text.split(/(\u2066[^\u2069]*\u2069)/);
  return join(parts.map((part) => (part.startsWith('\u2066') ? bdi(part.slice(1, -1)) : html`${part}`)));
}

/** A moment, its numbers isolated. */
export function moment(at: Date, lang: Lang): Html {
  const shown = showMoment(at, lang);
  return html`${bdi(shown.date)} ${bdi(shown.time)}`;
}

/** The phone that was given against that of the register: another number proves no contractor. */
export function phoneLine({ phone }: Case, lang: Lang): Html {
  const said =
    phone.same === null
      ? html`<span class="tag">${words.phoneUnknown[lang]}</span>`
      : phone.same
        ? html`<span class="tag good">${words.phoneSame[lang]}</span>`
        : html`<span class="tag warn">${words.phoneDiffers[lang]}</span>
            ${bdi(showPhone(phone.register ?? ''))}`;
  return html`<p class="phone">${words.phone[lang]} ${bdi(showPhone(phone.given))} ${said}</p>`;
}

/** What the register says now, what stands in the way of an approval, and the terms of the permit. */
export function registerSection(each: Case, lang: Lang): Html {
  const { register, service } = each;
  // Once it is decided, what would stand in the way of an approval is no news.
  const isOpen = ['under-review', 'waiting-for-register', 'returned', 'to-confirm'].includes(each.state);
  return html`<section class="card" aria-labelledby="register">
    <h2 id="register">${words.register[lang]}</h2>
    ${register.kind === 'down' && html`<p>${words.registerDown[lang]}</p>`}
    ${register.kind === 'miss' && notice({ tone: 'stop', title: words.registerMiss[lang], body: nothing })}
    ${register.kind === 'row' && register.learntAt && html`<p>${put(words.registerAsOf[lang], { moment: moment(register.learntAt, lang) })}</p>`}
    ${
      register.kind === 'row' &&
      isOpen &&
      register.stands &&
      html`<p><b>${words.stands[lang]}</b></p>
        ${outcomeNotice(service, { kind: 'refused', refusal: register.stands }, lang)}`
    }
    ${register.kind === 'row' && isOpen && !register.stands && register.refusal.today && html`<p>${words.wasInTime[lang]}</p>`}
    ${
      register.kind === 'row' &&
      keyValues({
        rows: Object.entries(service.text[lang].row).flatMap(([name, label]) => {
          const fact = register.facts[name];
          return fact === undefined ? [] : [{ key: label, value: drawFact(fact, lang) }];
        }),
      })
    }
    ${termsTable(each, lang)}
  </section>`;
}

function termsTable({ terms }: Case, lang: Lang): Html {
  if (terms.length === 0) return nothing;
  const day = (text: string | null) =>
    text === null ? '–' : bdi(showDate(Temporal.PlainDate.from(text), lang));
  const rows = terms.map(
    (term) =>
      html`<tr>
        <th scope="row">${bdi(String(term.ordinal))}</th>
        <td>${day(term.from)}</td>
        <td>${day(term.until)}</td>
        <td>${term.applicationId === null ? words.ofRegister[lang] : words.ofRenewal[lang]}</td>
      </tr>`,
  );
  const heads = [words.term, words.from, words.until, words.source].map(
    (text) => html`<th scope="col">${text[lang]}</th>`,
  );
  return html`<section class="scroll" aria-label="${words.terms[lang]}" tabindex="0">
    <table class="plain">
      <thead>
        <tr>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
}

/** Other applications of the same contractor. */
export function othersSection({ others }: Case, lang: Lang): Html {
  const items = others.map(
    (other) =>
      html`<li>
        <a href="/${lang}/staff/applications/${other.id}">${bdi(other.reference)}</a>
        ${other.label !== null && html`${bdi(other.label)}`} ${moment(other.submittedAt, lang)}
        <span class="tag ${stateWords[other.state].tone}">${stateWords[other.state].text[lang]}</span>
      </li>`,
  );
  return html`<section class="card" aria-labelledby="others">
    <h2 id="others">${words.others[lang]}</h2>
    ${
      items.length === 0
        ? html`<p class="quiet">${words.noOthers[lang]}</p>`
        : html`<ul class="lines">
            ${items}
          </ul>`
    }
  </section>`;
}

/** What happened, by whom, the newest first. */
export function history({ application }: Case, lang: Lang): Html {
  const items = application.events.toReversed().map(
    (event) =>
      html`<li>
        <b>${eventWords[event.kind][lang]}</b>
        <span class="quiet"
          >${moment(event.at, lang)}${event.by && html` · <bdi>${event.by.name}</bdi>`}${event.by?.delegatedBy && html` · ${put(preparing.delegatedBy[lang], { name: html`<bdi>${event.by.delegatedBy.name}</bdi>` })}`}</span
        >
        ${event.kind === 'prepared' && decidedLine(event.decided, lang, html`${eventWords[event.decided.kind][lang]}:`)}
        ${(event.kind === 'refused' || event.kind === 'approved') && decidedLine(event, lang)}
        ${(event.kind === 'sent-back' || event.kind === 'returned') && html`<br /><span class="typed" dir="auto">${event.words}</span>`}
      </li>`,
  );
  return html`<section class="card" aria-labelledby="history">
    <h2 id="history">${words.history[lang]}</h2>
    <ul class="lines">
      ${items}
    </ul>
  </section>`;
}

/** What a decision says: the reason and the words of a refusal, or the last day of a term and why it is not the rule's; what it is, where that is not said before. */
function decidedLine(decided: Decided, lang: Lang, what: Html = nothing): Html {
  if (decided.kind === 'refused')
    return html`<br />${what} ${decided.reason[lang]} <span class="typed" dir="auto">${decided.words}</span>`;
  if (decided.term === null) return what === nothing ? nothing : html`<br />${what}`;
  const until = showDate(Temporal.PlainDate.from(decided.term.until), lang);
  return html`<br />${what} ${words.until[lang]}
    ${bdi(until)}${decided.adjusted && html`<br />${adjustedLine(decided.adjusted, lang)}`}`;
}

/** The notes of the office, and the form for another one. */
export function notesSection(each: Case, form: CaseForm, lang: Lang): Html {
  const { notes, allowed, application } = each;
  const items = notes.map(
    (note) =>
      html`<li>
        <span class="quiet"><bdi>${note.by.name}</bdi> · ${moment(note.at, lang)}</span>
        <p class="typed" dir="auto">${note.words}</p>
        ${note.bringForwardOn && html`<p class="quiet">${words.bringForwardSet[lang]} ${bdi(showDate(Temporal.PlainDate.from(note.bringForwardOn), lang))}</p>`}
      </li>`,
  );
  return html`<section class="card" aria-labelledby="notes">
    <h2 id="notes">${words.notes[lang]}</h2>
    <p class="quiet">${words.notesInside[lang]}</p>
    ${
      items.length > 0 &&
      html`<ul class="lines">
        ${items}
      </ul>`
    }
    ${allowed.includes('note') && noteForm(application.id, form, allowed.includes('bring-forward'), lang)}
  </section>`;
}

function noteForm(id: number, { typed, errors }: CaseForm, mayBringForward: boolean, lang: Lang): Html {
  return html`<form method="post" action="/${lang}/staff/applications/${id}/note" novalidate>
    ${textArea({
      name: 'note',
      label: words.note[lang],
      value: typed.note,
      rows: 2,
      required: true,
      lang,
      ...errorOf(errors, 'note'),
    })}
    ${
      mayBringForward &&
      field({
        name: 'day',
        label: words.bringForward[lang],
        hint: words.bringForwardHint[lang],
        value: typed.day,
        kind: 'digits',
        short: true,
        required: false,
        lang,
        ...errorOf(errors, 'day'),
      })
    }
    ${button({ text: words.writeNote[lang], kind: 'ghost' })}
  </form>`;
}

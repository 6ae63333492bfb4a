import { showDate } from '../../../platform/i18n/dates.ts';
import { bdi } from '../../ui/bdi.ts';
import { html } from '../../ui/html.ts';
import { moment, put } from '../case/case-parts.ts';
import { stateWords } from '../case/case-words.ts';
import { words } from './register-words.ts';
import type {
  ApplicationLine,
  ContractorRow,
  PermitRecord,
  PermitStatus,
  StopEvent,
  Touch,
} from '../../../engine/registers/office/register-rows.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { Text } from '../../ui/words.ts';

/** A day, isolated. */
export function day(date: string | null, lang: Lang): Html {
  return date === null ? html`–` : bdi(showDate(Temporal.PlainDate.from(date), lang));
}

/** Words that may be empty, in the direction that they have. */
export function typed(text: string): Html {
  return text === '' ? html`–` : html`<span dir="auto">${text}</span>`;
}

const tones: Record<PermitStatus, 'good' | 'warn' | 'stop' | ''> = {
  'in-force': 'good',
  'not-begun': '',
  expired: '',
  withdrawn: 'stop',
  'to-be-withdrawn': 'warn',
};

/** Where a permit stands. */
export function permitTag(
  { status, withdrawnOn }: Pick<PermitRecord, 'withdrawnOn'> & { status: PermitStatus },
  lang: Lang,
): Html {
  return html`<span class="tag ${tones[status]}"
    >${put(words[status][lang], { day: day(withdrawnOn, lang) })}</span
  >`;
}

/** Whether a contractor is suspended. */
export function contractorTag({ suspendedOn }: ContractorRow, today: string, lang: Lang): Html {
  if (suspendedOn === null) return html`<span class="tag good">${words.active[lang]}</span>`;
  if (suspendedOn > today)
    return html`<span class="tag warn"
      >${put(words.toBeSuspended[lang], { day: day(suspendedOn, lang) })}</span
    >`;
  return html`<span class="tag stop">${words.suspended[lang]}</span>`;
}

/** A cell that says what it is where the table has no heads. */
export function cell(heading: Text, value: Html, lang: Lang): Html {
  return html`<td data-label="${heading[lang]}">${value}</td>`;
}

/** A table of the office that becomes a list where there is little room. */
export function listTable(label: string, heads: readonly Text[], rows: readonly Html[], lang: Lang): Html {
  return html`<div class="scroll" role="group" aria-label="${label}" tabindex="0">
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
  </div>`;
}

/** The link to a permit, by its number. */
export function permitLink(
  { id, number, year }: Pick<PermitRecord, 'id' | 'number' | 'year'>,
  lang: Lang,
): Html {
  return html`<a href="/${lang}/staff/register/permits/${id}">${bdi(`${number} / ${year}`)}</a>`;
}

/** The link to a contractor, by their name. */
export function contractorLink({ id, name }: Pick<ContractorRow, 'id' | 'name'>, lang: Lang): Html {
  return html`<a href="/${lang}/staff/register/contractors/${id}"><bdi>${name}</bdi></a>`;
}

/** A part of a page with its own title. */
export function section(id: string, title: string, inside: Html): Html {
  return html`<section class="card" aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${inside}
  </section>`;
}

/** Lines, or the words that there are none. */
export function lines(items: readonly Html[], none: string): Html {
  if (items.length === 0) return html`<p class="quiet">${none}</p>`;
  return html`<ul class="lines">
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`;
}

/** Applications, each with its state. */
export function applicationLines(applications: readonly ApplicationLine[], lang: Lang): Html {
  return lines(
    applications.map(
      ({ id, reference, submittedAt, state }) =>
        html`<a href="/${lang}/staff/applications/${id}">${bdi(reference)}</a> ${moment(submittedAt, lang)}
          <span class="tag ${stateWords[state].tone}">${stateWords[state].text[lang]}</span>`,
    ),
    words.noApplications[lang],
  );
}

const eventText: Record<StopEvent['kind'], Text> = {
  withdrawn: words.eventWithdrawn,
  restored: words.eventRestored,
  suspended: words.eventSuspended,
  reinstated: words.eventReinstated,
};

/** What was said of a permit or contractor: by whom, since when, why. */
export function eventLines(events: readonly StopEvent[], lang: Lang): Html {
  return lines(
    events.map(
      (event) =>
        html`<b>${eventText[event.kind][lang]}</b>
          ${put(words.holdsFrom[lang], { day: day(event.day, lang) })} <br /><span class="quiet"
            >${moment(event.at, lang)} · ${whoSaid(event, lang)}</span
          >
          ${event.given && html`<br />${event.given[lang]}`}
          ${event.by !== null && event.words !== '' && html`<br /><span class="typed" dir="auto">${event.words}</span>`}`,
    ),
    words.noHistory[lang],
  );
}

function whoSaid({ by, importId }: StopEvent, lang: Lang): Html {
  if (by !== null) return html`<bdi>${by}</bdi>`;
  return importId === null
    ? html`${words.withRegister[lang]}`
    : put(words.byImport[lang], { import: importLink(importId, String(importId), lang) });
}

/** The link to an import. */
export function importLink(id: number, text: string, lang: Lang): Html {
  return html`<a href="/${lang}/staff/register/imports/${id}">${bdi(text)}</a>`;
}

/** The imports that touched a row, and how. */
export function touchLines(touches: readonly Touch[], lang: Lang): Html {
  return lines(
    touches.map(
      ({ importId, at, file, how, undone }) =>
        html`${put(words.importNumber[lang], { import: importLink(importId, String(importId), lang) })}
          ${words[how][lang]} · ${moment(at, lang)} ·
          <bdi>${file}</bdi> ${undone && html`<span class="tag">${words.undone[lang]}</span>`}`,
    ),
    words.noTouches[lang],
  );
}

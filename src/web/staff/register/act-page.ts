import { permitLabel } from '../../../engine/registers/office/register-rows.ts';
import { showDate } from '../../../platform/i18n/dates.ts';
import { bdi } from '../../ui/bdi.ts';
import { button } from '../../ui/button.ts';
import { field } from '../../ui/field.ts';
import { html, nothing } from '../../ui/html.ts';
import { notice } from '../../ui/notice.ts';
import { select } from '../../ui/select.ts';
import { textArea } from '../../ui/text-area.ts';
import { put } from '../case/case-parts.ts';
import { errorOf, noErrors, summaryOf } from '../frame/form-errors.ts';
import { actWords, words } from './act-words.ts';
import { contractorLink, day, lines, permitLink } from './register-parts.ts';
import type { ActForm, ActMistakes, DayBounds, Hits } from '../../../engine/registers/office/act.ts';
import type { ActPreview, ActTarget } from '../../../engine/registers/office/preview-act.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { StaffPage } from '../frame/staff-page.ts';

/** What the form of an act shows. `changed`: what was seen before is not so any more. */
export type ActView = {
  typed: ActForm | null;
  errors: FormErrors<keyof ActForm>;
  changed: boolean;
};

/** As it is opened. */
export const freshAct: ActView = { typed: null, errors: noErrors, changed: false };

/** The address of a permit's or contractor's page, after `/ar/staff`. */
function targetPath(target: ActTarget): string {
  return target.of === 'permit'
    ? `/register/permits/${target.permit.id}`
    : `/register/contractors/${target.contractor.id}`;
}

/** Before anything is done: what it would hit, then the reason and the day. */
export function actPage(preview: ActPreview, view: ActView, actor: Actor, lang: Lang): StaffPage {
  const { act, target, already } = preview;
  const text = actWords[act];
  const summary = summaryOf(view.errors, lang);
  const number = target.of === 'permit' ? permitLabel(target.permit) : String(target.contractor.number);
  const contractor = target.of === 'permit' ? target.permit.contractor : target.contractor;
  const path = targetPath(target);
  const back = html`<a class="back" href="/${lang}/staff${path}">${words.back[lang]}</a>`;
  const main = html`${back} ${summary}
    ${view.changed && notice({ tone: 'warn', title: words.changedTitle[lang], body: html`<p>${words.changedText[lang]}</p>` })}
    <h1>${put(text.title[lang], { number: bdi(number) })}</h1>
    <p class="quiet">${contractorLink(contractor, lang)}</p>
    ${already ? notice({ tone: 'info', title: text.already[lang], body: nothing }) : html`<p class="lead">${text.lead[lang]}</p>`}
    ${hitsSection(preview.hits, lang)} ${!already && form(preview, view, path, lang)}`;
  const { of } = target;
  return {
    path: `${path}/${act}`,
    title: text.title[lang].replace('{number}', number),
    main,
    actor,
    reads: {
      action: 'register.read',
      subject: `${of}:${of === 'permit' ? target.permit.id : target.contractor.id}`,
      data: { applications: [...preview.hits.open, ...preview.hits.untold].map(({ id }) => id) },
    },
    narrow: true,
    alert: summary !== false,
  };
}

function form(preview: ActPreview, { typed, errors }: ActView, path: string, lang: Lang): Html {
  const { act, reasons, bounds, today, revision } = preview;
  const text = actWords[act];
  const value = typed ?? { reason: '', words: '', day: show(today, lang) };
  return html`<section class="card">
    <form method="post" action="/${lang}/staff${path}/${act}" novalidate>
      <input type="hidden" name="revision" value="${revision}" />
      ${select({
        name: 'reason',
        label: text.reason[lang],
        value: value.reason,
        placeholder: words.reasonPlaceholder[lang],
        options: reasons.map((each) => ({ value: each.code, text: each[lang] })),
        required: true,
        lang,
        ...errorOf(errors, 'reason'),
      })}
      ${textArea({
        name: 'words',
        label: words.words[lang],
        hint: words.wordsHint[lang],
        value: value.words,
        rows: 3,
        required: false,
        lang,
        ...errorOf(errors, 'words'),
      })}
      ${field({
        name: 'day',
        label: text.day[lang],
        hint: words.dayHint[lang]
          .replace('{first}', isolated(bounds.first, lang))
          .replace('{last}', isolated(bounds.last, lang)),
        value: value.day,
        kind: 'digits',
        short: true,
        required: true,
        maxLength: 40,
        lang,
        ...errorOf(errors, 'day'),
      })}
      <p>${button({ text: text.button[lang] })}</p>
    </form>
  </section>`;
}

function hitsSection(hits: Hits, lang: Lang): Html {
  const open = hits.open.map(
    ({ id, reference, promisedOn, heldBy }) =>
      html`<a href="/${lang}/staff/applications/${id}">${bdi(reference)}</a> ·
        ${put(words.promised[lang], { day: day(promisedOn, lang) })}
        ${heldBy !== null && html`· ${put(words.held[lang], { name: html`<bdi>${heldBy}</bdi>` })}`}`,
  );
  const permits = hits.permits.map(
    (permit) =>
      html`${permitLink(permit, lang)} · ${put(words.goodUntil[lang], { day: day(permit.validUntil, lang) })}`,
  );
  const untold = hits.untold.map(
    ({ id, reference, until }) =>
      html`<a href="/${lang}/staff/applications/${id}">${bdi(reference)}</a> ·
        ${put(words.goodUntil[lang], { day: day(until, lang) })}`,
  );
  const more = (count: number, shown: number) =>
    count > shown && html`<p>${put(words.andMore[lang], { count: bdi(String(count)) })}</p>`;
  return html`<section class="card" aria-labelledby="hits">
    <h2 id="hits">${words.hits[lang]}</h2>
    <h3>${words.openApplications[lang]}</h3>
    ${lines(open, words.noOpen[lang])} ${more(hits.openCount, open.length)}
    <h3>${words.permitsInForce[lang]}</h3>
    ${lines(permits, words.noPermits[lang])} ${more(hits.permitsCount, permits.length)}
    ${
      untold.length > 0 &&
      html`<h3>${words.untold[lang]}</h3>
        <p class="quiet">${words.untoldText[lang]}</p>
        ${lines(untold, '')}`
    }
  </section>`;
}

/** The mistakes of a form as they are said beside its fields. */
export function actErrors(
  mistakes: ActMistakes,
  bounds: DayBounds,
  today: string,
  lang: Lang,
): FormErrors<keyof ActForm> {
  const ofDay = {
    'not-a-day': words.notADay[lang].replace('{day}', isolated(today, lang)),
    'too-early': words.tooEarly[lang].replace('{day}', isolated(bounds.first, lang)),
    'too-late': words.tooLate[lang].replace('{day}', isolated(bounds.last, lang)),
  };
  const ofWords = { needed: words.wordsNeeded[lang], 'too-long': words.wordsTooLong[lang] };
  return {
    fields: [
      ...(mistakes.reason ? [{ name: 'reason' as const, text: words.reasonRequired[lang] }] : []),
      ...(mistakes.words ? [{ name: 'words' as const, text: ofWords[mistakes.words] }] : []),
      ...(mistakes.day ? [{ name: 'day' as const, text: ofDay[mistakes.day] }] : []),
    ],
    general: [],
  };
}

function show(date: string, lang: Lang): string {
  return showDate(Temporal.PlainDate.from(date), lang);
}

/** A day inside plain words. */
function isolated(date: string, lang: Lang): string {
  return `\u2066${show(date, lang)}\u2069`;
}

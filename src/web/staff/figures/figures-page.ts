import { decidedOf, shareOf } from '../../../engine/figures/figures.ts';
import { may } from '../../../engine/staff/roles.ts';
import { showDays } from '../../../engine/applications/freeze.ts';
import { showDate } from '../../../platform/i18n/dates.ts';
import { attributes } from '../../ui/attributes.ts';
import { bdi } from '../../ui/bdi.ts';
import { button } from '../../ui/button.ts';
import { html } from '../../ui/html.ts';
import { put } from '../case/case-parts.ts';
import { summaryOf } from '../frame/form-errors.ts';
import {
  byPersonSection,
  openSection,
  overTime,
  reasonSections,
  satisfactionSection,
  timeSection,
} from './figures-parts.ts';
import { addressOf } from './asked-figures.ts';
import { words } from './figures-words.ts';
import type { Figures } from '../../../engine/figures/figures.ts';
import type { Period, PeriodName } from '../../../engine/figures/period.ts';
import type { OpenNow, ServiceLevel } from '../../../engine/figures/read-figures.ts';
import type { Satisfaction } from '../../../engine/satisfaction/read-results.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { Text } from '../../ui/words.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { StaffPage } from '../frame/staff-page.ts';
import type { Asked } from './asked-figures.ts';
import type { Choices, Coded } from './choices.ts';

/** Everything that the page of figures shows. */
export type Shown = { figures: Figures; open: OpenNow; levels: ServiceLevel[]; satisfaction: Satisfaction };

/** The figures of a period; without `shown`, the form alone, with what is wrong with it. */
export function figuresPage(
  asked: Asked,
  shown: Shown | null,
  errors: FormErrors<'from' | 'until'>,
  choices: Choices,
  actor: Actor,
  lang: Lang,
): StaffPage {
  const mayPeople = may(actor.role, 'figures.by-person');
  const main = html`<div class="case-head">
      <h1>${words.figures[lang]}</h1>
      <p>
        <a href="/${lang}/staff/figures/monthly">${words.bulletin[lang]}</a>
        ${may(actor.role, 'satisfaction.read') && html` · <a href="/${lang}/staff/figures/comments${addressOf(asked)}">${words.comments[lang]}</a>`}
      </p>
    </div>
    ${summaryOf(errors, lang)} ${form(asked, errors, choices, mayPeople, lang)}
    ${shown && whole(asked, shown, choices, actor, lang)}`;
  const { from, until } = shown?.figures.period ?? {};
  const reads = {
    action: 'figures.read',
    subject: 'figures',
    data: { from: from?.toString(), until: until?.toString(), ...asked.filter },
  } as const;
  return {
    path: '/figures',
    title: words.figures[lang],
    main,
    actor,
    alert: errors.fields.length > 0,
    ...(shown === null && { status: 422 }),
    // Only what one person did is about a person.
    reads: shown && mayPeople ? reads : null,
  };
}

const periodWords: Record<PeriodName, Text> = {
  week: words.week,
  month: words.month,
  'last-month': words.lastMonth,
  quarter: words.quarter,
  year: words.year,
  range: words.range,
};

function form(
  asked: Asked,
  errors: FormErrors<'from' | 'until'>,
  { services, reasons, people }: Choices,
  mayPeople: boolean,
  lang: Lang,
): Html {
  const named = (list: readonly Coded[]) => list.map((each) => ({ value: each.code, text: each[lang] }));
  const periods = Object.entries(periodWords).map(([value, text]) => ({ value, text: text[lang] }));
  const persons = [...people].map(([id, text]) => ({ value: String(id), text }));
  const any = (text: Text) => ({ value: '', text: text[lang] });
  return html`<form method="get" action="/${lang}/staff/figures" class="narrowing" novalidate>
    ${list('period', words.period[lang], asked.name, periods)}
    ${dayField('from', words.from[lang], asked.from, errors, lang)}
    ${dayField('until', words.until[lang], asked.until, errors, lang)}
    ${services.length > 1 && list('service', words.service[lang], asked.filter.service ?? '', [any(words.anyService), ...named(services)])}
    ${list('reason', words.reason[lang], asked.filter.reason ?? '', [any(words.anyReason), ...named(reasons)])}
    ${mayPeople && list('person', words.person[lang], String(asked.filter.person ?? ''), [any(words.anyPerson), ...persons])}
    ${button({ text: words.show[lang], kind: 'ghost' })}
  </form>`;
}

function list(name: string, label: string, value: string, options: { value: string; text: string }[]): Html {
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <span class="select"
      ><select id="${name}" name="${name}">
        ${options.map((each) => html`<option ${attributes({ value: each.value, selected: each.value === value })}>${each.text}</option>`)}
      </select></span
    >
  </div>`;
}

function dayField(
  name: 'from' | 'until',
  label: string,
  value: string,
  errors: FormErrors<'from' | 'until'>,
  lang: Lang,
): Html {
  const error = errors.fields.find((each) => each.name === name)?.text;
  const given = attributes({
    type: 'date',
    id: name,
    name,
    value,
    'aria-describedby': error === undefined ? `${name}-hint` : `${name}-hint ${name}-error`,
    'aria-invalid': error === undefined ? undefined : 'true',
  });
  return html`<div class="field${error === undefined ? '' : ' bad'}">
    <label for="${name}">${label}</label>
    <p class="hint vh" id="${name}-hint">${words.rangeHint[lang]}</p>
    ${error !== undefined && html`<p class="error" id="${name}-error">${error}</p>`}
    <input ${given} />
  </div>`;
}

/** The days of a period, as a heading says them. */
export function periodTitle({ from, until }: Period, lang: Lang): Html {
  const days = { from: bdi(showDate(from, lang)), until: bdi(showDate(until, lang)) };
  return put(from.equals(until) ? words.onDay[lang] : words.fromTo[lang], days);
}

function whole(
  asked: Asked,
  { figures, open, levels, satisfaction }: Shown,
  choices: Choices,
  actor: Actor,
  lang: Lang,
): Html {
  const people = may(actor.role, 'figures.by-person') ? choices.people : null;
  return html`<section class="print-whole">
      <h2>${periodTitle(figures.period, lang)}</h2>
      ${tiles(figures, asked.filter.person !== undefined, lang)}
      ${levels.map(({ days, since }, index) => html`<p class="quiet">${put(levels.length > 1 && index > 0 ? words.promiseSince[lang] : words.promise[lang], { days: html`${showDays(days, lang)}`, day: bdi(showDate(since, lang)) })}</p>`)}
    </section>
    ${overTime(figures, lang)} ${timeSection(figures.times, lang)} ${reasonSections(figures, choices, lang)}
    ${openSection(open, lang)} ${satisfactionSection(satisfaction, lang)}
    ${people && byPersonSection(figures.byPerson, people, lang)} ${saving(asked, actor, lang)}`;
}

function tiles({ counts, times, assisted }: Figures, ofPerson: boolean, lang: Lang): Html {
  const share = shareOf(times.inTime, times.decided);
  const time = (found: { days: number; hours: number } | null) =>
    found === null
      ? html`–`
      : html`${found.days === 0 ? words.sameDay[lang] : showDays(found.days, lang)}
          <small>${put(words.hours[lang], { hours: bdi(String(found.hours)) })}</small>`;
  const number = (value: number) => bdi(String(value));
  const all: [Text, Html | false][] = [
    [words.received, !ofPerson && number(counts.received)],
    [words.decided, number(decidedOf(counts))],
    [words.approved, number(counts.approved)],
    [words.refused, number(counts.refused)],
    [words.inTime, share === null ? html`–` : bdi(`${share}%`)],
    [words.median, time(times.median)],
    [words.ninety, time(times.ninety)],
    [words.returned, number(counts.returned)],
    [words.notRenewable, !ofPerson && number(counts['not-renewable'])],
    [words.assisted, !ofPerson && number(assisted)],
    [words.lapsed, !ofPerson && counts.lapsed > 0 && number(counts.lapsed)],
    [words.reopened, !ofPerson && counts.reopened > 0 && number(counts.reopened)],
    [words.undone, number(counts.undone)],
  ];
  return html`<dl class="tiles">
    ${all.map(
      ([text, value]) =>
        value !== false &&
        html`<div>
          <dt>${text[lang]}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function saving(asked: Asked, actor: Actor, lang: Lang): Html {
  const file = (what: 'daily' | 'applications', format: 'csv' | 'xlsx', personal = false) => {
    const query = addressOf(asked, { what, format });
    return html`<a href="/${lang}/staff/figures/export${personal ? '-personal' : ''}${query}" download
      >${bdi(format.toUpperCase())}</a
    >`;
  };
  const line = (text: Text, what: 'daily' | 'applications', personal = false) =>
    html`<li>${text[lang]}: ${file(what, 'csv', personal)} · ${file(what, 'xlsx', personal)}</li>`;
  return html`<section class="no-print">
    <h2>${words.save[lang]}</h2>
    <p class="quiet">${words.saveLead[lang]}</p>
    <ul class="files">
      ${line(words.daily, 'daily')} ${line(words.list, 'applications')}
      ${may(actor.role, 'figures.export-personal') && line(words.listPersonal, 'applications', true)}
    </ul>
  </section>`;
}

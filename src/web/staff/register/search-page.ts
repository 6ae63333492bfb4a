import { bdi } from '../../ui/bdi.ts';
import { button } from '../../ui/button.ts';
import { field } from '../../ui/field.ts';
import { html } from '../../ui/html.ts';
import { put } from '../case/case-parts.ts';
import { errorOf, summaryOf } from '../frame/form-errors.ts';
import {
  cell,
  contractorLink,
  contractorTag,
  day,
  listTable,
  permitLink,
  permitTag,
} from './register-parts.ts';
import { words } from './register-words.ts';
import { permitStatus } from '../../../engine/registers/office/register-rows.ts';
import type { ContractorRow, PermitRecord } from '../../../engine/registers/office/register-rows.ts';
import type { SearchPlace, SearchResult } from '../../../engine/registers/office/search-register.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { StaffPage } from '../frame/staff-page.ts';

/** What the search shows: what was typed, and what it found; null: nothing was asked yet. */
export type SearchView = {
  typed: string;
  result: Extract<SearchResult, { kind: 'found' }> | null;
  errors: FormErrors<'search'>;
  today: string;
};

/** The register: its search, and what that found. By POST: a name or a phone must not stand in an address. */
export function searchPage(view: SearchView, actor: Actor, lang: Lang): StaffPage {
  const { typed, result, errors, today } = view;
  const summary = summaryOf(errors, lang);
  const main = html`${summary} ${registerHead(lang)}
    <form method="post" action="/${lang}/staff/register" class="search-line" role="search" novalidate>
      ${field({ name: 'search', label: words.search[lang], hint: words.searchHint[lang], value: typed, kind: 'text', autocomplete: 'off', required: true, maxLength: 200, lang, ...errorOf(errors, 'search') })}
      ${button({ text: words.find[lang] })}
    </form>
    ${result && results(typed, result, today, lang)}`;
  const data = result && {
    contractors: result.contractors.map(({ id }) => id),
    permits: result.permits.map(({ id }) => id),
  };
  return {
    path: '/register',
    title: words.register[lang],
    main,
    actor,
    reads: data && { action: 'register.read', subject: 'register', data },
    alert: summary !== false,
  };
}

/** The title of the room, and the way to the imports. */
function registerHead(lang: Lang): Html {
  return html`<div class="case-head">
    <h1>${words.register[lang]}</h1>
    <a class="next" href="/${lang}/staff/register/imports">${words.imports[lang]}</a>
    <p class="quiet">${words.lead[lang]}</p>
  </div>`;
}

function results(
  typed: string,
  { permits, contractors, next }: Extract<SearchResult, { kind: 'found' }>,
  today: string,
  lang: Lang,
): Html {
  const none = permits.length === 0 && contractors.length === 0;
  return html`<p role="status">
      <b>${put(words.found[lang], { words: html`<bdi>${typed}</bdi>` })}</b>
    </p>
    ${none && html`<p class="quiet">${next === null ? words.nothingFound[lang] : words.nothingHere[lang]}</p>`}
    ${permits.length > 0 && permitsFound(permits, today, lang)}
    ${contractors.length > 0 && contractorsFound(contractors, today, lang)}
    ${next && moreForm(typed, next, lang)}`;
}

function permitsFound(permits: readonly PermitRecord[], today: string, lang: Lang): Html {
  const rows = permits.map(
    (permit) =>
      html`<tr>
        <th scope="row" data-label="${words.permit[lang]}">${permitLink(permit, lang)}</th>
        ${cell(words.contractor, contractorLink(permit.contractor, lang), lang)}
        ${cell(words.contractorNumber, bdi(String(permit.contractor.number)), lang)}
        ${cell(words.until, day(permit.validUntil, lang), lang)}
        ${cell(words.state, permitTag({ ...permit, status: permitStatus(permit, today) }, lang), lang)}
      </tr>`,
  );
  const heads = [words.permit, words.contractor, words.contractorNumber, words.until, words.state];
  return html`<section>
    <h2>${words.permits[lang]}</h2>
    ${listTable(words.permits[lang], heads, rows, lang)}
  </section>`;
}

function contractorsFound(contractors: readonly ContractorRow[], today: string, lang: Lang): Html {
  const rows = contractors.map(
    (contractor) =>
      html`<tr>
        <th scope="row" data-label="${words.name[lang]}">${contractorLink(contractor, lang)}</th>
        ${cell(words.contractorNumber, bdi(String(contractor.number)), lang)}
        ${cell(words.state, contractorTag(contractor, today, lang), lang)}
      </tr>`,
  );
  const heads = [words.name, words.contractorNumber, words.state];
  return html`<section>
    <h2>${words.contractors[lang]}</h2>
    ${listTable(words.contractors[lang], heads, rows, lang)}
  </section>`;
}

/** The next page goes by POST as well. */
function moreForm(typed: string, next: SearchPlace, lang: Lang): Html {
  return html`<form method="post" action="/${lang}/staff/register" class="actions">
    <input type="hidden" name="search" value="${typed}" />
    <input type="hidden" name="word" value="${next.word}" />
    <input type="hidden" name="id" value="${next.id}" />
    ${button({ text: words.more[lang], kind: 'ghost' })}
  </form>`;
}

/** No results and no mistakes: how the search begins. */
export const emptySearch: Omit<SearchView, 'today'> = {
  typed: '',
  result: null,
  errors: { fields: [], general: [] },
};

import { showMoment } from '../../../platform/i18n/dates.ts';
import { bdi } from '../../ui/bdi.ts';
import { button, linkButton } from '../../ui/button.ts';
import { field } from '../../ui/field.ts';
import { html } from '../../ui/html.ts';
import { keyValues } from '../../ui/key-values.ts';
import { notice } from '../../ui/notice.ts';
import { select } from '../../ui/select.ts';
import { errorOf, summaryOf } from '../frame/form-errors.ts';
import { actionWords, words } from './audit-words.ts';
import { entryRow } from './entry-row.ts';
import { filterNames, writeQuery } from './read-filter.ts';
import type { AuditHealth } from '../../../engine/audit/audit-health.ts';
import type { AuditPage } from '../../../engine/audit/read-audit.ts';
import type { AuditAction } from '../../../engine/audit/record.ts';
import type { Actor, Person } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { StaffPage } from '../frame/staff-page.ts';
import type { FilterName, ReadFilter, TypedFilter } from './read-filter.ts';

/** What the page shows. `before`: it is not the first of its search. */
export type AuditView = {
  search: ReadFilter;
  found: AuditPage;
  before: number | null;
  health: AuditHealth;
  people: readonly Person[];
};

/** The audit, the newest first: how it stands, a search, the entries, and its export. */
export function auditPage(view: AuditView, actor: Actor, lang: Lang): StaffPage {
  const { search, found, before, health, people } = view;
  const errors: FormErrors<FilterName> = {
    fields: search.wrong.map(({ name, text }) => ({ name, text: text[lang] })),
    general: [],
  };
  const summary = summaryOf(errors, lang);
  const main = html`<h1>${words.title[lang]}</h1>
    ${summary}
    <p class="lead">${words.lead[lang]}</p>
    ${healthNotice(health, lang)} ${searchForm(search.typed, people, errors, lang)}
    ${summary === false && entriesSection(view, actor, lang)}
    ${summary === false && pages(search.typed, found.next, before, lang)} ${exportSection(lang)}`;
  const asked = filterNames.filter((name) => search.typed[name] !== '');
  const data = {
    ...Object.fromEntries(asked.map((name) => [name, String(search.filter[name] ?? '')])),
    ...(before !== null && { before }),
  };
  return {
    path: '/audit',
    title: words.title[lang],
    main,
    actor,
    reads: { action: 'audit.read', subject: 'audit', data },
    alert: summary !== false,
  };
}

/** Up to where the audit is signed, and what came after. */
function healthNotice(health: AuditHealth, lang: Lang): Html {
  const number = (count: number) => bdi(count.toLocaleString('en'));
  const total = { key: words.total[lang], value: number(health.entries) };
  if (health.kind === 'unsigned' || health.kind === 'new') {
    const isNew = health.kind === 'new';
    return notice({
      tone: isNew ? 'info' : 'warn',
      title: isNew ? words.healthNew[lang] : words.healthUnsigned[lang],
      body: html`<p>${isNew ? words.healthNewText[lang] : words.healthUnsignedText[lang]}</p>
        ${keyValues({ rows: [total] })}`,
    });
  }
  const { checkpoint, entries } = health;
  const { date, time } = showMoment(new Date(checkpoint.at), lang);
  const rows = [
    { key: words.signedUpTo[lang], value: number(checkpoint.entries) },
    { key: words.signedAt[lang], value: bdi(`${date} ${time}`) },
    { key: words.since[lang], value: number(Math.max(0, entries - checkpoint.entries)) },
    total,
  ];
  const good = health.kind === 'good';
  return notice({
    tone: good ? 'good' : 'stop',
    title: good ? words.healthGood[lang] : words.healthBad[lang],
    body: html`${!good && html`<p>${words.healthBadText[lang]}</p>`} ${keyValues({ rows })}`,
  });
}

function searchForm(
  typed: TypedFilter,
  people: readonly Person[],
  errors: FormErrors<FilterName>,
  lang: Lang,
): Html {
  const whoever = [
    ...people.map(({ id, name }) => ({ value: `staff:${id}`, text: name })),
    { value: 'command', text: words.commandLine[lang] },
    { value: 'contractor', text: words.contractor[lang] },
    { value: 'system', text: words.system[lang] },
    { value: 'stranger', text: words.stranger[lang] },
  ];
  const actionOptions = (Object.keys(actionWords) as AuditAction[]).map((action) => ({
    value: action,
    text: actionWords[action][lang],
  }));
  const day = (name: 'from' | 'until') =>
    field({
      name,
      label: words[name][lang],
      hint: words.dayHint[lang],
      value: typed[name],
      kind: 'reference',
      required: true,
      lang,
      ...errorOf(errors, name),
    });
  return html`<section class="card">
    <h2>${words.filter[lang]}</h2>
    <form method="get" action="/${lang}/staff/audit" class="three audit-search" novalidate>
      ${select({
        name: 'actor',
        label: words.who[lang],
        value: typed.actor,
        placeholder: words.everybody[lang],
        options: whoever,
        required: true,
        lang,
      })}
      ${select({
        name: 'action',
        label: words.what[lang],
        value: typed.action,
        placeholder: words.everything[lang],
        options: actionOptions,
        required: true,
        lang,
      })}
      ${field({
        name: 'subject',
        label: words.subject[lang],
        hint: words.subjectHint[lang],
        value: typed.subject,
        kind: 'reference',
        required: true,
        lang,
        ...errorOf(errors, 'subject'),
      })}
      ${day('from')} ${day('until')}
      <p class="actions">
        ${button({ text: words.show[lang] })}
        ${
          filterNames.some((name) => typed[name] !== '') &&
          html`<a href="/${lang}/staff/audit">${words.all[lang]}</a>`
        }
      </p>
    </form>
  </section>`;
}

function entriesSection({ found, people }: AuditView, actor: Actor, lang: Lang): Html {
  if (found.entries.length === 0) return html`<p>${words.none[lang]}</p>`;
  const names = new Map(people.map(({ id, name }) => [`staff:${id}`, name]));
  const heads = [words.when, words.who, words.what, words.subject, words.details].map(
    (text) => html`<th scope="col">${text[lang]}</th>`,
  );
  const reader = { names, role: actor.role, lang };
  return html`<section class="scroll" aria-label="${words.entries[lang]}" tabindex="0">
    <table class="audit queue">
      <thead>
        <tr>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${found.entries.map((entry) => entryRow(entry, reader))}
      </tbody>
    </table>
  </section>`;
}

/** Onward by the last entry that was shown: entries that come meanwhile move nothing. */
function pages(typed: TypedFilter, next: number | null, before: number | null, lang: Lang): Html | false {
  if (next === null && before === null) return false;
  const to = `/${lang}/staff/audit`;
  return html`<p class="actions">
    ${
      next !== null &&
      linkButton({ href: `${to}${writeQuery(typed, next)}`, text: words.older[lang], kind: 'ghost' })
    }
    ${before !== null && html`<a href="${to}${writeQuery(typed)}">${words.newest[lang]}</a>`}
  </p>`;
}

function exportSection(lang: Lang): Html {
  return html`<section class="card">
    <h2>${words.exportTitle[lang]}</h2>
    <p class="quiet">${words.exportText[lang]}</p>
    <form method="post" action="/${lang}/staff/audit/export">
      ${button({ text: words.export[lang], kind: 'ghost' })}
    </form>
  </section>`;
}

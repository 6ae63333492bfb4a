import { may } from '../../../engine/staff/roles.ts';
import { bdi } from '../../ui/bdi.ts';
import { button } from '../../ui/button.ts';
import { html } from '../../ui/html.ts';
import { keyValues } from '../../ui/key-values.ts';
import { textArea } from '../../ui/text-area.ts';
import { moment, put } from '../case/case-parts.ts';
import { errorOf, summaryOf } from '../frame/form-errors.ts';
import { columnWords, words } from './import-words.ts';
import { importLink, section } from './register-parts.ts';
import type { Column } from '../../../engine/registers/import/columns.ts';
import type { BuiltOn, Import, UndoPreview } from '../../../engine/registers/import/undo-import.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { StaffPage } from '../frame/staff-page.ts';

/** What the form of an undoing shows. */
export type UndoForm = { typed: string; errors: FormErrors<'reason'> };

/** One import: who brought in what, what came of it and, for who may, what taking it back would meet. */
export function importPage(
  preview: UndoPreview,
  { typed, errors }: UndoForm,
  actor: Actor,
  lang: Lang,
): StaffPage {
  const { import: each } = preview;
  const summary = summaryOf(errors, lang);
  const main = html`<p class="crumbs">
      <a href="/${lang}/staff/register/imports">${words.imports[lang]}</a>
    </p>
    ${summary}
    <div class="case-head">
      <h1><bdi>${each.file}</bdi></h1>
      ${each.undoneAt === null ? html`<span class="tag good">${words.stands[lang]}</span>` : html`<span class="tag">${words.takenBack[lang]}</span>`}
      <p class="quiet">
        ${bdi(String(each.id))} · <bdi>${each.by}</bdi> · ${moment(each.at, lang)}${takenBack(each, lang)}
      </p>
    </div>
    ${section('counts', words.counts[lang], countRows(each.counts, lang))}
    ${may(actor.role, 'register.import') && each.undoneAt === null && undoSection(preview, typed, errors, lang)}`;
  return {
    path: `/register/imports/${each.id}`,
    title: each.file,
    main,
    actor,
    reads: { action: 'register.read', subject: `import:${each.id}` },
    alert: summary !== false,
  };
}

function takenBack({ undoneBy, undoneAt }: Import, lang: Lang): Html | false {
  if (undoneAt === null) return false;
  const said = { name: html`<bdi>${undoneBy ?? ''}</bdi>`, moment: moment(undoneAt, lang) };
  return html` · ${put(words.takenBackBy[lang], said)}`;
}

const counted = [
  'rows',
  'accepted',
  'refused',
  'duplicate',
  'healed',
  'warned',
  'added',
  'changed',
  'unchanged',
  'missing',
  'addedContractors',
  'changedContractors',
] as const;

/** What came, or would come, of the lines of a file. */
export function countRows(counts: Import['counts'], lang: Lang): Html {
  const fields = Object.entries(counts.fields);
  const rows = counted.map((name) => ({
    key: words[name][lang],
    value: bdi(counts[name].toLocaleString('en')),
  }));
  return html`<div class="counts">${keyValues({ rows })}</div>
    ${
      fields.length > 0 &&
      html`<h3>${words.byColumn[lang]}</h3>
        <div class="counts">
          ${keyValues({
            rows: fields.map(([field, count]) => ({
              key: columnWords[field as Column][lang],
              value: bdi(count.toLocaleString('en')),
            })),
          })}
        </div>`
    }`;
}

function undoSection(
  { import: each, isLast, builtOn }: UndoPreview,
  typed: string,
  errors: FormErrors<'reason'>,
  lang: Lang,
): Html {
  const { added, changed, addedContractors, changedContractors } = each.counts;
  const number = (value: number) => bdi(value.toLocaleString('en'));
  const what = put(words.undoText[lang], {
    added: number(added),
    changed: number(changed),
    addedContractors: number(addedContractors),
    changedContractors: number(changedContractors),
  });
  const isFree = builtOn === null || builtOn.length === 0;
  const inside = !isLast
    ? html`<p>${words.undoNotLast[lang]}</p>`
    : !isFree
      ? html`<p>${words.builtOn[lang]}</p>
          ${builtOnLines(builtOn, lang)}`
      : html`<p>${what}</p>
          ${builtOn === null && html`<p class="quiet">${words.undoLarge[lang]}</p>`}
          <form method="post" action="/${lang}/staff/register/imports/${each.id}/undo" novalidate>
            ${textArea({
              name: 'reason',
              label: words.undoReason[lang],
              value: typed,
              rows: 2,
              required: true,
              lang,
              ...errorOf(errors, 'reason'),
            })}
            <p>${button({ text: words.undoButton[lang], kind: 'ghost' })}</p>
          </form>`;
  return section('undo', words.undo[lang], inside);
}

/** What was built on an import. */
export function builtOnLines(builtOn: readonly BuiltOn[], lang: Lang): Html {
  return html`<ul class="lines">
    ${builtOn.map((on) => html`<li>${sayBuiltOn(on, lang)}</li>`)}
  </ul>`;
}

function sayBuiltOn(on: BuiltOn, lang: Lang): Html {
  switch (on.kind) {
    case 'application':
      return put(words.builtApplication[lang], { reference: bdi(on.reference), permit: bdi(on.permit) });
    case 'term':
      return put(words.builtTerm[lang], { permit: bdi(on.permit) });
    case 'decision':
      return put(words.builtDecision[lang], { permit: bdi(on.permit) });
    case 'contractor-decision':
      return put(words.builtContractor[lang], { contractor: bdi(String(on.contractor)) });
    case 'import':
      return put(words.builtImport[lang], { import: importLink(on.id, String(on.id), lang) });
  }
}

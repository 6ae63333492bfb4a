import { attributes } from '../../ui/attributes.ts';
import { button } from '../../ui/button.ts';
import { field } from '../../ui/field.ts';
import { html, nothing } from '../../ui/html.ts';
import { words } from './views-words.ts';
import { errorOf } from '../frame/form-errors.ts';
import type { SavedView } from '../../../engine/queue-views/view.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { QueueView } from '../queue/queue-view.ts';

/** What the queue shows of saved views: those of the person, and the form for another with what was typed. */
export type SavedViews = {
  views: readonly SavedView[];
  mayKeep: boolean;
  typed: string;
  errors: FormErrors<'name'>;
};

/** The tabs of a person's own views. */
export function viewTabs({ views }: SavedViews, { saved }: QueueView, lang: Lang): Html[] {
  return views.map(({ id, name }) => {
    const href = `/${lang}/staff/queue?view=${id}`;
    return html`<li>
      <a ${attributes({ href, 'aria-current': id === saved && 'page' })}><bdi>${name}</bdi></a>
    </li>`;
  });
}

/** The form that saves what is shown, and the way to all that were saved. What is shown anyway needs no saving. */
export function saveViewForm(
  { views, mayKeep, typed, errors }: SavedViews,
  view: QueueView,
  lang: Lang,
): Html {
  if (!mayKeep) return nothing;
  const plain = view.saved !== null || (view.which === 'all' && view.reason === '');
  const open = errors.fields.length > 0 || errors.general.length > 0;
  const form = html`<details class="refuse" ${open ? html` open` : nothing}>
    <summary>${words.save[lang]}</summary>
    <form method="post" action="/${lang}/staff/queue/views" class="search-line" novalidate>
      <input type="hidden" name="part" value="${view.which}" />
      <input type="hidden" name="reason" value="${view.reason}" />
      ${field({
        name: 'name',
        label: words.name[lang],
        value: typed,
        kind: 'text',
        autocomplete: 'off',
        required: true,
        maxLength: 200,
        lang,
        ...errorOf(errors, 'name'),
      })}
      ${button({ text: words.saveButton[lang], kind: 'ghost' })}
    </form>
  </details>`;
  return html`<div class="views-line">
    ${!plain && form}
    ${views.length > 0 && html`<a href="/${lang}/staff/queue/views">${words.manage[lang]}</a>`}
  </div>`;
}

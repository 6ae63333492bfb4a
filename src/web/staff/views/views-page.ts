import { button } from '../../ui/button.ts';
import { field } from '../../ui/field.ts';
import { html } from '../../ui/html.ts';
import { errorOf, summaryOf } from '../frame/form-errors.ts';
import { partWords } from '../queue/queue-words.ts';
import { words } from './views-words.ts';
import type { SavedView } from '../../../engine/queue-views/view.ts';
import type { Choice } from '../../../engine/define/settings.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { StaffPage } from '../frame/staff-page.ts';

/** What is wrong with the name of one view, and what was typed. */
export type RenameForm = { id: number; typed: string; errors: FormErrors<string> };

/** The views that a person keeps, each with what can be done with it. */
export function viewsPage(
  views: readonly SavedView[],
  reasons: readonly Choice[],
  form: RenameForm | null,
  actor: Actor,
  lang: Lang,
): StaffPage {
  const summary = form === null ? false : summaryOf(form.errors, lang);
  const main = html`<p class="crumbs"><a href="/${lang}/staff/queue">${words.toQueue[lang]}</a></p>
    <h1>${words.views[lang]}</h1>
    <p class="lead">${words.lead[lang]}</p>
    ${summary} ${views.length === 0 && html`<p class="quiet">${words.none[lang]}</p>`}
    ${views.map((view) => card(view, reasons, form, lang))}`;
  return {
    path: '/queue/views',
    title: words.views[lang],
    main,
    actor,
    reads: null,
    narrow: true,
    alert: summary !== false,
  };
}

function card(view: SavedView, reasons: readonly Choice[], form: RenameForm | null, lang: Lang): Html {
  const { id, name, part, reason, opensFirst } = view;
  const to = (what: string) => `/${lang}/staff/queue/views/${id}/${what}`;
  const ofReason = reasons.find(({ code }) => code === reason)?.[lang] ?? reason;
  const own = form?.id === id ? form : null;
  const fieldName = `name-${id}`;
  return html`<section class="card view" aria-labelledby="view-${id}">
    <h2 id="view-${id}">
      <a href="/${lang}/staff/queue?view=${id}"><bdi>${name}</bdi></a>
    </h2>
    <p class="quiet">
      ${words.shows[lang]}: ${partWords[part][lang]}${reason !== '' && html` · ${ofReason}`}
      ${opensFirst && html`<span class="tag good">${words.opensFirst[lang]}</span>`}
    </p>
    <form method="post" action="${to('rename')}" class="search-line" novalidate>
      ${field({
        name: fieldName,
        label: words.name[lang],
        value: own?.typed ?? name,
        kind: 'text',
        autocomplete: 'off',
        required: true,
        maxLength: 200,
        lang,
        ...(own === null ? {} : errorOf(own.errors, fieldName)),
      })}
      ${button({ text: words.rename[lang], kind: 'ghost' })}
    </form>
    <div class="actions">
      <form method="post" action="${to('first')}">
        <input type="hidden" name="first" value="${opensFirst ? 'no' : 'yes'}" />
        ${button({ text: (opensFirst ? words.notFirst : words.first)[lang], kind: 'quiet' })}
      </form>
      <form method="post" action="${to('delete')}">
        ${button({ text: words.delete[lang], kind: 'quiet' })}
      </form>
    </div>
  </section>`;
}

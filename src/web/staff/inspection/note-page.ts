import { findings, mostWords } from '../../../engine/inspections/inspection.ts';
import { attributes } from '../../ui/attributes.ts';
import { button } from '../../ui/button.ts';
import { framed, tied } from '../../ui/control.ts';
import { field } from '../../ui/field.ts';
import { html } from '../../ui/html.ts';
import { notice } from '../../ui/notice.ts';
import { radioGroup } from '../../ui/radio-group.ts';
import { textArea } from '../../ui/text-area.ts';
import { errorOf, summaryOf } from '../frame/form-errors.ts';
import { section } from '../register/register-parts.ts';
import { inspectionLines } from './inspection-lines.ts';
import { findingWords, words } from './inspection-words.ts';
import type { Inspection, NoteForm, NoteMistakes } from '../../../engine/inspections/inspection.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { Tone } from '../../ui/notice.ts';
import type { Text } from '../../ui/words.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { StaffPage } from '../frame/staff-page.ts';

/** What the form shows; `sent`: the one before it was received. */
export type NoteView = {
  form: Omit<NoteForm, 'photo'>;
  errors: FormErrors<keyof NoteMistakes>;
  mine: readonly Inspection[];
  sent: boolean;
};

/**
 * The form by which an inspector notes what was found, and what they noted before. A script keeps what is sent where there is no
 * network; without it the form is sent as it is.
 */
export function notePage({ form, errors, mine, sent }: NoteView, actor: Actor, lang: Lang): StaffPage {
  const summary = summaryOf(errors, lang);
  const main = html`<p class="crumbs"><a href="/${lang}/staff/inspection">${words.inspection[lang]}</a></p>
    <h1>${words.note[lang]}</h1>
    ${summary}
    <div role="status">${states(sent, lang)}</div>
    <p class="lead">${words.noteLead[lang]}</p>
    ${waiting(lang)}
    <form
      method="post"
      action="/${lang}/staff/inspection/note"
      enctype="multipart/form-data"
      novalidate
      data-note="${actor.id}"
    >
      <input type="hidden" name="id" value="${form.id}" />
      <input type="hidden" name="notedAt" value="" />
      ${fields(form, errors, lang)}
      <p>${button({ text: words.save[lang] })}</p>
    </form>
    ${section('mine', words.mine[lang], inspectionLines(mine, words.noneYet[lang], lang))}`;
  return {
    path: '/inspection/note',
    title: words.note[lang],
    main,
    actor,
    narrow: true,
    alert: summary !== false,
    reads: null,
    scripts: ['inspection-note.js'],
  };
}

function fields(form: NoteView['form'], errors: NoteView['errors'], lang: Lang): Html {
  const of = (name: 'permitNumber' | 'permitYear' | 'documentCode' | 'finding' | 'words') => ({
    name,
    label: words[name][lang],
    value: form[name],
    lang,
    ...errorOf(errors, name),
  });
  return html`<div class="pair">
      ${field({ ...of('permitNumber'), kind: 'digits', required: true, maxLength: 40 })}
      ${field({ ...of('permitYear'), kind: 'digits', short: true, required: true, maxLength: 40 })}
    </div>
    ${radioGroup({
      ...of('finding'),
      required: true,
      options: findings.map((value) => ({ value, text: findingWords[value].text[lang] })),
    })}
    ${textArea({ ...of('words'), hint: words.wordsHint[lang], required: false, rows: 3, maxLength: mostWords })}
    ${photoField(errors, lang)}
    ${field({ ...of('documentCode'), kind: 'reference', short: true, required: false, maxLength: 40 })}`;
}

function photoField(errors: NoteView['errors'], lang: Lang): Html {
  const options = {
    name: 'photo',
    label: words.photo[lang],
    hint: words.photoHint[lang],
    value: '',
    required: false,
    lang,
    ...errorOf(errors, 'photo'),
  };
  const given = attributes(tied(options), { type: 'file', accept: 'image/jpeg,image/png,image/*' });
  return framed(options, html`<input ${given} />`);
}

/** What the script, or the page itself, says of the note that was sent last. */
function states(sent: boolean, lang: Lang): Html {
  const say = (name: string, tone: Tone, title: Text, text: Text | null, shown = false) =>
    html`<div ${attributes({ 'data-state': name, hidden: !shown })}>
      ${notice({
        tone,
        title: title[lang],
        body: html`${text && html`<p>${text[lang]}</p>`}
          <p data-why></p>`,
      })}
    </div>`;
  return html`${say('sent', 'good', words.sent, null, sent)}${say('saved', 'info', words.saved, words.savedText)}
  ${say('sign-in', 'warn', words.saved, words.signInText)}
  ${say('editing', 'warn', words.editing, words.editingText)}
  ${say('not-whole', 'stop', words.notWhole, words.notWholeText)}
  ${say('not-kept', 'stop', words.notKept, words.notKeptText)}`;
}

/** The notes on this phone that the office has not received. */
function waiting(lang: Lang): Html {
  return html`<section class="card" data-waiting hidden aria-labelledby="waiting">
    <h2 id="waiting">${words.waiting[lang]}</h2>
    <p class="quiet">${words.waitingText[lang]}</p>
    <ul class="lines"></ul>
    <p>${html`<button type="button" class="btn ghost" data-send>${words.sendNow[lang]}</button>`}</p>
    <template data-line>
      <li>
        <b><bdi dir="ltr" data-permit></bdi></b> <span data-finding></span>
        <span data-refused hidden
          ><br /><span class="error">${words.refused[lang]} <span data-why></span></span>
          <button type="button" class="btn quiet" data-edit>${words.edit[lang]}</button></span
        >
      </li>
    </template>
  </section>`;
}

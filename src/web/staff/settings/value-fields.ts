import { attributes } from '../../ui/attributes.ts';
import { bdi } from '../../ui/bdi.ts';
import { button } from '../../ui/button.ts';
import { framed, tied } from '../../ui/control.ts';
import { field } from '../../ui/field.ts';
import { html, join } from '../../ui/html.ts';
import { select } from '../../ui/select.ts';
import { textArea } from '../../ui/text-area.ts';
import { put } from '../case/case-parts.ts';
import { errorOf } from '../frame/form-errors.ts';
import { messageNames } from '../../../engine/define/message-kinds.ts';
import { holidayExample, nouns, spans } from './form-words.ts';
import { words } from './settings-words.ts';
import { separated, weekdayName } from './show-value.ts';
import { emptyRows, nameOf, ticked } from './typed-value.ts';
import type { SettingForm, SettingPart } from '../../../engine/define/setting-form.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { Typed } from './typed-value.ts';

/** What a form is drawn with: what was typed, what is wrong with it, and how many empty rows are asked for. */
export type Drawing = { typed: Typed; errors: FormErrors<string>; lang: Lang };

/** The fields of a value, under one label or, of several, under a legend. */
export function valueFields(form: SettingForm, label: string, name: string, drawing: Drawing): Html {
  const { typed, errors, lang } = drawing;
  const value = typed[name] ?? '';
  const own = { name, label, value, required: true, lang, ...errorOf(errors, name) };
  switch (form.kind) {
    case 'number': {
      const unit = nouns[form.unit];
      const said = lang === 'ar' ? unit.ar.many : unit.en.more;
      return field({ ...own, label: `${label} (${said})`, kind: 'digits', short: true, maxLength: 40 });
    }
    case 'money': {
      const named = words.amountInDinars[lang].replace('{name}', label);
      return field({ ...own, label: named, hint: words.moneyHint[lang], kind: 'digits', short: true });
    }
    case 'duration':
      return html`<div class="three tight">
        ${field({ ...own, kind: 'digits', short: true, maxLength: 40 })}
        ${select({
          name: nameOf(name, 'unit'),
          label: words.unit[lang],
          value: typed[nameOf(name, 'unit')] ?? '',
          placeholder: words.unit[lang],
          options: spans.map((span) => ({ value: span.code, text: span.name[lang] })),
          required: true,
          lang,
        })}
      </div>`;
    case 'one-of':
      return select({
        ...own,
        placeholder: words.nothing[lang],
        options: form.options.map((option) => ({ value: option.value, text: option.name[lang] })),
      });
    case 'yes-no':
      return tick(name, label, value === ticked);
    case 'text':
      if (form.holds === 'arabic' || form.holds === 'english')
        return worded({ ...own, label }, form.holds === 'arabic' ? 'ar' : 'en', false);
      return field({ ...own, kind: 'reference', autocomplete: 'off' });
    case 'words':
    case 'message':
      return group(name, label, errors, hintOf(form, lang), [
        wordedField(form.kind === 'message', name, 'ar', drawing),
        wordedField(form.kind === 'message', name, 'en', drawing),
      ]);
    case 'weekdays':
      return group(
        name,
        label,
        errors,
        null,
        // The week of the city begins on Sunday.
        [7, 1, 2, 3, 4, 5, 6].map((day) =>
          tick(nameOf(name, day), weekdayName(day, lang), typed[nameOf(name, day)] === ticked),
        ),
      );
    case 'holidays':
      return textArea({
        ...own,
        hint: words.holidaysHint[lang].replace('{example}', `\u2068${holidayExample}\u2069`),
        rows: 14,
        required: false,
      });
    case 'emblem':
      return emblemField({ ...own, required: false });
    case 'parts':
      return partsFields(form.parts, name, drawing, label);
    case 'rows':
      return rowsFields(form, name, drawing);
  }
}

/** An SVG as it is written, which reads left to right. */
function emblemField(own: Worded): Html {
  const given = attributes(tied(own), { rows: 10, dir: 'ltr', spellcheck: 'false', class: 'code' });
  return framed(own, html`<textarea ${given}>${'\n'}${own.value}</textarea>`);
}

function partsFields(parts: readonly SettingPart[], name: string, drawing: Drawing, label: string): Html {
  const fields = parts.map((part) =>
    valueFields(part.form, part.name[drawing.lang], nameOf(name, part.key), drawing),
  );
  return group(name, label, drawing.errors, null, fields);
}

function rowsFields(form: Extract<SettingForm, { kind: 'rows' }>, name: string, drawing: Drawing): Html {
  const { typed, lang } = drawing;
  const filled = Array.from({ length: form.most }, (_, index) => index).filter((index) =>
    Object.keys(typed).some((each) => each.startsWith(`${nameOf(name, index)}-`)),
  ).length;
  const rows = Array.from({ length: filled + emptyRows }, (_, index) => {
    const row = nameOf(name, index);
    const order = field({
      name: nameOf(row, 'order'),
      label: words.order[lang],
      value: typed[nameOf(row, 'order')] ?? '',
      kind: 'digits',
      short: true,
      required: false,
      lang,
    });
    const fields = form.parts.map((part) => {
      const drawn = valueFields(part.form, part.name[lang], nameOf(row, part.key), drawing);
      return drawn;
    });
    return html`<fieldset class="row">
      <legend>${words.row[lang].replace('{number}', String(index + 1))}</legend>
      ${fields} ${order}
    </fieldset>`;
  });
  const { error } = errorOf(drawing.errors, name);
  return html`<p class="hint" id="${name}">${words.rowsHint[lang]}</p>
    ${error && html`<p class="error">${error}</p>`} ${join(rows)}
    <p>${button({ text: words.addRows[lang], name: 'do', value: 'more', kind: 'quiet' })}</p>`;
}

function group(
  name: string,
  label: string,
  errors: FormErrors<string>,
  hint: Html | null,
  fields: readonly Html[],
): Html {
  const { error } = errorOf(errors, name);
  return html`<fieldset class="group" id="${name}">
    <legend>${label}</legend>
    ${hint && html`<p class="hint">${hint}</p>`} ${error && html`<p class="error">${error}</p>`}
    ${join(fields)}
  </fieldset>`;
}

function tick(name: string, label: string, isTicked: boolean): Html {
  const given = attributes({ type: 'checkbox', id: name, name, value: ticked, checked: isTicked });
  return html`<p class="tick"><input ${given} /> <label for="${name}">${label}</label></p>`;
}

type Worded = { name: string; label: string; value: string; required: boolean; lang: Lang; error?: string };

/** Words in one language, in its own direction whatever the page's. */
function worded(own: Worded, lang: Lang, isLong: boolean): Html {
  const given = attributes(tied(own), { lang, dir: lang === 'ar' ? 'rtl' : 'ltr' });
  if (isLong) return framed(own, html`<textarea ${given} rows="3">${'\n'}${own.value}</textarea>`);
  return framed(own, html`<input ${given} type="text" value="${own.value}" autocomplete="off" />`);
}

function wordedField(isLong: boolean, name: string, lang: Lang, { typed, errors, lang: of }: Drawing): Html {
  const own = nameOf(name, lang);
  const label = (lang === 'ar' ? words.inArabic : words.inEnglish)[of];
  const value = typed[own] ?? '';
  return worded({ name: own, label, value, required: true, lang: of, ...errorOf(errors, own) }, lang, isLong);
}

/** Which names a message may hold, and which it must. */
function hintOf(form: SettingForm, lang: Lang): Html | null {
  if (form.kind !== 'message') return null;
  const names = form.names.map((name) => {
    const said = messageNames[name as keyof typeof messageNames][lang];
    const needed = form.required.includes(name) && html` (${words.needed[lang]})`;
    return html`${bdi(`{${name}}`)} ${said}${needed}`;
  });
  return put(words.placeholders[lang], { names: separated(names, lang === 'ar' ? '، ' : ', ') });
}

import { mostReasonCharacters } from '../../../engine/settings/change-setting.ts';
import { button, linkButton } from '../../ui/button.ts';
import { html } from '../../ui/html.ts';
import { notice } from '../../ui/notice.ts';
import { textArea } from '../../ui/text-area.ts';
import { errorOf, summaryOf } from '../frame/form-errors.ts';
import { settingAddress, settingPath } from './address.ts';
import { dateField } from './date-field.ts';
import { words } from './settings-words.ts';
import { wholly } from './show-value.ts';
import { valueName } from './typed-value.ts';
import { valueFields } from './value-fields.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { StaffPage } from '../frame/staff-page.ts';
import type { Setting } from './setting-page.ts';
import type { Typed } from './typed-value.ts';

/** The form of a change as it stands: `from` and `reason` are among what was typed. */
export type ChangeForm = { typed: Typed; errors: FormErrors<string>; changedMeanwhile: boolean };

/** The form in which a setting is changed: the value in fields, from which day, and why. */
export function changePage(setting: Setting, form: ChangeForm, actor: Actor, lang: Lang): StaffPage {
  const { key, definition } = setting;
  const { typed, errors } = form;
  const title = words.changeTitle[lang].replace('{name}', definition.name[lang]);
  const summary = summaryOf(errors, lang);
  const main = html`<a class="back" href="${settingAddress(key, lang)}">${definition.name[lang]}</a>
    <h1>${title}</h1>
    ${summary}
    ${
      form.changedMeanwhile &&
      notice({
        tone: 'warn',
        title: words.changedNow[lang],
        body: wholly(definition.form, setting.value, lang),
      })
    }
    <p class="lead">${definition.hint[lang]}</p>
    <form method="post" action="${settingAddress(key, lang)}/change" class="change" novalidate>
      ${revisionField(setting)}
      ${valueFields(definition.form, definition.name[lang], valueName, { typed, errors, lang })}
      ${dateField({ name: 'from', label: words.firstDay[lang], hint: words.firstDayHint[lang], value: typed['from'] ?? '', min: setting.today.toString(), required: true, lang, ...errorOf(errors, 'from') })}
      ${textArea({ name: 'reason', label: words.reason[lang], hint: words.reasonHint[lang], value: typed['reason'] ?? '', rows: 2, maxLength: mostReasonCharacters, required: true, lang, ...errorOf(errors, 'reason') })}
      <p class="actions">
        ${button({ text: words.preview[lang], name: 'do', value: 'preview' })}
        ${linkButton({ href: settingAddress(key, lang), text: definition.name[lang], kind: 'quiet' })}
      </p>
    </form>`;
  const path = `${settingPath(key)}/change`;
  return {
    path,
    title,
    main,
    actor,
    reads: null,
    narrow: definition.form.kind !== 'rows',
    alert: summary !== false,
  };
}

/** What was seen of the setting, with the form. */
export function revisionField({ revision }: Setting): Html {
  return html`<input type="hidden" name="revision" value="${revision}" />`;
}

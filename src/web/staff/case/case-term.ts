import { showDate } from '../../../platform/i18n/dates.ts';
import { bdi } from '../../ui/bdi.ts';
import { button } from '../../ui/button.ts';
import { field } from '../../ui/field.ts';
import { html, nothing } from '../../ui/html.ts';
import { textArea } from '../../ui/text-area.ts';
import { errorOf } from '../frame/form-errors.ts';
import { preparing } from './case-prepared-words.ts';
import { words as caseWords } from './case-words.ts';
import { words } from './return-words.ts';
import type { Adjusted } from '../../../engine/applications/application.ts';
import type { InvalidTerm } from '../../../engine/review/adjust-term.ts';
import type { Case } from '../../../engine/review/open-case.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { CaseField, CaseForm } from './case-form.ts';

/** A supervisor's other last day of the term, with the reason that the office keeps. */
export function termForm(each: Case, { typed, errors }: CaseForm, lang: Lang): Html {
  const { register, lastDays, application } = each;
  if (register.kind !== 'row' || register.stands !== null || register.learntAt !== null) return nothing;
  if (lastDays === null || register.term === null || lastDays.first > lastDays.last) return nothing;
  const needsOther = each.needsConfirming.approved;
  const wrong = errors.fields.some(({ name }) => name === 'until' || name === 'termReason');
  const open = wrong || typed.until !== '' || typed.termReason !== '';
  const isolate = (day: string) => `\u2066${day}\u2069`;
  const hint = words.termHint[lang]
    .replace('{first}', isolate(lastDays.first))
    .replace('{last}', isolate(lastDays.last))
    .replace('{example}', isolate(register.term.until));
  return html`<details class="refuse" ${open ? html` open` : nothing}>
    <summary>${words.termTitle[lang]}</summary>
    <form method="post" action="/${lang}/staff/applications/${application.id}/approve" novalidate>
      <input type="hidden" name="revision" value="${each.revision}" />
      <input type="hidden" name="adjust" value="yes" />
      ${field({
        name: 'until',
        label: words.termUntil[lang],
        hint,
        value: typed.until,
        kind: 'digits',
        short: true,
        required: true,
        lang,
        ...errorOf(errors, 'until'),
      })}
      ${textArea({
        name: 'termReason',
        label: words.termReason[lang],
        hint: words.termReasonHint[lang],
        value: typed.termReason,
        rows: 2,
        required: true,
        lang,
        ...errorOf(errors, 'termReason'),
      })}
      ${needsOther && html`<p class="quiet">${preparing.needsOther[lang]}</p>`}
      <p class="actions">
        ${button({ text: (needsOther ? words.termPrepare : words.termApprove)[lang], name: 'do', value: 'decide', kind: 'ghost' })}
        ${button({ text: caseWords.preview[lang], name: 'do', value: 'preview', kind: 'quiet' })}
      </p>
    </form>
  </details>`;
}

/** What is wrong with another last day, beside its fields. */
export function termErrors(
  invalid: InvalidTerm,
  lastDays: Case['lastDays'],
  lang: Lang,
): FormErrors<CaseField> {
  const ofUntil = {
    'not-a-day': words.notADay,
    'too-early': words.tooEarly,
    'too-late': words.tooLate,
    'no-term': words.noTerm,
  };
  const ofReason = { needed: words.reasonRequired, 'too-long': words.reasonTooLong };
  const isolate = (day: string | undefined) => `\u2066${day ?? ''}\u2069`;
  const fill = (text: string) =>
    text.replace('{first}', isolate(lastDays?.first)).replace('{last}', isolate(lastDays?.last));
  return {
    fields: [
      ...(invalid.until ? [{ name: 'until' as const, text: fill(ofUntil[invalid.until][lang]) }] : []),
      ...(invalid.reason ? [{ name: 'termReason' as const, text: ofReason[invalid.reason][lang] }] : []),
    ],
    general: [],
  };
}

/** Which day the rule would have given, and why it is another: for the office only. */
export function adjustedLine(adjusted: Adjusted, lang: Lang): Html {
  const [before, after] = words.instead[lang].split('{day}');
  return html`${before}${bdi(showDate(Temporal.PlainDate.from(adjusted.instead), lang))}${after}:
    <span class="typed" dir="auto">${adjusted.reason}</span>`;
}

import { showDate } from '../../../platform/i18n/dates.ts';
import { bdi } from '../../ui/bdi.ts';
import { button } from '../../ui/button.ts';
import { checkBox } from '../../ui/check-box.ts';
import { field } from '../../ui/field.ts';
import { html, nothing } from '../../ui/html.ts';
import { notice } from '../../ui/notice.ts';
import { textArea } from '../../ui/text-area.ts';
import { moment, put } from '../case/case-parts.ts';
import { stateWords } from '../case/case-words.ts';
import { errorOf, noErrors, summaryOf } from '../frame/form-errors.ts';
import { keptWords, words } from './privacy-words.ts';
import type { ErasurePlan, PersonApplication } from '../../../engine/privacy/person.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { FormErrors } from '../frame/form-errors.ts';
import type { StaffPage } from '../frame/staff-page.ts';

/** The fields of the forms. */
export type PrivacyField = 'contractor' | 'phone' | 'reason' | 'sure';

/** What was typed and found, and what is wrong or done. */
export type PrivacyForm = {
  typed: { contractor: string; phone: string; reason: string };
  errors: FormErrors<PrivacyField>;
  /** What is there of the person who was looked for; null: nobody was. */
  plan: ErasurePlan | null;
  done: { applications: number; kept: number } | null;
};

/** Nobody was looked for yet. */
export const emptyPrivacy: PrivacyForm = {
  typed: { contractor: '', phone: '', reason: '' },
  errors: noErrors,
  plan: null,
  done: null,
};

/** Finding somebody's data, with what erasing would do, a copy, and the erasure. */
export function privacyPage(form: PrivacyForm, actor: Actor, lang: Lang): StaffPage {
  const { typed, errors, plan, done } = form;
  const summary = summaryOf(errors, lang);
  const counts = done && { erased: bdi(String(done.applications)), kept: bdi(String(done.kept)) };
  const main = html`<h1>${words.privacy[lang]}</h1>
    <p class="lead">${words.lead[lang]}</p>
    ${summary}
    ${counts && notice({ tone: 'good', title: words.doneTitle[lang], body: html`<p>${put(words.doneText[lang], counts)}</p>` })}
    <form method="post" action="/${lang}/staff/privacy" class="three" novalidate>
      ${field({ name: 'contractor', label: words.contractor[lang], value: typed.contractor, kind: 'digits', required: false, lang, ...errorOf(errors, 'contractor') })}
      ${field({ name: 'phone', label: words.phone[lang], hint: words.phoneHint[lang], value: typed.phone, kind: 'tel', autocomplete: 'off', required: false, lang, ...errorOf(errors, 'phone') })}
      <p>${button({ text: words.find[lang] })}</p>
    </form>
    ${plan && planSection(plan, form, lang)}`;
  // Finding is recorded by the use case, with what was found.
  return { path: '/privacy', title: words.privacy[lang], main, actor, reads: null, alert: summary !== false };
}

function planSection(plan: ErasurePlan, form: PrivacyForm, lang: Lang): Html {
  const { applications, drafts } = plan;
  if (applications.length === 0 && drafts === 0)
    return notice({ tone: 'info', title: words.nothing[lang], body: nothing });
  const heads = [words.reference, words.submitted, words.state, words.fate];
  return html`<section aria-labelledby="found">
      <h2 id="found">${words.found[lang]}</h2>
      <div class="scroll" role="region" aria-labelledby="found" tabindex="0">
        <table class="queue">
          <thead>
            <tr>
              ${heads.map((text) => html`<th scope="col">${text[lang]}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${applications.map((each) => row(each, lang))}
          </tbody>
        </table>
      </div>
      ${drafts > 0 && html`<p>${put(words.drafts[lang], { count: bdi(String(drafts)) })}</p>`}
      <p class="quiet">${words.audit[lang]}</p>
    </section>
    <section class="card" aria-labelledby="copy">
      <h2 id="copy">${words.copyTitle[lang]}</h2>
      <form method="post" action="/${lang}/staff/privacy/copy">
        ${whose(form)} ${button({ text: words.copy[lang], kind: 'ghost' })}
      </form>
    </section>
    ${eraseForm(plan, form, lang)}`;
}

function row({ id, reference, submittedAt, state, kept, document }: PersonApplication, lang: Lang): Html {
  const day = (text: string) => bdi(showDate(Temporal.PlainDate.from(text), lang));
  const fate =
    kept === null
      ? html`<b>${words.erasable[lang]}</b>`
      : put(keptWords[kept.why][lang], { day: kept.until === null ? nothing : day(kept.until) });
  const paper =
    document &&
    html`<br /><small
        >${put(words.document[lang], { code: bdi(document.code), day: day(document.until) })}</small
      >`;
  return html`<tr>
    <th scope="row" data-label="${words.reference[lang]}">
      <a href="/${lang}/staff/applications/${id}">${bdi(reference)}</a>
    </th>
    <td data-label="${words.submitted[lang]}">${moment(submittedAt, lang)}</td>
    <td data-label="${words.state[lang]}">
      <span class="tag ${stateWords[state].tone}">${stateWords[state].text[lang]}</span>
    </td>
    <td data-label="${words.fate[lang]}">${fate}${paper}</td>
  </tr>`;
}

/** Who was looked for goes by the form: nothing personal stands in an address. */
function whose({ typed }: PrivacyForm): Html {
  return html`<input type="hidden" name="contractor" value="${typed.contractor}" />
    <input type="hidden" name="phone" value="${typed.phone}" />`;
}

function eraseForm(plan: ErasurePlan, form: PrivacyForm, lang: Lang): Html {
  const { typed, errors } = form;
  if (plan.drafts === 0 && plan.applications.every(({ kept }) => kept !== null)) return nothing;
  return html`<section class="card" aria-labelledby="erase">
    <h2 id="erase">${words.eraseTitle[lang]}</h2>
    <form method="post" action="/${lang}/staff/privacy/erase" novalidate>
      ${whose(form)}
      <input type="hidden" name="fingerprint" value="${plan.fingerprint}" />
      ${textArea({ name: 'reason', label: words.reason[lang], hint: words.reasonHint[lang], value: typed.reason, rows: 2, required: true, lang, ...errorOf(errors, 'reason') })}
      ${checkBox({ name: 'sure', label: words.confirm[lang], value: '', required: true, lang, ...errorOf(errors, 'sure') })}
      ${button({ text: words.erase[lang] })}
    </form>
  </section>`;
}

import { showDate } from '../../../platform/i18n/dates.ts';
import { bdi } from '../../ui/bdi.ts';
import { button } from '../../ui/button.ts';
import { html, nothing } from '../../ui/html.ts';
import { radioGroup } from '../../ui/radio-group.ts';
import { textArea } from '../../ui/text-area.ts';
import { moment, put } from '../case/case-parts.ts';
import { errorOf } from '../frame/form-errors.ts';
import { answerWords, words } from './objections-words.ts';
import type { Objection } from '../../../engine/objections/objection.ts';
import type { Case } from '../../../engine/review/open-case.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { CaseForm } from '../case/case-form.ts';

/** The objections of an application: what was written, the answer, or the form in which this person may give it. */
export function objectionsSection(each: Case, form: CaseForm, lang: Lang): Html {
  const { objections } = each;
  if (objections.length === 0) return nothing;
  return html`<section class="card" aria-labelledby="objection">
    <h2 id="objection">${words.objection[lang]}</h2>
    ${objections.map((objection) => one(objection, each, form, lang))}
  </section>`;
}

function one(objection: Objection, { mayAnswer }: Case, form: CaseForm, lang: Lang): Html {
  const { answered } = objection;
  const filed = {
    moment: moment(objection.at, lang),
    day: bdi(showDate(Temporal.PlainDate.from(objection.answerBy), lang)),
  };
  return html`<p class="typed" dir="auto">${objection.words}</p>
    <p class="quiet">${put(words.filed[lang], filed)}</p>
    ${
      answered
        ? html`<p>
              <b
                >${put(words.answeredBy[lang], { answer: html`${answerWords[answered.answer][lang]}`, name: html`<bdi>${answered.by.name}</bdi>`, moment: moment(answered.at, lang) })}</b
              >
            </p>
            ${answered.words !== '' && html`<p class="typed" dir="auto">${answered.words}</p>`}`
        : answerPart(objection, mayAnswer, form, lang)
    }`;
}

function answerPart({ id }: Objection, mayAnswer: Case['mayAnswer'], form: CaseForm, lang: Lang): Html {
  if (mayAnswer === 'own-refusal') return html`<p class="quiet">${words.ownRefusal[lang]}</p>`;
  if (mayAnswer === 'no') return html`<p class="quiet">${words.lead[lang]}</p>`;
  const { typed, errors } = form;
  return html`<form method="post" action="/${lang}/staff/objections/${id}" novalidate>
    ${radioGroup({
      name: 'answer',
      label: words.answer[lang],
      value: typed.answer,
      options: [
        { value: 'upheld', text: words.uphold[lang] },
        { value: 'rejected', text: words.reject[lang] },
      ],
      required: true,
      lang,
      ...errorOf(errors, 'answer'),
    })}
    ${textArea({
      name: 'answerWords',
      label: words.wordsLabel[lang],
      hint: words.wordsHint[lang],
      value: typed.answerWords,
      rows: 3,
      required: false,
      lang,
      ...errorOf(errors, 'answerWords'),
    })}
    ${button({ text: words.send[lang] })}
  </form>`;
}

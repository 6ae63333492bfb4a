import { answers, mostCommentCharacters } from '../../engine/satisfaction/satisfaction.ts';
import { button } from '../ui/button.ts';
import { errorSummary } from '../ui/error-summary.ts';
import { html } from '../ui/html.ts';
import { notice } from '../ui/notice.ts';
import { textArea } from '../ui/text-area.ts';
import { answerWords, words } from './words.ts';
import type { Given } from '../../engine/satisfaction/give-answer.ts';
import type { Moment } from '../../engine/satisfaction/satisfaction.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Html } from '../ui/html.ts';

/** What the survey shows on a receipt or a status: about which application, what was answered, and what was wrong. */
export type Asking = {
  moment: Moment;
  service: string;
  reference: string;
  given: Given | null;
  /** What was sent and not kept. */
  wrong: { comment: string; answer?: string; tooLong?: string; general?: string } | null;
};

/** The five answers as buttons of one form, and room for a word. Without an answer it keeps nothing. */
export function askSatisfaction(asking: Asking, lang: Lang): Html {
  const { moment, given, wrong } = asking;
  const question = (moment === 'receipt' ? words.askReceipt : words.askDecision)[lang];
  const said = given && words.youSaid[lang].replace('{answer}', answerWords[given.answer][lang]);
  return html`<section class="survey no-print" id="satisfaction">
    <h2>${question}</h2>
    ${wrong && errors(wrong, lang)}
    ${given && notice({ tone: 'good', title: words.thanks[lang], body: html`<p>${said}</p>` })}
    ${
      given === null
        ? form(asking, lang)
        : given.changeable &&
          html`<details ${wrong ? 'open' : ''}>
            <summary>${words.change[lang]}</summary>
            ${form(asking, lang)}
          </details>`
    }
  </section>`;
}

function errors(wrong: NonNullable<Asking['wrong']>, lang: Lang): Html {
  const fields = [
    ...(wrong.answer === undefined ? [] : [{ name: 'answer', text: wrong.answer }]),
    ...(wrong.tooLong === undefined ? [] : [{ name: 'comment', text: wrong.tooLong }]),
  ];
  const general = wrong.general === undefined ? [] : [wrong.general];
  return errorSummary({ lang, title: words.errorTitle[lang], errors: fields, general });
}

function form({ moment, service, reference, given, wrong }: Asking, lang: Lang): Html {
  const comment = wrong?.comment ?? given?.comment ?? '';
  const field = textArea({
    name: 'comment',
    label: words.comment[lang],
    hint: words.commentHint[lang],
    value: comment,
    rows: 3,
    maxLength: mostCommentCharacters * 2,
    required: false,
    lang,
    ...(wrong?.tooLong !== undefined && { error: wrong.tooLong }),
  });
  return html`<form method="post" action="/${lang}/satisfaction" novalidate>
    <input type="hidden" name="moment" value="${moment}" />
    <input type="hidden" name="service" value="${service}" />
    <input type="hidden" name="reference" value="${reference}" />
    <p class="quiet" id="survey-lead">${words.lead[lang]}</p>
    <div class="five" id="answer" role="group" aria-labelledby="survey-lead" tabindex="-1">
      ${answers.map((answer) => button({ text: answerWords[answer][lang], name: 'answer', value: String(answer), kind: 'ghost' }))}
    </div>
    ${
      comment === ''
        ? html`<details>
            <summary>${words.addComment[lang]}</summary>
            ${field}
          </details>`
        : field
    }
  </form>`;
}

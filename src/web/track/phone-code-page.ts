import { codeMinutes } from '../../engine/verification/sms-code.ts';
import { showPhone } from '../../platform/i18n/phone.ts';
import { problemWords } from '../citizen/problem-words.ts';
import { words as citizenWords } from '../citizen/words.ts';
import { bdi } from '../ui/bdi.ts';
import { button } from '../ui/button.ts';
import { errorSummary } from '../ui/error-summary.ts';
import { field } from '../ui/field.ts';
import { filled } from '../ui/filled.ts';
import { html, nothing } from '../ui/html.ts';
import { notice } from '../ui/notice.ts';
import { words } from './completion-words.ts';
import { words as trackWords } from './words.ts';
import type { CodeProblem } from '../../engine/applications/prove-phone.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { PageContent } from '../http/pages.ts';

/** The page on which the code of another phone is entered. `path`: where the form goes; `back`: to the number, both after the language. */
export function phoneCodePage(
  { phone, newest }: { phone: string; newest: { prefix: string } | null },
  { path, back }: { path: string; back: string },
  wrong: { problem: CodeProblem; typed: string } | null,
  lang: Lang,
): PageContent {
  const said = wrong ? problemWords(wrong.problem, lang) : undefined;
  // What cannot be sent now is no mistake in the field.
  const isGeneral = wrong !== null && ['code-wait', 'code-not-sent'].includes(wrong.problem.code);
  const error = said !== undefined && !isGeneral ? said : undefined;
  const facts = {
    phone: { kind: 'number', text: showPhone(phone) },
    prefix: { kind: 'number', text: newest?.prefix ?? '' },
    minutes: { kind: 'number', text: String(codeMinutes) },
  } as const;
  const intro =
    newest === null
      ? notice({
          tone: 'warn',
          title: citizenWords.codeNone[lang],
          body: html`<p>${filled(citizenWords.codeNoneText[lang], facts, lang)}</p>`,
        })
      : html`<p class="lead">${filled(citizenWords.codeSent[lang], facts, lang)}.</p>
          <p>${filled(citizenWords.codeSentText[lang], facts, lang)}</p>`;
  const input = field({
    name: 'code',
    label: citizenWords.codeLabel[lang],
    hint: citizenWords.codeSmsHint[lang],
    value: wrong?.typed ?? '',
    kind: 'code',
    short: true,
    required: true,
    lang,
    ...(error !== undefined && { error }),
  });
  const resend = newest === null ? citizenWords.codeSend[lang] : citizenWords.codeResend[lang];
  const main = html`<h1>${words.codeTitle[lang]}</h1>
    ${
      said !== undefined &&
      errorSummary({
        lang,
        title: trackWords.errorTitle[lang],
        errors: error === undefined ? [] : [{ name: 'code', text: error }],
        general: isGeneral ? [said] : [],
      })
    }
    ${intro}
    <form method="post" action="/${lang}${path}" novalidate>
      ${
        newest === null
          ? nothing
          : html`${input}
              <p>${button({ text: citizenWords.go[lang], name: 'action', value: 'check' })}</p>`
      }
      <p class="actions">${button({ text: resend, name: 'action', value: 'resend', kind: 'quiet' })}</p>
    </form>
    <p>
      <a href="/${lang}${back}">${words.codeBack[lang]}</a>
      <span class="quiet">${bdi(showPhone(phone))}</span>
    </p>`;
  return { title: words.codeTitle[lang], main, narrow: true, alert: said !== undefined };
}

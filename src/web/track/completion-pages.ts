import { phoneAnswer } from '../../engine/applications/make-application.ts';
import { codeMinutes } from '../../engine/verification/sms-code.ts';
import { showDay } from '../../platform/i18n/dates.ts';
import { showPhone } from '../../platform/i18n/phone.ts';
import { answerErrors, answerFields } from '../citizen/answer-fields.ts';
import { problemWords } from '../citizen/problem-words.ts';
import { words as citizenWords } from '../citizen/words.ts';
import { bdi } from '../ui/bdi.ts';
import { button, linkButton } from '../ui/button.ts';
import { errorSummary } from '../ui/error-summary.ts';
import { field } from '../ui/field.ts';
import { filled } from '../ui/filled.ts';
import { html, nothing } from '../ui/html.ts';
import { notice } from '../ui/notice.ts';
import { words } from './completion-words.ts';
import { returnNotice } from './return-notice.ts';
import { words as trackWords } from './words.ts';
import type { Completion, Door, NoCompletion } from '../../engine/applications/open-completion.ts';
import type { WaitingForCode } from '../../engine/applications/prove-completion.ts';
import type { CodeProblem } from '../../engine/applications/prove-phone.ts';
import type { Choice } from '../../engine/define/settings.ts';
import type { Problems } from '../../engine/journey/read-step.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { PageContent } from '../http/pages.ts';
import type { Html } from '../ui/html.ts';
import type { Text } from '../ui/words.ts';

/** What a form of completing is drawn from. */
export type CompletionForm = {
  completion: Completion;
  door: Door;
  problems: Problems;
  general: string[];
  choices: (setting: string) => readonly Choice[];
};

/** The path of a door, after the language. */
export function doorPath(door: Door): string {
  return door.kind === 'link' ? `/complete/${door.token}` : '/track/complete';
}

/** What is asked for, and the form in which only that is open. */
export function completionSection(form: CompletionForm, lang: Lang): Html {
  const { completion, door, problems, choices } = form;
  const { service, step, draft, returned, returnId, overdue, endsOn } = completion;
  const hasPhone = step.asks.includes(phoneAnswer(service));
  return html`${returnNotice(service, returned, lang, overdue, endsOn)}
    <h2>${words.formTitle[lang]}</h2>
    ${
      hasPhone &&
      html`<p class="quiet">${door.kind === 'status' && words.phoneHidden[lang]} ${words.phoneNote[lang]}</p>`
    }
    <form method="post" action="/${lang}${doorPath(door)}" novalidate>
      <input type="hidden" name="round" value="${returnId}" />
      ${answerFields({ service, step, lang, draft, problems }, choices)}
      <p>${button({ text: words.send[lang] })}</p>
    </form>`;
}

/** What is wrong with the form, at the top of its page. */
export function completionSummary(form: CompletionForm, lang: Lang): Html | false {
  const { service, step, draft } = form.completion;
  const errors = answerErrors({ service, step, lang, draft, problems: form.problems });
  if (errors.length === 0 && form.general.length === 0) return false;
  return errorSummary({ lang, title: trackWords.errorTitle[lang], errors, general: form.general });
}

/** The page of the link: what is asked for, and nothing else of the application. */
export function completionPage(form: CompletionForm, lang: Lang): PageContent {
  const summary = completionSummary(form, lang);
  const main = html`<h1>${words.title[lang]}</h1>
    <p class="lead">${form.completion.service.text[lang].name}</p>
    ${summary} ${completionSection(form, lang)}`;
  return { title: words.title[lang], main, narrow: true, alert: summary !== false };
}

/** Why the link opens nothing to complete. */
export function noCompletionPage(none: NoCompletion, lang: Lang): PageContent {
  const [tone, title, text] = saidOf(none, lang);
  const main = html`<h1>${words.title[lang]}</h1>
    ${notice({
      tone,
      title: title[lang],
      body: html`<p>${text}</p>`,
      actions: linkButton({ href: `/${lang}/track`, text: words.track[lang], kind: 'ghost' }),
    })}`;
  return { title: title[lang], main, narrow: true };
}

function saidOf(none: NoCompletion, lang: Lang): ['good' | 'info' | 'warn' | 'stop', Text, Html] {
  const day = (text: string) => ({ kind: 'date', date: text }) as const;
  switch (none.kind) {
    case 'completed': {
      const { reference, promisedOn } = none;
      const facts = { reference: { kind: 'number', text: reference }, promised: day(promisedOn) } as const;
      return ['good', words.doneTitle, filled(words.doneText[lang], facts, lang)];
    }
    case 'over':
      return ['info', words.overTitle, html`${words.overText[lang]}`];
    case 'expired': {
      const shown = showDay(Temporal.PlainDate.from(none.completeBy), lang);
      const [before, after] = words.expiredText[lang].split('{day}');
      return ['warn', words.expiredTitle, html`${before}${shown.weekday} ${bdi(shown.date)}${after}`];
    }
    case 'unknown':
      return ['stop', words.unknownTitle, html`${words.unknownText[lang]}`];
  }
}

/** The page on which the code of another phone is entered. */
export function completionCodePage(
  { phone, newest }: WaitingForCode,
  door: Door,
  wrong: { problem: CodeProblem; typed: string } | null,
  lang: Lang,
): PageContent {
  const said = wrong ? problemWords(wrong.problem, lang) : undefined;
  // What cannot be sent now is no mistake in the field.
  const isGeneral = wrong !== null && ['code-wait', 'code-not-sent'].includes(wrong.problem.code);
  const error = said !== undefined && !isGeneral ? said : undefined;
  const back = `/${lang}${door.kind === 'link' ? doorPath(door) : '/track/status'}`;
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
    <form method="post" action="/${lang}${doorPath(door)}/code" novalidate>
      ${
        newest === null
          ? nothing
          : html`${input}
              <p>${button({ text: citizenWords.go[lang], name: 'action', value: 'check' })}</p>`
      }
      <p class="actions">${button({ text: resend, name: 'action', value: 'resend', kind: 'quiet' })}</p>
    </form>
    <p><a href="${back}">${words.codeBack[lang]}</a> <span class="quiet">${bdi(showPhone(phone))}</span></p>`;
  return { title: words.codeTitle[lang], main, narrow: true, alert: said !== undefined };
}

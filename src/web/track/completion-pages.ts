import { phoneAnswer } from '../../engine/applications/make-application.ts';
import { showDay } from '../../platform/i18n/dates.ts';
import { answerErrors, answerFields } from '../citizen/answer-fields.ts';
import { bdi } from '../ui/bdi.ts';
import { button, linkButton } from '../ui/button.ts';
import { errorSummary } from '../ui/error-summary.ts';
import { filled } from '../ui/filled.ts';
import { html } from '../ui/html.ts';
import { notice } from '../ui/notice.ts';
import { words } from './completion-words.ts';
import { phoneCodePage } from './phone-code-page.ts';
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
  waiting: WaitingForCode,
  door: Door,
  wrong: { problem: CodeProblem; typed: string } | null,
  lang: Lang,
): PageContent {
  const back = door.kind === 'link' ? doorPath(door) : '/track/status';
  return phoneCodePage(waiting, { path: `${doorPath(door)}/code`, back }, wrong, lang);
}

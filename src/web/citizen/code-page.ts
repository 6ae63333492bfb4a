import { codeMinutes } from '../../engine/verification/sms-code.ts';
import { showPhone } from '../../platform/i18n/phone.ts';
import { bdi } from '../ui/bdi.ts';
import { button } from '../ui/button.ts';
import { field } from '../ui/field.ts';
import { filled } from '../ui/filled.ts';
import { html, nothing } from '../ui/html.ts';
import { notice } from '../ui/notice.ts';
import { problemWords } from './problem-words.ts';
import { stepAddress, stepPage } from './step-view.ts';
import { words } from './words.ts';
import type { CodeProblem } from '../../engine/applications/prove-phone.ts';
import type { ProveStep } from '../../engine/define/journey.ts';
import type { PageContent } from '../http/pages.ts';
import type { Html } from '../ui/html.ts';
import type { StepView } from './step-view.ts';

/** What the page of the code shows: an SMS that is on its way, or a code on the screen with its proof of work. */
export type CodeView =
  | { stage: 'sms'; newest: { prefix: string } | null; byScreen: boolean }
  | { stage: 'screen'; codeId: string; challenge: string };

/** The page on which the verification code is entered. */
export function codePage(
  view: StepView<ProveStep>,
  code: CodeView,
  wrong: { problem: CodeProblem; typed: string } | null,
): PageContent {
  const { service, step, lang, draft } = view;
  const said = wrong ? problemWords(wrong.problem, lang) : undefined;
  // What cannot be sent now is no mistake in the field.
  const error = wrong && !['code-wait', 'code-not-sent'].includes(wrong.problem.code) ? said : undefined;
  const input = field({
    name: 'code',
    label: words.codeLabel[lang],
    hint: code.stage === 'sms' ? words.codeSmsHint[lang] : words.codeScreenHint[lang],
    // A code on the screen is used up by one answer: what was typed belongs to a picture that is gone.
    value: wrong && wrong.problem.code !== 'screen-code-wrong' ? wrong.typed : '',
    kind: 'code',
    short: true,
    required: true,
    lang,
    ...(code.stage === 'screen' && { autocomplete: 'off' }),
    ...(error !== undefined && { error }),
  });
  const go = button({
    text: service.text[lang].steps[step.name]?.button ?? words.go[lang],
    name: 'action',
    value: 'check',
  });
  const phone = showPhone(draft.answers[step.phone] ?? '');
  const general = said !== undefined && error === undefined ? [...view.general, said] : view.general;
  return stepPage(
    { ...view, general },
    {
      errors: error === undefined ? [] : [{ name: 'code', text: error }],
      before: code.stage === 'sms' ? smsNotice(view, code.newest, phone) : screenIntro(view),
      form: code.stage === 'sms' ? smsForm(view, code, input, go) : screenForm(view, code, input, go),
      after: html`<p>
        <a href="${changePhone(view)}">${words.codeOtherPhone[lang]}</a>
        <span class="quiet">${bdi(phone)}</span>
      </p>`,
      ...(code.stage === 'screen' && { scripts: ['proof-of-work.js'] }),
    },
  );
}

function changePhone({ service, step, lang }: StepView<ProveStep>): string {
  const asking = service.journey.find((each) => each.kind === 'ask' && each.asks.includes(step.phone));
  return `${stepAddress(service, lang, asking?.name ?? '')}#${step.phone}`;
}

function smsNotice({ lang }: StepView, newest: { prefix: string } | null, phone: string): Html {
  const facts = {
    phone: { kind: 'number', text: phone },
    prefix: { kind: 'number', text: newest?.prefix ?? '' },
    minutes: { kind: 'number', text: String(codeMinutes) },
  } as const;
  if (newest === null)
    return notice({
      tone: 'warn',
      title: words.codeNone[lang],
      body: html`<p>${filled(words.codeNoneText[lang], facts, lang)}</p>`,
    });
  return html`<p class="lead">${filled(words.codeSent[lang], facts, lang)}.</p>
    <p>${filled(words.codeSentText[lang], facts, lang)}</p>`;
}

function smsForm({ lang }: StepView, code: CodeView & { stage: 'sms' }, input: Html, go: Html): Html {
  const bySwitch = code.byScreen
    ? button({ text: words.codeByScreen[lang], name: 'action', value: 'screen', kind: 'quiet' })
    : nothing;
  if (code.newest === null)
    return html`<p class="actions">
      ${button({ text: words.codeSend[lang], name: 'action', value: 'resend' })} ${bySwitch}
    </p>`;
  return html`${input}
    <p>${go}</p>
    <p class="actions">
      ${button({ text: words.codeResend[lang], name: 'action', value: 'resend', kind: 'quiet' })} ${bySwitch}
    </p>`;
}

function screenIntro({ lang }: StepView): Html {
  return html`<p class="lead">${words.codeScreenTitle[lang]}. ${words.codeScreenWhy[lang]}</p>`;
}

function screenForm(
  { service, step, lang }: StepView,
  code: CodeView & { stage: 'screen' },
  input: Html,
  go: Html,
): Html {
  const part = (name: string) => `${stepAddress(service, lang, step.name)}/${name}?of=${code.codeId}`;
  return html`<p>
      <img
        class="code-picture"
        src="${part('picture.png')}"
        width="200"
        height="70"
        alt="${words.codePicture[lang]}"
      />
    </p>
    <div class="code-sound">
      <p id="listen">${words.codeListen[lang]}</p>
      <audio controls preload="none" src="${part('sound.wav')}" aria-labelledby="listen"></audio>
    </div>
    ${input}
    <input type="hidden" name="work" data-challenge="${code.challenge}" />
    <p
      class="quiet"
      data-work-status
      aria-live="polite"
      data-words-working="${words.workWorking[lang]}"
      data-words-done="${words.workDone[lang]}"
    ></p>
    <p>${go}</p>
    <p class="actions">
      ${button({ text: words.codeAnother[lang], name: 'action', value: 'another', kind: 'quiet' })}
      ${button({ text: words.codeBySms[lang], name: 'action', value: 'sms', kind: 'quiet' })}
    </p>`;
}

import { decisionOf, hasEnded, whyEnded } from '../../engine/applications/application.ts';
import { showDay, showMoment } from '../../platform/i18n/dates.ts';
import { outcomeNotice } from '../citizen/outcome-notice.ts';
import { readBackShown } from '../citizen/read-back.ts';
import { bdi } from '../ui/bdi.ts';
import { button, linkButton } from '../ui/button.ts';
import { errorSummary } from '../ui/error-summary.ts';
import { field } from '../ui/field.ts';
import { filled } from '../ui/filled.ts';
import { html, nothing } from '../ui/html.ts';
import { notice } from '../ui/notice.ts';
import { timeline } from '../ui/timeline.ts';
import { completionSection, completionSummary } from './completion-pages.ts';
import { decisionNotice } from './decision-notice.ts';
import { objectionNotice, objectionSection } from './objection-section.ts';
import { phoneSection } from './phone-section.ts';
import { words } from './words.ts';
import type { ApplicationEvent, State } from '../../engine/applications/application.ts';
import type { DocumentOf } from '../../engine/documents/read-document.ts';
import type { Status } from '../../engine/applications/status.ts';
import type { Service } from '../../engine/define/define-service.ts';
import type { ObjectionOf } from '../../engine/objections/open-objection.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { PageContent } from '../http/pages.ts';
import type { Html } from '../ui/html.ts';
import type { CompletionForm } from './completion-pages.ts';
import type { PhoneForm } from './phone-section.ts';
import type { PhoneChangeOf } from '../../engine/phone-changes/ask-phone-change.ts';
import type { ObjectionForm } from './objection-section.ts';
import type { TimelineItem } from '../ui/timeline.ts';
import type { Text } from '../ui/words.ts';

/** What the form of the status page shows: what was typed, and what is wrong with it. */
export type TrackForm = {
  typed: { reference: string; phoneEnding: string };
  errors: { name: 'reference' | 'phoneEnding'; text: string }[];
  general: string[];
  /** This browser may look at an application without asking. */
  hasOpen: boolean;
};

/** The page that asks for reference and phone ending. */
export function trackPage(form: TrackForm, lang: Lang): PageContent {
  const wrong = form.errors.length > 0 || form.general.length > 0;
  const error = (name: string) => {
    const text = form.errors.find((each) => each.name === name)?.text;
    return text === undefined ? {} : { error: text };
  };
  const main = html`<h1>${words.title[lang]}</h1>
    ${wrong && errorSummary({ lang, title: words.errorTitle[lang], errors: form.errors, general: form.general })}
    <p class="lead">${words.intro[lang]}</p>
    ${form.hasOpen && notice({ tone: 'info', title: words.yours[lang], body: html``, actions: linkButton({ href: `/${lang}/track/status`, text: words.openYours[lang], kind: 'ghost' }) })}
    <form method="post" action="/${lang}/track" novalidate>
      ${field({
        name: 'reference',
        label: words.reference[lang],
        hint: words.referenceHint[lang].replace('{example}', '\u20664K7-M92-QHK\u2069'),
        value: form.typed.reference,
        kind: 'reference',
        required: true,
        lang,
        ...error('reference'),
      })}
      ${field({
        name: 'phoneEnding',
        label: words.phoneEnding[lang],
        hint: words.phoneEndingHint[lang],
        value: form.typed.phoneEnding,
        kind: 'digits',
        short: true,
        required: true,
        lang,
        ...error('phoneEnding'),
      })}
      <p>${button({ text: words.show[lang] })}</p>
    </form>`;
  return { title: words.title[lang], main, narrow: true, alert: wrong };
}

/** What stands on the status page beside the status itself. */
export type StatusParts = {
  /** What its contractor is to complete. */
  form: CompletionForm | null;
  /** Asks how it was. */
  survey: Html | null;
  objection: ObjectionOf | null;
  /** The objection as it was sent, when something is wrong with it. */
  objectionForm: ObjectionForm | null;
  phone: PhoneChangeOf;
  /** The other phone as it was sent, when something is wrong with it. */
  phoneForm: PhoneForm | null;
};

/** Where an application stands: what happened, what is next and by when, what may be done, and what was submitted. */
export function statusPage(
  status: Status,
  service: Service | undefined,
  document: DocumentOf,
  lang: Lang,
  { form, survey, objection, objectionForm, phone, phoneForm }: StatusParts,
): PageContent {
  const { application, state } = status;
  const why = whyEnded(application.events);
  const decision = decisionOf(application.events);
  const wrong = [
    ...(objectionForm ? [{ name: 'objection', text: objectionForm.error }] : []),
    ...(phoneForm ? [{ name: 'newPhone', text: phoneForm.error }] : []),
  ][0];
  const summary =
    wrong === undefined
      ? form !== null && completionSummary(form, lang)
      : errorSummary({
          lang,
          title: words.errorTitle[lang],
          errors: [wrong],
          general: [],
        });
  const main = html`${summary}
    <p><span class="tag ${stateTones[state]}">${stateWords[state][lang]}</span></p>
    <h1>${words.yourApplication[lang]} ${bdi(application.reference)}</h1>
    ${service && html`<p class="lead">${service.text[lang].name}</p>`}
    ${service && why && outcomeNotice(service, why, lang, applyAnew(service, lang))}
    ${state === 'lapsed' && lapsedNotice(status, service, lang)}
    ${service && decision && decisionNotice(service, decision, lang)}
    ${objection && objectionNotice(objection, state, lang)}
    ${objection && objectionSection(objection, objectionForm, lang)} ${documentPart(document, lang)}
    ${form && completionSection(form, lang)}
    ${status.late && state !== 'returned' && !hasEnded(state) && notice({ tone: 'warn', title: words.late[lang], body: html`` })}
    ${survey} ${timeline({ items: [...happened(status, lang), ...toCome(status, lang)] })}
    <h2>${words.details[lang]}</h2>
    ${readBackShown(application.shown, lang)} ${phoneSection(phone, phoneForm, lang)}
    <p><a href="/${lang}/track">${words.another[lang]}</a></p>`;
  return { title: words.yourApplication[lang], main, narrow: true, alert: summary !== false };
}

/** The document that an approval issued, or that it is being made. */
function documentPart(document: DocumentOf, lang: Lang): Html {
  if (document.kind === 'none') return nothing;
  if (document.kind === 'waiting') return html`<p>${words.documentWaiting[lang]}</p>`;
  return html`<p>
      ${linkButton({ href: `/${lang}/track/document/${document.id}`, text: words.download[lang] })}
    </p>
    <p class="quiet">${words.documentCode[lang]} ${bdi(document.code)}. ${words.documentHint[lang]}</p>`;
}

const stateWords: Record<State, Text> = {
  'waiting-for-register': words.waiting,
  'under-review': words.underReview,
  returned: words.toComplete,
  'not-renewable': words.notAccepted,
  approved: words.approved,
  refused: words.refused,
  lapsed: words.lapsedShort,
};

const stateTones: Record<State, 'warn' | 'stop' | 'good'> = {
  'waiting-for-register': 'warn',
  'under-review': 'warn',
  returned: 'warn',
  'not-renewable': 'stop',
  approved: 'good',
  refused: 'stop',
  lapsed: 'stop',
};

const eventWords: Record<ApplicationEvent['kind'], Text> = {
  submitted: words.submitted,
  checked: words.checked,
  'not-renewable': words.ended,
  approved: words.approvedTitle,
  refused: words.refusedTitle,
  undone: words.reviewing,
  returned: words.returned,
  completed: words.completed,
  resumed: words.resumed,
  lapsed: words.lapsed,
  reopened: words.reopened,
};

function happened({ application }: Status, lang: Lang): TimelineItem[] {
  return application.events.map((event) => {
    const at = showMoment(event.at, lang);
    const moment = html`${at.weekday} ${bdi(at.date)} ${bdi(at.time)}`;
    const stops: ApplicationEvent['kind'][] = ['not-renewable', 'refused', 'lapsed'];
    const state = stops.includes(event.kind) ? 'stop' : 'done';
    return { title: eventWords[event.kind][lang], at: moment, state };
  });
}

/** What is still to come: nothing, when the application has ended. */
function toCome({ application, state, before }: Status, lang: Lang): TimelineItem[] {
  if (hasEnded(state)) return [];
  // Until it is completed nobody knows by when it is decided: that day moves with every day that passes.
  if (state === 'returned')
    return [
      { title: words.completing[lang], state: 'now' },
      { title: words.reviewing[lang], state: 'todo' },
      { title: words.expected[lang], state: 'todo' },
    ];
  const promised = showDay(Temporal.PlainDate.from(application.promisedOn), lang);
  const decision: TimelineItem = {
    title: words.expected[lang],
    at: html`${words.by[lang]} ${promised.weekday} ${bdi(promised.date)}`,
    state: 'todo',
  };
  if (state === 'under-review')
    return [{ title: words.reviewing[lang], text: place(before, lang), state: 'now' }, decision];
  return [
    { title: words.checking[lang], text: html`${words.checkingText[lang]}`, state: 'now' },
    { title: words.reviewing[lang], state: 'todo' },
    decision,
  ];
}

/** It ended since nobody completed it: until when that was possible, and the way on. */
function lapsedNotice({ application }: Status, service: Service | undefined, lang: Lang): Html {
  const last = application.events.at(-1);
  const day = last?.kind === 'lapsed' ? last.lastDay : '';
  return notice({
    tone: 'stop',
    title: words.lapsed[lang],
    body: html`<p>${filled(words.lapsedText[lang], { day: { kind: 'date', date: day } }, lang)}</p>`,
    ...(service && { actions: applyAnew(service, lang) }),
  });
}

/** Numbers that were not found may have been mistyped. */
function applyAnew(service: Service, lang: Lang): Html {
  const href = `/${lang}/services/${service.slug}`;
  return linkButton({ href, text: words.applyAnew[lang], kind: 'ghost' });
}

/** The honest place in the queue: how many open applications came before. */
function place(before: number, lang: Lang): Html {
  if (before === 0) return html`${words.next[lang]}`;
  if (before >= 1000) return html`${words.manyBefore[lang]}`;
  return filled(words.before[lang], { count: { kind: 'text', text: applications(before, lang) } }, lang);
}

function applications(count: number, lang: Lang): string {
  if (lang === 'en') return String(count);
  if (count === 1) return 'طلب واحد';
  if (count === 2) return 'طلبان';
  const lastTwo = count % 100;
  if (lastTwo >= 3 && lastTwo <= 10) return `${count} طلبات`;
  return lastTwo >= 11 ? `${count} طلبًا` : `${count} طلب`;
}

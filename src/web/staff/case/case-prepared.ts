import { showDate } from '../../../platform/i18n/dates.ts';
import { decisionNotice } from '../../track/decision-notice.ts';
import { bdi } from '../../ui/bdi.ts';
import { button } from '../../ui/button.ts';
import { html, nothing } from '../../ui/html.ts';
import { textArea } from '../../ui/text-area.ts';
import { isolated, put } from './case-parts.ts';
import { preparing } from './case-prepared-words.ts';
import { adjustedLine } from './case-term.ts';
import { words } from './case-words.ts';
import { errorOf } from '../frame/form-errors.ts';
import type { Reading } from '../../../engine/review/as-contractor-reads.ts';
import type { Case, PreparedCase } from '../../../engine/review/open-case.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { CaseForm } from './case-form.ts';

/** A decision that waits to be confirmed: who prepared what, what its contractor would read, and what this person may do. */
export function preparedPart(each: Case, prepared: PreparedCase, form: CaseForm, lang: Lang): Html {
  const { preparation, mine, reading } = prepared;
  const who = html`<bdi>${preparation.by.name}</bdi>`;
  const { decided } = preparation;
  const adjusted = decided.kind === 'approved' && decided.adjusted;
  const mayConfirm = each.allowed.includes('confirm') && !mine;
  return html`<p>${put(preparing.prepared[lang], { name: who, decision: said(prepared, lang) })}</p>
    ${mine && html`<p class="quiet">${preparing.mine[lang]}</p>`}
    ${mine && each.allowed.includes('undo') && takeBackForm(each, lang)}
    ${adjusted && html`<p>${adjustedLine(adjusted, lang)}</p>`}
    <div class="preview">${readingOf(reading, lang)}</div>
    ${mayConfirm && confirmForm(each, prepared, lang)}
    ${!mine && each.allowed.includes('send-back') && sendBackForm(each, form, lang)}`;
}

/** What was prepared, in a few words. */
function said({ preparation: { decided } }: PreparedCase, lang: Lang): Html {
  if (decided.kind === 'refused')
    return put(preparing.refusal[lang], { reason: html`${decided.reason[lang]}` });
  if (decided.term === null) return html`${preparing.approval[lang]}`;
  const until = showDate(Temporal.PlainDate.from(decided.term.until), lang);
  return put(preparing.approvalUntil[lang], { until: bdi(until) });
}

function action(each: Case, lang: Lang, what: string): string {
  return `/${lang}/staff/applications/${each.application.id}/${what}`;
}

function takeBackForm(each: Case, lang: Lang): Html {
  return html`<form method="post" action="${action(each, lang, 'undo')}">
    ${button({ text: preparing.takeBack[lang], kind: 'ghost' })}
  </form>`;
}

/** Confirming is one press below what it does; what stands in its way is said instead. */
function confirmForm(each: Case, prepared: PreparedCase, lang: Lang): Html {
  const { register, lent } = each;
  const approval = prepared.preparation.decided.kind === 'approved';
  const inTheWay = approval ? whatStands(prepared, register) : null;
  if (inTheWay !== null) return html`<p><b>${preparing[inTheWay][lang]}</b></p>`;
  return html`<form method="post" action="${action(each, lang, 'confirm')}">
    <input type="hidden" name="revision" value="${each.revision}" />
    ${lent && html`<p class="quiet">${put(preparing.lent[lang], { name: html`<bdi>${lent.from.name}</bdi>` })}</p>`}
    <p class="actions">
      ${button({ text: (approval ? preparing.confirmApproval : preparing.confirmRefusal)[lang] })}
    </p>
  </form>`;
}

function whatStands(
  { outdated }: PreparedCase,
  register: Case['register'],
): 'registerDown' | 'ruleRefuses' | 'outdated' | null {
  if (register.kind === 'down' || (register.kind === 'row' && register.learntAt !== null))
    return 'registerDown';
  if (register.kind === 'miss' || register.stands !== null) return 'ruleRefuses';
  return outdated ? 'outdated' : null;
}

function sendBackForm(each: Case, { typed, errors }: CaseForm, lang: Lang): Html {
  const error = errorOf(errors, 'toOffice');
  const open = typed.toOffice !== '' || 'error' in error;
  return html`<details class="refuse" ${open ? html` open` : nothing}>
    <summary>${preparing.sendBackTitle[lang]}</summary>
    <form method="post" action="${action(each, lang, 'send-back')}" novalidate>
      ${textArea({
        name: 'toOffice',
        label: preparing.toOffice[lang],
        hint: preparing.toOfficeHint[lang],
        value: typed.toOffice,
        rows: 3,
        required: true,
        lang,
        ...error,
      })}
      ${button({ text: preparing.sendBack[lang], kind: 'ghost' })}
    </form>
  </details>`;
}

/** Why the last prepared decision came back, for whoever prepares the next. */
export function sentBackLine({ application }: Case, lang: Lang): Html {
  const last = application.events.at(-1);
  if (last?.kind !== 'sent-back' || last.by === null) return nothing;
  const name = html`<bdi>${last.by.name}</bdi>`;
  return html`<div class="sent-back">
    <p><b>${put(preparing.sentBack[lang], { name })}</b></p>
    <p class="typed" dir="auto">${last.words}</p>
  </div>`;
}

/** A decision as its contractor will read it: the message, and what the status page will say. */
export function readingOf({ application, service, decision, sms }: Reading, lang: Lang): Html {
  const theirs = application.lang;
  return html`<h3>${words.willRead[lang]}</h3>
    <p class="quiet">${words.sms[lang]}</p>
    <p class="sms" lang="${theirs}" dir="auto">${isolated(sms)}</p>
    <p class="quiet">${words.onPage[lang]}</p>
    <div lang="${theirs}" dir="${theirs === 'ar' ? 'rtl' : 'ltr'}">
      ${decisionNotice(service, decision, theirs)}
    </div>`;
}

import { showDate, showMoment } from '../../../platform/i18n/dates.ts';
import { bdi } from '../../ui/bdi.ts';
import { button } from '../../ui/button.ts';
import { html, nothing } from '../../ui/html.ts';
import { select } from '../../ui/select.ts';
import { textArea } from '../../ui/text-area.ts';
import { put } from './case-parts.ts';
import { preparedPart, readingOf, sentBackLine } from './case-prepared.ts';
import { preparing } from './case-prepared-words.ts';
import { returnedPart, returnForm, returnPreview } from './case-return.ts';
import { termForm } from './case-term.ts';
import { words } from './case-words.ts';
import { errorOf } from '../frame/form-errors.ts';
import type { Case } from '../../../engine/review/open-case.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { CaseForm } from './case-form.ts';

/** The card of the decision: who has it in hand, approving, refusing, undoing; what of it this person may do. */
export function caseDecision(each: Case, form: CaseForm, actor: Actor, lang: Lang): Html {
  const { allowed, application } = each;
  const parts = [
    each.prepared !== null && preparedPart(each, each.prepared, form, lang),
    allowed.includes('refuse') && sentBackLine(each, lang),
    allowed.includes('take') && leaseLine(each, actor, lang),
    each.notByFiler && html`<p class="quiet">${preparing.ownFiling[lang]}</p>`,
    allowed.includes('approve') && approveForm(each, lang),
    allowed.includes('adjust-term') && termForm(each, form, lang),
    returnedPart(each, actor, lang),
    allowed.includes('return') && returnForm(each, form, lang),
    allowed.includes('refuse') && refuseForm(each, form, lang),
    allowed.includes('undo') && undoForm(each, actor, lang),
  ].filter((part) => part !== false);
  const preview = html`${previewOf(form, lang)}${returnPreview(form, lang)}`;
  const hasPreview = form.preview !== null || form.returnPreview !== null;
  if (parts.every((part) => part === nothing) && !hasPreview) return nothing;
  return html`<section class="card decision" aria-labelledby="decision" id="application-${application.id}">
    <h2 id="decision">${words.decision[lang]}</h2>
    ${parts} ${preview}
  </section>`;
}

function time(at: Date, lang: Lang): Html {
  return bdi(showMoment(at, lang).time);
}

function action(each: Case, lang: Lang, what: string): string {
  return `/${lang}/staff/applications/${each.application.id}/${what}`;
}

/** Who has it in hand, and the way to take it or to give it back. */
function leaseLine(each: Case, actor: Actor, lang: Lang): Html {
  const { lease } = each;
  if (lease === null)
    return html`<form method="post" action="${action(each, lang, 'take')}" class="lease">
      <p class="quiet">${words.free[lang]}</p>
      ${button({ text: words.take[lang], kind: 'ghost' })}
    </form>`;
  const until = time(lease.until, lang);
  if (lease.by.id !== actor.id)
    return html`<p class="lease">
      <b>${put(words.held[lang], { name: html`<bdi>${lease.by.name}</bdi>`, time: until })}</b>
    </p>`;
  return html`<form method="post" action="${action(each, lang, 'release')}" class="lease">
    <p>${put(words.yours[lang], { time: until })}</p>
    ${button({ text: words.release[lang], kind: 'quiet' })}
  </form>`;
}

/** Approving is one press: what it adds stands on the button, and what will be read is one press away. */
function approveForm(each: Case, lang: Lang): Html {
  const { register } = each;
  if (register.kind !== 'row' || register.stands !== null || register.learntAt !== null) return nothing;
  const needsOther = each.needsConfirming.approved;
  const { approve, approveUntil } = needsOther ? preparing : words;
  const text = register.term
    ? approveUntil[lang].replace(
        '{until}',
        `\u2066${showDate(Temporal.PlainDate.from(register.term.until), lang)}\u2069`,
      )
    : approve[lang];
  return html`<form method="post" action="${action(each, lang, 'approve')}">
    <input type="hidden" name="revision" value="${each.revision}" />
    ${needsOther && html`<p class="quiet">${preparing.needsOther[lang]}</p>`}
    <p class="actions">
      ${button({ text, name: 'do', value: 'decide' })}
      ${button({ text: words.preview[lang], name: 'do', value: 'preview', kind: 'quiet' })}
    </p>
  </form>`;
}

function refuseForm(each: Case, { typed, errors }: CaseForm, lang: Lang): Html {
  const wrong = errors.fields.some(({ name }) => name === 'reason' || name === 'words');
  const open = typed.reason !== '' || typed.words !== '' || wrong;
  return html`<details class="refuse" ${open ? html` open` : nothing}>
    <summary>${words.refuseTitle[lang]}</summary>
    <form method="post" action="${action(each, lang, 'refuse')}" novalidate>
      <input type="hidden" name="revision" value="${each.revision}" />
      ${select({
        name: 'reason',
        label: words.reason[lang],
        value: typed.reason,
        placeholder: words.chooseReason[lang],
        options: each.reasons.map((reason) => ({ value: reason.code, text: reason[lang] })),
        required: true,
        lang,
        ...errorOf(errors, 'reason'),
      })}
      ${textArea({
        name: 'words',
        label: words.words[lang],
        hint: words.wordsHint[lang],
        value: typed.words,
        rows: 3,
        required: false,
        lang,
        ...errorOf(errors, 'words'),
      })}
      ${each.needsConfirming.refused && html`<p class="quiet">${preparing.needsOther[lang]}</p>`}
      <p class="actions">
        ${button({ text: (each.needsConfirming.refused ? preparing.refuse : words.refuse)[lang], name: 'do', value: 'decide', kind: 'ghost' })}
        ${button({ text: words.preview[lang], name: 'do', value: 'preview', kind: 'quiet' })}
      </p>
    </form>
  </details>`;
}

/** Within the time before the message leaves, whoever decided may take the decision back. */
function undoForm(each: Case, actor: Actor, lang: Lang): Html {
  const last = each.application.events.at(-1);
  if ((last?.kind !== 'approved' && last?.kind !== 'refused') || last.by?.id !== actor.id) return nothing;
  if (each.now >= last.finalAt) return nothing;
  return html`<form method="post" action="${action(each, lang, 'undo')}">
    <p>${put(words.undoUntil[lang], { time: time(last.finalAt, lang) })}</p>
    ${button({ text: words.undo[lang], kind: 'ghost' })}
  </form>`;
}

/** The decision as its contractor will read it: the message, and what the status page will say. */
function previewOf({ preview }: CaseForm, lang: Lang): Html {
  if (preview?.kind !== 'preview') return nothing;
  return html`<div class="preview" role="status" tabindex="-1" autofocus>${readingOf(preview, lang)}</div>`;
}

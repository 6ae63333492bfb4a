import { showMoment, showDate } from '../../../platform/i18n/dates.ts';
import { readBackRows } from '../../citizen/read-back.ts';
import { bdi } from '../../ui/bdi.ts';
import { button } from '../../ui/button.ts';
import { html, nothing } from '../../ui/html.ts';
import { caseDecision } from './case-decision.ts';
import { documentSection } from './case-document.ts';
import { history, notesSection, othersSection, phoneLine, registerSection } from './case-parts.ts';
import { clockLine, completedSection } from './case-return.ts';
import { stateWords, words } from './case-words.ts';
import { filingSection } from '../counter/filing-section.ts';
import { words as counterWords } from '../counter/counter-words.ts';
import { messagesSection } from '../messages/message-parts.ts';
import { objectionsSection } from '../objections/objection-section.ts';
import { phonesSection } from '../phones/phone-section.ts';
import { summaryOf } from '../frame/form-errors.ts';
import type { Case } from '../../../engine/review/open-case.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { CaseForm } from './case-form.ts';
import type { StaffPage } from '../frame/staff-page.ts';

/** The one view of an application: who asks for what, what the register says, what was said, and the decision. */
export function casePage(each: Case, form: CaseForm, actor: Actor, lang: Lang): StaffPage {
  const { application, service, state } = each;
  const summary = summaryOf(form.errors, lang);
  const title = `${words.application[lang]} ${application.reference}`;
  const { tone, text } = stateWords[state];
  const main = html`<div class="crumbs-line">
      <p class="crumbs"><a href="/${lang}/staff/queue">${words.queue[lang]}</a></p>
      ${actor.role === 'clerk' || actor.role === 'supervisor' ? nextForm(lang) : nothing}
    </div>
    ${summary} ${form.said}
    <div class="case-head">
      <h1>${words.application[lang]} ${bdi(application.reference)}</h1>
      <span class="tag ${tone}">${text[lang]}</span>
      ${each.filing && html`<span class="tag">${counterWords.tag[lang]}</span>`}
      <p class="quiet">${service.text[lang].name} · ${dates(each, lang)}</p>
      ${clockLine(each, lang)}
    </div>
    <div class="case">
      <div>
        ${completedSection(each, lang)}
        <section class="card first-read" aria-labelledby="answers">
          <h2 id="answers">${words.answers[lang]}</h2>
          ${readBackRows([...application.shown.answers, ...application.shown.found], { masked: false })}
          ${phoneLine(each, lang)}
        </section>
        ${phonesSection(each, actor, lang)}
        ${each.filing && filingSection(application.id, each.filing, actor, lang)}
        ${registerSection(each, lang)} ${othersSection(each, lang)}
      </div>
      <div>
        ${objectionsSection(each, form, lang)} ${caseDecision(each, form, actor, lang)}
        ${documentSection(each, actor, lang)} ${notesSection(each, form, lang)}
        ${messagesSection(each.messages, actor, lang)} ${history(each, lang)}
      </div>
    </div>`;
  return {
    path: `/applications/${application.id}`,
    title,
    main,
    actor,
    reads: { action: 'application.read', subject: `application:${application.id}` },
    alert: summary !== false,
  };
}

function dates({ application }: Case, lang: Lang): Html {
  const at = showMoment(application.submittedAt, lang);
  const promised = showDate(Temporal.PlainDate.from(application.promisedOn), lang);
  return html`${words.submitted[lang]} ${bdi(at.date)} ${bdi(at.time)} · ${words.promised[lang]}
  ${bdi(promised)}`;
}

/** Takes the first application of the queue that nobody has in hand. */
function nextForm(lang: Lang): Html {
  return html`<form method="post" action="/${lang}/staff/next" class="next">
    ${button({ text: words.next[lang], kind: 'ghost' })}
  </form>`;
}

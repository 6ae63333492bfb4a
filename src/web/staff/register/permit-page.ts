import { actFor } from '../../../engine/registers/office/act.ts';
import { showPhone } from '../../../platform/i18n/phone.ts';
import { bdi } from '../../ui/bdi.ts';
import { linkButton } from '../../ui/button.ts';
import { html } from '../../ui/html.ts';
import { keyValues } from '../../ui/key-values.ts';
import { put } from '../case/case-parts.ts';
import { actWords } from './act-words.ts';
import {
  applicationLines,
  cell,
  contractorLink,
  contractorTag,
  day,
  eventLines,
  listTable,
  permitTag,
  section,
  touchLines,
  typed,
} from './register-parts.ts';
import { inspectionLines } from '../inspection/inspection-lines.ts';
import { words as inspectionWords } from '../inspection/inspection-words.ts';
import { words } from './register-words.ts';
import type { Inspection } from '../../../engine/inspections/inspection.ts';
import type { PermitView } from '../../../engine/registers/office/open-permit.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { StaffPage } from '../frame/staff-page.ts';

/** A permit: its facts, its terms with their applications, what was said of it, the open application. */
export function permitPage(
  view: PermitView,
  inspections: readonly Inspection[],
  actor: Actor,
  lang: Lang,
): StaffPage {
  const { permit, today, applications } = view;
  const { contractor } = permit;
  const act = actFor(actor.role, 'permit', permit.withdrawnOn !== null);
  const label = `${permit.number} / ${permit.year}`;
  const path = `/register/permits/${permit.id}`;
  const rows = [
    {
      key: words.contractor[lang],
      value: html`${contractorLink(contractor, lang)} ${contractorTag(contractor, today, lang)}`,
    },
    { key: words.contractorNumber[lang], value: bdi(String(contractor.number)) },
    {
      key: words.phone[lang],
      value: permit.phone === null ? html`${words.noPhone[lang]}` : bdi(showPhone(permit.phone)),
    },
    { key: words.type[lang], value: typed(permit.type) },
    { key: words.location[lang], value: typed(permit.location) },
    { key: words.utilityOwner[lang], value: typed(permit.utilityOwner) },
    { key: words.issuedOn[lang], value: day(permit.issuedOn, lang) },
    { key: words.from[lang], value: day(permit.validFrom, lang) },
    { key: words.until[lang], value: day(permit.validUntil, lang) },
    ...(permit.withdrawnOn === null
      ? []
      : [
          {
            key: words.withdrawn[lang],
            value: put(words.holdsFrom[lang], { day: day(permit.withdrawnOn, lang) }),
          },
        ]),
  ];
  const isOpen = (state: string) => state === 'under-review' || state === 'waiting-for-register';
  const open = applications.filter(({ state }) => isOpen(state));
  const rest = applications.filter(({ state }) => !isOpen(state));
  const main = html`<p class="crumbs"><a href="/${lang}/staff/register">${words.register[lang]}</a></p>
    <div class="case-head">
      <h1>${put(words.permitTitle[lang], { number: bdi(label) })}</h1>
      ${permitTag(permit, lang)}
      ${act && html`<span class="next">${linkButton({ href: `/${lang}/staff${path}/${act}`, text: actWords[act].button[lang], kind: 'ghost' })}</span>`}
    </div>
    <div class="case facts">
      <div>
        <section class="card">${keyValues({ rows })}</section>
        ${section('terms', words.terms[lang], termsTable(view, lang))}
      </div>
      <div>
        ${open.length > 0 && section('open', words.openApplication[lang], applicationLines(open, lang))}
        ${section('applications', words.applications[lang], applicationLines(rest, lang))}
        ${section('inspections', inspectionWords.inspections[lang], inspectionLines(inspections, inspectionWords.noneHere[lang], lang))}
        ${section('history', words.history[lang], eventLines(view.events, lang))}
        ${section('touches', words.touches[lang], touchLines(view.touches, lang))}
      </div>
    </div>`;
  const title = words.permitTitle[lang].replace('{number}', label);
  return { path, title, main, actor, reads: { action: 'register.read', subject: `permit:${permit.id}` } };
}

function termsTable({ terms }: PermitView, lang: Lang): Html {
  const rows = terms.map(
    ({ ordinal, from, until, applicationId, reference }) =>
      html`<tr>
        <th scope="row" data-label="${words.term[lang]}">${bdi(String(ordinal))}</th>
        ${cell(words.from, day(from, lang), lang)} ${cell(words.until, day(until, lang), lang)}
        ${cell(words.source, sourceOf(applicationId, reference, lang), lang)}
      </tr>`,
  );
  return listTable(words.terms[lang], [words.term, words.from, words.until, words.source], rows, lang);
}

/** Whence a term came: with the register, or by a renewal. */
function sourceOf(applicationId: number | null, reference: string | null, lang: Lang): Html {
  if (applicationId === null || reference === null) return html`${words.ofRegister[lang]}`;
  const link = html`<a href="/${lang}/staff/applications/${applicationId}">${bdi(reference)}</a>`;
  return put(words.ofRenewal[lang], { reference: link });
}

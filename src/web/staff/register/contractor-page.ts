import { actFor } from '../../../engine/registers/office/act.ts';
import { showPhone } from '../../../platform/i18n/phone.ts';
import { bdi } from '../../ui/bdi.ts';
import { linkButton } from '../../ui/button.ts';
import { html, nothing } from '../../ui/html.ts';
import { keyValues } from '../../ui/key-values.ts';
import { put } from '../case/case-parts.ts';
import { actWords } from './act-words.ts';
import {
  applicationLines,
  cell,
  contractorTag,
  day,
  eventLines,
  listTable,
  permitLink,
  permitTag,
  section,
  touchLines,
} from './register-parts.ts';
import { inspectionLines } from '../inspection/inspection-lines.ts';
import { words as inspectionWords } from '../inspection/inspection-words.ts';
import { words } from './register-words.ts';
import type { Inspection } from '../../../engine/inspections/inspection.ts';
import type { ContractorPages, ContractorView } from '../../../engine/registers/office/open-contractor.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { StaffPage } from '../frame/staff-page.ts';

/** A contractor: who they are, whether they are suspended, their permits and applications, what was said of them. */
export function contractorPage(
  view: ContractorView,
  pages: ContractorPages,
  inspections: readonly Inspection[],
  actor: Actor,
  lang: Lang,
): StaffPage {
  const { contractor, today, phone } = view;
  const act = actFor(actor.role, 'contractor', contractor.suspendedOn !== null);
  const path = `/register/contractors/${contractor.id}`;
  const rows = [
    { key: words.contractorNumber[lang], value: bdi(String(contractor.number)) },
    {
      key: words.phone[lang],
      value: phone === null ? html`${words.noPhone[lang]}` : bdi(showPhone(phone)),
    },
    ...(contractor.suspendedOn === null
      ? []
      : [
          {
            key: words.suspended[lang],
            value: put(words.holdsFrom[lang], { day: day(contractor.suspendedOn, lang) }),
          },
        ]),
  ];
  const main = html`<p class="crumbs"><a href="/${lang}/staff/register">${words.register[lang]}</a></p>
    <div class="case-head">
      <h1><bdi>${contractor.name}</bdi></h1>
      ${contractorTag(contractor, today, lang)}
      ${act && html`<span class="next">${linkButton({ href: `/${lang}/staff${path}/${act}`, text: actWords[act].button[lang], kind: 'ghost' })}</span>`}
    </div>
    <div class="case facts">
      <div>
        <section class="card">${keyValues({ rows })}</section>
        ${section('permits', words.permits[lang], permitsTable(view, pages, lang))}
      </div>
      <div>
        ${section(
          'applications',
          words.applications[lang],
          html`${applicationLines(view.applications, lang)}
          ${more(path, { ...pages, applicationsBefore: view.moreApplications }, view.moreApplications, words.moreApplications[lang], lang)}`,
        )}
        ${section('inspections', inspectionWords.inspections[lang], inspectionLines(inspections, inspectionWords.noneHere[lang], lang))}
        ${section('history', words.history[lang], eventLines(view.events, lang))}
        ${section('touches', words.touches[lang], touchLines(view.touches, lang))}
      </div>
    </div>`;
  const title = words.contractorTitle[lang].replace('{number}', String(contractor.number));
  return {
    path,
    title,
    main,
    actor,
    reads: { action: 'register.read', subject: `contractor:${contractor.id}` },
  };
}

function permitsTable(view: ContractorView, pages: ContractorPages, lang: Lang): Html {
  const { permits, contractor, morePermits } = view;
  if (permits.length === 0) return html`<p class="quiet">${words.noPermits[lang]}</p>`;
  const rows = permits.map(
    (permit) =>
      html`<tr>
        <th scope="row" data-label="${words.permit[lang]}">${permitLink(permit, lang)}</th>
        ${cell(words.until, day(permit.validUntil, lang), lang)}
        ${cell(words.state, permitTag(permit, lang), lang)}
        ${cell(words.location, permit.location === '' ? html`–` : html`<span dir="auto">${permit.location}</span>`, lang)}
      </tr>`,
  );
  const heads = [words.permit, words.until, words.state, words.location];
  const path = `/register/contractors/${contractor.id}`;
  return html`${listTable(words.permits[lang], heads, rows, lang)}
  ${more(path, { ...pages, permitsAfter: morePermits }, morePermits, words.morePermits[lang], lang)}`;
}

/** The link to the next page of one list; the other one stays where it is. The numbers in it are of our own rows. */
function more(path: string, pages: ContractorPages, from: number | null, text: string, lang: Lang): Html {
  if (from === null) return nothing;
  const query = new URLSearchParams({
    ...(pages.permitsAfter !== null && { permits: String(pages.permitsAfter) }),
    ...(pages.applicationsBefore !== null && { applications: String(pages.applicationsBefore) }),
  });
  return html`<p class="actions"><a href="/${lang}/staff${path}?${query.toString()}">${text}</a></p>`;
}

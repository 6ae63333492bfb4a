import { bdi } from '../../ui/bdi.ts';
import { linkButton } from '../../ui/button.ts';
import { field } from '../../ui/field.ts';
import { html } from '../../ui/html.ts';
import { notice } from '../../ui/notice.ts';
import { day, permitLink, permitTag } from '../register/register-parts.ts';
import { words } from './inspection-words.ts';
import type { EndingList, EndingPermit } from '../../../engine/registers/office/list-ending.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';
import type { StaffPage } from '../frame/staff-page.ts';
import type { Text } from '../../ui/words.ts';

/** The inspector's first page: the permits that ended or end soon, as a list for a phone. */
export function inspectionPage(list: EndingList | null, actor: Actor, lang: Lang): StaffPage {
  const base = `/${lang}/staff/inspection`;
  const main = html`<div class="case-head">
      <h1>${words.inspection[lang]}</h1>
      <p class="quiet">${words.listLead[lang]}</p>
    </div>
    <div class="actions">
      ${linkButton({ href: `${base}/note`, text: words.note[lang] })}
      ${linkButton({ href: `/${lang}/verify`, text: words.check[lang], kind: 'ghost' })}
    </div>
    ${list === null ? html`<p class="quiet">${words.elsewhere[lang]}</p>` : lists(list, lang)}`;
  return {
    path: '/inspection',
    title: words.inspection[lang],
    main,
    actor,
    reads: list && {
      action: 'inspection.listed',
      subject: 'register',
      data: { count: list.permits.length, from: list.from, until: list.until },
    },
    scripts: ['inspection-list.js'],
  };
}

function lists({ permits, today, more }: EndingList, lang: Lang): Html {
  const ended = permits.filter(({ validUntil }) => validUntil < today).toReversed();
  const soon = permits.filter(({ validUntil }) => validUntil >= today);
  return html`<div data-old hidden>
      ${notice({ tone: 'warn', title: words.oldList[lang], body: html`<p>${words.oldListText[lang]}</p>` })}
    </div>
    <div data-day="${today}">
      <div class="scripted">
        ${field({ name: 'filter', label: words.filter[lang], hint: words.filterHint[lang], value: '', kind: 'text', autocomplete: 'off', required: true, lang })}
        <p class="quiet" role="status">${words.fitting[lang]} <bdi data-fitting>${permits.length}</bdi></p>
      </div>
      ${part(words.endingSoon, soon, lang)} ${part(words.ended, ended, lang)}
      ${more && html`<p class="quiet">${words.more[lang]}</p>`}
    </div>`;
}

function part(title: Text, permits: readonly EndingPermit[], lang: Lang): Html {
  return html`<section class="card">
    <h2>${title[lang]} <span class="tag">${bdi(String(permits.length))}</span></h2>
    ${
      permits.length === 0
        ? html`<p class="quiet">${words.none[lang]}</p>`
        : html`<ul class="lines">
            ${permits.map((permit) => line(permit, lang))}
          </ul>`
    }
  </section>`;
}

/** What is searched for stands in the words of the line itself. */
function line(permit: EndingPermit, lang: Lang): Html {
  const { number, year, type, location, validUntil, contractorNumber, contractorName } = permit;
  const contractor = html`<bdi>${contractorName}</bdi> ${bdi(String(contractorNumber))}`;
  const note = `/${lang}/staff/inspection/note#${number}/${year}`;
  const said = [type, location].filter((each) => each !== '');
  return html`<li data-line class="split">
    <span>
      <b>${permitLink(permit, lang)}</b> ${permitTag(permit, lang)} ${words.until[lang]}
      ${day(validUntil, lang)}<br />
      ${contractor}${said.map((each) => html`<br /><span class="quiet" dir="auto">${each}</span>`)}
    </span>
    <a class="btn ghost" href="${note}"
      >${words.noteThis[lang]}<span class="vh"> ${number} / ${year}</span></a
    >
  </li>`;
}

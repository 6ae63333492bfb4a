import { showPhone } from '../../../platform/i18n/phone.ts';
import { may } from '../../../engine/staff/roles.ts';
import { bdi } from '../../ui/bdi.ts';
import { button } from '../../ui/button.ts';
import { html, nothing } from '../../ui/html.ts';
import { moment, put } from '../case/case-parts.ts';
import { stateWords, words } from './phone-words.ts';
import type { PhoneChange } from '../../../engine/phone-changes/phone-change.ts';
import type { Case } from '../../../engine/review/open-case.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';

/** The other phones that were asked for, and the office's word on one that is not the register's. */
export function phonesSection({ phoneChanges }: Case, actor: Actor, lang: Lang): Html {
  if (phoneChanges.length === 0) return nothing;
  return html`<section class="card" aria-labelledby="phones">
    <h2 id="phones">${words.title[lang]}</h2>
    <ul class="lines">
      ${phoneChanges.toReversed().map((change) => line(change, actor, lang))}
    </ul>
  </section>`;
}

function line(change: PhoneChange, actor: Actor, lang: Lang): Html {
  const number = (phone: string | null) => (phone === null ? html`–` : bdi(showPhone(phone)));
  const form =
    change.state === 'to-confirm' &&
    may(actor.role, 'phone.confirm') &&
    html`<p>${words.explain[lang]}</p>
      <form method="post" action="/${lang}/staff/phones/${change.id}" class="actions">
        ${button({ text: words.confirm[lang], name: 'do', value: 'confirm' })}
        ${button({ text: words.decline[lang], name: 'do', value: 'decline', kind: 'quiet' })}
      </form>`;
  return html`<li>
    <b>${stateWords[change.state][lang]}</b>
    <span class="quiet"
      >${put(words.asked[lang], { moment: moment(change.askedAt, lang) })}${change.by && html` · <bdi>${change.by.name}</bdi>`}</span
    >
    <p>${number(change.oldPhone)} ${lang === 'ar' ? '←' : '→'} ${number(change.newPhone)}</p>
    ${form}
  </li>`;
}

/** What waits for the office beside the queue. */
export function phonesLine(
  waiting: readonly { applicationId: number; reference: string }[],
  lang: Lang,
): Html {
  if (waiting.length === 0) return nothing;
  const links = waiting.map(
    ({ applicationId, reference }) =>
      html`<a href="/${lang}/staff/applications/${applicationId}#phones">${bdi(reference)}</a> `,
  );
  return html`<p><b>${words.waiting[lang]}:</b> ${links}</p>`;
}

import { showMoment } from '../../../platform/i18n/dates.ts';
import { may } from '../../../engine/staff/roles.ts';
import { bdi } from '../../ui/bdi.ts';
import { html } from '../../ui/html.ts';
import { keyValues } from '../../ui/key-values.ts';
import { words } from './counter-words.ts';
import { identityRows } from './identity-page.ts';
import type { Filing } from '../../../engine/counter/filing.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';

/** In the one view of an application: who filed it at the counter, and what they saw. */
export function filingSection(id: number, filing: Filing, actor: Actor, lang: Lang): Html {
  const at = showMoment(filing.at, lang);
  const by = html`<bdi>${filing.by.name}</bdi> · ${bdi(at.date)} ${bdi(at.time)}`;
  return html`<section class="card first-read" aria-labelledby="filing">
    <h2 id="filing">${words.filing[lang]}</h2>
    ${keyValues({ rows: [{ key: words.filedBy[lang], value: by }, ...identityRows(filing, lang)] })}
    ${may(actor.role, 'counter.file') && html`<p><a href="/${lang}/staff/counter/receipts/${id}">${words.receipt[lang]}</a></p>`}
  </section>`;
}

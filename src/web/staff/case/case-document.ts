import { may } from '../../../engine/staff/roles.ts';
import { bdi } from '../../ui/bdi.ts';
import { linkButton } from '../../ui/button.ts';
import { html, nothing } from '../../ui/html.ts';
import { words } from './case-words.ts';
import type { Case } from '../../../engine/review/open-case.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Html } from '../../ui/html.ts';

/** The document that the approval issued, for who may check documents. */
export function documentSection({ document }: Case, actor: Actor, lang: Lang): Html {
  if (document.kind === 'none' || !may(actor.role, 'document.check')) return nothing;
  return html`<section class="card" aria-labelledby="document">
    <h2 id="document">${words.document[lang]}</h2>
    ${
      document.kind === 'waiting'
        ? html`<p>${words.documentWaiting[lang]}</p>`
        : html`<p>${words.documentCode[lang]} ${bdi(document.code)}</p>
            <p>
              ${linkButton({
                href: `/${lang}/staff/documents/${document.id}`,
                text: words.documentDownload[lang],
                kind: 'ghost',
              })}
            </p>`
    }
  </section>`;
}

import { button } from '../ui/button.ts';
import { html } from '../ui/html.ts';
import { notice } from '../ui/notice.ts';
import { words } from './words.ts';
import type { Application } from '../../engine/applications/application.ts';
import type { Service } from '../../engine/define/define-service.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Html } from '../ui/html.ts';

/** On a receipt: shall we remind you before the permit ends? And, once agreed, the way back. */
export function askForReminders(
  { agreed }: { agreed: boolean },
  service: Service,
  { reference }: Pick<Application, 'reference'>,
  lang: Lang,
): Html {
  return html`<section class="no-print" id="reminders">
    ${
      agreed
        ? notice({ tone: 'good', title: words.agreed[lang], body: html`<p>${words.agreedText[lang]}</p>` })
        : html`<h2>${words.askTitle[lang]}</h2>
            <p>${words.askText[lang]}</p>`
    }
    <form method="post" action="/${lang}/reminders">
      <input type="hidden" name="service" value="${service.slug}" />
      <input type="hidden" name="reference" value="${reference}" />
      ${
        agreed
          ? button({ text: words.noMore[lang], name: 'agree', value: 'no', kind: 'quiet' })
          : button({ text: words.ask[lang], name: 'agree', value: 'yes', kind: 'ghost' })
      }
    </form>
  </section>`;
}

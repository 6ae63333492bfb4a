import { showDay, showMoment } from '../../platform/i18n/dates.ts';
import { bdi } from '../ui/bdi.ts';
import { button, linkButton } from '../ui/button.ts';
import { html } from '../ui/html.ts';
import { readBackRows } from './read-back.ts';
import { stepAddress } from './step-view.ts';
import { words } from './words.ts';
import type { Application } from '../../engine/applications/application.ts';
import type { Service } from '../../engine/define/define-service.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { PageContent } from '../http/pages.ts';

/** The receipt: the reference, what happens next and by when, and what was submitted, in the words it was shown in. */
export function donePage(service: Service, application: Application, lang: Lang): PageContent {
  const text = service.text[lang];
  const promised = showDay(Temporal.PlainDate.from(application.promisedOn), lang);
  const at = showMoment(application.submittedAt, lang);
  const main = html`<div class="receipt">
      <h1>${text.receipt.title}</h1>
      <p class="lead">${text.name}</p>
      <div class="reference">
        <p>${words.reference[lang]}</p>
        <p class="big">${bdi(application.reference)}</p>
        <p class="quiet">${words.keepReference[lang]}</p>
      </div>
      <h2>${words.nextTitle[lang]}</h2>
      <p><b>${words.promised[lang]} ${promised.weekday} ${bdi(promised.date)}.</b></p>
      <ul>
        ${text.receipt.next.map((line) => html`<li>${line}</li>`)}
      </ul>
      <h2>${words.details[lang]}</h2>
      ${readBackRows([...application.shown.answers, ...application.shown.found], { masked: true })}
      <p class="quiet">${words.submittedAt[lang]}: ${at.weekday} ${bdi(at.date)} ${bdi(at.time)}</p>
    </div>
    <div class="actions no-print">
      ${linkButton({ href: `/${lang}/track/status`, text: words.track[lang] })}
      <button type="button" class="btn ghost" data-print hidden>${words.print[lang]}</button>
    </div>
    <div class="actions no-print">
      <a href="${stepAddress(service, lang, 'start')}">${words.another[lang]}</a>
      <form method="post" action="${stepAddress(service, lang, 'forget')}">
        ${button({ text: words.leaveDevice[lang], kind: 'quiet' })}
      </form>
    </div>`;
  return { title: text.receipt.title, main, narrow: true, scripts: ['receipt.js'] };
}

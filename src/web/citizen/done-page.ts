import { stateOf } from '../../engine/applications/application.ts';
import { showDay, showMoment } from '../../platform/i18n/dates.ts';
import { bdi } from '../ui/bdi.ts';
import { button, linkButton } from '../ui/button.ts';
import { html, type Html } from '../ui/html.ts';
import { notice } from '../ui/notice.ts';
import { readBackShown } from './read-back.ts';
import { stepAddress } from './step-view.ts';
import { words } from './words.ts';
import type { Application } from '../../engine/applications/application.ts';
import type { Service } from '../../engine/define/define-service.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { PageContent } from '../http/pages.ts';

/** The page of the receipt, with what may be done next in this browser. */
export function donePage(service: Service, application: Application, lang: Lang, below: Html): PageContent {
  const main = html`${receipt(service, application, lang)}
    <div class="actions no-print">
      ${linkButton({ href: `/${lang}/track/status`, text: words.track[lang] })} ${printButton(lang)}
    </div>
    ${below}
    <div class="actions no-print">
      <a href="${stepAddress(service, lang, 'start')}">${words.another[lang]}</a>
      <form method="post" action="${stepAddress(service, lang, 'forget')}">
        ${button({ text: words.leaveDevice[lang], kind: 'quiet' })}
      </form>
    </div>`;
  return { title: service.text[lang].receipt.title, main, narrow: true, scripts: ['receipt.js'] };
}

/** The button that prints a receipt: `receipt.js` shows it where it can be pressed. */
export function printButton(lang: Lang): Html {
  return html`<button type="button" class="btn ghost" data-print hidden>${words.print[lang]}</button>`;
}

/** The receipt: the reference, what happens next and by when, and what was submitted, in the words it was shown in. */
export function receipt(service: Service, application: Application, lang: Lang): Html {
  const text = service.text[lang];
  const at = showMoment(application.submittedAt, lang);
  const moment = html`${at.weekday} ${bdi(at.date)} ${bdi(at.time)}`;
  const state = stateOf(application.events);
  return html`<div class="receipt">
    <h1>${text.receipt.title}</h1>
    <p class="lead">${text.name}</p>
    <div class="reference">
      <p>${words.reference[lang]}</p>
      <p class="big">${bdi(application.reference)}</p>
      <p class="quiet">${words.keepReference[lang]}</p>
    </div>
    ${state === 'waiting-for-register' && waiting(moment, lang)} ${state === 'not-renewable' && ended(lang)}
    ${state === 'returned' && returned(lang)}
    ${(state === 'approved' || state === 'refused') && decided(lang)}
    ${(state === 'under-review' || state === 'waiting-for-register') && next(service, application, lang)}
    <h2>${words.details[lang]}</h2>
    ${readBackShown(application.shown, lang)}
    <p class="quiet">${words.submittedAt[lang]}: ${moment}</p>
  </div>`;
}

/** What follows, and by when. */
function next(service: Service, application: Application, lang: Lang): Html {
  const promised = showDay(Temporal.PlainDate.from(application.promisedOn), lang);
  return html`<h2>${words.nextTitle[lang]}</h2>
    <p><b>${words.promised[lang]} ${promised.weekday} ${bdi(promised.date)}.</b></p>
    <ul>
      ${service.text[lang].receipt.next.map((line) => html`<li>${line}</li>`)}
    </ul>`;
}

/** The register was down: when it was received is what counts, and the rest is learnt when it answers. */
function waiting(moment: Html, lang: Lang): Html {
  return notice({
    tone: 'info',
    title: words.receivedTitle[lang],
    body: html`<p><b>${words.received[lang]} ${moment}.</b> ${words.receivedText[lang]}</p>`,
  });
}

/** The office asks for something since. */
function returned(lang: Lang): Html {
  return notice({
    tone: 'warn',
    title: words.toComplete[lang],
    body: html`<p>${words.toCompleteText[lang]}</p>`,
  });
}

/** The office has decided since. */
function decided(lang: Lang): Html {
  return notice({ tone: 'info', title: words.decided[lang], body: html`<p>${words.decidedText[lang]}</p>` });
}

/** The register answered after the receipt was given, and there can be no application. */
function ended(lang: Lang): Html {
  return notice({ tone: 'stop', title: words.ended[lang], body: html`<p>${words.endedText[lang]}</p>` });
}

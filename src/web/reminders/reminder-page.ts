import { showDay } from '../../platform/i18n/dates.ts';
import { stepAddress } from '../citizen/step-view.ts';
import { bdi } from '../ui/bdi.ts';
import { button, linkButton } from '../ui/button.ts';
import { html } from '../ui/html.ts';
import { notice } from '../ui/notice.ts';
import { words } from './words.ts';
import type { OpenedReminder, ReminderLine } from '../../engine/reminders/open-reminder.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { PageContent } from '../http/pages.ts';
import type { Html } from '../ui/html.ts';

/** The page of a reminder's link: what ends, a button for each, and the way to no more reminders. `said`: what a press ended in. */
export function reminderPage(
  { lines, stopped }: OpenedReminder,
  token: string,
  lang: Lang,
  said: 'over' | 'limited' | null,
): PageContent {
  const main = html`<h1>${words.title[lang]}</h1>
    ${said && told(said, lang)}
    <p class="lead">${words.lead[lang]}</p>
    <ul class="ending">
      ${lines.map((line) => card(line, token, lang))}
    </ul>
    ${
      stopped
        ? notice({ tone: 'good', title: words.stopped[lang], body: html`<p>${words.stoppedText[lang]}</p>` })
        : html`<section class="stop-reminders">
            <h2>${words.stopTitle[lang]}</h2>
            <p>${words.stopText[lang]}</p>
            <form method="post" action="/${lang}/reminder/${token}/stop">
              ${button({ text: words.stop[lang], kind: 'quiet' })}
            </form>
          </section>`
    }`;
  return { title: words.title[lang], main, narrow: true, ...(said !== null && { alert: true }) };
}

function told(said: 'over' | 'limited', lang: Lang): Html {
  const text = said === 'over' ? words.overText : words.limitedText;
  return notice({
    tone: said === 'over' ? 'info' : 'warn',
    title: words[said][lang],
    body: html`<p>${text[lang]}</p>`,
  });
}

function card({ label, endsOn, used, service }: ReminderLine, token: string, lang: Lang): Html {
  const day = showDay(endsOn, lang);
  return html`<li class="found">
    <h2><span>${service.text[lang].found.label} ${bdi(label)}</span></h2>
    <p>${words.endsOn[lang]} ${day.weekday} <b>${bdi(day.date)}</b></p>
    ${
      used
        ? html`<p class="quiet">${words.used[lang]}</p>
            ${linkButton({ href: stepAddress(service, lang, 'start'), text: words.byNumbers[lang], kind: 'ghost' })}`
        : html`<form method="post" action="/${lang}/reminder/${token}">
            <input type="hidden" name="permit" value="${label}" />
            ${button({ text: words.renew[lang] })}
          </form>`
    }
  </li>`;
}

/** What stands where a link leads nowhere. */
export function noReminderPage(lang: Lang): PageContent {
  const main = html`<h1>${words.unknown[lang]}</h1>
    <p class="lead">${words.unknownText[lang]}</p>
    <p>${linkButton({ href: `/${lang}/services`, text: words.services[lang] })}</p>`;
  return { title: words.unknown[lang], main, narrow: true };
}

import { button } from '../ui/button.ts';
import { html } from '../ui/html.ts';
import { notice } from '../ui/notice.ts';
import { words } from './phone-words.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { PageContent } from '../http/pages.ts';

/** What the link of a change finds. */
export type StopShown = 'open' | 'stopped' | 'too-late' | 'unknown';

/** The page of the link that stops another phone: a press away, and it names neither phone nor application. */
export function stopPage(shown: StopShown, token: string, lang: Lang): PageContent {
  const title = words.stopTitle[lang];
  const say = (tone: 'good' | 'warn' | 'stop', head: keyof typeof words, text: keyof typeof words) =>
    notice({ tone, title: words[head][lang], body: html`<p>${words[text][lang]}</p>` });
  const body = {
    open: () =>
      html`<p class="lead">${words.stopLead[lang]}</p>
        <form method="post" action="/${lang}/phone/${token}">
          <p>${button({ text: words.stop[lang] })}</p>
        </form>`,
    stopped: () => say('good', 'stoppedTitle', 'stoppedNow'),
    'too-late': () => say('warn', 'tooLateTitle', 'tooLateText'),
    unknown: () => say('stop', 'unknownTitle', 'unknownText'),
  }[shown]();
  return {
    title,
    main: html`<h1>${title}</h1>
      ${body}`,
    narrow: true,
  };
}

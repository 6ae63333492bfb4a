import { showDays } from '../../engine/applications/freeze.ts';
import { button, linkButton } from '../ui/button.ts';
import { html } from '../ui/html.ts';
import { notice } from '../ui/notice.ts';
import { stepAddress } from './step-view.ts';
import { words } from './words.ts';
import type { Service } from '../../engine/define/define-service.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { PageContent } from '../http/pages.ts';

/** The page with the link by which an unfinished application is opened again, from any device. */
export function laterPage(service: Service, lang: Lang, link: string, goOn: string): PageContent {
  const days = words.laterDays[lang].replace('{days}', showDays(service.keep.draft, lang));
  const main = html`<h1>${words.laterTitle[lang]}</h1>
    <p class="lead">${words.laterText[lang]}</p>
    <p class="resume-link"><a href="${link}" dir="ltr">${link}</a></p>
    <p>${days} ${words.laterWarning[lang]}</p>
    <div class="actions">
      ${linkButton({ href: goOn, text: words.goOn[lang] })}
      <form method="post" action="${stepAddress(service, lang, 'forget')}">
        ${button({ text: words.forget[lang], kind: 'quiet' })}
      </form>
    </div>`;
  return {
    title: words.laterTitle[lang],
    main,
    narrow: true,
    backLink: { href: goOn, text: words.back[lang] },
  };
}

/**
 * The page that a resume link opens. It changes nothing until its button is pressed: programs that look at links in
 * messages would open the application in their own name otherwise.
 */
export function resumePage(service: Service, lang: Lang, token: string): PageContent {
  const main = html`<h1>${words.resumeTitle[lang]}</h1>
    <p class="lead">${service.text[lang].name}. ${words.resumeText[lang]}</p>
    <form method="post" action="${stepAddress(service, lang, `resume/${token}`)}">
      ${button({ text: words.go[lang] })}
    </form>`;
  return { title: words.resumeTitle[lang], main, narrow: true };
}

/** What stands where a kept application is gone. */
export function gonePage(service: Service, lang: Lang): PageContent {
  const main = html`<h1>${words.resumeTitle[lang]}</h1>
    ${notice({
      tone: 'warn',
      title: words.resumeGone[lang],
      body: html`<p>${words.resumeGoneText[lang]}</p>`,
      actions: html`${linkButton({ href: `/${lang}/track`, text: words.track[lang] })}${linkButton({ href: stepAddress(service, lang, 'start'), text: words.beginNew[lang], kind: 'ghost' })}`,
    })}`;
  return { title: words.resumeGone[lang], main, narrow: true };
}

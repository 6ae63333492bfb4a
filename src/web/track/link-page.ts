import { button, linkButton } from '../ui/button.ts';
import { html } from '../ui/html.ts';
import { words } from './words.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { PageContent } from '../http/pages.ts';

/** The page that the link of a message opens: it shows nothing until its button is pressed. */
export function linkPage(token: string, isOurs: boolean, lang: Lang): PageContent {
  const title = words.yourApplication[lang];
  const main = isOurs
    ? html`<h1>${title}</h1>
        <p class="lead">${words.linkText[lang]}</p>
        <form method="post" action="/${lang}/open/${token}">${button({ text: words.linkOpen[lang] })}</form>`
    : html`<h1>${words.linkOver[lang]}</h1>
        <p class="lead">${words.linkOverText[lang]}</p>
        <p>${linkButton({ href: `/${lang}/track`, text: words.title[lang] })}</p>`;
  return { title: isOurs ? title : words.linkOver[lang], main, narrow: true };
}

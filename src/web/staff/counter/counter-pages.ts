import { printButton, receipt } from '../../citizen/done-page.ts';
import { dir } from '../../../platform/i18n/lang.ts';
import { button, linkButton } from '../../ui/button.ts';
import { html } from '../../ui/html.ts';
import { notice } from '../../ui/notice.ts';
import { words } from './counter-words.ts';
import type { Application } from '../../../engine/applications/application.ts';
import type { Service } from '../../../engine/define/define-service.ts';
import type { Draft } from '../../../engine/journey/draft.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { PageContent } from '../../http/pages.ts';
import type { Html } from '../../ui/html.ts';
import type { StaffPage } from '../frame/staff-page.ts';

/** The address of a room of the counter. */
export function counterAddress(service: Service, lang: Lang, room: string): string {
  return `/${lang}/staff/counter/${service.slug}/${room}`;
}

/** A service at the counter; `goOn` is the address at which this person's unfinished draft of it goes on. */
export type CounterService = { service: Service; goOn: string | null; lastFiled: number | null };

/** What can be filed at the counter, and what was begun and left. */
export function counterPage(services: readonly CounterService[], actor: Actor, lang: Lang): StaffPage {
  const main = html`<h1>${words.counter[lang]}</h1>
    <p class="lead">${words.lead[lang]}</p>
    ${services.map((each) => serviceCard(each, lang))}`;
  return { path: '/counter', title: words.counter[lang], main, actor, reads: null };
}

function serviceCard({ service, goOn, lastFiled }: CounterService, lang: Lang): Html {
  const begin = html`<form method="post" action="${counterAddress(service, lang, 'start')}">
    ${button({ text: words.begin[lang], ...(goOn !== null && { kind: 'ghost' }) })}
  </form>`;
  return html`<section class="card" aria-labelledby="${service.slug}">
    <h2 id="${service.slug}">${service.text[lang].name}</h2>
    ${goOn !== null && unfinished(service, goOn, lang)} ${begin}
    ${lastFiled !== null && html`<p><a href="/${lang}/staff/counter/receipts/${lastFiled}">${words.lastFiled[lang]}</a></p>`}
  </section>`;
}

function unfinished(service: Service, goOn: string, lang: Lang): Html {
  return notice({
    tone: 'warn',
    title: words.unfinished[lang],
    body: html`<p>${words.unfinishedText[lang]}</p>`,
    actions: html`${linkButton({ href: goOn, text: words.goOn[lang] })}
      <form method="post" action="${counterAddress(service, lang, 'forget')}">
        ${button({ text: words.forget[lang], kind: 'quiet' })}
      </form>`,
  });
}

/** A page of the journey in the frame of the office. What it shows of a person is recorded under the draft's id. */
export function journeyPage(
  content: PageContent,
  path: string,
  draft: Draft,
  actor: Actor,
  lang: Lang,
): StaffPage {
  const { title, main, alert, backLink } = content;
  const isEmpty = Object.values(draft.typed).every((typed) => typed === '');
  const reads = {
    action: 'counter.read',
    subject: `draft:${draft.id}`,
    data: { found: draft.found?.subject ?? null },
  } as const;
  return {
    path,
    title,
    main: html`<p class="crumbs">
        <a href="/${lang}/staff/counter">${words.counter[lang]}</a>
        ${backLink && html` · <a href="${backLink.href}">${backLink.text}</a>`}
      </p>
      ${main}`,
    actor,
    reads: isEmpty ? null : reads,
    narrow: true,
    ...(alert === true && { alert }),
  };
}

/** The receipt of an application that was filed here, in the language of its person, as it is printed for them. */
export function filedPage(
  service: Service,
  application: Application,
  portalName: string,
  actor: Actor,
  lang: Lang,
): StaffPage {
  const theirs = application.lang;
  const main = html`<div class="no-print">
      <p class="filed" role="status"><b>${words.filed[lang]}.</b> ${words.filedText[lang]}</p>
      <div class="actions">
        ${printButton(lang)}
        <a href="/${lang}/staff/applications/${application.id}">${words.openCase[lang]}</a>
        <form method="post" action="${counterAddress(service, lang, 'start')}">
          ${button({ text: words.next[lang], kind: 'quiet' })}
        </form>
      </div>
    </div>
    <div class="slip" lang="${theirs}" dir="${dir(theirs)}">
      <p class="letterhead"><b>${portalName}</b> · ${words.office[theirs]}</p>
      ${receipt(service, application, theirs)}
    </div>`;
  return {
    path: `/counter/receipts/${application.id}`,
    title: words.filed[lang],
    main,
    actor,
    reads: { action: 'application.read', subject: `application:${application.id}` },
    narrow: true,
    scripts: ['receipt.js'],
  };
}

import { bdi } from '../ui/bdi.ts';
import { button, linkButton } from '../ui/button.ts';
import { filled } from '../ui/filled.ts';
import { hero } from '../ui/hero.ts';
import { html } from '../ui/html.ts';
import { keyValues } from '../ui/key-values.ts';
import { notice } from '../ui/notice.ts';
import { serviceCard } from '../ui/service-card.ts';
import { words as surveyWords } from '../satisfaction/words.ts';
import { words as guideWords } from '../guide/words.ts';
import { words } from './words.ts';
import type { Service } from '../../engine/define/define-service.ts';
import type { SettingsToday } from '../../engine/settings/settings.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Offer } from './offers.ts';
import type { PageContent } from '../http/pages.ts';
import type { Html } from '../ui/html.ts';

/** The home page: what the portal is, the search, and the list of e-services. */
export function homePage(offers: readonly Offer[], lang: Lang): PageContent {
  const main = html`${hero({
      title: words.heroTitle[lang],
      text: words.heroText[lang],
      search: searchOf(lang, ''),
    })}
    <h2>${words.services[lang]}</h2>
    ${cards(offers, lang, true)}
    <a class="banner" href="/${lang}/satisfaction">
      <b>${surveyWords.banner[lang]}</b>
      <span>${surveyWords.bannerText[lang]}</span>
    </a>`;
  return { title: words.home[lang], main };
}

/** The e-services page: all of them, or those that a search means. */
export function servicesPage(
  offers: readonly Offer[],
  found: readonly Offer[],
  query: string,
  lang: Lang,
): PageContent {
  const search = searchOf(lang, query);
  const main = html`<h1>${words.services[lang]}</h1>
    <p class="lead">${words.servicesText[lang]}</p>
    <form class="search" role="search" action="${search.action}">
      <label class="vh" for="q">${search.label}</label>
      <input type="search" id="q" name="q" value="${query}" placeholder="${search.label}" />
      ${button({ text: search.button })}
    </form>
    ${query === '' ? html`<h2 class="vh">${words.allServices[lang]}</h2>` : html`<h2>${words.resultsFor[lang]} «<bdi>${query}</bdi>»</h2>`}
    ${
      found.length === 0
        ? html`${notice({ tone: 'info', title: words.noResults[lang], body: html`<p>${words.noResultsText[lang]}</p>` })}
            <h2>${words.allServices[lang]}</h2>
            ${cards(offers, lang, false)}`
        : cards(found, lang, query === '')
    }`;
  return { title: query === '' ? words.services[lang] : `${words.resultsFor[lang]} ${query}`, main };
}

function searchOf(
  lang: Lang,
  value: string,
): { action: string; label: string; button: string; value: string } {
  return {
    action: `/${lang}/services`,
    label: words.searchLabel[lang],
    button: words.searchButton[lang],
    value,
  };
}

function cards(offers: readonly Offer[], lang: Lang, withFirst: boolean): Html {
  return html`<div class="cards">
    ${offers.map(({ path, title, text, go }, index) =>
      serviceCard({
        href: `/${lang}${path}`,
        title: title[lang],
        text: text[lang],
        go: go[lang],
        first: withFirst && index === 0,
      }),
    )}
  </div>`;
}

/** A service's own page: what it is, what to have in hand, how long, what it costs, how it goes on, and the start. */
export function servicePage(
  service: Service,
  settings: SettingsToday,
  lang: Lang,
  demo: boolean,
): PageContent {
  const text = service.text[lang];
  const { about } = text;
  const facts = service.tells(settings.of(service));
  const fee = facts['fee'];
  const free = fee?.kind === 'money' && fee.fils === 0;
  const say = (line: string) => filled(line, facts, lang);
  const start = linkButton({ href: `/${lang}/services/${service.slug}/start`, text: words.begin[lang] });
  const main = html`<h1>${text.name}</h1>
    <p class="lead">${text.summary}</p>
    <p>${start}</p>
    ${service.guide !== null && html`<p><a href="/${lang}/guide/${service.slug}">${guideWords.titleShort[lang]}</a></p>`}
    ${demo && demoNotice(service, settings.today, lang)}
    <h2>${words.needs[lang]}</h2>
    <ul>
      ${about.needs.map((line) => html`<li>${say(line)}</li>`)}
    </ul>
    <h2>${words.what[lang]}</h2>
    ${about.what.map((line) => html`<p>${say(line)}</p>`)}
    ${keyValues({
      rows: [
        { key: words.who[lang], value: say(about.who) },
        { key: words.howLong[lang], value: say(about.howLong) },
        { key: words.howMuch[lang], value: say(free ? about.free : about.howMuch) },
      ],
    })}
    <h2>${words.steps[lang]}</h2>
    <ol>
      ${about.steps.map((line) => html`<li>${say(line)}</li>`)}
    </ol>
    <h2>${words.after[lang]}</h2>
    <ul>
      ${about.after.map((line) => html`<li>${say(line)}</li>`)}
    </ul>
    <p>${start}</p>`;
  return {
    title: text.name,
    main,
    narrow: true,
    backLink: { href: `/${lang}/services`, text: words.services[lang] },
  };
}

/** What a newcomer to the demo may type to get through. */
function demoNotice(service: Service, today: Temporal.PlainDate, lang: Lang): Html {
  const answers = service.demo.answers(today);
  const first = service.journey[0];
  const asked = first?.kind === 'lookUp' ? first.asks : [];
  const lines = asked.map(
    (name) => html`<li>${service.text[lang].answers[name]?.label}: ${bdi(answers[name] ?? '')}</li>`,
  );
  return notice({
    tone: 'info',
    title: words.demoTitle[lang],
    body: html`<p>${words.demoText[lang]}</p>
      <ul>
        ${lines}
      </ul>`,
    actions: html`<a href="/demo/phone">${words.demoPhone[lang]}</a>`,
  });
}

/** How people reach the municipality. */
export function contactPage(settings: SettingsToday, lang: Lang): PageContent {
  const { phone, email, address, hours } = settings.portal['portal.contact'].value;
  const main = html`<h1>${words.contactTitle[lang]}</h1>
    <p class="lead">${words.contactText[lang]}</p>
    ${keyValues({
      rows: [
        {
          key: words.phone[lang],
          value: html`<a href="tel:${phone.replaceAll(/[^+0-9]/g, '')}">${bdi(phone)}</a>`,
        },
        { key: words.email[lang], value: html`<a href="mailto:${email}">${bdi(email)}</a>` },
        { key: words.address[lang], value: html`${address[lang]}` },
        { key: words.hours[lang], value: html`${hours[lang]}` },
      ],
    })}`;
  return { title: words.contactTitle[lang], main, narrow: true };
}

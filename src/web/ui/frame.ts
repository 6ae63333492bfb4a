import type { Lang } from '../../platform/i18n/lang.ts';
import { address } from './address.ts';
import { attributes } from './attributes.ts';
import { bdi } from './bdi.ts';
import { html, join, raw, type Html } from './html.ts';
import type { PortalLook } from './portal-look.ts';
import { words } from './words.ts';

/** The parts of a page that are the same for every visitor, in one language. */
export type Frame = {
  head: string;
  ribbon: string;
  brand: string;
  /** The menu by the index of the current item; the last one has none. */
  menus: readonly string[];
  foot: string;
};

const frames = new WeakMap<PortalLook, Partial<Record<Lang, Frame>>>();

/** The frame of a portal in a language, built once: keep the portal's look in one object, or nothing is gained. */
export function frameOf(portal: PortalLook, lang: Lang): Frame {
  const known = frames.get(portal) ?? {};
  frames.set(portal, known);
  return (known[lang] ??= {
    head: String(headOf(portal)),
    ribbon: portal.demo ? String(html`<p class="demo">${words.demo[lang]}</p>`) : '',
    brand: String(brandOf(portal, lang)),
    menus: [...portal.topBar.keys(), portal.topBar.length].map((index) =>
      String(menuOf(portal, lang, index)),
    ),
    foot: String(footOf(portal, lang)),
  });
}

function headOf({ asset }: PortalLook): Html {
  const letters = ['plex-400.woff2', 'plex-600.woff2'].map(
    (name) => html`<link rel="preload" href="${asset(name)}" as="font" type="font/woff2" crossorigin />`,
  );
  return html`<meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" href="${asset('style.css')}" />
    ${letters}
    <link rel="icon" href="${asset('emblem.svg')}" type="image/svg+xml" />
    <meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff" />
    <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#1a2321" />`;
}

function brandOf({ emblem, name, subtitle }: PortalLook, lang: Lang): Html {
  const names = html`${name[lang]} <small>${subtitle[lang]}</small>`;
  return html`<a class="brand" href="${address(lang, '/')}">
    <span class="emblem" aria-hidden="true">${raw(emblem)}</span>
    <span>${names}</span>
  </a>`;
}

/** The menu twice: a bar, and a list that opens. The style sheet shows one, so only that one is read out. */
function menuOf(portal: PortalLook, lang: Lang, current: number): Html {
  const items = itemsOf(portal, lang, current);
  return html`<nav aria-label="${words.mainMenu[lang]}">
    <ul class="bar">
      ${items}
    </ul>
    <details>
      <summary>${words.menu[lang]}</summary>
      <ul>
        ${items}
      </ul>
    </details>
  </nav>`;
}

function itemsOf({ topBar }: PortalLook, lang: Lang, current?: number): Html {
  return join(
    topBar.map(({ text, href }, index) => {
      const to = href.startsWith('/') ? address(lang, href) : href;
      const given = attributes({ href: to, 'aria-current': index === current && 'true' });
      return html`<li><a ${given}>${text[lang]}</a></li>`;
    }),
  );
}

function footOf(portal: PortalLook, lang: Lang): Html {
  const { phone, email, address: place } = portal.contact;
  const dialled = phone.replace(/[^+\d]/g, '');
  return html`<footer>
    <div class="wrap">
      <div>
        <p><b>${portal.name[lang]}</b></p>
        <p>${place[lang]}</p>
      </div>
      <div>
        <h2>${words.contact[lang]}</h2>
        <p>${words.phone[lang]}: <a href="tel:${dialled}">${bdi(phone)}</a></p>
        <p>${words.email[lang]}: <a href="mailto:${email}">${bdi(email)}</a></p>
      </div>
      <nav aria-label="${words.pages[lang]}">
        <h2>${words.pages[lang]}</h2>
        <ul>
          ${itemsOf(portal, lang)}
          <li><a href="${address(lang, '/satisfaction')}">${words.satisfaction[lang]}</a></li>
        </ul>
      </nav>
    </div>
  </footer>`;
}

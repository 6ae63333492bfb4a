import { dir, langs, type Lang } from '../../platform/i18n/lang.ts';
import { address } from './address.ts';
import { attributes } from './attributes.ts';
import { frameOf } from './frame.ts';
import { html, nothing, type Html } from './html.ts';
import type { PortalLook } from './portal-look.ts';
import { ownName, words } from './words.ts';

export type { PortalLook };

/** Options of a page; `path` is the address after the language: `/services/x`, the home page is `/`. */
export type PageOptions = {
  lang: Lang;
  title: string;
  portal: PortalLook;
  path: string;
  main: Html;
  backLink?: { href: string; text: string };
  /** One column of reading width, for journeys. */
  narrow?: boolean;
  /** Names of style sheets beside the portal's own, for `asset`. */
  styles?: readonly string[];
  /** Names of script files, for `asset`. */
  scripts?: readonly string[];
  /** The address of what describes the page as an app of its own on a phone. */
  manifest?: string;
  /** Begins the title with the word for error, so that it is the first thing heard. */
  alert?: boolean;
};

/** A whole document. What does not depend on the page is built once for each portal and language. */
export function page(options: PageOptions): string {
  const {
    lang,
    title,
    portal,
    path,
    main,
    backLink,
    narrow,
    styles = [],
    scripts = [],
    manifest,
    alert,
  } = options;
  const { head, ribbon, brand, menus, foot } = frameOf(portal, lang);
  const titled = html`${alert && `${words.error[lang]}: `}${title} · ${portal.name[lang]}`;
  const loaded = scripts.map((name) => html`<script type="module" src="${portal.asset(name)}"></script>`);
  const sheets = styles.map((name) => html`<link rel="stylesheet" href="${portal.asset(name)}" />`);
  if (manifest !== undefined) loaded.push(html`<link rel="manifest" href="${manifest}" />`);
  const back = backLink ? html`<a class="back" href="${backLink.href}">${backLink.text}</a>` : nothing;
  return `<!DOCTYPE html>
<html lang="${lang}" dir="${dir(lang)}">
<head>
${head}${sheets.join('')}
<title>${titled}</title>${loaded.join('')}
</head>
<body>
<a class="skip" href="#main">${words.skip[lang]}</a>
<header class="top">${ribbon}<div class="wrap">
${brand}
${menus[currentItem(portal, path)] ?? ''}
${languageSwitch(lang, path)}
</div></header>
<main id="main" tabindex="-1"${narrow ? ' class="narrow"' : ''}>${back}${main}</main>
${foot}
</body>
</html>
`;
}

/** The item whose section the path lies in; the longest address wins. The home page is a section of one page. */
function currentItem({ topBar }: PortalLook, path: string): number {
  let best = topBar.length;
  for (const [index, { href }] of topBar.entries()) {
    const inside = path === href || (href !== '/' && path.startsWith(`${href}/`));
    if (inside && href.length > (topBar[best]?.href.length ?? 0)) best = index;
  }
  return best;
}

function languageSwitch(lang: Lang, path: string): Html {
  const other = langs.find((each) => each !== lang) ?? lang;
  const given = attributes({
    class: 'lang',
    href: address(other, path),
    lang: other,
    hreflang: other,
    dir: dir(other),
  });
  return html`<a ${given}>${ownName[other]}</a>`;
}

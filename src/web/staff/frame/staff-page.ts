import { recordRead, staffOrigin } from '../../../engine/audit/record.ts';
import { roles } from '../../../engine/staff/roles.ts';
import { dir, langs } from '../../../platform/i18n/lang.ts';
import { encodeHtml, sendEncoded } from '../../http/pages.ts';
import { attributes } from '../../ui/attributes.ts';
import { frameOf } from '../../ui/frame.ts';
import { html, join, nothing, raw } from '../../ui/html.ts';
import { ownName, words as frameWords } from '../../ui/words.ts';
import { roomsOf } from './navigation.ts';
import { placeOfRequest } from './staff-route.ts';
import { words } from './words.ts';
import type { FastifyReply } from 'fastify';
import type { AuditEntry } from '../../../engine/audit/record.ts';
import type { Actor } from '../../../engine/staff/person.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Web } from '../../http/web.ts';
import type { Html } from '../../ui/html.ts';
import type { PortalLook } from '../../ui/portal-look.ts';
import type { Visit } from './staff-route.ts';

/** What of personal data somebody reads, as the audit keeps it. */
export type Read = Pick<AuditEntry, 'action' | 'subject' | 'data'>;

/** A page of the office; `path` is what follows `/ar/staff`. Without an `actor` it has no menu. */
export type StaffPage = {
  status?: number;
  path: string;
  title: string;
  main: Html;
  actor?: Omit<Actor, 'place'>;
  /** What personal data it shows: recorded in the audit before it is sent. Null: none. */
  reads: Read | null;
  /** Begins the title with the word for error, so that it is the first thing heard. */
  alert?: boolean;
  /** One column of reading width, for forms. */
  narrow?: boolean;
  /** Names of files in `src/client` that it needs. */
  scripts?: readonly string[];
  /** Leads on to this address at once, without a press: for the one page that must be a page and not a redirect. */
  onward?: string;
};

/** Sends a page of the office in its own frame, the menu at the side, the work beside it; what it lets read is recorded first. */
export async function sendStaffPage(
  web: Web,
  { request, reply, lang }: Visit,
  { status = 200, ...content }: StaffPage,
): Promise<FastifyReply> {
  const { actor, reads } = content;
  const { portal } = await web.look();
  const made = encodeHtml(request, staffPage(portal, lang, content));
  if (actor && reads) {
    const place = placeOfRequest(web, request);
    await recordRead(web.ctx.db, { ...staffOrigin({ id: actor.id, place }), ...reads });
  }
  return sendEncoded(reply.code(status), made);
}

function staffPage(portal: PortalLook, lang: Lang, content: StaffPage): string {
  const { path, title, main, actor, alert, narrow, scripts = [], onward } = content;
  const more = join([
    ...(onward === undefined ? [] : [html`<meta http-equiv="refresh" content="0;url=${onward}" />`]),
    ...scripts.map((name) => html`<script type="module" src="${portal.asset(name)}"></script>`),
  ]);
  const { head, ribbon } = frameOf(portal, lang);
  const titled = html`${alert && `${frameWords.error[lang]}: `}${title} · ${words.office[lang]}`;
  return `<!DOCTYPE html>
<html lang="${lang}" dir="${dir(lang)}">
<head>
${head}
<link rel="stylesheet" href="${portal.asset('staff.css')}" />
${more}
<title>${titled}</title>
</head>
<body class="office">
<a class="skip" href="#main">${frameWords.skip[lang]}</a>
<header class="head">${ribbon}<div class="side">
${brand(portal, lang)}
${actor ? menu(actor, lang, path) : nothing}
<div class="me">${actor ? me(actor, lang, path) : nothing}${languageSwitch(lang, path)}</div>
</div></header>
<main id="main" tabindex="-1"${narrow ? ' class="narrow"' : ''}>${main}</main>
</body>
</html>
`;
}

function brand({ emblem, name }: PortalLook, lang: Lang): Html {
  return html`<a class="brand" href="/${lang}/staff">
    <span class="emblem" aria-hidden="true">${raw(emblem)}</span>
    <span>${name[lang]} <small>${words.office[lang]}</small></span>
  </a>`;
}

function menu(actor: Omit<Actor, 'place'>, lang: Lang, path: string): Html {
  const items = roomsOf(actor.role).map((room) => {
    const here = path === room.path || (room.path !== '' && path.startsWith(`${room.path}/`));
    const given = attributes({ href: `/${lang}/staff${room.path}`, 'aria-current': here && 'page' });
    return html`<li><a ${given}>${room.text[lang]}</a></li>`;
  });
  return html`<nav aria-label="${words.officeMenu[lang]}">
    <ul>
      ${items}
    </ul>
  </nav>`;
}

/** Who is signed in, and the way out. */
function me(actor: Omit<Actor, 'place'>, lang: Lang, path: string): Html {
  const password = attributes({
    href: `/${lang}/staff/password`,
    'aria-current': path === '/password' && 'page',
  });
  const ways = attributes({
    href: `/${lang}/staff/ways`,
    'aria-current': (path === '/ways' || path.startsWith('/ways/')) && 'page',
  });
  return html`<p class="who">
      <b><bdi>${actor.name}</bdi></b> <small>${roles[actor.role][lang]}</small>
    </p>
    <a ${ways}>${words.waysIn[lang]}</a>
    <a ${password}>${words.changePassword[lang]}</a>
    <form method="post" action="/${lang}/staff/sign-out">
      <button type="submit">${words.signOut[lang]}</button>
    </form>`;
}

function languageSwitch(lang: Lang, path: string): Html {
  const other = langs.find((each) => each !== lang) ?? lang;
  // Without a direction of its own, so that it begins where the lines of the column begin.
  const given = attributes({ href: `/${other}/staff${path}`, lang: other, hreflang: other });
  return html`<a ${given}>${ownName[other]}</a>`;
}

import { recordRead, staffOrigin } from '../../../engine/audit/record.ts';
import { countToConfirm, mostCounted } from '../../../engine/review/queue.ts';
import { roles } from '../../../engine/staff/roles.ts';
import { dir, langs } from '../../../platform/i18n/lang.ts';
import { encodeHtml, sendEncoded } from '../../http/pages.ts';
import { attributes } from '../../ui/attributes.ts';
import { frameOf } from '../../ui/frame.ts';
import { html, join, nothing, raw } from '../../ui/html.ts';
import { ownName, words as frameWords } from '../../ui/words.ts';
import { bdi } from '../../ui/bdi.ts';
import { partWords } from '../queue/queue-words.ts';
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
import type { Room } from './navigation.ts';
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
  /** Names of style sheets beside the office's own. */
  styles?: readonly string[];
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
  const [{ portal }, toConfirm] = await Promise.all([
    web.look(),
    actor ? countToConfirm(web.ctx, actor) : Promise.resolve(0),
  ]);
  const made = encodeHtml(request, staffPage(portal, lang, content, toConfirm));
  if (actor && reads) {
    const place = placeOfRequest(web, request);
    await recordRead(web.ctx.db, { ...staffOrigin({ id: actor.id, place }), ...reads });
  }
  return sendEncoded(reply.code(status), made);
}

function staffPage(portal: PortalLook, lang: Lang, content: StaffPage, toConfirm: number): string {
  const { path, title, main, actor, alert, narrow, styles = [], scripts = [], onward } = content;
  const more = join([
    ...styles.map((name) => html`<link rel="stylesheet" href="${portal.asset(name)}" />`),
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
<header class="head">${ribbon}<div class="side"><div class="pinned">
${brand(portal, lang)}
${actor ? opener(actor, lang, path) : nothing}
<div class="menu">
${actor ? menu(actor, lang, path, toConfirm) : nothing}
<div class="me">${actor ? me(actor, lang, path) : nothing}${languageSwitch(lang, path)}</div>
</div></div></div></header>
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

/**
 * What opens the menu where there is little room, and says where one is: the menu follows it, and the style sheet hides what
 * follows one that is closed. Where there is room only the menu is shown.
 */
function opener(actor: Omit<Actor, 'place'>, lang: Lang, path: string): Html {
  const here =
    roomsOf(actor.role).find((room) => isIn(room, path)) ?? ownPages.find((room) => isIn(room, path));
  return html`<details class="opener">
    <summary><b>${frameWords.menu[lang]}</b> ${here && html`<small>${here.text[lang]}</small>`}</summary>
  </details>`;
}

/** Pages about oneself, which stand below the rooms. */
const ownPages: readonly Pick<Room, 'path' | 'text'>[] = [
  { path: '/ways', text: words.waysIn },
  { path: '/password', text: words.changePassword },
];

/** Is this page in the room? An application is opened from the queue, what was done with many as well. */
function isIn(room: Pick<Room, 'path'>, path: string): boolean {
  if (room.path === '/queue' && /^\/(?:applications|many)(?:\/|$)/.test(path)) return true;
  return path === room.path || (room.path !== '' && path.startsWith(`${room.path}/`));
}

function menu(actor: Omit<Actor, 'place'>, lang: Lang, path: string, toConfirm: number): Html {
  const items = roomsOf(actor.role).map((room) => {
    const given = attributes({
      href: `/${lang}/staff${room.path}`,
      'aria-current': isIn(room, path) && 'page',
    });
    return html`<li><a ${given}>${room.text[lang]}</a></li>
      ${room.path === '/queue' && toConfirm > 0 && waiting(toConfirm, lang)}`;
  });
  return html`<nav aria-label="${words.officeMenu[lang]}">
    <ul>
      ${items}
    </ul>
  </nav>`;
}

/** That decisions of others wait to be confirmed: nobody looks for them where nothing says so. */
function waiting(toConfirm: number, lang: Lang): Html {
  const count = toConfirm >= mostCounted ? `${mostCounted}+` : String(toConfirm);
  return html`<li>
    <a class="waits" href="/${lang}/staff/queue?which=toConfirm"
      >${partWords.toConfirm[lang]} <b>${bdi(count)}</b></a
    >
  </li>`;
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

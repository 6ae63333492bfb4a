import { beginSignOn } from '../../../engine/staff/sign-on/begin-sign-on.ts';
import { finishSignOn } from '../../../engine/staff/sign-on/finish-sign-on.ts';
import { ProviderDownError } from '../../../platform/oidc/provider.ts';
import { portalOrigin } from '../../http/origin.ts';
import { sendOn } from '../../http/pages.ts';
import { Refused } from '../../http/refusals.ts';
import { addressOf } from '../../http/visitor.ts';
import { linkButton } from '../../ui/button.ts';
import { html } from '../../ui/html.ts';
import { readNext } from '../frame/next-page.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute, userAgentOf } from '../frame/staff-route.ts';
import { giveToken } from '../frame/token-cookie.ts';
import { sendSignIn } from './sign-in-page.ts';
import { giveBrowserKey, readBrowserKey, takeBrowserKey } from './sign-on-cookie.ts';
import { refusalWords, words } from './sign-on-words.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SingleSignOn } from '../../../engine/staff/sign-on/single-sign-on.ts';
import type { SignOnRefusal } from '../../../engine/staff/sign-on/finish-sign-on.ts';
import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Web } from '../../http/web.ts';
import type { StaffPage } from '../frame/staff-page.ts';
import type { Visit } from '../frame/staff-route.ts';

/** Where everybody comes back to: one address in both languages, since the provider must know it. */
function backAddress(web: Web, request: FastifyRequest): string {
  return `${portalOrigin(web.ctx, request)}/ar/staff/sign-on/back`;
}

function signOnOf(web: Web): SingleSignOn {
  const { singleSignOn } = web.ctx;
  if (singleSignOn === undefined) throw new Refused('not-found');
  return singleSignOn;
}

/** The way in by the city's own sign-in, and out of it. */
export function signOnRoutes(app: FastifyInstance, web: Web): void {
  const sayDown = (visit: Visit, next: string) =>
    sendSignIn(web, visit, {
      status: 503,
      login: '',
      next,
      errors: { fields: [], general: [words.down[visit.lang]] },
    });

  // A link and not a form: browsers would not let a form lead to another site, by our own policy.
  staffRoute(app, web, {
    method: 'GET',
    path: '/sign-on',
    rule: 'anyone',
    handler: async (visit) => {
      const { lang, request, reply } = visit;
      const signOn = signOnOf(web);
      const next = readNext((request.query as Record<string, unknown>)['next'], lang);
      if (visit.session !== null) return sendOn(reply, next);
      const result = await beginSignOn(web.ctx, signOn, {
        lang,
        next,
        redirectUri: backAddress(web, request),
        address: addressOf(request),
      });
      switch (result.kind) {
        case 'go':
          giveBrowserKey(web, reply, result.browser);
          return sendOn(reply, result.to);
        case 'down':
          return sayDown(visit, next);
        case 'limited': {
          void reply.header('retry-after', result.retryAfter);
          const errors = { fields: [], general: [words.limited[lang]] };
          return sendSignIn(web, visit, { status: 429, login: '', next, errors });
        }
      }
    },
  });

  staffRoute(app, web, {
    method: 'GET',
    path: '/sign-on/back',
    rule: 'anyone',
    handler: async (visit) => {
      const { request, reply } = visit;
      const redirectUri = backAddress(web, request);
      const result = await finishSignOn(web.ctx, signOnOf(web), {
        query: new URL(request.url, redirectUri).searchParams,
        browser: readBrowserKey(web, request),
        redirectUri,
        device: { address: addressOf(request), userAgent: userAgentOf(request) },
      });
      takeBrowserKey(web, reply);
      if (result.kind === 'signed-in') {
        giveToken(web, reply, result.token);
        return sendStaffPage(web, { ...visit, lang: result.lang }, onwardPage(result.next, result.lang));
      }
      const said = { ...visit, lang: result.lang ?? visit.lang };
      if (result.kind === 'down') return sayDown(said, `/${said.lang}/staff`);
      return sendRefusal(web, said, result.kind);
    },
  });

  staffRoute(app, web, {
    method: 'GET',
    path: '/sign-on/left',
    rule: 'anyone',
    handler: async (visit) => {
      const { lang, request } = visit;
      const returnTo = `${portalOrigin(web.ctx, request)}/ar/staff/sign-in`;
      const leave = await signOnOf(web)
        .provider.leave(returnTo)
        .catch((error: unknown) => {
          if (error instanceof ProviderDownError) return null;
          throw error;
        });
      return sendStaffPage(web, visit, leftPage(leave, lang));
    },
  });
}

/**
 * The page after coming back. It is a page and not a redirect: browsers send a strict cookie to no address that another site's link led to, be
 * it over ours. This page itself leads on.
 */
function onwardPage(next: string, lang: Lang): StaffPage {
  const main = html`<h1>${words.inTitle[lang]}</h1>
    <p>${linkButton({ href: next, text: words.go[lang] })}</p>`;
  return {
    path: '/sign-in',
    title: words.inTitle[lang],
    main,
    narrow: true,
    reads: null,
    onward: next,
  };
}

function sendRefusal(web: Web, visit: Visit, kind: Exclude<SignOnRefusal, 'down'>): Promise<FastifyReply> {
  const { lang } = visit;
  const { title, text } = refusalWords[kind];
  const main = html`<h1>${title[lang]}</h1>
    <p class="lead">${text[lang]}</p>
    <p>${linkButton({ href: `/${lang}/staff/sign-in`, text: words.again[lang] })}</p>`;
  const page = { path: '/sign-in', title: title[lang], main, narrow: true, reads: null, alert: true };
  return sendStaffPage(web, visit, { status: 403, ...page });
}

function leftPage(leave: URL | null, lang: Lang): StaffPage {
  const main = html`<h1>${words.leftTitle[lang]}</h1>
    <p class="lead">${words.leftText[lang]}</p>
    ${
      leave === null
        ? html`<p>${words.leaveHow[lang]}</p>`
        : html`<p>${linkButton({ href: leave.href, text: words.leave[lang], kind: 'ghost' })}</p>`
    }
    <p><a href="/${lang}/staff/sign-in">${words.again[lang]}</a></p>`;
  return { path: '/sign-on/left', title: words.leftTitle[lang], main, narrow: true, reads: null };
}

import { NoConnectionError } from '../../platform/db/connections.ts';
import { TooManyPasswordsError } from '../../platform/ids/password-hash.ts';
import { linkButton } from '../ui/button.ts';
import { html } from '../ui/html.ts';
import { isOffice, langOfAddress } from './address.ts';
import { sendPage } from './pages.ts';
import { Refused, refusals } from './refusals.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RefusalCode } from './refusals.ts';
import type { Web } from './web.ts';

/** Turns every refusal and every surprise into our own page, in the reader's language. The address is not repeated. */
export function answerRefusals(app: FastifyInstance, web: Web): void {
  app.setNotFoundHandler((request, reply) => refuse(request, reply, web, 'not-found', null));
  app.setErrorHandler((error: unknown, request, reply) => {
    if (error instanceof Refused) return refuse(request, reply, web, error.code, error.retryAfter);
    const code = codeOf(error);
    if (code === 'broken')
      web.ctx.log.error('web.broken', error, {
        route: request.routeOptions.url ?? '',
        method: request.method,
      });
    return refuse(request, reply, web, code, code === 'busy' ? 5 : null);
  });
}

/** What Fastify and the database mean by their errors. */
function codeOf(error: unknown): RefusalCode {
  if (error instanceof NoConnectionError || error instanceof TooManyPasswordsError) return 'busy';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return 'wrong-content-type';
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return 'too-large';
  // Connections refused or cut, the database starting or stopping, too many connections: it passes.
  if (/^(ECONN|EPIPE|ETIMEDOUT|57P0|53|08)/.test(code)) return 'busy';
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status === 503) return 'busy';
  return status >= 400 && status < 500 ? 'bad-form' : 'broken';
}

/** Where to go on from a page that says no. */
const ways = {
  portal: { path: '/services', text: { ar: 'الخدمات الإلكترونية', en: 'E-services' } },
  office: { path: '/staff', text: { ar: 'صفحة الموظفين', en: 'Staff page' } },
};

async function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  web: Web,
  code: RefusalCode,
  retryAfter: number | null,
): Promise<FastifyReply> {
  const lang = langOfAddress(request.url);
  const { status, title, next } = refusals[code];
  const way = isOffice(request.url) ? ways.office : ways.portal;
  if (retryAfter !== null) void reply.header('retry-after', retryAfter);
  const look = await web.look().catch(() => null);
  // Without the settings there is no frame: the words alone must do.
  if (look === null)
    return reply
      .code(status < 500 ? status : 503)
      .type('text/plain; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(`${title.ar}\n${title.en}\n`);
  const main = html`<h1>${title[lang]}</h1>
    <p class="lead">${next[lang]}</p>
    <p>${linkButton({ href: `/${lang}${way.path}`, text: way.text[lang] })}</p>`;
  return sendPage(request, reply, look, {
    status,
    lang,
    path: '/',
    title: title[lang],
    main,
    narrow: true,
    alert: true,
  });
}
